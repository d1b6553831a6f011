"""Every test starts in English, in the light theme, with our fonts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    theme.prepare(qapp)


@pytest.fixture(autouse=True)
def _english_and_light(qapp: QApplication, _fonts: None) -> Iterator[None]:
    LANGUAGE.use("en")
    theme.apply(qapp, theme.LIGHT)
    yield
    LANGUAGE.use("en")
