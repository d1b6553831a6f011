"""A promotion on the disk: all of it or nothing, and what a damaged disk leaves of it can be gone on with."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from interview_kit.errors import InputError, StorageError
from interview_kit.interview import journal
from interview_kit.interview.answer import Answer
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.trust import own
from interview_kit.vault import drafts, interviews, journals, recordings, repairing
from interview_kit.vault.header import read_header
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.workspace import Unlocked, Workspace
from tests.content import ed_short
from tests.stations import Stations, record


def full() -> LoadedProtocol:
    return library.find(library.shipped_protocols(), "ed-full")


def promoted(stations: Stations) -> str:
    """Record a short interview, go on with it, and say one thing more; return its id."""
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))
        draft.promote(full())
        draft.answer("/witness/work", Answer(["FARM"]))
        return draft.interview.id


def row(laptop: Workspace, interview: str) -> str:
    return interviews.find(laptop, interview).protocol


def mend(stations: Stations) -> None:
    folder = stations.folder / "laptop"
    unlocked = Unlocked(folder, read_header(folder), stations.secrets["laptop"])
    repairing.repair(unlocked, new_keys=own.make_keys)


def lose(stations: Stations, interview: str, lost: Collection[int]) -> None:
    with stations.laptop() as laptop:
        stored = journals.of(laptop, interview)
        for counter in lost:
            stored.remove(counter)


def entries_of(stations: Stations, interview: str) -> list[Entry]:
    with stations.laptop() as laptop:
        return list(journals.of(laptop, interview).entries())


def promotion_of(entries: list[Entry]) -> int:
    return next(entry.counter for entry in entries if entry.kind is EntryKind.PROMOTE)


def test_a_promotion_that_cannot_be_written_whole_did_not_happen(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused at each write in turn, until none is refused."""
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))
        before, picture = list(draft.interview.entries), draft.interview.to_json()
        append, refused = StoredJournal.append, 0
        while draft.interview.promoted == 0:
            left = refused

            def some(self: StoredJournal, entry: Entry) -> None:
                nonlocal left
                if left == 0:
                    raise StorageError("files.disk-full", path="T")
                left -= 1
                append(self, entry)

            with monkeypatch.context() as disk:
                disk.setattr(StoredJournal, "append", some)
                try:
                    draft.promote(full())
                except StorageError:
                    refused += 1
                    again = drafts.open_draft(laptop, draft.interview.id).interview
                    assert again.entries == draft.interview.entries == before
                    assert again.to_json() == draft.interview.to_json() == picture
                    assert row(laptop, draft.interview.id) == "ed-short@1"
        assert refused == len(draft.interview.entries) - len(before)
        assert row(laptop, draft.interview.id) == "ed-full@1"


def test_while_sound_is_recorded_nothing_is_promoted(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))
        draft.withdraw("/story/recording")
        running = recordings.begin(laptop, draft, "/story/recording", "audio/ogg")
        running.append(b"T sound")
        with pytest.raises(InputError, match=r"vault\.still-recording"):
            draft.promote(full())
        running.finish(draft)
        draft.promote(full())
        assert "/account/recording" in draft.interview.answers_json(identifying=True)


def test_a_recording_that_waited_waits_at_the_question_it_belongs_to_now(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))
        draft.withdraw("/story/recording")
        running = recordings.begin(laptop, draft, "/story/recording", "audio/ogg")
        running.append(b"T sound")
        draft.answer("/consent/sc3", Answer("LATER"))
        with pytest.raises(InputError, match=r"interview\.locked"):
            running.finish(draft)
        draft.promote(full())
        assert laptop.database.run("SELECT path FROM recording") == [("/account/recording",)]


def test_a_lost_row_is_listed_again_under_the_protocol_it_went_on_under(stations: Stations) -> None:
    interview = promoted(stations)
    before = entries_of(stations, interview)
    with stations.laptop() as laptop:
        laptop.database.run("PRAGMA foreign_keys = OFF")
        laptop.database.run("DELETE FROM interview WHERE id = ?", (interview,))
    mend(stations)
    assert entries_of(stations, interview) == before
    with stations.laptop() as laptop:
        assert row(laptop, interview) == "ed-full@1"
        assert drafts.open_draft(laptop, interview).interview.loaded.protocol.id == "ed-full"


def test_where_the_promotion_itself_is_lost_what_was_told_since_still_counts(stations: Stations) -> None:
    interview = promoted(stations)
    at = promotion_of(entries_of(stations, interview))
    lose(stations, interview, range(at - 2, at + 3))
    mend(stations)
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, interview)
        told = draft.interview
        assert told.loaded.protocol.id == "ed-full"
        assert told.answers_json(identifying=False)["/witness/work"] == ["FARM"]
        assert told.answers_json(identifying=True)["/witness/name"] == "T-은하"
        assert told.passed_over == 0
        before = [one for one in told.entries if 1 < one.counter < at and one.kind is not EntryKind.ADD]
        assert all(map(told.travels_apart, before))
        assert "ed-short:/witness/age_band" in told.histories()
        draft.answer("/witness/work", Answer(["TRADE"]))
        assert journal.verify(interview, draft.interview.entries)


def test_where_all_since_the_promotion_is_lost_it_is_as_it_was_before(stations: Stations) -> None:
    interview = promoted(stations)
    entries = entries_of(stations, interview)
    at = promotion_of(entries)
    lose(stations, interview, range(at, entries[-1].counter + 1))
    mend(stations)
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, interview)
        assert draft.interview.loaded.protocol.id == "ed-short"
        assert draft.interview.answers_json(identifying=False)["/witness/age_band"] == "40-49"
        draft.promote(full())
        assert draft.interview.answers_json(identifying=True)["/witness/name"] == "T-은하"


@pytest.mark.parametrize("width", [1, 4])
def test_whatever_is_lost_the_rest_can_be_read_and_told(stations: Stations, width: int) -> None:
    interview = promoted(stations)
    whole = (stations.folder / "laptop" / "store.db").read_bytes()
    end = entries_of(stations, interview)[-1].counter
    for first in range(2, end, 5):
        (stations.folder / "laptop" / "store.db").write_bytes(whole)
        lose(stations, interview, range(first, min(first + width, end)))
        mend(stations)
        with stations.laptop() as laptop:
            told = drafts.open_draft(laptop, interview).interview
            assert told.loaded.protocol.id == "ed-full", first
            said = told.told_at("/witness/work").answer  # not asked any more where a word of consent is lost
            assert said == Answer(["FARM"]), first
            assert told.histories()
            assert told.problems()
            assert {told.travels_apart(entry) for entry in told.entries} == {True, False}
