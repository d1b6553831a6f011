"""Intake: bundles come in whole, or wait in quarantine with the reason. Importing twice changes nothing.

The ciphertext is copied first and only the copy is worked on; it stays in the archive as it arrived, and
attachments and identities are read from it when somebody may. Nothing is ever staged in the clear.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from interview_kit.bundle.opening import Verified
from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, KitError, RefusedError, StorageError
from interview_kit.files import must_take_files, remove_durably, replacing, storage_error, sync_folder
from interview_kit.interview.journal import now
from interview_kit.office import archive, chains
from interview_kit.office.reader import Reader
from interview_kit.trust.receipts import ReceivedBundle, write_receipt
from interview_kit.values.paths import without_positions
from interview_kit.vault import interviews, protocols
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import QUARANTINE, Workspace, new_id

_PIECE: Final = 1024 * 1024

#: Called with the number of files done and the number of all; raising stops between two files.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not accepted, and why."""

    file: str
    error: KitError


@dataclass(slots=True)
class Report:
    """What an import did. ``accepted``, ``held`` and ``known`` hold interview ids."""

    accepted: list[str] = field(default_factory=list)
    #: Whole and signed, by a laptop that no longer counts for them.
    held: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    quarantined: list[Refusal] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    #: Why receipts are missing; what was accepted is accepted all the same.
    receipts_failed: StorageError | None = None


def import_bundles(
    workspace: Workspace,
    places: Sequence[Path],
    receipts: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Import bundle files, and every ``.ikb`` file in folders; then write receipts for all that is held.

    A receipt follows the durable commit, and is written again for a bundle already known: the laptop may
    have lost the first. Raises :class:`InputError` ``office.nothing-to-import``, and :class:`StorageError`
    before anything is imported where ``receipts`` is no folder that takes files.
    """
    workspace.must_be(Role.OFFICE)
    files = list(_bundle_files(places))
    if not files:
        raise InputError("office.nothing-to-import")
    if receipts is not None:
        must_take_files(receipts)
    reader, report = Reader.of(workspace), Report()
    held: dict[str, list[ReceivedBundle]] = defaultdict(list)
    for number, file in enumerate(files):
        progress(number, len(files))
        try:
            verified, digest = _import_one(workspace, file, reader, report)
        except (RefusedError, StorageError) as error:  # one bad file must not hold up the others
            report.quarantined.append(Refusal(file.name, error))
        else:
            held[verified.manifest.chain].append(ReceivedBundle(bundle=verified.id.hex(), file=digest.hex()))
    if receipts is not None:
        try:
            for key, bundles in held.items():
                report.receipts.append(write_receipt(workspace, receipts, reader.laptops[key], bundles))
        except StorageError as error:
            report.receipts_failed = error
    progress(len(files), len(files))
    return report


def _bundle_files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(
                file for file in place.rglob("*.ikb") if file.is_file() and not file.is_symlink()
            )
        elif place.is_file() and not place.is_symlink():  # a link on a stick may point at our own files
            yield place
        else:
            raise InputError("office.no-such-file", path=str(place))


def _import_one(workspace: Workspace, file: Path, reader: Reader, report: Report) -> tuple[Verified, bytes]:
    name = f"{new_id(16)}.ikb"
    copy = interviews.unfinished(workspace, name)
    digest = _copy(file, copy)
    try:
        verified = reader.read(copy)
    except RefusedError as error:
        _quarantine(workspace, copy, name, digest, error)
        raise
    held = _archive(workspace, verified, name, digest)
    # Only the database knows whether the copy counts: sweeping, now or at the next opening, gives it its name
    # or removes it.
    interviews.sweep(workspace)
    _leave_quarantine(workspace, digest)
    _note(workspace, verified, report, known=held is not None)
    return verified, digest if held is None else held


def _note(workspace: Workspace, verified: Verified, report: Report, *, known: bool) -> None:
    standing = workspace.database.run("SELECT standing FROM bundle WHERE id = ?", (verified.id,))[0][0]
    noted = report.known if known else report.held if standing == "held" else report.accepted
    noted.append(verified.manifest.interview)


def _copy(file: Path, copy: Path) -> bytes:
    digest = hashlib.sha256()
    try:
        with file.open("rb") as source, replacing(copy) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
    except OSError as error:
        raise storage_error(error, file) from error
    return digest.digest()


def _archive(workspace: Workspace, verified: Verified, name: str, digest: bytes) -> bytes | None:
    """Take a verified bundle into the archive; if it is there already, return the digest of the file held."""
    manifest, told = verified.manifest, verified.record
    with workspace.transaction():
        run = workspace.database.run
        if known := run("SELECT digest FROM bundle WHERE id = ?", (verified.id,)):
            return bytes(known[0][0])
        protocols.archive(workspace, verified.protocol)
        run(
            "INSERT INTO bundle"
            " (id, interview, laptop, number, protocol, manifest, body, file, digest, imported)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                verified.id,
                manifest.interview,
                manifest.chain,
                manifest.number,
                verified.protocol.digest,
                manifest.model_dump_json(),
                json.dumps(told.to_json(), ensure_ascii=False),
                name,
                digest,
                now(),
            ),
        )
        if told.course.gaps:
            mended: dict[str, JsonValue] = {"interview": manifest.interview, "lost": told.course.lost}
            archive.log(workspace, "journal-mended", mended)
        workspace.database.run_many(
            "INSERT INTO archived_answer VALUES (?, ?, ?, ?)",
            [
                (verified.id, path, without_positions(path), canonical.encode(data).decode())
                for path, data in told.answers.items()
            ],
        )
        chains.settle(workspace, manifest.chain)
    return None


def _leave_quarantine(workspace: Workspace, digest: bytes) -> None:
    """Forget that a file was refused: its laptop may have been enrolled since."""
    rows = workspace.database.run("DELETE FROM quarantined WHERE digest = ? RETURNING file", (digest,))
    for (name,) in rows:
        remove_durably(workspace.folder / QUARANTINE / name)


def _quarantine(workspace: Workspace, copy: Path, name: str, digest: bytes, error: RefusedError) -> None:
    """Keep a refused file with its reason; the same file again only renews the reason."""
    run = workspace.database.run
    reason = (error.code, json.dumps(error.parameters, ensure_ascii=False))
    if run("UPDATE quarantined SET code = ?, parameters = ? WHERE digest = ? RETURNING 1", (*reason, digest)):
        interviews.sweep(workspace)
        return
    target = workspace.folder / QUARANTINE / name
    try:
        copy.replace(target)
    except OSError as failed:
        raise storage_error(failed, target) from failed
    sync_folder(target.parent)
    run("INSERT INTO quarantined VALUES (?, ?, ?, ?, ?)", (digest, name, *reason, now()))
