"""What people do with a workspace, in steps, and what can be seen of it afterwards.

An activity is one function: it opens what it works in and offers its steps. Everything else follows from a
run that nobody disturbs: whatever happens in the middle, what is on the disk afterwards must look as it did
after the last step that was acknowledged, or after the one that was under way.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, StorageError
from interview_kit.interview.answer import Answer
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.protocol.model import Protocol
from interview_kit.trust import own, receipts
from interview_kit.vault import drafts, interviews, sidefiles
from interview_kit.vault.header import Purpose, open_slots, read_header
from interview_kit.vault.workspace import ATTACHMENTS, SEALED, Unlocked, Workspace, new_id
from tests.stations import DEMO, PASSPHRASE, Stations, enrolled_stations, record, record_and_seal
from tests.vault.golden import golden

_INSTANCE: Final = re.compile(r"(?<=\[)[a-z2-7]{16}(?=\])")
_OWN: Final = re.compile(r"workspace\.json|store\.db(-wal|-journal)?|attachments|sealed|quarantine")


def _prepared(folder: Path) -> Stations:
    stations = enrolled_stations(folder)
    with stations.laptop() as laptop:
        record_and_seal(laptop)
        record(laptop)
    return stations


@dataclass
class Work:
    """An activity under way: its steps, and how what it works in looks from inside."""

    steps: Sequence[Callable[[], object]]
    look: Callable[[], JsonValue]


@dataclass(frozen=True)
class Activity:
    """What is done, from what beginning, and how it looks to whoever opens it afterwards."""

    begin: Callable[[Stations], AbstractContextManager[Work]]
    prepare: Callable[[Stations], None] = lambda stations: None
    look: Callable[[Stations], JsonValue] = lambda stations: laptop_reopened(stations)
    #: Made from nothing instead of from a laptop and an office that know each other.
    start: Callable[[Path], Stations] = _prepared


# ---------------------------------------------------------------- how it looks


def look(laptop: Workspace) -> JsonValue:
    """Return everything a field workspace tells, without what is random in it."""
    return [
        [row.state, _story(laptop, row.interview) if row.state == "draft" else _bundle(laptop, row.interview)]
        for row in interviews.listing(laptop)
    ]


def _story(laptop: Workspace, interview: str) -> JsonValue:
    """Tell a draft's answers and its whole journal, after verifying the chain."""
    told = drafts.open_draft(laptop, interview).interview
    names: dict[str, str] = {}

    def named(path: str) -> str:
        return _INSTANCE.sub(lambda found: names.setdefault(found.group(), str(len(names))), path)

    contents = {one.id: _content(laptop, one) for one in interviews.attachments(laptop, told)}
    text = json.dumps(
        {
            "answers": told.answers_json(identifying=False) | told.answers_json(identifying=True),
            "journal": [
                [entry.kind.value, named(entry.path), None if entry.kind.value == "begin" else entry.value]
                for entry in told.entries
            ],
        }
    )
    for identifier, content in contents.items():
        text = text.replace(identifier, content)
    text = re.sub(r'"attachment": "[a-z2-7]{26}"', '"attachment": "replaced"', text)
    return json.loads(text)  # type: ignore[no-any-return]  # what was encoded above


def _content(laptop: Workspace, one: interviews.StoredAttachment) -> str:
    digest = hashlib.sha256()
    for piece in sidefiles.read(one.path(laptop), one.key):
        digest.update(piece)
    assert digest.digest() == one.sha256, "an attachment is not what was attached"
    return digest.hexdigest()


def _bundle(laptop: Workspace, interview: str) -> JsonValue:
    ((name, digest, exported, received),) = laptop.database.run(
        "SELECT file, digest, exported, received FROM sealed WHERE interview = ?", (interview,)
    )
    for place in (laptop.folder / SEALED / name, laptop.folder / SEALED / f"{name}.part"):
        if place.exists():
            assert hashlib.sha256(place.read_bytes()).digest() == digest, "a bundle is not what was sealed"
            break
    else:
        raise AssertionError("a sealed interview without its bundle")
    return [exported is not None, received is not None]


def laptop_reopened(stations: Stations) -> JsonValue:
    """Open the laptop as the program does after a crash, and let nothing be left lying about."""
    with stations.laptop() as laptop:
        interviews.finish_owed(laptop)
        seen = look(laptop)
        _must_be_tidy(laptop)
    return seen


