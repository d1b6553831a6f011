"""Whatever was kept of a recording plays from any second; a stranger's file is read, or said not to be."""

from __future__ import annotations

import array
import io
import itertools
import struct
from pathlib import Path

import pytest
import soundfile

from interview_kit.errors import InputError, RefusedError
from interview_kit.sound import FLAC, FORMATS, RATE, Encoder, Format, pitch, tone
from interview_kit.sound_decoding import Decoder
from interview_kit.vault import sidefiles
from interview_kit.vault.sidefiles import Reader
from tests.changes import chance


class Stream:
    """A stream that is only ever appended to."""

    def __init__(self) -> None:
        self.kept = b""

    def append(self, piece: bytes) -> None:
        self.kept += piece

    def flush(self) -> None:
        pass


def recorded(seconds: int, form: Format, *, closed: bool = True) -> bytes:
    stream = Stream()
    encoder = Encoder(stream, form)
    for tenth in range(10 * seconds):
        encoder.write(tone(tenth * RATE // 10, RATE // 10))
    if closed:
        encoder.close()
    return stream.kept


def heard_pitch(samples: bytes, rate: int = RATE) -> float:
    values = array.array("h", samples)
    middle = values[len(values) // 8 : -len(values) // 8]
    return sum(one < 0 <= other for one, other in itertools.pairwise(middle)) * rate / len(middle)


def everything(decoder: Decoder) -> bytes:
    return b"".join(iter(lambda: decoder.read(RATE), b""))


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "running"])
def test_one_can_jump_to_any_second(form: Format, closed: bool) -> None:
    with Decoder(io.BytesIO(recorded(20, form, closed=closed))) as decoder:
        assert decoder.length == 20_000 if closed else decoder.length > 18_700
        for second in (7, 0, 17, 3, 3, 12):
            decoder.seek(1000 * second)
            assert decoder.place == 1000 * second
            assert heard_pitch(decoder.read(RATE)) == pytest.approx(pitch(second), abs=5)


def test_flac_keeps_every_sample() -> None:
    with Decoder(io.BytesIO(recorded(3, FLAC))) as decoder:
        assert everything(decoder) == tone(0, 3 * RATE)


def test_flac_cut_at_any_byte_plays_every_whole_frame_and_nothing_else() -> None:
    whole, stream = tone(0, 8 * RATE), recorded(8, FLAC, closed=False)
    lengths = set()
    for cut in [*range(len(stream) - 1600, len(stream)), *chance(1).sample(range(10_000, len(stream)), 300)]:
        with Decoder(io.BytesIO(stream[:cut])) as decoder:
            samples = everything(decoder)
            assert samples == whole[: len(samples)]
            assert len(samples) // 2 == decoder.length * RATE // 1000
            assert len(samples) % 4096 == 0
            lengths.add(len(samples))
            decoder.seek(1000)
            assert decoder.read(4000) == whole[2 * RATE :][:8000][: len(samples) - 2 * RATE]
    assert max(lengths) > 7.4 * 2 * RATE


def test_flac_cut_anywhere_plays_with_libsndfile_alone() -> None:
    """As any player reads it: from the beginning, with no help of ours."""
    whole, stream = tone(0, 8 * RATE), recorded(8, FLAC, closed=False)
    for cut in chance(2).sample(range(10_000, len(stream)), 40):
        with soundfile.SoundFile(io.BytesIO(stream[:cut])) as file:
            samples = b""
            while len(samples) // 2 + 4096 <= cut // 24_000 * RATE:
                samples += bytes(file.buffer_read(4096, "int16"))
            assert samples == whole[: len(samples)]


def test_a_flac_stream_that_ended_before_its_first_frame_is_empty() -> None:
    with Decoder(io.BytesIO(recorded(1, FLAC, closed=False)[:700])) as decoder:
        assert (decoder.length, decoder.read(100)) == (0, b"")


def test_a_side_file_is_decoded_without_touching_more_than_it_must(tmp_path: Path) -> None:
    written = sidefiles.write(tmp_path / "side", io.BytesIO(recorded(30, FLAC)))
    with Reader(tmp_path / "side", written.key) as reader, Decoder(reader) as decoder:
        decoder.seek(25_000)
        assert heard_pitch(decoder.read(RATE)) == pytest.approx(pitch(25), abs=5)
    assert [one.name for one in tmp_path.iterdir()] == ["side"]


def test_damage_in_the_middle_is_told_as_damage_and_not_as_an_end(tmp_path: Path) -> None:
    side = tmp_path / "side"
    written = sidefiles.write(side, io.BytesIO(recorded(60, FLAC)))
    sealed = bytearray(side.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    side.write_bytes(sealed)
    with (
        Reader(side, written.key) as reader,
        Decoder(reader) as decoder,
        pytest.raises(RefusedError, match="attachment-damaged"),
    ):
        everything(decoder)


@pytest.mark.parametrize(
    ("container", "coding", "rate", "channels"),
    [
        ("WAV", "PCM_16", 48_000, 2),
        ("WAV", "PCM_24", 44_100, 1),
        ("WAV", "FLOAT", 96_000, 1),
        ("FLAC", "PCM_24", 48_000, 2),
        ("OGG", "VORBIS", 44_100, 2),
        ("MP3", "MPEG_LAYER_III", 44_100, 1),
        ("AIFF", "PCM_16", 22_050, 1),
    ],
)
def test_what_a_recorder_of_their_own_made_is_read(
    container: str, coding: str, rate: int, channels: int
) -> None:
    made = io.BytesIO()
    samples = array.array("h")
    for second in range(5):
        cycles = [9000 if at * pitch(second) * 2 // rate % 2 else -9000 for at in range(rate)]
        samples.extend(value for value in cycles for _ in range(channels))
    with soundfile.SoundFile(made, "w", rate, channels, format=container, subtype=coding) as file:
        file.buffer_write(samples.tobytes(), "int16")
    with Decoder(made) as decoder:
        assert (decoder.rate, decoder.length) == (rate, pytest.approx(5000, abs=60))
        decoder.seek(3000)
        assert heard_pitch(decoder.read(rate), rate) == pytest.approx(pitch(3), abs=20)


@pytest.mark.parametrize(
    "content", [b"", b"T no sound", b"\0\0\0\x20ftypM4A " + bytes(2000), b"fLaC" + bytes(90)]
)
def test_what_is_no_sound_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(InputError, match="not-readable"):
        Decoder(io.BytesIO(content))


def claiming(rate: int, channels: int) -> io.BytesIO:
    """A WAV file of a few samples whose header claims these."""
    samples = bytes(2 * channels * 200)
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * 2 * channels & 0xFFFFFFFF, 2 * channels, 16)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(samples)) + samples
    return io.BytesIO(b"RIFF" + struct.pack("<I", len(body)) + body)


@pytest.mark.parametrize(("rate", "channels"), [(5, 1), (2**31 - 1, 1), (400_000, 1), (48_000, 1024)])
def test_a_rate_that_no_recorder_has_is_no_sound(rate: int, channels: int) -> None:
    """Playing it would take hours for a second, or all memory for what changes the rate."""
    with pytest.raises(InputError, match="not-readable"):
        Decoder(claiming(rate, channels))


def test_a_stranger_s_stream_that_was_cut_ends_where_it_was_cut() -> None:
    """Its header goes on claiming the whole."""
    made = io.BytesIO()
    with soundfile.SoundFile(made, "w", RATE, 1, format="MP3", subtype="MPEG_LAYER_III") as file:
        file.buffer_write(tone(0, 20 * RATE), "int16")
    with Decoder(io.BytesIO(made.getvalue()[: made.tell() // 2])) as decoder:
        heard = everything(decoder)
        assert 8 * RATE < len(heard) // 2 < 12 * RATE
        decoder.seek(decoder.length)
        assert everything(decoder) == b""


def claiming_samples(count: int) -> bytes:
    """A FLAC file of a second whose header claims so many samples."""
    made = bytearray(recorded(1, FLAC))
    made[21:26] = (int.from_bytes(made[21:26], "big") >> 36 << 36 | count).to_bytes(5, "big")
    return bytes(made)


def test_a_length_that_no_recorder_has_is_no_sound() -> None:
    """It would stand on the line of time, and push everything after it out of what a journal takes."""
    with Decoder(io.BytesIO(claiming_samples(RATE))) as decoder:
        assert decoder.length == 1000
    with pytest.raises(InputError, match="not-readable"):
        Decoder(io.BytesIO(claiming_samples(2**36 - 1)))


def test_what_a_good_recorder_claims_is_believed() -> None:
    with Decoder(claiming(192_000, 8)) as decoder:
        assert (decoder.rate, len(decoder.read(200))) == (192_000, 400)


def test_a_stream_of_nothing_but_headers_does_not_keep_anybody_waiting() -> None:
    """Each could begin a frame, and each could end every one before it: days, if all were tried."""
    header = bytes([0xFF, 0xF8, 0xC9, 0x08, 0, 0x95])
    with Decoder(io.BytesIO(recorded(1, FLAC, closed=False) + header * 11_000)) as decoder:
        assert (decoder.length, decoder.read(100)) == (0, b"")
