"""The space that an answer takes on paper, by what it means."""

from __future__ import annotations

from typing import Final

from interview_kit.messages import say
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import BaseType, Choice, KitType, Protocol, Side, text_in
from interview_kit.sheets.conditions import Conditions
from interview_kit.sheets.page import WIDTH
from interview_kit.sheets.pencil import Option, Pencil, Piece, columns_for
from interview_kit.values.missing import Missing

INDENT: Final = 11.0
_MULTILINE: Final = "multiline"
#: Options that have a number key on the screen.
_KEYS: Final = 9
_ACCOUNT_LINES: Final = 8
_SHORT_LINE: Final = 55.0
_YES_NO: Final = (("1", "sheets.yes"), ("0", "sheets.no"))
#: What is written beside a line, where it is more than words.
_LABELS: Final[dict[BaseType | KitType, str]] = {
    KitType.DATE: "sheets.line-date",
    KitType.PLACE: "sheets.line-place",
    KitType.DURATION: "sheets.line-duration",
    KitType.MONEY: "sheets.line-money",
    KitType.PERSON: "sheets.line-person",
    BaseType.DATE: "sheets.line-day",
    BaseType.TIME: "sheets.line-time",
    BaseType.DATE_TIME: "sheets.line-day-and-time",
    BaseType.GEOPOINT: "sheets.line-coordinates",
    BaseType.GEOTRACE: "sheets.line-coordinates",
    BaseType.GEOSHAPE: "sheets.line-coordinates",
}
_SELECTS: Final = (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE, BaseType.RANK)


class Spaces:
    """Makes the space below one question."""

    def __init__(self, pencil: Pencil, protocol: Protocol, conditions: Conditions, language: str) -> None:
        self._pencil, self._protocol, self._conditions = pencil, protocol, conditions
        self._language = language

    def below(self, question: FormNode) -> list[Piece]:
        """Return the space for the answer, for why there is none, and for what is noted beside it."""
        pieces = self._answer(question)
        missing = self._missing(question)
        if missing:
            pieces += self._pencil.boxes(missing, columns=3, indent=INDENT, size=8)
        sides = [side for side in question.node.kit.sides if side is not Side.ANCHOR]
        if sides:
            labels = [self._say(f"sheets.side-{side.value}") for side in sides]
            pieces.append(self._pencil.lines_beside(labels, indent=INDENT))
        return pieces

    def _options(self, question: FormNode) -> tuple[Choice, ...]:
        """Return what can be chosen, without what the question never offers."""
        left_out = self._conditions.left_out(question)
        listed = self._protocol.choices.get(question.node.choices or "", ())
        return tuple(one for one in listed if one.value not in left_out)

    def _boxes(self, question: FormNode) -> list[Piece]:
        """Return a box for each option, numbered as its key is on the screen."""
        options = [
            Option(text_in(one.label, self._language, "en"), one.value, str(place) if place <= _KEYS else "")
            for place, one in enumerate(self._options(question), 1)
        ]
        columns = columns_for(options)
        return self._pencil.boxes(options, columns=columns, indent=INDENT)

    def _answer(self, question: FormNode) -> list[Piece]:
        node, pencil = question.node, self._pencil
        if node.type in _SELECTS:
            return self._choice(question)
        match node.kit.type or node.type:
            case KitType.SKETCH:
                return [
                    pencil.frames([self._say("sheets.frame-sketch")], 80, indent=INDENT, width=WIDTH - INDENT)
                ]
            case KitType.SIGNATURE:
                return [pencil.frames([self._say("sheets.frame-signature")], 26, indent=INDENT, width=90)]
            case BaseType.ATTACHMENT:
                return [pencil.line(self._say("sheets.line-attachment"), indent=INDENT)]
            case BaseType.ACKNOWLEDGE:
                done = [Option(self._say("sheets.done"), "OK", "1")]
                return pencil.boxes(done, columns=2, indent=INDENT)
            case BaseType.BOOLEAN:
                either = [
                    Option(self._say(key), value, str(place)) for place, (value, key) in enumerate(_YES_NO, 1)
                ]
                return pencil.boxes(either, columns=3, indent=INDENT)
            case BaseType.INTEGER | BaseType.DECIMAL:
                return [pencil.line(self._say("sheets.line-number"), indent=INDENT, width=_SHORT_LINE)]
            case BaseType.TEXT if node.appearance == _MULTILINE:
                return [pencil.line(indent=INDENT) for _ in range(_ACCOUNT_LINES)]
            case kind:
                label = self._say(_LABELS[kind]) if kind in _LABELS else ""
                return [pencil.line(label, indent=INDENT)]

    def _choice(self, question: FormNode) -> list[Piece]:
        if not self._options(question):  # they come from the interview
            return [self._pencil.line(indent=INDENT)]
        pieces = self._boxes(question)
        if question.node.kit.open_first and not question.node.guidance:
            pieces.insert(0, self._pencil.aside(self._say("sheets.open-first"), indent=INDENT, size=8))
        if question.node.type is not BaseType.SELECT_ONE:
            key = "sheets.rank" if question.node.type is BaseType.RANK else "sheets.several"
            pieces.insert(0, self._pencil.words(7.5, self._say(key), indent=INDENT))
        if question.node.kit.type is KitType.AGENCY:
            pieces.append(self._pencil.line(self._say("sheets.line-agency"), indent=INDENT))
        return pieces

    def _missing(self, question: FormNode) -> list[Option]:
        """Return why there may be no answer: as on the screen, not where a thing is agreed to or done."""
        node, taken = question.node, question.node.kit.missing
        done_or_not = node.kit.grants or len(self._options(question)) == 1
        if taken == tuple(Missing) and done_or_not:
            return []
        return [Option(self._say(f"values.missing-{code.value.lower()}"), code.value) for code in taken]

    def _say(self, key: str) -> str:
        return say(key, self._language)
