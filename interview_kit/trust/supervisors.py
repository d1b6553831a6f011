"""Supervisors: people of an office who can each sign with a passphrase of their own, where two must agree."""

from __future__ import annotations

import json
import secrets
from typing import Final

from interview_kit.crypto import canonical, keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import Signatures, SigningKeys, VerifyingKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.trust import own
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Base64, Part, SlotCost
from interview_kit.vault.workspace import Workspace

_CONTEXT: Final = b"supervisor"


class SupervisorKey(Part):
    """A supervisor's keys as the office keeps them: the private ones closed under a passphrase."""

    ed25519: Base64
    mldsa65: Base64
    salt: Base64
    cost: SlotCost
    box: Base64

    @property
    def keys(self) -> VerifyingKeys:
        """The keys that verify what the supervisor signs."""
        return VerifyingKeys(self.ed25519, self.mldsa65)


class Signed(Part):
    """What one supervisor put to a statement."""

    name: str
    ed25519: Base64
    mldsa65: Base64
    sshsig: Base64
    mldsa65_signature: Base64

    def must_hold(self, statement: dict[str, JsonValue], purpose: Purpose) -> None:
        """Return if the signatures are good. Raises :class:`RefusedError` ``crypto.signature-invalid``."""
        given = Signatures(self.sshsig, self.mldsa65_signature)
        known = VerifyingKeys(self.ed25519, self.mldsa65)
        known.verify(canonical.encode(statement), given, _namespace(purpose))


def add(workspace: Workspace, name: str, passphrase: str, cost: keys.Cost | None = None) -> None:
    """Let somebody sign as a supervisor from now on. Takes about a second.

    Raises :class:`InputError` ``trust.supervisor-known``, or as :func:`own.check_passphrases` does.
    """
    workspace.must_be(Role.OFFICE)
    if name in names(workspace) or not name.strip():
        raise InputError("trust.supervisor-known", name=name[:60])
    own.check_passphrases(workspace.purpose, passphrase, about=(workspace.name, name))
    made, salt, cost = SigningKeys.generate(), secrets.token_bytes(keys.SALT_SIZE), cost or keys.calibrated()
    key = SupervisorKey(
        ed25519=made.public.ed25519,
        mldsa65=made.public.mldsa65,
        salt=salt,
        cost=SlotCost.of(cost),
        box=keys.wrap(keys.derive_from_passphrase(passphrase, salt, cost), made.to_bytes(), _CONTEXT),
    )
    workspace.database.run("INSERT INTO supervisor VALUES (?, ?)", (name, key.model_dump_json()))


def names(workspace: Workspace) -> list[str]:
    """Return who can sign as a supervisor."""
    return [row[0] for row in workspace.database.run("SELECT name FROM supervisor ORDER BY name")]


def kept(workspace: Workspace) -> dict[str, SupervisorKey]:
    """Return the keys of every supervisor, by name."""
    rows = workspace.database.run("SELECT name, body FROM supervisor ORDER BY name")
    return {name: SupervisorKey.model_validate(json.loads(body)) for name, body in rows}


def keep(workspace: Workspace, known: dict[str, SupervisorKey]) -> None:
    """Let those sign who could elsewhere, inside the caller's transaction."""
    rows: list[tuple[object, ...]] = [(name, key.model_dump_json()) for name, key in known.items()]
    workspace.database.run_many("INSERT INTO supervisor VALUES (?, ?)", rows)


def remove(workspace: Workspace, name: str) -> None:
    """Let somebody sign no more. Raises :class:`InputError` ``trust.no-supervisor``."""
    if not workspace.database.run("DELETE FROM supervisor WHERE name = ? RETURNING 1", (name,)):
        raise InputError("trust.no-supervisor", name=name[:60])


def sign(workspace: Workspace, name: str, passphrase: str, statement: dict[str, JsonValue]) -> Signed:
    """Sign a statement as a supervisor. Takes about a second.

    Raises :class:`InputError` ``trust.no-supervisor`` or ``trust.supervisor-passphrase-wrong``.
    """
    rows = workspace.database.run("SELECT body FROM supervisor WHERE name = ?", (name,))
    if not rows:
        raise InputError("trust.no-supervisor", name=name[:60])
    kept = SupervisorKey.model_validate(json.loads(rows[0][0]))
    key = keys.derive_from_passphrase(passphrase, kept.salt, kept.cost.checked())
    try:
        signing = SigningKeys.from_bytes(keys.unwrap(key, kept.box, _CONTEXT))
    except RefusedError as error:
        raise InputError("trust.supervisor-passphrase-wrong", name=name) from error
    made = signing.sign(canonical.encode(statement), _namespace(workspace.purpose))
    return Signed(
        name=name,
        ed25519=kept.ed25519,
        mldsa65=kept.mldsa65,
        sshsig=made.sshsig,
        mldsa65_signature=made.mldsa65,
    )


def _namespace(purpose: Purpose) -> str:
    return f"release.{purpose.value}.v1@interview-kit"
