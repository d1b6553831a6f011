"""Choosing a file or folder, on a sheet of our own.

Qt's file dialog writes the last visited folder into a file of its own when it goes away, blocks the window
behind it, so that the lock key would not work, and speaks its own Korean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from interview_kit_ui.worker import Lane

if TYPE_CHECKING:
    from interview_kit_ui.file_choice_sheet import FileChoice


class Wanted(Enum):
    """What is to be chosen."""

    FILE = "file"
    NEW_FILE = "new-file"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Choice:
    """A question for a file or folder: its title and button, and what is wanted.

    ``suffix`` such as ``.ikp`` leaves other files out; ``name`` is proposed for a new file.
    """

    wanted: Wanted
    title_key: str
    action_key: str
    suffix: str = ""
    name: str = ""


#: Asks the person and calls back with the path, or never. Tests put their own in its place.
Chooser = Callable[[QWidget, Lane, Choice, Callable[[Path], None]], object]


def ask_for_path(
    window: QWidget, lane: Lane, choice: Choice, on_chosen: Callable[[Path], None]
) -> FileChoice:
    """Ask on a sheet over ``window``; ``lane`` reads folders. Begins where the person chose last."""
    from interview_kit_ui.file_choice_sheet import open_choice

    return open_choice(window, lane, choice, on_chosen)
