"""Recalculation: relevance, consent locks and calculations, in dependency order."""

from __future__ import annotations

from collections import defaultdict

from interview_kit.errors import InputError
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.context import Context, Environment
from interview_kit.protocol.expressions.nodes import Atom
from interview_kit.protocol.form import Aspect, Form, FormNode

_Nodes = dict[FormNode, list[TreeNode]]


def recalculate(root: TreeNode, form: Form, environment: Environment) -> set[str]:
    """Recalculate the tree and return the stable paths of the nodes that changed."""
    nodes: _Nodes = defaultdict(list)
    for node in root.walk():
        nodes[node.form].append(node)
    changed: set[str] = set()
    for form_node, aspect in form.order:
        for node in nodes.get(form_node, ()):
            if aspect is Aspect.RELEVANT:
                moved = _set_relevance(node, form, nodes, environment)
            else:
                moved = _set_computed(node, environment)
            if moved:
                changed.add(node.stable_path())
    return changed


def _set_relevance(node: TreeNode, form: Form, nodes: _Nodes, environment: Environment) -> bool:
    locked = tuple(
        scope
        for scope in node.form.needs
        if not any(one.value == "YES" for one in nodes.get(form.scopes[scope], ()))
    )
    own = node.form.relevant
    relevant = node.parent.relevant and not locked
    relevant = relevant and (own is None or holds(own, Context(environment, node), otherwise=True))
    moved = (relevant, locked) != (node.relevant, node.locked_by)
    node.relevant, node.locked_by = relevant, locked
    return moved


def holds(bound: BoundExpression, context: Context, *, otherwise: bool) -> bool:
    """Evaluate; an answer that an expression cannot work with is kept all the same."""
    try:
        return bound.holds(context)
    except InputError:
        return otherwise


def _set_computed(node: TreeNode, environment: Environment) -> bool:
    calculate = node.form.calculate
    assert calculate is not None
    try:
        computed: Atom = calculate.atom(Context(environment, node))
    except InputError:
        computed = ""
    moved = computed != node.computed
    node.computed = computed
    return moved
