"""Enrolment requests: what a laptop tells about itself. Public keys and nothing that names a person."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto.age import HybridRecipient
from interview_kit.crypto.fingerprint import fingerprint
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import RefusedError
from interview_kit.trust.signed import key_id
from interview_kit.trust.succession import MOST, Endorsement, must_endorse
from interview_kit.vault.header import Purpose
from interview_kit.vault.slots import Base64, Hex32, Identifier, Part

FORMAT: Final = "interview-kit-request/1"


class LaptopKeys(Part):
    """All public keys of a laptop, which together have one fingerprint."""

    workspace: Identifier
    ed25519: Annotated[Base64, Field(max_length=32)]
    mldsa65: Annotated[Base64, Field(max_length=1952)]
    recipient: Annotated[str, Field(max_length=4096)]

    @property
    def keys(self) -> VerifyingKeys:
        """The keys that verify what the laptop signs."""
        return VerifyingKeys(self.ed25519, self.mldsa65)

    @property
    def key(self) -> str:
        """Key id of the laptop."""
        return key_id(self.keys)

    @property
    def laptop(self) -> LaptopKeys:
        """The keys alone, whatever else they come with."""
        return LaptopKeys(
            workspace=self.workspace, ed25519=self.ed25519, mldsa65=self.mldsa65, recipient=self.recipient
        )


class LaptopSuccession(Part):
    """What a laptop's keys sign when others take their place: whose, and the last bundle they sealed."""

    laptop: LaptopKeys
    #: Seal number, 0 where nothing was sealed, and the bundle's id.
    number: Annotated[int, Field(ge=0)]
    bundle: Hex32 | None


class ReplacedLaptop(Part):
    """A laptop's keys that were replaced, and what they signed, together with the keys that came next."""

    laptop: LaptopKeys
    number: Annotated[int, Field(ge=0)]
    bundle: Hex32 | None
    endorsement: Endorsement

    @property
    def last(self) -> tuple[int, bytes | None]:
        """The last bundle they count for, as the roster names it."""
        return self.number, bytes.fromhex(self.bundle) if self.bundle else None


class EnrolmentRequest(LaptopKeys):
    """The signed body of a request."""

    format: Literal["interview-kit-request/1"] = FORMAT
    purpose: Purpose
    #: The keys this laptop had before, the oldest first.
    before: Annotated[tuple[ReplacedLaptop, ...], Field(max_length=MOST)] = ()

    def fingerprint(self) -> bytes:
        """Return the digest over purpose, workspace and all public keys."""
        return fingerprint(
            f"interview-kit {self.purpose.value} laptop",
            [
                self.workspace.encode(),
                self.ed25519,
                self.mldsa65,
                HybridRecipient.parse(self.recipient).public_key,
            ],
        )

    def replaces(self, in_force: Collection[str], ended: Collection[str]) -> list[ReplacedLaptop]:
        """Return the keys before, from the last one on whose id is among ``in_force``; none if there is none.

        From those the signatures lead to these keys. Raises :class:`RefusedError` ``trust.succession`` where
        they should and do not, or where one of the keys since is among ``ended``.
        """
        ids = [one.laptop.key for one in self.before]
        start = max((place + 1 for place, one in enumerate(ids) if one in in_force), default=0)
        line = list(self.before[start - 1 :]) if start else []
        successors = [*(one.laptop for one in line[1:]), self.laptop]
        if any(one.key in ended for one in successors) and line:
            raise RefusedError("trust.succession")
        for replaced, successor in zip(line, successors, strict=bool(line)):
            told = LaptopSuccession(laptop=successor, number=replaced.number, bundle=replaced.bundle)
            must_endorse(replaced.laptop.keys, self.purpose, told, replaced.endorsement)
        return line

    def alone(self) -> EnrolmentRequest:
        """Return the request without the keys before: what is kept of it."""
        return self.model_copy(update={"before": ()})
