"""Packs: what the office gives its team. A public pack names recipients and protocols, and no person."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto import ustar
from interview_kit.crypto.age import HybridRecipient
from interview_kit.crypto.fingerprint import as_digits, matches
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.trust import documents, office_keys, own
from interview_kit.trust.signed import Document, Head, key_id, take
from interview_kit.trust.succession import MOST, OfficeKeys, Succeeded, leads_to
from interview_kit.vault import protocols
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Hex32, Holders, Part
from interview_kit.vault.workspace import Workspace

FORMAT: Final = "interview-kit-pack/1"
_HOLDERS: Final = "holders"
_NUMBER: Final = "pack number"


class PackedProtocol(Part):
    """A protocol in the pack; its text is the member ``protocols/N.json``."""

    id: str
    version: str
    digest: Hex32


class Pack(OfficeKeys):
    """The signed body of a public pack: the office's keys, and what comes with them."""

    format: Literal["interview-kit-pack/1"] = FORMAT
    purpose: Purpose
    #: Grows with every pack; an older one than already seen is refused.
    number: Annotated[int, Field(ge=1)]
    protocols: tuple[PackedProtocol, ...] = ()
    #: The office's keys that these replaced, the oldest first.
    before: Annotated[tuple[Succeeded, ...], Field(max_length=MOST)] = ()

    def fingerprint(self) -> bytes:
        """Return the digest over purpose and all public keys of the office and its custodian."""
        return self.digest(self.purpose)


@dataclass(frozen=True, slots=True)
class Pinned:
    """The office this laptop works for."""

    pack: Pack

    @property
    def recipients(self) -> list[HybridRecipient]:
        """Who opens bundles."""
        return [HybridRecipient.parse(text) for text in self.pack.recipients]

    @property
    def custodian(self) -> HybridRecipient:
        """Who opens identities."""
        return HybridRecipient.parse(self.pack.custodian)

    @property
    def holders(self) -> Holders:
        """Who may together reopen this laptop's workspace, should its interviewer be gone."""
        return Holders(self.custodian, tuple(self.recipients))

    @property
    def fingerprint(self) -> str:
        """The office's fingerprint, to read aloud."""
        return as_digits(self.pack.fingerprint())

    def trusted(self, signer: str) -> VerifyingKeys:
        """Return the office's keys if ``signer`` is the office. Raises ``trust.not-our-office``."""
        if signer != key_id(self.pack.keys):
            raise RefusedError("trust.not-our-office")
        return self.pack.keys


def own_pack(workspace: Workspace, number: int = 1, packed: Sequence[LoadedProtocol] = ()) -> Pack:
    """Return the pack this office would sign."""
    return Pack(
        **office_keys.public(workspace).model_dump(),
        purpose=workspace.purpose,
        number=number,
        protocols=tuple(
            PackedProtocol(id=one.protocol.id, version=one.protocol.version, digest=one.digest.hex())
            for one in packed
        ),
        before=office_keys.before(workspace),
    )


def office_fingerprint(workspace: Workspace) -> str:
    """Return this office's fingerprint, to read aloud."""
    return as_digits(office_keys.public(workspace).digest(workspace.purpose))


def number(workspace: Workspace) -> int:
    """Return the number of the last pack this office wrote; 0 if it wrote none."""
    found = workspace.setting(_NUMBER)
    return found if isinstance(found, int) else 0


def set_number(workspace: Workspace, last: int) -> None:
    """Count packs from there on."""
    workspace.set_setting(_NUMBER, last)


def write_pack(workspace: Workspace, path: Path, packed: Sequence[LoadedProtocol]) -> str:
    """Write the next public pack and return the office's fingerprint."""
    pack = own_pack(workspace, number(workspace) + 1, packed)
    with workspace.transaction():
        for one in packed:
            protocols.archive(workspace, one)
        set_number(workspace, pack.number)
    documents.write(
        path,
        Document.PACK,
        workspace.purpose,
        own.signing_keys(workspace),
        pack,
        introduce=True,
        members=tuple((f"protocols/{number}.json", one.body) for number, one in enumerate(packed, start=1)),
    )
    return as_digits(pack.fingerprint())


