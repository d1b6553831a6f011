"""The head of a bundle, changed by somebody who opened it and encrypts it to the office anew.

He has no signing key. Where the encryption caught a changed byte, only the signatures are left to do it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from interview_kit.crypto import ustar
from tests.attacks.campaign import Kind
from tests.attacks.forger import Forger, Layout, archive
from tests.attacks.scene import Case, Scene, shuffled

SIGNER: Final = "signer"
SSHSIG: Final = "manifest.json.sig"
MLDSA: Final = "manifest.json.mldsa65"
MANIFEST: Final = "manifest.json"
INVALID: Final = frozenset({"crypto.signature-invalid"})


def place_of(layout: Layout, name: str) -> int:
    """Return where a member's header begins in the archive."""
    at = 0
    for member, data in layout:
        if member == name:
            return at
        at += ustar.stored_size(len(data))
    raise KeyError(name)


def _bytes_of(name: str) -> Callable[[Scene, random.Random], Iterator[Case]]:
    """Every byte of one member's content."""

    def cases(scene: Scene, chance: random.Random) -> Iterator[Case]:
        forger = scene.forger()
        layout = forger.layout()
        start = place_of(layout, name) + ustar.BLOCK
        places = range(start, start + len(dict(layout)[name]))
        yield from _flipped(forger, layout, places, chance)

    return cases


def _headers(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every byte of the members' headers, and of what fills the blocks up after them."""
    forger = scene.forger()
    layout = forger.layout()
    places: set[int] = set()
    for name in (SIGNER, SSHSIG, MLDSA, MANIFEST):
        start, size = place_of(layout, name), len(dict(layout)[name])
        places |= set(range(start, start + ustar.BLOCK))
        places |= set(range(start + ustar.BLOCK + size, start + ustar.stored_size(size)))
    yield from _flipped(forger, layout, places, chance)


def _flipped(
    forger: Forger, layout: Layout, places: Sequence[int] | set[int], chance: random.Random
) -> Iterator[Case]:
    plain = bytearray(archive(layout))
    for place in shuffled(chance, places):
        before = plain[place]
        plain[place] ^= chance.randrange(1, 256)
        yield f"byte {place} is {plain[place]}", forger.sealed(bytes(plain))
        plain[place] = before


def _signer_lines(scene: Scene, chance: random.Random) -> Iterator[Case]:
    line = dict(scene.forger().head())[SIGNER]
    colleague = dict(scene.colleague().head())[SIGNER]
    lines = {
        "nobody": b"interview-kit bundle 1 %064d\n" % 0,
        "a colleague": colleague,
        "in capitals": line.upper(),
        "a key id in capitals": line[:23] + line[23:].upper(),
        "a key id too short": line[:-2] + b"\n",
        "a key id too long": line[:-1] + b"0\n",
        "without its line end": line[:-1],
        "other line ends": line[:-1] + b"\r\n",
        "two lines": line + line,
        "a line before": b"\n" + line,
        "a space more": line.replace(b" ", b"  ", 1),
        "a byte order mark": b"\xef\xbb\xbf" + line,
        "JSON": b"{}",
        "nothing": b"",
        "zeros": bytes(len(line)),
        "another kind": line.replace(b"bundle", b"receipt"),
        "a later format": line.replace(b" 1 ", b" 2 "),
        "an earlier format": line.replace(b" 1 ", b" 0 "),
        "a format of two digits": line.replace(b" 1 ", b" 01 "),
        "a format in other digits": line.replace(b" 1 ", " ١ ".encode()),
        "a giant format": line.replace(b" 1 ", b" " + b"9" * 100 + b" "),
        "no format": line.replace(b" 1 ", b" "),
    }
    for name, data in shuffled(chance, lines.items()):
        yield name, _with(scene.forger(), **{SIGNER: data})


def _with(forger: Forger, **members: bytes) -> bytes:
    """Seal a bundle with other content in some members of its head."""
    head = [(name, members.get(name, data)) for name, data in forger.head()]
    return forger.sealed(forger.layout(head))


def _stripped(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """One signature for two, or two of which one is not of this manifest."""
    forger = scene.forger()
    genuine = dict(forger.head())
    second, colleague = dict(scene.second_forger().head()), dict(scene.colleague().head())
    nothing = {SSHSIG: b"", MLDSA: b""}
    ways: dict[str, dict[str, bytes]] = {
        "both are empty": nothing,
        "in each other's place": {SSHSIG: genuine[MLDSA], MLDSA: genuine[SSHSIG]},
        "one for both, the first": {MLDSA: genuine[SSHSIG]},
        "one for both, the second": {SSHSIG: genuine[MLDSA]},
    }
    for name in (SSHSIG, MLDSA):
        size = len(genuine[name])
        ways |= {
            f"{name} is empty": {name: b""},
            f"{name} is all zeros": {name: bytes(size)},
            f"{name} is noise": {name: chance.randbytes(size)},
            f"{name} is cut": {name: genuine[name][:-1]},
            f"{name} is longer": {name: genuine[name] + b"\0"},
            f"{name} is twice itself": {name: 2 * genuine[name]},
            f"{name} of the laptop's other bundle": {name: second[name]},
            f"{name} of a colleague": {name: colleague[name]},
        }
    for name, members in shuffled(chance, ways.items()):
        yield name, _with(scene.forger(), **members)


def _exchanged(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Heads put together of two bundles that are both genuine, and around the content of one of them."""
    for name, other in (("the second", scene.second_forger()), ("a colleague's", scene.colleague())):
        ours, theirs = scene.forger().head(), other.head()
        for mixture in shuffled(chance, range(1, 15)):
            head = [theirs[at] if mixture >> at & 1 else ours[at] for at in range(4)]
            if head not in (ours, theirs):  # both are signed by the same laptop
                yield f"parts {mixture:04b} of {name}", scene.forger().sealed(scene.forger().layout(head))


def _others_manifest(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The whole head of one genuine bundle around the content of another one."""
    for name, other in (("second", scene.second_forger()), ("colleague's", scene.colleague())):
        yield f"head of the {name}", scene.forger().sealed(scene.forger().layout(other.head()))
        yield f"content of the {name}", other.sealed(other.layout(scene.forger().head()))


KINDS: Final = (
    Kind(
        "bytes of the signer line",
        4,
        _bytes_of(SIGNER),
        frozenset({"trust.not-a-bundle", "trust.newer-format", "bundle.unknown-laptop"}),
    ),
    Kind("bytes of the Ed25519 signature", 4, _bytes_of(SSHSIG), INVALID),
    Kind("bytes of the ML-DSA-65 signature", 4, _bytes_of(MLDSA), INVALID),
    Kind("bytes of the manifest", 4, _bytes_of(MANIFEST), INVALID),
    Kind(
        "bytes of the head's tar headers",
        4,
        _headers,
        frozenset({"crypto.tar", "trust.not-a-bundle"}),
    ),
    Kind(
        "other signer lines",
        4,
        _signer_lines,
        INVALID | {"trust.not-a-bundle", "trust.newer-format", "bundle.unknown-laptop"},
    ),
    Kind("signatures stripped and exchanged", 4, _stripped, INVALID),
    Kind("heads of two bundles", 4, _exchanged, INVALID),
    Kind("a head around other content", 4, _others_manifest, frozenset({"bundle.members"})),
)
