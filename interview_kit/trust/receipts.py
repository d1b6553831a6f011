"""Receipts: the office's signed word that it holds a bundle, encrypted to the laptop that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Encryptor, HybridRecipient
from interview_kit.errors import RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.trust import documents, own, packs
from interview_kit.trust.roster import Laptop
from interview_kit.trust.signed import Document, write_head
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Hex32, Part
from interview_kit.vault.workspace import Workspace, new_id

FORMAT: Final = "interview-kit-receipt/1"
_LAST: Final = "last receipt"


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
    """Write a receipt for one laptop under an opaque name in ``folder`` and return its path.

    Where the last one for this laptop lies there still and says the same, its path is returned.
    """
    bundles = sorted(held, key=lambda one: (one.bundle, one.file))
    says = hashlib.sha256("".join(one.bundle + one.file for one in bundles).encode()).hexdigest()
    if (last := _last_receipt(workspace, folder, laptop, says)) is not None:
        return last
    receipt = Receipt(purpose=workspace.purpose, laptop=laptop.key, time=now(), bundles=tuple(bundles))
    path = folder / f"{new_id(16)}.ikr"
    recipient = HybridRecipient.parse(laptop.request.recipient)
    with replacing(path) as file, Encryptor(file, [recipient]) as sealed:
        archive = ustar.Writer(sealed)
        body = canonical.encode(receipt.model_dump(mode="json"))
        write_head(archive, Document.RECEIPT, workspace.purpose, own.signing_keys(workspace), body)
        archive.finish()
    workspace.set_setting(f"{_LAST} {laptop.key}", {"says": says, "file": path.name, "sha256": _digest(path)})
    return path


def _last_receipt(workspace: Workspace, folder: Path, laptop: Laptop, says: str) -> Path | None:
    """Return the last receipt for a laptop if it says the same and lies in ``folder`` as it was written.

    It is known by its digest: the office cannot read what it encrypts to a laptop.
    """
    match workspace.setting(f"{_LAST} {laptop.key}"):
        case {"says": written, "file": str(name), "sha256": digest} if written == says:
            path = folder / name
            if path.is_file() and _digest(path) == digest:
                return path
    return None


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise storage_error(error, path) from error


def accept_receipt(workspace: Workspace, path: Path) -> list[str]:
    """Mark the bundles a receipt names as received and return their interviews.

    Raises :class:`RefusedError`: for another laptop, not from our office, or naming no bundle of ours.
    """
    workspace.must_be(Role.FIELD)
    office = packs.must_be_pinned(workspace)
    try:
        with path.open("rb") as file:
            identities = own.identities(workspace)
            archive = ustar.Reader(
                documents.unsealed(file, Document.RECEIPT, identities, "trust.receipt-not-ours")
            )
            receipt, _ = documents.read(archive, Document.RECEIPT, workspace.purpose, office.trusted, Receipt)
            documents.nothing_more(archive)
    except OSError as error:
        raise storage_error(error, path) from error
    if receipt.purpose is not workspace.purpose or receipt.laptop not in own.key_ids(workspace):
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
