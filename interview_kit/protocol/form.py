"""A protocol prepared for conducting: its nodes with what they inherit, and what depends on what.

Made once when a protocol is loaded. A protocol that cannot be conducted (an expression that does not parse, a
path that leads nowhere, a circle of calculations) is refused here, by name, not in front of a witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interview_kit.errors import InputError
from interview_kit.protocol.bound import BoundExpression, Scope, Template, template
from interview_kit.protocol.expressions.namespaces import namespace_of
from interview_kit.protocol.expressions.scoping import Place
from interview_kit.protocol.graph import Graph, GraphData, Link
from interview_kit.protocol.model import BaseType, Kind, Node, Protocol, Texts
from interview_kit.values import paths
from interview_kit.values.paths import without_positions

#: Columns of a node that hold one expression each.
COLUMNS = ("relevant", "required", "readonly", "constraint", "calculate", "repeat_count")
#: Columns that hold texts, which may have expressions in them.
TEXTS = ("label", "hint", "guidance", "constraint_message", "required_message")


class FormNode:
    """A node of the protocol with what it inherits. Compared by identity."""

    __slots__ = (
        "_bound",
        "_calculate",
        "_relevant",
        "_templates",
        "by_name",
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
        "place",
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
        self._relevant: BoundExpression | bool | None = False
        self._calculate: BoundExpression | bool | None = False
        self._bound: dict[str, BoundExpression] | None = None
        self._templates: dict[str, Template] | None = None
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
    def relevant(self) -> BoundExpression | None:
        """The expression that says whether the node is asked."""
        if self._relevant is False:
            self._relevant = self.expression("relevant")
        return self._relevant  # type: ignore[return-value]  # False only until it was looked for

    @property
    def calculate(self) -> BoundExpression | None:
        """The expression that gives the node's value."""
        if self._calculate is False:
            self._calculate = self.expression("calculate")
        return self._calculate  # type: ignore[return-value]  # as above

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


_SELECTS = (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE, BaseType.RANK)
_NOTHING: dict[str, FormNode] = {}


class Form:
    """The static side of every interview under one protocol."""

    def __init__(self, protocol: Protocol, known: GraphData | None = None) -> None:
        """Prepare a protocol; ``known`` is what :meth:`Graph.data` gave for the very same one before.

        Raises :class:`InputError` ``protocol.…`` where it cannot be conducted.
        """
        self.protocol = protocol
        root = Node(name=protocol.root, kind=Kind.GROUP, children=protocol.children)
        scope = Scope(set(_repeats(root, ())), protocol.namespaces)
        self.root = FormNode(root, None, scope, iter(range(10**9)))
        #: Every node, at its index.
        self.nodes = tuple(self.root.walk())
        self._by_path = {node.path: node for node in self.nodes}
        #: The node that grants each consent scope.
        self.scopes = {node.node.kit.grants: node for node in self.nodes if node.node.kit.grants}
        if known is None:
            self._check(protocol)
        self.graph = Graph(self.root, self.nodes, self.scopes, known)

    def at(self, path: str) -> FormNode:
        """Return the node at a path, readable or stable; its positions and instances do not matter.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        bare = without_positions(path)
        if bare not in self._by_path:
            raise InputError("interview.no-such-question", path=path)
        return self._by_path[bare]

    def questions(self) -> Iterator[tuple[str, Node]]:
        """Yield path and definition of every question in document order."""
        for node in self.nodes:
            if node.node.kind is Kind.QUESTION:
                yield node.path, node.node

    def repeat_around(self, path: str) -> str | None:
        """Return the path of the innermost repeat that holds a question, or None."""
        node: FormNode | None = self.at(path)
        while node is not None and node.node.kind is not Kind.REPEAT:
            node = node.parent
        return node.path if node else None

    def order_key(self, path: str) -> tuple[tuple[int, int], ...]:
        """Return a sort key that puts readable paths into the protocol's order, instances by number.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        key, bare = [], ""
        for step in paths.parse(path):
            bare = f"{bare}/{step.name}"
            key.append((self.at(bare).index, step.position or 1))
        return tuple(key)

    def warnings(self) -> Iterator[InputError]:
        """Yield what is probably a mistake: paths that lead nowhere, which read as empty."""
        for index, column, target in self.graph.data()["nowhere"]:
            path = self.nodes[index].path
            yield InputError("protocol.no-such-path", path=path, column=column, target=target)

    def _check(self, protocol: Protocol) -> None:
        for form in self.nodes:
            for name, count in Counter(child.node.name for child in form.children).items():
                if count > 1:
                    raise InputError("protocol.same-name", name=f"{form.path}/{name}")
            if form.node.choices is not None and form.node.choices not in protocol.choices:
                raise InputError("protocol.no-choices", path=form.path, list=form.node.choices)
            for scope in form.needs:
                if scope not in self.scopes:
                    raise InputError("protocol.no-granter", path=form.path, scope=scope)
            for bound in form.expressions():
                bound.check()
        for action in protocol.actions:
            at = self.at(action.at) if action.at else self.root
            at.bound(action.target, "trigger").check()
            if action.value is not None:
                at.bound(action.value, "calculation").check()


def _repeats(node: Node, above: Place) -> Iterator[Place]:
    place = (*above, node.name)
    if node.kind is Kind.REPEAT:
        yield place
    for child in node.children:
        yield from _repeats(child, place)
