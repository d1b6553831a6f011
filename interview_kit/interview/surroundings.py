"""What expressions of one interview can ask of their surroundings: tables, texts, choices, the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.expressions.context import Context, Environment
from interview_kit.protocol.expressions.nodes import Node as ExpressionNode
from interview_kit.protocol.expressions.nodes import Value
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Choice, Kind, Node, Texts, text_in
from interview_kit.protocol.secondary import DataNode, SecondaryInstances, text_ids

#: Characters of the label of one choice.
MAX_LABEL: Final = 1_000


def local_zone() -> tzinfo:
    """Return the time zone of this machine."""
    return datetime.now(UTC).astimezone().tzinfo or UTC


class Surroundings:
    """The texts and tables of one protocol in one language at a time.

    ``environment`` is what expressions are evaluated in.
    """

    def __init__(
        self, form: Form, *, zone: tzinfo | None = None, now: Callable[[], datetime] | None = None
    ) -> None:
        protocol = form.protocol
        self._form = form
        self._texts: dict[str, Texts] = dict(protocol.texts)
        for name, choices in protocol.choices.items():
            self._texts.update(text_ids(name, choices))
        self.environment = Environment(
            instances=SecondaryInstances(protocol),
            timezone=zone or local_zone(),
            language=protocol.languages[0],
            itext=self._itext,
            choice_name=self._choice_name,
            version=protocol.version,
        )
        if now is not None:
            self.environment.now = now

    @property
    def language(self) -> str:
        """The language in which texts are told."""
        return self.environment.language

    def told(self, node: TreeNode, column: str, texts: Texts) -> str:
        """Return a text of a node in the present language, its expressions filled in."""
        text = text_in(texts, self.language, self._form.protocol.languages[0])
        if "${" not in text:
            return text
        return node.form.template(text, column).filled(Context(self.environment, node))

    def readonly(self, node: TreeNode) -> bool:
        """Whether a node, or anything around it, may not be changed."""
        here: object = node
        while isinstance(here, TreeNode):
            bound = here.form.expression("readonly")
            if bound is not None and bound.holds(Context(self.environment, here), otherwise=False):
                return True
            here = here.parent
        return node.form.node.kind is Kind.NOTE

    def choices(self, node: TreeNode) -> list[tuple[str, str]]:
        """Return value and label of every choice a question offers now, in the present language."""
        with self.environment.together():
            return [
                (one.value, self.told(node, "label", one.label)[:MAX_LABEL]) for one in self.offered(node)
            ]

    def offered(self, node: TreeNode) -> tuple[Choice, ...]:
        """Return the choices a question offers now; none where they cannot be worked out."""
        try:
            return self.worked_out(node)
        except InputError:
            return ()

    def worked_out(self, node: TreeNode) -> tuple[Choice, ...]:
        """Return the choices a question offers now. Raises :class:`InputError` as evaluating does."""
        definition = node.form.node
        offered = node.form.offered
        if offered is None:
            return self._form.protocol.choices.get(definition.choices or "", ())
        found = offered.nodes(Context(self.environment, node))
        if definition.itemset is None:
            return tuple(row.choice for row in found if isinstance(row, DataNode) and row.choice is not None)
        value = node.form.bound(definition.itemset.value, "choices")
        label = node.form.bound(definition.itemset.label, "choices")
        places = (Context(self.environment, item, current=node) for item in found)
        return tuple(
            Choice(value=value.words(place), label={self.language: label.words(place)}) for place in places
        )

    def filled(self, node: TreeNode) -> Node:
        """Return the definition of a node with the expressions in its texts filled in."""
        definition = node.form.node
        if not node.form.fills:
            return definition
        context = Context(self.environment, node)
        filled: dict[str, Texts] = {}
        for column in node.form.fills:
            told: Texts = getattr(definition, column)
            templates = {tag: node.form.template(text, column) for tag, text in told.items()}
            filled[column] = {tag: one.filled(context) for tag, one in templates.items()}
        return definition.model_copy(update=filled)

    def _itext(self, identifier: str) -> Value:
        if identifier not in self._texts:
            raise InputError("expressions.no-translations")
        return text_in(self._texts[identifier], self.language, self._form.protocol.languages[0])

    def _choice_name(self, value: str, path: str, here: ExpressionNode | None) -> str:
        asked = self._asked(path, here)
        if asked is None:
            return ""
        return next((label for one, label in self.choices(asked) if one == value), "")

    def _asked(self, path: str, here: ExpressionNode | None) -> TreeNode | None:
        """Return the question whose choices are meant, seen from a node."""
        if not isinstance(here, TreeNode):
            return None
        try:
            found = here.form.bound(path, "choice-name").nodes(Context(self.environment, here))
        except InputError:
            found = ()
        for node in found:
            if isinstance(node, TreeNode):
                return node
        steps = tuple(step for step in path.split("/") if step)
        form: FormNode | None = self._form.root if steps[:1] == (self._form.root.node.name,) else None
        for name in steps[1:]:
            form = form.child(name) if form is not None else None
        return TreeNode(form, here.parent) if form is not None and here.parent is not None else None
