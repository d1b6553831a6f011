"""Small signed documents as files: requests and packs in the clear, receipts encrypted to one laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.crypto.signatures import SigningKeys, VerifyingKeys
from interview_kit.errors import RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.trust.signed import Body, Document, Head, read_head, write_head
from interview_kit.vault.header import Purpose
from interview_kit.vault.slots import Part


def write(
    path: Path,
    document: Document,
    purpose: Purpose,
    keys: SigningKeys,
    body: Part,
    *,
    introduce: bool = False,
    members: tuple[tuple[str, bytes], ...] = (),
) -> None:
    """Write a document in the clear, with further members whose digests the body names."""
    with replacing(path) as file:
        archive = ustar.Writer(file)
        encoded = canonical.encode(body.model_dump(mode="json"))
        write_head(archive, document, purpose, keys, encoded, introduce=introduce)
        for name, data in members:
            archive.add(name, data)
        archive.finish()


def unsealed(
    source: BinaryIO, document: Document, identities: Sequence[HybridIdentity], not_ours: str
) -> Decryptor:
    """Open what was encrypted to a workspace.

    Raises :class:`RefusedError`: no such document, or ``not_ours`` where it was encrypted to somebody else.
    """
    try:
        return Decryptor(source, identities)
    except RefusedError as error:
        codes = {"crypto.age-header": f"trust.not-a-{document.value}", "crypto.age-no-match": not_ours}
        raise RefusedError(codes.get(error.code, error.code)) from error


@contextmanager
def opened(path: Path) -> Iterator[ustar.Reader]:
    """Open a document for reading."""
    try:
        with path.open("rb") as file:
            yield ustar.Reader(file)
    except OSError as error:
        raise storage_error(error, path) from error


def read(
    archive: ustar.Reader,
    document: Document,
    purpose: Purpose,
    trusted: Callable[[str], VerifyingKeys] | None,
    model: type[Body],
) -> tuple[Body, Head]:
    """Verify the head and read its body. Raises :class:`RefusedError`."""
    head = read_head(archive, document, purpose, trusted)
    body = head.body_as(model)
    if body is None:
        raise RefusedError("trust.body", document=document.value)
    return body, head


def nothing_more(archive: ustar.Reader) -> None:
    """Refuse anything after the last member that was expected."""
    if (member := archive.next()) is not None:
        raise RefusedError("trust.member-order", name=member.name)
