"""Sealing makes a bundle of a draft, and exporting carries it out; whatever fails, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.manifest import Manifest, padding_size
from interview_kit.bundle.opening import look_outside, verify
from interview_kit.bundle.seal import seal
from interview_kit.errors import InputError, StorageError
from interview_kit.interview.answer import Answer
from interview_kit.trust import custody, own
from interview_kit.trust.roster import roster
from interview_kit.vault import drafts, interviews
from interview_kit.vault.workspace import SEALED, Workspace
from tests.stations import Stations, demo_answers, record, record_and_seal


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


def manifest_of(stations: Stations, file: Path) -> Manifest:
    with stations.office() as office, file.open("rb") as source:
        laptops = roster(office)
        return verify(
            source,
            identities=own.identities(office),
            custodians=custody.recipients(office),
            purpose=office.purpose,
            trusted=lambda signer: laptops[signer].request.keys,
        ).manifest


def test_a_sealed_interview_shows_its_code_and_date_and_nothing_more(laptop: Workspace) -> None:
    sealed = record_and_seal(laptop)
    row = interviews.find(laptop, sealed.interview)
    assert (row.state, row.number) == ("sealed", sealed.number)
    with pytest.raises(InputError, match="interview-sealed"):
        drafts.open_draft(laptop, sealed.interview)
    assert laptop.database.run("SELECT count(*) FROM entry") == [(0,)]
    assert laptop.database.run("SELECT count(*) FROM attachment") == [(0,)]


def test_an_interview_with_errors_stays_a_draft(laptop: Workspace) -> None:
    interview = record(laptop, "draft.json")
    with pytest.raises(InputError, match="not-ready"):
        seal(laptop, interview)
    assert drafts.open_draft(laptop, interview).interview.problems()


@pytest.mark.parametrize("what", ["flipped", "gone"])
def test_it_is_told_which_file_keeps_an_interview_from_being_sealed(laptop: Workspace, what: str) -> None:
    interview = record(laptop, "witness-2.json")
    draft = drafts.open_draft(laptop, interview)
    one = interviews.attachments(laptop, draft.interview)[-1]
    if what == "gone":
        one.path(laptop).unlink()
    else:
        content = bytearray(one.path(laptop).read_bytes())
        content[-5] ^= 1
        one.path(laptop).write_bytes(content)
    with pytest.raises(InputError, match="attachment-damaged") as refused:
        seal(laptop, interview)
    path = str(refused.value.parameters["path"])
    assert one.id in str(draft.interview.told_at(path).answer)
    drafts.open_draft(laptop, interview).answer(path, Answer())
    assert seal(laptop, interview).file.exists()


def test_nothing_is_sealed_before_there_is_somebody_to_seal_it_for(stations: Stations) -> None:
    stations = stations.with_laptop("lonely")
    with stations.open("lonely") as laptop:
        interview = record(laptop)
        with pytest.raises(InputError, match="no-office"):
            seal(laptop, interview)
        assert interviews.find(laptop, interview).state == "draft"


def test_a_draft_survives_when_its_bundle_cannot_be_written(laptop: Workspace) -> None:
    """A file where the folder for bundles should be stands for every disk that takes nothing more."""
    interview = record(laptop)
    folder = laptop.folder / SEALED
    folder.rename(folder.with_name("aside"))
    folder.write_bytes(b"")
    with pytest.raises(StorageError):
        seal(laptop, interview)
    folder.unlink()
    folder.with_name("aside").rename(folder)
    assert len(list(folder.iterdir())) == 1  # the one of before
    drafts.open_draft(laptop, interview).answer("/story/account", Answer(value="그래도 남아 있다"))
    seal(laptop, interview)


def test_every_bundle_names_the_one_before(stations: Stations, laptop: Workspace) -> None:
    """Bundles that are held back leave a gap that shows."""
    (first,) = laptop.database.run("SELECT bundle FROM sealed")[0]
    second, third = record_and_seal(laptop), record_and_seal(laptop)
    assert (second.number, third.number) == (2, 3)
    assert manifest_of(stations, second.file).previous == first.hex()
    assert manifest_of(stations, third.file).previous == second.bundle.hex()


def test_a_clock_that_was_set_back_is_written_down(stations: Stations, laptop: Workspace) -> None:
    assert not manifest_of(stations, stations.bundle).clock_went_back
    assert manifest_of(stations, stations.bundle).begun < manifest_of(stations, stations.bundle).sealed


def test_short_interviews_all_look_the_same_from_outside(stations: Stations, laptop: Workspace) -> None:
    """One witness brought a recording and a drawing, the others only words."""
    files = [record_and_seal(laptop, f"witness-{number}.json").file for number in (1, 2, 3)]
    seen = {look_outside(file) for file in files}
    assert len(seen) == 1
    (outside,) = seen
    assert outside.recipients == ("mlkem768x25519",)
    assert outside.size > 256 * 1024


@pytest.mark.parametrize("used", [0, 1, 10_000, 261_120, 261_121, 300_000, 10**6, 10**9 + 1])
def test_padding_costs_at_most_twelve_percent(used: int) -> None:
    inside = used + 512 + padding_size(used) + 1024
    assert inside >= 256 * 1024
    assert inside == 256 * 1024 or inside <= 1.12 * (used + 512 + 1024)


def test_a_bundle_says_nothing_of_who_and_what(stations: Stations) -> None:
    """Neither its name nor its bytes: the laptop's name and key, the interview, the words."""
    with stations.laptop() as laptop:
        row = interviews.listing(laptop)[0]
        secrets = [laptop.name, str(laptop.setting("author")), row.interview, laptop.id, row.protocol]
    data = stations.bundle.name.encode() + stations.bundle.read_bytes()
    assert [secret for secret in secrets if secret.encode() in data] == []


