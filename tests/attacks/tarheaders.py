"""Tar headers that mean something else to another program, or to the same one on another day."""

from __future__ import annotations

import io
import random
import tarfile
from collections.abc import Iterator
from typing import Final

from interview_kit.crypto import ustar
from tests.attacks.campaign import Kind
from tests.attacks.forger import Layout, archive
from tests.attacks.heads import place_of
from tests.attacks.scene import Case, Scene, shuffled

BLOCK: Final = ustar.BLOCK


def block(name: bytes, size: int = 0, changes: dict[int, bytes] | None = None) -> bytes:
    """Return a header block with a good checksum, whatever stands in it. ``changes``: offset to bytes."""
    made = bytearray(ustar.header("x", size))
    made[:100] = name.ljust(100, b"\0")
    for offset, data in (changes or {}).items():
        made[offset : offset + len(data)] = data
    return summed(bytes(made))


def summed(header: bytes) -> bytes:
    """Return a header with the checksum it must have."""
    made = bytearray(header)
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


NAMES: Final = {
    "a parent folder": b"../interview.json",
    "two folders up": b"attachments/../../evil",
    "here": b"./interview.json",
    "here, inside": b"attachments/./x",
    "two slashes": b"attachments//x",
    "a slash at the end": b"attachments/x/",
    "from the root": b"/etc/passwd",
    "another system's root": b"c:\\evil",
    "a share": b"\\\\evil\\x",
    "a stream of another system": b"attachments/x:y",
    "a hidden file": b"attachments/.ssh",
    "capital letters": b"Attachments/x",
    "a space": b"attachments/x y",
    "a line end": b"attachments/x\ny",
    "a tab": b"attachments/x\ty",
    "an option": b"-rf",
    "Hangul": "첨부/가".encode(),
    "backwards": "attachments/\u202egpj".encode(),
    "overlong UTF-8": b"attachments/\xc0\xaf",
    "not UTF-8": b"attachments/\xff",
    "an end inside": b"attachments/a\0../../b",
    "a name that fills its field": b"a" * 100,
    "no name": b"",
}
TYPES: Final = {
    "a hard link": {156: b"1", 157: b"interview.json"},
    "a symbolic link": {156: b"2", 157: b"/etc"},
    "a symbolic link upwards": {156: b"2", 157: b"../../laptop"},
    "a character device": {156: b"3", 329: b"0000001\0"},
    "a block device": {156: b"4", 329: b"0000010\0"},
    "a folder": {156: b"5"},
    "a pipe": {156: b"6"},
    "a contiguous file": {156: b"7"},
    "an extended header": {156: b"x"},
    "a global extended header": {156: b"g"},
    "a long name": {156: b"L"},
    "a long link": {156: b"K"},
    "a sparse file": {156: b"S"},
    "a volume": {156: b"V"},
    "a file of many volumes": {156: b"M"},
    "a dumped folder": {156: b"D"},
    "an old plain file": {156: b"\0"},
    "another vendor's": {156: b"A"},
}
FIELDS: Final = {
    "a name in two parts": {345: b"attachments"},
    "a parent in two parts": {345: b".."},
    "executable": {100: b"0000755\0"},
    "set to run as its owner": {100: b"0004755\0"},
    "an owner": {108: b"0001750\0"},
    "a group": {116: b"0001750\0"},
    "an owner's name": {265: b"root"},
    "a group's name": {297: b"wheel"},
    "a device number": {329: b"0000001\0"},
    "a time": {136: b"14761234567\0"},
    "GNU's magic": {257: b"ustar  \0"},
    "no magic": {257: bytes(8)},
    "another version": {257: b"ustar\x0001"},
    "a negative size": {124: b"-0000000001\0"},
    "a size in another base": {124: b"\x80" + bytes(11)},
    "a giant size in another base": {124: b"\x80" + b"\xff" * 11},
    "a size with spaces": {124: b"          0\0"},
    "a size with underscores": {124: b"0_0_0_0_0_0\0"},
    "a size of other digits": {124: b"0x000000000\0"},
    "a size without its end": {124: b"000000000000"},
    "no size": {124: bytes(12)},
    "a link's name": {157: b"x"},
    "something after the last field": {511: b"\1"},
    "something in an unused field": {500: b"\1"},
}


def _hostile() -> dict[str, bytes]:
    made = {f"name: {what}": block(name) for what, name in NAMES.items()}
    made |= {f"type: {what}": block(b"attachments/x", changes=them) for what, them in TYPES.items()}
    made |= {f"field: {what}": block(b"attachments/x", changes=them) for what, them in FIELDS.items()}
    made["a wrong checksum"] = ustar.header("attachments/x", 0).replace(b"0000000\0", b"0000001\0", 1)
    made["a checksum of signed bytes"] = block(b"attachments/x")[:148] + b"000000\0 " + block(b"x")[156:]
    return made


