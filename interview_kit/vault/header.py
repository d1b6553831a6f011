"""``workspace.json``: the public, authenticated header of a workspace and its key slots.

    a key slot ──opens──▶ workspace key (and, but for escrow, author key)
    workspace key ──HKDF──▶ authenticates the header, unwraps the database key
    author key ───HKDF──▶ unwraps the signing keys

While the database key is being rotated the header holds two wrapped keys, the old one first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from interview_kit.crypto import canonical, keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, KitError, RefusedError
from interview_kit.files import storage_error, write_atomically
from interview_kit.vault import slots
from interview_kit.vault.slots import (
    FORMAT,
    Base64,
    EscrowSlot,
    Part,
    PassphraseSlot,
    RecoverySlot,
    Slot,
    SlotSecret,
)

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


class Header(Part):
    """The whole of ``workspace.json``."""

    format: Literal["interview-kit-workspace/1"] = FORMAT
    id: str
    role: Role
    purpose: Purpose
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=slots.MOST)]
    #: The wrapped database key; two while it is being rotated, the old one first.
    database: Annotated[tuple[Base64, ...], Field(min_length=1, max_length=2)]
    mac: Base64 = b""

    def authenticated_bytes(self) -> bytes:
        """Return what the header's MAC covers: everything but the MAC."""
        return canonical.encode(self.model_dump(mode="json", exclude={"mac"}))


def open_with_passphrase(header: Header, passphrase: str) -> SlotSecret:
    """Open the header with a passphrase, and check that nobody changed the header.

    Raises :class:`InputError` ``vault.passphrase-wrong``, :class:`RefusedError` ``vault.header-altered``.
    """

    def attempts() -> Iterator[Callable[[], SlotSecret]]:
        for slot in header.slots:
            if isinstance(slot, PassphraseSlot):
                slot.cost.checked()
                yield partial(slots.open_with_passphrase, header.id, slot, passphrase)

    return _first_that_fits(header, attempts(), "vault.passphrase-wrong")


def open_with_recovery_code(header: Header, code: RecoveryCode) -> SlotSecret:
    """Open the header with the printed code, and check that nobody changed the header.

    Raises :class:`InputError` ``vault.recovery-wrong``, :class:`RefusedError` ``vault.header-altered``.
    """
    attempts = (
        partial(slots.open_with_recovery_code, header.id, slot, code)
        for slot in header.slots
        if isinstance(slot, RecoverySlot)
    )
    return _first_that_fits(header, attempts, "vault.recovery-wrong")


def open_escrow(
    header: Header, office: Sequence[HybridIdentity], custodian: Sequence[HybridIdentity]
) -> SlotSecret:
    """Open the header with what office and custodian hold or held, and check that nobody changed it.

    Raises :class:`InputError` ``vault.escrow-not-ours``, :class:`RefusedError` ``vault.header-altered``.
    """
    attempts = (
        partial(slots.open_escrow, header.id, slot, office, custodian)
        for slot in header.slots
        if isinstance(slot, EscrowSlot)
    )
    return _first_that_fits(header, attempts, "vault.escrow-not-ours")


def _first_that_fits(
    header: Header, attempts: Iterator[Callable[[], SlotSecret]], otherwise: str
) -> SlotSecret:
    for attempt in attempts:
        try:
            secret = attempt()
        except RefusedError:  # another slot may fit
            continue
        check_mac(header, secret.workspace_key)
        return secret
    raise InputError(otherwise)


def check_mac(header: Header, workspace_key: bytes) -> None:
    """Refuse a header that is not as it was written (``vault.header-altered``)."""
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
    return parse_header(raw, path)


def parse_header(raw: bytes, path: Path) -> Header:
    """Read a header found in ``path``. Raises :class:`RefusedError` ``vault.header-unreadable``."""
    try:
        if len(raw) > _MAX_BYTES:
            raise RefusedError("vault.header-unreadable", path=str(path))
        return Header.model_validate(canonical.decode(raw))
    except (KitError, ValidationError) as error:
        raise RefusedError("vault.header-unreadable", path=str(path)) from error


def signed(header: Header, workspace_key: bytes) -> Header:
    """Return the header with its MAC."""
    mac = keys.authenticate(_mac_key(workspace_key), header.authenticated_bytes())
    return header.model_copy(update={"mac": mac})


def written(header: Header) -> bytes:
    """Return the bytes of a header as the file holds them."""
    return canonical.encode(header.model_dump(mode="json"))


def write_header(folder: Path, header: Header, workspace_key: bytes) -> Header:
    """Authenticate the header, replace the file by it, and return it."""
    new = signed(header, workspace_key)
    write_atomically(folder / FILE_NAME, written(new))
    return new


def _mac_key(workspace_key: bytes) -> bytes:
    return keys.derive(workspace_key, "workspace header")
