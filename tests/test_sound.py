"""Sound is on the disk within two seconds, and plays up to there whatever cuts it off."""

from __future__ import annotations

import array
import io
import itertools
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

from interview_kit import sound
from interview_kit.errors import KitError
from interview_kit.sound import RATE, Encoder, FakeRecorder, pitch
from interview_kit.vault import drafts, interviews, recordings
from interview_kit.vault.sidefiles import Reader
from interview_kit.vault.slots import SlotSecret
from tests.changes import chance
from tests.interview.forms import protocol, question
from tests.stations import Stations

#: What decoders leave out at the end of a stream without an end: less than one frame and the look-ahead.
LOOKAHEAD = 0.03


class Disk:
    """What would be on the disk."""

    def __init__(self) -> None:
        self.waiting = b""
        self.durable = b""

    def append(self, piece: bytes) -> None:
        self.waiting += piece

    def flush(self) -> None:
        self.durable += self.waiting
        self.waiting = b""


def decoded(stream: io.RawIOBase | io.BytesIO) -> array.array[int]:
    """Decode everything that plays."""
    samples = array.array("h")
    with soundfile.SoundFile(stream) as file:
        assert (file.samplerate, file.channels, file.subtype) == (RATE, 1, "OPUS")
        while piece := bytes(file.buffer_read(RATE, "int16")):
            samples.frombytes(piece)
    return samples


def assert_is_the_fake_recorders(samples: array.array[int]) -> None:
    """Each whole second has the pitch it was recorded with: nothing is missing, doubled or moved."""
    for second in range(len(samples) // RATE):
        middle = samples[second * RATE + 2000 : (second + 1) * RATE - 2000]
        rises = sum(one < 0 <= other for one, other in itertools.pairwise(middle))
        assert abs(rises * RATE / len(middle) - pitch(second)) < 5, second


def ignore(_: KitError) -> None:
    raise AssertionError("nothing is to fail here")


def test_what_was_recorded_plays_as_it_was() -> None:
    disk, recorder = Disk(), FakeRecorder()
    encoder = Encoder(disk)
    recorder.start(encoder.write, ignore)
    recorder.pass_time(7.3)
    recorder.stop()
    encoder.close()
    samples = decoded(io.BytesIO(disk.durable))
    assert len(samples) == round(7.3 * RATE)
    assert_is_the_fake_recorders(samples)


def test_at_every_moment_all_but_the_last_two_seconds_play() -> None:
    disk, recorder = Disk(), FakeRecorder()
    encoder = Encoder(disk)
    recorder.start(encoder.write, ignore)
    late = []
    for tenth in range(1, 61):
        recorder.pass_time(0.1)
        playable = len(decoded(io.BytesIO(disk.durable))) / RATE if tenth > 20 else 0.0
        late.append(tenth / 10 - playable)
    recorder.stop()
    encoder.close()
    assert max(late[20:]) < 1.2


def test_a_stream_cut_anywhere_plays_to_the_last_whole_page() -> None:
    disk = Disk()
    encoder = Encoder(disk)
    ends = []
    for tenth in range(60):
        before = len(disk.durable)
        encoder.write(sound.tone(tenth * RATE // 10, RATE // 10))
        ends += [len(disk.durable)] if len(disk.durable) > before else []
    for cut in chance(100).sample(range(ends[1], len(disk.durable)), 25):
        samples = decoded(io.BytesIO(disk.durable[:cut]))
        pages = sum(end <= cut for end in ends[1:])  # the first to come are the stream's headers
        assert len(samples) >= (pages - LOOKAHEAD) * RATE
        assert_is_the_fake_recorders(samples)
    encoder.close()


def test_the_stream_is_only_ever_appended_to() -> None:
    """What has left for the disk is what the finished stream begins with."""
    disk = Disk()
    encoder = Encoder(disk)
    for tenth in range(35):
        encoder.write(sound.tone(tenth * RATE // 10, RATE // 10))
    left = disk.durable
    encoder.close()
    pages = disk.durable.split(b"OggS")
    assert disk.durable.startswith(left)
    assert len(disk.durable) > len(left)
    assert pages[-1][1] & 4, "the last page is marked as the last"


def test_a_microphone_that_goes_away_says_so_once_and_is_silent() -> None:
    heard: list[bytes] = []
    failures: list[KitError] = []
    recorder = FakeRecorder()
    recorder.start(heard.append, failures.append)
    recorder.pass_time(0.5)
    recorder.unplug()
    recorder.pass_time(0.5)
    recorder.stop()
    assert (len(heard), [one.code for one in failures]) == (5, ["sound.microphone-gone"])


def test_after_stopping_a_recorder_on_its_thread_nothing_more_comes() -> None:
    heard: list[bytes] = []
    recorder = FakeRecorder(pace=20)
    recorder.start(heard.append, ignore)
    while len(heard) < 3:
        time.sleep(0.001)
    recorder.stop()
    count = len(heard)
    time.sleep(0.05)
    assert len(heard) == count


FORM = protocol(question("sound", type="attachment", media_type="audio/*"))

RECORDS = """
import sys, time
from pathlib import Path
from interview_kit.sound import OPUS, Encoder, FakeRecorder
from interview_kit.vault import drafts, recordings
from tests.test_sound import stations_at
stations = stations_at(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3]))
with stations.laptop() as laptop:
    draft = drafts.open_draft(laptop, sys.argv[4])
    encoder = Encoder(recordings.begin(laptop, draft, "/sound", OPUS.media))
    FakeRecorder(pace=1.0).start(encoder.write, print)
    print("recording", flush=True)
    time.sleep(60)
"""


def stations_at(folder: Path, workspace_key: bytes, author_key: bytes) -> Stations:
    return Stations(folder, {"laptop": SlotSecret(workspace_key, author_key)})


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL exists on POSIX systems only")
@pytest.mark.parametrize("moment", [3.0 + chance(4).random(), 4.0 + chance(5).random()])
def test_a_recording_killed_at_any_moment_plays_up_to_two_seconds_before(
    stations: Stations, moment: float
) -> None:
    with stations.laptop() as laptop:
        interview = drafts.begin(laptop, FORM).interview.id
    secret = stations.secrets["laptop"]
    keys = [secret.workspace_key.hex(), secret.author_key.hex()]
    command = [sys.executable, "-c", RECORDS, str(stations.folder), *keys, interview]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as recording:
        assert recording.stdout is not None
        assert recording.stdout.readline() == "recording\n"
        begun = time.monotonic()
        time.sleep(moment)
        recorded = time.monotonic() - begun
        recording.send_signal(signal.SIGKILL)
    with stations.laptop() as laptop:
        assert recordings.recover(laptop) == 1
        draft = drafts.open_draft(laptop, interview)
        (stored,) = interviews.attachments(laptop, draft.interview)
        with Reader(stored.path(laptop), stored.key) as reader:
            samples = decoded(reader)
    assert len(samples) / RATE >= recorded - 2
    assert_is_the_fake_recorders(samples)
