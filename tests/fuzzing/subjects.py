"""What fuzzing begins from: a small interview that has a bit of everything, with its keys and its journal.

Made anew in each process that needs it; only the corpus, which is written once, passes from one to another.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from interview_kit.bundle import manifest as names
from interview_kit.bundle.manifest import JournalReference, Manifest, MemberReference, ProtocolReference
from interview_kit.crypto import canonical
from interview_kit.crypto.age import Encryptor, HybridIdentity, ScryptRecipient, X25519Identity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.trust.signed import Document, key_id
from interview_kit.vault.header import Purpose
from tests.attacks.forger import Layout, archive
from tests.attacks.journals import closed_by
from tests.interview.forms import INTERVIEW, Witness, protocol, question

NAMESPACE: Final = Document.BUNDLE.namespace(Purpose.REAL)
#: The same in every process, so that what one finds another can repeat.
KEYS: Final = SigningKeys.from_bytes(bytes(range(64)))
OFFICE: Final = HybridIdentity.from_seed(bytes(range(32)))
MESSAGE: Final = b"what was signed"
PHOTO: Final[dict[str, JsonValue]] = {
    "attachment": "a" * 26,
    "media": "image/png",
    "sha256": "0" * 64,
    "size": 9,
}


@cache
def form() -> LoadedProtocol:
    """Every type of answer, groups, repeats, counts, calculations, choices that depend, and consent."""
    return protocol(
        question("consent", type="select_one", choices="yes", kit={"grants": "SC1"}),
        question("name", kit={"identifying": True}),
        question("account", kit={"sides": ["source", "certainty", "said", "anchor"]}),
        question("age", type="integer", default="4"),
        question("height", type="decimal"),
        question("sex", type="select_one", choices="sex"),
        question("towns", type="select_multiple", choices="towns", choice_filter="/data/age > 3"),
        question("order", type="rank", choices="towns"),
        question("day", type="date"),
        question("moment", type="datetime"),
        question("spot", type="geopoint"),
        question("sure", type="boolean"),
        question("read", type="acknowledge"),
        question("when", kit={"type": "fuzzy_date"}),
        question("where", kit={"type": "place"}),
        question("agency", type="select_one", choices="agencies", kit={"type": "agency"}),
        question("so_long", kit={"type": "duration"}),
        question("bribe", kit={"type": "money"}),
        question("who", kit={"type": "person", "picks": "/leg"}),
        question("map", type="attachment", kit={"type": "sketch"}),
        question("photo", type="attachment", kit={"needs": ["SC1"]}),
        {
            "name": "leg",
            "kind": "repeat",
            "children": [question("from"), question("to", relevant="../from != ''")],
        },
        {"name": "stay", "kind": "repeat", "repeat_count": "/data/age", "children": [question("place")]},
        {"name": "legs", "kind": "calculation", "type": "integer", "calculate": "count(/data/leg)"},
        {"name": "all", "kind": "calculation", "calculate": "concat(/data/account, '/', /data/legs)"},
        yes=["YES", "NO", "LATER"],
        sex=["F", "M"],
        towns=["T-A", "T-B", "T-C"],
        agencies=["T-MSS", "T-POLICE"],
        source=["SAW", "HEARD"],
        certainty=["SURE", "UNSURE"],
    )


ANSWERS: Final[dict[str, JsonValue]] = {
    "/consent": "YES",
    "/name": "T-바다",
    "/account": {"value": "지어낸 이야기 " * 60, "source": "SAW", "said": "T", "anchor": [0, 9]},
    "/age": 3,
    "/height": "1.75",
    "/sex": {"missing": "RF"},
    "/order": ["T-B", "T-A", "T-C"],
    "/day": "2026-03-01",
    "/moment": "2026-03-01T09:30:00.000+09:00",
    "/spot": "41.4 128.2 0 0",
    "/sure": "1",
    "/read": "OK",
    "/when": {"edtf": "2009-21", "words": "그 봄"},
    "/where": {"id": "KP-09", "words": "회령"},
    "/agency": {"code": "T-MSS", "words": "회령 보위부"},
    "/so_long": {"iso": "P8M~", "words": "여덟 달쯤"},
    "/bribe": {"amount": "300", "currency": "CNY", "words": "삼백 원"},
    "/who": {"words": "T-언니"},
    "/map": PHOTO,
    "/photo": PHOTO,
}


def witness() -> Witness:
    """An interview with undo, redo, splices, instances that come and go, and a clock that jumped."""
    told = Witness(form())
    told.says_all(ANSWERS)
    told.says("/account", {**ANSWERS["/account"], "value": "지어낸 이야기 " * 60 + "끝"})  # type: ignore[dict-item]
    told.adds("/leg")
    told.says_all({"/leg[1]/from": "T-A", "/leg[1]/to": "T-B", "/stay[2]/place": "T-C"})
    told.adds("/leg")
    told.removes("/leg[2]")
    told.undoes()
    told.redoes()
    told.says("/age", 4)
    told.says("/towns", ["T-A", "T-C"])
    told.says("/height", None)
    return told


@dataclass(frozen=True)
class Told:
    """An interview as it travels: its journal without what the custodian has, and what follows from it."""

    entries: list[Entry]
    record: dict[str, JsonValue]

    @property
    def lines(self) -> bytes:
        """``journal.jsonl``."""
        return "".join(f"{entry.line}\n" for entry in self.entries).encode()


@cache
def told() -> Told:
    """Return the interview as it travels."""
    interview = witness().interview
    apart = interview.travels_apart
    entries = [entry.without_value() if apart(entry) else entry for entry in interview.entries]
    return Told(entries, interview.to_json())


def manifest() -> bytes:
    """Return a manifest of that interview."""
    parts = {
        names.INTERVIEW: canonical.encode(told().record),
        names.JOURNAL: told().lines,
        names.PROTOCOL: form().body,
        names.IDENTITY: b"age",
        f"{names.ATTACHMENTS}{PHOTO['attachment']}": bytes(9),
    }
    entries = told().entries
    made = Manifest(
        purpose=Purpose.REAL,
        interview=INTERVIEW,
        protocol=ProtocolReference.model_validate(form().reference()),
        laptop=key_id(KEYS.public),
        workspace=INTERVIEW,
        recipients=(str(OFFICE.recipient),),
        custodian="age1pq",
        number=2,
        previous="0" * 64,
        begun=entries[0].time,
        sealed=entries[-1].time,
        clock_went_back=False,
        consent={"SC1": "YES"},
        journal=JournalReference(entries=len(entries), head=entries[-1].hash.hex()),
        members=tuple(
            MemberReference(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())
            for name, data in parts.items()
        ),
    )
    return canonical.encode(made.model_dump(mode="json"))


def journals() -> list[bytes]:
    """Return journals of several kinds: whole, torn and mended, taken over, and with what the form set."""
    entries = told().entries
    lost = entries[7].counter
    torn = [entry for entry in entries if entry.counter != lost]
    mended = closed_by(torn, [{"after": lost - 1, "before": lost + 1}])
    values: dict[EntryKind, Any] = {
        EntryKind.CLOCK: {"went_back_ms": 5},
        EntryKind.TAKEOVER: {"from": entries[0].author, "workspace": "u" * 26, "why": "restored"},
        EntryKind.SET: "4",
        EntryKind.CLEAR: None,
    }
    longer = list(entries)
    for kind, value in values.items():
        path = "/age" if kind in (EntryKind.SET, EntryKind.CLEAR) else ""
        longer.append(
            journal.link(INTERVIEW, longer[-1], kind=kind, path=path, value=value, author=entries[0].author)
        )
    return [_lines(one) for one in (entries, mended, longer, _promoted(entries), entries[:1], entries[:4])]


def _promoted(entries: list[Entry]) -> list[Entry]:
    """Return a journal that went on under the form after some of it was told under another protocol."""
    other = {"id": "t-other", "version": "1", "digest": "0" * 64}
    begun = {**entries[0].value, "protocol": other} if isinstance(entries[0].value, dict) else None
    value: JsonValue = {"carried": 2, "protocol": form().reference()}
    told: list[tuple[EntryKind, str, JsonValue]] = [(EntryKind.BEGIN, "", begun)]
    told += [(one.kind, one.path, one.value) for one in entries[1:4]]
    told += [(EntryKind.PROMOTE, "", value), *((one.kind, one.path, one.value) for one in entries[1:])]
    linked: list[Entry] = []
    for kind, path, said in told:
        last = linked[-1] if linked else None
        linked.append(
            journal.link(INTERVIEW, last, kind=kind, path=path, value=said, author=entries[0].author)
        )
    return linked


def _lines(entries: list[Entry]) -> bytes:
    return "".join(f"{entry.line}\n" for entry in entries).encode()


def headers() -> list[bytes]:
    """Return the headers of files to readers of every kind."""
    return [
        _sealed(OFFICE.recipient)[:-32],
        _sealed(OFFICE.recipient, OFFICE.recipient)[:-32],
        _sealed(X25519Identity.generate().recipient)[:-32],
        _sealed(ScryptRecipient("T", 1))[:-32],
    ]


def _sealed(*recipients: Any) -> bytes:
    sink = io.BytesIO()
    with Encryptor(sink, recipients):
        pass
    return sink.getvalue()


def archives() -> list[bytes]:
    """Return archives of no member, of one, and of several."""
    layouts: list[Layout] = [
        [],
        [("signer", b"x" * 88)],
        [("a", b""), ("attachments/b.c", bytes(513)), ("d-e_f", bytes(512)), ("padding", b"\0")],
    ]
    return [archive(layout) for layout in layouts]


def protocols() -> list[bytes]:
    """Return protocols as they are written down: the small ones, and those that ship."""
    small = protocol(question("a", required="true()", constraint=". != 'x'"))
    return [form().body, small.body, *(one.body for one in library.shipped_protocols())]


def interview_of(entries: list[Entry]) -> Interview:
    """Replay a journal under the protocol of these subjects."""
    return Interview.fold(form(), INTERVIEW, entries, calculate=False)
