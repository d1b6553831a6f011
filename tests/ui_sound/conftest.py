"""Somebody at an open interview whose witness allows sound."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from interview_table import FORM, Table
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sound_stand_ins import BUILT_IN, HEADSET, FakeMachine
from stations import Stations

from interview_kit_ui import theme


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def table(qtbot: QtBot, stations: Stations) -> Iterator[Table]:
    """Everything is there, and the witness allows it."""
    table = Table(qtbot, stations.folder / "laptop", FakeMachine(HEADSET, BUILT_IN), FORM)
    table.answer("/consent/allowed", "YES")
    yield table
    table.go_away()
