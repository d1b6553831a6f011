"""What a picture says beside what it shows is found; a copy shows the same and says nothing of it."""

from __future__ import annotations

import contextlib
import io
import struct
from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from interview_kit.errors import RefusedError
from interview_kit.images import hidden
from interview_kit.images.hidden import Hidden
from interview_kit.images.stripped import kind, without_hidden
from tests.changes import chance
from tests.images import photographs
from tests.images.photographs import DEVICE, OWNER, POSITION, SERIAL, TAKEN, TRACES, told_by

MADE: dict[str, Callable[[], bytes]] = {
    "image/jpeg": photographs.jpeg,
    "image/png": photographs.png,
    "image/webp": photographs.webp,
}


def shown(content: bytes) -> QImage:
    """What anybody sees who opens it, turned as it says."""
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("media", MADE)
def test_a_photograph_tells_where_when_and_by_whom_it_was_taken(media: str) -> None:
    content = MADE[media]()
    assert kind(content) == media
    found = told_by(content)
    assert found.position == pytest.approx(POSITION, abs=1e-6)
    assert found.located
    assert (found.device, found.serial, found.taken, found.owner) == (DEVICE, SERIAL, TAKEN, OWNER)
    assert found.thumbnail
    assert found.notes


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_block_is_found_however_it_is_wrapped(order: str) -> None:
    """In a PDF of many pages, in the middle of a film, at the edge of what is read in one go, as a TIFF."""
    block = photographs.exif_block(order)
    for before in (0, 1, 70_000, 256 * 1024 - 8, 256 * 1024 - 3, 256 * 1024):
        found = hidden.find(io.BytesIO(bytes(before) + b"Exif\0\0" + block + bytes(500)))
        assert found.position == pytest.approx(POSITION, abs=1e-6), before
    assert told_by(block).device == DEVICE


@pytest.mark.parametrize(
    "note", [b"..exif:GPSLatitude..", b"..\xa9xyz..", b"com.apple.quicktime.location.ISO6709"]
)
def test_a_position_that_is_not_in_exif_is_warned_of_too(note: bytes) -> None:
    found = told_by(bytes(262_140) + note)
    assert (found.located, found.position) == (True, None)


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_block_is_found_where_nothing_stands_before_it(order: str) -> None:
    """AVIF, JPEG XL and some raw files hold it bare."""
    found = told_by(b"\0\0\0\x1cftypavif" + bytes(300_000) + photographs.exif_block(order) + bytes(50))
    assert found.position == pytest.approx(POSITION, abs=1e-6)
    assert found.serial == SERIAL


@pytest.mark.parametrize("tag", [0x010E, 0x8298, 0x9C9D])
def test_words_in_exif_that_are_not_read_are_warned_of(tag: int) -> None:
    """What is shown, whose it is, and the author as Windows writes it."""
    block = photographs.tiff("<", [(tag, 2, photographs.text(OWNER))], [], [])
    assert told_by(b"Exif\0\0" + block).notes


def beside() -> dict[str, bytes]:
    """Pictures that say a name in a way nobody searches for."""
    said = OWNER.encode()
    photo, screen, sent = (
        photographs.encoded(photographs.painting(), one) for one in ("JPEG", "PNG", "WEBP")
    )
    return {
        "comment": photo[:2] + photographs.segment(0xFE, said) + photo[2:],
        "note of a maker": photo[:2] + photographs.segment(0xE5, said) + photo[2:],
        "film behind a photograph": photo + b"\0\0\0\x18ftypmp42" + said,
        "unknown chunk": screen[:33] + photographs.chunk(b"teSt", said) + screen[33:],
        "what was cut off a screen": screen + said,
        "unknown piece": sent + photographs.riff(b"TEST", said),
    }


@pytest.mark.parametrize("where", beside())
def test_what_nobody_knows_of_is_warned_of_and_left_behind(where: str) -> None:
    content = beside()[where]
    assert told_by(content) == Hidden(notes=True)
    copy = without_hidden(content)
    assert OWNER.encode() not in copy
    assert told_by(copy) == Hidden()
    assert shown(copy) == shown(content)