def _inserted(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A hostile header before every member, and after the last."""
    forger = scene.forger()
    layout = forger.layout()
    plain = archive(layout)
    places = [place_of(layout, name) for name, _ in layout] + [len(plain) - len(ustar.END)]
    for what, hostile in shuffled(chance, _hostile().items()):
        for place in shuffled(chance, places):
            yield f"{what}, at {place}", forger.sealed(plain[:place] + hostile + plain[place:])


def _in_place(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The header of every member as it is, but for one field, with the checksum that makes it good."""
    forger = scene.forger()
    layout = forger.layout()
    plain = archive(layout)
    for what, changes in shuffled(chance, (TYPES | FIELDS).items()):
        for name, _ in shuffled(chance, layout):
            at = place_of(layout, name)
            header = bytearray(plain[at : at + BLOCK])
            for offset, data in changes.items():
                header[offset : offset + len(data)] = data
            yield f"{name}: {what}", forger.sealed(plain[:at] + summed(bytes(header)) + plain[at + BLOCK :])


def _summed_bytes(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every byte of the journal's header changed, with the checksum made anew."""
    forger = scene.forger()
    layout = forger.layout()
    plain, at = archive(layout), place_of(layout, "journal.jsonl")
    for place in shuffled(chance, (place for place in range(BLOCK) if not 148 <= place < 156)):
        header = bytearray(plain[at : at + BLOCK])
        header[place] ^= chance.randrange(1, 256)
        yield (
            f"byte {place} is {header[place]}",
            forger.sealed(plain[:at] + summed(bytes(header)) + plain[at + BLOCK :]),
        )


def _sizes(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Sizes that lie, with the content as it is."""
    forger = scene.forger()
    layout = forger.layout()
    plain = archive(layout)
    for name, data in shuffled(chance, layout):
        at, size = place_of(layout, name), len(data)
        lies = {0, 1, size - 1, size + 1, size - BLOCK, size + BLOCK, 2 * size, len(plain), 2**31, 2**32}
        lies |= {ustar.MAX_SIZE, 64 * 2**20 + 1, 8 * 2**20 + 1, 16 * 2**10 + 1}
        for lie in shuffled(chance, (lie for lie in lies if 0 <= lie != size)):
            header = ustar.header(name, lie)
            yield f"{name} of {lie} bytes", forger.sealed(plain[:at] + header + plain[at + BLOCK :])


def _fills(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What fills a member's last block up is zeros: nothing can be hidden there."""
    forger = scene.forger()
    layout = forger.layout()
    plain = archive(layout)
    for name, data in shuffled(chance, layout):
        end = place_of(layout, name) + BLOCK + len(data)
        fill = -len(data) % BLOCK
        for place in chance.sample(range(fill), min(fill, 20)):
            hidden = bytes([chance.randrange(1, 256)])
            yield (
                f"after {name}, byte {place}",
                forger.sealed(plain[: end + place] + hidden + plain[end + place + 1 :]),
            )


def _by_others(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The same members, written by Python's tarfile: not an archive of another byte is ours."""
    forger = scene.forger()
    layout = forger.layout()
    for name, way in {
        "ustar": tarfile.USTAR_FORMAT,
        "GNU": tarfile.GNU_FORMAT,
        "pax": tarfile.PAX_FORMAT,
    }.items():
        yield name, forger.sealed(_written(layout, way))
        yield f"{name} with comments", forger.sealed(_written(layout, way, {"comment": "T"}))
        yield f"{name} with another name on top", forger.sealed(_written(layout, way, {"path": "../evil"}))
    yield "pax with a giant size", forger.sealed(_written(layout, tarfile.PAX_FORMAT, {"size": "9" * 30}))
    yield (
        "pax with a sparse file",
        forger.sealed(
            _written(layout, tarfile.PAX_FORMAT, {"GNU.sparse.major": "1", "GNU.sparse.realsize": str(2**40)})
        ),
    )


def _written(layout: Layout, way: int, extended: dict[str, str] | None = None) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=way) as made:
        for name, data in layout:
            member = tarfile.TarInfo(name)
            member.size, member.pax_headers = len(data), extended or {}
            made.addfile(member, io.BytesIO(data))
    return sink.getvalue()


TAR: Final = frozenset({"crypto.tar"})
SIGNER_TOO: Final = TAR | {"trust.not-a-bundle"}
KINDS: Final = (
    Kind("hostile tar headers inserted", 5, _inserted, SIGNER_TOO),
    Kind("tar headers with other fields", 5, _in_place, SIGNER_TOO),
    Kind("bytes of a tar header, summed", 5, _summed_bytes, TAR | {"trust.member-order"}),
    Kind(
        "sizes that lie",
        5,
        _sizes,
        SIGNER_TOO | {"crypto.tar-member-too-large", "bundle.members", "crypto.signature-invalid"},
    ),
    Kind("something in a member's fill", 4, _fills, TAR),
    Kind("archives by other programs", 5, _by_others, SIGNER_TOO),
)
