"""One interview: the fold of its journal, and the questions one may ask of it.

Changing it takes two steps. ``prepare_…`` checks what a person did and says what the journal would record;
once the entry is durable, :meth:`Interview.apply` folds it in. Reading a journal back is ``apply`` alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview import answer as answers
from interview_kit.interview import problems as finding
from interview_kit.interview.actions import Actions
from interview_kit.interview.answer import Answer
from interview_kit.interview.folding import Folding
from interview_kit.interview.history import Told, histories
from interview_kit.interview.journal import NOTES, Entry, EntryKind
from interview_kit.interview.problems import Problem
from interview_kit.interview.promotion import start, travels_apart
from interview_kit.interview.recalculation import LiveTree
from interview_kit.interview.splices import splice
from interview_kit.interview.stable_paths import told_at
from interview_kit.interview.surroundings import Surroundings
from interview_kit.interview.tree import TreeNode, find, missing_instances
from interview_kit.interview.undoing import Standing, destroyed_by, entry_at, torn
from interview_kit.protocol.bound import BoundExpression
from interview_kit.protocol.expressions.context import Context
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import BaseType, Choice, Kind, Node

FORMAT: Final = "interview-kit-interview/1"
_NO_ANSWER: Final = Answer()
_MOVING: Final = (EntryKind.ADD, EntryKind.REMOVE, EntryKind.MOVE)


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry changed: stable paths of the nodes to draw again, and when it was saved."""

    saved: str
    paths: frozenset[str]
    #: Whether instances came or went.
    structure: bool
    #: Stable path of what was taken back or brought back, if that is what was done.
    taken_back: str = ""


