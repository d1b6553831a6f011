"""What a promotion carries over: answers under one protocol become answers under another.

What is taken from where says the other protocol (:class:`interview_kit.protocol.takes.Takes`). Whatever it
has no place for, or offers no such choice for, is left where it is, in the journal, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview import journal
from interview_kit.interview.answer import Answer
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.kit_values import SHAPES, WORDS
from interview_kit.interview.notes import Promoted
from interview_kit.interview.origins import Origin, Taken, instance_of, places, taken_by
from interview_kit.interview.tree import TreeNode, find
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import BaseType, Kind, KitType, Node, Side, Texts
from interview_kit.protocol.takes import Takes

#: What another answer that is carried over may put right.
_EARLY: Final = ("interview.not-relevant", "interview.locked")


@dataclass(frozen=True, slots=True)
class Place:
    """A question that was answered: where people read it, and what it asks."""

    path: str
    label: Texts


@dataclass(frozen=True, slots=True)
class Carrying:
    """What a promotion does."""

    #: Kind, stable path and value of each entry after the promotion's own, in order.
    moves: tuple[tuple[EntryKind, str, JsonValue], ...]
    #: Questions under the new protocol that are answered by it.
    carried: tuple[Place, ...]
    #: Questions under the old one whose answers are not carried over.
    left: tuple[Place, ...]
    #: Stable paths of questions under the new protocol by those they are taken from.
    places: dict[str, str]


def carry(interview: Interview, loaded: LoadedProtocol) -> Carrying:
    """Return what is carried over where an interview goes on under another protocol.

    Raises :class:`InputError` ``interview.no-promotion`` where it takes nothing from the present one,
    ``interview.promoted`` where the interview was promoted before, or ``interview.amendment`` where it is
    about sealed ones.
    """
    if interview.promoted:
        raise InputError("interview.promoted")
    if journal.amended(interview.entries) or loaded.protocol.amends:
        raise InputError("interview.amendment")
    before = interview.loaded.protocol
    if not loaded.form.takes_from(before.id) or loaded.protocol.id == before.id:
        raise InputError("interview.no-promotion", before=before.key, after=loaded.protocol.key)
    return _Carrier(interview, loaded).carrying()


class _Carrier:
    """Tries everything out in an interview that nobody keeps."""

    def __init__(self, before: Interview, loaded: LoadedProtocol) -> None:
        self._before = before
        promoted = self._linked(
            before.entries[-1], EntryKind.PROMOTE, "", Promoted(loaded.reference(), 0).to_json()
        )
        self._after = Interview.fold(loaded, before.id, [*before.entries, promoted])
        self._moves: list[tuple[EntryKind, str, JsonValue]] = []
        #: What is to be tried, in the order of the protocol: each says whether it is settled.
        self._waiting: list[Callable[[], bool]] = []
        self._places: dict[str, str] = {}
        self._carried: list[str] = []
        self._used: set[str] = set()
        self._set(promoted)

    def carrying(self) -> Carrying:
        """Carry over all that can be."""
        self._visit(self._after.loaded.form.root, "", ())
        moved = -1
        while moved != len(self._moves):  # in rounds: another answer may open what is not asked yet
            moved, early = len(self._moves), []
            while self._waiting:
                one = self._waiting.pop(0)
                if not one():
                    early.append(one)
            self._waiting = early
        return Carrying(
            tuple(self._moves),
            tuple(_places(self._after, self._carried)),
            tuple(_places(self._before, self._left())),
            self._places,
        )

    def _visit(self, form: FormNode, stable: str, origins: tuple[Origin, ...]) -> None:
        """Note what questions below a node of the new protocol take, and which instances are to be made."""
        noted: list[Callable[[], bool]] = []
        for child in form.children:
            below, takes = f"{stable}/{child.node.name}", child.node.kit.takes
            if takes is not None and takes.protocol != self._before.loaded.protocol.id:
                takes = None
            match child.node.kind:
                case Kind.GROUP:
                    noted.append(partial(self._entered, child, below, origins))
                case Kind.REPEAT if takes is not None:
                    found = self._made_of(takes, origins)
                    noted += [partial(self._made, child, below, origin, origins) for origin in found]
                case Kind.QUESTION if takes is not None:
                    taken = taken_by(takes, origins)
                    self._places |= dict.fromkeys(taken.places, below)
                    noted.append(partial(self._settled, child, below, taken))
        self._waiting[:0] = noted

    def _entered(self, form: FormNode, stable: str, origins: tuple[Origin, ...]) -> bool:
        self._visit(form, stable, origins)
        return True

    def _made(self, form: FormNode, path: str, node: TreeNode, origins: tuple[Origin, ...]) -> bool:
        """Make one instance; False where consent does not cover it yet."""
        stable = node.stable_path()
        try:
            added = self._after.prepare_add(path, node.instance or instance_of(stable))
        except InputError as error:
            return error.code not in _EARLY
        self._do(EntryKind.ADD, added, None)
        self._visit(form, added, (*origins, Origin(node.form.path, stable)))
        return True

    def _made_of(self, takes: Takes, origins: Sequence[Origin]) -> Iterator[TreeNode]:
        """Yield each instance or answered question there of which an instance here is to be made."""
        for place in places(takes.paths, origins):
            for node in self._instances(place):
                fits = node.relevant if node.form.children else _answer(node) is not None
                if fits and takes.where is not None:
                    fits = self._before.holds(node, node.form.bound(takes.where, "takes"))
                if fits:
                    yield node

    def _instances(self, place: str) -> Sequence[TreeNode]:
        above, _, name = place.rpartition("/")
        try:
            parent = find(self._before.root, above) if above else self._before.root
            form = parent.form.child(name)
            if form is not None and form.node.kind is Kind.REPEAT:
                return parent.instances(form)
            return [find(self._before.root, place)]
        except InputError:  # another version of that protocol does not ask it
            return ()

    def _settled(self, form: FormNode, stable: str, taken: Taken) -> bool:
        """Carry one answer over, if there is one that fits; False where it may fit later."""
        told = [(place, *found) for place in taken.places if (found := self._said(place, form)) is not None]
        if not told:
            return True
        place, asked, said = told[0]
        answer = converted(said, asked, form.node)
        if answer is None:
            return True
        answer, used = self._with_sides(answer, form, taken)
        try:
            kind, path, value = self._after.prepare_answer(stable, answer)
        except InputError as error:
            return error.code not in _EARLY
        if kind is not EntryKind.CLEAR:
            self._do(kind, path, value)
            self._carried.append(path)
            self._used |= {place, *used}
        return True

    def _with_sides(self, answer: Answer, form: FormNode, taken: Taken) -> tuple[Answer, set[str]]:
        """Return an answer with the side fields that the new question offers, and from where they are."""
        offered = form.node.kit.sides
        kept = {side.value: getattr(answer, side) if side in offered else None for side in Side}
        lists = self._after.loaded.protocol.choices
        for name in (Side.SOURCE.value, Side.CERTAINTY.value):
            if kept[name] not in {one.value for one in lists.get(name, ())}:
                kept[name] = None
        used = set()
        for name, place in taken.sides:
            said = self._said(place, form)
            given = None if said is None else said[1].value
            if kept[name] is None and given in {one.value for one in lists.get(name, ())}:
                kept[name] = given
                used.add(place)
        return replace(answer, **kept), used

    def _said(self, place: str, form: FormNode) -> tuple[Node, Answer] | None:
        """Return what was answered there; never what is the custodian's for what the office reads."""
        try:
            node = find(self._before.root, place)
        except InputError:
            return None
        if node.form.identifying and not form.identifying:
            return None
        answer = _answer(node)
        return None if answer is None else (node.form.node, answer)

    def _left(self) -> list[str]:
        """Return the stable paths of answers that are not carried over."""
        return [
            node.stable_path()
            for node in self._before.nodes()
            if node.form.node.kind is Kind.QUESTION
            and _answer(node) is not None
            and node.stable_path() not in self._used
        ]

    def _do(self, kind: EntryKind, stable: str, value: JsonValue) -> None:
        self._moves.append((kind, stable, value))
        entry = self._linked(self._after.entries[-1], kind, stable, value)
        follows = self._after.consequences(entry)
        self._after.apply(entry)
        self._follow(follows)

    def _set(self, promoted: Entry) -> None:
        self._follow(self._after.consequences(promoted))

    def _follow(self, consequences: list[tuple[str, str]]) -> None:
        for stable, text in consequences:
            self._moves.append((EntryKind.SET, stable, text))
            self._after.apply(self._linked(self._after.entries[-1], EntryKind.SET, stable, text))

    def _linked(self, last: Entry, kind: EntryKind, path: str, value: JsonValue) -> Entry:
        return journal.link(
            self._before.id, last, kind=kind, path=path, value=value, author=last.author, time=last.time
        )


