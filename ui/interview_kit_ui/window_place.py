"""Where the window stands on the screen: kept while the program starts over, and nowhere after that."""

from __future__ import annotations

import os
from typing import ClassVar, Final

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

#: In the environment, which the process that comes in place of this one inherits.
_NAME: Final = "INTERVIEW_KIT_WINDOW"


class _Last:
    """Where the window stood when the program was about to start over."""

    place: ClassVar[str] = ""


def remember(window: QWidget) -> None:
    """Let the window of the next process stand where this one does, as large or over the whole screen."""
    _Last.place = window.saveGeometry().toBase64().toStdString()


def hand_on() -> None:
    """Tell the process that comes in place of this one, as the last thing before it does."""
    os.environ[_NAME] = _Last.place


def take_over(window: QWidget) -> None:
    """Put ``window`` where the one before it stood, if there was one. Others are not told."""
    place = os.environ.pop(_NAME, "")
    if place:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(place.encode("ascii", "replace"))))
