"""Invariant 8: importing is idempotent and order-free; nothing in the archive is lost by what comes later."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_kit.errors import InputError, StorageError
from interview_kit.interview.journal import EntryKind
from interview_kit.office import archive
from interview_kit.office.intake import Report, import_bundles
from interview_kit.trust import receipts
from interview_kit.vault.workspace import QUARANTINE, SEALED, Workspace
from tests.attacks.forger import relink, take_apart
from tests.attacks.refusals import content, digest_of
from tests.stations import Stations, export_one


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def test_invariant_08_importing_twice_changes_nothing_and_says_so(
    stations: Stations, office: Workspace
) -> None:
    first = import_bundles(office, [stations.stick])
    before = content(office)
    again = import_bundles(office, [stations.stick, stations.bundle])
    assert len(first.accepted) == 1
    assert (again.accepted, again.known) == ([], first.accepted * 2)
    assert content(office) == before


def test_invariant_08_the_same_bundles_give_the_same_archive_in_any_order(
    stations: Stations, tmp_path: Path
) -> None:
    """Two interviews, one of them told twice with different heads, and a forgery between them."""
    with stations.laptop() as laptop:
        first = stations.bundle
        second = export_one(laptop, stations.stick)
    files = [first, second, retold(stations, first), forged(first)]
    archives = []
    for number, order in enumerate(itertools.permutations(files)):
        copy = stations.copied_to(tmp_path / str(number))
        with copy.office() as office:
            for file in order:
                import_bundles(office, [file])
            archives.append(comparable(office))
    assert len(archives) == 24
    assert all(one == archives[0] for one in archives)
    assert sorted(state for _, state, *_ in archives[0]["listing"]) == ["conflict", "received"]


def retold(stations: Stations, file: Path) -> Path:
    """Return a second bundle of the same interview, whose journal goes on differently."""
    other = stations.copied_to(stations.folder.with_name("retold"))
    for bundle in other.stick.glob("*.ikb"):
        if bundle.name != file.name:
            bundle.unlink()
    forger = take_apart(other)
    entries = forger.journal()
    account = next(entry for entry in entries if entry.path == "/story/account")
    again = replace(account)
    forger.rewrite_journal(relink(forger.manifest["interview"], [*entries, again]))
    forger.manifest["clock_went_back"] = True
    assert again.kind is EntryKind.ANSWER
    return forger.write(stations.folder)


def forged(file: Path) -> Path:
    """Return a copy with its last byte changed."""
    copy, data = file.with_name("forged.ikb"), bytearray(file.read_bytes())
    data[-1] ^= 1
    copy.write_bytes(data)
    return copy


def comparable(office: Workspace) -> dict[str, Any]:
    """An archive without the names that chance gave its files, and without the time of day."""
    rows = content(office)
    bundles = [row[:7] + row[8:9] for row in rows["bundle"]]
    return {
        "bundles": sorted(bundles),
        "answers": rows["archived_answer"],
        "protocols": rows["protocol"],
        "files": sorted(rows["files"].values()),
        "listing": sorted(
            (one.interview, one.state, one.bundle, str(one.answers)) for one in archive.listing(office)
        ),
        "refused": sorted((one.digest, one.error.code) for one in archive.quarantine(office)),
    }


def test_a_refused_file_is_kept_as_it_came_and_only_once(stations: Stations, office: Workspace) -> None:
    file = forged(stations.bundle)
    for _ in range(3):
        assert len(import_bundles(office, [file]).quarantined) == 1
    (waiting,) = archive.quarantine(office)
    (kept,) = (office.folder / QUARANTINE).iterdir()
    assert (kept.name, digest_of(kept)) == (waiting.file, waiting.digest)
    assert kept.read_bytes() == file.read_bytes()


def test_one_refused_bundle_does_not_keep_the_others_out(stations: Stations, office: Workspace) -> None:
    forged(stations.bundle)
    report = import_bundles(office, [stations.stick])
    assert (len(report.accepted), len(report.quarantined)) == (1, 1)


def test_a_receipt_names_the_file_that_is_held(stations: Stations) -> None:
    """Whoever can open a bundle can make another file of it; only the one in the archive is receipted."""
    envelope = take_apart(stations).write(stations.folder)
    with stations.office() as office, stations.laptop() as laptop:
        import_bundles(office, [stations.bundle])
        report = import_bundles(office, [envelope], stations.new_folder("receipts"))
        assert len(report.known) == 1
        assert receipts.accept_receipt(laptop, report.receipts[0]) == report.known


def test_what_only_looks_like_a_bundle_is_passed_over(stations: Stations, office: Workspace) -> None:
    """A folder, a link to nowhere, a device (this one is empty; another never ends), named like bundles."""
    (stations.stick / "folder.ikb").mkdir()
    (stations.stick / "link.ikb").symlink_to("nowhere")
    (stations.stick / "device.ikb").symlink_to("/dev/null")
    report = import_bundles(office, [stations.stick])
    assert (len(report.accepted), report.quarantined) == (1, [])
    with pytest.raises(InputError, match="no-such-file"):
        import_bundles(office, [stations.stick / "device.ikb"])


@pytest.mark.parametrize("tenths", [6, 7, 8, 9])
def test_stopping_amid_a_file_keeps_what_came_before_and_nothing_of_it(
    stations: Stations, office: Workspace, tenths: int
) -> None:
    """While it is copied or while it is checked."""
    with stations.laptop() as laptop:
        export_one(laptop, stations.stick)

    def stop(done: int, total: int) -> None:
        if done * 10 > total * tenths:
            raise KeyboardInterrupt

    report = Report()
    with pytest.raises(KeyboardInterrupt):
        import_bundles(office, [stations.stick], progress=stop, report=report)
    assert (report.files, len(report.outcomes)) == (2, 1)
    assert len(archive.listing(office)) == 1
    assert len(list((office.folder / SEALED).iterdir())) == 1
    assert len(import_bundles(office, [stations.stick]).accepted) == 1


def test_receipts_that_cannot_be_written_are_told_before_anything_is_imported(
    stations: Stations, office: Workspace
) -> None:
    (stations.folder / "file").touch()
    for place, code in (("file", "not-a-folder"), ("unplugged", "gone")):
        with pytest.raises(StorageError, match=code):
            import_bundles(office, [stations.stick], stations.folder / place)
    assert archive.listing(office) == []


def test_a_stick_pulled_before_its_receipts_costs_only_the_receipts(
    stations: Stations, office: Workspace
) -> None:
    usb = stations.new_folder("usb")

    def pull_the_stick(done: int, total: int) -> None:
        if usb.exists():
            usb.rmdir()

    report = import_bundles(office, [stations.stick], usb, pull_the_stick)
    assert (len(report.accepted), report.receipts) == (1, [])
    assert report.receipts_failed is not None
    assert report.receipts_failed.code == "files.gone"
    assert len(archive.listing(office)) == 1
    assert len(import_bundles(office, [stations.stick], stations.new_folder("usb")).receipts) == 1


def test_a_receipt_that_lies_there_already_is_not_written_again(
    stations: Stations, office: Workspace
) -> None:
    usb, other = stations.new_folder("usb"), stations.new_folder("other")
    (first,) = import_bundles(office, [stations.stick], usb).receipts
    assert import_bundles(office, [stations.stick], usb).receipts == [first]
    assert list(usb.iterdir()) == [first]
    first.write_bytes(first.read_bytes()[:-1])  # a damaged one does not count
    (second,) = import_bundles(office, [stations.stick], usb).receipts
    assert second != first
    (elsewhere,) = import_bundles(office, [stations.stick], other).receipts
    assert elsewhere.parent == other


def test_a_lost_file_comes_back_with_the_same_bundle(stations: Stations, office: Workspace) -> None:
    """A receipt says that the office holds it; so it must."""
    import_bundles(office, [stations.stick])
    (kept,) = (office.folder / SEALED).iterdir()
    kept.unlink()
    report = import_bundles(office, [stations.stick], stations.new_folder("receipts"))
    assert (len(report.known), len(report.receipts)) == (1, 1)
    (again,) = (office.folder / SEALED).iterdir()
    assert again.read_bytes() == stations.bundle.read_bytes()
    (row,) = archive.listing(office)
    assert row.file == again


def test_a_refused_file_that_was_lost_comes_back_with_the_same_file(
    stations: Stations, office: Workspace
) -> None:
    damaged = stations.folder / "damaged.ikb"
    damaged.write_bytes(stations.bundle.read_bytes()[:-1])
    import_bundles(office, [damaged])
    (waiting,) = (office.folder / QUARANTINE).iterdir()
    waiting.unlink()
    import_bundles(office, [damaged])
    assert waiting.read_bytes() == damaged.read_bytes()
    assert len(archive.quarantine(office)) == 1


def test_a_bundle_that_is_in_the_archive_is_accepted_whatever_comes_after(
    stations: Stations, office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(_workspace: Workspace, _name: str) -> None:
        raise StorageError("files.disk-full", path="T")

    monkeypatch.setattr("interview_kit.vault.interviews.finish", refuses)
    report = import_bundles(office, [stations.stick])
    assert (len(report.accepted), report.quarantined) == (1, [])
