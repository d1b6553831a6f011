"""A microphone that hears nothing is told from people who say nothing; other rates sound the same."""

from __future__ import annotations

import array
import math

import pytest

from interview_kit.sound import RATE
from interview_kit.sound_level import DEAD_AFTER, FLOOR, Level, SilenceWatch, level
from interview_kit.sound_rate import Resampler, mono
from tests.changes import chance


def wave(hertz: float, rate: int, seconds: float = 1.0, loud: int = 10_000) -> bytes:
    turn = 2 * math.pi * hertz / rate
    return array.array(
        "h", [round(loud * math.sin(turn * at)) for at in range(round(rate * seconds))]
    ).tobytes()


def test_the_loudest_there_can_be_is_zero_and_half_of_it_six_less() -> None:
    assert level(array.array("h", [-32768, 0]).tobytes()).peak == 0
    assert level(wave(440, RATE, loud=16_384)).peak == pytest.approx(-6.02, abs=0.01)
    assert level(wave(440, RATE, loud=16_384)).power == pytest.approx(-9.03, abs=0.01)


def test_no_sound_has_a_level_too() -> None:
    assert level(b"") == level(bytes(200)) == Level(FLOOR, FLOOR)


def test_a_dead_microphone_is_noticed_after_eight_seconds_and_not_before() -> None:
    watch = SilenceWatch(RATE)
    told = [watch.hear(level(bytes(3200)), 1600) for _ in range(100)]
    assert told.index(True) == DEAD_AFTER * 10 - 1
    assert told.count(True) == 1
    assert watch.silent


def test_the_first_sound_ends_the_warning() -> None:
    watch = SilenceWatch(RATE, after=1)
    watch.hear(Level(), RATE)
    assert watch.hear(Level(-40, -50), 1600)
    assert not watch.silent


def test_a_long_silence_in_a_room_is_no_alarm() -> None:
    """Somebody weeps, or looks for words: the room itself is heard."""
    watch, random = SilenceWatch(RATE), chance(3)
    for _ in range(600):
        room = array.array("h", [round(random.gauss(0, 20)) for _ in range(1600)])
        watch.hear(level(room.tobytes()), 1600)
        assert not watch.silent


def test_another_microphone_is_given_its_own_time() -> None:
    watch = SilenceWatch(RATE, after=1)
    watch.hear(Level(), RATE)
    watch.begin_anew()
    assert not watch.silent


@pytest.mark.parametrize("rate", [48_000, 44_100, 96_000, 22_050, 8_000, 16_000])
def test_a_tone_keeps_its_pitch_and_its_strength_at_another_rate(rate: int) -> None:
    resampler, source = Resampler(rate, RATE), wave(1000, rate, 1.5)
    given = b"".join(resampler.take(source[at : at + 2002]) for at in range(0, len(source), 2002))
    assert len(given) / 2 == pytest.approx(1.5 * RATE, abs=40)
    got, wanted = array.array("h", given)[1600:-1600], array.array("h", wave(1000, RATE, 1.5))[1600:-1600]
    assert max(abs(one - other) for one, other in zip(got, wanted, strict=False)) < 60


def test_what_the_lower_rate_cannot_hold_does_not_come_back_as_another_tone() -> None:
    given = Resampler(48_000, RATE).take(wave(12_000, 48_000))
    assert level(given[3200:-3200]).peak < -60


def test_an_odd_rate_is_met_nearly_and_with_few_filters() -> None:
    """A file may claim 44,101: its own filters would be 48,000."""
    given = Resampler(44_101, 48_000).take(wave(1000, 44_101))
    got = array.array("h", given)[500:40_000]
    wanted = array.array("h", wave(1000, 48_000))[500:40_000]
    assert len(given) / 2 == pytest.approx(48_000, abs=40)
    assert max(abs(one - other) for one, other in zip(got, wanted, strict=True)) < 300
    assert len(Resampler(44_101, 48_000)._filters) <= 640


def test_pieces_of_any_size_make_the_same_sound() -> None:
    source, random = wave(700, 44_100, 0.5), chance(4)
    whole = Resampler(44_100, RATE).take(source)
    resampler, at, given = Resampler(44_100, RATE), 0, b""
    while at < len(source):
        step = 2 * random.randrange(0, 900)
        given += resampler.take(source[at : at + step])
        at += step
    assert given == whole


def test_two_channels_become_their_mean() -> None:
    assert mono(array.array("h", [100, 300, -10, 10]), 2).tolist() == [200, 0]
