"""The instance tree: one node for each question, group and repeat instance of an interview.

Expressions see this tree as the XML instance ODK would hold: instances of a repeat are siblings of one
name, and what is not relevant reads as empty. Answers there are kept all the same and come back.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer, as_text, from_text, reduced
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.expressions.values import to_text
from interview_kit.protocol.formnode import FormNode
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
        return (self.root,) if name == self.root.name and namespace == self.root.namespace else ()


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element of the instance."""

    name: str
    value: str
    parent: TreeNode
    namespace: str = ""
    children: Sequence[TreeNode] = ()
    attributes: Sequence[TreeNode] = ()

    @property
    def relevant(self) -> bool:
        """As the element it belongs to."""
        return self.parent.relevant

    def children_named(self, _name: str, _namespace: str = "", /) -> Sequence[TreeNode]:
        """Attributes have none."""
        return ()


class TreeNode:
    """A question, group or repeat instance. Satisfies the expressions' view of a node."""

    __slots__ = (
        "answer",
        "certainty",
        "children",
        "form",
        "gone",
        "held",
        "instance",
        "locked_by",
        "missing",
        "named",
        "own_relevant",
        "parent",
        "relevant",
        "source",
        "text",
        "withheld",
    )

    def __init__(self, form: FormNode, parent: TreeNode | Document, instance: str | None = None) -> None:
        self.form = form
        self.parent = parent
        #: Stable id, for instances of a repeat.
        self.instance = instance
        #: What was answered, with what stands beside it. ``text`` is what expressions know of it.
        self.answer: Answer | None = None
        self.text = ""
        self.held: Atom = ""
        #: Why there is no value, how it is known and how surely, as expressions know it.
        self.missing = self.source = self.certainty = ""
        self.relevant = True
        #: Whether the node itself would be asked, were everything around it.
        self.own_relevant = True
        #: Consent scopes that are wanting, if any; then the node is not relevant either.
        self.locked_by: tuple[str, ...] = ()
        #: The answer exists but travels apart or was destroyed.
        self.withheld = False
        #: Whether the node was removed.
        self.gone = False
        self.children: list[TreeNode] = _NO_CHILDREN
        #: Children by the names expressions write.
        self.named: Mapping[str, list[TreeNode]] = _NO_NAMES
        if form.children:
            self.children = [
                TreeNode(child, self) for child in form.children if child.node.kind is not Kind.REPEAT
            ]
            self.named = {child.form.node.name: [child] for child in self.children}

    # What expressions see ---------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The local name."""
        return self.form.name

    @property
    def namespace(self) -> str:
        """The namespace; empty for most."""
        return self.form.namespace

    @property
    def attributes(self) -> Sequence[Attribute]:
        """What the protocol says beside the element; it never changes."""
        return [Attribute(name, text, self) for name, text in self.form.node.attributes.items()]

    def children_named(self, name: str, namespace: str = "", /) -> Sequence[TreeNode]:
        """Return the children of one name in document order."""
        if not namespace:
            return self.named.get(name, _NO_CHILDREN)
        return [
            child for child in self.children if child.form.name == name and child.form.namespace == namespace
        ]

    @property
    def value(self) -> Atom:
        """What expressions read, in its type; nothing where it is not relevant."""
        if not self.relevant:
            return ""
        if self.children:
            return "".join(to_text(child.value) for child in self.children)
        return self.held

    # Where it is ------------------------------------------------------------------------------

    def path(self) -> str:
        """Return the path people read, with positions."""
        return self._path(lambda node: str(node.position()))

    def stable_path(self) -> str:
        """Return the path the journal keeps, with instance ids."""
        return self._path(lambda node: str(node.instance))

    def position(self) -> int:
        """Return the position among the instances of its repeat, from 1."""
        if isinstance(self.parent, Document):
            return 1
        return self.parent.named[self.form.node.name].index(self) + 1

    def _path(self, which: Callable[[TreeNode], str]) -> str:
        if not self.form.repeated or isinstance(self.parent, Document):
            return self.form.path
        name = self.form.node.name
        step = f"{name}[{which(self)}]" if self.instance else name
        return f"{self.parent._path(which)}/{step}"

    def reached(self, down: Iterable[str]) -> list[TreeNode]:
        """Return every node found by going down by these names."""
        nodes = [self]
        for name in down:
            nodes = [child for node in nodes for child in node.named.get(name, _NO_CHILDREN)]
        return nodes

    def walk(self) -> Iterator[TreeNode]:
        """Yield this node and everything below it in document order."""
        left = [self]  # not by generators inside each other: it is done after every answer
        while left:
            node = left.pop()
            yield node
            left.extend(reversed(node.children))

    @property
    def computed(self) -> str:
        """What the protocol put here by itself, where nobody else did."""
        return self.text if self.is_computed else ""

    @property
    def is_computed(self) -> bool:
        """Whether this holds a result: a calculation, or a calculated question nobody answered."""
        calculated = self.form.calculate is not None and self.answer is None
        return self.form.node.kind is Kind.CALCULATION or calculated

    @property
    def counted(self) -> Answer | None:
        """The answer as far as it counts now: a choice that is no longer offered is kept, not told."""
        answer = self.answer
        if answer is None or not self.form.chooses or not answer.given or self.text == as_text(answer):
            return answer
        return reduced(answer, self.text, self.form.node)

    def computed_json(self) -> JsonValue:
        """Return a calculation's result as an answer would hold it; None where it has none."""
        match self.form.node.type, self.held:
            case BaseType.INTEGER, float(number) if number.is_integer() and abs(number) < 2**53:
                return int(number)
            case BaseType.INTEGER, _:
                return None
            case BaseType.DECIMAL, float(number) if math.isfinite(number) and abs(number) < 10**30:
                return f"{number:.15f}".rstrip("0").rstrip(".")
            case BaseType.DECIMAL, _:
                return None
        return from_text(self.text, self.form.node).value

    # Instances --------------------------------------------------------------------------------

    def instances(self, form: FormNode) -> Sequence[TreeNode]:
        """Return the instances of a repeat that stands right below this node."""
        return self.named.get(form.node.name, _NO_CHILDREN)

    def insert(self, added: TreeNode) -> None:
        """Put an instance after its siblings."""
        self.children.insert(self._end_of(added.form), added)
        assert isinstance(self.named, dict), "only groups have repeats below them"
        self.named.setdefault(added.form.node.name, []).append(added)

    def move(self, to: int) -> None:
        """Put this instance at a position among its siblings, from 1."""
        assert isinstance(self.parent, TreeNode), "the outermost element is no instance"
        siblings, end = self.parent.named[self.form.node.name], self.parent._end_of(self.form)
        siblings.remove(self)
        siblings.insert(to - 1, self)
        self.parent.children[end - len(siblings) : end] = siblings

    def take_out(self) -> None:
        """Take this instance out of the tree; it and all below are gone."""
        assert isinstance(self.parent, TreeNode), "the outermost element is no instance"
        siblings, end = self.parent.named[self.form.node.name], self.parent._end_of(self.form)
        if siblings[-1] is self:  # the usual case, and where there are many the only quick one
            siblings.pop()
            del self.parent.children[end - 1]
        else:
            del self.parent.children[end - len(siblings) + siblings.index(self)]
            siblings.remove(self)
        for node in self.walk():
            node.gone = True

    def _end_of(self, form: FormNode) -> int:
        """Return the place after the last child of a definition: children stand in the protocol's order."""
        return bisect_right(self.children, form.index, key=lambda child: child.form.index)


_NO_CHILDREN: list[TreeNode] = []
_NO_NAMES: dict[str, list[TreeNode]] = {}


def find(root: TreeNode, path: str) -> TreeNode:
    """Return the node at a readable or a stable path.

    Raises :class:`InputError` ``interview.no-such-question``.
    """
    node = root
    for step in paths.parse(path):
        child = child_at(node, step)
        if child is None:
            raise InputError("interview.no-such-question", path=path)
        node = child
    return node


def child_at(node: TreeNode, step: Step) -> TreeNode | None:
    """Return the child that one step of a path names, or None."""
    named = node.named.get(step.name, _NO_CHILDREN)
    if step.instance is not None:
        return next((child for child in named if child.instance == step.instance), None)
    position = step.position or 1
    if position > len(named) or (step.position and named[0].instance is None):
        return None
    return named[position - 1]


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
            count = len(node.instances(form)) if node else 0
            wanted = step.position or 1
            if wanted > count + 1:
                raise InputError("interview.instance-gap", path=path)
            if wanted == count + 1:
                missing.append(f"{written}/{step.name}")
        node = child_at(node, step) if node else None
        written = f"{written}/{step}"
    return missing
