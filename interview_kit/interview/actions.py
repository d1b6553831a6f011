"""Values that are set when something happens, and what the program notes by itself.

Follows the event and preload sections of the ODK XForms specification.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from interview_kit.errors import InputError
from interview_kit.interview.recalculation import LiveTree
from interview_kit.interview.tree import TreeNode
from interview_kit.interview.typed import stored
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.expressions.nodes import Value
from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Action, Event

#: Answers that one answer may change, one through the other.
MAX_SET: Final = 1_000
#: Values that may be set in all, whatever happened.
MAX_ACTIONS: Final = 10_000


class Actions:
    """The actions of one protocol, found by where and when they run."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._at: dict[tuple[str | None, Event], list[Action]] = {}
        for action in form.protocol.actions:
            for event in action.events:
                self._at.setdefault((action.at, event), []).append(action)
        self._preloaded = [node for node in form.nodes if node.node.preload]

    @property
    def any(self) -> bool:
        """Whether anything ever happens by itself under this protocol."""
        return bool(self._at or self._preloaded)

    def begin(self, tree: LiveTree) -> list[TreeNode]:
        """Run what happens when an interview begins. This and the others return what they wrote to."""
        written = []
        for node in _of(tree, self._preloaded):
            tree.write(node, _noted(tree, node))
            written.append(node)
        return written + self._everywhere(tree, (Event.FIRST_LOAD, Event.LOAD))

    def resume(self, tree: LiveTree) -> list[TreeNode]:
        """Run what happens when an interview is opened again."""
        return self._everywhere(tree, (Event.LOAD,))

    def added(self, tree: LiveTree, node: TreeNode) -> list[TreeNode]:
        """Run what happens when an instance of a repeat is added."""
        written = []
        for below in node.walk():
            if below.form in self._preloaded:
                tree.write(below, _noted(tree, below))
                written.append(below)
        for below in node.walk():
            for changed in self._run(tree, below, Event.NEW_REPEAT):
                written += [changed, *self.answered(tree, changed)]
        return written

    def grown(self, tree: LiveTree) -> list[TreeNode]:
        """Run what happens in instances that a count added, and in those that come of it."""
        written = []
        tree.settle()
        while tree.grown:
            written += self.added(tree, tree.grown.popleft())
            tree.settle()
        return written

    def answered(self, tree: LiveTree, node: TreeNode) -> list[TreeNode]:
        """Run what follows from a changed answer."""
        written: list[TreeNode] = []
        left = [node]
        for _ in range(MAX_SET):
            if not left:
                return written
            moved = self._run(tree, left.pop(0), Event.VALUE_CHANGED)
            written += moved
            left += [one for one in moved if (one.form.path, Event.VALUE_CHANGED) in self._at]
        tree.overfull.update(one.form.path for one in left)
        return written

    def _everywhere(self, tree: LiveTree, events: Iterable[Event]) -> list[TreeNode]:
        written = []
        for event in events:
            for (at, when), actions in self._at.items():
                if when is event:
                    form = self._form.root if at is None else self._form.at(at)
                    for node in _of(tree, (form,)):
                        for action in actions:
                            written += self._set(tree, action, node)
        return written

    def _run(self, tree: LiveTree, node: TreeNode, event: Event) -> list[TreeNode]:
        actions = self._at.get((node.form.path, event), ())
        return [target for action in actions for target in self._set(tree, action, node)]

    def _set(self, tree: LiveTree, action: Action, node: TreeNode) -> list[TreeNode]:
        """Set the value, and return the nodes that took another one."""
        if tree.actions_run >= MAX_ACTIONS:
            tree.overfull.add(node.form.path)
            return []
        tree.settle()
        try:
            targets = node.form.bound(action.target, "target").nodes(Context(tree.environment, node))
        except InputError:
            return []
        moved = []
        for target in targets:
            tree.actions_run += 1
            if tree.actions_run > MAX_ACTIONS:
                tree.overfull.add(node.form.path)
                break
            if isinstance(target, TreeNode) and not target.form.children and target.relevant:
                text = _text(tree, action, target)
                if text != target.text:
                    tree.write(target, text)
                    moved.append(target)
        return moved


def _of(tree: LiveTree, forms: Collection[FormNode]) -> list[TreeNode]:
    return [node for node in tree.root.walk() if node.form in forms] if forms else []


def _text(tree: LiveTree, action: Action, target: TreeNode) -> str:
    """Return what an action puts into a node; its expression is evaluated there."""
    value: Value = action.text
    if action.value is not None:
        try:
            value = target.form.bound(action.value, "value").value(Context(tree.environment, target))
        except InputError:
            value = ""
    return stored(target.form.node.type, value, tree.environment.timezone)


def _noted(tree: LiveTree, node: TreeNode) -> str:
    """Return what the program notes by itself; what a laptop without a network does not know is empty."""
    kind, _, what = node.form.node.preload.partition("/")
    environment = tree.environment
    match kind, what:
        case "date", "today":
            return environment.moment().date().isoformat()
        case "timestamp", "start":
            return stored(node.form.node.type, environment.moment(), environment.timezone)
        case "uid", _:
            return f"uuid:{UUID(int=environment.random.getrandbits(128), version=4)}"
        case "property", name:
            return environment.properties.get(name, "")
    return node.text
