"""F1 opens the guide where one is; it is read, searched and left by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import CTRL, Person
from interviews import CONSENT
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from stations import PASSPHRASE, Stations, record

from interview_kit import guide
from interview_kit.messages import LANGUAGES
from interview_kit.protocol.model import KitType
from interview_kit_ui.actions import shown_key
from interview_kit_ui.help import chapters
from interview_kit_ui.help.help_key import HelpKey
from interview_kit_ui.help.help_sheet import HelpSheet
from interview_kit_ui.language import LANGUAGE

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def person(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[Person]:
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
    person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json")
    app = QApplication.instance()
    assert app is not None
    HelpKey(app, person.window)
    yield person
    person.go_away()


def guide_shown(person: Person) -> HelpSheet | None:
    shown = [one for one in person.window.findChildren(HelpSheet) if one.isVisible()]
    assert len(shown) < 2
    return shown[0] if shown else None


def ask(person: Person) -> HelpSheet:
    person.press(Qt.Key.Key_F1)
    sheet = guide_shown(person)
    assert sheet is not None
    return sheet


def leave(person: Person) -> None:
    person.press(Qt.Key.Key_Escape)
    assert guide_shown(person) is None


def test_the_chapter_is_about_the_place_one_is_at(person: Person) -> None:
    assert ask(person).place[0] == "trouble"  # where the passphrase is asked for
    leave(person)
    person.unlock(PASSPHRASE)
    assert ask(person).place[0] == "handover"
    leave(person)
    person.home.show_room("office")
    assert ask(person).place[0] == "first-minutes"
    leave(person)
    person.home.show_room("interviews")
    person.push("Open")
    person.until(lambda: person.conducting)
    person.conduct.show_section("/witness")
    person.go_to("/witness/name")
    assert ask(person).place[0] == "keyboard"
    leave(person)
    person.go_to("/witness/home")
    assert ask(person).place[0] == "dates-and-places"
    leave(person)
    assert person.focus_in("/witness/home"), "one is back where one was"
    person.conduct.show_section("seal")
    assert ask(person).place[0] == "sealing"
    leave(person)


def test_everything_in_it_is_done_by_keyboard(person: Person) -> None:
    sheet = ask(person)
    person.press(Qt.Key.Key_F, CTRL)
    person.type("receipts")
    assert [item.text().partition("\n")[0] for item in sheet.rail.items][:1] == ["Receipts"]
    person.press(Qt.Key.Key_Return)
    assert sheet.place == ("handover", "Receipts")
    assert sheet.page.hasFocus()
    person.press(Qt.Key.Key_Left, ALT)
    assert sheet.place == ("trouble", "")
    person.press(Qt.Key.Key_Right, ALT)
    assert sheet.place == ("handover", "Receipts")
    person.press(Qt.Key.Key_Escape)  # first what was looked for
    assert [item.name for item in sheet.rail.items] == [one.name for one in guide.chapters("en")]
    leave(person)


def test_what_is_found_is_reached_with_the_arrows(person: Person) -> None:
    sheet = ask(person)
    person.press(Qt.Key.Key_F, CTRL)
    person.type("backup")
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Down)
    second = sheet.rail.items[1]
    assert second.hasFocus()
    person.press(Qt.Key.Key_Return)
    assert sheet.place[1] == second.text().partition("\n")[0]


def test_words_that_are_nowhere_are_said_so(person: Person) -> None:
    ask(person)
    person.press(Qt.Key.Key_F, CTRL)
    person.type("zebra")
    assert person.reads("Nothing found")


def test_it_speaks_the_language_on_screen_at_any_moment(person: Person) -> None:
    sheet = ask(person)
    LANGUAGE.use("ko")
    assert "일이 잘못되었을 때" in sheet.page.toPlainText().replace("\u2060", "")
    assert sheet.rail.items[0].text() == "처음 5분"


def test_locking_works_behind_it_and_nothing_opens_twice(person: Person) -> None:
    person.unlock(PASSPHRASE)
    ask(person)
    person.press(Qt.Key.Key_F1)
    assert guide_shown(person) is not None
    person.press(Qt.Key.Key_L, CTRL)
    person.until(lambda: person.started_over)


def test_no_page_of_it_asks_for_anything_but_its_own_pictures(person: Person) -> None:
    sheet = ask(person)
    image = QTextDocument.ResourceType.ImageResource.value
    html = QTextDocument.ResourceType.HtmlResource.value
    assert sheet.page.loadResource(html, QUrl("file:///etc/passwd")) is None
    strange = sheet.page.loadResource(image, QUrl("https://example.org/T-picture.png"))
    assert strange.isNull()  # type: ignore[attr-defined]
    own = sheet.page.loadResource(image, QUrl("pictures/seal.png"))
    assert not own.isNull()  # type: ignore[attr-defined]


def test_a_link_out_of_the_program_leads_nowhere(person: Person) -> None:
    sheet = ask(person)
    before = sheet.place
    sheet.page.anchorClicked.emit(QUrl("https://example.org"))
    assert sheet.place == before


def test_a_hangul_word_is_never_broken(person: Person) -> None:
    LANGUAGE.use("ko")
    sheet = ask(person)
    block = sheet.page.document().begin()
    cut = []
    while block.isValid():
        text, layout = block.text(), block.layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        ends = [line.textStart() + line.textLength() for line in lines]
        cut += [text[:end][-8:] for end in ends[:-1] if not text[end - 1].isspace()]
        block = block.next()
    assert cut == []


def test_every_place_that_is_named_is_a_module_with_a_chapter() -> None:
    folder = Path(chapters.__file__).parents[1]
    names = {one.name for one in guide.chapters("en")}
    for module, chapter in chapters._CHAPTERS.items():
        place = folder.joinpath(*module.split("/"))
        if module.startswith("question/"):
            assert module.removeprefix("question/") in set(KitType)
            continue
        assert place.is_dir() or place.with_suffix(".py").is_file(), module
        assert chapter in names


def test_the_button_at_the_foot_opens_it_too(person: Person) -> None:
    person.unlock(PASSPHRASE)
    person.push("Help")
    assert guide_shown(person) is not None
    QTest.keyClick(person.focus, Qt.Key.Key_Escape)
    assert guide_shown(person) is None


@pytest.mark.parametrize("language", LANGUAGES, ids="T-{}".format)
def test_every_key_of_an_open_interview_is_in_the_guide(person: Person, language: str) -> None:
    person.unlock(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.conducting)
    (keys,) = [one for one in guide.chapters(language) if one.name == "keys"]
    told = set(re.findall("`([^`]+)`", keys.text))
    acted = {shown_key(action.key) for action in person.conduct._actions.now() if action.key}
    assert len(acted) > 12
    assert acted <= told