class Interview:
    """An interview in memory. Not thread-safe; lives on the worker beside its workspace."""

    def __init__(
        self,
        loaded: LoadedProtocol,
        identifier: str,
        entries: Iterable[Entry] = (),
        earlier: LoadedProtocol | None = None,
    ) -> None:
        self.loaded = loaded
        #: The protocol it was under before a promotion, where that is known.
        self.earlier = earlier
        self.id = identifier
        self.entries = list(entries)
        #: How many entries no longer fit, because others before them were lost.
        self.passed_over = 0
        self._actions = Actions(loaded.form)
        self._surroundings = Surroundings(loaded.form)
        #: Where actions are tried out; kept, because folding for each answer is slow in long interviews.
        self._trial: Interview | None = None
        self._replay()

    @classmethod
    def fold(
        cls,
        loaded: LoadedProtocol,
        identifier: str,
        entries: Iterable[Entry],
        *,
        calculate: bool = True,
        earlier: LoadedProtocol | None = None,
    ) -> Interview:
        """Return the interview a journal tells of. The chain must have been verified.

        ``loaded`` is the protocol it is under, ``earlier`` the one from before a promotion. Without
        ``calculate`` relevance and calculations are left alone, for a reader who sees only a part.
        """
        interview = cls(loaded, identifier, entries, earlier)
        if calculate:
            interview._tree.start()
            interview._tree.changes()
        return interview

    def _replay(self) -> None:
        """Make the tree anew from what is in force."""
        self._tree = LiveTree(self.loaded.form, self._surroundings)
        self.root = self._tree.root
        #: Counter of the promotion before which nothing is folded, or 0.
        self.promoted = start(self.entries)
        loose = torn(self.entries)
        self._standing = Standing(loose)
        folding = Folding(self._tree)
        self.passed_over = 0
        for entry in self._standing.take_all(self.entries):
            if entry.counter < self.promoted:
                continue
            if entry.counter not in loose:
                folding.take(entry)
            elif not folding.take_what_fits(entry):
                self.passed_over += 1
        folding.finish()

    @property
    def last_entry(self) -> Entry | None:
        """The head of the chain."""
        return self.entries[-1] if self.entries else None

    def told_at(self, path: str) -> TreeNode:
        """Return the node at a readable path of a record, also in an instance that only a count made.

        Raises :class:`InputError` ``interview.no-such-question``.
        """
        return told_at(self._tree, path)

    # What a person does -----------------------------------------------------------------------

    def prepare_answer(self, path: str, answer: Answer) -> tuple[EntryKind, str, JsonValue]:
        """Return entry kind, stable path and value for an answer.

        Raises :class:`InputError`: no such question, not relevant, locked by consent, wrong shape.
        Clearing is always allowed, so that an answer beyond consent can be taken back.
        """
        node = find(self.root, path)
        if node.form.node.kind is not Kind.QUESTION:
            raise InputError("interview.no-such-question", path=path)
        stable = node.stable_path()
        if not answer.missing and answer.value in ("", []):
            answer = replace(answer, value=None)
        if answer == _NO_ANSWER:
            return EntryKind.CLEAR, stable, None
        if node.locked_by:
            raise InputError("interview.locked", path=path, scope=node.locked_by[0])
        if not node.relevant:
            raise InputError("interview.not-relevant", path=path)
        if self._surroundings.readonly(node):
            raise InputError("interview.readonly", path=path)
        answers.check(answer, node.form, self.loaded.protocol, path=path)
        changed = splice(node.answer, answer)
        if changed is not None:
            return EntryKind.SPLICE, stable, changed
        return EntryKind.ANSWER, stable, answer.to_json()

    def prepare_add(self, path: str, instance: str) -> str:
        """Return the stable path of a new instance at the end of the repeat ``path``."""
        parent_path, _, name = path.rpartition("/")
        parent = find(self.root, parent_path) if parent_path else self.root
        form = parent.form.child(name)
        if form is None or form.node.kind is not Kind.REPEAT:
            raise InputError("interview.no-such-repeat", path=path)
        if form.node.repeat_count is not None:
            raise InputError("interview.counted-repeat", path=path)
        if form.needs and (locked := self.locked_by(form)):
            raise InputError("interview.locked", path=path, scope=locked[0])
        return f"{parent.stable_path()}/{name}[{instance}]"

    def prepare_remove(self, path: str, reason: str) -> str:
        """Return the stable path of the instance to remove; a reason must be given."""
        node = find(self.root, path)
        if node.instance is None:
            raise InputError("interview.no-such-repeat", path=path)
        if node.form.node.repeat_count is not None:
            raise InputError("interview.counted-repeat", path=path)
        if not reason.strip():
            raise InputError("interview.reason-needed")
        return node.stable_path()

    def prepare_move(self, path: str, to: int) -> str:
        """Return the stable path of the instance to put at position ``to`` among its siblings, from 1."""
        node = find(self.root, path)
        if node.instance is None or not isinstance(node.parent, TreeNode):
            raise InputError("interview.no-such-repeat", path=path)
        if node.form.node.repeat_count is not None:
            raise InputError("interview.counted-repeat", path=path)
        if not 1 <= to <= len(node.parent.instances(node.form)):
            raise InputError("interview.no-such-place", path=path, to=to)
        return node.stable_path()

    def apply(self, entry: Entry) -> Change:
        """Fold in an entry that is durable, and recalculate."""
        if self._standing.take(entry):  # what was taken back, or brought back: folded anew without it
            self.entries.append(entry)
            self._replay()
            self._tree.start()
            self._tree.changes()
            place = entry_at(self.entries, self._standing.touched).path
            return replace(self.everything_changed(), taken_back=place)
        before = self._tree.instances_moved
        self._fold_one(entry)
        if self._trial is not None and entry.kind is EntryKind.SET:
            self._trial._fold_one(entry)
        changed = {node.stable_path() for node in self._tree.changes()}
        moved = entry.kind in _MOVING or before != self._tree.instances_moved
        return Change(entry.time, frozenset({entry.path} | changed), moved)

    def consequences(self, entry: Entry) -> list[tuple[str, str]]:
        """Return what the protocol's actions set because of an entry that is not folded in yet.

        Stable paths and texts, in order; each is journalled as ``set``.
        """
        begins = entry.kind in (EntryKind.BEGIN, EntryKind.PROMOTE)
        if not self._actions.any or (entry.kind in NOTES and not begins):
            return []
        trial = self._tried(entry)
        match entry.kind:
            case EntryKind.BEGIN | EntryKind.PROMOTE:
                written = trial._actions.begin(trial._tree)
            case EntryKind.ADD:
                written = trial._actions.added(trial._tree, find(trial.root, entry.path))
            case EntryKind.ANSWER | EntryKind.CLEAR | EntryKind.SPLICE:
                written = trial._actions.answered(trial._tree, find(trial.root, entry.path))
            case _:
                return []
        written += trial._actions.grown(trial._tree)
        return [(node.stable_path(), node.text) for node in dict.fromkeys(written) if not node.gone]

    def _tried(self, entry: Entry) -> Interview:
        """Return an interview like this one, with an entry folded in that may never become durable."""
        trial = self._trial
        if trial is None or trial.entries[-1:] != self.entries[-1:]:
            trial = self._trial = Interview.fold(self.loaded, self.id, self.entries)
            if entry.kind not in (EntryKind.BEGIN, EntryKind.PROMOTE):
                trial._tree.grown.clear()  # whoever is there already was greeted
        trial._tree.changes()
        trial._fold_one(entry)
        trial._tree.settle()
        return trial

    # Taking back ------------------------------------------------------------------------------

    @property
    def to_undo(self) -> int | None:
        """Counter of what an undo would name; None where nothing may be taken back any more."""
        counter = self._standing.to_undo
        return None if counter is None or self._destroyed_by(counter) else counter

    @property
    def to_redo(self) -> int | None:
        """Counter of the undo that a redo would name; None where nothing may be brought back."""
        if (undone := self._standing.to_redo) is None:
            return None
        undo, action = undone
        return None if self._destroyed_by(action) else undo

    def _destroyed_by(self, counter: int) -> bool:
        return destroyed_by(self.entries, counter, self.loaded.form)

    def history(self, path: str) -> tuple[Told, ...]:
        """Return all that was ever answered at a readable or stable path, from the journal alone.

        A stable path leads to what stood in an instance that was removed, too.
        """
        with contextlib.suppress(InputError):
            path = find(self.root, path).stable_path()
        self.loaded.form.at(path)
        return self.histories().get(path, ())

    def histories(self) -> dict[str, tuple[Told, ...]]:
        """Return the history of every question that has one, by stable path.

        What was answered before a promotion stands with the question it was carried over to; what was not
        carried over, by the protocol and its path there: ``ed-short:/witness/age_band``.
        """
        earlier = self.earlier.form if self.earlier else None
        return histories(self.entries, self.loaded.form, earlier)

    @property
    def last_place(self) -> str:
        """Stable path of what was touched last, empty at the beginning."""
        there = (one.path for one in reversed(self.entries) if one.path and one.counter >= self.promoted)
        return next(there, "")

    def everything_changed(self) -> Change:
        """Return the change after which a screen draws everything again."""
        time = self.entries[-1].time if self.entries else ""
        return Change(time, frozenset(node.stable_path() for node in self.nodes()), structure=True)

    def _fold_one(self, entry: Entry) -> None:
        self.entries.append(entry)
        folding = Folding(self._tree)
        folding.take(entry)
        folding.finish()

    # What one may ask of it -------------------------------------------------------------------

    def nodes(self) -> Iterator[TreeNode]:
        """Yield every node below the root in document order."""
        for child in self.root.children:
            yield from child.walk()

    def problems(self) -> list[Problem]:
        """Return what is missing or wrong, in document order; errors block sealing, warnings do not.

        Where a protocol asks for more than there may be, a warning is due: nobody at the table can mend it.
        """
        too_many = [
            Problem(path, path, "warning", "interview.too-many") for path in sorted(self._tree.overfull)
        ]
        with self._surroundings.environment.together():
            return [*finding.problems(self.root, self._surroundings), *too_many]

    def definition(self, node: TreeNode) -> Node:
        """Return what a node asks, with earlier answers filled into its words."""
        return self._surroundings.filled(node)

    def is_readonly(self, node: TreeNode) -> bool:
        """Whether the protocol lets nobody change a node."""
        return self._surroundings.readonly(node)

    def offered(self, node: TreeNode) -> tuple[Choice, ...]:
        """Return the choices a question offers now."""
        return self._surroundings.offered(node)

    def consent(self) -> dict[str, str]:
        """Return what the witness said to each consent scope that was asked."""
        said: dict[str, str] = {}
        for scope, form in self.loaded.form.scopes.items():
            for node in self._tree.all(form):
                if node.relevant and node.answer:
                    said[scope] = node.answer.missing or str(node.answer.value)
        return said

    def holds(self, node: TreeNode, expression: BoundExpression) -> bool:
        """Whether an expression is true at a node; it is not where answers are nothing it can work with."""
        return expression.holds(Context(self._surroundings.environment, node), otherwise=False)

    def is_locked(self, stable: str) -> bool:
        """Whether the question at a stable path lies beyond what the witness allows."""
        return bool(find(self.root, stable).locked_by)

    def answers_json(self, *, identifying: bool) -> dict[str, JsonValue]:
        """Return relevant answers by readable path: the identifying ones, or all others."""
        return {
            node.path(): answer.to_short_json()
            for node in self.nodes()
            if node.relevant and node.form.identifying is identifying and (answer := node.counted)
        }

    def calculated_json(self, *, identifying: bool) -> dict[str, JsonValue]:
        """Return results of calculations by readable path, parted like answers."""
        return {
            node.path(): node.computed_json()
            for node in self.nodes()
            if node.is_computed
            and node.relevant
            and node.form.identifying is identifying
            and node.computed_json() not in (None, "")
        }

    def to_json(self) -> dict[str, JsonValue]:
        """Return ``interview.json``: what the office archives. Identifying answers are only named."""
        return {
            "format": FORMAT,
            "interview": self.id,
            "protocol": self.loaded.reference(),
            "answers": self.answers_json(identifying=False),
            "calculated": self.calculated_json(identifying=False),
            "apart": [*sorted(self.answers_json(identifying=True))],
            "instances": self.instances(),
        }

    def instances(self) -> dict[str, JsonValue]:
        """Return the stable id of each repeat instance by its readable path."""
        return {node.path(): node.instance for node in self.nodes() if node.instance is not None}

    def locked_by(self, form: FormNode) -> tuple[str, ...]:
        """Return the consent scopes that ``form`` needs and the witness has not granted."""
        if not form.needs:
            return ()
        consent = self.consent()
        return tuple(scope for scope in form.needs if consent.get(scope) != "YES")

    def attachments(self) -> dict[str, bool]:
        """Return the attachments that answers name, and whether each is identifying."""
        return {
            str(node.answer.value["attachment"]): node.form.identifying
            for node in self.nodes()
            if node.form.node.type is BaseType.ATTACHMENT
            and node.relevant
            and node.answer
            and isinstance(node.answer.value, dict)
        }

    def travels_apart(self, entry: Entry) -> bool:
        """Whether an entry's value goes to the custodian alone."""
        return travels_apart(entry, self.loaded.form, self.promoted)

    # Headless filling -------------------------------------------------------------------------

    def in_order(self, paths: Iterable[str]) -> list[str]:
        """Sort readable paths by the protocol's order. Raises ``interview.no-such-question``."""
        return sorted(paths, key=self.loaded.form.order_key)

    def instances_missing(self, path: str) -> list[str]:
        """Return the repeats, outermost first, that need one more instance each before ``path`` exists.

        Raises :class:`InputError` ``interview.instance-gap`` where an instance would be skipped.
        """
        return missing_instances(self.root, path)
