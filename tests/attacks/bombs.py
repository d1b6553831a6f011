"""Bundles that are meant to exhaust the machine: as large as they may be, and arranged to cost more.

age compresses nothing, so what arrives is as large as what it becomes. What may grow is what a reader makes
of it. The forger has a laptop's keys; otherwise nothing is looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from interview_kit.bundle.manifest import padding_size
from interview_kit.crypto import canonical, ustar
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry, EntryKind
from tests.attacks.campaign import Kind
from tests.attacks.forger import archive, relink
from tests.attacks.journals import closed_by, note
from tests.attacks.scene import Case, Scene, shuffled
from tests.attacks.stories import under_protocol

MIB: Final = 2**20
#: As large as a member may be that is held in memory, a little less.
FULL: Final = 63 * MIB
#: As long as a line of the journal may be, a little less.
LINE: Final = 7 * MIB


def filled(piece: bytes, size: int = FULL) -> bytes:
    """Return a list in JSON of as many pieces as fit."""
    return b"[" + b",".join([piece] * (size // (len(piece) + 1) - 1)) + b"]"


TEXTS: Final[dict[str, Callable[[int], bytes]]] = {
    "empty lists": lambda size: filled(b"[]", size),
    "empty objects": lambda size: filled(b"{}", size),
    "small objects": lambda size: filled(b'{"a":1}', size),
    "zeros": lambda size: filled(b"0", size),
    "large numbers": lambda size: filled(b"9007199254740991", size),
    "empty texts": lambda size: filled(b'""', size),
    "short texts": lambda size: filled('"가"'.encode(), size),
    "truths": lambda size: filled(b"true", size),
    "nested lists": lambda size: filled(b"[" * 60 + b"]" * 60, size),
    "one text": lambda size: b'["' + b"x" * (size - 4) + b'"]',
    "one text of wide letters": lambda size: b'["' + b"x" * (size - 8) + "\U0001f600".encode() + b'"]',
    "one text of escapes": lambda size: b'["' + b"\\u0001" * (size // 6 - 1) + b'"]',
    "quotes": lambda size: b'"' * size,
    "brackets": lambda size: b"[" * size,
    "brackets that close": lambda size: b"[" * (size // 2) + b"]" * (size // 2),
    "brackets that alternate": lambda size: b"[]" * (size // 2),
    "braces and brackets": lambda size: b"[}" * (size // 2),
    "escaped quotes": lambda size: b'"' + b'\\"' * (size // 2 - 1),
    "backslashes": lambda size: b'\\"\\\\"' * (size // 5),
    "many keys": lambda size: (
        b"{" + b",".join(b'"%07d":0' % number for number in range(size // 12 - 1)) + b"}"
    ),
    "noise": lambda size: bytes(range(256)) * (size // 256),
    "zero bytes": bytes,
}


def _members(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The member with the answers, full of JSON that costs more than it weighs."""
    for name, made in shuffled(chance, TEXTS.items()):
        forger = scene.forger()
        forger.parts["interview.json"] = made(FULL)
        yield name, forger.sealed()


