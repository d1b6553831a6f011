"""The custodian's keys, closed under a passphrase of the custodian's own, as the office keeps them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity, HybridRecipient
from interview_kit.errors import InputError, RefusedError
from interview_kit.vault.header import Role
from interview_kit.vault.slots import Base64, Part, SlotCost
from interview_kit.vault.workspace import Workspace

_CUSTODIAN: Final = "custodian"
_SEED: Final = 32


class CustodianKey(Part):
    """The custodian's age identities: the one in use, and after it those it replaced."""

    recipient: str
    #: Recipients of identities that were replaced, the latest first.
    past: tuple[str, ...] = ()
    salt: Base64
    cost: SlotCost
    #: Their seeds in the same order, 32 bytes each.
    box: Base64


def closed(identities: Sequence[HybridIdentity], passphrase: str, cost: keys.Cost) -> CustodianKey:
    """Close identities, the one in use first, under a passphrase. Takes about a second."""
    salt = secrets.token_bytes(keys.SALT_SIZE)
    key = keys.derive_from_passphrase(passphrase, salt, cost)
    current, *past = [str(one.recipient) for one in identities]
    return CustodianKey(
        recipient=current,
        past=tuple(past),
        salt=salt,
        cost=SlotCost.of(cost),
        box=keys.wrap(key, b"".join(one.seed for one in identities), _CUSTODIAN.encode()),
    )


def keep(workspace: Workspace, custodian: CustodianKey) -> None:
    """Keep the custodian's keys, in place of those before."""
    workspace.set_setting(_CUSTODIAN, custodian.model_dump(mode="json"))


def kept(workspace: Workspace) -> CustodianKey:
    """Return the custodian's keys as the office keeps them."""
    workspace.must_be(Role.OFFICE)
    return CustodianKey.model_validate(workspace.setting(_CUSTODIAN))


def recipient(workspace: Workspace) -> HybridRecipient:
    """Return the recipient to whom identities are encrypted from now on."""
    return HybridRecipient.parse(kept(workspace).recipient)


def recipients(workspace: Workspace) -> tuple[str, ...]:
    """Return every recipient to whom identities were ever encrypted."""
    custodian = kept(workspace)
    return (custodian.recipient, *custodian.past)


def identities(workspace: Workspace, passphrase: str) -> tuple[HybridIdentity, ...]:
    """Open the custodian's keys, the one in use first. Takes about a second.

    Raises :class:`InputError` ``trust.custodian-passphrase-wrong``.
    """
    custodian = kept(workspace)
    key = keys.derive_from_passphrase(passphrase, custodian.salt, custodian.cost.checked())
    try:
        seeds = keys.unwrap(key, custodian.box, _CUSTODIAN.encode())
    except RefusedError as error:
        raise InputError("trust.custodian-passphrase-wrong") from error
    starts = range(0, len(seeds), _SEED)
    return tuple(HybridIdentity.from_seed(seeds[start : start + _SEED]) for start in starts)
