"""Every screen that ``make screens`` renders, by name.

A module ``*_screens.py`` in this folder registers its screens::

    @screen("unlock")
    def unlock(setting: Setting) -> QWidget:
        return UnlockWindow(...)

The language and the theme of the program are already set when the function is called.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from interview_kit_ui.theme import Theme


@dataclass(frozen=True)
class Setting:
    """What a screen is rendered for; ``size`` is width and height."""

    language: str
    theme: Theme
    size: tuple[int, int]

    @property
    def label(self) -> str:
        """``ko-light-1280``"""
        return f"{self.language}-{self.theme.name}-{self.size[0]}"


Builder = Callable[[Setting], QWidget]
SCREENS: dict[str, Builder] = {}


def screen(name: str) -> Callable[[Builder], Builder]:
    """Register a function that builds the screen ``name``."""

    def register(build: Builder) -> Builder:
        if name in SCREENS:
            raise ValueError(f"two screens are called {name!r}")
        SCREENS[name] = build
        return build

    return register


def load_screens() -> dict[str, Builder]:
    """Import every ``*_screens.py`` beside this file and return what they registered.

    They may use the modules that stand in ``tests/``, as tests do.
    """
    here = Path(__file__).parent
    if str(here.parent) not in sys.path:
        sys.path.append(str(here.parent))
    for file in sorted(here.glob("*_screens.py")):
        importlib.import_module(file.stem)
    return SCREENS
