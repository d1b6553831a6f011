"""Persons that answers point to: instances of a repeat, by their stable ids.

Whom an answer means must still be in the interview, and where a protocol says that one never comes back to
where one began (superiors, mothers), so it must be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer
from interview_kit.interview.reading import in_short
from interview_kit.interview.tree import TreeNode, find
from interview_kit.messages import LANGUAGES
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import Choice, Protocol, Texts, text_in

GONE: Final = "interview.person-gone"
LOOP: Final = "interview.person-loop"


def persons(root: TreeNode, repeat: FormNode) -> dict[str, TreeNode]:
    """Return the instances of a repeat that answers may point to now, by their stable ids, in order."""
    found = root.reached(repeat.place[1:])
    return {node.instance: node for node in found if node.instance is not None and node.relevant}


def offered(root: TreeNode, repeat: FormNode, protocol: Protocol) -> tuple[Choice, ...]:
    """Return whom one can pick, each called as on their card: "1 T-언니 · 형제자매"."""
    return tuple(
        Choice(value=identifier, label=_called(node, protocol))
        for identifier, node in persons(root, repeat).items()
    )


def _called(node: TreeNode, protocol: Protocol) -> Texts:
    told = [(one.form.node, one.counted) for one in _own(node) if one.relevant]
    answered = [(asked, answer) for asked, answer in told if answer]
    position, named = node.position(), {}
    for language in LANGUAGES:
        short = in_short(answered, protocol, language)
        named[language] = (
            f"{position} {short or text_in(node.form.node.label, language, protocol.languages[0])}"
        )
    return named


def _own(node: TreeNode) -> Iterator[TreeNode]:
    """Yield an instance and what stands in it, but not what stands in further repeats inside it."""
    left = [node]
    while left:
        here = left.pop()
        yield here
        left.extend(child for child in reversed(here.children) if child.instance is None)


def around(node: TreeNode) -> str | None:
    """Return the id of the person an answer is about: the instance around it of the repeat it picks from."""
    here: object = node
    while isinstance(here, TreeNode):
        if here.form is node.form.picked:
            return here.instance
        here = here.parent
    return None


def meant(root: TreeNode, answer: Answer, form: FormNode, *, path: str) -> Answer:
    """Return an answer that names a person by path, ``/victim[2]``, with that person's stable id instead.

    Raises :class:`InputError` ``interview.no-such-person`` where there is nobody at that path.
    """
    value = answer.value
    if form.picked is None or not isinstance(value, dict):
        return answer
    named = value.get("id")
    if not isinstance(named, str) or not named.startswith("/"):
        return answer
    try:
        node = find(root, named)
    except InputError:
        node = root
    if node.form is not form.picked:
        raise InputError("interview.no-such-person", path=path, person=named[:200])
    return replace(answer, value={**value, "id": node.instance})


def broken(root: TreeNode, nodes: Iterable[TreeNode]) -> dict[TreeNode, str]:
    """Return what is wrong with answers that point to persons: node to message code."""
    wrong: dict[TreeNode, str] = {}
    there: dict[FormNode, dict[str, TreeNode]] = {}
    ways: dict[FormNode, list[TreeNode]] = {}
    for node in nodes:
        repeat = node.form.picked
        if repeat is None or not node.relevant or not node.text:
            continue
        if repeat not in there:
            there[repeat] = persons(root, repeat)
        if node.text not in there[repeat]:
            wrong[node] = GONE
        elif node.form.node.kit.acyclic:
            ways.setdefault(node.form, []).append(node)
    for found in ways.values():
        wrong.update(dict.fromkeys(_coming_back(found), LOOP))
    return wrong


def _coming_back(answers: list[TreeNode]) -> Iterator[TreeNode]:
    """Yield those of one question's answers by which one can come back to where one began."""
    ways: dict[str, list[str]] = {}
    for node in answers:
        ways.setdefault(str(around(node)), []).append(node.text)
    rounds = _rounds(ways)
    for node in answers:
        if rounds.get(str(around(node))) == rounds.get(node.text, -1):
            yield node


def _rounds(ways: Mapping[str, list[str]]) -> dict[str, int]:
    """Number all persons so that two have one number if ways lead from each to the other.

    These are the strongly connected components (Kosaraju), found without recursion: chains may be long.
    """
    back: dict[str, list[str]] = {}
    for start, ends in ways.items():
        for end in ends:
            back.setdefault(end, []).append(start)
    seen: set[str] = set()
    left = [one for start in ways for one in _reached(start, ways, seen)]
    seen.clear()
    rounds: dict[str, int] = {}
    for number, one in enumerate(reversed(left)):
        rounds |= dict.fromkeys(_reached(one, back, seen), number)
    return rounds


def _reached(start: str, ways: Mapping[str, list[str]], seen: set[str]) -> Iterator[str]:
    """Yield what is reached from a start and was not seen before, each after all that is reached from it."""
    if start in seen:
        return
    seen.add(start)
    line = [(start, iter(ways.get(start, ())))]
    while line:
        here, ends = line[-1]
        onward = next((end for end in ends if end not in seen), None)
        if onward is None:
            line.pop()
            yield here
        else:
            seen.add(onward)
            line.append((onward, iter(ways.get(onward, ()))))
