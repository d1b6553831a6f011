"""A supervisor at a real desk: real workspaces, worker and widgets; only paths are chosen for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from supervisor import Supervisor

from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE
from tests.stations import PASSPHRASE, Stations, enrolled_stations


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> Stations:
    """A laptop and an office that know each other; copied for each story."""
    return enrolled_stations(tmp_path_factory.mktemp("known"))


@pytest.fixture
def stations(known: Stations, tmp_path: Path) -> Stations:
    return known.copied_to(tmp_path / "stations")


@pytest.fixture
def seat(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Supervisor]]:
    """Seats supervisors at offices by their folder, in English and in the light theme."""
    seated: list[Supervisor] = []
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)
    LANGUAGE.use("en")

    def sit_down(folder: Path) -> Supervisor:
        seated.append(Supervisor(qtbot, folder, PASSPHRASE))
        return seated[-1]

    yield sit_down
    for supervisor in seated:
        supervisor.stand_up()
    LANGUAGE.use("en")


@pytest.fixture
def supervisor(seat: Callable[[Path], Supervisor], stations: Stations) -> Supervisor:
    """Sits at the office of ``stations``."""
    return seat(stations.folder / "office")
