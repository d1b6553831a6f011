"""A recording becomes the answer it was begun for, finished or cut; without its row nobody opens it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from interview_kit.bundle.seal import seal
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.trust import own
from interview_kit.vault import drafts, interviews, journals, recordings, repairing, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.header import read_header
from interview_kit.vault.sidefiles import Reader
from interview_kit.vault.workspace import Unlocked, Workspace
from tests.interview.forms import ed_short, protocol, question
from tests.stations import Stations

SOUND = b"T sound " * 100
FORM = protocol(
    question("asked"),
    question("sound", type="attachment", relevant="/data/asked = 'yes'", media_type="audio/*"),
    question("other", type="attachment"),
)


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as workspace:
        yield workspace


@pytest.fixture
def draft(laptop: Workspace) -> Draft:
    begun = drafts.begin(laptop, FORM)
    begun.answer("/asked", Answer("yes"))
    return begun


def record(laptop: Workspace, draft: Draft, path: str = "/sound") -> recordings.Recording:
    recording = recordings.begin(laptop, draft, path, "audio/ogg")
    recording.append(SOUND)
    recording.flush()
    return recording


def cut(laptop: Workspace, draft: Draft) -> None:
    """What a crash leaves: a row, and records without an end."""
    record(laptop, draft).close()


def answer(laptop: Workspace, draft: Draft, path: str = "/sound") -> object:
    again = drafts.open_draft(laptop, draft.interview.id)
    return again.interview.answers_json(identifying=False).get(path)


def test_a_finished_recording_is_an_attachment_like_others(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    change = recording.finish(draft)
    assert change is not None
    assert "/sound" in change.paths
    assert answer(laptop, draft) == {
        "attachment": recording.id,
        "media": "audio/ogg",
        "sha256": hashlib.sha256(SOUND).hexdigest(),
        "size": len(SOUND),
    }
    (stored,) = interviews.attachments(laptop, draft.interview)
    with Reader(stored.path(laptop), stored.key) as reader:
        assert reader.read() == SOUND
    assert recordings.kept(laptop, draft.interview.id) == []


def test_the_key_is_kept_before_the_first_byte(
    laptop: Workspace, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(*_: object) -> None:
        seen.extend(laptop.database.run("SELECT length(key), state FROM recording"))
        raise RuntimeError

    monkeypatch.setattr(recordings, "Writer", look)
    with pytest.raises(RuntimeError):
        recordings.begin(laptop, draft, "/sound", "audio/ogg")
    assert seen == [(32, "running")]


def test_a_running_recording_can_be_played_and_is_not_swept_away(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    interviews.sweep(laptop)
    (running,) = recordings.kept(laptop, draft.interview.id)
    with running.open() as reader:
        assert (reader.read(), reader.complete) == (SOUND, False)
    recording.close()


def test_a_recording_cut_by_a_crash_is_closed_and_journalled(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, FORM)
        draft.answer("/asked", Answer("yes"))
        cut(laptop, draft)
    with stations.laptop() as laptop:
        assert recordings.recover(laptop) == 1
        assert recordings.recover(laptop) == 0
        said = answer(laptop, draft)
        assert isinstance(said, dict)
        assert (said["sha256"], said["size"]) == (hashlib.sha256(SOUND).hexdigest(), len(SOUND))
        again = drafts.open_draft(laptop, draft.interview.id)
        (stored,) = interviews.attachments(laptop, again.interview)
        with Reader(stored.path(laptop), stored.key) as reader:
            assert reader.read() == SOUND


@pytest.mark.parametrize("damaged", [0, 1])
def test_of_a_cut_recording_that_is_damaged_nothing_is_cut_away(
    laptop: Workspace, draft: Draft, damaged: int
) -> None:
    recording = record(laptop, draft)
    for _ in range(2):
        recording.append(SOUND)
        recording.flush()
    recording.close()
    (row,) = recordings.kept(laptop, draft.interview.id)
    content = bytearray(row.file.read_bytes())
    content[len(content) // 3 * damaged + 100] ^= 1
    row.file.write_bytes(content)
    for turn in range(2):
        assert recordings.recover(laptop) == (damaged if turn == 0 else 0)
        said = answer(laptop, draft)
        assert (said["size"] if isinstance(said, dict) else 0) == damaged * len(SOUND)
        assert row.file.read_bytes() == content
    (waiting,) = recordings.kept(laptop, draft.interview.id)
    with waiting.open() as reader:
        assert reader.read() == SOUND * damaged
    with pytest.raises(InputError, match="lies-apart"):
        seal(laptop, draft.interview.id)
    sounds.destroy(laptop, draft, next(one for one in sounds.listing(laptop, draft) if not one.answers))
    seal(laptop, draft.interview.id)
    assert not any((laptop.folder / "attachments").iterdir())


def test_a_recording_of_which_nothing_was_kept_is_forgotten(laptop: Workspace, draft: Draft) -> None:
    recording = recordings.begin(laptop, draft, "/sound", "audio/ogg")
    (row,) = recordings.kept(laptop, draft.interview.id)
    recording.close()
    assert recordings.recover(laptop) == 0
    assert recordings.kept(laptop, draft.interview.id) == []
    assert not row.file.exists()
    assert answer(laptop, draft) is None


def test_a_row_whose_file_never_came_is_forgotten(laptop: Workspace, draft: Draft) -> None:
    recordings.begin(laptop, draft, "/sound", "audio/ogg").close()
    (row,) = recordings.kept(laptop, draft.interview.id)
    row.file.unlink()
    assert recordings.recover(laptop) == 0
    assert recordings.kept(laptop, draft.interview.id) == []


def test_a_second_recording_never_pushes_out_the_first(laptop: Workspace, draft: Draft) -> None:
    record(laptop, draft).finish(draft)
    with pytest.raises(InputError, match="recording-there"):
        recordings.begin(laptop, draft, "/sound", "audio/ogg")


def test_a_recording_whose_question_fell_away_waits_and_still_plays(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    draft.answer("/asked", Answer("no"))
    with pytest.raises(InputError, match="not-relevant"):
        recording.finish(draft)
    (waiting,) = recordings.kept(laptop, draft.interview.id)
    with waiting.open() as reader:
        assert (reader.read(), reader.complete) == (SOUND, True)
    draft.answer("/asked", Answer("yes"))
    assert recordings.recover(laptop) == 1


def test_nothing_is_sealed_while_sound_is_recorded(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    with pytest.raises(InputError, match="still-recording"):
        seal(laptop, draft.interview.id)
    recording.finish(draft)
    assert seal(laptop, draft.interview.id).file.exists()
    assert laptop.database.run("SELECT count(*) FROM recording") == [(0,)]
    assert not any((laptop.folder / "attachments").iterdir())


def test_sealing_destroys_no_recording_of_which_nobody_knows(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    draft.answer("/asked", Answer("no"))
    with pytest.raises(InputError):
        recording.finish(draft)
    with pytest.raises(InputError, match="lies-apart"):
        seal(laptop, draft.interview.id)
    (waiting,) = recordings.kept(laptop, draft.interview.id)
    assert waiting.file.exists()
    (sound,) = sounds.listing(laptop, draft)
    sounds.destroy(laptop, draft, sound)
    seal(laptop, draft.interview.id)
    assert laptop.database.run("SELECT count(*) FROM recording") == [(0,)]
    assert not any((laptop.folder / "attachments").iterdir())


def test_what_the_witness_takes_back_while_it_is_recorded_is_gone(laptop: Workspace, draft: Draft) -> None:
    recording = record(laptop, draft)
    (row,) = recordings.kept(laptop, draft.interview.id)
    draft.withdraw("/sound")
    assert not row.file.exists()
    assert recording.finish(draft) is None
    assert answer(laptop, draft) is None


def test_discarding_a_draft_forgets_its_recordings(laptop: Workspace, draft: Draft) -> None:
    cut(laptop, draft)
    (row,) = recordings.kept(laptop, draft.interview.id)
    interviews.discard(laptop, draft.interview.id)
    assert laptop.database.run("SELECT count(*) FROM recording") == [(0,)]
    assert not row.file.exists()


def test_without_its_row_nobody_opens_a_recording(laptop: Workspace, draft: Draft) -> None:
    """The key lies in the row and nowhere else: the file alone, copied away before, is noise."""
    cut(laptop, draft)
    (row,) = recordings.kept(laptop, draft.interview.id)
    copy = row.file.read_bytes()
    laptop.database.run("DELETE FROM recording")
    laptop.database.checkpoint()
    (laptop.folder / "attachments" / "copy").write_bytes(copy)
    for file in laptop.folder.rglob("*"):
        assert not file.is_file() or row.key not in file.read_bytes()
    with Reader(laptop.folder / "attachments" / "copy", bytes(32), cut=True) as reader:
        assert reader.read() == b""


def test_sound_beyond_consent_is_not_begun(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, ed_short())
    path = next(node.path() for node in draft.interview.nodes() if node.form.node.name == "recording")
    with pytest.raises(InputError, match="locked"):
        recordings.begin(laptop, draft, path, "audio/ogg")


def test_one_damaged_draft_does_not_keep_the_others_from_recovery(laptop: Workspace, draft: Draft) -> None:
    cut(laptop, draft)
    broken = drafts.begin(laptop, FORM)
    record(laptop, broken, "/other").close()
    journals.of(laptop, broken.interview.id).remove(1)
    with pytest.raises(RefusedError):
        drafts.open_draft(laptop, broken.interview.id)
    assert recordings.recover(laptop) == 1
    assert len(recordings.kept(laptop, broken.interview.id)) == 1


def test_repairing_a_workspace_keeps_its_recordings_but_those_of_a_lost_interview(stations: Stations) -> None:
    with stations.laptop() as laptop:
        kept, lost = drafts.begin(laptop, FORM), drafts.begin(laptop, FORM)
        for begun in (kept, lost):
            record(laptop, begun, "/other").close()
        journals.of(laptop, lost.interview.id).remove(1)
    place = stations.folder / "laptop"
    unlocked = Unlocked(place, read_header(place), stations.secrets["laptop"])
    assert repairing.repair(unlocked, new_keys=own.make_keys).lost == (lost.interview.id,)
    with stations.laptop() as laptop:
        assert recordings.kept(laptop, lost.interview.id) == []
        assert recordings.recover(laptop) == 1
        assert answer(laptop, kept, "/other") is not None


def test_the_office_recovers_a_recording_of_an_interviewer_who_is_gone(
    laptop: Workspace, draft: Draft, stations: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the office may not read, the laptop's signing keys, it does not need."""
    cut(laptop, draft)

    def shut(*_: object) -> bytes:
        raise RefusedError("vault.database-damaged", path="T")

    with stations.office() as office:
        keys = own.signing_keys(office)
        monkeypatch.setattr(Workspace, "secret", shut)
        with pytest.raises(InputError, match="still-recording"):
            seal(laptop, draft.interview.id, signer=keys)
        assert recordings.recover(laptop) == 1
        assert seal(laptop, draft.interview.id, signer=keys).file.exists()
