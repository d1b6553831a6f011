"""Key slots: the ways to open a workspace.

    passphrase  Argon2id ─────────────────▶ workspace key ‖ author key
    recovery    printed code, HKDF ───────▶ workspace key ‖ author key
    escrow      office and custodian, age ▶ workspace key, and not the author key: whoever opens a
                                            workspace for somebody else cannot sign as that person

Every slot is bound to its workspace and its own id, so none can be moved. That its kind and cost are as
they were written, the header's MAC tells whoever got in.
"""

from __future__ import annotations

import base64
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

from interview_kit.crypto import canonical, keys
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity, HybridRecipient
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import RefusedError

FORMAT: Final = "interview-kit-workspace/1"
#: One of each kind is usual. Each costs a second when a passphrase is tried.
MOST: Final = 8
_ESCROW_SIZE: Final = 64 * 1024


def _from_base64(value: object) -> object:
    if isinstance(value, str):
        decoded = base64.b64decode(value, validate=True)
        if base64.b64encode(decoded).decode() != value:
            raise ValueError("not canonical base64")
        return decoded
    return value


Base64 = Annotated[
    bytes,
    BeforeValidator(_from_base64),
    PlainSerializer(lambda raw: base64.b64encode(raw).decode(), return_type=str),
]


#: 26 random characters.
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]
#: A SHA-256 in hex.
Hex32 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Part(BaseModel):
    """A written thing: nothing unknown in it, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SlotCost(Part):
    """Argon2id parameters."""

    iterations: int
    memory_kib: int
    lanes: int

    @classmethod
    def of(cls, cost: keys.Cost) -> SlotCost:
        """Write a cost down."""
        return cls(iterations=cost.iterations, memory_kib=cost.memory_kib, lanes=cost.lanes)

    def checked(self) -> keys.Cost:
        """Return the cost; one that makes guessing cheap or opening ruinous was put there by somebody."""
        try:
            return keys.Cost(self.iterations, self.memory_kib, self.lanes)
        except RefusedError as error:
            raise RefusedError("vault.header-altered") from error


class PassphraseSlot(Part):
    """What a passphrase opens."""

    id: str
    kind: Literal["passphrase"]
    salt: Base64
    cost: SlotCost
    box: Base64


class RecoverySlot(Part):
    """What the printed recovery code opens."""

    id: str
    kind: Literal["recovery"]
    salt: Base64
    box: Base64


class EscrowSlot(Part):
    """What office and custodian open together: an age file to the custodian, in one to the office."""

    id: str
    kind: Literal["escrow"]
    box: Base64


Slot = Annotated[PassphraseSlot | RecoverySlot | EscrowSlot, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class SlotSecret:
    """What a slot opens. ``author_key`` is None where it was opened for somebody who is gone."""

    workspace_key: bytes
    author_key: bytes | None

    @classmethod
    def generate(cls) -> SlotSecret:
        """Make both keys of a new workspace."""
        return cls(secrets.token_bytes(32), secrets.token_bytes(32))


@dataclass(frozen=True, slots=True)
class Holders:
    """Who may open a workspace together whose interviewer is gone."""

    custodian: HybridRecipient
    office: tuple[HybridRecipient, ...]


def with_passphrase(workspace: str, secret: SlotSecret, passphrase: str, cost: keys.Cost) -> PassphraseSlot:
    """Wrap the workspace's keys under a passphrase. Takes as long as ``cost`` says."""
    salt, slot = secrets.token_bytes(keys.SALT_SIZE), _new_id()
    key = keys.derive_from_passphrase(passphrase, salt, cost)
    box = keys.wrap(key, _both(secret), _context(workspace, slot))
    return PassphraseSlot(id=slot, kind="passphrase", salt=salt, cost=SlotCost.of(cost), box=box)


def with_recovery_code(workspace: str, secret: SlotSecret, code: RecoveryCode) -> RecoverySlot:
    """Wrap the workspace's keys under a recovery code."""
    salt, slot = secrets.token_bytes(keys.SALT_SIZE), _new_id()
    box = keys.wrap(code.key(salt), _both(secret), _context(workspace, slot))
    return RecoverySlot(id=slot, kind="recovery", salt=salt, box=box)


def with_escrow(workspace: str, secret: SlotSecret, holders: Holders) -> EscrowSlot:
    """Wrap the workspace key, and only that, to the custodian and that again to the office."""
    slot = _new_id()
    inner = canonical.encode(
        {
            "format": FORMAT,
            "workspace": workspace,
            "slot": slot,
            "key": base64.b64encode(secret.workspace_key).decode(),
        }
    )
    box = _sealed(_sealed(inner, (holders.custodian,)), holders.office)
    return EscrowSlot(id=slot, kind="escrow", box=box)


def open_with_passphrase(workspace: str, slot: PassphraseSlot, passphrase: str) -> SlotSecret:
    """Open a slot. Raises :class:`RefusedError` where the passphrase is another one."""
    key = keys.derive_from_passphrase(passphrase, slot.salt, slot.cost.checked())
    return _parted(keys.unwrap(key, slot.box, _context(workspace, slot.id)))


def open_with_recovery_code(workspace: str, slot: RecoverySlot, code: RecoveryCode) -> SlotSecret:
    """Open a slot. Raises :class:`RefusedError` where the code is another one."""
    return _parted(keys.unwrap(code.key(slot.salt), slot.box, _context(workspace, slot.id)))


def open_escrow(
    workspace: str, slot: EscrowSlot, office: Sequence[HybridIdentity], custodian: Sequence[HybridIdentity]
) -> SlotSecret:
    """Open a slot with an identity of each.

    Raises :class:`RefusedError` where it is for another office or custodian, or was altered or moved.
    """
    inner = canonical.decode(_opened(_opened(slot.box, office), custodian))
    match inner:
        case {"format": str(form), "workspace": str(named), "slot": str(number), "key": str(key)} if (
            form,
            named,
            number,
        ) == (FORMAT, workspace, slot.id):
            return SlotSecret(base64.b64decode(key), None)
    raise RefusedError("vault.header-altered")


def _sealed(data: bytes, recipients: tuple[HybridRecipient, ...]) -> bytes:
    sink = io.BytesIO()
    with Encryptor(sink, recipients) as sealing:
        sealing.write(data)
    return sink.getvalue()


def _opened(data: bytes, identities: Sequence[HybridIdentity]) -> bytes:
    reader = Decryptor(io.BytesIO(data), identities)
    opened = b""
    while piece := reader.read(_ESCROW_SIZE):
        opened += piece
    return opened


def _both(secret: SlotSecret) -> bytes:
    if secret.author_key is None:
        raise RefusedError("vault.no-author-key")
    return secret.workspace_key + secret.author_key


def _parted(both: bytes) -> SlotSecret:
    return SlotSecret(both[:32], both[32:])


def _new_id() -> str:
    return secrets.token_hex(8)


def _context(workspace: str, slot: str) -> bytes:
    return canonical.encode({"format": FORMAT, "workspace": workspace, "slot": slot})
