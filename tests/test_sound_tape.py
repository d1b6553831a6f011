"""A recording goes on through a full disk, a lost microphone and pauses; what was recorded stays."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview_kit.errors import KitError, StorageError
from interview_kit.sound import FLAC, OPUS, FakeRecorder, Format, tone
from interview_kit.sound_decoding import Decoder
from interview_kit.sound_level import Level
from interview_kit.sound_tape import Tape, Told
from tests.test_sound_decoding import everything, heard_pitch


class Disk:
    """A disk that may be full; what it refused waits, as in a side file that grows."""

    def __init__(self) -> None:
        self.full = False
        self.waiting = self.durable = b""

    def append(self, piece: bytes) -> None:
        self.waiting += piece

    def flush(self) -> None:
        if self.waiting and self.full:
            raise StorageError("files.disk-full", path="T")
        self.durable, self.waiting = self.durable + self.waiting, b""


class Listener:
    """Notes what the tape tells."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.place = 0
        self.words: list[str] = []
        self.minutes: list[int] = []

    def told(self) -> Told:
        return Told(
            self.hear,
            lambda: self.words.append("saved"),
            lambda error: self.words.append(error.code),
            lambda silent: self.words.append("silent" if silent else "heard again"),
            lambda error: self.words.append(error.code),
            self.minutes.append,
        )

    def hear(self, heard: Level, place: int) -> None:
        self.levels.append(heard)
        self.place = place


class Silent(FakeRecorder):
    """A microphone that is muted."""

    def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            assert self._sink is not None
            self._sink(bytes(3200))


class Table:
    """A tape with everything around it."""

    def __init__(self, folder: Path, form: Format = OPUS) -> None:
        self.disk, self.listener, self.microphone = Disk(), Listener(), FakeRecorder()
        self.tape = Tape(self.disk, self.listener.told(), folder, form)

    def listen(self, microphone: FakeRecorder | None = None) -> None:
        self.microphone = microphone or self.microphone
        self.tape.listen(self.microphone)
        until(lambda: self.microphone._sink is not None)

    def record(self, seconds: float) -> None:
        wanted = self.tape.place + round(seconds * 1000)
        self.microphone.pass_time(seconds)
        until(lambda: self.listener.place >= wanted)

    def samples(self) -> bytes:
        with Decoder(io.BytesIO(self.disk.durable)) as decoder:
            return everything(decoder)


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    table = Table(tmp_path)
    yield table
    table.disk.full = False
    table.tape.end()


def test_everything_that_was_heard_is_kept_and_its_length_told(tmp_path: Path) -> None:
    table = Table(tmp_path, FLAC)
    table.listen()
    table.record(5.3)
    assert table.tape.end() == 5300
    assert table.samples() == tone(0, 53 * 1600)


def test_pausing_puts_nothing_into_the_sound_and_lets_go_of_the_microphone(tmp_path: Path) -> None:
    table, places = Table(tmp_path, FLAC), list[int]()
    table.listen()
    table.record(2.5)
    table.tape.rest(places.append)
    until(lambda: places)
    assert table.microphone._sink is None
    table.microphone.pass_time(60)
    table.listen()
    assert places == [2500]
    table.record(1.5)
    assert table.tape.end() == 4000
    assert table.samples() == tone(0, 4 * 16_000)


def test_a_full_disk_is_told_once_and_everything_is_there_when_there_is_room_again(table: Table) -> None:
    table.listen()
    table.record(3)
    kept = table.disk.durable
    table.disk.full = True
    table.record(4)
    until(lambda: table.listener.words)
    assert table.listener.words == ["files.disk-full"]
    assert table.disk.durable == kept
    table.disk.full = False
    table.record(1)
    assert table.listener.words == ["files.disk-full", "saved"]
    assert table.tape.end() == 8000
    assert len(table.samples()) == 2 * 8 * 16_000


def test_what_the_disk_refused_is_tried_again_while_nothing_is_heard(table: Table) -> None:
    table.listen()
    table.disk.full = True
    table.record(2)
    table.tape.rest()
    until(lambda: table.listener.words)
    table.disk.full = False
    until(lambda: table.listener.words[-1] == "saved")
    assert table.listener.words == ["files.disk-full", "saved"]


def test_ending_on_a_full_disk_may_be_tried_again(table: Table) -> None:
    table.listen()
    table.record(2)
    table.disk.full = True
    table.record(1)
    for _ in range(2):
        with pytest.raises(StorageError):
            table.tape.end()
    table.disk.full = False
    assert table.tape.end() == 3000
    assert len(table.samples()) == 2 * 3 * 16_000


def test_a_lost_microphone_is_told_and_another_goes_on_in_the_same_sound(tmp_path: Path) -> None:
    table = Table(tmp_path, FLAC)
    table.listen()
    table.record(2)
    table.microphone.unplug()
    until(lambda: table.listener.words)
    assert table.listener.words == ["sound.microphone-gone"]
    table.listen(FakeRecorder())
    table.record(1)
    assert table.tape.end() == 3000
    assert table.samples() == tone(0, 2 * 16_000) + tone(0, 16_000)


def test_an_earlier_microphone_that_goes_away_later_disturbs_nobody(table: Table) -> None:
    first = table.microphone
    table.listen()
    failed = first._failed
    assert failed is not None
    table.listen(FakeRecorder())
    failed(KitError("sound.microphone-gone"))
    table.record(1)
    assert table.listener.words == []


def test_a_muted_microphone_is_told_after_eight_seconds_and_when_it_is_heard_again(table: Table) -> None:
    table.listen(Silent())
    table.record(7.9)
    assert table.listener.words == []
    table.record(0.2)
    assert table.listener.words == ["silent"]
    table.listen(FakeRecorder())
    table.record(0.1)
    assert table.listener.words == ["silent", "heard again"]


def test_how_loud_it_is_and_how_much_fits_is_told(table: Table) -> None:
    table.listen()
    table.record(1)
    assert len(table.listener.levels) == 10
    assert all(-12 < one.peak < -10 for one in table.listener.levels)
    assert table.listener.minutes[0] > 10


def test_pauses_keep_the_seconds_in_their_places_in_opus_too(table: Table) -> None:
    table.listen()
    table.record(3)
    table.tape.rest()
    table.listen()
    table.record(3)
    table.tape.end()
    with Decoder(io.BytesIO(table.disk.durable)) as decoder:
        decoder.seek(4000)
        assert heard_pitch(decoder.read(16_000)) == pytest.approx(500, abs=5)
