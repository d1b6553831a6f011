"""When something is asked, in words that can be followed with a pencil.

Only plain conditions are put into words. Of any other, the questions are named on which it depends.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

from interview_kit.messages import say
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions import Expression, FunctionCall, parse, within
from interview_kit.protocol.expressions.references import ReadingKind, references
from interview_kit.protocol.expressions.syntax import (
    Comparison,
    Conjunction,
    Disjunction,
    NumberLiteral,
    Path,
    TextLiteral,
)
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.kit_functions import FUNCTIONS
from interview_kit.protocol.lint.mentions import nodes_at
from interview_kit.protocol.model import Kind, text_in

#: Characters of a question that tell which it is.
_SHORT: Final = 46
#: Questions that may be named before it is no help any more.
_NAMED: Final = 4


class Conditions:
    """Puts conditions of one protocol into the words of one language."""

    def __init__(self, form: Form, numbers: Mapping[FormNode, str], language: str) -> None:
        self._form, self._numbers, self._language = form, numbers, language

    def of(self, node: FormNode) -> str:
        """Return when a node is asked by its own condition; empty for always.

        Of a rule that cannot be put into words it is empty, too: the rule itself says what is wrong.
        """
        if node.relevant is None:
            return ""
        words = self._said(self._within(node, node.relevant), node)
        if words:
            return say("sheets.only-if", self._language, condition=words)
        if node.node.kit.level is not None:
            return ""
        read = [one for one in self.depends_on(node) if one in self._numbers]
        if not 0 < len(read) <= _NAMED:
            return say("sheets.depends", self._language)
        named = ", ".join(self._name(one, node) for one in read)
        return say("sheets.depends-on", self._language, questions=named)

    def depends_on(self, node: FormNode) -> list[FormNode]:
        """Return the questions that the condition of a node reads, in document order."""
        if node.relevant is None:
            return []
        return self._read(self._within(node, node.relevant), node)

    def left_out(self, node: FormNode) -> frozenset[str]:
        """Return the values of its list that a question never offers."""
        if node.node.choice_filter is None:
            return frozenset()
        filtered = parse(node.node.choice_filter)
        every = filtered.operands if isinstance(filtered, Conjunction) else (filtered,)
        return frozenset(
            str(one.right.value)
            for one in every
            if isinstance(one, Comparison) and one.operator == "!=" and _last_name(one.left) == "name"
            if isinstance(one.right, TextLiteral)
        )

    def _within(self, node: FormNode, bound: BoundExpression) -> Expression:
        return within(parse(bound.text), node.place, node.scope.repeats)

    def _said(self, expression: Expression, at: FormNode) -> str:
        match expression:
            case Conjunction(operands):
                return self._joined("sheets.and", operands, at)
            case Disjunction(operands):
                return self._either(operands, at) or self._joined("sheets.or", operands, at)
            case Comparison("=" | "!=" as operator, Path() as path, TextLiteral(value)):
                return self._compared(operator, path, value, at)
            case Comparison(">", FunctionCall("position", _), NumberLiteral(1)):
                return say("sheets.not-the-first", self._language)
            case Comparison(">", FunctionCall("count", (Path() as path,)), NumberLiteral(0)):
                repeat = self._only(path, at)
                label = text_in(repeat.node.label, self._language, "en") if repeat else ""
                return say("sheets.any-recorded", self._language, label=label) if label else ""
            case FunctionCall("selected", (Path() as path, TextLiteral(value))):
                return self._compared("=", path, value, at)
        return ""

    def _either(self, operands: Iterable[Expression], at: FormNode) -> str:
        """Say at once that a question has one of several answers; empty where it is about more."""
        pairs = [_chosen(operand) for operand in operands]
        paths = {path for path, value in pairs if value}
        if len(paths) != 1 or (path := next(iter(paths))) is None or not all(value for _, value in pairs):
            return ""
        question = self._only(path, at)
        if question is None or question not in self._numbers:
            return ""
        answer = ""
        for _, value in pairs:
            label = self._label(question, value)
            answer = say("sheets.either", self._language, one=answer, other=label) if answer else label
        return say("sheets.answer-is", self._language, question=self._name(question, at), answer=answer)

    def _label(self, question: FormNode, value: str) -> str:
        return text_in(
            self._form.protocol.choice_label(question.node.choices or "", value), self._language, "en"
        )

    def _joined(self, key: str, operands: Iterable[Expression], at: FormNode) -> str:
        said = []
        for operand in operands:
            words = self._said(operand, at)
            if not words:
                return ""
            nested = isinstance(operand, Conjunction | Disjunction)
            said.append(f"({words})" if nested else words)
        return f" {say(key, self._language)} ".join(dict.fromkeys(said))

    def _compared(self, operator: str, path: Path, value: str, at: FormNode) -> str:
        question = self._only(path, at)
        if question is None or question not in self._numbers:
            return ""
        name = self._name(question, at)
        if value == "":
            key = "sheets.unanswered" if operator == "=" else "sheets.answered"
            return say(key, self._language, question=name)
        answer = self._label(question, value)
        key = "sheets.answer-is" if operator == "=" else "sheets.answer-is-not"
        return say(key, self._language, question=name, answer=answer)

    def _only(self, path: Path, at: FormNode) -> FormNode | None:
        """Return the one question or repeat that a plain path leads to."""
        if any(step.predicates for step in path.steps):
            return None
        found = {
            node
            for reading in references(path, at.place, FUNCTIONS, namespaces=at.scope.namespaces).readings
            if reading.instance is None
            for node in nodes_at(self._form.root, reading)
        }
        one = next(iter(found)) if len(found) == 1 else None
        return one if one is not None and one.node.kind in (Kind.QUESTION, Kind.REPEAT) else None

    def _read(self, expression: Expression, at: FormNode) -> list[FormNode]:
        found = {
            below
            for reading in references(
                expression, at.place, FUNCTIONS, namespaces=at.scope.namespaces
            ).readings
            if reading.instance is None and reading.kind is ReadingKind.VALUE
            for node in nodes_at(self._form.root, reading)
            for below in node.walk()
            if below.node.kind is Kind.QUESTION and not below.children
        }
        return sorted(found, key=lambda one: one.index)

    def _name(self, question: FormNode, at: FormNode) -> str:
        """Return the number of a question, with its first words where it stands in another section."""
        number = self._numbers[question]
        if number.partition(".")[0] == self._numbers.get(_section(at), ""):
            return number
        label = " ".join(text_in(question.node.label, self._language, "en").split())
        short = textwrap.shorten(label, _SHORT, placeholder=" …")
        return say("sheets.question", self._language, number=number, label=short)


def _chosen(expression: Expression) -> tuple[Path | None, str]:
    """Return of which question an answer is asked for, and which; nothing for any other expression."""
    match expression:
        case Comparison("=", Path() as path, TextLiteral(value)):
            return path, value
        case FunctionCall("selected", (Path() as path, TextLiteral(value))):
            return path, value
    return None, ""


def _section(node: FormNode) -> FormNode:
    here = node
    while here.parent is not None and here.parent.parent is not None:
        here = here.parent
    return here


def _last_name(expression: Expression) -> str:
    if isinstance(expression, Path) and len(expression.steps) == 1:
        return str(getattr(expression.steps[0].test, "name", ""))
    return ""
