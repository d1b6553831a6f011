"""A way from place to place as it was told: its stops, and what of them a map can show; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from interview_kit.interview.picture import NodePicture
from interview_kit.maps.marks import CERTAINTIES, Certainty, Leg, Mark, mark
from interview_kit.protocol.model import BaseType, KitType, Protocol
from interview_kit.values.places import gazetteer
from interview_kit_ui.field.views import told

#: How certain a stop is by what its list says of how it is drawn; what nobody said is not certain.
_DRAWN: Final[dict[str, Certainty]] = {"solid": "known", "dashed": "believed", "dotted": "rumour"}
_NOT_TOLD: Final[Certainty] = "believed"
_YES_NO: Final = {"YES", "NO"}
#: Between the numbers of one place.
_AND: Final = "·"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a way; what was not told is empty."""

    stable: str
    number: int
    #: The place in words, and its id where the gazetteer knows it.
    where: str
    place: str
    what: str
    when: str
    certainty: Certainty
    #: How certain it is in the protocol's words.
    said: str

    @property
    def on_map(self) -> bool:
        """Whether a map can show it: a whole country is no place to draw a line to."""
        return bool(self.place) and gazetteer()[self.place].level != "country"


def stops_of(instances: Iterable[NodePicture], protocol: Protocol, language: str) -> tuple[Stop, ...]:
    """Return the stops that the instances of a repeat tell of, in their order."""
    return tuple(_stop(number, one, protocol, language) for number, one in enumerate(instances, 1))


def _stop(number: int, instance: NodePicture, protocol: Protocol, language: str) -> Stop:
    where = place = what = said = ""
    certainty = _NOT_TOLD
    for one in told.told(instance):
        definition = one.definition
        if definition.kit.type is KitType.PLACE and not where:
            place = told.place(one)
            where = gazetteer()[place].name(language) if place else told.in_words(one, protocol, language)
        elif drawn := told.column(one, "drawn"):
            certainty, said = _DRAWN.get(drawn, _NOT_TOLD), told.in_words(one, protocol, language)
        elif not what and _says_what(one):
            what = told.in_words(one, protocol, language)
    when = told.when(instance, protocol, language)
    return Stop(instance.stable, number, where, place, what, when, certainty, said)


def _says_what(node: NodePicture) -> bool:
    definition = node.definition
    plain = definition.type is BaseType.SELECT_ONE and definition.kit.type is None
    return plain and not {choice.value for choice in node.choices} <= _YES_NO


def on_map(stops: Sequence[Stop], language: str) -> tuple[tuple[Mark, ...], tuple[Leg, ...]]:
    """Return the marks of places, one for each, and the legs between them.

    A leg is as certain as the stop it leads to. Where it passes stops that the map cannot show, nobody knows
    the way: it is no more certain than the least of these, and never known.
    """
    marks: dict[str, Mark] = {}
    legs: dict[tuple[int, int], Certainty] = {}
    order: list[str] = []
    before, passed = "", list[Certainty]()
    for stop in stops:
        if not stop.on_map:
            passed += [stop.certainty, _NOT_TOLD]
            continue
        if stop.place not in marks:
            marks[stop.place] = mark(stop.place, language, str(stop.number))
            order.append(stop.place)
        else:
            found = marks[stop.place]
            marks[stop.place] = replace(found, number=f"{found.number}{_AND}{stop.number}")
        if before and before != stop.place:
            ends = order.index(before), order.index(stop.place)
            certainty = max((stop.certainty, *passed), key=CERTAINTIES.index)
            legs[ends] = min(certainty, legs.get(ends, certainty), key=CERTAINTIES.index)
        before, passed = stop.place, []
    return tuple(marks[one] for one in order), tuple(Leg(*ends, one) for ends, one in legs.items())
