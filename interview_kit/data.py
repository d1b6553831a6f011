"""Finding the files that ship with the program: ``resources/`` and ``schemas/``.

In a wheel they lie inside the package, in a checkout beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for example ``shipped("resources", "fonts")``."""
    inside = _PACKAGE.joinpath(*parts)
    return inside if inside.exists() else _PACKAGE.parent.joinpath(*parts)


def shipped_code(*parts: str) -> Path:
    """Return the path of a data file that lies among the code, for example a database migration."""
    return _PACKAGE.joinpath(*parts)
