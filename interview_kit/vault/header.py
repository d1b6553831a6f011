"""``workspace.json``: the public, authenticated header of a workspace and its key slots.

    passphrase ──Argon2id──▶ slot key ──unwraps──▶ workspace key ‖ author key
    workspace key ──HKDF──▶ authenticates the header, unwraps the database key
    author key ───HKDF──▶ unwraps the signing keys (a slot for other hands, escrow, will not hold it)

While the database key is being rotated the header holds two wrapped keys, the old one first.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)

from interview_kit.crypto import canonical, keys
from interview_kit.errors import InputError, KitError, RefusedError
from interview_kit.files import storage_error, write_atomically

FORMAT: Final = "interview-kit-workspace/1"
FILE_NAME: Final = "workspace.json"
#: No honest header comes near these; a forged one must not cost the machine its memory.
_MAX_BYTES: Final = 256 * 1024


class Role(StrEnum):
    """Whose workspace it is."""

    FIELD = "field"
    OFFICE = "office"


class Purpose(StrEnum):
    """Real evidence or practice; fixed at creation, and parted in keys and signature namespaces."""

    REAL = "real"
    PRACTICE = "practice"


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


class Slot(Part):
    """One way to open the workspace."""

    id: str
    kind: Literal["passphrase"]
    salt: Base64
    cost: SlotCost
    box: Base64


class Header(Part):
    """The whole of ``workspace.json``."""

    format: Literal["interview-kit-workspace/1"] = FORMAT
    id: str
    role: Role
    purpose: Purpose
    slots: tuple[Slot, ...]
    #: The wrapped database key; two while it is being rotated, the old one first.
    database: Annotated[tuple[Base64, ...], Field(min_length=1, max_length=2)]
    mac: Base64 = b""

    def authenticated_bytes(self) -> bytes:
        """Return what the header's MAC covers: everything but the MAC."""
        return canonical.encode(self.model_dump(mode="json", exclude={"mac"}))


@dataclass(frozen=True, slots=True)
class SlotSecret:
    """What a passphrase slot opens."""

    workspace_key: bytes
    author_key: bytes

    @classmethod
    def generate(cls) -> SlotSecret:
        """Make both keys of a new workspace."""
        return cls(secrets.token_bytes(32), secrets.token_bytes(32))


def make_slot(header_id: str, secret: SlotSecret, passphrase: str, cost: keys.Cost) -> Slot:
    """Wrap the workspace's keys under a passphrase. Takes as long as ``cost`` says."""
    salt, slot_id = secrets.token_bytes(keys.SALT_SIZE), secrets.token_hex(8)
    slot_key = keys.derive_from_passphrase(passphrase, salt, cost)
    wrapped = keys.wrap(slot_key, secret.workspace_key + secret.author_key, _slot_context(header_id, slot_id))
    return Slot(
        id=slot_id,
        kind="passphrase",
        salt=salt,
        cost=SlotCost.of(cost),
        box=wrapped,
    )


def open_slots(header: Header, passphrase: str) -> SlotSecret:
    """Open the header with a passphrase, and check that nobody changed the header.

    Raises :class:`InputError` ``vault.passphrase-wrong``, :class:`RefusedError` ``vault.header-altered``.
    """
    for slot in header.slots:
        cost = slot.cost.checked()
        slot_key = keys.derive_from_passphrase(passphrase, slot.salt, cost)
        try:
            both = keys.unwrap(slot_key, slot.box, _slot_context(header.id, slot.id))
        except RefusedError:  # another slot may fit
            continue
        secret = SlotSecret(both[:32], both[32:])
        _check_mac(header, secret.workspace_key)
        return secret
    raise InputError("vault.passphrase-wrong")


def _check_mac(header: Header, workspace_key: bytes) -> None:
    if not keys.check(_mac_key(workspace_key), header.authenticated_bytes(), header.mac):
        raise RefusedError("vault.header-altered")


def wrap_database_key(header_id: str, workspace_key: bytes, database_key: bytes) -> bytes:
    """Wrap a database key for the header."""
    return keys.wrap(keys.derive(workspace_key, "database key"), database_key, header_id.encode())


def database_keys(header: Header, workspace_key: bytes) -> tuple[bytes, ...]:
    """Return the database key, or the old and the new one where a rotation was cut off."""
    wrapping = keys.derive(workspace_key, "database key")
    return tuple(keys.unwrap(wrapping, box, header.id.encode()) for box in header.database)


def read_header(folder: Path) -> Header:
    """Read the header of the workspace in ``folder``.

    Raises :class:`InputError` ``vault.no-workspace`` or :class:`RefusedError` ``vault.header-unreadable``.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError("vault.no-workspace", path=str(folder)) from error
    except OSError as error:
        raise storage_error(error, path) from error
    try:
        if len(raw) > _MAX_BYTES:
            raise RefusedError("vault.header-unreadable", path=str(path))
        return Header.model_validate(canonical.decode(raw))
    except (KitError, ValidationError) as error:
        raise RefusedError("vault.header-unreadable", path=str(path)) from error


def write_header(folder: Path, header: Header, workspace_key: bytes) -> Header:
    """Authenticate the header, replace the file by it, and return it."""
    mac = keys.authenticate(_mac_key(workspace_key), header.authenticated_bytes())
    signed = header.model_copy(update={"mac": mac})
    write_atomically(folder / FILE_NAME, canonical.encode(signed.model_dump(mode="json")))
    return signed


def _mac_key(workspace_key: bytes) -> bytes:
    return keys.derive(workspace_key, "workspace header")


def _slot_context(header_id: str, slot_id: str) -> bytes:
    return canonical.encode({"format": FORMAT, "workspace": header_id, "slot": slot_id})