def read_pack(
    path: Path, purpose: Purpose, recognise: Callable[[Pack], None]
) -> tuple[Pack, list[LoadedProtocol]]:
    """Read a pack whose signatures are good by the keys it brings.

    ``recognise`` compares whose keys they are, and raises before anything else is read.
    """
    with documents.opened(path) as archive:
        pack, head = documents.read(archive, Document.PACK, purpose, None, Pack)
        _check_introduction(pack, head, purpose)
        recognise(pack)
        packed = [
            _read_protocol(archive, number, expected)
            for number, expected in enumerate(pack.protocols, start=1)
        ]
        documents.nothing_more(archive)
    return pack, packed


def accept_pack(workspace: Workspace, path: Path, typed_fingerprint: str | None) -> Pinned:
    """Pin the office a pack comes from, or take a newer pack of the office already pinned.

    That may have new keys, if those pinned signed them. A fingerprint must be given the first time, and is
    compared whenever it is. Raises
    :class:`RefusedError` ``trust.fingerprint-differs``, ``trust.not-our-office``, ``trust.pack-older``.
    """
    workspace.must_be(Role.FIELD)
    known = pinned(workspace)
    pack, packed = read_pack(
        path, workspace.purpose, lambda pack: _must_be_ours(pack, known, typed_fingerprint)
    )
    let_in(workspace, Pinned(pack))
    with workspace.transaction():
        for one in packed:
            protocols.keep(workspace, one)
        workspace.database.run(
            "INSERT OR REPLACE INTO pinned_office VALUES (1, ?, ?, ?)",
            (pack.fingerprint(), pack.number, pack.model_dump_json()),
        )
    return Pinned(pack)


def let_in(workspace: Workspace, office: Pinned) -> None:
    """Let office and custodian reopen this workspace together, should its interviewer be gone."""
    holders = [str(office.holders.custodian), *(str(one) for one in office.holders.office)]
    kinds = {slot.kind for slot in workspace.keyring.header.slots}
    if "escrow" not in kinds or workspace.setting(_HOLDERS) != holders:
        workspace.keyring.set_holders(office.holders)
        workspace.set_setting(_HOLDERS, [*holders])


def holders(workspace: Workspace) -> Holders | None:
    """Return who may reopen this workspace together: the pinned office and its custodian, if there is one."""
    office = pinned(workspace) if workspace.role is Role.FIELD else None
    return office.holders if office else None


def _must_be_ours(pack: Pack, known: Pinned | None, typed_fingerprint: str | None) -> None:
    digest = pack.fingerprint()
    if typed_fingerprint is not None and not matches(digest, typed_fingerprint):
        raise RefusedError("trust.fingerprint-differs")
    if known is None and typed_fingerprint is None:
        raise InputError("trust.fingerprint-needed")
    if known is not None:
        same = hmac.compare_digest(known.pack.fingerprint(), digest)
        if not same and not leads_to(known.pack.office, pack.before, pack.office, pack.purpose):
            raise RefusedError("trust.not-our-office")
        if pack.number < known.pack.number:
            raise RefusedError("trust.pack-older", number=pack.number, known=known.pack.number)


def pinned(workspace: Workspace) -> Pinned | None:
    """Return the office this laptop works for, if it has been told."""
    rows = workspace.database.run("SELECT body FROM pinned_office")
    return Pinned(Pack.model_validate(json.loads(rows[0][0]))) if rows else None


def must_be_pinned(workspace: Workspace) -> Pinned:
    """Return the pinned office. Raises :class:`InputError` ``trust.no-office``."""
    office = pinned(workspace)
    if office is None:
        raise InputError("trust.no-office")
    return office


def _check_introduction(pack: Pack, head: Head, purpose: Purpose) -> None:
    if pack.purpose is not purpose or pack.keys != head.keys:
        raise RefusedError("trust.body", document=Document.PACK.value)


def _read_protocol(archive: ustar.Reader, number: int, expected: PackedProtocol) -> LoadedProtocol:
    body = take(archive, f"protocols/{number}.json", library.MAX_BYTES)
    if hashlib.sha256(body).hexdigest() != expected.digest:
        raise RefusedError("trust.body", document=Document.PACK.value)
    loaded = library.load(body, name=expected.id)
    if loaded.reference() != expected.model_dump():
        raise RefusedError("trust.body", document=Document.PACK.value)
    return loaded
