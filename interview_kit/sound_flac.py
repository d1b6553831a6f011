"""The length of a FLAC stream that does not tell it, because it was only ever appended to, or was cut.

Bytes as in RFC 9639: "fLaC", then the block STREAMINFO (8.2), whose 36 bits of total samples are zero where
nobody knew; frames (9.1) begin with a fixed pattern, their number and an own checksum.
"""

from __future__ import annotations

import io
import os
from typing import IO, Any, Final

_STREAMINFO: Final = 8
#: "fLaC", four bytes of block header, 34 bytes of STREAMINFO.
_HEAD: Final = 42
#: Where in the file the byte lies whose lower half begins the 36 bits of total samples.
_TOTAL: Final = _STREAMINFO + 13
#: Where the last whole frame is looked for: ours take 8 KiB at most, seldom more than 2.
_LONGEST: Final = 64 * 1024
#: What looks like a header where none is comes once in hundreds of streams; more of it is a trap, for every
#: pair of them would be tried.
_MOST_HEADERS: Final = 8


def with_length(source: IO[bytes] | io.RawIOBase) -> IO[bytes] | io.RawIOBase:
    """Return ``source``, or for a FLAC stream of unknown length one that tells how far whole frames go.

    The place in ``source`` is at its beginning afterwards.
    """
    source.seek(0)
    head = source.read(_HEAD) or b""
    source.seek(0)
    if len(head) < _HEAD or head[:4] != b"fLaC" or head[4] & 0x7F or _total(head):
        return source
    total = _count(source, head)
    patched = bytearray(head)
    patched[_TOTAL] = head[_TOTAL] & 0xF0 | total >> 32 & 0x0F
    patched[_TOTAL + 1 : _TOTAL + 5] = (total & 0xFFFFFFFF).to_bytes(4, "big")
    return _Patched(source, bytes(patched))


def _total(head: bytes) -> int:
    return int.from_bytes(head[_TOTAL : _TOTAL + 5], "big") & 0xFFFFFFFFF


def _count(source: IO[bytes] | io.RawIOBase, head: bytes) -> int:
    """Return how many samples the whole frames hold."""
    size = source.seek(0, os.SEEK_END)
    begin = max(_HEAD, size - _LONGEST)
    source.seek(begin)
    end = source.read(size - begin) or b""
    source.seek(0)
    fixed = int.from_bytes(head[_STREAMINFO : _STREAMINFO + 2], "big")
    at, ends = len(end), [len(end)]
    while len(ends) <= _MOST_HEADERS and (at := end.rfind(b"\xff\xf8", 0, at)) >= 0:
        frame = _frame(end[at : at + 16])
        if frame is None:
            continue
        # what looks like a header inside a frame ends nothing, so every end there might be is tried
        if any(_crc16(end[at:stop]) == 0 for stop in ends):  # a checksum over itself leaves nothing
            number, samples = frame
            return number * fixed + samples
        ends.append(at)
    return 0


def _frame(header: bytes) -> tuple[int, int] | None:
    """Return the number of a frame and how many samples it holds; None if it is no header."""
    if len(header) < 6:
        return None
    size_code, rate_code = header[2] >> 4, header[2] & 0x0F
    number, size_at = _coded(header, 4)
    rate_at = size_at + _SIZE_BYTES.get(size_code, 0)
    end = rate_at + _RATE_BYTES.get(rate_code, 0)
    if number < 0 or end >= len(header) or _crc8(header[: end + 1]):
        return None
    told = int.from_bytes(header[size_at:rate_at], "big") + 1
    return number, _BLOCK_SIZES.get(size_code, told)


#: Code of a block's size to samples; two codes say that the size stands further on, in one byte or two.
_BLOCK_SIZES: Final = {
    1: 192,
    **{code: 576 << code - 2 for code in range(2, 6)},
    **{code: 256 << code - 8 for code in range(8, 16)},
}
_SIZE_BYTES: Final = {6: 1, 7: 2}
_RATE_BYTES: Final = {12: 1, 13: 2, 14: 2}


def _coded(data: bytes, at: int) -> tuple[int, int]:
    """Read a number written as UTF-8 writes letters; return it, or -1, and where it ends."""
    first = data[at]
    if first < 0x80:
        return first, at + 1
    more = 7 - (first ^ 0xFF).bit_length()
    rest = data[at + 1 : at + 1 + more]
    if not 1 <= more <= 6 or len(rest) < more or any(byte & 0xC0 != 0x80 for byte in rest):
        return -1, at
    number = first & 0x3F >> more
    for byte in rest:
        number = number << 6 | byte & 0x3F
    return number, at + 1 + more


def _crc8(data: bytes) -> int:
    return _crc(data, 0x107, 8)


def _crc16(data: bytes) -> int:
    return _crc(data, 0x18005, 16)


def _crc(data: bytes, polynomial: int, width: int) -> int:
    """Return the remainder of the polynomial division, first bits first and begun at zero."""
    remainder = 0
    for byte in data:
        remainder ^= byte << width - 8
        for _ in range(8):
            remainder <<= 1
            if remainder >> width:
                remainder ^= polynomial
    return remainder


class _Patched(io.RawIOBase):
    """A source with another beginning of the same length."""

    def __init__(self, source: IO[bytes] | io.RawIOBase, head: bytes) -> None:
        super().__init__()
        self._inner, self._head = source, head

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        begin = self._inner.tell()
        count: int = self._inner.readinto(buffer) or 0  # type: ignore[union-attr] # binary files all have it
        if begin < len(self._head):
            piece = self._head[begin : begin + count]
            memoryview(buffer).cast("B")[: len(piece)] = piece
        return count

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()
