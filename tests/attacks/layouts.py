"""The members of a bundle in another arrangement, by somebody who opened it and has no signing key.

The head with its signatures stays genuine, and the padding is that of what was put together: nothing is
refused for its size alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

from interview_kit.bundle.manifest import PADDING
from interview_kit.crypto import ustar
from tests.attacks.campaign import Kind
from tests.attacks.forger import Forger, Layout, archive, padded
from tests.attacks.scene import Case, Scene, shuffled

#: Names an archive can have, and which a bundle does not.
NAMES: Final = (
    "manifest",
    "manifest.jso",
    "manifest.json.sig2",
    "interview.json.bak",
    "attachments",
    "attachments/a",
    "identity.age/identity.json",
    "padding/padding",
    "attachments/x...",
    "con",
    "0",
    "a" * 99,
)


def _members(forger: Forger) -> Layout:
    """Return every member but the padding."""
    return forger.layout()[:-1]


def _moved(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every member at every other place, and every two exchanged."""
    forger = scene.forger()
    members = _members(forger)
    count = len(members)
    orders = {}
    for one in range(count):
        rest = [*range(one), *range(one + 1, count)]
        for place in range(count):
            orders[(*rest[:place], one, *rest[place:])] = f"{members[one][0]} at place {place}"
        for other in range(one):
            order = [*range(count)]
            order[one], order[other] = other, one
            orders[tuple(order)] = f"{members[other][0]} and {members[one][0]} exchanged"
    del orders[tuple(range(count))]
    for order, name in shuffled(chance, orders.items()):
        yield name, forger.sealed(padded([members[one] for one in order]))
    for place in range(count):
        yield f"padding before place {place}", forger.sealed(_with_padding_at(members, place))


def _with_padding_at(members: Layout, place: int) -> Layout:
    *_, padding = padded(members)
    return [*members[:place], padding, *members[place:]]