def test_exporting_again_any_number_of_times_is_harmless(stations: Stations, laptop: Workspace) -> None:
    usb = stations.new_folder("usb")
    (copy,) = export(laptop, usb)
    before = copy.read_bytes()
    assert export(laptop, usb) == [copy]
    assert copy.read_bytes() == before == stations.bundle.read_bytes()
    assert interviews.listing(laptop)[0].progress == "exported"


def test_a_damaged_copy_on_the_stick_is_replaced(stations: Stations, laptop: Workspace) -> None:
    usb = stations.new_folder("usb")
    (copy,) = export(laptop, usb)
    genuine = copy.read_bytes()
    copy.write_bytes(genuine[:-1])
    export(laptop, usb)
    assert copy.read_bytes() == genuine


def test_an_export_stopped_half_way_leaves_only_whole_bundles(stations: Stations, laptop: Workspace) -> None:
    record_and_seal(laptop)
    usb = stations.new_folder("usb")

    def pull_the_stick(done: int, total: int) -> None:
        if done * 10 > total * 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(laptop, usb, pull_the_stick)
    assert len(list(usb.iterdir())) == 1
    assert len(export(laptop, usb)) == 2


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_lost(
    stations: Stations, laptop: Workspace
) -> None:
    """Tests may run as root, to whom nothing is read-only; but nobody makes a folder under a file."""
    blocked = stations.folder / "file"
    blocked.write_bytes(b"")
    with pytest.raises(StorageError) as refused:
        export(laptop, blocked / "folder")
    assert str(blocked) in str(refused.value.parameters["path"])
    with pytest.raises(StorageError, match="not-a-folder"):
        export(laptop, blocked)
    assert interviews.listing(laptop)[0].progress == "exported"  # of before
    assert len(export(laptop, stations.new_folder("usb"))) == 1


def test_a_stick_that_is_not_there_is_never_made_on_the_laptops_own_disk(
    stations: Stations, laptop: Workspace
) -> None:
    """A mistyped folder would keep the bundle on the laptop and call it exported."""
    record_and_seal(laptop)
    with pytest.raises(StorageError, match=r"files\.gone"):
        export(laptop, stations.folder / "unplugged" / "bundles")
    assert not (stations.folder / "unplugged").exists()
    assert interviews.listing(laptop)[0].progress == "sealed"


def test_what_the_witness_took_back_does_not_travel(stations: Stations, laptop: Workspace) -> None:
    """The value is destroyed before sealing; its place in the chain remains, and the chain still verifies."""
    interview = record(laptop, demo_answers("witness-1.json") | {"/harm[1]/last_news": "지울 말"})
    draft = drafts.open_draft(laptop, interview)
    draft.withdraw("/harm[1]/last_news")
    sealed = seal(laptop, interview)
    with stations.office() as office, sealed.file.open("rb") as source:
        laptops = roster(office)
        verified = verify(
            source,
            identities=own.identities(office),
            custodians=custody.recipients(office),
            purpose=office.purpose,
            trusted=lambda signer: laptops[signer].request.keys,
        )
    assert "지울 말" not in json.dumps(verified.record.to_json(), ensure_ascii=False)
    assert "/harm[1]/last_news" not in verified.record.answers


def test_a_stick_without_room_is_told_before_anything_is_copied(
    stations: Stations, laptop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = stations.new_folder("usb")
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=300_000))
    with pytest.raises(StorageError, match="disk-full"):
        export(laptop, usb)
    assert list(usb.iterdir()) == []


def test_progress_of_an_export_ends_at_the_whole_and_never_goes_back(
    stations: Stations, laptop: Workspace
) -> None:
    record_and_seal(laptop)
    seen: list[tuple[int, int]] = []
    export(laptop, stations.new_folder("usb"), lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1] > 0


def test_what_was_received_is_copied_again_until_it_is_safe(stations: Stations, laptop: Workspace) -> None:
    """Until a backup of the office holds it, this laptop may have the only copy that is left."""
    laptop.database.run("UPDATE sealed SET received = '2026-01-01T00:00:00.000Z'")
    assert export(laptop, stations.new_folder("usb")) == []
    assert len(export(laptop, stations.new_folder("usb"), again=True)) == 1
    laptop.database.run("UPDATE sealed SET safe = '2026-01-02T00:00:00.000Z'")
    assert export(laptop, stations.new_folder("other"), again=True) == []