def _must_be_tidy(workspace: Workspace) -> None:
    run = workspace.database.run
    kept = {row[0] for row in run("SELECT id FROM attachment")}
    assert {file.name for file in (workspace.folder / ATTACHMENTS).iterdir()} == kept, "orphans"
    bundles = {row[0] for row in run("SELECT file FROM sealed UNION SELECT file FROM bundle")}
    assert {file.name for file in (workspace.folder / SEALED).iterdir()} == bundles, "orphaned bundles"
    strangers = [file.name for file in workspace.folder.iterdir() if not _OWN.fullmatch(file.name)]
    assert not strangers, f"left lying about: {strangers}"
    assert not workspace.setting("rotation owed"), "a rotation is still owed"
    assert len(read_header(workspace.folder).database) == 1, "an old key is still in the header"
    assert run("PRAGMA integrity_check") == [("ok",)]


def exported_or_not(stations: Stations) -> JsonValue:
    """Everything on the stick that is called a bundle is whole; what is called exported is there."""
    seen = laptop_reopened(stations)
    with stations.laptop() as laptop:
        rows = laptop.database.run("SELECT file, digest, exported FROM sealed")
    for name, digest, exported in rows:
        copy = stations.stick / name
        if copy.exists():
            assert hashlib.sha256(copy.read_bytes()).digest() == digest, "half a bundle on the stick"
        else:
            assert not exported, "a bundle is called exported and is not on the stick"
    return seen


# ---------------------------------------------------------------- answering


@contextmanager
def answering(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, _the_draft(laptop))
        long = "긴 이야기입니다. " * 900
        yield Work(
            [
                lambda: draft.answer("/witness/name", Answer("T-하나")),
                lambda: draft.answer("/story/account", Answer(long)),
                lambda: draft.add("/harm"),
                lambda: draft.answer("/harm[2]/person", Answer("T-둘")),
                lambda: draft.attach("/further/copy", DEMO / "silence.wav"),
                lambda: draft.answer("/story/account", Answer(long.replace("긴", "짧은", 400))),
                lambda: draft.answer("/harm[1]/when", Answer({"edtf": "2015", "words": "2015년"})),
                lambda: draft.withdraw("/further/copy"),
                lambda: draft.answer("/witness/sex", Answer()),
                lambda: draft.attach("/further/copy", DEMO / "sketch.png"),
                lambda: draft.remove("/harm[2]", "T"),
                lambda: draft.answer("/witness/name", Answer("T-셋")),
            ],
            lambda: _looked_into(laptop, draft),
        )


def _looked_into(laptop: Workspace, draft: drafts.Draft) -> JsonValue:
    stored = drafts.open_draft(laptop, draft.interview.id).interview
    assert stored.answers_json(identifying=True) == draft.interview.answers_json(identifying=True)
    assert stored.entries == draft.interview.entries, "the draft in hand is not the draft on the disk"
    return look(laptop)


def _the_draft(laptop: Workspace) -> str:
    return next(row.interview for row in interviews.listing(laptop) if row.state == "draft")


@contextmanager
def beginning(stations: Stations) -> Iterator[Work]:
    """An interview whose protocol puts answers in at its beginning is never there without them."""
    loaded = library.from_model(
        Protocol.model_validate(
            {
                "id": "t-begun",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "children": [{"name": "place", "kind": "question"}],
                "actions": [
                    {"events": ["odk-instance-first-load"], "target": "/data/place", "text": "T-서울"}
                ],
            }
        )
    )
    with stations.laptop() as laptop:
        yield Work([lambda: drafts.begin(laptop, loaded)] * 2, lambda: look(laptop))


# ---------------------------------------------------------------- sealing and what follows


@contextmanager
def sealing(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        interview = _the_draft(laptop)

        def step() -> None:
            if interviews.find(laptop, interview).state == "draft":
                seal(laptop, interview)
            else:  # it was sealed, but not all was cleared away
                interviews.finish_owed(laptop)

        yield Work([step], lambda: look(laptop))


def sealed_or_not(stations: Stations) -> JsonValue:
    """A sealed interview opens at the office; neither its words nor its keys are left on the laptop."""
    seen = laptop_reopened(stations)
    office = stations.folder / "office as it was"
    shutil.copytree(stations.folder / "office", office)
    opened = Workspace(Unlocked(office, read_header(office), stations.secrets["office"]))
    with opened as copy:
        import_bundles(copy, [stations.folder / "laptop" / SEALED])
        told = [row.answers for row in archive.listing(copy)]
    shutil.rmtree(office)
    return [seen, sorted(told, key=str)]


@contextmanager
def rekeying(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:

        def step() -> None:
            laptop.owe_rotation()
            laptop.rotate_if_owed()

        yield Work([step] * 3, lambda: look(laptop))


def _cut_off(stations: Stations) -> None:
    """Leave behind what a sealing leaves that was cut off before it had cleared away."""
    folder = stations.folder / "laptop"
    with stations.laptop() as laptop:
        seal(laptop, _the_draft(laptop))
        laptop.owe_rotation()
    for file in list((folder / SEALED).iterdir()):
        file.rename(file.with_name(f"{file.name}.part"))
    (folder / SEALED / f"{new_id(16)}.ikb.part").write_bytes(bytes(5000))
    (folder / ATTACHMENTS / new_id()).write_bytes(bytes(5000))


@contextmanager
def clearing_up(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: interviews.finish_owed(laptop)], lambda: look(laptop))


@contextmanager
def exporting(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: export(laptop, stations.stick)], lambda: look(laptop))


