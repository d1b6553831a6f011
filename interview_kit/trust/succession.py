"""Keys that take the place of others: the old ones sign the new, and nobody compares fingerprints again.

Who pinned the old keys follows the signatures from them to the keys in hand. It works forwards only: a key
that was replaced vouches for its successor, and whoever pinned the successor never goes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import Field

from interview_kit.crypto import canonical
from interview_kit.crypto.age import HybridRecipient
from interview_kit.crypto.fingerprint import fingerprint
from interview_kit.crypto.signatures import Signatures, SigningKeys, VerifyingKeys
from interview_kit.errors import RefusedError
from interview_kit.vault.header import Purpose
from interview_kit.vault.slots import Base64, Part

_FORMAT: Final = "interview-kit-succession/1"
#: As many keys in turn as a file carries; who pinned an older one compares fingerprints again.
MOST: Final = 64


class Endorsement(Part):
    """Both signatures of the keys before, over what takes their place."""

    sshsig: Annotated[Base64, Field(max_length=4096)]
    mldsa65: Annotated[Base64, Field(max_length=4096)]


class OfficeKeys(Part):
    """All public keys of an office and its custodian, which together have one fingerprint."""

    ed25519: Base64
    mldsa65: Base64
    #: The office's age recipients, each of which opens bundles.
    recipients: Annotated[tuple[str, ...], Field(min_length=1, max_length=16)]
    #: The age recipient of identities.
    custodian: str

    @property
    def keys(self) -> VerifyingKeys:
        """The keys that verify what the office signs."""
        return VerifyingKeys(self.ed25519, self.mldsa65)

    @property
    def office(self) -> OfficeKeys:
        """The keys alone, whatever else they come with."""
        return OfficeKeys(
            ed25519=self.ed25519, mldsa65=self.mldsa65, recipients=self.recipients, custodian=self.custodian
        )

    def digest(self, purpose: Purpose) -> bytes:
        """Return the fingerprint: over purpose and all public keys of the office and its custodian."""
        parts = [self.ed25519, self.mldsa65, HybridRecipient.parse(self.custodian).public_key]
        parts += [HybridRecipient.parse(text).public_key for text in self.recipients]
        return fingerprint(f"interview-kit {purpose.value} office", parts)


class Succeeded(Part):
    """An office's keys that were replaced, and what they signed: the keys that came next."""

    office: OfficeKeys
    endorsement: Endorsement


def endorse(keys: SigningKeys, purpose: Purpose, successor: Part) -> Endorsement:
    """Sign what takes the place of these keys."""
    signatures = keys.sign(_statement(successor), _namespace(purpose))
    return Endorsement(sshsig=signatures.sshsig, mldsa65=signatures.mldsa65)


def must_endorse(keys: VerifyingKeys, purpose: Purpose, successor: Part, given: Endorsement) -> None:
    """Return if these keys signed that successor, else raise :class:`RefusedError` ``trust.succession``."""
    try:
        keys.verify(_statement(successor), Signatures(given.sshsig, given.mldsa65), _namespace(purpose))
    except RefusedError as error:
        raise RefusedError("trust.succession") from error


def leads_to(known: OfficeKeys, before: Sequence[Succeeded], now: OfficeKeys, purpose: Purpose) -> bool:
    """Tell whether signatures lead from the keys that somebody pinned to those there are now.

    ``before`` holds the keys that were replaced, the oldest first. Raises :class:`RefusedError`
    ``trust.succession`` where they should, and one of the signatures is bad.
    """
    offices = [one.office for one in before]
    if known not in offices:
        return False
    start = offices.index(known)
    for replaced, successor in zip(before[start:], [*offices[start + 1 :], now], strict=True):
        must_endorse(replaced.office.keys, purpose, successor, replaced.endorsement)
    return True


def _statement(successor: Part) -> bytes:
    kind = "office" if isinstance(successor, OfficeKeys) else "laptop"
    return canonical.encode({"format": _FORMAT, "kind": kind, "successor": successor.model_dump(mode="json")})


def _namespace(purpose: Purpose) -> str:
    return f"succession.{purpose.value}.v1@interview-kit"
