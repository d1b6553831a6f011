"""Unpacking a bundle that was verified, for whoever must look at it with other tools."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from interview_kit.bundle import manifest as names
from interview_kit.bundle.opening import Verified
from interview_kit.crypto import ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import remove_if_possible, replacing, storage_error
from interview_kit.trust.signed import Document


def unpack(file: Path, folder: Path, verified: Verified, identities: Sequence[HybridIdentity]) -> list[Path]:
    """Write every member but the padding into ``folder``, in the clear, and return the files.

    ``file`` should lie where nobody exchanges it. ``folder`` must be empty or not there yet; whatever fails,
    nothing is left in it. Raises :class:`InputError` ``bundle.folder-taken``, and :class:`RefusedError`
    ``bundle.members`` where the file is no longer the one that was verified.
    """
    body = Document.BUNDLE.body_name
    expected = {"signer": "", f"{body}.sig": "", f"{body}.mldsa65": "", body: verified.id.hex()}
    expected |= {one.name: one.sha256 for one in verified.manifest.members}
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise InputError("bundle.folder-taken", path=str(folder))
        written: list[Path] = []
        try:
            with file.open("rb") as source:
                for one in _members(ustar.Reader(Decryptor(source, identities)), folder, expected):
                    written.append(one)
            if len(written) != len(expected):
                raise RefusedError("bundle.members")
        except BaseException:
            _remove(folder, expected)
            raise
    except OSError as error:
        raise storage_error(error, folder) from error
    return written


def _members(archive: ustar.Reader, folder: Path, expected: dict[str, str]) -> Iterator[Path]:
    while member := archive.next():
        if member.name == names.PADDING:
            while archive.read():
                pass
            continue
        if member.name not in expected:
            raise RefusedError("bundle.members")
        target, digest = folder / member.name, hashlib.sha256()
        target.parent.mkdir(exist_ok=True, mode=0o700)
        with replacing(target) as sink:
            while piece := archive.read():
                digest.update(piece)
                sink.write(piece)
        if expected[member.name] not in ("", digest.hexdigest()):
            raise RefusedError("bundle.members")
        yield target


def _remove(folder: Path, expected: Iterable[str]) -> None:
    for name in expected:
        remove_if_possible(folder / name)
    with suppress(OSError):
        (folder / names.ATTACHMENTS).rmdir()
