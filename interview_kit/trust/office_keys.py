"""An office's public keys, and changing them so that laptops follow without comparing fingerprints again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pydantic import TypeAdapter

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity, HybridRecipient
from interview_kit.errors import InputError
from interview_kit.trust import custody, own
from interview_kit.trust.succession import MOST, OfficeKeys, Succeeded, endorse
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import Workspace

_BEFORE: Final = "office keys before"
_FURTHER: Final = "further recipients"
_MOST_RECIPIENTS: Final = 16
_Many = TypeAdapter(tuple[Succeeded, ...])


def public(workspace: Workspace) -> OfficeKeys:
    """Return the public keys of this office and its custodian."""
    workspace.must_be(Role.OFFICE)
    keys_now = own.own_keys(workspace)
    signs = keys_now.signing.public
    return OfficeKeys(
        ed25519=signs.ed25519,
        mldsa65=signs.mldsa65,
        recipients=(str(keys_now.identity.recipient), *further_recipients(workspace)),
        custodian=custody.kept(workspace).recipient,
    )


def before(workspace: Workspace) -> tuple[Succeeded, ...]:
    """Return the keys this office had before, the oldest first, each with what it signed."""
    return _Many.validate_python(workspace.setting(_BEFORE) or ())


def further_recipients(workspace: Workspace) -> dict[str, str]:
    """Return who else opens what is sealed for this office, such as a key kept elsewhere, with names."""
    found = workspace.setting(_FURTHER)
    return {key: str(name) for key, name in found.items()} if isinstance(found, dict) else {}


def keep(workspace: Workspace, further: dict[str, str], line: tuple[Succeeded, ...]) -> None:
    """Give a workspace another one's further recipients and past, inside the caller's transaction."""
    workspace.set_setting(_FURTHER, {**further})
    workspace.set_setting(_BEFORE, _Many.dump_python(line, mode="json"))


def rotate(workspace: Workspace) -> None:
    """Give this office new keys; those before still open what was sealed to them."""
    with _succession(workspace):
        own.replace_keys(workspace)


def rotate_custodian(
    workspace: Workspace, passphrase: str, new_passphrase: str, cost: keys.Cost | None = None
) -> None:
    """Give the custodian a new key, and both the new and the old ones a new passphrase, or the same again.

    Raises :class:`InputError` ``trust.custodian-passphrase-wrong``, or as :func:`own.check_passphrases` does.
    """
    past = custody.identities(workspace, passphrase)
    own.check_passphrases(workspace.purpose, new_passphrase, about=(workspace.name,))
    closed = custody.closed([HybridIdentity.generate(), *past], new_passphrase, cost or keys.calibrated())
    with _succession(workspace):
        custody.keep(workspace, closed)


def add_recipient(workspace: Workspace, recipient: str, name: str) -> None:
    """Let somebody else open what is sealed for this office from now on.

    Raises :class:`InputError` ``crypto.age-recipient``, ``trust.recipient-known``,
    ``trust.recipient-name-known`` (a name is what tells them apart later) or ``trust.too-many-recipients``.
    """
    HybridRecipient.parse(recipient)
    known = further_recipients(workspace)
    if recipient in public(workspace).recipients or recipient == custody.kept(workspace).recipient:
        raise InputError("trust.recipient-known")
    if name in known.values():
        raise InputError("trust.recipient-name-known", name=name[:60])
    if len(known) + 1 >= _MOST_RECIPIENTS:
        raise InputError("trust.too-many-recipients", most=_MOST_RECIPIENTS)
    with _succession(workspace):
        workspace.set_setting(_FURTHER, {**known, recipient: name})


def remove_recipient(workspace: Workspace, name: str) -> None:
    """Seal no more to somebody else. What was sealed until then, they can open for good.

    Raises :class:`InputError` ``trust.no-such-recipient``.
    """
    known = further_recipients(workspace)
    if name not in known.values():
        raise InputError("trust.no-such-recipient", name=name[:60])
    with _succession(workspace):
        workspace.set_setting(_FURTHER, {key: one for key, one in known.items() if one != name})


@contextmanager
def _succession(workspace: Workspace) -> Iterator[None]:
    """Change keys inside, in one transaction; the keys before sign what is there then."""
    replaced, signing, line = public(workspace), own.signing_keys(workspace), before(workspace)
    with workspace.transaction():
        yield
        endorsement = endorse(signing, workspace.purpose, public(workspace))
        line = (*line, Succeeded(office=replaced, endorsement=endorsement))[-MOST:]
        workspace.set_setting(_BEFORE, _Many.dump_python(line, mode="json"))
