"""The protocol: what an XForm says, plus attributes of our own.

A protocol is a tree of nodes (name, kind, base type, binds, texts, choices, extras) and choice lists.
Expressions are XPath strings with ODK's meaning. ``schemas/protocol.schema.json`` is this model written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from interview_kit.protocol.takes import Takes
from interview_kit.values.missing import Missing

#: One text in several languages: BCP 47 language tag to words.
Texts = dict[str, str]
#: Files that belong to a text, by what they are (``image``, ``audio``, ``video``, …), in several languages.
Media = dict[str, Texts]
#: An XPath expression with ODK's meaning.
XPath = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
#: An element name as XForms have it, with a prefix where it has one: ``orx:meta``.
Name = Annotated[str, StringConstraints(pattern=r"^([^\W\d][\w.\-]{0,31}:)?[^\W\d][\w.\-]{0,127}$")]
#: A number as it is written down.
Number = Annotated[str, StringConstraints(pattern=r"^[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})$")]
#: A consent scope such as ``SC3``.
Scope = Annotated[str, StringConstraints(pattern=r"^SC\d{1,2}$")]


class Kind(StrEnum):
    """What a node of the tree is. A calculation is any value that no control shows: computed, preset
    or noted by the program.
    """

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
    #: Every choice of a list, in an order of preference.
    RANK = "rank"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "datetime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    #: Holds ``OK`` once somebody has confirmed.
    ACKNOWLEDGE = "acknowledge"
    ATTACHMENT = "attachment"


class Event(StrEnum):
    """When an action runs. Names of the ODK XForms specification."""

    FIRST_LOAD = "odk-instance-first-load"
    LOAD = "odk-instance-load"
    NEW_REPEAT = "odk-new-repeat"
    VALUE_CHANGED = "xforms-value-changed"


class KitType(StrEnum):
    """What an answer means beyond its base type. No name is that of a base type."""

    DATE = "fuzzy_date"
    PLACE = "place"
    #: A choice of a list, and what the witness called it.
    AGENCY = "agency"
    DURATION = "duration"
    MONEY = "money"
    #: An instance of the repeat that ``picks`` names, and what the witness called them.
    PERSON = "person"
    SKETCH = "sketch"
    SIGNATURE = "signature"

    @property
    def base(self) -> BaseType:
        """The base type that holds it, which is all that other programs know of it."""
        return _BASES.get(self, BaseType.TEXT)


_BASES: Final = {
    KitType.AGENCY: BaseType.SELECT_ONE,
    KitType.SKETCH: BaseType.ATTACHMENT,
    KitType.SIGNATURE: BaseType.ATTACHMENT,
}


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
    #: Those of them without which an answer that is given is not complete.
    required_sides: tuple[Literal[Side.SOURCE, Side.CERTAINTY], ...] = ()
    #: Reasons for giving no value that the question takes for an answer.
    missing: tuple[Missing, ...] = tuple(Missing)
    #: Path of the repeat that a person is picked from: ``/victim``.
    picks: str | None = None
    #: Of a person picked inside the very repeat that ``picks`` names, such as a superior or a mother: whoever
    #: goes on from person to person never comes back.
    acyclic: bool = False
    #: Of such a person: kin to whom they are picked for, as a family tree shows it.
    kin: Literal["parent", "partner"] | None = None
    #: Of a question in what is drawn as a family: the answer YES marks the person in the drawing.
    marks: bool = False
    #: Of a group or repeat: what its instances are drawn as, beside their questions.
    view: Literal["family", "calendar", "route"] | None = None
    #: Of a text: takes a line for each place in the sound that the interviewer marks.
    stamps: bool = False
    #: Of a question: paths of the groups, repeats and questions whose answers are read back to the witness
    #: before it is answered.
    reads: tuple[str, ...] = ()
    #: A note with a level is a rule: its ``relevant`` is the condition, its label the message.
    level: Literal["error", "warning"] | None = None
    #: Of a date: when whoever its instance of a repeat is about was born, the witness where it is in none.
    #: Ages in the words of other dates count from it.
    born: bool = False
    #: Of a question or repeat: what answers it where an interview goes on under this protocol.
    takes: Takes | None = None

    @model_validator(mode="after")
    def _only_offered_sides(self) -> Self:
        if not set(self.required_sides) <= set(self.sides):
            raise ValueError("required_sides are none of its sides")
        return self


class Choice(_Part):
    """One entry of a list. ``columns`` are what else the list says of it, for choice filters."""

    value: Annotated[str, StringConstraints(pattern=r"^[^\t\r\n]{0,512}$")]
    label: Texts = Field(default_factory=dict)
    media: Media = Field(default_factory=dict)
    columns: dict[Name, str] = Field(default_factory=dict)


class Itemset(_Part):
    """Choices that come from the interview or from a table: nodes, and where in each the choice stands."""

    #: What gives the nodes.
    nodes: XPath
    value: XPath
    label: XPath


class Scale(_Part):
    """The ends and the step of a number that is picked on a scale."""

    start: Number
    end: Number
    step: Number


class Node(_Part):
    """One node of the tree. Groups and repeats have children; only questions hold answers.

    Texts may hold expressions, ``Dear ${/data/name}``; a literal ``${`` is written ``$${``.
    """

    name: Name
    kind: Kind
    type: BaseType = BaseType.TEXT
    label: Texts = Field(default_factory=dict)
    #: For the person who answers, below the label.
    hint: Texts = Field(default_factory=dict)
    #: For the interviewer, never read aloud.
    guidance: Texts = Field(default_factory=dict)
    media: Media = Field(default_factory=dict)
    relevant: XPath | None = None
    required: XPath | None = None
    readonly: XPath | None = None
    constraint: XPath | None = None
    calculate: XPath | None = None
    constraint_message: Texts = Field(default_factory=dict)
    required_message: Texts = Field(default_factory=dict)
    #: What stands there before anybody answers.
    default: str = ""
    #: What the program notes by itself: ``date/today``, ``timestamp/start``, ``uid`` (XForms ``jr:preload``).
    preload: str = ""
    #: Name of a choice list, and which of its choices are offered. Of a calculation: what results are called.
    choices: str | None = None
    choice_filter: XPath | None = None
    itemset: Itemset | None = None
    scale: Scale | None = None
    #: The kind of file an attachment is, such as ``image/*``.
    media_type: str = ""
    #: XForms presentation hint, for example ``multiline``.
    appearance: str = ""
    #: Of a repeat: how many instances there are before anybody adds one.
    instances: Annotated[int, Field(ge=0, le=1_000)] = 0
    #: Of a repeat: how many instances there are, where an expression says so.
    repeat_count: XPath | None = None
    #: Attributes of the instance's element: expressions may read them.
    attributes: dict[str, str] = Field(default_factory=dict)
    #: Attributes of the XForm's body or bind that this program keeps and does not act upon.
    kept: dict[str, str] = Field(default_factory=dict)
    kit: Extras = Extras()
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Action(_Part):
    """A value that is set when something happens (XForms ``setvalue``)."""

    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    #: Path of the question or repeat where it must happen; None: the whole interview.
    at: str | None = None
    #: Where the value goes.
    target: XPath
    #: What gives it; None: ``text`` as it stands.
    value: XPath | None = None
    text: str = ""


class Table(_Part):
    """Data that comes with a protocol (a secondary instance): rows, or XML where it is no table."""

    #: The file it was, such as ``jr://file-csv/districts.csv``; empty for one inside the form.
    source: str = ""
    columns: tuple[str, ...] = ()
    #: One text for each column; None where the row has no such column.
    rows: tuple[tuple[str | None, ...], ...] = ()
    xml: str = ""


class Protocol(_Part):
    """A protocol version: what is asked, in which words, under which consent."""

    format: Literal["interview-kit-protocol/1"] = "interview-kit-protocol/1"
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:\-]{0,127}$")]
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_.:\-]{1,64}$")]
    title: Texts
    #: Languages the protocol can be conducted in, the default first.
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    #: What each language is called, where the protocol has a name for it.
    language_names: dict[str, str] = Field(default_factory=dict)
    choices: dict[str, tuple[Choice, ...]] = Field(default_factory=dict)
    tables: dict[str, Table] = Field(default_factory=dict)
    #: Texts that expressions name (XForms itext).
    texts: dict[str, Texts] = Field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    #: Prefixes of names and functions, beyond those that every protocol has.
    namespaces: dict[str, str] = Field(default_factory=dict)
    #: Name of the outermost element, as paths in expressions begin.
    root: Name = "data"
    #: Values that single instances hold from the beginning, by path with positions.
    presets: dict[str, str] = Field(default_factory=dict)
    #: Whether an interview under it is about sealed ones: a correction, or consent that is withdrawn.
    amends: bool = False
    #: Form-wide properties of the XForm that this program keeps and does not act upon.
    kept: dict[str, str] = Field(default_factory=dict)
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
