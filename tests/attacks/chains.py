"""Journals that were taken apart and put together again, with the chain as it was or linked anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from interview_kit.crypto import canonical
from interview_kit.errors import RefusedError
from interview_kit.interview.journal import Entry, EntryKind
from tests.attacks import mutations
from tests.attacks.campaign import Kind
from tests.attacks.forger import Forger, relink
from tests.attacks.journals import note, takeover
from tests.attacks.scene import Case, Scene, shuffled

STRANGER: Final = "0" * 64


def _arranged(entries: list[Entry], chance: random.Random) -> Iterator[tuple[str, list[Entry]]]:
    """Yield other arrangements of entries."""
    count = len(entries)
    for at in range(count):
        yield f"without entry {at + 1}", entries[:at] + entries[at + 1 :]
        yield f"entry {at + 1} twice", [*entries[: at + 1], *entries[at:]]
        yield f"only {at} entries", entries[:at]
        yield f"from entry {at + 2} on", entries[at + 1 :]
        if at:
            yield (
                f"entries {at} and {at + 1} exchanged",
                [
                    *entries[: at - 1],
                    entries[at],
                    entries[at - 1],
                    *entries[at + 1 :],
                ],
            )
    for _ in range(50):
        one, other = sorted(chance.sample(range(1, count), 2))
        moved = [*entries[:one], *entries[one + 1 : other + 1], entries[one], *entries[other + 1 :]]
        yield f"entry {one + 1} after entry {other + 1}", moved
    yield "backwards", entries[::-1]
    yield "everything twice", [*entries, *entries]


def _told(forger: Forger, entries: Sequence[Entry]) -> bytes:
    """Seal a bundle with these entries, which the manifest names as they are."""
    lines = [canonical.encode(entry.to_json()) + b"\n" for entry in entries]
    forger.parts["journal.jsonl"] = b"".join(lines)
    head = entries[-1].hash.hex() if entries else STRANGER
    forger.manifest["journal"] = {"entries": max(1, len(entries)), "head": head}
    return forger.sealed()


def _unlinked(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The chain as it was: links that do not fit."""
    for name, entries in shuffled(chance, _arranged(scene.forger().journal(), chance)):
        if entries != scene.forger().journal()[: len(entries)]:
            yield name, _told(scene.forger(), entries)


