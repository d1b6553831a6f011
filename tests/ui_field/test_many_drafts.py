"""The list is there at once, however many drafts are in it; how far the older ones came follows."""

from __future__ import annotations

from desktop import Person
from stations import PASSPHRASE, Stations

from interview_kit.protocol import library
from interview_kit.vault import drafts
from interview_kit_ui.field.home_picture import AT_ONCE, look, look_further


def begin(stations: Stations, count: int) -> list[str]:
    protocol = library.find(library.shipped_protocols(), "ed-short")
    with stations.laptop() as laptop:
        return [drafts.begin(laptop, protocol).interview.id for _ in range(count)]


def test_of_many_drafts_the_newest_are_read_first(stations: Stations) -> None:
    begun = begin(stations, AT_ONCE + 3)
    with stations.laptop() as laptop:
        first = look(laptop)
        whole = look_further(laptop, first)
    assert len(first.rows) == AT_ONCE + 3
    assert set(first.unread) == set(begun[:3])
    assert set(first.drafts) == set(begun[3:])
    assert set(whole.drafts) == set(begun)
    assert whole.unread == ()


def test_of_few_drafts_nothing_is_left_for_later(stations: Stations) -> None:
    begun = begin(stations, 2)
    with stations.laptop() as laptop:
        picture = look(laptop)
    assert (set(picture.drafts), picture.unread) == (set(begun), ())


def test_the_list_fills_by_itself(locked_person: Person, stations: Stations) -> None:
    begun = begin(stations, AT_ONCE + 3)
    locked_person.unlock(PASSPHRASE)
    home = locked_person.home
    locked_person.until(lambda: home.picture is not None and set(home.picture.drafts) == set(begun))
    assert home.picture is not None
    assert home.picture.unread == ()
