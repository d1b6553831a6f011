"""An invented family, and what else is drawn from repeats of ED-FULL. Nobody is real."""

from __future__ import annotations

from collections.abc import Mapping

from told import told

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.drawing import draw
from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.library import find, shipped_protocols

CONSENTED: Mapping[str, JsonValue] = {
    "/consent/explained": "YES",
    "/consent/understood": "YES",
    "/consent/sc1": "YES",
    "/consent/sc2": "YES",
}
P = "/household/person"
FAMILY: Mapping[str, JsonValue] = {
    f"{P}[1]/name": "T-어머니",
    f"{P}[1]/relation": "parent",
    f"{P}[1]/status": "DEAD",
    f"{P}[1]/victim": "NO",
    f"{P}[2]/name": "T-아버지",
    f"{P}[2]/relation": "parent",
    f"{P}[2]/status": "UNKNOWN",
    f"{P}[2]/victim": "NO",
    f"{P}[3]/name": "T-언니",
    f"{P}[3]/relation": "sibling",
    f"{P}[3]/status": "MISSING",
    f"{P}[3]/victim": "YES",
    f"{P}[4]/name": "T-형부",
    f"{P}[4]/relation": "in_law",
    f"{P}[4]/status": "MISSING",
    f"{P}[4]/victim": "YES",
    f"{P}[5]/name": "T-조카",
    f"{P}[5]/relation": "nephew_niece",
    f"{P}[5]/status": "FREE",
    f"{P}[5]/victim": "NO",
    f"{P}[6]/name": "T-외삼촌",
    f"{P}[6]/relation": "uncle_aunt",
    f"{P}[6]/status": "UNKNOWN",
    f"{P}[6]/victim": "NO",
    f"{P}[7]/name": "T-할머니",
    f"{P}[7]/relation": "grandparent",
    f"{P}[7]/status": "DEAD",
    f"{P}[7]/victim": "NO",
    f"{P}[8]/name": "T-딸",
    f"{P}[8]/relation": "child",
    f"{P}[8]/status": "OUTSIDE",
    f"{P}[8]/victim": "NO",
    f"{P}[9]/name": "T-이웃집 아저씨",
    f"{P}[9]/relation": "neighbour",
    f"{P}[9]/status": "MISSING",
    f"{P}[9]/victim": "YES",
}
KIN: Mapping[str, JsonValue] = {
    f"{P}[1]/spouse": {"id": f"{P}[2]"},
    f"{P}[1]/mother": {"id": f"{P}[7]"},
    f"{P}[6]/mother": {"id": f"{P}[7]"},
    f"{P}[3]/mother": {"id": f"{P}[1]"},
    f"{P}[3]/father": {"id": f"{P}[2]"},
    f"{P}[3]/spouse": {"id": f"{P}[4]"},
    f"{P}[5]/mother": {"id": f"{P}[3]"},
    f"{P}[5]/father": {"id": f"{P}[4]"},
}
#: An invented way through custody; one place is known by its country alone, one by nobody's map.
LEG = "/case[1]/victim[1]/leg"
WAY: Mapping[str, JsonValue] = {
    f"{LEG}[1]/facility": "SOCSEC_DET",
    f"{LEG}[1]/where": {"id": "KP-09-hoeryong"},
    f"{LEG}[1]/since": {"edtf": "2010-03"},
    f"{LEG}[1]/until": {"edtf": "2010-05"},
    f"{LEG}[1]/status": "KNOWN",
    f"{LEG}[2]/order_sure": "YES",
    f"{LEG}[2]/facility": "JIPKYULSO",
    f"{LEG}[2]/where": {"id": "KP-09-chongjin", "words": "청진 농포"},
    f"{LEG}[2]/since": {"edtf": "2010-05"},
    f"{LEG}[2]/status": "KNOWN",
    f"{LEG}[3]/facility": "KWANLISO",
    f"{LEG}[3]/where": {"words": "산 너머 어딘가"},
    f"{LEG}[3]/status": "RUMOUR",
    f"{LEG}[4]/facility": "KYOHWASO",
    f"{LEG}[4]/where": {"id": "KP-08"},
    f"{LEG}[4]/since": {"edtf": "2012"},
    f"{LEG}[4]/status": "BELIEVED",
    f"{LEG}[5]/facility": "KWANLISO",
    f"{LEG}[5]/where": {"id": "KP-09-hoeryong"},
    f"{LEG}[5]/status": "RUMOUR",
    f"{LEG}[6]/where": {"id": "KP"},
    f"{LEG}[6]/status": "RUMOUR",
}
C = "/calendar"
#: An invented life: two stays at the same time, a gap, an end that comes before its beginning.
LIFE: Mapping[str, JsonValue] = {
    "/witness/birth": {"edtf": "1975"},
    f"{C}/anchor[1]/kind": "MARRIAGE",
    f"{C}/anchor[1]/when": {"edtf": "2000-23"},
    f"{C}/anchor[2]/kind": "CHILD",
    f"{C}/anchor[2]/when": {"edtf": "2002-05-04"},
    f"{C}/anchor[3]/kind": "ARMY",
    f"{C}/residence[1]/where": {"id": "KP-09-hoeryong"},
    f"{C}/residence[1]/since": {"edtf": "1975"},
    f"{C}/residence[1]/until": {"edtf": "2001-24"},
    f"{C}/residence[2]/where": {"id": "KP-09-chongjin"},
    f"{C}/residence[2]/since": {"edtf": "1999"},
    f"{C}/residence[2]/until": {"edtf": "2008~"},
    f"{C}/residence[3]/where": {"id": "CN-JL-longjing", "words": "룽징 쪽"},
    f"{C}/residence[3]/since": {"edtf": "2011"},
    f"{C}/residence[3]/until": {"edtf": "2009"},
    f"{C}/residence[4]/where": {"id": "KR"},
    f"{C}/residence[4]/since": {"edtf": "2013-04"},
    f"{C}/crossing[1]/kind": "OUT",
    f"{C}/crossing[1]/when": {"edtf": "1971"},
    f"{C}/crossing[1]/where": {"id": "KP-09-hoeryong"},
}


def in_section(path: str, *parts: Mapping[str, JsonValue]) -> tuple[NodePicture, ...]:
    """Return the nodes of a section after these answers."""
    loaded = find(shipped_protocols(), "ed-full")
    drawn = draw(told(CONSENTED, *parts, under=loaded))
    return next(section.nodes for section in drawn.sections if section.path == path)


def household() -> tuple[NodePicture, ...]:
    """Return the household of the invented family."""
    return in_section("/household", FAMILY, KIN)


def way(told_of: Mapping[str, JsonValue] = WAY) -> tuple[NodePicture, ...]:
    """Return the legs of the invented way through custody, or of another."""
    (case,) = in_section("/case", told_of)
    (victim,) = (one for one in case.children if one.instance)
    return tuple(one for one in victim.children if one.instance and one.definition.name == "leg")


def life() -> tuple[NodePicture, ...]:
    """Return the invented life."""
    return in_section("/calendar", LIFE)
