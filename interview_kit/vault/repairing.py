"""Mending a database of which a damaged disk left only a part.

Everything that can still be read goes, as it is, into a new database beside the old one, and journals with
holes get a ``repair`` entry that names them. Only when all that is on the disk does the new one take the
old one's place: which ends were lost is known only now. The old one stays beside it, under the same key,
until the next sealing forgets that key.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from interview_kit.errors import RefusedError, StorageError
from interview_kit.interview import mending, promotion
from interview_kit.interview.clock import Clock
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.vault import database, header, protocols, repaired
from interview_kit.vault.database import Database
from interview_kit.vault.header import Role
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.repaired import REPAIRED
from interview_kit.vault.salvage import DAMAGE, DamagedDatabase, TableReading
from interview_kit.vault.workspace import Unlocked, Workspace

#: Every workspace has keys to sign with, and keys to be written to.
_SECRETS: Final = 2
#: What a row belongs to may be lost: an interview's protocol, say.
_LOOSE: Final = "PRAGMA foreign_keys = OFF"
#: Called with tables done and tables in all; raising stops.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair found."""

    #: Rows that came over, and tables of which some could not be read.
    rows: int
    tables: tuple[str, ...]
    #: Interviews whose journals now name what they lost.
    mended: tuple[str, ...]
    #: Interviews of which nothing could be kept: the beginning is lost.
    lost: tuple[str, ...]
    #: Whether the signing keys were lost, so that the office must enrol this laptop again.
    new_keys: bool
    #: Whether nothing was damaged; then nothing was touched.
    whole: bool


def repair(
    unlocked: Unlocked,
    *,
    new_keys: Callable[[Workspace], None],
    clock: Clock | None = None,
    progress: Progress = lambda done, total: None,
) -> Repaired:
    """Mend the database of a workspace that nobody has open.

    ``new_keys`` gives a laptop keys to sign with where its own were lost. Raises :class:`RefusedError`
    ``vault.beyond-repair`` where its first pages are lost, or an office lost its keys; then, and
    whatever else fails, everything is as it was.
    """
    folder = unlocked.folder
    repaired.finish(folder)
    old, key = _opened(unlocked)
    repaired.remove(folder)
    try:
        with contextlib.closing(old), contextlib.closing(Database(folder / REPAIRED, key)) as new:
            no_damage = old.is_whole()
            new.run(_LOOSE)
            new.migrate(old.version())  # a row of an older program fits only its own tables
            rows, tables, ends_lost = _copy(old, new, progress)
            new.migrate()
            new.run(
                "INSERT OR REPLACE INTO setting VALUES ('workspace', json_quote(?))", (unlocked.header.id,)
            )
            lacks_keys = int(new.run("SELECT count(*) FROM secret")[0][0]) < _SECRETS
            if lacks_keys and unlocked.header.role is Role.OFFICE:
                raise RefusedError("vault.beyond-repair", path=str(folder / database.FILE_NAME))
        with Workspace(unlocked, REPAIRED) as workspace:
            workspace.database.run(_LOOSE)
            if lacks_keys:
                new_keys(workspace)
            put_back = protocols.keep_shipped_again(workspace)
            mended, lost, listed_again = _mend_journals(workspace, clock or Clock(), ends_lost)
            workspace.database.checkpoint()  # closing does it too, but says nothing where the disk refuses
    except BaseException:
        repaired.remove(folder)
        raise
    whole = no_damage and not (tables or mended or lost or listed_again or put_back or lacks_keys)
    if whole:
        repaired.remove(folder)  # what an earlier repair left beside it stays
    else:
        repaired.take_place(folder)
    return Repaired(rows, tables, mended, lost, lacks_keys, whole)


def _opened(unlocked: Unlocked) -> tuple[DamagedDatabase, bytes]:
    path, failing = unlocked.folder / database.FILE_NAME, None
    for key in header.database_keys(unlocked.header, unlocked.secret.workspace_key):
        try:
            return DamagedDatabase(path, key), key
        except StorageError as error:
            if error.code not in DAMAGE:
                raise
            failing = failing or (error if error.code == "files.failed" else None)
        except RefusedError:  # the other key of a rotation that was cut off may fit
            continue
    raise failing or RefusedError("vault.beyond-repair", path=str(path))


