"""A copy of a picture for looking at and for export: the same picture, without what it says beside.

Nothing is decoded, so nothing is lost and nothing hostile runs: what carries the picture itself is copied,
piece by piece, and everything else is left behind: EXIF, XMP, colour profiles, comments, small pictures
inside, whatever stands behind the end. Of EXIF only how the picture is to be turned is said anew. A list of
what may stay cannot forget what must go. The original is never changed.

Facts: ITU-T T.81 and JFIF 1.02, the PNG specification, RFC 9649 (WebP).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final

from interview_kit.errors import RefusedError
from interview_kit.images import exif

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: Tables, frames (with their restarts) and scans: what a decoder needs.
_JPEG_KEPT: Final = frozenset(
    {0xDB, 0xC4, 0xCC, 0xDD, 0xDA, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)}
)
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_SCAN, _END, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xEE
#: Beside what is kept: how to show it, and EXIF, which is read where it is asked for.
_JPEG_PLAIN: Final = (
    (_APP0, b"JFIF\0"),
    (_APP1, b"Exif\0\0"),
    (_APP2, b"ICC_PROFILE\0"),
    (_APP14, b"Adobe"),
)
#: How Adobe's programs say how colours are meant: the only note without which they would be wrong.
_ADOBE: Final = 12
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"})
#: How much these hold. What is longer holds something else.
_PNG_LENGTHS: Final = {b"IHDR": 13, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"IEND": 0}
_PNG_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
#: ``ikST`` are the strokes of a drawing of ours, which can be seen.
_PNG_PLAIN: Final = _PNG_KEPT.union(
    (b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"hIST", b"sPLT", b"pHYs"),
    (b"eXIf", b"acTL", b"fcTL", b"fdAT", b"ikST"),
)
_WEBP_KEPT: Final = frozenset({b"VP8X", b"ALPH", b"VP8 ", b"VP8L"})
_WEBP_PLAIN: Final = _WEBP_KEPT | {b"ICCP", b"EXIF", b"ANIM", b"ANMF"}
#: In VP8X: that there is transparency. The rest says what was left behind.
_WEBP_ALPHA: Final = 0x10


def kind(content: bytes) -> str:
    """Return the media type of a picture there can be a copy of, by what it begins with; else nothing."""
    if content.startswith(_JPEG):
        return "image/jpeg"
    if content.startswith(_PNG):
        return "image/png"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def without_hidden(content: bytes) -> bytes:
    """Return a copy that shows the same and says nothing else.

    Raises :class:`RefusedError` ``images.no-copy`` for what is neither JPEG, PNG nor WebP, or is not whole.
    """
    copiers = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
    copier = copiers.get(kind(content))
    if copier is None:
        raise RefusedError("images.no-copy")
    try:
        return b"".join(copier(content))
    except (IndexError, struct.error):
        raise RefusedError("images.no-copy") from None


def has_more(content: bytes) -> bool:
    """Whether a picture of a kind there can be a copy of holds what a copy leaves behind.

    EXIF is not counted, nor what says how to show it. Of what is damaged only the whole part is looked at.
    """
    lookers = {"image/jpeg": _jpeg_has_more, "image/png": _png_has_more, "image/webp": _webp_has_more}
    try:
        return lookers[kind(content)](content)
    except (RefusedError, IndexError, struct.error):
        return False


def _jpeg_has_more(content: bytes) -> bool:
    for marker, payload, _ in _segments(content):
        if marker == _END:
            return bool(payload.strip(b"\0"))
        plain = any(marker == one and payload.startswith(name) for one, name in _JPEG_PLAIN)
        if marker not in _JPEG_KEPT and not plain:
            return True
    return False


def _png_has_more(content: bytes) -> bool:
    chunks = list(png_chunks(content))
    unknown = any(name not in _PNG_PLAIN for name, _, _ in chunks)
    return unknown or bool(content[chunks[-1][2] :].strip(b"\0"))


def _webp_has_more(content: bytes) -> bool:
    at, beyond = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    while at + 8 <= min(beyond, len(content)):
        name, length = struct.unpack_from("<4sI", content, at)
        if name not in _WEBP_PLAIN:
            return True
        at += 8 + length + length % 2
    return bool(content[beyond:].strip(b"\0"))


def _jpeg(content: bytes) -> Iterator[bytes]:
    turned = 1
    head: list[bytes] = []
    body: list[bytes] = []
    for marker, payload, segment in _segments(content):
        if marker == _APP0 and payload.startswith(b"JFIF\0"):
            head = [_JFIF]
        elif marker == _APP14 and payload.startswith(b"Adobe"):
            body.append(b"\xff\xee\x00\x0e" + payload[:_ADOBE].ljust(_ADOBE, b"\0"))
        elif marker == _APP1 and payload.startswith(b"Exif\0\0"):
            found = exif.read(io.BytesIO(payload), 6)
            turned = found.orientation if found else turned
        elif marker in _JPEG_KEPT:
            body.append(segment)
    yield content[:2]
    yield from head
    if turned != 1:
        block = b"Exif\0\0" + exif.turning(turned)
        yield b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    yield from body
    yield b"\xff\xd9"


def _segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the marker of each segment, what it holds, and all of it; to a scan belongs what follows it.

    Last comes the end, with whatever stands behind it.
    """
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            yield marker, content[at + 2 :], content[at : at + 2]
            return
        length = struct.unpack_from(">H", content, at + 2)[0]
        end = at + 2 + length
        if length < 2 or end > len(content):
            break
        after = _end_of_scan(content, end) if marker == _SCAN else end
        yield marker, content[at + 4 : end], content[at:after]
        at = after
    raise RefusedError("images.no-copy")


def _end_of_scan(content: bytes, start: int) -> int:
    """Return where the next marker stands. Inside a scan, 0 or the number of a restart follows 255."""
    at = content.find(b"\xff", start)
    while at >= 0:
        following = content[at + 1]
        if following and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at = content.find(b"\xff", at + 1)
    raise RefusedError("images.no-copy")


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    for name, start, end in png_chunks(content):
        if name in _PNG_KEPT and end - start - 12 == _PNG_LENGTHS.get(name, end - start - 12):
            yield content[start:end]
        elif name == b"IEND":
            yield _PNG_END


def png_chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk, and where it begins and ends.

    Raises :class:`RefusedError` ``images.no-copy`` where the picture is not whole.
    """
    at, name = len(_PNG), b""
    while name != b"IEND":
        start, room = at, len(content) - at - 12
        if room < 0:
            raise RefusedError("images.no-copy")
        length, name = struct.unpack_from(">I4s", content, start)
        if length > room:
            raise RefusedError("images.no-copy")
        at = start + 12 + length
        yield name, start, at


def _webp(content: bytes) -> Iterator[bytes]:
    kept: list[bytes] = []
    at, beyond = 12, 8 + struct.unpack_from("<I", content, 4)[0]
    if beyond > len(content):
        raise RefusedError("images.no-copy")
    while at + 8 <= beyond:
        name, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if end > len(content) or name == b"ANMF":  # of what moves, every picture may hold notes of its own
            raise RefusedError("images.no-copy")
        piece = content[at:end]
        if name == b"VP8X":
            piece = piece[:8] + bytes([piece[8] & _WEBP_ALPHA]) + piece[9:]
        if name in _WEBP_KEPT:
            kept.append(piece)
        at = end
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<I", len(body)) + body
