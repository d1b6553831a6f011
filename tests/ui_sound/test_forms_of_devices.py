"""Devices have forms of their own; what is kept and what is heard stays the same."""

from __future__ import annotations

import array

import pytest
from PySide6.QtMultimedia import QAudioFormat

from interview_kit_ui.sound.qt_form import narrowed, widened

Form = QAudioFormat.SampleFormat
LOUD_AND_QUIET = (0, 256, -256, 12_800, -12_800, 32_512, -32_768)


def form(sample: Form, channels: int) -> QAudioFormat:
    made = QAudioFormat()
    made.setSampleRate(48_000)
    made.setChannelCount(channels)
    made.setSampleFormat(sample)
    return made


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    ("sample", "size"), [(Form.UInt8, 1), (Form.Int16, 2), (Form.Int32, 4), (Form.Float, 4)]
)
def test_what_a_device_plays_it_would_record_as_the_same_samples(
    sample: Form, size: int, channels: int
) -> None:
    device = form(sample, channels)
    samples = array.array("h", LOUD_AND_QUIET)

    played = widened(samples.tobytes(), device)
    assert len(played) == len(samples) * size * channels

    heard = array.array("h", narrowed(played, device))
    assert all(abs(one - other) <= 1 for one, other in zip(heard, samples, strict=True))


def test_a_microphone_louder_than_it_can_be_is_cut_off_and_not_turned_over() -> None:
    raw = array.array("f", (1.7, -1.7)).tobytes()
    assert array.array("h", narrowed(raw, form(Form.Float, 1))).tolist() == [32_767, -32_767]
