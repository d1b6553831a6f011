"""A node of the protocol with what it inherits, and its expressions, bound at first use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_kit.protocol.bound import BoundExpression, Scope, Template, template
from interview_kit.protocol.expressions.namespaces import namespace_of
from interview_kit.protocol.expressions.scoping import Place
from interview_kit.protocol.model import BaseType, Kind, Node, Texts

#: Columns of a node that hold one expression each.
COLUMNS = ("relevant", "required", "readonly", "constraint", "calculate", "repeat_count")
#: Columns that hold texts, which may have expressions in them.
TEXTS = ("label", "hint", "guidance", "constraint_message", "required_message")


class Link(NamedTuple):
    """Where to go from a node: ``up`` levels, then ``down`` by name to every node it finds.

    ``rank`` is the place of the dependent in the order, or -1 for what is only shown. Where the dependent
    stands in no repeat there is but one: ``single`` is its index then, else -1.
    """

    rank: int
    single: int
    up: int
    down: tuple[str, ...]


class FormNode:
    """A node of the protocol with what it inherits. Compared by identity."""

    __slots__ = (
        "_bound",
        "_fills",
        "_templates",
        "by_name",
        "calculate",
        "children",
        "identifying",
        "index",
        "links",
        "name",
        "namespace",
        "needs",
        "node",
        "parent",
        "path",
        "picked",
        "place",
        "relevant",
        "repeated",
        "scope",
    )

    def __init__(self, node: Node, parent: FormNode | None, scope: Scope, count: Iterator[int]) -> None:
        self.index = next(count)
        self.node = node
        self.parent = parent
        self.scope = scope
        prefix, _, self.name = node.name.rpartition(":")
        self.namespace = namespace_of(prefix, scope.namespaces) if prefix else ""
        #: Path without positions; the root's is empty.
        self.path: str = f"{parent.path}/{node.name}" if parent else ""
        #: Names from the outermost element down, as expressions know the node.
        self.place: Place = (*(parent.place if parent else ()), node.name)
        #: Consent scopes that this node and its ancestors need.
        self.needs: tuple[str, ...] = parent.needs if parent else ()
        if node.kit.needs:
            self.needs = tuple(dict.fromkeys((*self.needs, *node.kit.needs)))
        inherited: bool = parent is not None and parent.identifying
        #: Whether answers go to the custodian alone; a calculation also learns it from what it reads.
        self.identifying: bool = inherited if node.kit.identifying is None else node.kit.identifying
        #: Whether there may be several of it, or none: it is a repeat or stands in one.
        self.repeated: bool = node.kind is Kind.REPEAT or (parent is not None and parent.repeated)
        #: The repeat that a person is picked from. Set by the form.
        self.picked: FormNode | None = None
        self._bound: dict[str, BoundExpression] | None = None
        self._templates: dict[str, Template] | None = None
        self._fills: tuple[str, ...] | None = None
        #: What says whether the node is asked, and what gives its value: asked for at every step.
        self.relevant = self.expression("relevant")
        self.calculate = self.expression("calculate")
        #: What depends on this node: on its value, on its being there, on its place. Filled by the graph.
        self.links: tuple[tuple[Link, ...], ...] = ((), (), ())
        self.children: tuple[FormNode, ...] = (
            tuple(FormNode(child, self, scope, count) for child in node.children) if node.children else ()
        )
        self.by_name = {child.node.name: child for child in self.children} if self.children else _NOTHING

    def expression(self, column: str) -> BoundExpression | None:
        """Return the expression of a column such as ``relevant``, or None."""
        text = getattr(self.node, column)
        return None if text is None else self.bound(text, column)

    def bound(self, text: str, column: str) -> BoundExpression:
        """Return an expression that belongs to this node."""
        if self._bound is None:
            self._bound = {}
        known = self._bound.get(text)
        if known is None:
            known = self._bound[text] = BoundExpression(text, column, self.place, self.scope)
        return known

    def template(self, text: str, column: str) -> Template:
        """Return a text of this node, cut into its parts."""
        if self._templates is None:
            self._templates = {}
        known = self._templates.get(text)
        if known is None:
            known = self._templates[text] = template(text, column, self.place, self.scope)
        return known

    @property
    def fills(self) -> tuple[str, ...]:
        """The columns of texts into which something is filled: mostly none."""
        if self._fills is None:
            self._fills = tuple(
                column
                for column in TEXTS
                if any("${" in text for text in getattr(self.node, column).values())
            )
        return self._fills

    @property
    def offered(self) -> BoundExpression | None:
        """The expression that gives the nodes of the choices, where they depend on anything."""
        node = self.node
        if node.itemset is not None:
            return self.bound(node.itemset.nodes, "choices")
        if node.choices is not None and node.choice_filter is not None:
            quote = "'" if "'" not in node.choices else '"'
            rows = f"instance({quote}{node.choices}{quote})/root/item[{node.choice_filter}]"
            return self.bound(rows, "choice_filter")
        return None

    @property
    def chooses(self) -> bool:
        """Whether what can be chosen depends on the interview, and so what is chosen."""
        node = self.node
        return (
            node.type in _SELECTS
            and node.calculate is None
            and (node.choice_filter is not None or node.itemset is not None)
        )

    def child(self, name: str) -> FormNode | None:
        """Return the child of that name."""
        return self.by_name.get(name)

    @property
    def repeat(self) -> FormNode | None:
        """The innermost repeat that this is or stands in."""
        here: FormNode | None = self
        while here is not None and here.node.kind is not Kind.REPEAT:
            here = here.parent
        return here

    @property
    def names_persons(self) -> bool:
        """Whether words would tell openly what the persons' own names tell the custodian alone.

        So it is where a person is picked by an answer that is not identifying, from a repeat whose instances
        are named by one that is: their first text.
        """
        if self.picked is None or self.identifying:
            return False
        own = (one for one in self.picked.walk() if one.repeat is self.picked)
        naming = next((one for one in own if _names(one.node)), None)
        return naming is not None and naming.identifying

    def walk(self) -> Iterator[FormNode]:
        """Yield this node and everything below it in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def expressions(self) -> Iterator[BoundExpression]:
        """Yield every expression of the node, those in its texts and for its choices included."""
        for column in COLUMNS:
            bound = self.expression(column)
            if bound is not None:
                yield bound
        if self.offered is not None:
            yield self.offered
        for column in TEXTS:
            told: Texts = getattr(self.node, column)
            for text in told.values():
                if "${" in text:
                    yield from self.template(text, column).expressions


def _names(node: Node) -> bool:
    return node.kind is Kind.QUESTION and node.type is BaseType.TEXT and node.kit.type is None


_SELECTS = (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE, BaseType.RANK)
_NOTHING: dict[str, FormNode] = {}
