"""Whether sound may be recorded: whether the protocol asks for it, and the witness allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.interview.picture import InterviewPicture
from interview_kit.protocol.model import Node, Protocol
from interview_kit.vault.sound_places import takes_sound


def scopes_wanting(protocol: Protocol, picture: InterviewPicture) -> tuple[str, ...] | None:
    """Return the consent scopes without which nothing may be recorded; None where no question asks for it."""
    asked = list(_needed(protocol.children))
    if not asked:
        return None
    granted = {
        node.definition.kit.grants
        for node in picture.nodes.values()
        if node.relevant and node.answer is not None and node.answer.value == "YES"
    }
    wanting = (tuple(one for one in needed if one not in granted) for needed in asked)
    return min(wanting, key=len)


def _needed(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield what each question for sound needs."""
    for node in nodes:
        needed = tuple(dict.fromkeys((*above, *node.kit.needs)))
        if takes_sound(node):
            yield needed
        yield from _needed(node.children, needed)
