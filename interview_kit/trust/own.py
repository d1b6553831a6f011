"""A workspace's own keys, those it had before, and making workspaces that have them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import InputError
from interview_kit.trust import custody
from interview_kit.trust.signed import key_id
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.strength import judge
from interview_kit.vault.workspace import Workspace, create

#: Of a passphrase that protects real interviews.
FEWEST_CHARACTERS: Final = 12

_SIGNING: Final = "signing"
_IDENTITY: Final = "identity"
_PAST: Final = "past keys"
_SEEDS: Final = 64


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What a workspace signs with and is written to. Secret."""

    signing: SigningKeys
    identity: HybridIdentity

    @classmethod
    def generate(cls) -> OwnKeys:
        """Make new keys."""
        return cls(SigningKeys.generate(), HybridIdentity.generate())

    @classmethod
    def from_bytes(cls, secret: bytes) -> OwnKeys:
        """Return the keys of :meth:`to_bytes`."""
        return cls(SigningKeys.from_bytes(secret[:_SEEDS]), HybridIdentity.from_seed(secret[_SEEDS:]))

    def to_bytes(self) -> bytes:
        """Return 96 bytes: the seeds of Ed25519, ML-DSA-65 and the age identity. Secret."""
        return self.signing.to_bytes() + self.identity.seed


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
    closed = custody.closed([HybridIdentity.generate()], custodian_passphrase, cost)

    def furnish(workspace: Workspace) -> None:
        make_keys(workspace)
        custody.keep(workspace, closed)

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
    with workspace.transaction():
        _keep(workspace, OwnKeys.generate())


def replace_keys(workspace: Workspace) -> OwnKeys:
    """Make new keys, keep those before for what was written to them, and return the latter.

    Inside the caller's transaction.
    """
    before = own_keys(workspace)
    kept = len(past_keys(workspace))
    workspace.keep_secret(f"{_PAST} {kept + 1}", before.to_bytes())
    _keep(workspace, OwnKeys.generate())
    return before


def renew_keys(workspace: Workspace) -> None:
    """Make new keys, and keep those before if there are any."""
    with workspace.transaction():
        if workspace.database.run("SELECT 1 FROM secret"):
            replace_keys(workspace)
        else:
            _keep(workspace, OwnKeys.generate())


def own_keys(workspace: Workspace) -> OwnKeys:
    """Return the keys of this workspace."""
    return OwnKeys(signing_keys(workspace), identity(workspace))


def past_keys(workspace: Workspace) -> list[OwnKeys]:
    """Return the keys this workspace had before, the latest first."""
    rows = workspace.database.run("SELECT count(*) FROM secret WHERE name GLOB ?", (f"{_PAST} *",))
    return [OwnKeys.from_bytes(workspace.secret(f"{_PAST} {number}")) for number in range(rows[0][0], 0, -1)]


def signing_keys(workspace: Workspace) -> SigningKeys:
    """Return the keys this workspace signs with."""
    return SigningKeys.from_bytes(workspace.secret(_SIGNING))


def identity(workspace: Workspace) -> HybridIdentity:
    """Return the age identity that is written to from now on."""
    return HybridIdentity.from_seed(workspace.secret(_IDENTITY))


def identities(workspace: Workspace) -> list[HybridIdentity]:
    """Return every age identity this workspace was ever written to, the latest first."""
    return [identity(workspace), *(past.identity for past in past_keys(workspace))]


def key_ids(workspace: Workspace) -> list[str]:
    """Return the key id of everything this workspace ever signed with, the latest first."""
    return [key_id(one.signing.public) for one in (own_keys(workspace), *past_keys(workspace))]


def keep(workspace: Workspace, keys_now: OwnKeys, past: Sequence[OwnKeys]) -> None:
    """Give a workspace the keys another one had; ``past`` holds the latest first."""
    with workspace.transaction():
        _keep(workspace, keys_now)
        for number, one in enumerate(reversed(past), start=1):
            workspace.keep_secret(f"{_PAST} {number}", one.to_bytes())


def _keep(workspace: Workspace, made: OwnKeys) -> None:
    workspace.keep_secret(_SIGNING, made.signing.to_bytes())
    workspace.keep_secret(_IDENTITY, made.identity.seed)
    workspace.set_setting("author", key_id(made.signing.public))