def test_what_tells_how_to_show_a_picture_tells_nothing_else() -> None:
    profile = photographs.segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(200))
    photo = photographs.encoded(photographs.painting(), "JPEG")
    assert told_by(photo[:2] + profile + photo[2:] + bytes(4)) == Hidden()


@pytest.mark.parametrize("name", [b"gAMA", b"cHRM", b"sRGB", b"IEND"])
def test_a_chunk_that_is_longer_than_it_can_be_stays_behind(name: bytes) -> None:
    plain = photographs.encoded(photographs.painting(), "PNG")
    place = -12 if name == b"IEND" else 33
    copy = without_hidden(plain[:place] + photographs.chunk(name, bytes(32) + OWNER.encode()) + plain[place:])
    assert OWNER.encode() not in copy
    assert shown(copy) == shown(plain)


@pytest.mark.parametrize("sign", [b"docProps/core.xml", b"<metadata>", b"/Author"])
def test_what_a_document_says_of_its_author_is_warned_of(sign: bytes) -> None:
    assert told_by(b"PK\x03\x04" + bytes(500) + sign).notes


def test_a_southern_and_western_place_is_no_northern_and_eastern_one() -> None:
    block = photographs.exif_block().replace(b"N\0\0\0", b"S\0\0\0").replace(b"E\0\0\0", b"W\0\0\0")
    found = told_by(block).position
    assert found == pytest.approx((-POSITION[0], -POSITION[1]), abs=1e-6)


def test_a_picture_that_says_nothing_is_not_warned_of() -> None:
    for name in ("JPEG", "PNG", "WEBP"):
        plain = photographs.encoded(photographs.painting(), name)
        assert told_by(plain) == Hidden()


@pytest.mark.parametrize("media", MADE)
def test_a_copy_shows_the_same_and_tells_nothing(media: str) -> None:
    content = MADE[media]()
    copy = without_hidden(content)
    assert all(trace in content for trace in TRACES if trace != b"xmpmeta" or media != "image/png")
    assert [trace for trace in TRACES if trace in copy] == []
    assert told_by(copy) == Hidden()
    assert shown(copy) == shown(content)


def test_the_copy_of_a_copy_is_the_copy() -> None:
    for make in MADE.values():
        copy = without_hidden(make())
        assert without_hidden(copy) == copy


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_copy_is_turned_as_the_original_is(orientation: int) -> None:
    content = photographs.jpeg(orientation, ">")
    copy = without_hidden(content)
    assert shown(copy) == shown(content)
    assert shown(copy).width() == (160 if orientation > 4 else 240)
    assert (b"Exif" in copy) == (orientation != 1)
    assert [trace for trace in TRACES if trace in copy] == []


def test_a_progressive_photograph_has_a_copy_too() -> None:
    """It comes in many scans, with tables between them."""
    image = photographs.painting()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    from PySide6.QtGui import QImageWriter

    writer = QImageWriter(buffer, b"jpeg")
    writer.setProgressiveScanWrite(True)
    assert writer.write(image)
    plain = bytes(held.data())
    assert plain.count(b"\xff\xda") > 1
    content = plain[:2] + photographs.segment(0xE1, b"Exif\0\0" + photographs.exif_block()) + plain[2:]
    copy = without_hidden(content)
    assert shown(copy) == shown(plain)
    assert DEVICE.encode() not in copy


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff", bytes(500)]
)
def test_of_what_is_no_picture_there_is_no_copy(content: bytes) -> None:
    with pytest.raises(RefusedError, match="no-copy"):
        without_hidden(content)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_and_hostile_files_are_read_or_refused(seed: int) -> None:
    """Whatever is changed or cut: an answer or a refusal, never anything else, and no note slips through."""
    draw = chance(seed)
    content = bytearray(draw.choice(list(MADE.values()))())
    for _ in range(draw.randrange(1, 30)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    broken = bytes(content[: draw.randrange(len(content))] if draw.random() < 0.5 else content)
    assert isinstance(told_by(broken), Hidden)
    copy = b""
    with contextlib.suppress(RefusedError):
        copy = without_hidden(broken)
    assert OWNER.encode() not in copy


def test_a_directory_that_claims_to_be_endless_is_not_followed() -> None:
    block = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 65_535) + chance(7).randbytes(4000)
    assert told_by(block * 200).device == ""
