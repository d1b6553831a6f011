"""A damaged disk takes a page with it. Everything else stays, and what is gone is named."""

from __future__ import annotations

import contextlib
import json
import secrets
from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.errors import KitError, RefusedError, StorageError
from interview_kit.interview import journal
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.trust import own
from interview_kit.vault import checking, drafts, interviews, journals, repaired, repairing, salvage
from interview_kit.vault.database import Database
from interview_kit.vault.header import read_header
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.repairing import Repaired
from interview_kit.vault.workspace import Unlocked, Workspace
from tests.stations import Stations, record
from tests.vault.golden import golden

_PAGE = 4096


def unlocked(stations: Stations, name: str = "laptop") -> Unlocked:
    folder = stations.folder / name
    return Unlocked(folder, read_header(folder), stations.secrets[name])


def mend(stations: Stations, name: str = "laptop") -> Repaired:
    return repairing.repair(unlocked(stations, name), new_keys=own.make_keys)


def long_draft(stations: Stations) -> str:
    """Record an interview whose journal fills several pages."""
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short"))
        for scope in ("explained", "understood", "sc1", "sc2"):
            draft.answer(f"/consent/{scope}", Answer("YES"))
        for number in range(120):
            draft.answer("/witness/home", Answer({"words": f"T-place {number} " * 8}))
        draft.answer("/witness/name", Answer("T-last word"))
        return draft.interview.id


def entries_of(workspace: Workspace, interview: str) -> list[Entry]:
    return list(journals.of(workspace, interview).entries())


def damage(folder: Path, page: int) -> None:
    """Overwrite a page, numbered from 1, with noise."""
    with (folder / "store.db").open("r+b") as file:
        file.seek((page - 1) * _PAGE)
        file.write(secrets.token_bytes(_PAGE))


def count_pages(folder: Path) -> int:
    return (folder / "store.db").stat().st_size // _PAGE


def lost_end(stations: Stations, interview: str) -> int:
    """Damage the page with the last entry of a draft; return that entry's number."""
    store = stations.folder / "laptop" / "store.db"
    whole = store.read_bytes()
    with stations.laptop() as laptop:
        end = entries_of(laptop, interview)[-1].counter
    for page in range(count_pages(store.parent), 3, -1):
        store.write_bytes(whole)
        damage(store.parent, page)
        try:
            report = mend(stations)
        except RefusedError:
            continue
        store.with_name("store.db.damaged").unlink(missing_ok=True)
        with stations.laptop() as laptop:
            ended = report.mended and entries_of(laptop, interview)[-2].counter < end
        if ended:
            store.write_bytes(whole)
            damage(store.parent, page)
            return end
    raise AssertionError("no page holds the end")


def refuse(*_: object) -> None:
    raise StorageError("files.disk-full", path="T")


def test_after_any_damaged_page_all_intact_entries_are_there_unchanged(stations: Stations) -> None:
    interview = long_draft(stations)
    folder = stations.folder / "laptop"
    with stations.laptop() as laptop:
        before = entries_of(laptop, interview)
    whole = (folder / "store.db").read_bytes()
    named_gaps = beyond = 0
    for page in range(3, count_pages(folder) + 1, 7):
        (folder / "store.db").write_bytes(whole)
        damage(folder, page)
        try:
            report = mend(stations)
        except RefusedError:  # the few pages that say what tables there are
            beyond += 1
            continue
        (folder / "store.db.damaged").unlink(missing_ok=True)  # not every page is in use
        if interview in report.lost:
            continue
        with stations.laptop() as laptop:
            assert checking.check(laptop, thorough=False).faults == 0
            after = entries_of(laptop, interview)
            kept = [entry for entry in after if entry.kind not in (EntryKind.REPAIR, EntryKind.TAKEOVER)]
            assert all(entry in before for entry in kept)
            assert len(kept) >= len(before) - 60, "one page holds no more"
            assert journal.verify(interview, after)
            assert (after[-1].kind is EntryKind.REPAIR) == (kept != before)
            named_gaps += kept != before
            drafts.open_draft(laptop, interview)
    assert named_gaps
    assert beyond <= 2