def _others(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The same as manifest, protocol, and line of the journal."""
    for name, made in shuffled(chance, TEXTS.items()):
        forger = scene.forger()
        yield f"manifest: {name}", forger.sealed(forger.layout(forger.head(made(LINE))))
        forger = scene.forger()
        forger.parts["protocol.json"] = made(15 * MIB)
        yield f"protocol: {name}", forger.sealed()
        forger = scene.forger()
        first, *rest = forger.parts["journal.jsonl"].splitlines(keepends=True)
        forger.parts["journal.jsonl"] = b"".join([first, made(LINE), b"\n", *rest])
        yield f"a line of the journal: {name}", forger.sealed()


def _lines(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A journal of as many lines as fit."""
    line = scene.forger().parts["journal.jsonl"].splitlines(keepends=True)[0]
    lines = {
        "empty": b"\n",
        "of one byte": b"1\n",
        "of two bytes": b"11\n",
        "of an object": b"{}\n",
        "all the same": line,
    }
    for name, one in shuffled(chance, lines.items()):
        forger = scene.forger()
        forger.parts["journal.jsonl"] = one * (FULL // len(one))
        yield name, forger.sealed()


def _signed(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Manifests that fit their model as long as possible."""
    forger = scene.forger()
    genuine: dict[str, Any] = {"members": forger.members()} | forger.manifest
    member = genuine["members"][-1]
    claims: dict[str, dict[str, Any]] = {
        "many members": {"members": [member] * 60_000},
        "many recipients": {"recipients": [""] * 500_000},
        "a long recipient": {"recipients": ["x" * LINE]},
        "many scopes": {"consent": {f"{number:07}": "" for number in range(100_000)}},
        "a long scope": {"consent": {"x" * LINE: "YES"}},
        "many amendments": {"amends": [f"{number:064x}" for number in range(90_000)]},
        "many keys": {f"{number:07}": 0 for number in range(500_000)},
        "a long custodian": {"custodian": "x" * LINE},
    }
    for name, claim in shuffled(chance, claims.items()):
        body = canonical.encode(genuine | claim)
        yield name, forger.sealed(forger.layout(forger.head(body)))


def _streamed(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Members that are not held, of zeros and larger than memory should ever grow for them."""
    size = 256 * MIB
    for name in ("identity.age", "attachments/a"):
        forger = scene.forger()
        forger.parts[name] = bytes(size)
        head = scene.forger().head()
        yield f"{name}, without the laptop's keys", forger.sealed(forger.layout(head))
    plain = forger_archive(scene, size)
    yield "padding", scene.forger().sealed(plain)
    for name in ("signer", "manifest.json.sig", "manifest.json"):
        lie = ustar.header(name, size) + bytes(size) + ustar.END
        before = b"" if name == "signer" else forger_head(scene, name)
        yield f"a giant {name}", scene.forger().sealed(before + lie)


def forger_head(scene: Scene, end: str) -> bytes:
    """Return the archive up to a member of its head."""
    before: list[tuple[str, bytes]] = []
    for name, data in scene.forger().head():
        if name == end:
            break
        before.append((name, data))
    return archive(before)[: -len(ustar.END)]


def forger_archive(scene: Scene, size: int) -> bytes:
    """Return the genuine archive with a padding of another size."""
    layout = scene.forger().layout()[:-1]
    used = sum(ustar.stored_size(len(data)) for _, data in layout)
    assert size != padding_size(used)
    return archive([*layout, ("padding", bytes(size))])


def _journals(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Journals that hold together and take long to replay."""
    for name, made in shuffled(chance, JOURNALS.items()):
        forger = scene.forger()
        interview = forger.manifest["interview"]
        entries = forger.journal()
        account = next(entry for entry in entries if entry.path == "/story/account")
        forger.rewrite_journal(relink(interview, [*entries, *made(entries[-1], account)]))
        yield name, forger.sealed()


def _torn(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Across a gap an undo may name any action: here always one in the middle of many."""
    forger = scene.forger()
    entries, count = forger.journal(), 30_000
    account = next(entry for entry in entries if entry.path == "/story/account")
    first = entries[-1].counter + 1
    entries += [_said(entries[-1], EntryKind.ANSWER, account.path, {"value": "x"})] * count
    undos = [
        note(entries[-1], EntryKind.UNDO, {"counter": first + count // 2 - at}) for at in range(count // 3)
    ]
    redos = [
        note(entries[-1], EntryKind.UNDO, {"counter": first + count + len(undos) // 2 + at})
        for at in range(len(undos) // 2)
    ]
    linked = relink(forger.manifest["interview"], [*entries, *undos, *redos])
    lost = 3
    left = [entry for entry in linked if entry.counter != lost]
    forger.rewrite_journal(closed_by(left, [{"after": lost - 1, "before": lost + 1}]))
    yield "undos out of turn", forger.sealed()


def _said(last: Entry, kind: EntryKind, path: str, value: Any) -> Entry:
    salt = bytes(32)
    return replace(last, kind=kind, path=path, salt=salt, value=value, commitment=journal.commit(salt, value))


def _splices(last: Entry, account: Entry) -> Sequence[Entry]:
    """A text as long as it may be, of wide letters, and then a letter at a time."""
    big = _said(last, EntryKind.ANSWER, account.path, {"value": "\U0001f600" * 999_999})
    more = _said(last, EntryKind.SPLICE, account.path, {"at": 0, "delete": 0, "insert": "x"})
    less = _said(last, EntryKind.SPLICE, account.path, {"at": 0, "delete": 1, "insert": ""})
    return [big, *[more, less] * 20_000]


def _growing(last: Entry, account: Entry) -> Sequence[Entry]:
    """A text that grows by millions of letters each time."""
    more = _said(last, EntryKind.SPLICE, account.path, {"at": 0, "delete": 0, "insert": "\U0001f600" * MIB})
    return [*[more] * 12]


def _answers(last: Entry, account: Entry) -> Sequence[Entry]:
    return [_said(last, EntryKind.ANSWER, account.path, {"value": "x"})] * 40_000


def _additions(last: Entry, account: Entry) -> Sequence[Entry]:
    return [_said(last, EntryKind.ADD, f"/harm[x{number}]", None) for number in range(30_000)]


def _additions_and_removals(last: Entry, account: Entry) -> Sequence[Entry]:
    entries = []
    for number in range(12_000):
        entries.append(_said(last, EntryKind.ADD, f"/harm[x{number}]", None))
        entries.append(_said(last, EntryKind.REMOVE, f"/harm[x{number}]", {"reason": "T"}))
    return entries


def _undos(last: Entry, account: Entry) -> Sequence[Entry]:
    """Undo and redo, as often as they fit."""
    entries = [_said(last, EntryKind.ANSWER, account.path, {"value": "x"})]
    first = last.counter + 1
    for number in range(30_000):
        entries.append(note(last, EntryKind.UNDO, {"counter": first + number}))
    return entries


def _gaps(last: Entry, account: Entry) -> Sequence[Entry]:
    """Repairs of repairs, each naming as many gaps as a line holds."""
    named = [{"after": 3 * one, "before": 3 * one + 2} for one in range(1, 100_000)]
    return [note(last, EntryKind.REPAIR, {"gaps": named}) for _ in range(4)]


def _lost_ends(last: Entry, account: Entry) -> Sequence[Entry]:
    """A repair that names its own lost end over and over, after a long journal."""
    answers = [_said(last, EntryKind.ANSWER, account.path, {"value": "x"})] * 20_000
    end = {"after": last.counter + len(answers), "before": None}
    return [*answers, note(last, EntryKind.REPAIR, {"gaps": [end] * 100_000})]


def _long_paths(last: Entry, account: Entry) -> Sequence[Entry]:
    return [_said(last, EntryKind.CLEAR, "/a" * 999, None)] + [
        _said(last, EntryKind.CLEAR, f"/harm[{number}]" + "/a" * 900, None) for number in range(10_000)
    ]


def _clocks(last: Entry, account: Entry) -> Sequence[Entry]:
    return [note(last, EntryKind.CLOCK, {"jumped_ms": 2**53 - 1})] * 40_000


def _lists(last: Entry, account: Entry) -> Sequence[Entry]:
    """Answers that are no answers, each as many values as a line may hold."""
    told: list[Any] = [[] for _ in range(600_000)]
    return [_said(last, EntryKind.ANSWER, account.path, {"value": told})] * 30


def _takeovers(last: Entry, account: Entry) -> Sequence[Entry]:
    value = {"from": last.author, "workspace": "a" * 26, "why": "restored"}
    return [note(last, EntryKind.TAKEOVER, value)] * 40_000


JOURNALS: Final[dict[str, Callable[[Entry, Entry], Sequence[Entry]]]] = {
    "a long text and a letter at a time": _splices,
    "a text that grows": _growing,
    "one answer very often": _answers,
    "instances without end": _additions,
    "instances that come and go": _additions_and_removals,
    "undo and redo": _undos,
    "gaps without end": _gaps,
    "lost ends without end": _lost_ends,
    "long paths": _long_paths,
    "clocks that jump": _clocks,
    "takeovers": _takeovers,
    "lists of lists": _lists,
}


def _protocols(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Protocols that are large, deep or laborious."""
    document = scene.forger().json("protocol.json")
    for name, change in shuffled(chance, PROTOCOLS.items()):
        forger = scene.forger()
        other = document | change(document)
        under_protocol(forger, canonical.encode(other), other)
        yield name, forger.sealed()


def _noted(name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "calculation", "name": name} | more


def _expressions(expression: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda it: {"children": [*it["children"], _noted("t", calculate=expression)]}


def _nested(depth: int) -> dict[str, Any]:
    node: dict[str, Any] = _noted("t")
    for number in range(depth):
        node = {"kind": "group", "name": f"g{number}", "children": [node]}
    return node


LONG: Final = 19_000
PROTOCOLS: Final[dict[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    "brackets": _expressions("(" * (LONG // 2) + "1" + ")" * (LONG // 2)),
    "sums": _expressions("+".join("1" * (LONG // 2))),
    "signs": _expressions("-" * LONG + "1"),
    "predicates": _expressions("/data" + "[1]" * (LONG // 3)),
    "predicates within": _expressions("/a[" * 6_000 + "1" + "]" * 300),
    "unions": _expressions("|".join(["/*"] * (LONG // 3))),
    "steps": _expressions("/*" * (LONG // 2)),
    "descendants": _expressions("count(" + "//*" * 600 + ")"),
    "calls": _expressions("concat(" * 2_000 + "1" + ")" * 2_000),
    "a pattern that runs away": _expressions("regex('" + "a" * 5_000 + "!', '(a+)+$')"),
    "a long text": _expressions("'" + "x" * LONG + "'"),
    "a cycle": _expressions("../t"),
    "a giant number": _expressions("9" * LONG),
    "a repeat of millions": lambda it: {
        "children": [
            *it["children"],
            {"kind": "repeat", "name": "t", "repeat_count": "9999999", "children": [_noted("x")]},
        ]
    },
    "groups within groups": lambda it: {"children": [*it["children"], _nested(29)]},
    "nodes without end": lambda it: {
        "children": [*it["children"], *(_noted(f"t{number}") for number in range(200_000))]
    },
    "as many as there may be": lambda it: {
        "children": [*it["children"], *(_noted(f"t{number}") for number in range(9_000))]
    },
    "each after the one before": lambda it: {
        "children": [
            *it["children"],
            _noted("t0"),
            *(_noted(f"t{number}", calculate=f"../t{number - 1}") for number in range(1, 5_000)),
        ]
    },
    "each after all": lambda it: {
        "children": [
            *it["children"],
            *(_noted(f"t{number}", calculate="count(../*)") for number in range(3_000)),
        ]
    },
    "texts that double": lambda it: {
        "children": [
            *it["children"],
            _noted("t0", calculate="'xxxxxxxx'"),
            *(
                _noted(f"t{number}", calculate=f"concat(../t{number - 1}, ../t{number - 1})")
                for number in range(1, 60)
            ),
        ]
    },
    "choices without end": lambda it: {
        "choices": it["choices"] | {"t": [{"value": str(number)} for number in range(100_000)]}
    },
    "languages without end": lambda it: {
        "children": [
            *it["children"],
            {"kind": "note", "name": "t", "label": {f"x-{number}": "T" for number in range(100_000)}},
        ]
    },
}


JSON: Final = frozenset(
    {"crypto.json-invalid", "crypto.json-not-canonical", "crypto.json-too-deep", "crypto.json-too-large"}
)
BOMBS: Final = JSON | {"bundle.manifest", "bundle.journal", "bundle.protocol", "interview.journal-line"}
ZEROS: Final = frozenset({"bundle.members", "crypto.tar-member-too-large", "trust.not-a-bundle"})
ANY: Final = frozenset[str]()
KINDS: Final = (
    Kind("bombs of JSON", 5, _members, JSON | {"interview.record"}, sample=1),
    Kind("bombs of JSON elsewhere", 5, _others, BOMBS, sample=2),
    Kind("bombs of lines", 5, _lines, BOMBS | {"interview.journal-broken"}, sample=1),
    Kind("bombs in a manifest", 5, _signed, frozenset({"bundle.manifest", "bundle.not-for-us"}), sample=2),
    Kind("bombs of zeros", 5, _streamed, ZEROS, sample=1),
    Kind("bombs in a journal", 5, _journals, ANY, sample=1, may_pass=True),
    Kind("bombs in a torn journal", 5, _torn, ANY, sample=1, may_pass=True),
    Kind("bombs in a protocol", 5, _protocols, ANY, sample=2, may_pass=True),
)
