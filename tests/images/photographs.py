"""Invented photographs, made anew for each test: real JPEG, PNG and WebP with what cameras write beside.

The place is a field beside a road; nobody was there.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from interview_kit.images import hidden
from interview_kit.images.hidden import Hidden

POSITION: Final = (41.4025, 128.1775)
DEVICE: Final = "T-Camera 7"
OWNER: Final = "T-owner 하늘"
SERIAL: Final = "T-000417"
TAKEN: Final = "2009:04:15 14:30:00"
XMP: Final = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>exif:GPSLatitude=41,24.15N</x:xmpmeta>"
BEHIND: Final = b"T-behind-the-end"
#: Everything in the files below that must not be in a copy.
TRACES: Final = (DEVICE.encode(), OWNER.encode(), SERIAL.encode(), TAKEN.encode(), b"GPS", b"xmpmeta", BEHIND)


def told_by(content: bytes) -> Hidden:
    """What a file says beside what it shows."""
    return hidden.find(io.BytesIO(content))


def painting(width: int = 240, height: int = 160) -> QImage:
    """A picture whose corners differ, so that turning it shows."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height // 2, QColor("#cc3322"))
    painter.fillRect(width // 2, height // 2, width, height, QColor("#228833"))
    painter.end()
    return image


def encoded(image: QImage, kind: str, quality: int = 90) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, quality)
    buffer.close()
    return bytes(held.data())


def exif_block(order: str = "<", orientation: int = 1, *, position: bool = True) -> bytes:
    """A block as a telephone writes it: device, owner, time, position and a thumbnail."""
    north, east = ((degrees(one)) for one in POSITION)
    gps = [
        (1, 2, b"N\0"),
        (2, 5, rationals(order, north)),
        (3, 2, b"E\0"),
        (4, 5, rationals(order, east)),
    ]
    details = [(0x9003, 2, text(TAKEN)), (0xA430, 2, text(OWNER)), (0xA431, 2, text(SERIAL))]
    first = [(0x0110, 2, text(DEVICE)), (0x0112, 3, struct.pack(order + "H", orientation))]
    return tiff(order, first, details, gps if position else [])


Entry = tuple[int, int, bytes]


def tiff(order: str, first: list[Entry], details: list[Entry], gps: list[Entry]) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    pointers = 2 if gps else 1
    at_details = 8 + length(first) + 12 * pointers
    at_gps = at_details + length(details)
    at_second = at_gps + (length(gps) if gps else 0)
    whole = [*first, (0x8769, 4, struct.pack(order + "I", at_details))]
    if gps:
        whole.append((0x8825, 4, struct.pack(order + "I", at_gps)))
    block = mark + struct.pack(order + "I", 8) + directory(order, whole, 8, at_second)
    block += directory(order, details, at_details) + (directory(order, gps, at_gps) if gps else b"")
    return block + directory(order, [(0x0201, 4, struct.pack(order + "I", 0))], at_second)


def length(entries: list[Entry]) -> int:
    return 6 + 12 * len(entries) + sum(len(value) for _, _, value in entries if len(value) > 4)


def directory(order: str, entries: list[Entry], at: int, following: int = 0) -> bytes:
    table, values = struct.pack(order + "H", len(entries)), b""
    place = at + 6 + 12 * len(entries)
    for tag, kind, value in entries:
        count = len(value) // {2: 1, 3: 2, 4: 4, 5: 8}[kind]
        if len(value) > 4:
            held = struct.pack(order + "I", place + len(values))
            values += value
        else:
            held = value.ljust(4, b"\0")
        table += struct.pack(order + "HHI", tag, kind, count) + held
    return table + struct.pack(order + "I", following) + values


def text(words: str) -> bytes:
    return words.encode() + b"\0" + bytes(len(words.encode() + b"\0") % 2)


def degrees(angle: float) -> tuple[int, int, int]:
    whole, minutes = int(angle), int(angle % 1 * 60)
    return whole, minutes, round((angle - whole - minutes / 60) * 360_000)


def rationals(order: str, parts: tuple[int, int, int]) -> bytes:
    return struct.pack(order + "6I", parts[0], 1, parts[1], 1, parts[2], 100)


def jpeg(
    orientation: int = 1, order: str = "<", *, position: bool = True, image: QImage | None = None
) -> bytes:
    """A photograph of a telephone, with a second one behind its end."""
    plain = encoded(image or painting(), "JPEG")
    block = b"Exif\0\0" + exif_block(order, orientation, position=position)
    notes = segment(0xE1, block)
    if position:
        notes += (
            segment(0xE1, XMP)
            + segment(0xFE, f"made by {OWNER}".encode())
            + segment(0xED, b"Photoshop 3.0\0")
        )
    return plain[:2] + notes + plain[2:] + (BEHIND if position else b"")


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


def png() -> bytes:
    """A picture of a screen that was worked over."""
    plain = encoded(painting(), "PNG")
    notes = chunk(b"eXIf", exif_block(">")) + chunk(b"tEXt", f"Author\0{OWNER}".encode())
    notes += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)
    return plain[:33] + notes + plain[33:] + BEHIND


def chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def webp() -> bytes:
    """A picture as messengers send it, with everything left in."""
    plain = encoded(painting(), "WEBP")
    image = plain[12:]
    extended = struct.pack("<4sI", b"VP8X", 10) + bytes([0x0C, 0, 0, 0]) + size24(240) + size24(160)
    body = b"WEBP" + extended + image + riff(b"EXIF", exif_block()) + riff(b"XMP ", XMP)
    return b"RIFF" + struct.pack("<I", len(body)) + body + BEHIND


def size24(pixels: int) -> bytes:
    return (pixels - 1).to_bytes(3, "little")


def riff(name: bytes, payload: bytes) -> bytes:
    return struct.pack("<4sI", name, len(payload)) + payload + bytes(len(payload) % 2)
