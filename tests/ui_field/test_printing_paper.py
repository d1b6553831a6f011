"""From the list of interviews a blank protocol or consent sheet is made, to print and fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Person
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from stations import PASSPHRASE, Stations

from interview_kit.protocol import library
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.widgets.painted_button import PaintedButton


@pytest.fixture
def person(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Person]:
    with stations.laptop():
        pass
    person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json")
    person.unlock(PASSPHRASE)
    yield person
    person.go_away()


def words(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages).replace("\0", "")


def pick(person: Person, question: str, option: str) -> None:
    buttons = person.window.findChildren(PaintedButton)
    shown = [one for one in buttons if one.isVisible() and one.accessibleDescription() == question]
    person.click(next(one for one in shown if one.text() == option))


def test_the_questions_come_with_enter_alone_in_the_language_on_screen(
    person: Person, tmp_path: Path
) -> None:
    out = tmp_path / "T-blank.pdf"
    person.paths = [out]
    person.push("Print a blank protocol")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: any("Ready to print: T-blank.pdf" in notice for notice in person.notices()))
    (first, *_) = library.shipped_protocols()
    assert first.digest.hex() in words(out)
    assert "fill in by hand" in words(out)


def test_the_consent_sheet_comes_in_the_language_that_was_picked(person: Person, tmp_path: Path) -> None:
    out = tmp_path / "T-consent.pdf"
    person.paths = [out]
    person.push("Print a blank protocol")
    rows = person.window.findChildren(OptionRow)
    person.click(next(row for row in rows if row.isVisible() and row.name == "ed-short@1"))
    pick(person, "What", "Consent sheet")
    pick(person, "Language on paper", "한국어")
    person.push("Choose where to save")
    person.until(lambda: any("Ready to print" in notice for notice in person.notices()))
    assert library.find(library.shipped_protocols(), "ed-short").digest.hex() in words(out)
    assert "동의서" in words(out)


def test_whoever_leaves_the_question_gets_no_file(person: Person, tmp_path: Path) -> None:
    person.push("Print a blank protocol")
    person.press(Qt.Key.Key_Escape)
    assert list(tmp_path.glob("*.pdf")) == []
    assert person.buttons("Choose where to save") == []
