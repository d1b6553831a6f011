"""Intake: bundles come in whole, or wait in quarantine with the reason. Importing twice changes nothing.

The ciphertext is copied first and only the copy is worked on; it stays in the archive as it arrived, and
attachments and identities are read from it when somebody may. Nothing is ever staged in the clear.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from interview_kit.bundle.opening import Verified
from interview_kit.counting import Counting, Progress, size_of
from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, KitError, RefusedError, StorageError
from interview_kit.files import (
    must_take_files,
    remove_durably,
    remove_if_possible,
    replacing,
    storage_error,
    sync_folder,
)
from interview_kit.interview.journal import now
from interview_kit.office import archive, chains
from interview_kit.office.reader import Reader
from interview_kit.trust.receipts import ReceivedBundle, write_receipt
from interview_kit.values.paths import without_positions
from interview_kit.vault import interviews, protocols
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import QUARANTINE, SEALED, Workspace, new_id

_PIECE: Final = 1024 * 1024


class Standing(StrEnum):
    """What became of a file."""

    ACCEPTED = "accepted"
    #: Whole and signed, by a laptop that no longer counts for it.
    HELD = "held"
    #: The archive had it already.
    KNOWN = "known"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. Of a refused one nothing is known but why."""

    file: str
    standing: Standing
    #: SHA-256 of the file and the bundle's id, hex.
    digest: str = ""
    bundle: str = ""
    interview: str = ""
    #: Name of the laptop, and its seal number.
    laptop: str = ""
    number: int = 0
    error: KitError | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not accepted, and why."""

    file: str
    error: KitError


@dataclass(slots=True)
class Report:
    """What an import did, also where it was stopped."""

    #: How many files there were to import.
    files: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    #: Why receipts are missing; what was accepted is accepted all the same.
    receipts_failed: StorageError | None = None

    @property
    def accepted(self) -> list[str]:
        """Interviews that came in."""
        return self._interviews(Standing.ACCEPTED)

    @property
    def held(self) -> list[str]:
        """Interviews that came in and do not count."""
        return self._interviews(Standing.HELD)

    @property
    def known(self) -> list[str]:
        """Interviews that were there."""
        return self._interviews(Standing.KNOWN)

    @property
    def quarantined(self) -> list[Refusal]:
        """Files that were refused."""
        return [Refusal(one.file, one.error) for one in self.outcomes if one.error is not None]

    def _interviews(self, standing: Standing) -> list[str]:
        return [one.interview for one in self.outcomes if one.standing is standing]


def import_bundles(
    workspace: Workspace,
    places: Sequence[Path],
    receipts: Path | None = None,
    progress: Progress = lambda done, total: None,
    report: Report | None = None,
) -> Report:
    """Import bundle files, and every ``.ikb`` file in folders; then write receipts for all that is held.

    A receipt follows the durable commit, and is written again for a bundle already known: the laptop may
    have lost the first. A ``report`` that is given tells what was done even where ``progress`` raised. Raises
    :class:`InputError` ``office.nothing-to-import``, and :class:`StorageError` before anything is imported
    where ``receipts`` is no folder that takes files.
    """
    workspace.must_be(Role.OFFICE)
    files = list(_bundle_files(places))
    if not files:
        raise InputError("office.nothing-to-import")
    if receipts is not None:
        must_take_files(receipts)
    reader, report = Reader.of(workspace), report or Report()
    chains.settle_all(workspace)
    report.files = len(files)
    counting = Counting(progress, sum(2 * size_of(file) for file in files))
    held: dict[str, list[ReceivedBundle]] = defaultdict(list)
    for file in files:
        before = counting.done
        try:
            verified, outcome = _import_one(workspace, file, reader, counting)
        except (RefusedError, StorageError) as error:  # one bad file must not hold up the others
            outcome = Outcome(file.name, Standing.QUARANTINED, error=error)
        else:
            received = ReceivedBundle(bundle=outcome.bundle, file=outcome.digest)
            held[verified.manifest.chain].append(received)
        report.outcomes.append(outcome)
        counting.reach(before + 2 * size_of(file))
    if receipts is not None:
        try:
            for key, bundles in held.items():
                report.receipts.append(write_receipt(workspace, receipts, reader.laptops[key], bundles))
        except StorageError as error:
            report.receipts_failed = error
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


def _import_one(
    workspace: Workspace, file: Path, reader: Reader, counting: Counting
) -> tuple[Verified, Outcome]:
    name = f"{new_id(16)}.ikb"
    copy = interviews.unfinished(workspace, name)
    try:
        digest = _copy(file, copy, counting)
        verified = reader.read(copy, counting)
    except RefusedError as error:
        _quarantine(workspace, copy, name, digest, error)
        raise
    except BaseException:
        remove_if_possible(copy)  # stopped: nothing of it is here
        raise
    held = _archive(workspace, verified, name, digest)
    # Only the database knows whether the copy counts, now or at the next opening. It is accepted already.
    with suppress(StorageError):
        interviews.finish(workspace, name)
        _leave_quarantine(workspace, digest)
    standing = _standing(workspace, verified) if held is None else Standing.KNOWN
    manifest = verified.manifest
    return verified, Outcome(
        file.name,
        standing,
        (held or digest).hex(),
        verified.id.hex(),
        manifest.interview,
        reader.laptops[manifest.chain].name,
        manifest.number,
    )


def _standing(workspace: Workspace, verified: Verified) -> Standing:
    rows = workspace.database.run("SELECT standing FROM bundle WHERE id = ?", (verified.id,))
    return Standing(rows[0][0])


def _copy(file: Path, copy: Path, counting: Counting) -> bytes:
    digest = hashlib.sha256()
    try:
        with file.open("rb") as source, replacing(copy) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                target.write(piece)
                counting.add(len(piece))
    except OSError as error:
        raise storage_error(error, file) from error
    return digest.digest()


def _archive(workspace: Workspace, verified: Verified, name: str, digest: bytes) -> bytes | None:
    """Take a verified bundle into the archive; if it is there already, return the digest of the file held.

    Where that file is lost or damaged, this one takes its place.
    """
    manifest, told = verified.manifest, verified.record
    lost = _is_lost(workspace, verified.id)
    with workspace.transaction():
        run = workspace.database.run
        if known := run("SELECT digest FROM bundle WHERE id = ?", (verified.id,)):
            if lost:
                run(
                    "UPDATE bundle SET file = ?, digest = ?, backed_up = NULL WHERE id = ?",
                    (name, digest, verified.id),
                )
                archive.log(workspace, "bundle-replaced", {"interview": manifest.interview})
                return digest
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
        chains.settle_new(workspace, manifest.chain, verified.id)
    return None


def _is_lost(workspace: Workspace, bundle: bytes) -> bool:
    """Tell whether the archive knows a bundle and no longer has its file as it was accepted."""
    rows = workspace.database.run("SELECT file, digest FROM bundle WHERE id = ?", (bundle,))
    if not rows:
        return False
    try:
        with (workspace.folder / SEALED / rows[0][0]).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() != bytes(rows[0][1])
    except OSError:
        return True


def _leave_quarantine(workspace: Workspace, digest: bytes) -> None:
    """Forget that a file was refused: its laptop may have been enrolled since."""
    rows = workspace.database.run("DELETE FROM quarantined WHERE digest = ? RETURNING file", (digest,))
    for (name,) in rows:
        remove_durably(workspace.folder / QUARANTINE / name)


def _quarantine(workspace: Workspace, copy: Path, name: str, digest: bytes, error: RefusedError) -> None:
    """Keep a refused file with its reason; the same file again only renews the reason."""
    run = workspace.database.run
    reason = (error.code, json.dumps(error.parameters, ensure_ascii=False))
    known = run(
        "UPDATE quarantined SET code = ?, parameters = ? WHERE digest = ? RETURNING file", (*reason, digest)
    )
    if known and (workspace.folder / QUARANTINE / known[0][0]).is_file():
        interviews.finish(workspace, name)
        return
    if known:
        name = known[0][0]
    target = workspace.folder / QUARANTINE / name
    try:
        copy.replace(target)
    except OSError as failed:
        raise storage_error(failed, target) from failed
    sync_folder(target.parent)
    if not known:
        run("INSERT INTO quarantined VALUES (?, ?, ?, ?, ?)", (digest, name, *reason, now()))
