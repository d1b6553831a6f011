"""A sketch is a picture everywhere, and its strokes come back from inside; hostile ones do not."""

from __future__ import annotations

import json
import struct
import zlib

import pytest
from PySide6.QtGui import QImage

from interview_kit.images.hidden import Hidden
from interview_kit.images.stripped import without_hidden
from interview_kit.images.strokes import CHUNK, Drawing, drawing_in
from interview_kit_ui.widgets.ink_painting import encoded, ground_of
from tests.images.photographs import told_by
from tests.invented_drawings import signature, sketch

PART = (0.0, 0.0, 0.2)


def made(drawing: Drawing) -> bytes:
    return encoded(drawing, ground_of(drawing))


def with_chunk(payload: bytes) -> bytes:
    """A picture with somebody else's words in the place of the strokes."""
    png = made(Drawing(40, 30))
    start = png.index(CHUNK) - 4
    end = png.index(b"IEND") - 4
    chunk = struct.pack(">I", len(payload)) + CHUNK + payload + struct.pack(">I", zlib.crc32(CHUNK + payload))
    return png[:start] + chunk + png[end:]


@pytest.mark.parametrize("drawing", [sketch(), sketch(PART), signature(), Drawing(40, 30)])
def test_what_was_drawn_comes_back_as_it_was(qapp: object, drawing: Drawing) -> None:
    assert drawing_in(made(drawing)) == drawing


def test_every_program_sees_the_drawing(qapp: object) -> None:
    image = QImage.fromData(made(sketch()))
    assert (image.width(), image.height()) == (1600, 1000)
    assert image.pixelColor(222, 500).lightness() < 80
    assert image.pixelColor(60, 60).lightness() == 255


def test_a_drawing_tells_nothing_beside_what_it_shows(qapp: object) -> None:
    content = made(sketch())
    assert told_by(content) == Hidden()
    names = set()
    at = 8
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        names.add(name)
        at += 12 + length
    assert names == {b"IHDR", b"IDAT", CHUNK, b"IEND"}


def test_a_copy_shows_the_same_and_cannot_be_drawn_on(qapp: object) -> None:
    content = made(sketch())
    copy = without_hidden(content)
    assert drawing_in(copy) is None
    assert QImage.fromData(copy) == QImage.fromData(content)


GOOD = {"v": 1, "size": [40, 30], "map": None, "strokes": [[8, [1, 2, 3]]]}


@pytest.mark.parametrize(
    "told",
    [
        GOOD | {"v": 2},
        GOOD | {"size": [40]},
        GOOD | {"size": [40, 10**9]},
        GOOD | {"size": [True, 30]},
        GOOD | {"map": [1, 2]},
        GOOD | {"map": ["nan", 0, 1]},
        GOOD | {"map": [0, 0, 0]},
        GOOD | {"map": [10**400, 0, 1]},
        GOOD | {"strokes": [[8, [1, 2]]]},
        GOOD | {"strokes": [[8, []]]},
        GOOD | {"strokes": [[8, [1, 2, 300]]]},
        GOOD | {"strokes": [[8, [41, 2, 3]]]},
        GOOD | {"strokes": [[8, [1.5, 2, 3]]]},
        GOOD | {"strokes": [[0, [1, 2, 3]]]},
        GOOD | {"strokes": [[8, [1, 2, 3] * 200_001]]},
        GOOD | {"strokes": 5},
        [],
        None,
        {},
    ],
)
def test_strokes_that_make_no_sense_are_none(qapp: object, told: object) -> None:
    assert drawing_in(with_chunk(zlib.compress(json.dumps(told).encode()))) is None


def test_strokes_that_would_fill_the_memory_or_nest_without_end_are_none(qapp: object) -> None:
    assert drawing_in(with_chunk(zlib.compress(bytes(80_000_000)))) is None
    assert drawing_in(with_chunk(zlib.compress(b"[" * 1_000_000))) is None
    assert drawing_in(with_chunk(b"no zlib at all")) is None
    assert drawing_in(with_chunk(zlib.compress(json.dumps(GOOD).encode()))) is not None


def test_a_picture_that_was_cut_holds_no_drawing(qapp: object) -> None:
    content = made(sketch())
    for end in (0, 7, 20, content.index(CHUNK) + 10):
        assert drawing_in(content[:end]) is None
