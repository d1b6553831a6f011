"""Receipts: the office's signed word that it holds a bundle, encrypted to the laptop that made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridRecipient
from interview_kit.errors import RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.trust import documents, own, packs
from interview_kit.trust.enrolment import Laptop
from interview_kit.trust.signed import Document, write_head
from interview_kit.vault.header import Hex32, Part, Purpose, Role
from interview_kit.vault.workspace import Workspace, new_id

FORMAT: Final = "interview-kit-receipt/1"


class ReceivedBundle(Part):
    """One bundle the office holds durably."""

    #: SHA-256 of the manifest: the bundle's id.
    bundle: Hex32
    #: SHA-256 of the file.
    file: Hex32


class Receipt(Part):
    """The signed body of a receipt."""

    format: Literal["interview-kit-receipt/1"] = FORMAT
    purpose: Purpose
    #: Key id of the laptop.
    laptop: Hex32
    time: str
    bundles: Annotated[tuple[ReceivedBundle, ...], Field(min_length=1, max_length=100_000)]


def write_receipt(workspace: Workspace, folder: Path, laptop: Laptop, held: Sequence[ReceivedBundle]) -> Path:
    """Write a receipt for one laptop under an opaque name in ``folder`` and return its path."""
    receipt = Receipt(purpose=workspace.purpose, laptop=laptop.key, time=now(), bundles=tuple(held))
    path = folder / f"{new_id(16)}.ikr"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, folder) from error
    recipient = HybridRecipient.parse(laptop.request.recipient)
    with replacing(path) as file, Encryptor(file, [recipient]) as sealed:
        archive = ustar.Writer(sealed)
        body = canonical.encode(receipt.model_dump(mode="json"))
        write_head(archive, Document.RECEIPT, workspace.purpose, own.signing_keys(workspace), body)
        archive.finish()
    return path


def accept_receipt(workspace: Workspace, path: Path) -> list[str]:
    """Mark the bundles a receipt names as received and return their interviews.

    Raises :class:`RefusedError`: for another laptop, not from our office, or naming no bundle of ours.
    """
    workspace.must_be(Role.FIELD)
    office = packs.must_be_pinned(workspace)
    try:
        with path.open("rb") as file:
            archive = ustar.Reader(Decryptor(file, [own.identity(workspace)]))
            receipt, _ = documents.read(archive, Document.RECEIPT, workspace.purpose, office.trusted, Receipt)
            documents.nothing_more(archive)
    except OSError as error:
        raise storage_error(error, path) from error
    if receipt.purpose is not workspace.purpose or receipt.laptop != workspace.setting("author"):
        raise RefusedError("trust.receipt-not-ours")
    with workspace.transaction():
        marked = [interview for held in receipt.bundles for interview in _mark(workspace, held, receipt.time)]
        if not marked:
            raise RefusedError("trust.receipt-not-ours")
    return marked


def _mark(workspace: Workspace, held: ReceivedBundle, time: str) -> list[str]:
    rows = workspace.database.run(
        "UPDATE sealed SET received = coalesce(received, ?) WHERE bundle = ? AND digest = ?"
        " RETURNING interview",
        (time, bytes.fromhex(held.bundle), bytes.fromhex(held.file)),
    )
    return [row[0] for row in rows]
