"""An encrypted copy of a whole workspace in one file (``.ikw``), for a stick that lies in a safe.

    interview-kit-backup/1\\n
    the header (8.1 of ``schemas/format.md``) with the recovery and escrow slots alone\\n
    an age file, to an identity that the workspace key gives, around an archive:
        backup.json  store.db  attachments/…  sealed/…  quarantine/…  padding

What is inside is closed a second time, each file as it lies in the workspace. The passphrase does not open
a backup: it may be known by the time one is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, Literal

from pydantic import ValidationError

from interview_kit.counting import Counting, Progress
from interview_kit.crypto import canonical, keys, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity
from interview_kit.crypto.padding import padded_size
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.files import must_take_files, open_from_disk, replacing, storage_error
from interview_kit.vault import database, header
from interview_kit.vault.header import Header, Purpose, Role
from interview_kit.vault.slots import Part, SlotSecret
from interview_kit.vault.workspace import ATTACHMENTS, QUARANTINE, SEALED, Workspace, new_id

SUFFIX: Final = ".ikw"
_MAGIC: Final = b"interview-kit-backup/1\n"
_ABOUT: Final = "backup.json"
_PADDING: Final = "padding"
_MOST_HEADER: Final = 256 * 1024
_MOST_ABOUT: Final = 4096
_PIECE: Final = 1024 * 1024
_LEAST_SIZE: Final = 256 * 1024
_MEMBER: Final = re.compile(
    r"store\.db|attachments/[a-z2-7]{26}|sealed/[a-z2-7]{16}\.ikb|quarantine/[a-z2-7]{16}\.ikb"
)


class About(Part):
    """What a backup says about itself, inside."""

    format: Literal["interview-kit-backup/1"] = "interview-kit-backup/1"
    made: str
    workspace: str
    role: Role
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that was written and read back."""

    file: Path
    size: int
    made: str
    #: Bundles in the archive whose file is not as it was accepted: they are in no backup.
    missing: int = 0


def write(
    workspace: Workspace, folder: Path, made: str, progress: Progress = lambda done, total: None
) -> Written:
    """Write a backup into ``folder``, read it back from the disk and compare it with what went in.

    In an office, the bundles in it whose files are as they were accepted count as backed up from then on.
    ``made`` is the time that goes into it. Nothing is left behind by a backup that failed or was stopped.
    Raises :class:`InputError` ``vault.backup-no-slot`` while nothing could open it, ``vault.backup-inside``;
    :class:`StorageError` ``vault.backup-damage``, ``files.disk-full`` or ``vault.backup-differs``.
    """
    slots = tuple(slot for slot in workspace.keyring.header.slots if slot.kind != "passphrase")
    if not slots:
        raise InputError("vault.backup-no-slot")
    must_take_files(folder)
    if folder.resolve().is_relative_to(workspace.folder.resolve()):
        raise InputError("vault.backup-inside", path=str(folder))
    if workspace.database.damage():
        raise StorageError("vault.backup-damage")
    key = workspace.keyring.secret.workspace_key
    outside = header.written(header.signed(workspace.keyring.header.model_copy(update={"slots": slots}), key))
    held = workspace.database.run("SELECT id, file, digest FROM bundle")
    about = About(made=made, workspace=workspace.id, role=workspace.role, purpose=workspace.purpose)
    members = _members(workspace, canonical.encode(about.model_dump(mode="json")))
    total = sum(ustar.stored_size(one.size) for one in members)
    if shutil.disk_usage(folder).free < total + _PIECE:
        raise StorageError("files.disk-full", path=str(folder))
    file, count = folder / f"{new_id(16)}{SUFFIX}", Counting(progress, 2 * total)
    try:
        with replacing(file) as target:
            target.write(_MAGIC + outside + b"\n")
            with Encryptor(target, [_identity(key).recipient]) as sealed:
                digests = _write_archive(sealed, members, count)
                file_key = sealed.file_key
        _compare(file, len(_MAGIC) + len(outside) + 1, file_key, digests, count)
    except BaseException:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)
        raise
    inside = [row[0] for row in held if digests.get(f"{SEALED}/{row[1]}") == row[2]]
    workspace.database.run_many(
        "UPDATE bundle SET backed_up = coalesce(backed_up, ?) WHERE id = ?", [(made, one) for one in inside]
    )
    return Written(file, file.stat().st_size, made, len(held) - len(inside))


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    size: int
    pieces: Callable[[], Iterator[bytes]]


def _members(workspace: Workspace, about: bytes) -> list[_Member]:
    store = workspace.database
    members = [
        _Member(_ABOUT, len(about), lambda: iter((about,))),
        _Member(database.FILE_NAME, store.size(), store.encrypted_copy),
    ]
    for part in (ATTACHMENTS, SEALED, QUARANTINE):
        folder = workspace.folder / part
        try:
            files = sorted(file for file in folder.iterdir() if file.is_file())
            for file in files:
                name = f"{part}/{file.name}"
                if _MEMBER.fullmatch(name):  # what is unfinished has another name
                    members.append(_Member(name, file.stat().st_size, partial(_pieces, file)))
        except OSError as error:
            raise storage_error(error, folder) from error
    padding = _padding(sum(ustar.stored_size(one.size) for one in members))
    members.append(_Member(_PADDING, padding, partial(_zeros, padding)))
    return members


