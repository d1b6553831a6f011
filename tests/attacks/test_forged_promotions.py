"""Behind good signatures: an interview goes on under one other protocol, once, and openly; or it is refused.

The forger holds all the keys of a laptop. What was told before a promotion he may make up, as all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Promoted
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, relink, take_apart
from tests.attacks.journals import note
from tests.attacks.refusals import assert_refused
from tests.promotions import promoted_and_sealed, shipped
from tests.stations import Stations


@pytest.fixture(scope="module")
def prepared(
    prepared_stations: Stations, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Stations, Forger]:
    """Stations, and the bundle of a promoted interview taken apart. Only to be copied."""
    stations = prepared_stations.copied_to(tmp_path_factory.mktemp("promoted") / "stations")
    return stations, take_apart(stations, promoted_and_sealed(stations))


@pytest.fixture
def forger(prepared: tuple[Stations, Forger]) -> Forger:
    return prepared[1].copy()


@pytest.fixture
def office(prepared: tuple[Stations, Forger], tmp_path: Path) -> Iterator[Workspace]:
    with prepared[0].copied_to(tmp_path / "stations").office() as opened:
        yield opened


def promotion_of(entries: list[Entry]) -> int:
    """Return where in the list the promotion stands."""
    return next(place for place, entry in enumerate(entries) if entry.kind is EntryKind.PROMOTE)


def says(entry: Entry, value: JsonValue) -> Entry:
    return replace(entry, salt=bytes(32), value=value, commitment=journal.commit(bytes(32), value))


def rewrite(forger: Forger, entries: list[Entry]) -> None:
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))


def test_a_genuine_one_is_accepted_and_tells_when_it_went_on(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    (interview,) = import_bundles(office, [forger.write(tmp_path)]).accepted
    course = archive.find(office, interview).course
    assert course.promoted is not None
    entries = forger.journal()
    assert (course.promoted.began, course.promoted.time) == (
        "ed-short@1",
        entries[promotion_of(entries)].time,
    )


@pytest.mark.parametrize("where", ["first", "again", "at the end"])
def test_a_promotion_out_of_its_place_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path, where: str
) -> None:
    entries = forger.journal()
    at = promotion_of(entries)
    forged = {
        "first": [entries[at], *entries[:at], *entries[at + 1 :]],
        "again": [*entries[: at + 1], *entries[at:]],
        "at the end": [*entries[:at], *entries[at + 1 :], entries[at]],
    }
    rewrite(forger, forged[where])
    codes = {"first": "interview.record", "again": "interview.journal-line", "at the end": "bundle.journal"}
    refused_with_any(office, forger.write(tmp_path), {codes[where], "interview.record"})
    assert archive.listing(office) == []


def refused_with_any(office: Workspace, file: Path, codes: set[str]) -> None:
    report = import_bundles(office, [file])
    assert {refusal.error.code for refusal in report.quarantined} <= codes
    assert report.quarantined
    assert not report.accepted


@pytest.mark.parametrize("to", ["another", "its own", "none", "more", "a huge promise"])
def test_a_promotion_to_what_the_bundle_does_not_hold_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path, to: str
) -> None:
    entries = forger.journal()
    at = promotion_of(entries)
    genuine = entries[at].value
    assert isinstance(genuine, dict)
    forged: dict[str, tuple[JsonValue, str]] = {
        "another": (Promoted(shipped("follow-up").reference(), 0).to_json(), "interview.record"),
        "its own": (Promoted(shipped("ed-short").reference(), 0).to_json(), "interview.record"),
        "none": ({"carried": 0, "protocol": None}, "interview.journal-line"),
        "more": (genuine | {"words": "T-바다"}, "interview.journal-line"),
        "a huge promise": (genuine | {"carried": -1}, "interview.journal-line"),
    }
    value, code = forged[to]
    entries[at] = says(entries[at], value)
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), code)


def test_a_promotion_that_hides_to_what_is_refused(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    at = promotion_of(entries)
    entries[at] = entries[at].without_value()
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")


def test_invariant_09_nothing_told_before_a_promotion_is_told_openly(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Whether it was identifying then the office cannot know."""
    entries = forger.journal()
    before = next(place for place, entry in enumerate(entries) if entry.path == "/witness/age_band")
    entries[before] = says(entries[before], {"value": "T-바다"})
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), "bundle.journal")


def test_a_path_before_a_promotion_holds_no_words(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    before = next(place for place, entry in enumerate(entries) if entry.path == "/witness/age_band")
    entries[before] = replace(entries[before], path="T-바다 lives at")
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), "interview.record")


@pytest.mark.parametrize("named", ["before", "carried"])
def test_an_undo_that_reaches_into_a_promotion_is_refused(
    forger: Forger, office: Workspace, tmp_path: Path, named: str
) -> None:
    entries = forger.journal()
    at = promotion_of(entries)
    value = entries[at].value
    assert isinstance(value, dict)
    last = at + int(str(value["carried"]))
    counter = {"before": entries[at - 1].counter, "carried": entries[last].counter}[named]
    undo = note(entries[last], EntryKind.UNDO, {"counter": counter})
    rewrite(forger, [*entries[: last + 1], undo, *entries[last + 1 :]])
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")


def test_an_amendment_is_not_promoted(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    entries = forger.journal()
    value = entries[0].value
    assert isinstance(value, dict)
    entries[0] = says(entries[0], value | {"amends": ["0" * 64]})
    forger.manifest["amends"] = ["0" * 64]
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), "interview.record")


@pytest.mark.parametrize("began", ["nothing", "words", "the same"])
def test_what_it_was_begun_under_must_be_named_and_another(
    forger: Forger, office: Workspace, tmp_path: Path, began: str
) -> None:
    entries = forger.journal()
    value = entries[0].value
    assert isinstance(value, dict)
    words: dict[str, JsonValue] = {"id": "T-바다 lives", "version": "1", "digest": "0" * 64}
    named: dict[str, tuple[JsonValue, str]] = {
        "nothing": ({}, "interview.journal-line"),
        "words": (words, "interview.journal-line"),
        "the same": (shipped("ed-full").reference(), "interview.record"),
    }
    told, code = named[began]
    entries[0] = says(entries[0], value | {"protocol": told})
    rewrite(forger, entries)
    assert_refused(office, forger.write(tmp_path), code)


def test_a_repair_tells_of_a_lost_promotion_only_at_a_gap(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    entries = forger.journal()
    at = promotion_of(entries)
    lost: dict[str, JsonValue] = {"protocol": shipped("ed-full").reference(), "since": at}
    gaps: dict[str, JsonValue] = {"gaps": [{"after": at, "before": at + 2}], "promoted": lost}
    torn = [*entries[:at], *entries[at + 1 :]]
    repair = note(torn[-1], EntryKind.REPAIR, gaps)
    forger.rewrite_journal([*torn, replace(repair, previous=torn[-1].hash)])
    assert_refused(office, forger.write(tmp_path), "interview.journal-line")
    honest = says(repair, gaps | {"promoted": lost | {"since": at + 2}})
    forger.rewrite_journal([*torn, replace(honest, previous=torn[-1].hash)])
    assert import_bundles(office, [forger.write(tmp_path)]).accepted == [forger.manifest["interview"]]
