"""Words that look like other words, end early or turn round, in a journal and a record that agree.

The forger has a laptop's keys. Nothing is wrong with such a story: it is accepted, or refused for not fitting
its question; and whoever opens the archive afterwards must not stumble over it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.journal import EntryKind
from tests.attacks.campaign import Kind
from tests.attacks.forger import Forger, relink
from tests.attacks.mutations import OTHERS, TEXTS
from tests.attacks.scene import Case, Scene, shuffled

#: Of a text, a choice, several choices, a fuzzy date, a place, and a number that is a text.
PLACES: Final = (
    "/story/account",
    "/witness/sex",
    "/harm[1]/acts",
    "/harm[1]/when",
    "/witness/home",
    "/harm[1]/last_news",
    "/closing/readback",
)


def told(forger: Forger, path: str, value: JsonValue) -> None:
    """Let journal and record say the same at a path."""
    answer = value if isinstance(value, dict) and {"value", "missing"} & set(value) else {"value": value}
    entries = forger.journal()
    for at, entry in enumerate(entries):
        if entry.kind is EntryKind.ANSWER and _readable(entry.path) == path:
            entries[at] = replace(entry, salt=bytes(32), value=answer)
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))
    short = answer["value"] if set(answer) == {"value"} else answer
    forger.retell("interview.json", lambda it: it["answers"].update({path: short}))


def _readable(path: str) -> str:
    before, bracket, after = path.partition("[")
    return f"{before}[1]{after.partition(']')[2]}" if bracket else path


def _words(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Every answer as every text and everything that is none."""
    for path in shuffled(chance, PLACES):
        values: dict[str, Any] = TEXTS | OTHERS
        values |= {f"a list of {name}": [text] for name, text in TEXTS.items()}
        values |= {f"words: {name}": {"words": text} for name, text in TEXTS.items()}
        values |= {f"a date: {name}": {"edtf": text} for name, text in TEXTS.items()}
        values |= {f"a place: {name}": {"id": text} for name, text in TEXTS.items()}
        for name, value in shuffled(chance, values.items()):
            forger = scene.forger()
            told(forger, path, value)
            yield f"{path}: {name}", forger.sealed()


def _beside(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What may stand beside an answer."""
    sides: dict[str, JsonValue] = {
        "a source": {"value": "x", "source": "SAW"},
        "a source nobody offers": {"value": "x", "source": "DREAMT"},
        "an anchor": {"value": "x", "anchor": [0, 1]},
        "an anchor backwards": {"value": "x", "anchor": [1, 0]},
        "an anchor of truths": {"value": "x", "anchor": [False, True]},
        "a giant anchor": {"value": "x", "anchor": [0, 2**53 - 1]},
        "an anchor of three": {"value": "x", "anchor": [0, 1, 2]},
        "a value and a reason": {"value": "x", "missing": "DK"},
        "no reason there is": {"missing": "XX"},
        "nothing at all": {"value": None},
        "words for a source": {"value": "x", "source": ["SAW"]},
    }
    sides |= {f"said: {name}": {"value": "x", "said": text} for name, text in TEXTS.items()}
    for path in shuffled(chance, PLACES):
        for name, value in shuffled(chance, sides.items()):
            forger = scene.forger()
            told(forger, path, value)
            yield f"{path}: {name}", forger.sealed()


KINDS: Final = (
    Kind("hostile words told consistently", 5, _words, frozenset(), may_pass=True),
    Kind("what stands beside an answer", 5, _beside, frozenset(), may_pass=True),
)
