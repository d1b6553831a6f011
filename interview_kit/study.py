"""A synthetic study: what invented witnesses tell, as answers under the protocol ED-FULL.

A study file has ``interviews``; each holds a witness, consent by scope, and mentions of people who
disappeared, in the codes of the shipped vocabularies. Whatever else the file has, such as what is true, is
never looked at. What a witness of the study does not say is answered with "don't know".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, ValidationError

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.files import read_bounded, storage_error
from interview_kit.protocol.vocabularies import vocabularies
from interview_kit.values import place_search

PROTOCOL: Final = "ed-full"
Answers = dict[str, JsonValue]

_MAX_BYTES: Final = 16 * 1024 * 1024
_NOT_KNOWN: Final[JsonValue] = {"missing": "DK"}
#: What no study tells, and an interviewer would note all the same.
_AROUND: Final[Answers] = {
    "/setup/setting": "OFFICE",
    "/setup/interviewer": "T-1",
    "/setup/interpreting": "NO",
    "/setup/others": "NO",
    "/setup/safety": ["ROOM", "PHONES", "REFERRALS", "RECORDER", "EXIT"],
    **{f"/consent/{text}": "OK" for text in ("introduction", "purpose", "risk", "keeping", "rights")},
    "/consent/explained": "YES",
    "/consent/understood": "YES",
    "/consent/mode": "SIGNED",
    "/consent/language_read": "ko",
    "/witness/home": _NOT_KNOWN,
    "/witness/work": _NOT_KNOWN,
    "/witness/standing": _NOT_KNOWN,
    "/account/words": {"missing": "NA"},
    "/account/ended": "OK",
    "/account/distress": "0",
    "/family/reprisals": _NOT_KNOWN,
    "/family/support": _NOT_KNOWN,
    "/family/wishes": {"missing": "NA"},
    "/earlier/told": _NOT_KNOWN,
    "/earlier/submitted": _NOT_KNOWN,
    "/earlier/paid": _NOT_KNOWN,
    "/closing/readback/witness": "NOT_READ",
    "/closing/readback/household": "NOT_READ",
    "/closing/readback/account": "NOT_READ",
    "/closing/readback/cases": "NOT_READ",
    "/closing/readback/rest": "NOT_READ",
    "/closing/consent_review": "SAME",
    "/closing/confirmation": "NONE",
    "/closing/wellbeing": "0",
    "/closing/handed": ["REFERRAL", "CONTACT", "NEXT"],
    "/notes/flow": {"missing": "NA"},
    "/notes/conditions": {"missing": "NA"},
}
#: What follows from consent to a scope, and no study tells.
_ALLOWED: Final[dict[str, Answers]] = {
    "SC7": {"/consent/un_bodies": ["WGEID", "CED", "OHCHR", "RAPPORTEUR"]},
    "SC8": {"/consent/ask_before_court": "NO"},
    "SC9": {"/consent/partners": "T-partner"},
    "SC10": {"/consent/safe_channel": {"missing": "RF"}},
}
#: Of each mention: asked, and never told.
_UNTOLD: Final = (
    "taking/place_type",
    "taking/manner",
    "taking/how_known",
    "taking/warrant",
    "taking/others_taken",
    "denial/told",
    "denial/told_place",
    "denial/asked",
    "denial/visits",
    "denial/trial",
    "fate/last_news",
    "fate/news",
    "fate/returned",
    "fate/status",
)
_AUTHORITY: Final = {"immediate": "CLOSE", "extended": "RELATIVE", "self": "SELF"}


_Item = TypeVar("_Item")
#: The first that is wrong is told, and in a file that is no study at all there may be millions.
_Several = Annotated[tuple[_Item, ...], FailFast()]


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Witness(_Told):
    """Who is interviewed."""

    alias: str
    sex: str
    birth: str
    left_nk: str


class Leg(_Told):
    """One stay in custody."""

    facility: str | None
    agency: str | None
    country: str
    place_words: str | None
    months: int | None
    status: str


class Mention(_Told):
    """Somebody who disappeared, as one witness speaks of them."""

    relation: str
    sex: str
    name: str | None = None
    name_romanised: str | None = None
    nickname: str | None = None
    age_then: int | None = None
    age_then_range: tuple[int, int] | None = None
    taken_when: str | None
    taken_place: str | None = None
    taken_admin1: str | None
    taken_country: str
    first_captor: str | None
    reason: str | None
    legs: _Several[Leg]
    source: str
    certainty: str


class Told(_Told):
    """One interview of a study."""

    id: str
    date: str
    witness: Witness
    consent: dict[str, bool]
    mentions: _Several[Mention]


class Study(_Told):
    """All that may enter an interview."""

    interviews: _Several[Told]


def read_study(path: Path) -> Study:
    """Read a study file. Raises :class:`InputError` ``cli.not-a-study``, :class:`StorageError`."""
    try:
        return Study.model_validate_json(read_bounded(path, _MAX_BYTES))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"])) or "/"
        raise InputError("cli.not-a-study", path=str(path), where=where) from None
    except OSError as error:
        raise storage_error(error, path) from error


def answers(told: Told) -> Answers:
    """Return the answers of one interview, by path. Each mention is a case of its own: no study says more."""
    given: Answers = {
        **_AROUND,
        "/setup/date": told.date,
        "/witness/name": told.witness.alias,
        "/witness/sex": told.witness.sex,
        "/witness/birth": {"edtf": told.witness.birth},
        "/witness/left": {"edtf": told.witness.left_nk},
    }
    for scope, allowed in told.consent.items():
        given[f"/consent/{scope.lower()}"] = "YES" if allowed else "NO"
        given |= _ALLOWED.get(scope, {}) if allowed else {}
    for number, mention in enumerate(told.mentions, 1):
        for path, answer in _mention(mention):
            given[f"/case[{number}]/victim[1]/{path}"] = answer
    return given


def _mention(told: Mention) -> Iterator[tuple[str, JsonValue]]:
    sides: dict[str, JsonValue] = {"source": told.source, "certainty": told.certainty}
    yield from _person(told, sides)
    yield from ((path, _NOT_KNOWN) for path in _UNTOLD)
    where = _place(told.taken_place, told.taken_admin1, told.taken_country)
    yield "taking/when", _answer({"edtf": told.taken_when} if told.taken_when else None) | sides
    yield "taking/where", _answer(where) | sides
    yield "taking/captor", _answer({"code": told.first_captor} if told.first_captor else None) | sides
    yield "taking/reason", _answer(told.reason) | sides
    if told.reason == "ASSOC":
        yield "taking/because_of", _NOT_KNOWN
    if told.reason == "ESC.REPAT":
        yield "taking/returned_at", _NOT_KNOWN
    for number, leg in enumerate(told.legs, 1):
        at = f"leg[{number}]"
        yield f"{at}/facility", _answer(leg.facility) | sides
        yield f"{at}/where", _answer(_place(leg.place_words, None, leg.country)) | sides
        yield f"{at}/agency", _answer({"code": leg.agency} if leg.agency else None) | sides
        yield f"{at}/status", leg.status.upper()
        if leg.months is not None:
            yield f"{at}/duration", {"iso": f"P{leg.months}M"}


def _person(told: Mention, sides: Answers) -> Iterator[tuple[str, JsonValue]]:
    circles = {one.code: one.columns["class"] for one in vocabularies()["relation"].entries}
    yield "person/name", _answer(told.name)
    yield "person/sex", told.sex
    yield "person/relation", told.relation
    yield "person/authority", _AUTHORITY.get(circles.get(told.relation, ""), "NONE")
    least, most = told.age_then_range or (told.age_then, None)
    yield "person/age_then", _answer(least) | sides
    if most is not None:
        yield "person/age_then_most", most
    if least is not None:
        yield "person/age_counting", "INTERNATIONAL"  # a study gives ages as its bands count them
    for name, words in (("nickname", told.nickname), ("romanised", told.name_romanised)):
        if words is not None:
            yield f"person/{name}", words


def _answer(value: JsonValue) -> dict[str, JsonValue]:
    return {"missing": "DK"} if value is None else {"value": value}


def _place(words: str | None, province: str | None, country: str) -> JsonValue:
    """Return the words as spoken, and the unit they name within what is known to hold it."""
    holder = province or country
    if words is None:
        return {"id": holder}
    found = (one.unit.id for one in place_search.search(words, within=holder))
    return {"id": next(found, holder), "words": words}
