"""A short interview goes on as a full one: F12, one question, and nothing is asked twice."""

from __future__ import annotations

import pytest
from desktop import CTRL, Person
from interviews import stored
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from stations import DEMO, PASSPHRASE, Stations

from interview_kit.errors import StorageError
from interview_kit.interview.answer import Answer
from interview_kit.protocol import library
from interview_kit.vault import drafts
from interview_kit.vault.journals import StoredJournal
from interview_kit_ui.field.promotion import PromoteButton
from interview_kit_ui.widgets.sheet import Sheet
from tests.content import ed_short


@pytest.fixture
def listener(stations: Stations, locked_person: Person) -> Person:
    """Somebody who has heard a whole short interview, and has it open."""
    with stations.laptop() as laptop:
        loaded = library.find(library.shipped_protocols(), "ed-short")
        drafts.record(laptop, loaded, dict(ed_short.WHOLE), DEMO)
    return opened(locked_person)


def opened(person: Person) -> Person:
    person.unlock(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.conducting)
    return person


def sheets(person: Person) -> list[Sheet]:
    return [sheet for sheet in person.window.findChildren(Sheet) if sheet.isVisible()]


def offer(person: Person) -> PromoteButton:
    (button,) = person.conduct.findChildren(PromoteButton)
    return button


def ask(person: Person) -> None:
    person.conduct.show_section("/witness")
    person.press(Qt.Key.Key_F12)
    person.until(lambda: sheets(person))


def test_the_full_interview_opens_at_the_first_question_left(listener: Person, stations: Stations) -> None:
    ask(listener)
    assert listener.reads("Go on with: Enforced disappearance: testimony")
    assert listener.reads("This cannot be taken back.")
    assert listener.reads("How old are you, roughly?")
    listener.press(Qt.Key.Key_Return)
    listener.until(lambda: listener.on_screen("/consent/introduction"))
    assert listener.focus_in("/consent/introduction")
    listener.press(Qt.Key.Key_1)
    listener.saved()
    assert listener.answer("/consent/introduction") == "OK"
    assert not sheets(listener)
    assert listener.answer("/witness/name") == "T-은하"
    assert listener.answer("/case[1]/victim[1]/person/name") == "T-언니"
    assert offer(listener).isHidden()
    listener.pick("/consent/language_read", "ko")
    listener.press(Qt.Key.Key_L, CTRL)
    listener.until(lambda: listener.started_over)
    told = stored(stations)
    assert told.loaded.protocol.id == "ed-full"
    assert told.answers_json(identifying=False)["/consent/language_read"] == "ko"


def test_what_was_typed_last_goes_along(listener: Person) -> None:
    listener.conduct.show_section("/witness")
    listener.go_to("/witness/other_names")
    listener.type(" T-Eun")
    listener.press(Qt.Key.Key_F12)
    listener.until(lambda: sheets(listener))
    listener.push("Go on")
    listener.until(lambda: listener.on_screen("/consent/introduction"))
    assert "T-Eun" in str(listener.answer("/witness/other_names"))


def test_whoever_cancels_goes_on_with_the_short_one(listener: Person) -> None:
    before = answered(listener)
    ask(listener)
    listener.press(Qt.Key.Key_Escape)
    listener.until(lambda: not sheets(listener))
    assert listener.on_screen("/witness/name")
    assert offer(listener).isVisible()
    assert answered(listener) == before


def test_whoever_leaves_before_it_is_asked_is_not_asked(listener: Person) -> None:
    listener.press(Qt.Key.Key_F12)
    listener.push("Back to the list")
    listener.until(lambda: not listener.conducting)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    listener.worked()
    assert not sheets(listener)


def answered(person: Person) -> int:
    picture = person.conduct.picture
    assert picture is not None
    return sum(section.answered for section in picture.sections)


def test_where_it_could_not_be_written_all_is_as_it_was(
    listener: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageError("files.disk-full", path="T")

    ask(listener)
    with monkeypatch.context() as disk:
        disk.setattr(StoredJournal, "append", refuse)
        listener.push("Go on")
        listener.until(lambda: listener.reads("What was saved before is intact"))
    listener.press(Qt.Key.Key_Escape)
    listener.until(lambda: not sheets(listener))
    listener.go_to("/witness/name")
    listener.type("T-Ha")
    listener.press(Qt.Key.Key_Return)
    listener.saved()
    ask(listener)
    listener.push("Go on")
    listener.until(lambda: listener.on_screen("/consent/introduction"))
    assert "T-Ha" in str(listener.answer("/witness/name"))


def test_where_there_is_nothing_to_go_on_under_nothing_is_offered(
    stations: Stations, locked_person: Person
) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-full"))
        draft.answer("/setup/setting", Answer("HOME"))
    opened(locked_person)
    assert offer(locked_person).isHidden()
    locked_person.press(Qt.Key.Key_F12)
    locked_person.until(lambda: not sheets(locked_person))