def _exported(stations: Stations) -> None:
    with stations.laptop() as laptop:
        export(laptop, stations.stick)


# ---------------------------------------------------------------- at the office


@contextmanager
def importing(stations: Stations) -> Iterator[Work]:
    with stations.office() as office:

        def step() -> None:
            report = import_bundles(office, [stations.stick], stations.stick)
            failed = [one.error for one in report.quarantined if isinstance(one.error, StorageError)]
            for error in [*failed, report.receipts_failed]:
                if error:
                    raise error

        yield Work([step], lambda: _archive(office))


def _archive(office: Workspace) -> JsonValue:
    return sorted(([row.state, row.answers] for row in archive.listing(office)), key=str)


def office_reopened(stations: Stations) -> JsonValue:
    """Open the office as the program does after a crash."""
    with stations.office() as office:
        interviews.finish_owed(office)
        _must_be_tidy(office)
        return _archive(office)


def _received(stations: Stations) -> None:
    _exported(stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick], stations.stick)


@contextmanager
def receiving(stations: Stations) -> Iterator[Work]:
    (receipt,) = stations.stick.glob("*.ikr")
    with stations.laptop() as laptop:
        yield Work([lambda: receipts.accept_receipt(laptop, receipt)], lambda: look(laptop))


# ---------------------------------------------------------------- making and migrating


def _nothing(folder: Path) -> Stations:
    (folder / "stick").mkdir()
    return Stations(folder, {})


@contextmanager
def creating(stations: Stations) -> Iterator[Work]:
    def step() -> None:
        for name in ("laptop", "laptop again"):  # what a dead disk kept of the first is no place for it
            with_room = stations.folder / "workspaces" / name
            if with_room.exists() and any(with_room.iterdir()):
                continue
            with _quick_passphrases():
                own.create_field(with_room, name="T-laptop", purpose=Purpose.REAL, passphrase=PASSPHRASE).close()
            return

    yield Work([step], lambda: created(stations))


@contextmanager
def _quick_passphrases() -> Iterator[None]:
    """Deriving keys writes nothing and would take most of a campaign."""

    def quick(passphrase: str, salt: bytes, cost: keys.Cost) -> bytes:
        return hashlib.sha256(salt + passphrase.encode()).digest()

    with mock.patch.object(keys, "derive_from_passphrase", quick):
        yield


def created(stations: Stations) -> JsonValue:
    """Return what opens as a workspace; one that was cut off while it was made is none."""
    found: list[JsonValue] = []
    for folder in sorted((stations.folder / "workspaces").glob("*")):
        try:
            header = read_header(folder)
        except InputError:
            continue
        with _quick_passphrases():
            secret = open_slots(header, PASSPHRASE)
        with Workspace(Unlocked(folder, header, secret)) as made:
            assert own.signing_keys(made).public
            found.append([made.name, made.role.value, made.purpose.value])
            _must_be_tidy(made)
    return found


@contextmanager
def migrating(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: None], lambda: look(laptop))


ACTIVITIES: Final = {
    "answering": Activity(answering),
    "beginning": Activity(beginning),
    "sealing": Activity(sealing, look=sealed_or_not),
    "rekeying": Activity(rekeying),
    "clearing up": Activity(clearing_up, prepare=_cut_off),
    "migrating": Activity(migrating, start=golden.oldest),
    "creating": Activity(creating, look=created, start=_nothing),
    "exporting": Activity(exporting, look=exported_or_not),
    "importing": Activity(importing, prepare=_exported, look=office_reopened),
    "receiving": Activity(receiving, prepare=_received),
}
