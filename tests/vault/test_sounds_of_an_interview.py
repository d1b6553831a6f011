"""All sound of an interview lies on one line of time and can be played; imported files stay as they are."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.interview.events import Event, What
from interview_kit.interview.soundline import SoundLine
from interview_kit.sound import FLAC, OPUS, RATE, Encoder, Format, pitch, tone
from interview_kit.sound_decoding import Decoder
from interview_kit.vault import drafts, recordings, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.recordings import Recording
from interview_kit.vault.workspace import Workspace
from tests.interview.forms import protocol, question
from tests.stations import Stations
from tests.test_sound_decoding import claiming_samples, heard_pitch

A, B = "a" * 26, "b" * 26
FORM = protocol(
    question("first", type="attachment", media_type="audio/*"),
    question("second", type="attachment", media_type="audio/*"),
    question("third", type="attachment", media_type="audio/*"),
    question("picture", type="attachment", media_type="image/*"),
)


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as workspace:
        yield workspace


@pytest.fixture
def draft(laptop: Workspace) -> Draft:
    return drafts.begin(laptop, FORM)


def record(laptop: Workspace, draft: Draft, path: str, seconds: int, form: Format = OPUS) -> Recording:
    recording, at = sounds.begin(laptop, draft, path, form)
    encoder = Encoder(recording, form)
    for tenth in range(10 * seconds):
        encoder.write(tone(tenth * RATE // 10, RATE // 10))
    encoder.close()
    draft.note(Event(What.SILENCE, at=at + 1000 * seconds))
    return recording


def test_a_pause_puts_nothing_between_two_places() -> None:
    line = SoundLine(
        [
            Event(What.SOUND, attachment=A, at=0),
            Event(What.SILENCE, at=5000),
            Event(What.STAMP, at=5000),
            Event(What.SOUND, attachment=A, at=5000),
            Event(What.SILENCE, at=8000),
            Event(What.SOUND, attachment=B, at=8000),
        ]
    )
    assert [line.moment(at) for at in (0, 4999, 7000, 8000, 9500)] == [
        (A, 0),
        (A, 4999),
        (A, 7000),
        (B, 0),
        (B, 1500),
    ]
    assert [line.place(A, 7000), line.place(B, 1500), line.place("c" * 26, 0)] == [7000, 9500, None]
    assert (line.end(2500), line.open_end) == (10_500, B)


def test_beyond_the_end_there_is_no_sound() -> None:
    line = SoundLine([Event(What.SOUND, attachment=A, at=0), Event(What.SILENCE, at=5000)])
    assert line.moment(5001) is None
    assert line.place(A, 5001) is None
    assert SoundLine([]).moment(0) is None


def test_a_second_recording_goes_on_where_the_first_ended(laptop: Workspace, draft: Draft) -> None:
    record(laptop, draft, "/first", 3).finish(draft)
    record(laptop, draft, "/second", 2, FLAC).finish(draft)
    first, second = sounds.listing(laptop, draft)
    assert (first.path, first.media, first.length, first.at) == ("/first", "audio/ogg", 3000, 0)
    assert (second.path, second.media, second.length, second.at) == ("/second", "audio/flac", 2000, 3000)
    assert sounds.line(draft).moment(4200) == (second.id, 1200)


def test_after_a_crash_the_line_goes_on_where_the_recovered_sound_ends(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, FORM)
    recording, _ = sounds.begin(laptop, draft, "/first", OPUS)
    encoder = Encoder(recording)
    encoder.write(tone(0, 5 * RATE))
    recording.close()
    assert recordings.recover(laptop) == 1
    again = drafts.open_draft(laptop, draft.interview.id)
    (cut,) = sounds.listing(laptop, again)
    assert cut.length is not None
    assert 3000 <= cut.length <= 5000
    next_one, at = sounds.begin(laptop, again, "/second", OPUS)
    next_one.close()
    assert at == cut.length


def test_a_recording_that_runs_is_listed_and_plays_as_far_as_it_is_durable(
    laptop: Workspace, draft: Draft
) -> None:
    recording = record(laptop, draft, "/first", 6)
    (running,) = sounds.listing(laptop, draft)
    assert (running.answers, running.length) == (False, 6000)
    with sounds.open_sound(laptop, draft, recording.id) as reader, Decoder(reader) as decoder:
        decoder.seek(4000)
        assert heard_pitch(decoder.read(RATE)) == pytest.approx(pitch(4), abs=5)
    recording.close()


@pytest.mark.parametrize(
    ("name", "container", "coding"),
    [("T.wav", "WAV", "PCM_16"), ("T.mp3", "MP3", "MPEG_LAYER_III"), ("T.flac", "FLAC", "PCM_16")],
)
def test_a_file_of_another_recorder_is_kept_byte_for_byte_and_anchored(
    laptop: Workspace, draft: Draft, tmp_path: Path, name: str, container: str, coding: str
) -> None:
    made = io.BytesIO()
    with soundfile.SoundFile(made, "w", 48_000, 2, format=container, subtype=coding) as file:
        file.buffer_write(bytes(4 * 48_000 * 4), "int16")
    (tmp_path / name).write_bytes(made.getvalue())
    record(laptop, draft, "/first", 2).finish(draft)
    brought = sounds.bring_in(laptop, draft, "/second", tmp_path / name)
    assert (brought.path, brought.at) == ("/second", 2000)
    assert brought.length == pytest.approx(4000, abs=80)
    with sounds.open_sound(laptop, draft, brought.id) as reader:
        assert reader.read() == made.getvalue()
    assert sounds.line(draft).moment(3000) == (brought.id, 1000)


def test_a_file_that_cannot_be_played_here_is_kept_and_said_to_be_so(
    laptop: Workspace, draft: Draft, tmp_path: Path
) -> None:
    content = b"\0\0\0\x20ftypM4A T" + bytes(3000)
    (tmp_path / "T.m4a").write_bytes(content)
    brought = sounds.bring_in(laptop, draft, "/first", tmp_path / "T.m4a")
    assert (brought.length, brought.at) == (None, None)
    assert sounds.listing(laptop, draft) == [brought]
    with sounds.open_sound(laptop, draft, brought.id) as reader:
        assert reader.read() == content


def test_a_file_that_claims_years_of_sound_does_not_close_the_interview(
    laptop: Workspace, draft: Draft, tmp_path: Path
) -> None:
    (tmp_path / "T.flac").write_bytes(claiming_samples(2**36 - 1))
    brought = sounds.bring_in(laptop, draft, "/first", tmp_path / "T.flac")
    assert (brought.length, brought.at) == (None, None)
    again = drafts.open_draft(laptop, draft.interview.id)
    assert sounds.listing(laptop, again) == [brought]


def test_what_a_journal_could_not_be_read_back_with_is_not_written(laptop: Workspace, draft: Draft) -> None:
    with pytest.raises(RefusedError, match="journal-line"):
        draft.note(Event(What.STAMP, at=10**10))
    draft.note(Event(What.STAMP, at=10**10 - 1))
    again = drafts.open_draft(laptop, draft.interview.id)
    assert sounds.marks(again) == [10**10 - 1]


def test_what_a_name_does_not_tell_the_question_does(laptop: Workspace, draft: Draft, tmp_path: Path) -> None:
    """Beside a picture, which was there before and is none."""
    (tmp_path / "T.png").write_bytes(b"T picture")
    draft.attach("/picture", tmp_path / "T.png")
    (tmp_path / "T.unknown").write_bytes(b"T recorder")
    brought = sounds.bring_in(laptop, draft, "/second", tmp_path / "T.unknown")
    assert (brought.path, brought.media, brought.length) == ("/second", "application/octet-stream", None)
    assert sounds.listing(laptop, draft) == [brought]


def test_pictures_are_no_sound(laptop: Workspace, draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "T.png").write_bytes(b"T picture")
    draft.attach("/picture", tmp_path / "T.png")
    assert sounds.listing(laptop, draft) == []


def test_undo_brings_a_sound_back_and_takes_none_away(
    laptop: Workspace, draft: Draft, tmp_path: Path
) -> None:
    """Neither what was taken out nor what another file was put in place of is lost; what was kept stays."""
    recording = record(laptop, draft, "/first", 1)
    recording.finish(draft)
    with pytest.raises(InputError, match="not-undone"):
        sounds.undo(draft)
    draft.answer("/first", Answer())
    sounds.undo(draft)
    (tmp_path / "T.mp3").write_bytes(b"T recorder")
    draft.attach("/first", tmp_path / "T.mp3")
    sounds.undo(draft)
    assert [one.id for one in sounds.listing(laptop, draft)] == [recording.id]
    (tmp_path / "T.png").write_bytes(b"T picture")
    draft.attach("/picture", tmp_path / "T.png")
    sounds.undo(draft)
    with pytest.raises(InputError, match="not-undone"):
        sounds.undo(draft)


def test_what_was_taken_away_cannot_be_opened(laptop: Workspace, draft: Draft, tmp_path: Path) -> None:
    recording = record(laptop, draft, "/first", 1)
    recording.finish(draft)
    draft.answer("/first", Answer())
    with pytest.raises(InputError, match="not-there"):
        sounds.open_sound(laptop, draft, recording.id)
