"""Somebody in front of the program before any workspace is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.vault.workspace import open_workspace
from interview_kit_ui import theme
from tests.stations import PASSPHRASE, create_laptop


@pytest.fixture(scope="session", autouse=True)
def _look(qapp: QApplication) -> None:
    theme.prepare(qapp)
    theme.apply(qapp, theme.LIGHT)


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path | None], Person]]:
    """Starts the program, with a workspace to unlock or without; settings are kept between starts."""
    started: list[Person] = []

    def begin(folder: Path | None = None) -> Person:
        started.append(Person(qtbot, folder, tmp_path / "settings.json"))
        return started[-1]

    yield begin
    for person in started:
        person.go_away()


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The folder of an interviewer's workspace that knows no office."""
    create_laptop(tmp_path / "laptop").close()
    return tmp_path / "laptop"


@pytest.fixture
def code(laptop: Path) -> RecoveryCode:
    """The code on that laptop's recovery sheet."""
    with open_workspace(laptop, PASSPHRASE) as workspace:
        made, _slot = workspace.keyring.set_recovery_code()
    return made
