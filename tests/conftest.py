"""Tests run with no screen unless one is asked for. Stations stand for a laptop and its office."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from interview_kit_ui import theme
from interview_kit_ui.garbage import collect_due
from tests.stations import Stations, enrolled_stations, export_one

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
gc.disable()  # as in the program: a worker's thread must not destroy widgets


@pytest.fixture(autouse=True)
def _closed_widgets_are_gone() -> Iterator[None]:
    """Qt deletes a widget when its event loop comes round, and tests have none: without this every
    widget of a run stays, and each change of theme restyles them all.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.processEvents()  # what is on its way to a widget arrives before it goes
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_due()


@pytest.fixture(autouse=True)
def _the_look_is_as_it_was() -> Iterator[None]:
    """The next test of this process must not find letters so large that its question fits no window."""
    before = theme.current()
    yield
    application = QApplication.instance()
    if isinstance(application, QApplication) and theme.current() is not before:
        theme.apply(application, before)


@pytest.fixture(scope="session")
def prepared_stations(tmp_path_factory: pytest.TempPathFactory) -> Stations:
    """A laptop and an office that know each other, and one bundle on the stick. Only to be copied."""
    stations = enrolled_stations(tmp_path_factory.mktemp("prepared"))
    with stations.laptop() as laptop:
        export_one(laptop, stations.stick)
    return stations


@pytest.fixture
def stations(prepared_stations: Stations, tmp_path: Path) -> Stations:
    """A laptop and an office of this test's own, and one bundle on the stick."""
    return prepared_stations.copied_to(tmp_path / "stations")
