"""The instance tree: one node for each question, group and repeat instance of an interview.

Expressions see this tree as the XML instance ODK would hold: instances of a repeat are siblings of one
name, and what is not relevant reads as empty. Answers there are kept all the same and come back.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Sequence

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer, as_text
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.expressions.values import to_text
from interview_kit.protocol.form import FormNode
from interview_kit.protocol.model import BaseType, Kind
from interview_kit.values import paths
from interview_kit.values.paths import Step


class Document:
    """What stands above the outermost element, as XPath wants it."""

    name = ""
    namespace = ""
    parent = None
    attributes: Sequence[TreeNode] = ()
    value = ""
    relevant = True

    def __init__(self, root: FormNode) -> None:
        self.root = TreeNode(root, self)

    @property
    def children(self) -> Sequence[TreeNode]:
        """The outermost element."""
        return (self.root,)

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[TreeNode]:
        """Return the outermost element if that is its name."""
        return (self.root,) if name == self.root.name and not namespace else ()


class TreeNode:
    """A question, group or repeat instance. Satisfies the expressions' view of a node."""

    __slots__ = (
        "answer",
        "children",
        "computed",
        "form",
        "instance",
        "locked_by",
        "parent",
        "relevant",
        "withheld",
    )

    namespace = ""
    attributes: Sequence[TreeNode] = ()

    def __init__(self, form: FormNode, parent: TreeNode | Document, instance: str | None = None) -> None:
        self.form = form
        self.parent = parent
        #: Stable id, for instances of a repeat.
        self.instance = instance
        self.answer: Answer | None = None
        #: Result of a calculation.
        self.computed: Atom = ""
        self.relevant = True
        #: Consent scopes that are wanting, if any; then the node is not relevant either.
        self.locked_by: tuple[str, ...] = ()
        #: The answer exists but travels apart or was destroyed.
        self.withheld = False
        self.children: list[TreeNode] = [
            TreeNode(child, self) for child in form.children if child.node.kind is not Kind.REPEAT
        ]

    # What expressions see ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The local name."""
        return self.form.node.name

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[TreeNode]:
        """Return the children of one name in document order."""
        return [] if namespace else [child for child in self.children if child.name == name]

    @property
    def value(self) -> Atom:
        """What expressions read: a number, a text, or nothing where it is not relevant."""
        if not self.relevant:
            return ""
        if self.form.node.kind is Kind.CALCULATION:
            return self.computed
        text = as_text(self.answer)
        if text and self.form.node.type in (BaseType.INTEGER, BaseType.DECIMAL):
            with contextlib.suppress(ValueError):  # what does not fit is found where answers are checked
                return float(text)
        return text

    # Where it is ------------------------------------------------------------------------------

    def path(self) -> str:
        """Return the path people read, with positions."""
        return self._path(lambda node: str(node.position()))

    def stable_path(self) -> str:
        """Return the path the journal keeps, with instance ids."""
        return self._path(lambda node: str(node.instance))

    def position(self) -> int:
        """Return the position among the instances of its repeat, from 1."""
        return list(self.parent.children_named(self.name)).index(self) + 1

    def _path(self, which: Callable[[TreeNode], str]) -> str:
        if isinstance(self.parent, Document):
            return ""
        step = f"{self.name}[{which(self)}]" if self.instance else self.name
        return f"{self.parent._path(which)}/{step}"

    def walk(self) -> Iterator[TreeNode]:
        """Yield this node and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def computed_json(self) -> JsonValue:
        """Return a calculation's result as an answer would hold it; None where it has none."""
        match self.form.node.type, self.computed:
            case BaseType.INTEGER, float(number) if number.is_integer() and abs(number) < 2**53:
                return int(number)
            case BaseType.INTEGER, _:
                return None
            case BaseType.DECIMAL, float(number) if math.isfinite(number) and abs(number) < 10**30:
                return f"{number:.15f}".rstrip("0").rstrip(".")
            case BaseType.DECIMAL, _:
                return None
        return to_text(self.computed)


def find(root: TreeNode, path: str) -> TreeNode:
    """Return the node at a readable or a stable path.

    Raises :class:`InputError` ``interview.no-such-question``.
    """
    node = root
    for step in paths.parse(path):
        child = _child(node, step)
        if child is None:
            raise InputError("interview.no-such-question", path=path)
        node = child
    return node


def _child(node: TreeNode, step: Step) -> TreeNode | None:
    named = node.children_named(step.name)
    if step.instance is not None:
        return next((child for child in named if child.instance == step.instance), None)
    position = step.position or 1
    if position > len(named) or (step.position and named[0].instance is None):
        return None
    return named[position - 1]


def add_instance(root: TreeNode, stable_path: str) -> TreeNode:
    """Add the instance a stable path ends in, after its siblings.

    Raises :class:`InputError` ``interview.no-such-repeat``.
    """
    parent_path, _, last = stable_path.rpartition("/")
    parent = find(root, parent_path) if parent_path else root
    (step,) = paths.parse(f"/{last}")
    form = parent.form.child(step.name)
    if form is None or form.node.kind is not Kind.REPEAT or step.instance is None:
        raise InputError("interview.no-such-repeat", path=stable_path)
    if _child(parent, step) is not None:
        raise InputError("interview.no-such-repeat", path=stable_path)
    added = TreeNode(form, parent, step.instance)
    order = parent.form.children
    place = order.index(form)
    before = [index for index, child in enumerate(parent.children) if order.index(child.form) <= place]
    parent.children.insert(before[-1] + 1 if before else 0, added)
    return added


def missing_instances(root: TreeNode, path: str) -> list[str]:
    """Return the repeats, outermost first, that need one more instance before ``path`` can exist.

    Raises :class:`InputError` ``interview.instance-gap`` where an instance would be skipped.
    """
    node: TreeNode | None = root
    form, written, missing = root.form, "", []
    for step in paths.parse(path):
        child = form.child(step.name)
        if child is None:
            raise InputError("interview.no-such-question", path=path)
        form = child
        if form.node.kind is Kind.REPEAT:
            count = len(node.children_named(step.name)) if node else 0
            wanted = step.position or 1
            if wanted > count + 1:
                raise InputError("interview.instance-gap", path=path)
            if wanted == count + 1:
                missing.append(f"{written}/{step.name}")
        node = _child(node, step) if node else None
        written = f"{written}/{step}"
    return missing
