"""The protocol: what an XForm says, plus attributes of our own.

A protocol is a tree of nodes (name, kind, base type, binds, texts, choices, extras) and choice lists.
Expressions are XPath strings with ODK's meaning. ``schemas/protocol.schema.json`` is this model written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: One text in several languages: BCP 47 language tag to words.
Texts = dict[str, str]
#: An XPath expression with ODK's meaning.
XPath = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.\-]{0,127}$")]
#: A consent scope such as ``SC3``.
Scope = Annotated[str, StringConstraints(pattern=r"^SC\d{1,2}$")]


class Kind(StrEnum):
    """What a node of the tree is."""

    QUESTION = "question"
    GROUP = "group"
    REPEAT = "repeat"
    NOTE = "note"
    CALCULATION = "calculation"


class BaseType(StrEnum):
    """The XForms data type that holds an answer."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    ATTACHMENT = "attachment"


class KitType(StrEnum):
    """What an answer means beyond its base type."""

    DATE = "date"
    PLACE = "place"


class Side(StrEnum):
    """A side field an answer may carry."""

    SOURCE = "source"
    CERTAINTY = "certainty"
    SAID = "said"
    ANCHOR = "anchor"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Extras(_Part):
    """What a node says beyond XForms; in XLSForm these are ``bind::kit:…`` columns."""

    type: KitType | None = None
    #: Goes to the custodian alone. None: as the answers it is computed from; False: declared not to be.
    identifying: bool | None = None
    sensitive: bool = False
    #: The list stays folded until the open question was asked.
    open_first: bool = False
    #: The consent scope that the answer YES grants and anything else withholds.
    grants: Scope | None = None
    #: Consent scopes without which the node is locked.
    needs: tuple[Scope, ...] = ()
    #: Side fields offered beside the answer.
    sides: tuple[Side, ...] = ()
    #: A note with a level is a rule: its ``relevant`` is the condition, its label the message.
    level: Literal["error", "warning"] | None = None


class Choice(_Part):
    """One entry of a list."""

    value: Annotated[str, StringConstraints(pattern=r"^\S{1,128}$")]
    label: Texts


class Node(_Part):
    """One node of the tree. Groups and repeats have children; only questions hold answers."""

    name: Name
    kind: Kind
    type: BaseType = BaseType.TEXT
    label: Texts = Field(default_factory=dict)
    #: For the interviewer, never read aloud.
    guidance: Texts = Field(default_factory=dict)
    relevant: XPath | None = None
    required: XPath | None = None
    constraint: XPath | None = None
    calculate: XPath | None = None
    constraint_message: Texts = Field(default_factory=dict)
    #: Name of a choice list.
    choices: str | None = None
    #: XForms presentation hint, for example ``multiline``.
    appearance: str = ""
    kit: Extras = Extras()
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Protocol(_Part):
    """A protocol version: what is asked, in which words, under which consent."""

    format: Literal["interview-kit-protocol/1"] = "interview-kit-protocol/1"
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9\-]{1,63}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.\-]{1,32}$")]
    title: Texts
    #: Languages the protocol can be conducted in, the default first.
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    choices: dict[str, tuple[Choice, ...]] = Field(default_factory=dict)
    children: Annotated[tuple[Node, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """``id@version``, as commands name a protocol."""
        return f"{self.id}@{self.version}"

    def walk(self) -> Iterator[Node]:
        """Yield every node in document order."""
        for child in self.children:
            yield from child.walk()

    def choice_label(self, list_name: str, value: str) -> Texts:
        """Return the label of a choice in every language, or its bare value if it is none of the list."""
        for choice in self.choices.get(list_name, ()):
            if choice.value == value:
                return choice.label
        return dict.fromkeys(self.languages, value)


def text_in(texts: Texts, language: str, fallback: str) -> str:
    """Return ``texts`` in ``language``, else in ``fallback``, else in any language there is."""
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()), "")
