"""The forms of sound that devices know, and mono samples of 16 bits from and to them."""

from __future__ import annotations

import array

from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

from interview_kit.sound_rate import mono


def form_for(device: QAudioDevice, rate: int) -> QAudioFormat:
    """Return mono of 16 bits at ``rate`` if a device knows it, else its own, of 16 bits if it can."""
    form = QAudioFormat()
    form.setSampleRate(rate)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if device.isFormatSupported(form):
        return form
    form = device.preferredFormat()
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return form if device.isFormatSupported(form) else device.preferredFormat()


def narrowed(raw: bytes, form: QAudioFormat) -> bytes:
    """Return what a device gave as mono samples of 16 bits."""
    match form.sampleFormat():
        case QAudioFormat.SampleFormat.Float:
            values = array.array("f", raw)
            samples = array.array("h", (round(32_767 * max(-1.0, min(one, 1.0))) for one in values))
        case QAudioFormat.SampleFormat.Int32:
            samples = array.array("h", (one >> 16 for one in array.array("i", raw)))
        case QAudioFormat.SampleFormat.UInt8:
            samples = array.array("h", ((one - 128) << 8 for one in raw))
        case _:
            samples = array.array("h", raw)
    return mono(samples, form.channelCount()).tobytes()


def widened(samples: bytes, form: QAudioFormat) -> bytes:
    """Return mono samples of 16 bits as a device wants them."""
    values = array.array("h", samples)
    if form.channelCount() > 1:
        values = array.array("h", (one for one in values for _ in range(form.channelCount())))
    match form.sampleFormat():
        case QAudioFormat.SampleFormat.Float:
            return array.array("f", (one / 32_768 for one in values)).tobytes()
        case QAudioFormat.SampleFormat.Int32:
            return array.array("i", (one << 16 for one in values)).tobytes()
        case QAudioFormat.SampleFormat.UInt8:
            return bytes((one >> 8) + 128 for one in values)
        case _:
            return values.tobytes()
