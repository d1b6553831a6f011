"""Going on with a draft: the list tells one from another."""

from __future__ import annotations

from desktop import Person
from PySide6.QtCore import Qt
from stations import PASSPHRASE, Stations, record

from interview_kit_ui.widgets.data_table import DataTable

CONSENT = {f"/consent/{name}": "YES" for name in ("explained", "understood", "sc1", "sc2", "sc3")}
AGREED = CONSENT | {"/consent/mode": "AUDIO"}


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
