"""Our unlock window, in a process that ends as soon as the passphrase could be typed: see ``startup.py``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from interview_kit_ui import app

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def main() -> int:
    """Start the program as a person does, on the workspace that is named."""
    program = app.load()
    from first_key import FirstKey  # only now: the program imports in its own order

    plain = program._application

    def observed(language: str | None) -> QApplication:
        made = plain(language)
        made.first_key = FirstKey(made)  # it only has to live as long
        return made

    program._application = observed
    return program.run()


if __name__ == "__main__":
    sys.exit(main())
