"""Unpacking a bundle that was verified, for whoever must look at it with other tools."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from interview_kit.bundle import manifest as names
from interview_kit.bundle.opening import Verified
from interview_kit.crypto import ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.trust.signed import Document


def unpack(file: Path, folder: Path, verified: Verified, identities: Sequence[HybridIdentity]) -> list[Path]:
    """Write every member but the padding into ``folder``, in the clear, and return the files.

    ``folder`` must be empty or not there yet. Raises :class:`InputError` ``bundle.folder-taken``, and
    :class:`RefusedError` ``bundle.members`` where the file is no longer the one that was verified.
    """
    expected = {one.name: one.sha256 for one in verified.manifest.members}
    expected[Document.BUNDLE.body_name] = verified.id.hex()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise InputError("bundle.folder-taken", path=str(folder))
        with file.open("rb") as source:
            return list(_members(ustar.Reader(Decryptor(source, identities)), folder, expected))
    except OSError as error:
        raise storage_error(error, folder) from error


def _members(archive: ustar.Reader, folder: Path, expected: dict[str, str]) -> Iterator[Path]:
    while member := archive.next():
        target, digest = folder / member.name, hashlib.sha256()
        if member.name == names.PADDING:
            while archive.read():
                pass
            continue
        target.parent.mkdir(exist_ok=True, mode=0o700)
        with replacing(target) as sink:
            while piece := archive.read():
                digest.update(piece)
                sink.write(piece)
        if expected.get(member.name, digest.hexdigest()) != digest.hexdigest():
            target.unlink()
            raise RefusedError("bundle.members")
        yield target
