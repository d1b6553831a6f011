"""Interviews as a field workspace keeps them: the list, attachments, and what sealing left."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from interview_kit.errors import InputError, StorageError
from interview_kit.files import is_temporary, remove_durably, storage_error, sync_folder
from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.withdrawal import Told
from interview_kit.protocol.model import Texts
from interview_kit.vault import journals, protocols
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.sidefiles import Written
from interview_kit.vault.workspace import ATTACHMENTS, SEALED, Workspace

Found = TypeVar("Found")
_UNFINISHED: Final = ".part"
_IS_ID: Final = re.compile("[a-z2-7]{26}")
_LEFT_OPEN: Final = "left open"
#: What is said of a protocol that a damaged disk took.
_LOST_PROTOCOL: Final[tuple[str, Texts]] = ("?", {"en": "?"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list of interviews. A sealed one has no more than id, protocol and date left."""

    interview: str
    state: str
    protocol: str
    title: Texts
    started: str
    number: int | None
    exported: str | None
    received: str | None
    safe: str | None = None
    #: The sealed interview this one is about.
    about: str | None = None

    @property
    def progress(self) -> str:
        """How far it has come: draft, sealed, exported, received or safe."""
        steps = ((self.safe, "safe"), (self.received, "received"), (self.exported, "exported"))
        return next((name for reached, name in steps if reached), self.state)


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """An attachment that is part of an interview's answers."""

    id: str
    key: bytes
    sha256: bytes
    size: int
    identifying: bool

    def path(self, workspace: Workspace) -> Path:
        """Return its side file."""
        return workspace.folder / ATTACHMENTS / self.id


@dataclass(frozen=True, slots=True)
class SealedRow:
    """What a workspace remembers of a sealed interview."""

    number: int
    interview: str
    bundle: bytes
    file: str
    digest: bytes
    size: int
    day: str
    #: Ids of the bundles it follows.
    amends: tuple[str, ...]


def listing(workspace: Workspace) -> list[Listed]:
    """Return every interview of a field workspace, the newest first."""
    return _listed(workspace, "")


def _listed(workspace: Workspace, prefix: str) -> list[Listed]:
    told = {one.digest: (one.protocol.key, one.protocol.title) for one in protocols.all_in(workspace)}
    return [
        Listed(interview, state, *told.get(digest, _LOST_PROTOCOL), started, *delivery)
        for interview, state, digest, started, *delivery in workspace.database.run(
            "SELECT i.id, i.state, i.protocol, i.started, s.number, s.exported, s.received, s.safe, s.about"
            " FROM interview i LEFT JOIN sealed s ON s.interview = i.id"
            " WHERE substr(i.id, 1, ?) = ? ORDER BY i.started DESC, i.number DESC",
            (len(prefix), prefix),
        )
    ]


def leave_open(workspace: Workspace, interview: str, place: str) -> None:
    """Note where in which draft work went on when the workspace was locked."""
    workspace.set_setting(_LEFT_OPEN, {"interview": interview, "place": place})


def take_left_open(workspace: Workspace) -> tuple[str, str] | None:
    """Return the interview and the place noted last, and forget them."""
    noted = workspace.setting(_LEFT_OPEN)
    _forget_left_open(workspace)
    return (str(noted["interview"]), str(noted["place"])) if isinstance(noted, dict) else None


def find(workspace: Workspace, prefix: str) -> Listed:
    """Return the interview that an id or a unique prefix of it names."""
    return one_by_prefix({row.interview: row for row in _listed(workspace, prefix.lower())}, prefix)


def one_by_prefix(rows: Mapping[str, Found], prefix: str) -> Found:
    """Return the only row whose id begins with ``prefix``.

    Raises :class:`InputError` ``vault.no-such-interview`` or ``vault.ambiguous-interview``.
    """
    found = [row for key, row in rows.items() if prefix and key.startswith(prefix.lower())]
    if len(found) != 1:
        code = "vault.ambiguous-interview" if found else "vault.no-such-interview"
        raise InputError(code, interview=prefix[:26])
    return found[0]


def destroy_values(workspace: Workspace, interview: str, stored: StoredJournal, told: Told) -> None:
    """Forget what was told, inside the caller's transaction.

    Attachments and recordings lose their keys.
    """
    run = workspace.database.run
    for path in told.places:
        run("DELETE FROM recording WHERE interview = ? AND path = ?", (interview, path))
    for value in stored.destroy_values(told.counters):
        match value:
            case {"value": {"attachment": str(identifier)}}:
                run("DELETE FROM attachment WHERE id = ?", (identifier,))


def mark_promoted(workspace: Workspace, interview: str, protocol: bytes, places: Mapping[str, str]) -> None:
    """Let a draft be under another protocol, inside the caller's transaction.

    ``places`` are stable paths under it by those before: what was recorded waits there from now on.
    """
    run = workspace.database.run
    run("UPDATE interview SET protocol = ? WHERE id = ?", (protocol, interview))
    for before, after in places.items():
        run("UPDATE recording SET path = ? WHERE interview = ? AND path = ?", (after, interview, before))


def insert_attachment(workspace: Workspace, interview: str, identifier: str, written: Written) -> None:
    """Keep the key of a side file, inside the caller's transaction; a recording is one no longer."""
    workspace.database.run("DELETE FROM recording WHERE id = ?", (identifier,))
    workspace.database.run(
        "INSERT INTO attachment VALUES (?, ?, ?, ?, ?)",
        (identifier, interview, written.key, written.sha256, written.size),
    )


