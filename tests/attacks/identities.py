"""The part that only the custodian opens: what intake cannot look into is checked when somebody looks.

Without a laptop's keys it cannot be exchanged at all. Here the forger has them, and knows the custodian's
public key as everybody does.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

from interview_kit.bundle import identity as identities
from interview_kit.crypto import canonical
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity, X25519Identity
from interview_kit.crypto.age.recipients import Recipient
from interview_kit.errors import RefusedError
from interview_kit.office import archive
from tests.attacks import mutations
from tests.attacks.campaign import ACCEPTED, Desk, Kind
from tests.attacks.forger import Layout, read
from tests.attacks.forger import archive as packed
from tests.attacks.scene import Case, Scene, shuffled
from tests.attacks.writings import written_otherwise
from tests.stations import CUSTODIAN_PASSPHRASE

BODY: Final = "identity.json"


def look(desk: Desk, data: bytes) -> object:
    """Read identities as the office does, in a file that intake accepted."""
    verified = desk.read(data)
    return identities.read(
        desk.put(data),
        verified.protocol,
        office=desk.reader.identities,
        custodian=[desk.scene.custodian],
    )


def look_whole(desk: Desk, data: bytes) -> object:
    """Import the file, and let the custodian look: nothing is read, and so nothing is logged."""
    interview = desk.read(data).manifest.interview
    assert desk.import_whole(data) == ACCEPTED
    try:
        return archive.read_identity(
            desk.office, interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="T"
        )
    finally:
        assert "identity-read" not in [what for _, what, _ in archive.audit(desk.office)]


def _inside(scene: Scene) -> Layout:
    """Return the members of the genuine identity part."""
    data = scene.forger().parts["identity.age"]
    return read(Decryptor(io.BytesIO(data), [scene.custodian]))


def _sealed(scene: Scene, inside: bytes | Layout, *recipients: Recipient) -> bytes:
    """Return a bundle of which the identity part holds something else."""
    sink = io.BytesIO()
    with Encryptor(sink, [*recipients] or [scene.custodian.recipient]) as sealed:
        sealed.write(inside if isinstance(inside, bytes) else packed(inside))
    return _around(scene, sink.getvalue())


def _around(scene: Scene, part: bytes) -> bytes:
    forger = scene.forger()
    forger.parts["identity.age"] = part
    return forger.sealed()


def _exchanged(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The part of another bundle, or none at all."""
    genuine, second = scene.forger().parts["identity.age"], scene.second_forger().parts["identity.age"]
    parts = {
        "that of the second bundle": second,
        "that of a colleague": scene.colleague().parts["identity.age"],
        "that of practice": scene.practised().parts["identity.age"],
        "nothing": b"",
        "noise": chance.randbytes(1_000),
        "a byte less": genuine[:-1],
        "a byte more": genuine + b"\0",
        "its first half": genuine[: len(genuine) // 2],
        "twice": genuine + genuine,
    }
    for name, part in shuffled(chance, parts.items()):
        yield name, _around(scene, part)
    for place in shuffled(chance, chance.sample(range(len(genuine)), 300)):
        changed = bytearray(genuine)
        changed[place] ^= chance.randrange(1, 256)
        yield f"byte {place} changed", _around(scene, bytes(changed))


def _others(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Sealed to somebody else than the custodian."""
    (office,) = scene.forger().recipients
    readers: dict[str, Recipient] = {
        "the office": office,
        "the other office": scene.others.recipient,
        "a stranger": HybridIdentity.generate().recipient,
        "a weaker key": X25519Identity.generate().recipient,
    }
    for name, recipient in shuffled(chance, readers.items()):
        yield name, _sealed(scene, _inside(scene), recipient)


def _arranged(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Members left out, twice, renamed, more, with other content, and no archive."""
    inside = _inside(scene)
    (body, answers), *attached = inside
    name, data = attached[0]
    ways: dict[str, bytes | Layout] = {
        "no archive": b"",
        "zeros": bytes(5_000),
        "cut": packed(inside)[:-600],
        "more at the end": packed(inside) + b"\0",
        "only answers": [(body, answers)],
        "no answers": attached,
        "answers last": [*attached, (body, answers)],
        "answers twice": [(body, answers), *inside],
        "attachment twice": [*inside, (name, data)],
        "one more": [*inside, ("attachments/zzz", b"x")],
        "another name": [(body, answers), ("attachments/zzz", data)],
        "a name beside": [(body, answers), ("zzz", data)],
        "another content": [(body, answers), (name, data[:-1] + b"?")],
        "empty": [(body, answers), (name, b"")],
        "a bomb": [(body, answers), (name, bytes(2**26))],
        "answers of the second": [
            (
                body,
                read(Decryptor(io.BytesIO(scene.second_forger().parts["identity.age"]), [scene.custodian]))[
                    0
                ][1],
            ),
            *attached,
        ],
    }
    for what, other in shuffled(chance, ways.items()):
        yield what, _sealed(scene, other)


Told = dict[str, Any]
BODIES: Final[dict[str, Callable[[Told], object]]] = {
    "another name": lambda it: it["answers"].update({"/witness/name": "T-산"}),
    "a name nobody said": lambda it: it["answers"].update({"/harm[1]/other_names": "T-산"}),
    "an open answer": lambda it: it["answers"].update({"/witness/sex": "M"}),
    "an answer to no question": lambda it: it["answers"].update({"/witness/shoe_size": "1"}),
    "another interview": lambda it: it.update({"interview": "a" * 26}),
    "no journal": lambda it: it.update({"journal": []}),
    "an entry less": lambda it: it["journal"].pop(),
    "an entry twice": lambda it: it["journal"].append(it["journal"][0]),
    "an entry twice, otherwise": lambda it: it["journal"].append(
        it["journal"][0] | {"value": {"value": "T"}}
    ),
    "entries backwards": lambda it: it["journal"].reverse(),
    "an entry that is not withheld": lambda it: it["journal"].append(
        {"counter": 1, "salt": "0" * 64, "value": None}
    ),
    "an entry that is not there": lambda it: it["journal"].append(
        {"counter": 9999, "salt": "0" * 64, "value": 1}
    ),
    "an entry before all": lambda it: it["journal"].append({"counter": 0, "salt": "0" * 64, "value": 1}),
    "another salt": lambda it: it["journal"][0].update({"salt": "0" * 64}),
    "another value": lambda it: it["journal"][0].update({"value": {"value": "T-산"}}),
}


def _bodies(scene: Scene, chance: random.Random) -> Iterator[Case]:
    (name, answers), *attached = _inside(scene)
    for what, change in shuffled(chance, BODIES.items()):
        told: Any = canonical.decode(answers)
        change(told)
        yield what, _sealed(scene, [(name, canonical.encode(told)), *attached])
    for what, body in shuffled(chance, written_otherwise(answers)):
        yield what, _sealed(scene, [(name, body), *attached])


def _anything(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Any value replaced by everything it must not be."""
    for place, what, case in _replaced(scene, chance, 12):
        if not _untold(place, what):
            yield case


def _left_out(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Whether an answer was still relevant, and what was calculated, is not worked out again."""
    for place, what, case in _replaced(scene, chance, 100):
        if _untold(place, what):
            yield case


def _untold(place: mutations.Place, what: str) -> bool:
    first = place[0] if place else ""
    return first == "calculated" or (first == "answers" and len(place) == 2 and what == "left out")


def _replaced(scene: Scene, chance: random.Random, most: int) -> Iterator[tuple[mutations.Place, str, Case]]:
    """Yield where something else stands, what, and the bundle; of each place so many at most."""
    (name, answers), *attached = _inside(scene)
    genuine = canonical.decode(answers)
    for place in shuffled(chance, mutations.places(genuine)):
        for what, other in shuffled(chance, mutations.changes(genuine, place))[:most]:
            try:
                body = canonical.encode(other)
            except RefusedError:
                continue
            case = f"{'/'.join(map(str, place))}: {what}", _sealed(scene, [(name, body), *attached])
            yield place, what, case


CODES: Final = frozenset({"bundle.identity"})
AGE: Final = frozenset({"crypto.age-header", "crypto.age-no-match", "crypto.age-mac", "crypto.age-payload"})
CHAIN: Final = frozenset({"interview.journal-broken", "interview.journal-line"})
JSON: Final = frozenset({"crypto.json-invalid", "crypto.json-not-canonical", "crypto.json-too-deep"})
KINDS: Final = (
    Kind(
        "identities exchanged",
        9,
        _exchanged,
        CODES | AGE | CHAIN | {"crypto.age-truncated"},
        reads=look,
        reads_whole=look_whole,
    ),
    Kind("identities for somebody else", 9, _others, AGE, reads=look, reads_whole=look_whole),
    Kind(
        "identities put together otherwise",
        9,
        _arranged,
        CODES | CHAIN | {"crypto.tar", "trust.member-order"},
        reads=look,
        reads_whole=look_whole,
    ),
    Kind(
        "identities that say otherwise", 9, _bodies, CODES | CHAIN | JSON, reads=look, reads_whole=look_whole
    ),
    Kind("identities with anything in them", 9, _anything, CODES | CHAIN, reads=look, reads_whole=look_whole),
    Kind("identities nobody works out again", 9, _left_out, frozenset(), reads=look, may_pass=True),
)
