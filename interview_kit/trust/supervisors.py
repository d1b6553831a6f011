"""Supervisors: people of an office who can each sign with a passphrase of their own, where two must agree."""

from __future__ import annotations

import json
import secrets
import unicodedata
from typing import Final

from interview_kit.crypto import canonical, keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import Signatures, SigningKeys, VerifyingKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.journal import now
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
    """Let somebody sign as a supervisor from now on. Takes about a second for each there is.

    Raises :class:`InputError` ``trust.supervisor-known`` or ``trust.supervisor-passphrase-known``, or as
    :func:`own.check_passphrases` does.
    """
    workspace.must_be(Role.OFFICE)
    name = " ".join(name.split())
    if not name or _same(name) in {_same(one) for one in _kept(workspace)}:
        raise InputError("trust.supervisor-known", name=name[:60])
    own.check_passphrases(workspace.purpose, passphrase, about=(workspace.name, name))
    if any(_opened(kept, passphrase) for kept in _kept(workspace).values()):
        raise InputError("trust.supervisor-passphrase-known")
    made, salt, cost = SigningKeys.generate(), secrets.token_bytes(keys.SALT_SIZE), cost or keys.calibrated()
    key = SupervisorKey(
        ed25519=made.public.ed25519,
        mldsa65=made.public.mldsa65,
        salt=salt,
        cost=SlotCost.of(cost),
        box=keys.wrap(keys.derive_from_passphrase(passphrase, salt, cost), made.to_bytes(), _CONTEXT),
    )
    workspace.database.run("INSERT INTO supervisor (name, body) VALUES (?, ?)", (name, key.model_dump_json()))


def names(workspace: Workspace) -> list[str]:
    """Return who can sign as a supervisor."""
    return [
        row[0]
        for row in workspace.database.run("SELECT name FROM supervisor WHERE gone IS NULL ORDER BY name")
    ]


def kept(workspace: Workspace) -> dict[str, SupervisorKey]:
    """Return the keys of every supervisor, by name."""
    known = _kept(workspace)
    return {name: known[name] for name in names(workspace)}


def keep(workspace: Workspace, known: dict[str, SupervisorKey]) -> None:
    """Let those sign who could elsewhere, inside the caller's transaction."""
    rows: list[tuple[object, ...]] = [(name, key.model_dump_json()) for name, key in known.items()]
    workspace.database.run_many("INSERT INTO supervisor (name, body) VALUES (?, ?)", rows)


def remove(workspace: Workspace, name: str) -> None:
    """Let somebody sign no more. Raises :class:`InputError` ``trust.no-supervisor``."""
    gone = "UPDATE supervisor SET gone = ? WHERE name = ? AND gone IS NULL RETURNING 1"
    if not workspace.database.run(gone, (now(), name)):
        raise InputError("trust.no-supervisor", name=name[:60])


def must_have_signed(workspace: Workspace, signed: Signed, statement: dict[str, JsonValue]) -> None:
    """Return if a supervisor of this office signed, who may be gone since.

    Raises :class:`RefusedError` ``crypto.signature-invalid``.
    """
    key = _kept(workspace).get(signed.name)
    if key is None or (key.ed25519, key.mldsa65) != (signed.ed25519, signed.mldsa65):
        raise RefusedError("crypto.signature-invalid")
    signed.must_hold(statement, workspace.purpose)


def _kept(workspace: Workspace) -> dict[str, SupervisorKey]:
    """Return the keys of every supervisor there ever was, by name."""
    rows = workspace.database.run("SELECT name, body FROM supervisor ORDER BY name")
    return {name: SupervisorKey.model_validate(json.loads(body)) for name, body in rows}


def _opened(key: SupervisorKey, passphrase: str) -> SigningKeys | None:
    slot_key = keys.derive_from_passphrase(passphrase, key.salt, key.cost.checked())
    try:
        return SigningKeys.from_bytes(keys.unwrap(slot_key, key.box, _CONTEXT))
    except RefusedError:
        return None


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def sign(workspace: Workspace, name: str, passphrase: str, statement: dict[str, JsonValue]) -> Signed:
    """Sign a statement as a supervisor. Takes about a second.

    Raises :class:`InputError` ``trust.no-supervisor`` or ``trust.supervisor-passphrase-wrong``.
    """
    key = kept(workspace).get(name)
    if key is None:
        raise InputError("trust.no-supervisor", name=name[:60])
    if (signing := _opened(key, passphrase)) is None:
        raise InputError("trust.supervisor-passphrase-wrong", name=name)
    made = signing.sign(canonical.encode(statement), _namespace(workspace.purpose))
    return Signed(
        name=name,
        ed25519=key.ed25519,
        mldsa65=key.mldsa65,
        sshsig=made.sshsig,
        mldsa65_signature=made.mldsa65,
    )


def _namespace(purpose: Purpose) -> str:
    return f"release.{purpose.value}.v1@interview-kit"
