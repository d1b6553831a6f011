"""Playing begins at the second that was asked for, rests and goes on, and lets go of what it read."""

from __future__ import annotations

import array
import io
from collections.abc import Iterator

import pytest

from interview_kit.errors import InputError
from interview_kit.sound import FLAC, OPUS, RATE, pitch
from interview_kit.sound_playback import FakeSpeaker, Listeners, Turntable
from tests.test_sound_decoding import heard_pitch, recorded
from tests.test_sound_tape import until


class Listener:
    """Notes what the turntable tells."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.places: list[int] = []
        self.words: list[str] = []

    def listeners(self) -> Listeners:
        return Listeners(
            self.lengths.append,
            self.places.append,
            lambda: self.words.append("ended"),
            lambda error: self.words.append(error.code),
        )


class Room:
    """A turntable, its loudspeaker and somebody who listens."""

    def __init__(self) -> None:
        self.speaker, self.listener = FakeSpeaker(), Listener()
        self.table = Turntable(self.speaker, self.listener.listeners())

    def play(self) -> None:
        self.table.play()
        assert self.speaker.running.wait(10)

    def hear_a_second(self) -> float:
        before = len(self.speaker.samples)
        self.speaker.pass_time(1)
        return heard_pitch(self.speaker.samples[before:])


@pytest.fixture
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.table.close()


def about(second: int) -> object:
    return pytest.approx(pitch(second), abs=6)


@pytest.mark.parametrize("form", [OPUS, FLAC], ids=["opus", "flac"])
def test_jumping_plays_the_second_that_was_asked_for(room: Room, form: object) -> None:
    room.table.open(io.BytesIO(recorded(20, form)))  # type: ignore[arg-type] # parametrized
    room.table.jump(13_000)
    room.play()
    assert room.hear_a_second() == about(13)
    assert room.listener.places[-1] == 14_000
    room.speaker.running.clear()
    room.table.jump(4_000)
    assert room.speaker.running.wait(10)
    assert room.hear_a_second() == about(4)
    assert room.listener.lengths == [20_000]


def test_it_goes_on_where_it_rested(room: Room) -> None:
    room.table.open(io.BytesIO(recorded(8, FLAC)))
    room.play()
    room.speaker.pass_time(3)
    room.table.rest()
    until(lambda: not room.speaker.running.is_set())
    room.play()
    assert room.hear_a_second() == about(3)


def test_at_its_end_it_says_so_and_begins_anew_when_played_again(room: Room) -> None:
    room.table.open(io.BytesIO(recorded(3, FLAC)))
    room.table.jump(1_000)
    room.play()
    room.speaker.pass_time(3)
    until(lambda: room.listener.words == ["ended"])
    assert array.array("h", room.speaker.samples).buffer_info()[1] == 2 * RATE
    room.play()
    assert room.hear_a_second() == about(0)


def test_what_is_no_sound_is_told_and_closed(room: Room) -> None:
    source = io.BytesIO(b"T nothing")
    room.table.open(source)
    until(lambda: room.listener.words and source.closed)
    assert room.listener.words == ["sound.not-readable"]


def test_a_loudspeaker_that_goes_away_is_told_once_and_the_place_is_kept(room: Room) -> None:
    room.table.open(io.BytesIO(recorded(5, FLAC)))
    room.play()
    room.speaker.pass_time(2)
    room.speaker.go_away(InputError("sound.speaker-gone"))
    until(lambda: room.listener.words == ["sound.speaker-gone"])
    room.play()
    assert room.hear_a_second() == about(2)


def test_another_sound_closes_the_first(room: Room) -> None:
    first, second = io.BytesIO(recorded(1, FLAC)), io.BytesIO(recorded(2, FLAC))
    room.table.open(first)
    room.table.open(second)
    until(lambda: len(room.listener.lengths) == 2)
    assert (first.closed, second.closed) == (True, False)
    room.table.close()
    assert second.closed


def test_without_a_sound_every_key_is_harmless(room: Room) -> None:
    for order in (room.table.play, room.table.rest, lambda: room.table.jump(5)):
        order()
    room.table.close()
    room.table.close()
    assert room.listener.words == []
