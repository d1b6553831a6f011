"""``interview-kit-desktop``: loads the program, in the order in which it is there soonest, and runs it."""

from __future__ import annotations

import gc
import sys
from types import ModuleType


def main() -> int:
    """Open the window and return the exit status when it was closed."""
    status: int = load().run()
    return status


def load() -> ModuleType:
    """Import what the first window needs."""
    gc.disable()  # nothing is garbage yet, and looking for it takes 15 ms; later ``GarbageCollection`` does
    # From PySide6 on, its import hook reads the source of every module that is imported.
    import interview_kit.guard
    import interview_kit.portable
    import interview_kit.settings  # noqa: F401 - as those before, imported so early for that alone
    from interview_kit_ui import program

    return program


if __name__ == "__main__":
    sys.exit(main())
