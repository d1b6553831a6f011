"""Behind good signatures: answers, journal, protocol and manifest must tell one story.

The forger has a genuine laptop and all its keys; say, a bribed colleague. He still cannot hand in answers
that his own journal does not bear out, nor put a name where more than the custodian would read it.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from interview_kit.crypto import canonical
from interview_kit.errors import RefusedError
from tests.attacks import mutations
from tests.attacks.campaign import Kind
from tests.attacks.forger import Forger, relink
from tests.attacks.scene import Case, Scene, shuffled
from tests.attacks.writings import written_otherwise

NAME: Final = "/witness/name"
Record = dict[str, Any]
RECORDS: Final[dict[str, Callable[[Record], object]]] = {
    "another answer": lambda it: it["answers"].update({"/story/account": "다른 이야기"}),
    "an answer nobody gave": lambda it: it["answers"].update({"/closing/corrections": "없던 말"}),
    "an answer to no question": lambda it: it["answers"].update({"/witness/shoe_size": "245"}),
    "an answer at a group": lambda it: it["answers"].update({"/witness": "모두"}),
    "an answer at a path of another form": lambda it: it["answers"].update({"story/account": "x"}),
    "an answer at a path out of the form": lambda it: it["answers"].update({"/../story/account": "x"}),
    "an answer at a second writing of its path": lambda it: it["answers"].update(
        {"/witness[1]/sex": it["answers"]["/witness/sex"]}
    ),
    "an answer at a third writing of its path": lambda it: it["answers"].update(
        {"/witness/sex[01]": it["answers"]["/witness/sex"]}
    ),
    "an answer in an instance that is not there": lambda it: it["answers"].update({"/harm[9]/agency": "MPS"}),
    "an answer in a giant instance": lambda it: it["answers"].update({"/harm[999999999]/agency": "MPS"}),
    "a path that never ends": lambda it: it["answers"].update({"/a" * 5000: "x"}),
    "an identifying answer": lambda it: it["answers"].update({NAME: "T-바다"}),
    "an identifying answer as a result": lambda it: it["calculated"].update({NAME: "T-바다"}),
    "a result of no calculation": lambda it: it["calculated"].update({"/story/account": "x"}),
    "a result of the wrong kind": lambda it: it["calculated"].update({"/closing/persons": "many"}),
    "an open answer among those apart": lambda it: it["apart"].append("/story/account"),
    "a number among those apart": lambda it: it["apart"].append(1),
    "an instance less": lambda it: it["instances"].clear(),
    "an instance more": lambda it: it["instances"].update({"/harm[2]": "aaaaaaaaaaaaaaaa"}),
    "another interview": lambda it: it.update({"interview": "a" * 26}),
    "another protocol": lambda it: it["protocol"].update({"version": "2"}),
    "another format": lambda it: it.update({"format": "interview-kit-interview/2"}),
    "a choice in another type": lambda it: it["answers"].update({"/closing/wellbeing": 1}),
    "one choice for several": lambda it: it["answers"].update({"/further/told_before": "NONE"}),
    "a choice twice": lambda it: it["answers"].update({"/harm[1]/acts": ["TORTURE", "TORTURE"]}),
    "several choices for one": lambda it: it["answers"].update({"/witness/sex": ["M"]}),
    "a key more": lambda it: it.update({"note": "x"}),
    "a key less": lambda it: it.pop("apart"),
    "answers as a list": lambda it: it.update({"answers": []}),
}


def _records(scene: Scene, chance: random.Random) -> Iterator[Case]:
    for name, change in shuffled(chance, RECORDS.items()):
        forger = scene.forger()
        forger.retell("interview.json", change)
        yield name, forger.sealed()


def _any_record(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every value in the record replaced by everything that was not told."""
    return _replaced(scene, chance, lambda *change: not _untold(*change))


