"""Changing inputs so that they stay what they are: JSON stays canonical, a tar header keeps its checksum.

Else nearly everything would be refused by the first line of its reader, and nothing behind it tried.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Final

from interview_kit.crypto import canonical, ustar
from interview_kit.errors import KitError
from tests.attacks import mutations
from tests.attacks.tarheaders import summed

#: Changes bytes in any way, to at most a number of them: libFuzzer's own mutations.
AnyChange = Callable[[bytes, int], bytes]
#: Changes bytes of a kind, to at most a number of them, as a seed says.
Change = Callable[[bytes, int, int], bytes]


def of_json(any_change: AnyChange) -> Change:
    """Return what changes a document somewhere, most of the time."""

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance = _chance(seed)
        changed = _document(data, chance) if chance.random() < 0.8 else None
        return changed if changed is not None and len(changed) <= longest else any_change(data, longest)

    return change


def of_lines(any_change: AnyChange) -> Change:
    """Return what changes a line, or puts lines elsewhere, leaves them out, or repeats them."""

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance, lines = _chance(seed), data.splitlines()
        if not lines or chance.random() < 0.1:
            return any_change(data, longest)
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.random()
        if what < 0.7:
            lines[at] = _document(lines[at], chance) or lines[at]
        elif what < 0.8:
            lines[at] = any_change(lines[at], longest)
        elif what < 0.87:
            del lines[at]
        elif what < 0.94:
            lines.insert(at, lines[other])
        else:
            lines[at], lines[other] = lines[other], lines[at]
        changed = b"".join(line + b"\n" for line in lines)
        return changed if len(changed) <= longest else any_change(data, longest)

    return change


def of_tar(any_change: AnyChange) -> Change:
    """Return what changes an archive, and sums a header up again, more often than not."""

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance = _chance(seed)
        changed = any_change(data, longest)
        if len(changed) < ustar.BLOCK or chance.random() < 0.3:
            return changed
        at = chance.randrange(len(changed) // ustar.BLOCK) * ustar.BLOCK
        header = changed[at : at + ustar.BLOCK]
        return changed[:at] + summed(header) + changed[at + ustar.BLOCK :]

    return change


def _document(data: bytes, chance: random.Random) -> bytes | None:
    """Return a canonical document that differs in one place, or None where there is none to begin with."""
    try:
        document: Any = json.loads(data)
        place = chance.choice([*mutations.places(document)])
        if chance.random() < 0.3:  # what stands elsewhere, here
            other = mutations.at(document, chance.choice([*mutations.places(document)]))
            return canonical.encode(mutations.put(document, place, other))
        _, changed = chance.choice([*mutations.changes(document, place)])
        return canonical.encode(changed)
    except (ValueError, RecursionError, KitError):
        return None


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - to be drawn again from a seed


KINDS: Final[dict[str, Callable[[AnyChange], Change]]] = {
    "json": of_json,
    "lines": of_lines,
    "tar": of_tar,
}
