"""A small invented protocol with every type of our own, in two languages, and what is told under it."""

from __future__ import annotations

from typing import Any

from interview_kit.crypto.canonical import JsonValue
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.protocol.model import Protocol

_AGENCIES = (
    ("MSS_COUNTY", "State Security, city or county", "보위부 (시·군)"),
    ("SOCSEC_LOCAL", "Social Security, city or county", "안전부 (시·군)"),
    ("MIL_SECURITY", "Military Security", "보위국 (군)"),
    ("UNKNOWN", "Not known who they were", "누구인지 모름"),
)
_SIDES = {"sides": ["source", "said"]}

CUSTODY: dict[str, JsonValue] = {
    "/victim[1]/called": "T-언니",
    "/victim[2]/called": "T-어머니",
    "/victim[1]/mother": {"id": "/victim[2]"},
    "/victim[2]/mother": {"missing": "DK"},
    "/custody/agency": {"value": {"code": "MSS_COUNTY", "words": "회령 보위부 사람들"}, "source": "SAW"},
    "/custody/held": {"iso": "P8M~", "words": "여덟 달쯤"},
    "/custody/paid": {"amount": "300", "currency": "CNY", "words": "삼백 원"},
    "/custody/because": {"id": "/victim[2]", "words": "어머니 때문에"},
    "/custody/map": {
        "attachment": "a" * 26,
        "media": "image/png",
        "sha256": "3fa2c1d09b7e44a1" * 4,
        "size": 48_112,
    },
}


def custody() -> LoadedProtocol:
    """Return the protocol."""
    choices = {
        "agencies": [_choice(*one) for one in _AGENCIES],
        "source": [_choice("SAW", "Saw it", "직접 목격"), _choice("HEARD", "Heard it", "들음")],
    }
    return from_model(
        Protocol.model_validate(
            {
                "id": "t-custody",
                "version": "1",
                "title": {"en": "T custody", "ko": "T 구금"},
                "languages": ["ko", "en"],
                "choices": choices,
                "children": [
                    _part("custody", "group", "Custody", "구금", *_custody()),
                    _part("victim", "repeat", "A person who was taken", "끌려간 사람", *_victim()),
                ],
            }
        )
    )


def _custody() -> list[dict[str, Any]]:
    return [
        _asked("agency", "agency", "Who took them?", "누가 데려갔습니까?", **_SIDES),
        _asked(
            "held", "duration", "How long were they held?", "얼마나 갇혀 있었습니까?", missing=["DK", "RF"]
        ),
        _asked("paid", "money", "How much was paid?", "얼마를 냈습니까?"),
        _asked("because", "person", "Because of whom?", "누구 때문이었습니까?", picks="/victim"),
        _asked("map", "sketch", "A sketch of the place", "장소의 약도"),
        _asked("signed", "signature", "The witness's signature", "증언자 서명", missing=["RF"]),
    ]


def _victim() -> list[dict[str, Any]]:
    called = {"name": "called", "kind": "question", "label": {"en": "What are they called?", "ko": "이름"}}
    mother = _asked("mother", "person", "Their mother", "어머니", picks="/victim", acyclic=True)
    return [called, mother]


def _part(name: str, kind: str, english: str, korean: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "kind": kind, "label": {"en": english, "ko": korean}, "children": children}


def _asked(name: str, type_: str, english: str, korean: str, **more: Any) -> dict[str, Any]:
    base = {"agency": "select_one", "sketch": "attachment", "signature": "attachment"}.get(type_, "text")
    made = _part(name, "question", english, korean) | {"type": base, "kit": {"type": type_} | more}
    return made | ({"choices": "agencies"} if type_ == "agency" else {})


def _choice(value: str, english: str, korean: str) -> dict[str, Any]:
    return {"value": value, "label": {"en": english, "ko": korean}}