def _untold_records(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What the office cannot know: results of calculations, and whether an answer was still relevant.

    Both may depend on what the custodian has. What was answered stands in the journal all the same.
    """
    return _replaced(scene, chance, _untold)


def _untold(place: mutations.Place, what: str) -> bool:
    first, *rest = place or ("",)
    return (
        first == "calculated"
        or (first == "answers" and len(rest) == 1 and what == "left out")
        or (first == "apart" and not rest and what in ("one less", "an empty list"))
    )


def _replaced(
    scene: Scene, chance: random.Random, wanted: Callable[[mutations.Place, str], bool]
) -> Iterator[Case]:
    forger = scene.forger()
    genuine = canonical.decode(forger.parts["interview.json"])
    for place in shuffled(chance, mutations.places(genuine)):
        for what, document in shuffled(chance, mutations.changes(genuine, place)):
            if not wanted(place, what):
                continue
            try:
                forger.parts["interview.json"] = canonical.encode(document)
            except RefusedError:
                continue  # a name of a key, or a number, that nothing can encode
            yield f"{'/'.join(map(str, place))}: {what}", forger.sealed()


def _written(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Answers, protocol and journal in bytes that are not the one way to write them."""
    genuine = scene.forger()
    for name in ("interview.json", "protocol.json"):
        for what, body in shuffled(chance, written_otherwise(genuine.parts[name])):
            forger = genuine.copy()
            forger.parts[name] = body
            yield f"{name}: {what}", forger.sealed()
    first, *rest = genuine.parts["journal.jsonl"].splitlines()
    for what, line in shuffled(chance, written_otherwise(first)):
        forger = genuine.copy()
        forger.parts["journal.jsonl"] = b"\n".join([line, *rest, b""])
        yield f"journal.jsonl: {what}", forger.sealed()


PROTOCOLS: Final[dict[str, Callable[[Record], object]]] = {
    "what stands at its default": lambda it: it["children"][0].update({"appearance": ""}),
    "an expression that ends early": lambda it: it["children"][1].update({"relevant": "((("}),
    "a path to nowhere": lambda it: it["children"][1].update({"relevant": "/data/nowhere = 1"}),
    "an unknown kind": lambda it: it["children"][1].update({"kind": "quiz"}),
    "children that are none": lambda it: it["children"][1].update({"children": 1}),
    "a question less": lambda it: it["children"].pop(),
    "a name that is open now": lambda it: _question(it, NAME)["kit"].pop("identifying", None),
    "another version": lambda it: it.update({"version": "2"}),
    "another id": lambda it: it.update({"id": "ed-long"}),
}


def _question(protocol: Record, path: str) -> Record:
    node = protocol
    for step in path.strip("/").split("/"):
        node = next(child for child in node["children"] if child["name"] == step)
    return node


def _protocols(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A protocol that is not the one whose digest was taken."""
    for name, change in shuffled(chance, PROTOCOLS.items()):
        forger = scene.forger()
        forger.retell("protocol.json", change)
        yield name, forger.sealed()
    forger = scene.forger()
    forger.manifest["protocol"]["digest"] = "0" * 64
    yield "another digest", forger.sealed()


def _any_protocol(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Any value of the protocol replaced, and its digest made anew where it is named: his own protocol."""
    genuine = scene.forger()
    document = canonical.decode(genuine.parts["protocol.json"])
    places = [place for place in mutations.places(document) if place]
    for place in shuffled(chance, places):
        for what, other in chance.sample([*mutations.changes(document, place)], 2):
            try:
                body = canonical.encode(other)
            except RefusedError:
                continue
            forger = genuine.copy()
            if isinstance(other, dict):
                under_protocol(forger, body, other)
            yield f"{'/'.join(map(str, place))}: {what}", forger.sealed()


def under_protocol(forger: Forger, body: bytes, document: Record) -> None:
    """Let everything in a bundle name this protocol."""
    reference = {name: document.get(name) for name in ("id", "version")}
    reference["digest"] = hashlib.sha256(body).hexdigest()
    forger.parts["protocol.json"] = body
    forger.manifest["protocol"] = reference
    forger.retell("interview.json", lambda it: it.update({"protocol": reference}))
    first, *rest = forger.journal()
    assert isinstance(first.value, dict)
    told = first.value | {"protocol": reference}
    forger.rewrite_journal(relink(forger.manifest["interview"], [replace(first, value=told), *rest]))


ATTACHED: Final[dict[str, Callable[[Record], object]]] = {
    "another media type": lambda it: it.update({"media": "text/html"}),
    "no media type": lambda it: it.update({"media": ""}),
    "a media type with a line end": lambda it: it.update({"media": "image/png\r\nx: y"}),
    "another name": lambda it: it.update({"attachment": "a" * 26}),
    "a name outside": lambda it: it.update({"attachment": "../../evil"}),
    "another size": lambda it: it.update({"size": it["size"] + 1}),
    "another digest": lambda it: it.update({"sha256": "0" * 64}),
    "a size in words": lambda it: it.update({"size": "many"}),
    "a size that is true": lambda it: it.update({"size": True}),
    "numbers throughout": lambda it: it.update(dict.fromkeys(it, 1)),
    "nothing throughout": lambda it: it.update(dict.fromkeys(it)),
    "lists throughout": lambda it: it.update({name: [] for name in it}),
}
EXHIBIT: Final = "/further/copy"


def _attached(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What an answer says of its attachment, in the record alone, and in the journal too."""
    for name, change in shuffled(chance, ATTACHED.items()):
        forger = scene.forger()
        forger.retell("interview.json", lambda it, way=change: way(it["answers"][EXHIBIT]))
        yield f"{name}, told", forger.sealed()
        told = forger.json("interview.json")["answers"][EXHIBIT]
        _relinked(forger, EXHIBIT, {"value": told})
        if not name.startswith(("another media", "no media", "a media")):
            yield f"{name}, told and written", forger.sealed()


def _media(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A media type is what a laptop says it is; nobody may trust it."""
    for name, change in shuffled(chance, ATTACHED.items()):
        if name.startswith(("another media", "no media", "a media")):
            forger = scene.forger()
            forger.retell("interview.json", lambda it, way=change: way(it["answers"][EXHIBIT]))
            _relinked(forger, EXHIBIT, {"value": forger.json("interview.json")["answers"][EXHIBIT]})
            yield name, forger.sealed()


def _relinked(forger: Forger, path: str, value: Record) -> None:
    """Let the journal say another last word at a path, and link it anew."""
    entries = forger.journal()
    number = max(number for number, entry in enumerate(entries) if entry.path == path)
    entries[number] = replace(entries[number], value=value)
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))


def _attachments(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Attachments that no answer names, or that are not what it names."""
    (name,) = [name for name in scene.forger().parts if name.startswith("attachments/")]
    genuine = scene.forger().parts[name]
    theirs = next(reversed(scene.colleague().parts.values()))
    ways: dict[str, dict[str, bytes | None]] = {
        "one more": {"attachments/zzz": b"#!/bin/sh"},
        "one more, empty": {"attachments/zzz": b""},
        "one more before": {"attachments/0": b"x"},
        "itself under another name too": {"attachments/zzz": genuine},
        "not there": {name: None},
        "not there, another instead": {name: None, "attachments/zzz": genuine},
        "a byte changed": {name: genuine[:-1] + bytes([genuine[-1] ^ 1])},
        "a byte more": {name: genuine + b"\0"},
        "empty": {name: b""},
        "that of a colleague": {name: theirs},
        "the identity once more": {"attachments/zzz": scene.forger().parts["identity.age"]},
    }
    for what, parts in shuffled(chance, ways.items()):
        forger = scene.forger()
        made = forger.parts | parts
        fixed = [one for one in made if not one.startswith("attachments/")]
        order = [*fixed, *sorted(one for one in made if one.startswith("attachments/"))]
        forger.parts = {one: data for one in order if (data := made[one]) is not None}
        yield what, forger.sealed()


RECORD: Final = frozenset({"interview.record"})
JSON: Final = frozenset({"crypto.json-invalid", "crypto.json-not-canonical", "crypto.json-too-deep"})
KINDS: Final = (
    Kind("records of another story", 4, _records, RECORD),
    Kind(
        "records with anything in them",
        4,
        _any_record,
        RECORD | {"bundle.manifest", "bundle.members"},
    ),
    Kind("records the office cannot check", 4, _untold_records, frozenset(), may_pass=True),
    Kind(
        "stories written otherwise",
        5,
        _written,
        JSON | RECORD | {"bundle.protocol", "interview.journal-line"},
    ),
    Kind("protocols that are not the one", 4, _protocols, frozenset({"bundle.protocol"})),
    Kind("protocols of his own", 5, _any_protocol, frozenset(), may_pass=True),
    Kind("attachments an answer describes", 4, _attached, RECORD | {"bundle.members"}),
    Kind("media types a laptop names", 4, _media, frozenset(), may_pass=True),
    Kind("attachments no answer names", 4, _attachments, frozenset({"bundle.members"})),
)
