"""The manifest: the signed page that names everything in a bundle. ``schemas/format.md`` has every byte."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from interview_kit.crypto import ustar
from interview_kit.crypto.padding import padded_size
from interview_kit.interview.journal import MOST_AMENDED
from interview_kit.vault.header import Purpose
from interview_kit.vault.slots import Hex32, Identifier, Part

FORMAT: Final = "interview-kit-bundle/1"
#: No bundle is smaller than this inside, so that a short interview looks like any other.
SMALLEST: Final = 256 * 1024

#: Members after the head, in this order; attachments follow, then padding.
INTERVIEW: Final = "interview.json"
JOURNAL: Final = "journal.jsonl"
PROTOCOL: Final = "protocol.json"
IDENTITY: Final = "identity.age"
ATTACHMENTS: Final = "attachments/"
PADDING: Final = "padding"
#: Inside ``identity.age``, before its attachments.
IDENTITY_JSON: Final = "identity.json"

_TIME = r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$"
Time = Annotated[str, StringConstraints(pattern=_TIME)]
ConsentWord = Annotated[str, StringConstraints(max_length=16)]


class ProtocolReference(Part):
    """The protocol version an interview was conducted under."""

    id: Annotated[str, StringConstraints(max_length=64)]
    version: Annotated[str, StringConstraints(max_length=32)]
    digest: Hex32


class JournalReference(Part):
    """The chain's length and its head."""

    entries: Annotated[int, Field(ge=1)]
    head: Hex32


class MemberReference(Part):
    """One member, as it must be found."""

    name: Annotated[str, StringConstraints(max_length=99)]
    size: Annotated[int, Field(ge=0, le=ustar.MAX_SIZE)]
    sha256: Hex32


class Manifest(Part):
    """What the laptop signs."""

    format: Literal["interview-kit-bundle/1"] = FORMAT
    purpose: Purpose
    interview: Identifier
    protocol: ProtocolReference
    #: Key id of who sealed, and the workspace it was sealed in.
    laptop: Hex32
    workspace: Identifier
    #: Key id of the laptop whose interviewer is gone, where the office sealed for it; else it is not there.
    sealed_for: Annotated[Hex32 | None, Field(exclude_if=lambda value: value is None)] = None
    #: The only ones who may open this; a reader who is not among them refuses.
    recipients: Annotated[tuple[str, ...], Field(min_length=1, max_length=16)]
    custodian: str
    #: The laptop's seal number from 1, and the id of its previous bundle: clocks can be set back.
    number: Annotated[int, Field(ge=1)]
    previous: Hex32 | None
    begun: Time
    sealed: Time
    #: Whether a journal entry's time lies before its predecessor's, or the seal before the last one.
    clock_went_back: bool
    #: Scope to YES, NO, LATER or a missing code.
    consent: Annotated[dict[str, ConsentWord], Field(max_length=32)]
    journal: JournalReference
    members: Annotated[tuple[MemberReference, ...], Field(min_length=4, max_length=10_000)]
    #: Sorted ids of the bundles this one follows: what it corrects, or withdraws consent from.
    amends: Annotated[tuple[Hex32, ...], Field(max_length=MOST_AMENDED)] = ()

    @property
    def chain(self) -> str:
        """Key id of the laptop whose seal numbers this one continues."""
        return self.sealed_for or self.laptop


def padding_size(used: int) -> int:
    """Return the size of the padding member, where everything before it takes ``used`` bytes."""
    fixed = used + ustar.BLOCK + len(ustar.END)
    return padded_size(fixed, SMALLEST) - fixed