def _named_otherwise(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A journal that is not as long, or does not end, as the manifest says."""
    genuine = scene.forger().journal()
    for count in shuffled(chance, range(len(genuine))):
        forger = scene.forger()
        named = forger.manifest["journal"]
        _told(forger, genuine[:count])
        forger.manifest["journal"] = named
        yield f"{count} entries", forger.sealed()
    for name, other in {"more": {"entries": len(genuine) + 1}, "less": {"entries": 1}}.items():
        forger = scene.forger()
        forger.manifest["journal"] |= other
        yield name, forger.sealed()


def _linked(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The chain linked anew: a journal that holds together, and that the record does not follow from.

    What is left out or moved may not matter to what was told in the end: such a story holds together.
    """
    interview = scene.forger().manifest["interview"]
    for name, entries in shuffled(chance, _arranged(scene.forger().journal(), chance)):
        yield name, _told(scene.forger(), relink(interview, entries))


FIELDS: Final[dict[str, Callable[[Entry], Entry]]] = {
    "another counter": lambda it: replace(it, counter=it.counter + 1),
    "a counter below all": lambda it: replace(it, counter=-1),
    "another time": lambda it: replace(it, time="2026-01-01T00:00:00.000Z"),
    "another kind": lambda it: replace(
        it, kind=EntryKind.CLEAR if it.kind is not EntryKind.CLEAR else EntryKind.ANSWER
    ),
    "another path": lambda it: replace(it, path=it.path + "x"),
    "another author": lambda it: replace(it, author=STRANGER),
    "another link": lambda it: replace(it, previous=bytes(32)),
    "another commitment": lambda it: replace(it, commitment=bytes(32)),
    "another salt": lambda it: replace(it, salt=bytes(32), value=it.value),
    "another value": lambda it: replace(it, salt=it.salt or bytes(32), value={"value": "다른 말"}),
    "a value of another type": lambda it: replace(it, salt=it.salt or bytes(32), value=[it.value]),
}


def _changed(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every field of every entry, with the links around it as they were."""
    genuine = scene.forger().journal()
    for at, (what, change) in shuffled(
        chance, ((at, field) for at in range(len(genuine)) for field in FIELDS.items())
    ):
        entries = [*genuine[:at], change(genuine[at]), *genuine[at + 1 :]]
        yield f"entry {at + 1}: {what}", _told(scene.forger(), entries)


def _withheld(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What is told in the end is not withheld, and what the custodian has is not told."""
    forger = scene.forger()
    interview = forger.manifest["interview"]
    told = forger.json("interview.json")["answers"]
    for at, entry in shuffled(chance, enumerate(forger.journal())):
        if not entry.withheld and entry.kind is EntryKind.ANSWER and _readable(entry.path) in told:
            entries = forger.journal()
            entries[at] = entry.without_value()
            yield f"entry {at + 1} withheld", _told(scene.forger(), relink(interview, entries))
        elif entry.withheld:
            entries = forger.journal()
            entries[at] = replace(entry, salt=bytes(32), value={"value": "T-바다"})
            yield f"entry {at + 1} told", _told(scene.forger(), relink(interview, entries))


def _readable(path: str) -> str:
    """Return the path with the position of its one instance."""
    before, bracket, after = path.partition("[")
    return f"{before}[1]{after.partition(']')[2]}" if bracket else path


def _authors(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Who wrote it changes only by a takeover from the one before."""
    forger = scene.forger()
    interview, genuine = forger.manifest["interview"], forger.journal()
    laptop, workspace = forger.manifest["laptop"], forger.manifest["workspace"]
    for at in shuffled(chance, range(len(genuine))):
        only = [replace(one, author=STRANGER) if number == at else one for number, one in enumerate(genuine)]
        yield f"a stranger's entry {at + 1}", _told(scene.forger(), relink(interview, only))
        rest = [replace(one, author=STRANGER) if number >= at else one for number, one in enumerate(genuine)]
        yield f"a stranger from entry {at + 1} on", _told(scene.forger(), relink(interview, rest))
        if not at:
            continue
        for what, value, author in (
            ("from a stranger", takeover(STRANGER, workspace=workspace), laptop),
            ("by a stranger", takeover(laptop, workspace=workspace), STRANGER),
            ("into the office", takeover(laptop, workspace=workspace, why="reopened"), laptop),
            ("from nobody", takeover("", workspace=workspace), laptop),
            ("for no reason", takeover(laptop, workspace=workspace, why="T"), laptop),
            ("to nowhere", takeover(laptop, workspace=""), laptop),
        ):
            taken = note(genuine[at - 1], EntryKind.TAKEOVER, value, author=author)
            entries = [*genuine[:at], taken, *genuine[at:]]
            yield (
                f"taken over {what} before entry {at + 1}",
                _told(scene.forger(), relink(interview, entries)),
            )


def _gaps(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Entries torn out, with a repair that does not name what is missing, or names more."""
    genuine = scene.forger().journal()
    count = len(genuine)
    for at in shuffled(chance, range(2, count - 1)):
        left = [entry for entry in genuine if entry.counter != at]
        wrong: dict[str, Any] = {
            "nothing": None,
            "no gap": {"gaps": []},
            "a larger gap": {"gaps": [{"after": at - 1, "before": at + 2}]},
            "the gap and another": {
                "gaps": [{"after": at - 1, "before": at + 1}, {"after": at + 1, "before": at + 3}]
            },
            "the gap twice": {"gaps": [{"after": at - 1, "before": at + 1}] * 2},
            "a lost end": {"gaps": [{"after": at - 1, "before": None}]},
            "a gap of nothing": {"gaps": [{"after": at, "before": at + 1}]},
            "a gap backwards": {"gaps": [{"after": at + 1, "before": at - 1}]},
            "a gap of truths": {"gaps": [{"after": True, "before": 3}]},
            "a giant gap": {"gaps": [{"after": 1, "before": 2**53 - 1}]},
            "gaps without end": {"gaps": [{"after": one, "before": one + 2} for one in range(1, 3_000)]},
        }
        for name, value in wrong.items():
            entries = left
            if value is not None:
                repair = note(left[-1], EntryKind.REPAIR, value)
                entries = [*left, replace(repair, previous=left[-1].hash)]
            yield f"without entry {at}, {name} named", _told(scene.forger(), entries)


def _undone(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """An undo that no program wrote, or that takes back what is told in the end."""
    forger = scene.forger()
    interview, genuine = forger.manifest["interview"], forger.journal()
    last = len(genuine)
    named: list[Any] = [*range(-1, last + 4), 2**53 - 1, None, True, "1", [last], {"counter": last}]
    for value in shuffled(chance, named):
        undo = note(genuine[-1], EntryKind.UNDO, {"counter": value})
        yield f"undone: {value}", _told(scene.forger(), relink(interview, [*genuine, undo]))
    for value in (None, {}, {"counter": last, "x": 1}, [last], last):
        undo = note(genuine[-1], EntryKind.UNDO, value)
        yield f"an undo that says {value}", _told(scene.forger(), relink(interview, [*genuine, undo]))


def _lines(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Any value of any line replaced by everything it must not be; the chain is not linked anew."""
    genuine = scene.forger().parts["journal.jsonl"].splitlines()
    for at in shuffled(chance, range(len(genuine))):
        line = canonical.decode(genuine[at])
        for place in shuffled(chance, mutations.places(line)):
            for what, other in chance.sample([*mutations.changes(line, place)], 3):
                try:
                    body = canonical.encode(other)
                except RefusedError:
                    continue
                forger = scene.forger()
                forger.parts["journal.jsonl"] = b"\n".join([*genuine[:at], body, *genuine[at + 1 :], b""])
                yield f"line {at + 1}, {'/'.join(map(str, place))}: {what}", forger.sealed()


def _values(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Any value of any entry replaced, and the chain linked anew: what holds together may be accepted."""
    forger = scene.forger()
    interview, genuine = forger.manifest["interview"], forger.journal()
    for at in shuffled(chance, range(len(genuine))):
        for place in shuffled(chance, mutations.places(genuine[at].value)):
            for what, other in chance.sample([*mutations.changes(genuine[at].value, place)], 8):
                kinds = [genuine[at].kind, chance.choice([*EntryKind])]
                for kind in kinds:
                    entry = replace(genuine[at], kind=kind, salt=bytes(32), value=other)
                    entries = [*genuine[:at], entry, *genuine[at + 1 :]]
                    try:
                        sealed = _told(scene.forger(), relink(interview, entries))
                    except RefusedError:
                        continue
                    yield f"entry {at + 1} as {kind}, {'/'.join(map(str, place))}: {what}", sealed


def _line_ends(scene: Scene, chance: random.Random) -> Iterator[Case]:
    genuine = scene.forger().parts["journal.jsonl"]
    ways = {
        "without its last line end": genuine[:-1],
        "nothing": b"",
        "only a line end": b"\n",
        "a line end more": genuine + b"\n",
        "an empty line": genuine.replace(b"\n", b"\n\n", 1),
        "other line ends": genuine.replace(b"\n", b"\r\n"),
        "line ends of another script": genuine.replace(b"\n", "\u2028".encode()),
        "one line": genuine.replace(b"\n", b" ")[:-1] + b"\n",
        "a list": b"[" + genuine[:-1].replace(b"\n", b",") + b"]\n",
        "a zero at the end": genuine + b"\0",
        "a byte order mark": b"\xef\xbb\xbf" + genuine,
    }
    for name, lines in shuffled(chance, ways.items()):
        forger = scene.forger()
        forger.parts["journal.jsonl"] = lines
        yield name, forger.sealed()


def _others(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The journal of another interview, as it is, named as it is, and linked anew."""
    for name, other in (("the second", scene.second_forger()), ("a colleague's", scene.colleague())):
        forger = scene.forger()
        yield f"{name}, named", _told(forger, other.journal())
        forger = scene.forger()
        yield f"{name}, linked anew", _told(forger, relink(forger.manifest["interview"], other.journal()))
        forger = scene.forger()
        forger.manifest["interview"] = other.manifest["interview"]
        yield f"{name}'s interview", forger.sealed()
        other.keys = scene.forger().keys
        other.manifest["laptop"] = scene.forger().manifest["laptop"]
        if name == "a colleague's":
            yield "all of a colleague's, under the laptop's name", other.sealed()


BROKEN: Final = frozenset({"interview.journal-broken"})
LINE: Final = frozenset({"interview.journal-line"})
RECORD: Final = frozenset({"interview.record"})
AUTHOR: Final = frozenset({"interview.journal-author"})
JOURNAL: Final = frozenset({"bundle.journal"})
KINDS: Final = (
    Kind("journals with links that do not fit", 4, _unlinked, BROKEN | JOURNAL),
    Kind("journals that end elsewhere", 4, _named_otherwise, JOURNAL),
    Kind("journals linked anew", 4, _linked, frozenset(), may_pass=True),
    Kind("fields of entries", 4, _changed, BROKEN | AUTHOR | LINE | RECORD | {"bundle.manifest"}),
    Kind("values withheld, values told", 9, _withheld, RECORD | JOURNAL),
    Kind("authors of entries", 4, _authors, AUTHOR | JOURNAL | LINE | RECORD),
    Kind("gaps that are not", 4, _gaps, BROKEN | LINE),
    Kind("undos nobody made", 5, _undone, LINE | RECORD),
    Kind("lines with anything in them", 5, _lines, LINE | BROKEN | AUTHOR | JOURNAL),
    Kind("values linked anew", 5, _values, frozenset(), may_pass=True),
    Kind(
        "line ends",
        5,
        _line_ends,
        JOURNAL | frozenset({"crypto.json-invalid", "crypto.json-not-canonical"}) | LINE,
    ),
    Kind("journals of others", 4, _others, BROKEN | AUTHOR | RECORD | JOURNAL),
)