def test_a_damaged_database_of_an_older_program_is_mended_too(tmp_path: Path) -> None:
    """Its rows fit only tables as they were then; in version 4 an entry still had a column for each part."""
    stations, expected = golden.unpacked(4, tmp_path / "then")
    folder, interview = stations.folder / "laptop", str(expected["draft"])
    whole = (folder / "store.db").read_bytes()
    with stations.copied_to(tmp_path / "now").laptop() as laptop:
        before = entries_of(laptop, interview)
    kept_all = kept_some = 0
    for page in range(3, len(whole) // _PAGE + 1):
        (folder / "store.db").write_bytes(whole)
        damage(folder, page)
        try:
            report = mend(stations)
        except RefusedError:
            continue
        (folder / "store.db.damaged").unlink(missing_ok=True)
        if interview in report.lost:
            continue
        with stations.laptop() as laptop:
            after = entries_of(laptop, interview)
            kept = [entry for entry in after if entry.kind not in (EntryKind.REPAIR, EntryKind.TAKEOVER)]
            assert all(entry in before for entry in kept)
            assert journal.verify(interview, after)
            assert (after[-1].kind is EntryKind.REPAIR) == (interview in report.mended)
            kept_all, kept_some = kept_all + (kept == before), kept_some + (kept != before)
    assert kept_all
    assert kept_some


def test_an_interview_whose_row_in_the_list_is_lost_is_listed_again(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interview, other = record(laptop), record(laptop)
        before, rows = entries_of(laptop, interview), interviews.listing(laptop)
        laptop.database.run("PRAGMA foreign_keys = OFF")
        laptop.database.run("DELETE FROM interview WHERE id = ?", (interview,))
    report = mend(stations)
    assert not report.lost
    with stations.laptop() as laptop:
        assert interviews.listing(laptop) == rows
        assert entries_of(laptop, interview) == before
        assert drafts.open_draft(laptop, other)
        assert checking.check(laptop).faults == 0


def test_what_belongs_to_no_interview_any_more_is_forgotten(stations: Stations) -> None:
    """Neither its row nor its beginning is left, so nobody knows whose the rest was."""
    with stations.laptop() as laptop:
        interview, other = record(laptop), record(laptop)
        laptop.database.run("PRAGMA foreign_keys = OFF")
        journals.of(laptop, interview).remove(1)
        laptop.database.run("DELETE FROM interview WHERE id = ?", (interview,))
    assert mend(stations).lost == ("?",)
    with stations.laptop() as laptop:
        listed = [row.interview for row in interviews.listing(laptop)]
        assert other in listed
        assert interview not in listed
        of_whom = laptop.database.run("SELECT DISTINCT interview FROM attachment")
        assert of_whom == [(other,)]
        assert laptop.database.run("PRAGMA foreign_key_check") == []


def test_a_mended_interview_is_sealed_and_the_office_sees_what_was_lost(
    stations: Stations, tmp_path: Path
) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
        answer = next(
            entry
            for entry in entries_of(laptop, interview)
            if entry.kind is EntryKind.ANSWER and entry.path.endswith("/wellbeing")
        )
        lost = answer.counter
        journals.of(laptop, interview).remove(lost)
        assert checking.check(laptop).journals == (interview,)
    assert mend(stations).mended == (interview,)
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, interview)
        draft.answer("/closing/wellbeing", from_json(answer.value, path="T"))
        seal(laptop, interview)
        files = export(laptop, tmp_path)
    with stations.office() as office:
        assert interview in import_bundles(office, files).accepted
        (gap,) = archive.find(office, interview).course.gaps
        assert (gap.after, gap.before) == (lost - 1, lost + 1)


def test_a_whole_workspace_comes_through_a_repair_unchanged(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
        before, keys = entries_of(laptop, interview), own.signing_keys(laptop).to_bytes()
        rows = interviews.listing(laptop)
    report = mend(stations)
    assert (report.tables, report.mended, report.lost, report.new_keys) == ((), (), (), False)
    assert report.whole
    assert not (stations.folder / "laptop" / "store.db.damaged").exists()
    with stations.laptop() as laptop:
        assert entries_of(laptop, interview) == before
        assert own.signing_keys(laptop).to_bytes() == keys
        assert interviews.listing(laptop) == rows


def test_a_repair_cut_off_before_its_last_step_is_finished_at_the_next_opening(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
    folder = stations.folder / "laptop"
    (folder / "store.db").rename(folder / "store.db.repaired")
    with stations.laptop() as laptop:
        assert drafts.open_draft(laptop, interview)


def test_a_repair_cut_off_before_its_last_step_is_finished_by_another_repair(stations: Stations) -> None:
    """Where the old database was, there is nothing: that is no empty database."""
    with stations.laptop() as laptop:
        interview = record(laptop)
    folder = stations.folder / "laptop"
    (folder / "store.db").rename(folder / "store.db.repaired")
    (folder / "store.db.damaged").write_bytes(b"T")
    assert mend(stations).whole
    assert (folder / "store.db.damaged").read_bytes() == b"T", "the first repair's"
    with stations.laptop() as laptop:
        assert drafts.open_draft(laptop, interview)


@pytest.mark.parametrize("left_in_it", [b"", b"T-committed and not yet in the database"])
def test_a_new_database_takes_the_place_only_with_nothing_left_in_its_log(
    stations: Stations, left_in_it: bytes
) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
    folder = stations.folder / "laptop"
    (folder / "store.db.repaired").write_bytes((folder / "store.db").read_bytes())
    log = folder / "store.db.repaired-wal"
    log.write_bytes(left_in_it)
    if left_in_it:
        with pytest.raises(StorageError, match="failed"):
            repaired.take_place(folder)
    else:
        repaired.take_place(folder)
        assert not log.exists()
    assert (folder / "store.db.damaged").exists() == (not left_in_it)
    with stations.laptop() as laptop:
        assert drafts.open_draft(laptop, interview)


def test_a_repair_that_failed_as_it_mended_journals_still_knows_their_lost_ends_the_next_time(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = long_draft(stations)
    folder = stations.folder / "laptop"
    end = lost_end(stations, interview)
    with monkeypatch.context() as disk:
        disk.setattr(StoredJournal, "append", refuse)
        with pytest.raises(StorageError):
            mend(stations)
    assert not (folder / "store.db.damaged").exists()
    assert mend(stations).mended == (interview,)
    with stations.laptop() as laptop:
        *_, last, told = entries_of(laptop, interview)
        assert told.kind is EntryKind.REPAIR
        assert last.counter < end


@pytest.mark.parametrize("left", [0, 4096])
def test_a_database_cut_short_is_beyond_repair(stations: Stations, left: int) -> None:
    """An empty file opens under any key, and must not pass for a workspace without interviews."""
    file = stations.folder / "laptop" / "store.db"
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(RefusedError, match="beyond-repair"):
        mend(stations)
    with pytest.raises(KitError, match="vault"):
        stations.laptop()
    assert not file.with_name("store.db.damaged").exists()


def test_a_database_whose_first_page_is_gone_is_left_as_it_is(stations: Stations) -> None:
    folder = stations.folder / "laptop"
    damage(folder, 1)
    before = (folder / "store.db").read_bytes()
    with pytest.raises(RefusedError, match="beyond-repair"):
        mend(stations)
    assert (folder / "store.db").read_bytes() == before
    assert not (folder / "store.db.repaired").exists()


def test_a_repair_whose_disk_stops_answering_leaves_everything_as_it_was(
    stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read for the moment is not lost, and must not be left out."""
    long_draft(stations)
    folder = stations.folder / "laptop"
    for page in range(count_pages(folder) * 3 // 4, count_pages(folder) + 1):
        damage(folder, page)
    before = (folder / "store.db").read_bytes()
    with monkeypatch.context() as disk:
        opened: list[Path] = []

        def answer_once(path: Path, key: bytes) -> Database:
            opened.append(path)
            if len(opened) > 1:
                raise StorageError("files.failed", path=str(path))
            return Database(path, key)

        disk.setattr(salvage, "Database", answer_once)
        with pytest.raises(StorageError, match="failed"):
            mend(stations)
        assert len(opened) == 2, "opened anew after the damaged page"
    assert (folder / "store.db").read_bytes() == before
    assert not (folder / "store.db.repaired").exists()


def test_a_laptop_that_lost_its_signing_keys_gets_new_ones_and_an_office_does_not(stations: Stations) -> None:
    with stations.laptop() as laptop:
        interview = record(laptop)
        old = laptop.author
        laptop.database.run("DELETE FROM secret")
    assert mend(stations).new_keys
    with stations.laptop() as laptop:
        assert laptop.author != old
        assert own.signing_keys(laptop)
        assert drafts.open_draft(laptop, interview)
    with stations.office() as office:
        office.database.run("DELETE FROM secret")
    with pytest.raises(KitError, match="beyond-repair"):
        mend(stations, "office")


def test_a_long_value_whose_end_is_damaged_is_not_read_as_if_it_were_whole(stations: Stations) -> None:
    """SQLCipher gives a damaged page as zeros, and where a value ends on it SQLite notices nothing."""
    told = "T-long " * 3_000
    with stations.laptop() as laptop:
        laptop.set_setting("T", told)
    folder, key = stations.folder / "laptop", golden.database_key(stations, "laptop")
    whole, torn = (folder / "store.db").read_bytes(), 0
    for page in range(2, len(whole) // _PAGE + 1):
        (folder / "store.db").write_bytes(whole)
        damage(folder, page)
        with contextlib.suppress(KitError), contextlib.closing(Database(folder / "store.db", key)) as opened:
            try:
                rows = opened.run("SELECT value FROM setting WHERE name = 'T'")
            except StorageError as error:
                torn += error.code == "vault.database-damaged"
            else:
                assert rows == [(json.dumps(told),)]
    assert torn >= len(told) // _PAGE
