"""A small invented protocol with every type of our own, and an interview under it."""

from __future__ import annotations

from typing import Any

from interview_kit.protocol.library import LoadedProtocol
from tests.interview.forms import protocol, question

AGENCIES = ["MSS_COUNTY", "SOCSEC_LOCAL"]


def kit(name: str, type_: str, **more: Any) -> dict[str, Any]:
    """Return a question of a type of our own."""
    base = {"agency": "select_one", "sketch": "attachment", "signature": "attachment"}.get(type_, "text")
    made = question(name, type=base, kit={"type": type_} | more)
    return made | ({"choices": "agencies"} if type_ == "agency" else {})


def person(name: str, picks: str = "/victim", **more: Any) -> dict[str, Any]:
    """Return a question that picks a person."""
    return kit(name, "person", picks=picks, **more)


def repeat(name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a repeat."""
    return {"name": name, "kind": "repeat", "label": {"en": name}, "children": children} | more


def calculation(name: str, formula: str, **more: Any) -> dict[str, Any]:
    """Return a calculation."""
    return {"name": name, "kind": "calculation", "calculate": formula} | more


def every_type(*more: dict[str, Any]) -> LoadedProtocol:
    """Return a protocol with one question of each type, and persons to pick."""
    return protocol(
        kit("agency", "agency"),
        kit("stay", "duration"),
        kit("bribe", "money"),
        kit("map", "sketch"),
        kit("signed", "signature"),
        kit("where", "place"),
        person("because"),
        repeat("victim", question("called"), person("mother", acyclic=True)),
        *more,
        agencies=AGENCIES,
    )
