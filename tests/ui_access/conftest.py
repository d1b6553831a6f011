"""The screens are those that are rendered; a screen reader is told what it is told in the program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from interview_kit_ui import spoken_roles, theme
from interview_kit_ui.language import LANGUAGE

sys.path.append(str(Path(__file__).parents[1] / "screens"))


@pytest.fixture(scope="session", autouse=True)
def _as_in_the_program(qapp: QApplication) -> None:
    theme.prepare(qapp)
    spoken_roles.prepare()


@pytest.fixture(autouse=True)
def _in_english_afterwards() -> Iterator[None]:
    yield
    LANGUAGE.use("en")