def _copy(
    old: DamagedDatabase, new: Database, progress: Progress
) -> tuple[int, tuple[str, ...], frozenset[int | str]]:
    """Copy every row that can be read.

    Returns how many, the tables that are short, and the journals whose last entries are lost.
    """
    tables = new.run("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    copied, short, ends_lost = 0, [], frozenset[int | str]()
    for done, (name,) in enumerate(tables):
        progress(done, len(tables))
        reading = TableReading(old, name, new)
        with new.transaction():
            for row in reading.rows():
                places = ", ".join("?" * len(row))
                new.run(f"INSERT OR IGNORE INTO {name} VALUES ({places})", row)  # noqa: S608 - a name of our own schema
                copied += 1
        if reading.broken:
            short.append(name)
            ends_lost |= reading.ends_lost
    progress(len(tables), len(tables))
    return copied, tuple(short), ends_lost


def _mend_journals(
    workspace: Workspace, clock: Clock, ends_lost: frozenset[int | str]
) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Return the interviews that were mended, those that were lost, and whether their list changed."""
    mended, lost, beyond, changed = [], [], [], False
    run = workspace.database.run
    listed = dict(run("SELECT number, id FROM interview WHERE state = 'draft'"))
    kept = {one.digest: one for one in protocols.all_in(workspace)}
    under = dict(run("SELECT number, protocol FROM interview WHERE state = 'draft'"))
    # Drafts, also those whose row in the list is lost.
    numbers = {*listed, *(row[0] for row in run("SELECT DISTINCT id >> 32 FROM entry"))}
    for number in sorted(numbers):
        stored = StoredJournal(workspace.database, number)
        entries = list(stored.entries())
        interview = listed.get(number) or _told_by(entries)
        with workspace.transaction():
            try:
                whole = mending.mend(
                    interview,
                    entries,
                    workspace.author,
                    clock,
                    workspace=workspace.id,
                    end_lost=not ends_lost.isdisjoint({number, interview}),
                    under=kept.get(under.get(number, b"")),
                )
            except RefusedError:
                lost.append(interview or "?")
                stored.forget()
                beyond.append(number)
                continue
            if number not in listed:
                _list_again(workspace, interview, number, whole)
            elif under[number] != _protocol(whole):  # all that was told since a promotion is lost
                run("UPDATE interview SET protocol = ? WHERE number = ?", (_protocol(whole), number))
                changed = True
            if _replace(stored, entries, whole):
                mended.append(interview)
    _forget(workspace, beyond)
    return tuple(mended), tuple(lost), changed or not listed.keys() >= numbers - set(beyond)


def _forget(workspace: Workspace, numbers: list[int]) -> None:
    """Take interviews off the list, and forget attachments and recordings of those not on it."""
    run = workspace.database.run
    with workspace.transaction():
        for number in numbers:
            run("DELETE FROM interview WHERE number = ?", (number,))
        for table in ("attachment", "recording"):
            run(f"DELETE FROM {table} WHERE interview NOT IN (SELECT id FROM interview)")  # noqa: S608 - the names above


def _told_by(entries: list[Entry]) -> str:
    """Return the interview that a journal's first entry names, or nothing where that is lost."""
    match entries:
        case [Entry(kind=EntryKind.BEGIN, value={"interview": str(interview)}), *_]:
            return interview
    return ""


def _list_again(workspace: Workspace, interview: str, number: int, whole: Sequence[Entry]) -> None:
    workspace.database.run(
        "INSERT INTO interview VALUES (?, 'draft', ?, ?, ?)",
        (interview, _protocol(whole), whole[0].time[:10], number),
    )


def _protocol(whole: Sequence[Entry]) -> bytes:
    """Return the digest of the protocol that an interview is under, by its journal."""
    return bytes.fromhex(str(promotion.under(whole)["digest"]))


def _replace(stored: StoredJournal, entries: list[Entry], whole: list[Entry]) -> bool:
    """Put a mended journal in the place of its entries, and say whether that changes anything."""
    kept = {entry.counter for entry in whole}
    for entry in entries:
        if entry.counter not in kept:
            stored.remove(entry.counter)
    changed = [entry for entry in whole if entry not in entries]
    for entry in changed:
        stored.append(entry)
    return bool(changed)