def _pieces(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as source:
            while piece := source.read(_PIECE):
                yield piece
    except OSError as error:
        raise storage_error(error, file) from error


def _padding(used: int) -> int:
    """Return how many zeros bring an archive with ``used`` bytes of members to its padded size."""
    whole = used + ustar.BLOCK + len(ustar.END)
    return padded_size(whole, _LEAST_SIZE) - whole


def _write_archive(sealed: Encryptor, members: list[_Member], count: Counting) -> dict[str, bytes]:
    archive, digests = ustar.Writer(sealed), {}
    for one in members:
        digest = hashlib.sha256()
        archive.add_stream(one.name, one.size, _noted(one.pieces(), digest.update, count))
        digests[one.name] = digest.digest()
    archive.finish()
    return digests


def _noted(pieces: Iterator[bytes], note: Callable[[bytes], None], count: Counting) -> Iterator[bytes]:
    for piece in pieces:
        note(piece)
        count.add(len(piece))
        yield piece


def _zeros(size: int) -> Iterator[bytes]:
    for start in range(0, size, _PIECE):
        yield bytes(min(_PIECE, size - start))


def _compare(file: Path, skip: int, file_key: bytes, digests: dict[str, bytes], count: Counting) -> None:
    found = {}
    try:
        with open_from_disk(file) as source:
            source.seek(skip)
            archive = ustar.Reader(Decryptor.with_file_key(source, file_key))
            while member := archive.next():
                digest = hashlib.sha256()
                while piece := archive.read():
                    digest.update(piece)
                    count.add(len(piece))
                found[member.name] = digest.digest()
    except OSError as error:
        raise storage_error(error, file) from error
    except RefusedError as error:
        raise StorageError("vault.backup-differs", path=str(file)) from error
    if any(found.get(name) != digest for name, digest in digests.items()):
        raise StorageError("vault.backup-differs", path=str(file))


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup whose slot was opened; what it holds is still to be read."""

    file: Path
    header: Header
    secret: SlotSecret
    skip: int


def open_backup(file: Path, open_slot: Callable[[Header], SlotSecret]) -> Opened:
    """Read the header of a backup and open it by one of its slots.

    Raises :class:`RefusedError` ``vault.not-a-backup``, and what ``open_slot`` raises.
    """
    try:
        with file.open("rb") as source:
            if source.read(len(_MAGIC)) != _MAGIC:
                raise RefusedError("vault.not-a-backup", path=str(file))
            line = source.readline(_MOST_HEADER + 1)
    except OSError as error:
        raise storage_error(error, file) from error
    if not line.endswith(b"\n"):
        raise RefusedError("vault.not-a-backup", path=str(file))
    read = header.parse_header(line[:-1], file)
    return Opened(file, read, open_slot(read), len(_MAGIC) + len(line))


def check(opened: Opened, progress: Progress = lambda done, total: None) -> About:
    """Read a whole backup and say what it is.

    Raises :class:`RefusedError` ``vault.backup-damaged`` where a byte of it is not as it was written.
    """
    with _archive(opened, progress) as (about, archive):
        while archive.next():
            while archive.read():
                pass
    return about


def unpack(opened: Opened, folder: Path, progress: Progress = lambda done, total: None) -> About:
    """Write the files of a backup into the folders of a workspace that is being made.

    Raises :class:`RefusedError` ``vault.backup-damaged``; whoever called removes what was written.
    """
    with _archive(opened, progress) as (about, archive):
        while member := archive.next():
            if member.name == _PADDING:
                while archive.read():
                    pass
                continue
            if not _MEMBER.fullmatch(member.name):
                raise RefusedError("vault.backup-damaged", path=str(opened.file))
            with replacing(folder / member.name) as target:
                while piece := archive.read():
                    target.write(piece)
    return about


@contextlib.contextmanager
def _archive(opened: Opened, progress: Progress) -> Iterator[tuple[About, ustar.Reader]]:
    try:
        with opened.file.open("rb") as source:
            total = opened.file.stat().st_size
            source.seek(opened.skip)
            plain = _Watched(
                Decryptor(source, [_identity(opened.secret.workspace_key)]), source, progress, total
            )
            archive = ustar.Reader(plain)
            member = archive.next()
            if member is None or member.name != _ABOUT:
                raise RefusedError("vault.backup-damaged", path=str(opened.file))
            about = About.model_validate(canonical.decode(archive.read_all(member, _MOST_ABOUT)))
            yield about, archive
    except OSError as error:
        raise storage_error(error, opened.file) from error
    except ValidationError as error:
        raise RefusedError("vault.backup-damaged", path=str(opened.file)) from error
    except RefusedError as error:
        raise RefusedError("vault.backup-damaged", path=str(opened.file)) from error


class _Watched:
    """Tells how far a backup has been read."""

    def __init__(self, plain: Decryptor, source: BinaryIO, progress: Progress, total: int) -> None:
        self._plain, self._source, self._progress, self._total = plain, source, progress, total

    def read(self, size: int) -> bytes:
        data = self._plain.read(size)
        self._progress(self._source.tell(), self._total)
        return data


def _identity(workspace_key: bytes) -> HybridIdentity:
    return HybridIdentity.from_seed(keys.derive(workspace_key, "backup"))