def attachments(workspace: Workspace, interview: Interview) -> list[StoredAttachment]:
    """Return the attachments an interview's answers name; earlier ones that were replaced stay behind."""
    named = interview.attachments()
    rows = workspace.database.run(
        "SELECT id, key, sha256, size FROM attachment WHERE interview = ? ORDER BY id",
        (interview.id,),
    )
    return [
        StoredAttachment(identifier, key, sha256, size, named[identifier])
        for identifier, key, sha256, size in rows
        if identifier in named
    ]


def discard(workspace: Workspace, interview: str) -> None:
    """Remove a draft that never became an interview."""
    with workspace.transaction():
        _forget(workspace, interview)
        workspace.database.run("DELETE FROM interview WHERE id = ?", (interview,))
    workspace.database.checkpoint()
    sweep(workspace)


def recorded_for(workspace: Workspace, interview: str) -> set[str]:
    """Return the stable paths of the questions for which something is recorded, or waits."""
    rows = workspace.database.run("SELECT path FROM recording WHERE interview = ?", (interview,))
    return {path for (path,) in rows}


def must_not_be_recorded(workspace: Workspace, interview: str) -> None:
    """Refuse while sound is recorded: :class:`InputError` ``vault.still-recording``."""
    running = "SELECT 1 FROM recording WHERE interview = ? AND state = 'running'"
    if workspace.database.run(running, (interview,)):
        raise InputError("vault.still-recording")


def next_seal(workspace: Workspace) -> tuple[int, bytes | None]:
    """Return the next seal number and the id of the previous bundle."""
    rows = workspace.database.run(
        "SELECT number, bundle FROM sealed WHERE laptop = ? ORDER BY number DESC LIMIT 1",
        (workspace.author,),
    )
    return (rows[0][0] + 1, rows[0][1]) if rows else (1, None)


def to_amend(workspace: Workspace, prefix: str) -> tuple[str, ...]:
    """Return the sorted ids of the bundles that whoever amends a sealed interview follows.

    Raises :class:`InputError` ``vault.not-sealed``.
    """
    run, named = workspace.database.run, find(workspace, prefix).interview
    rows = run("SELECT coalesce(about, interview) FROM sealed WHERE interview = ?", (named,))
    if not rows:
        raise InputError("vault.not-sealed")
    rows = run(
        "SELECT lower(hex(bundle)) FROM sealed WHERE coalesce(about, interview) = ? ORDER BY 1", rows[0]
    )
    return tuple(row[0] for row in rows[-journal.MOST_AMENDED :])


def _about(workspace: Workspace, amends: Iterable[str]) -> str | None:
    """Return which interview of this laptop the bundles belong to."""
    for bundle in amends:
        found = workspace.database.run(
            "SELECT coalesce(about, interview) FROM sealed WHERE bundle = ?", (bytes.fromhex(bundle),)
        )
        if found:
            return str(found[0][0])
    return None


def mark_sealed(workspace: Workspace, row: SealedRow) -> None:
    """Forget the readable rows and owe a new database key, inside the caller's transaction."""
    _forget(workspace, row.interview)
    workspace.database.run("UPDATE interview SET state = 'sealed' WHERE id = ?", (row.interview,))
    workspace.database.run(
        "INSERT INTO sealed (laptop, number, interview, bundle, file, digest, size, day, about)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            workspace.author,
            row.number,
            row.interview,
            row.bundle,
            row.file,
            row.digest,
            row.size,
            row.day,
            _about(workspace, row.amends),
        ),
    )
    workspace.owe_rotation()


def finish_owed(workspace: Workspace) -> None:
    """Finish what a job cut off half-way owes: a new database key, and files in their places."""
    workspace.rotate_if_owed()
    sweep(workspace)


def unfinished(workspace: Workspace, name: str) -> Path:
    """Return where a bundle is written before the database counts on it; :func:`finish` gives it its name."""
    return workspace.folder / SEALED / f"{name}{_UNFINISHED}"


def finish(workspace: Workspace, name: str) -> None:
    """Give a bundle that the database counts on its name, and remove one that it does not know."""
    file = unfinished(workspace, name)
    known = workspace.database.run(
        "SELECT 1 FROM sealed WHERE file = ?1 UNION SELECT 1 FROM bundle WHERE file = ?1", (name,)
    )
    if known:
        _rename(file, file.with_suffix(""))
    else:
        _remove(file)


def sweep(workspace: Workspace) -> None:
    """Give files that the database counts on their names, and remove what a cut-off job left behind.

    Only what bears the mark of something unfinished, or is an attachment without a key, is ever removed: a
    bundle that this database does not know may be the only one, from a time the database has forgotten.
    """
    run = workspace.database.run
    keyed = {row[0] for row in run("SELECT id FROM attachment UNION SELECT id FROM recording")}
    for file in _files(workspace.folder / SEALED):
        if file.suffix == _UNFINISHED:
            finish(workspace, file.stem)
    for file in _files(workspace.folder):
        if is_temporary(file):
            _remove(file)
    for file in _files(workspace.folder / ATTACHMENTS):
        if file.suffix == _UNFINISHED or (_IS_ID.fullmatch(file.name) and file.name not in keyed):
            _remove(file)


def _files(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.is_file()]
    except OSError as error:
        raise storage_error(error, folder) from error


def _rename(file: Path, target: Path) -> None:
    try:
        file.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise storage_error(error, target) from error


def _remove(file: Path) -> None:
    with contextlib.suppress(StorageError):  # it does no harm, and the next opening tries again
        remove_durably(file)


def _forget(workspace: Workspace, interview: str) -> None:
    journals.of(workspace, interview).forget()
    workspace.database.run("DELETE FROM attachment WHERE interview = ?", (interview,))
    workspace.database.run("DELETE FROM recording WHERE interview = ?", (interview,))
    _forget_left_open(workspace)


def _forget_left_open(workspace: Workspace) -> None:
    workspace.database.run("DELETE FROM setting WHERE name = ?", (_LEFT_OPEN,))
