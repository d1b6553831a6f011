"""The vocabularies that ship with the program: codes, what they are called, and where the list comes from.

A protocol holds its own copy of each list it uses, so that it can be read for good without this program; a
test keeps the copies of the shipped protocols equal to these.
"""

from __future__ import annotations

import functools

from pydantic import BaseModel, ConfigDict, Field

from interview_kit.data import shipped
from interview_kit.protocol.model import Choice, Texts


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(_Part):
    """One entry of a vocabulary."""

    code: str
    label: Texts
    #: What else is said of it: the group it is counted in, the heading it stands under.
    columns: dict[str, str] = Field(default_factory=dict)
    #: Whether a native reviewer still has to confirm the Korean term.
    confirm: bool = False

    @property
    def choice(self) -> Choice:
        """The term as a protocol's list holds it."""
        return Choice(value=self.code, label=self.label, columns=self.columns)


class Vocabulary(_Part):
    """A list of terms."""

    #: Its number in the outline of the protocols, such as ``V04``; empty for a list of one protocol.
    id: str
    name: str
    title: Texts
    #: Where the list comes from.
    source: str
    entries: tuple[Term, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The list as a protocol holds it."""
        return tuple(term.choice for term in self.entries)


@functools.cache
def vocabularies() -> dict[str, Vocabulary]:
    """Return every shipped vocabulary of choices by its name; landmarks are dates, and read with these."""
    files = sorted(shipped("resources", "vocabularies").glob("*.json"))
    read = (Vocabulary.model_validate_json(one.read_bytes()) for one in files if one.stem != "landmarks")
    return {one.name: one for one in read}
