"""Nodes by the paths the journal keeps, with the stable ids of their instances."""

from __future__ import annotations

from interview_kit.errors import InputError
from interview_kit.interview.recalculation import LiveTree, first_instance
from interview_kit.interview.tree import TreeNode, child_at
from interview_kit.protocol.model import Kind
from interview_kit.values import paths


def node_at(tree: LiveTree, stable_path: str) -> TreeNode:
    """Return the node at a stable path; instances that a count will make are made now.

    Raises :class:`InputError` ``interview.no-such-question``.
    """
    node = tree.root
    for step in paths.parse(stable_path):
        child = child_at(node, step)
        if child is None:
            form = node.form.child(step.name)
            if form is None or form.node.repeat_count is None or step.instance is None:
                raise InputError("interview.no-such-question", path=stable_path)
            while child is None and len(node.instances(form)) < _numbered(step.instance):
                if tree.room(form) < 1:
                    break
                tree.add(node, form, first_instance(len(node.instances(form))))
                child = child_at(node, step)
            if child is None:
                raise InputError("interview.no-such-question", path=stable_path)
        node = child
    return node


def told_at(tree: LiveTree, readable_path: str) -> TreeNode:
    """Return the node at a readable path; instances that a count made are made now.

    Raises :class:`InputError` ``interview.no-such-question``.
    """
    node = tree.root
    for step in paths.parse(readable_path):
        child = child_at(node, step)
        if child is None:
            form = node.form.child(step.name)
            if form is None or form.node.repeat_count is None or step.position is None:
                raise InputError("interview.no-such-question", path=readable_path)
            child = node_at(tree, f"{node.stable_path()}/{step.name}[{first_instance(step.position - 1)}]")
        node = child
    return node


def add_at(tree: LiveTree, stable_path: str) -> TreeNode:
    """Add the instance a stable path ends in, after its siblings.

    Raises :class:`InputError` ``interview.no-such-repeat``.
    """
    parent_path, _, last = stable_path.rpartition("/")
    parent = node_at(tree, parent_path) if parent_path else tree.root
    (step,) = paths.parse(f"/{last}")
    form = parent.form.child(step.name)
    if form is None or form.node.kind is not Kind.REPEAT or step.instance is None:
        raise InputError("interview.no-such-repeat", path=stable_path)
    if child_at(parent, step) is not None:
        raise InputError("interview.no-such-repeat", path=stable_path)
    return tree.add(parent, form, step.instance)


def _numbered(instance: str) -> int:
    """Return which instance of a counted repeat an id names, from 1; 0 for ids of other kinds."""
    number = instance.removeprefix("n")
    return int(number) if number.isdecimal() and len(number) < 7 and instance == f"n{int(number)}" else 0