def _left_out(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every selection of members that is not all of them, of few at least."""
    forger = scene.forger()
    members = _members(forger)
    whole = range(len(members))
    for one in shuffled(chance, whole):
        yield f"without {members[one][0]}", forger.sealed(padded(_but(members, [one])))
    for one, other in shuffled(chance, ((a, b) for a in whole for b in range(a))):
        name = f"without {members[other][0]} and {members[one][0]}"
        yield name, forger.sealed(padded(_but(members, [one, other])))
    for end in shuffled(chance, whole):
        yield f"only {end} members", forger.sealed(padded(members[:end]))
        yield f"only {end} members and no padding", forger.sealed(members[:end])
    yield "without padding", forger.sealed(members)


def _but(members: Layout, without: Sequence[int]) -> Layout:
    return [member for at, member in enumerate(members) if at not in without]


def _repeated(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every member once more, at every place: an extractor writes the second over the first."""
    forger = scene.forger()
    members = _members(forger)
    for at, (name, data) in enumerate(members):
        for content, what in (
            (data, "once more"),
            (b"", "again and empty"),
            (data[:-1] + b"?", "again, changed"),
        ):
            for place in shuffled(chance, range(len(members) + 1)):
                if place == at and content == data:
                    continue  # the same as right after it
                more = [*members[:place], (name, content), *members[place:]]
                yield f"{name} {what} at place {place}", forger.sealed(padded(more))
    *_, padding = padded(members)
    yield "padding twice", forger.sealed([*members, padding, padding])


def _more(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A member that nothing names, at every place."""
    forger = scene.forger()
    members = _members(forger)
    for name in NAMES:
        for place in shuffled(chance, range(len(members) + 1)):
            more = [*members[:place], (name, b"x"), *members[place:]]
            yield f"{name[:20]} at place {place}", forger.sealed(padded(more))
        yield f"{name[:20]} after the padding", forger.sealed([*padded(members), (name, b"x")])


def _renamed(scene: Scene, chance: random.Random) -> Iterator[Case]:
    forger = scene.forger()
    members = _members(forger)
    for at, (old, data) in enumerate(members):
        others = [name for name, _ in members if name != old]
        for name in shuffled(chance, [*NAMES, *others, f"{old}2"[:99], PADDING]):
            renamed = [*members[:at], (name, data), *members[at + 1 :]]
            yield f"{old} as {name[:20]}", forger.sealed(padded(renamed))
    for name in NAMES:
        yield f"padding as {name[:20]}", forger.sealed([*members, (name, padded(members)[-1][1])])


def _other_content(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A member's content changed in a byte, cut, lengthened, or that of another bundle."""
    forger = scene.forger()
    parts, others = dict(forger.parts), [scene.second_forger(), scene.colleague()]
    ways: list[tuple[str, str, bytes]] = []
    for name, data in parts.items():
        for place in chance.sample(range(len(data)), min(len(data), 150)):
            changed = data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :]
            ways.append((name, f"byte {place} changed", changed))
        ways += [
            (name, "empty", b""),
            (name, "a byte less", data[:-1]),
            (name, "a byte more", data + b"\0"),
            (name, "a line end more", data + b"\n"),
            (name, "twice", data + data),
            (name, "zeros", bytes(len(data))),
        ]
        for number, other in enumerate(others):
            theirs = other.parts.get(name) or next(reversed(other.parts.values()))
            if theirs != data:  # the protocol is the same
                ways.append((name, f"that of other bundle {number}", theirs))
    for name, what, data in shuffled(chance, ways):
        forger.parts = parts | {name: data}
        yield f"{name}: {what}", forger.sealed(forger.layout(scene.forger().head()))


def _padding(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Padding of another size, or with something in it: there nothing can be hidden."""
    forger = scene.forger()
    members = _members(forger)
    size = len(padded(members)[-1][1])
    for change in shuffled(chance, [-size, -512, -511, -2, -1, 1, 2, 511, 512, 513, size, 10 * size]):
        yield f"{change} bytes", forger.sealed(padded(members, bytes(size + change)))
    for place in shuffled(chance, {0, 1, size - 2, size - 1, *chance.sample(range(size), 200)}):
        padding = bytearray(size)
        padding[place] = chance.randrange(1, 256)
        yield f"something at byte {place}", forger.sealed(padded(members, bytes(padding)))
    yield "ones", forger.sealed(padded(members, b"\1" * size))
    yield "text", forger.sealed(padded(members, (b"T-word " * size)[:size]))


def _cut(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The archive cut inside the encryption: at every block, and on either side of it."""
    forger = scene.forger()
    plain = archive(forger.layout())
    edges = range(0, len(plain), ustar.BLOCK)
    places = {edge + off for edge in edges for off in (-1, 0, 1)} | {1, 2, len(plain) - 1}
    for place in shuffled(chance, (place for place in places if 0 <= place < len(plain))):
        yield f"cut at byte {place}", forger.sealed(plain[:place])


def _after_the_end(scene: Scene, chance: random.Random) -> Iterator[Case]:
    forger = scene.forger()
    plain = archive(forger.layout())
    more = {
        "a zero": b"\0",
        "a letter": b"x",
        "a block of zeros": bytes(ustar.BLOCK),
        "a record of zeros, as tar does": bytes(-len(plain) % 10_240),
        "a megabyte of zeros": bytes(2**20),
        "a member": ustar.header("more", 0),
        "another archive": archive(scene.second_forger().layout()),
        "itself": plain,
        "a bundle": scene.second,
        "an age file": b"age-encryption.org/v1\n",
    }
    for name, added in shuffled(chance, more.items()):
        yield f"and {name}", forger.sealed(plain + added)
    yield "one end block of two", forger.sealed(plain[: -ustar.BLOCK])
    yield "no end block", forger.sealed(plain[: -len(ustar.END)])


ORDER: Final = frozenset({"trust.member-order", "bundle.members", "trust.not-a-bundle"})
TAR: Final = frozenset({"crypto.tar"})
MEMBERS: Final = frozenset({"bundle.members"})
KINDS: Final = (
    Kind("members moved", 4, _moved, ORDER),
    Kind("members left out", 4, _left_out, ORDER),
    Kind("members repeated", 5, _repeated, ORDER | {"crypto.signature-invalid"}),
    Kind("members nothing names", 5, _more, ORDER),
    Kind("members renamed", 4, _renamed, ORDER),
    Kind("members with other content", 4, _other_content, MEMBERS),
    Kind("padding that is not", 4, _padding, MEMBERS),
    Kind("archives cut inside", 4, _cut, TAR | {"trust.not-a-bundle"}),
    Kind("archives with more at the end", 5, _after_the_end, TAR),
)
