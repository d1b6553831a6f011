"""What can be seen of a workspace: the same whatever its random parts, only if nothing is broken."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest import mock

from interview_kit.crypto import keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own
from interview_kit.vault import drafts, interviews, recordings, sidefiles
from interview_kit.vault.header import check_mac, open_with_passphrase, read_header
from interview_kit.vault.workspace import ATTACHMENTS, SEALED, Unlocked, Workspace
from tests.stations import PASSPHRASE, Stations

_INSTANCE: Final = re.compile(r"(?<=\[)[a-z2-7]{16}(?=\])")
_OWN: Final = re.compile(
    r"workspace\.json|open-in|store\.db(\.damaged)?(-wal|-journal)?|attachments|sealed|quarantine"
)


def look(laptop: Workspace) -> JsonValue:
    """Return everything a field workspace tells, without what is random in it."""
    seen: list[JsonValue] = []
    for row in interviews.listing(laptop):
        tell = _story if row.state == "draft" else _bundle
        seen.append([row.state, tell(laptop, row.interview), _sounds(laptop, row.interview)])
    return seen


def _sounds(laptop: Workspace, interview: str) -> JsonValue:
    """Tell what can be heard of recordings that no answer names yet."""
    heard = []
    for one in recordings.kept(laptop, interview):
        if one.file.exists():
            with one.open() as reader:
                heard.append(hashlib.sha256(b"".join(reader.pieces())).hexdigest())
    return [sound for sound in heard if sound != hashlib.sha256(b"").hexdigest()]


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
        recordings.recover(laptop)
        seen = look(laptop)
        must_be_tidy(laptop)
    return seen


def must_be_tidy(workspace: Workspace) -> None:
    run = workspace.database.run
    kept = {row[0] for row in run("SELECT id FROM attachment UNION SELECT id FROM recording")}
    assert {file.name for file in (workspace.folder / ATTACHMENTS).iterdir()} == kept, "orphans"
    bundles = {row[0] for row in run("SELECT file FROM sealed UNION SELECT file FROM bundle")}
    assert {file.name for file in (workspace.folder / SEALED).iterdir()} == bundles, "orphaned bundles"
    strangers = [file.name for file in workspace.folder.iterdir() if not _OWN.fullmatch(file.name)]
    assert not strangers, f"left lying about: {strangers}"
    assert not workspace.setting("rotation owed"), "a rotation is still owed"
    header = read_header(workspace.folder)
    check_mac(header, workspace.keyring.secret.workspace_key)
    assert len(header.database) == 1, "an old key is still in the header"
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


def archived(office: Workspace) -> JsonValue:
    return sorted(([row.state, row.answers] for row in archive.listing(office)), key=str)


def office_reopened(stations: Stations) -> JsonValue:
    """Open the office as the program does after a crash."""
    with stations.office() as office:
        interviews.finish_owed(office)
        must_be_tidy(office)
        return archived(office)


@contextmanager
def quick_passphrases() -> Iterator[None]:
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
        with quick_passphrases():
            secret = open_with_passphrase(header, PASSPHRASE)
        with Workspace(Unlocked(folder, header, secret)) as made:
            assert own.signing_keys(made).public
            interviews.finish_owed(made)
            found.append([made.name, made.role.value, made.purpose.value, look(made)])
            must_be_tidy(made)
    return found
