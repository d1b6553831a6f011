"""Going on with a draft: the list tells one from another, and opening one leads to where work stopped."""

from __future__ import annotations

from desktop import CTRL, Person
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stations import PASSPHRASE, Stations, record

from interview_kit_ui.widgets.data_table import DataTable

CONSENT = {f"/consent/{name}": "YES" for name in ("explained", "understood", "sc1", "sc2", "sc3")}
AGREED = CONSENT | {"/consent/mode": "AUDIO"}


def open_first(person: Person) -> None:
    person.unlock(PASSPHRASE)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.conducting)


def cells(person: Person) -> list[list[str]]:
    table = person.home.findChild(DataTable)
    assert table is not None
    model, role = table.model(), Qt.ItemDataRole.AccessibleTextRole
    columns = range(model.columnCount())
    return [[model.index(row, at).data(role) for at in columns] for row in range(model.rowCount())]


def test_the_list_says_when_a_draft_was_changed_and_how_far_it_is(
    locked_person: Person, stations: Stations
) -> None:
    with stations.laptop() as laptop:
        record(laptop, dict(CONSENT))
        record(laptop, AGREED | {"/witness/name": "T-1"})
    locked_person.unlock(PASSPHRASE)
    (_, _, day, changed, state), (*_, other) = cells(locked_person)
    assert changed.startswith(day[:4])
    assert state.startswith("Draft, 7 of ")
    assert other.startswith("Draft, 5 of ")
    assert not locked_person.reads("T-1")


def test_a_draft_opens_at_the_first_open_question_of_the_section_left_off(
    locked_person: Person, stations: Stations
) -> None:
    with stations.laptop() as laptop:
        record(laptop, AGREED | {"/next/call_again": "YES", "/next/need": ["LEGAL"]})
    open_first(locked_person)
    assert locked_person.focus_in("/next/danger")


def test_a_draft_whose_section_is_finished_opens_at_the_next(
    locked_person: Person, stations: Stations
) -> None:
    with stations.laptop() as laptop:
        record(laptop, dict(AGREED))
    open_first(locked_person)
    assert locked_person.focus_in("/witness/name")


def test_coming_back_from_the_list_leads_to_where_work_stopped(interviewer: Person) -> None:
    interviewer.conduct.show_section("/witness")
    interviewer.type("T-1")
    interviewer.push("Back to the list")
    interviewer.until(lambda: not interviewer.conducting)
    table = interviewer.home.findChild(DataTable)
    assert table is not None
    QTest.keyClick(table, Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.conducting)
    assert interviewer.focus_in("/witness/other_names")
    interviewer.press(Qt.Key.Key_PageUp, CTRL)
    assert interviewer.on_screen("/consent/explained")