def _answer(node: TreeNode) -> Answer | None:
    """Return what was answered at a question that is asked, a missing value included."""
    answer = node.counted if node.relevant and not node.locked_by else None
    return answer if answer is not None and (answer.given or answer.missing) else None


def _places(interview: Interview, stable: Sequence[str]) -> Iterator[Place]:
    for path in stable:
        node = find(interview.root, path)
        yield Place(node.path(), interview.definition(node).label)


def converted(answer: Answer, asked: Node, asks: Node) -> Answer | None:
    """Return the answer to one question as one to another; None where its type cannot hold all of it."""
    if answer.missing is not None:
        return answer
    before, after = asked.kit.type or asked.type, asks.kit.type or asks.type
    if before == after:
        return answer
    value = _converted(answer.value, before, after)
    return None if value is None else replace(answer, value=value)


def _converted(value: JsonValue, before: BaseType | KitType, after: BaseType | KitType) -> JsonValue:
    match before, after, value:
        case BaseType.SELECT_ONE, KitType.AGENCY, str():
            return {"code": value}
        case BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE, str():
            return [value]
        case BaseType.SELECT_MULTIPLE, BaseType.SELECT_ONE, [str(only)]:
            return only
        case KitType.AGENCY, BaseType.SELECT_ONE, {"code": str(code), **rest} if not rest:
            return code
        case BaseType.TEXT, KitType(), str() if after in SHAPES:
            return {WORDS: value}
        case KitType(), BaseType.TEXT, {"words": str(words), **rest} if not rest:
            return words
        case BaseType.INTEGER, BaseType.TEXT, int():
            return str(value)
        case _, _, {"attachment": str()} if asks_file(after):
            return value
    return None


def asks_file(kind: BaseType | KitType) -> bool:
    """Whether answers of a type are files."""
    return (kind.base if isinstance(kind, KitType) else kind) is BaseType.ATTACHMENT
