"""Places: a gazetteer id where one is known, and always the words as spoken.

The gazetteer ships as data. Country and province come from it, never from coordinates.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Final

from interview_kit.data import shipped
from interview_kit.messages import say

#: Levels of the gazetteer, coarse to fine.
LEVELS: Final = ("country", "province")


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the gazetteer. Countries are ISO 3166-1 codes, provinces ISO 3166-2."""

    id: str
    level: str
    parent: str | None
    names: dict[str, str]

    def name(self, language: str) -> str:
        """Return the name in ``language``, else in English."""
        return self.names.get(language) or self.names["en"]


@functools.cache
def gazetteer() -> dict[str, Unit]:
    """Return every unit by id, in the order of the file."""
    rows = json.loads(shipped("resources", "gazetteer", "places.json").read_text("utf-8"))
    return {row["id"]: Unit(row["id"], row["level"], row["parent"], row["names"]) for row in rows}


def within(place: str, level: str) -> Unit | None:
    """Return the unit of ``level`` that holds ``place`` (or is it), or None where that cannot be told."""
    unit = gazetteer().get(place)
    while unit and unit.level != level:
        unit = gazetteer().get(unit.parent) if unit.parent else None
    return unit


def in_words(place: str, language: str) -> str:
    """Return a unit with what holds it: "Ryanggang, North Korea". Empty if the gazetteer lacks it."""
    unit = gazetteer().get(place)
    if unit is None:
        return ""
    holder = in_words(unit.parent, language) if unit.parent else ""
    if not holder:
        return unit.name(language)
    return say("values.place-in", language, place=unit.name(language), holder=holder)
