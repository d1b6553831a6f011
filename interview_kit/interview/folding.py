"""Entries of the journal, written into a tree.

Answers are noted as they come; the texts that expressions read follow once at the end, so that folding a long
journal costs what its last words cost.
"""

from __future__ import annotations

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import answer as answers
from interview_kit.interview.journal import NOTES, Entry, EntryKind
from interview_kit.interview.recalculation import LiveTree
from interview_kit.interview.splices import spliced
from interview_kit.interview.stable_paths import add_at, node_at
from interview_kit.interview.tree import Document, TreeNode
from interview_kit.protocol.model import Kind


class Folding:
    """One run of entries on its way into a tree. Call :meth:`finish` at its end."""

    def __init__(self, tree: LiveTree) -> None:
        self._tree = tree
        #: Nodes by the paths of this run: nothing but its own entries moves them meanwhile.
        self._nodes: dict[str, TreeNode] = {}
        #: What was set; for an answer None, its text follows from it.
        self._texts: dict[TreeNode, str | None] = {}

    def take(self, entry: Entry) -> None:
        """Write one entry that is in force.

        Raises :class:`InputError` where its path leads nowhere, :class:`RefusedError`
        ``interview.journal-line`` where it makes no sense there.
        """
        if entry.kind is EntryKind.BEGIN or entry.kind in NOTES:
            return
        if entry.kind is EntryKind.ADD:
            self._nodes[entry.path] = add_at(self._tree, entry.path)
            return
        node = self._at(entry.path)
        if entry.kind is EntryKind.REMOVE:
            if node.instance is None or isinstance(node.parent, Document):
                raise RefusedError("interview.journal-line")
            self._tree.remove(node)
            return
        if entry.kind is EntryKind.MOVE:
            self._move(node, entry.value)
            return
        self._answer(node, entry)

    def take_what_fits(self, entry: Entry) -> bool:
        """Write an entry if it still fits what the journal has left, and return whether it did."""
        try:
            self.take(entry)
        except (InputError, RefusedError):
            return False
        return True

    def finish(self) -> None:
        """Let expressions see what was written."""
        for node, text in self._texts.items():
            if node.gone:
                continue
            if text is None:
                told = node.answer or answers.Answer()
                missing = told.missing.value if told.missing else ""
                sides = (told.source or "", told.certainty or "")
                self._tree.write(node, answers.as_text(node.answer), missing, *sides)
            else:
                self._tree.write(node, text)
        self._texts.clear()

    def _move(self, node: TreeNode, value: JsonValue) -> None:
        siblings = node.parent.instances(node.form) if isinstance(node.parent, TreeNode) else ()
        match value:
            case {"to": int(to)} if node.instance is not None and 1 <= to <= len(siblings):
                self._tree.move(node, to)
            case _:
                raise RefusedError("interview.journal-line")

    def _at(self, path: str) -> TreeNode:
        node = self._nodes.get(path)
        if node is None or node.gone:
            node = self._nodes[path] = self._below_known(path) or node_at(self._tree, path)
            if isinstance(node.parent, TreeNode):
                self._nodes[path.rpartition("/")[0]] = node.parent
        return node

    def _below_known(self, path: str) -> TreeNode | None:
        """Return the node if its parent is known and it is no instance: the short way to most."""
        above, _, name = path.rpartition("/")
        parent = self._nodes.get(above)
        if parent is None or parent.gone:
            return None
        named = parent.named.get(name)
        return named[0] if named and named[0].instance is None else None

    def _answer(self, node: TreeNode, entry: Entry) -> None:
        text = None
        match entry.kind:
            case EntryKind.CLEAR:
                node.answer, node.withheld = None, False
            case _ if entry.salt is None:
                node.answer, node.withheld = None, True
            case EntryKind.ANSWER:
                node.answer = answers.from_json(entry.value, path=entry.path)
            case EntryKind.SPLICE:
                node.answer = spliced(node.answer, entry.value)
            case EntryKind.SET if isinstance(entry.value, str):
                text = entry.value
                if node.form.node.kind is Kind.QUESTION:
                    node.answer = answers.from_text(text, node.form.node)
            case _:
                raise RefusedError("interview.journal-line")
        if not node.form.children:
            self._texts[node] = text
