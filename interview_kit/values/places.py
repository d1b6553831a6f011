"""Places: a gazetteer id where one is known, and always the words as spoken.

The gazetteer ships as data, one row a place. Country and province come from it, never from coordinates:
border towns fall on the wrong side of simplified lines. Ids are readable, stable and never given anew.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from interview_kit.data import shipped
from interview_kit.messages import say
from interview_kit.values.hangul import southern
from interview_kit.values.romanisation import parted, unit_in_latin, unmarked

#: Levels of the gazetteer, coarse to fine.
LEVELS: Final = (
    "country", "province", "prefecture", "city", "county", "ward", "district", "town", "site", "crossing"
)  # fmt: skip
#: How sure the gazetteer is of a row, or of one former name or belonging in it.
CERTAINTIES: Final = ("sure", "likely", "uncertain")
#: The files of the gazetteer, in the order in which places are listed.
FILES: Final = (
    "countries", "north-korea", "north-korea-towns", "south-korea", "china", "elsewhere", "sites", "crossings"
)  # fmt: skip
#: What English puts behind the names of wards and districts, which are often those of a town too.
_ENGLISH_KIND: Final = {"구역": "-guyok", "지구": " district", "구": " district"}


@dataclass(frozen=True, slots=True)
class Point:
    """Where a place lies, in degrees, and the key of the source that says so."""

    lat: float
    lon: float
    source: str


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a place had. Years are None where they are not known."""

    ko: str
    start: int | None
    end: int | None
    certainty: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Belonging:
    """A unit that held a place before. Years are None where they are not known."""

    parent: str
    start: int | None
    end: int | None
    certainty: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One entry of the gazetteer. Countries are ISO 3166-1 codes, provinces ISO 3166-2.

    ``names`` are by language: "en" and "ko" are always there. Places in North Korea bear their own spelling
    as "ko" (량강도) and the South's as "ko-KR" where it differs (양강도); places abroad bear the South's as
    "ko" (선양) and the North's as "ko-KP" (심양). ``also`` are further names by which it is found. A crossing
    lies ``between`` two units and in none, so its country cannot be told.
    """

    id: str
    level: str
    parent: str | None
    names: dict[str, str]
    also: tuple[str, ...] = ()
    former: tuple[Former, ...] = ()
    was_in: tuple[Belonging, ...] = ()
    between: tuple[str, ...] = ()
    point: Point | None = None
    #: Of sites: what it is, and the years in which it began and ended where reports give them.
    kind: str | None = None
    opened: int | None = None
    closed: int | None = None
    certainty: str = "sure"
    note: str | None = None
    sources: tuple[str, ...] = ()
    #: Romanisations that the rules do not give, by system.
    exceptions: dict[str, str] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """Return the name in ``language``, else in English."""
        return self.names.get(language) or self.names["en"]

    def romanised(self, system: str) -> str:
        """Return the Korean name in Latin letters by ``revised``, ``mccune``, ``national`` or ``letters``."""
        return self.exceptions.get(system) or unit_in_latin(self.names.get("ko-KP", self.names["ko"]), system)


@functools.cache
def gazetteer() -> MappingProxyType[str, Unit]:
    """Return every unit by id, in the order of the files."""
    found = json.loads(shipped("resources", "gazetteer", "points.json").read_text("utf-8"))
    points = {one["id"]: Point(one["lat"], one["lon"], found["source"]) for one in found["points"]}
    return MappingProxyType({row["id"]: _unit(row, points.get(row["id"])) for row in _rows()})


@functools.cache
def sources() -> dict[str, dict[str, str]]:
    """Return title, licence and address of every source by the key that rows use."""
    found: dict[str, dict[str, str]] = _read("sources")
    return found


@functools.cache
def kinds() -> dict[str, list[str]]:
    """Return the words, in small letters, that people put beside a place to name a site, by kind of site."""
    found: dict[str, list[str]] = _read("kinds")
    return found


def within(place: str, level: str) -> Unit | None:
    """Return the unit of ``level`` that holds ``place`` (or is it), or None where that cannot be told."""
    return next((unit for unit in chain(place) if unit.level == level), None)


def chain(place: str) -> Iterator[Unit]:
    """Yield the unit and everything that holds it, from the inside out; nothing if the gazetteer lacks it."""
    unit = gazetteer().get(place)
    while unit is not None:
        yield unit
        unit = gazetteer().get(unit.parent) if unit.parent else None


def held_by(place: str, holder: str) -> bool:
    """Whether ``holder`` is or holds ``place`` today, held it before, or is one side of a crossing."""
    unit = gazetteer().get(place)
    if unit is None:
        return False
    holders = (unit.parent, *unit.between, *(before.parent for before in unit.was_in))
    return place == holder or any(held_by(one, holder) for one in holders if one)


def nearest_point(place: str) -> tuple[Point, Unit] | None:
    """Return the point of a place, or of the smallest unit around it that has one, and which unit that is."""
    return next(((unit.point, unit) for unit in chain(place) if unit.point), None)


def in_words(place: str, language: str) -> str:
    """Return a unit with what holds it: "Ryanggang, North Korea". Empty if the gazetteer lacks it."""
    unit = gazetteer().get(place)
    return _joined(unit.name(language), holder_in_words(place, language), language) if unit else ""


def holder_in_words(place: str, language: str) -> str:
    """Return what holds a unit, "North Hamgyong, North Korea"; of a crossing, its two countries."""
    unit = gazetteer().get(place)
    if unit is None:
        return ""
    if unit.between:
        sides = [side.name(language) for one in unit.between if (side := within(one, "country"))]
        return " – ".join(sides)
    return in_words(unit.parent, language) if unit.parent else ""


def _joined(name: str, holder: str, language: str) -> str:
    return say("values.place-in", language, place=name, holder=holder) if holder else name


def _read(name: str) -> Any:
    return json.loads(shipped("resources", "gazetteer", f"{name}.json").read_text("utf-8"))


def _rows() -> Iterator[dict[str, Any]]:
    for name in FILES:
        yield from _read(name)


def _unit(row: dict[str, Any], point: Point | None) -> Unit:
    names = dict(row["names"])
    exceptions = {system: names.pop(system) for system in ("national", "letters") if system in names}
    korean = names["ko"]
    if row["id"].startswith("KP-") and (there := southern(korean)) != korean:
        names.setdefault("ko-KR", there)
    if "en" not in names:
        kind = _ENGLISH_KIND.get(parted(korean)[1], "")
        names["en"] = unmarked(unit_in_latin(korean, "mccune")) + kind
    return Unit(
        id=row["id"],
        level=row["level"],
        parent=row.get("parent"),
        names=names,
        also=tuple(row.get("also", ())),
        former=tuple(Former(one["ko"], *_when(one)) for one in row.get("former", ())),
        was_in=tuple(Belonging(one["parent"], *_when(one)) for one in row.get("was_in", ())),
        between=tuple(row.get("between", ())),
        point=point,
        kind=row.get("kind"),
        opened=row.get("opened"),
        closed=row.get("closed"),
        certainty=row.get("certainty", "sure"),
        note=row.get("note"),
        sources=tuple(row["sources"]),
        exceptions=exceptions,
    )


def _when(row: dict[str, Any]) -> tuple[int | None, int | None, str, tuple[str, ...]]:
    return row.get("from"), row.get("to"), row.get("certainty", "sure"), tuple(row["sources"])
