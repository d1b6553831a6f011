"""Whether sound may be recorded: whether the protocol asks for it, and the witness allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview_kit.interview.picture import InterviewPicture
from interview_kit.protocol.model import Node, Protocol
from interview_kit.vault.sound_places import takes_sound


class SoundAccess:
    """What one protocol needs for sound; looked through once, as consent is asked for at every answer."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self._needed = tuple(_needed(protocol.children))

    def wanting(self, picture: InterviewPicture) -> tuple[str, ...] | None:
        """Return the consent scopes that are missing for recording; None where no question asks for sound."""
        granted = {
            node.definition.kit.grants
            for node in picture.granting
            if node.relevant and node.answer is not None and node.answer.value == "YES"
        }
        wanting = (tuple(one for one in needed if one not in granted) for needed in self._needed)
        return min(wanting, key=len, default=None)


def _needed(nodes: Iterable[Node], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield what each question for sound needs."""
    for node in nodes:
        needed = tuple(dict.fromkeys((*above, *node.kit.needs)))
        if takes_sound(node):
            yield needed
        yield from _needed(node.children, needed)
