"""A workspace's own keys, and making workspaces that have them."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity, HybridRecipient
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.trust.signed import key_id
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Base64, Part, SlotCost
from interview_kit.vault.strength import judge
from interview_kit.vault.workspace import Workspace, create

#: Of a passphrase that protects real interviews.
FEWEST_CHARACTERS: Final = 12

_SIGNING: Final = "signing"
_IDENTITY: Final = "identity"
_CUSTODIAN: Final = "custodian"


class CustodianKey(Part):
    """The custodian's age identity as the office keeps it: closed, under the custodian's passphrase."""

    recipient: str
    salt: Base64
    cost: SlotCost
    box: Base64


def check_passphrases(
    purpose: Purpose, passphrase: str, custodian: str | None = None, about: Sequence[str] = ()
) -> None:
    """Refuse passphrases that do not protect what is real; in practice there is nothing to protect.

    ``about`` holds what others know of the workspace, such as its name. Raises :class:`InputError`
    ``trust.passphrase-short``, ``trust.passphrase-weak`` or ``trust.same-passphrase``.
    """
    if purpose is Purpose.PRACTICE:
        return
    for one in (passphrase, custodian):
        if one is None:
            continue
        if len(unicodedata.normalize("NFC", one).strip()) < FEWEST_CHARACTERS:
            raise InputError("trust.passphrase-short", fewest=FEWEST_CHARACTERS)
        if judge(one, about).level != "strong":
            raise InputError("trust.passphrase-weak")
    if passphrase == custodian:
        raise InputError("trust.same-passphrase")


def create_field(
    folder: Path, *, name: str, purpose: Purpose, passphrase: str, cost: keys.Cost | None = None
) -> Workspace:
    """Make an interviewer's workspace with signing keys and an age recipient of its own.

    Raises as :func:`check_passphrases` does.
    """
    check_passphrases(purpose, passphrase, about=(name,))
    return create(
        folder,
        role=Role.FIELD,
        purpose=purpose,
        name=name,
        passphrase=passphrase,
        cost=cost,
        furnish=make_keys,
    )


def create_office(
    folder: Path,
    *,
    name: str,
    purpose: Purpose,
    passphrase: str,
    custodian_passphrase: str,
    cost: keys.Cost | None = None,
) -> Workspace:
    """Make an office workspace, and the custodian's key under a passphrase of its own.

    Two people should hold the two passphrases. Raises as :func:`check_passphrases` does.
    """
    check_passphrases(purpose, passphrase, custodian_passphrase, (name,))
    cost = cost or keys.calibrated()
    salt, custodian = secrets.token_bytes(keys.SALT_SIZE), HybridIdentity.generate()
    box = keys.wrap(
        keys.derive_from_passphrase(custodian_passphrase, salt, cost),
        custodian.seed,
        _CUSTODIAN.encode(),
    )
    kept = CustodianKey(recipient=str(custodian.recipient), salt=salt, cost=SlotCost.of(cost), box=box)

    def furnish(workspace: Workspace) -> None:
        make_keys(workspace)
        workspace.set_setting(_CUSTODIAN, kept.model_dump(mode="json"))

    return create(
        folder,
        role=Role.OFFICE,
        purpose=purpose,
        name=name,
        passphrase=passphrase,
        cost=cost,
        furnish=furnish,
    )


def make_keys(workspace: Workspace) -> None:
    """Give a workspace new keys to sign with and to be written to, in place of those before."""
    signing = SigningKeys.generate()
    with workspace.transaction():
        workspace.keep_secret(_SIGNING, signing.to_bytes())
        workspace.keep_secret(_IDENTITY, HybridIdentity.generate().seed)
        workspace.set_setting("author", key_id(signing.public))


def signing_keys(workspace: Workspace) -> SigningKeys:
    """Return the keys this workspace signs with."""
    return SigningKeys.from_bytes(workspace.secret(_SIGNING))


def identity(workspace: Workspace) -> HybridIdentity:
    """Return the age identity that opens what was encrypted to this workspace."""
    return HybridIdentity.from_seed(workspace.secret(_IDENTITY))


def custodian_recipient(workspace: Workspace) -> HybridRecipient:
    """Return the recipient to whom identities are encrypted."""
    return HybridRecipient.parse(_custodian(workspace).recipient)


def custodian_identity(workspace: Workspace, passphrase: str) -> HybridIdentity:
    """Open the custodian's key. Takes about a second.

    Raises :class:`InputError` ``trust.custodian-passphrase-wrong``.
    """
    kept = _custodian(workspace)
    key = keys.derive_from_passphrase(passphrase, kept.salt, kept.cost.checked())
    try:
        seed = keys.unwrap(key, kept.box, _CUSTODIAN.encode())
    except RefusedError as error:
        raise InputError("trust.custodian-passphrase-wrong") from error
    return HybridIdentity.from_seed(seed)


def _custodian(workspace: Workspace) -> CustodianKey:
    workspace.must_be(Role.OFFICE)
    return CustodianKey.model_validate(workspace.setting(_CUSTODIAN))
