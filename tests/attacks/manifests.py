"""Manifests that a genuine laptop signed, and which do not say what they must, or say it in another way.

Here the forger has the laptop's signing keys. What he cannot have is a second meaning for the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, Final

from interview_kit.crypto import canonical
from interview_kit.errors import RefusedError
from tests.attacks import mutations
from tests.attacks.campaign import Kind
from tests.attacks.scene import Case, Scene, shuffled
from tests.attacks.writings import written_otherwise

HASH: Final = "0" * 64
CODES: Final = frozenset({"bundle.manifest"})
#: What may be said of seal numbers and of bundles before; the office compares them over all bundles.
CHAIN: Final = ("number", "previous")


def _writings(scene: Scene, chance: random.Random) -> Iterator[Case]:
    forger = scene.forger()
    for name, body in shuffled(chance, written_otherwise(forger.body())):
        yield name, forger.sealed(forger.layout(forger.head(body)))


CLAIMS: Final[dict[str, dict[str, Any]]] = {
    "another format": {"format": "interview-kit-bundle/2"},
    "practice": {"purpose": "practice"},
    "another laptop": {"laptop": HASH},
    "sealed for itself": {"sealed_for": HASH},
    "sealed for nobody": {"sealed_for": None},
    "an interview of another form": {"interview": "../../" + "a" * 20},
    "number zero": {"number": 0},
    "a later number without a bundle before": {"number": 2},
    "the first number with a bundle before": {"previous": HASH},
    "a time with a line end": {"sealed": "2026-01-01T00:00:00.000Z\n"},
    "too many recipients": {"recipients": ["age1"] * 17},
    "consent nobody gave": {"consent": {"SC9": "YES"}},
    "a scope nobody asked about": {"consent": {"SC99": "NO"}},
    "too many scopes": {"consent": {f"SC{number}": "YES" for number in range(33)}},
    "a long word for consent": {"consent": {"SC1": "Y" * 17}},
    "about another bundle": {"amends": [HASH]},
    "about too many bundles": {"amends": [f"{number:064x}" for number in range(65)]},
    "a head of zeros": {"journal": {"entries": 1, "head": HASH}},
    "no entries": {"journal": {"entries": 0, "head": HASH}},
    "a giant number of entries": {"journal": {"entries": 2**53 - 1, "head": HASH}},
}


def _claims(scene: Scene, chance: random.Random) -> Iterator[Case]:
    for name, claim in shuffled(chance, CLAIMS.items()):
        forger = scene.forger()
        forger.manifest |= claim
        yield name, forger.sealed()


def member(name: str, size: int = 0) -> dict[str, Any]:
    return {"name": name, "size": size, "sha256": HASH}


Members = list[Any]
MEMBERS: Final[dict[str, Callable[[Members], Members]]] = {
    "a name outside": lambda them: [*them[:4], member("attachments/../../evil"), *them[4:]],
    "a name from the root": lambda them: [*them, member("/etc/passwd")],
    "a name beside": lambda them: [*them, member("evil")],
    "the padding": lambda them: [*them, member("padding")],
    "a member of the head": lambda them: [*them, member("manifest.json")],
    "a long name": lambda them: [*them, member("attachments/" + "a" * 100)],
    "a member twice": lambda them: [*them, them[-1]],
    "the answers twice": lambda them: [them[0], *them],
    "members in another order": lambda them: [them[1], them[0], *them[2:]],
    "attachments in another order": lambda them: [*them, member("attachments/0")],
    "attachments first": lambda them: [*them[4:], *them[:4]],
    "no journal": lambda them: [them[0], *them[2:]],
    "no identity": lambda them: [*them[:3], *them[4:]],
    "only the answers": lambda them: them[:1],
    "a member more": lambda them: [*them, member("attachments/~")],
    "a member more in front": lambda them: [*them[:4], member("attachments/-"), *them[4:]],
    "a member less": lambda them: them[:-1],
    "a negative size": lambda them: [them[0] | {"size": -1}, *them[1:]],
    "a giant size": lambda them: [them[0] | {"size": 2**53 - 1}, *them[1:]],
    "the largest size": lambda them: [them[0] | {"size": 8**11 - 1}, *them[1:]],
    "a size of a bomb": lambda them: [*them[:3], them[3] | {"size": 8**11 - 1}, *them[4:]],
    "another size": lambda them: [them[0] | {"size": them[0]["size"] + 1}, *them[1:]],
    "a size less": lambda them: [*them[:3], them[3] | {"size": them[3]["size"] - 1}, *them[4:]],
    "a digest in capitals": lambda them: [them[0] | {"sha256": them[0]["sha256"].upper()}, *them[1:]],
    "digests exchanged": lambda them: [
        them[0] | {"sha256": them[1]["sha256"]},
        them[1] | {"sha256": them[0]["sha256"]},
        *them[2:],
    ],
    "too many members": lambda them: [
        *them,
        *(member(f"attachments/~{number:05}") for number in range(10_000)),
    ],
    "as many as there may be": lambda them: [
        *them,
        *(member(f"attachments/~{number:05}") for number in range(9_990)),
    ],
}


def _members(scene: Scene, chance: random.Random) -> Iterator[Case]:
    for name, change in shuffled(chance, MEMBERS.items()):
        forger = scene.forger()
        forger.manifest["members"] = change(forger.members())
        yield name, forger.sealed()


def _anything(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every value in it replaced by everything it must not be."""
    forger = scene.forger()
    genuine = canonical.decode(forger.body())
    assert isinstance(genuine, dict)
    places = [place for place in mutations.places(genuine) if place[:1] != ("recipients",)]
    for place in shuffled(chance, places):
        for name, body in shuffled(chance, mutations.changes(genuine, place)):
            try:
                encoded = canonical.encode(body)
            except RefusedError:
                continue  # a name of a key, or a number, that nothing can encode
            yield f"{'/'.join(map(str, place))}: {name}", forger.sealed(forger.layout(forger.head(encoded)))


def _chained(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Seal numbers and bundles before: what is missing or there twice is accepted, and shown."""
    second = scene.second_forger().manifest
    said: dict[str, tuple[int, str | None]] = {
        "the number of another": (second["number"], second["previous"]),
        "a gap": (9, HASH),
        "a giant gap": (2**53 - 1, HASH),
        "after a bundle nobody has": (2, HASH),
        "after itself": (3, second["previous"]),
    }
    for name, (number, previous) in shuffled(chance, said.items()):
        forger = scene.forger()
        forger.manifest |= {"number": number, "previous": previous}
        yield name, forger.sealed()


KINDS: Final = (
    Kind("manifests written otherwise", 5, _writings, CODES),
    Kind("manifests that claim something", 4, _claims, CODES | {"bundle.journal"}),
    Kind("manifests that name other members", 5, _members, CODES | {"bundle.members"}),
    Kind(
        "manifests with anything in them",
        5,
        _anything,
        CODES | {"bundle.members", "bundle.journal", "bundle.protocol", "interview.journal-broken"},
    ),
    Kind("seal numbers", 4, _chained, frozenset(), may_pass=True),
)
