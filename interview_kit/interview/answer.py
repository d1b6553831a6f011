"""An answer: a value or the reason there is none, with its side fields, and the check of its shape.

Values are plain JSON, as they are stored and as commands print them:

    text, select_one    "words"                select_multiple   ["A", "B"]
    integer             12                     decimal           "12.50" (text, so that no digit is lost)
    date, time, …       "2009-04-15" (the types XForms have, as they are written there)
    boolean             "1" or "0"         acknowledge       "OK"
    fuzzy date          {"edtf": "2009-21", "words": "봄"}      either may be left out
    place               {"id": "KP-09", "words": "회령"}        either may be left out
    agency              {"code": "MSS_COUNTY", "words": "회령 보위부"}   either may be left out
    duration            {"iso": "P8M", "words": "여덟 달쯤"}     either may be left out
    money               {"amount": "300", "currency": "CNY", "words": "삼백 원"}   words may stand alone
    person              {"id": instance, "words": "T-언니"}     either may be left out
    attachment          {"attachment": id, "media": "image/png", "sha256": hex, "size": bytes}
                        (sketches and signatures too: pictures)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview import typed
from interview_kit.interview.kit_values import MAX_TEXT, SHAPES, WORDS, expressed
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import BaseType, Kind, KitType, Node, Protocol, Side
from interview_kit.values.missing import Missing

_DECIMAL: Final = re.compile(r"-?\d{1,30}(\.\d{1,30})?")
_INTEGER: Final = re.compile(r"-?[0-9]{1,16}")
#: RFC 6838, section 4.2.
_MEDIA: Final = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}", re.ASCII)
_MEMBERS: Final = frozenset({"value", "missing", *Side})
#: Longest side field.
MAX_SAID: Final = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered at one path."""

    value: JsonValue = None
    missing: Missing | None = None
    source: str | None = None
    certainty: str | None = None
    said: str | None = None
    #: First and last millisecond in the recording.
    anchor: tuple[int, int] | None = None

    @property
    def given(self) -> bool:
        """Whether there is a value (a missing value is an answer, but has none)."""
        return self.value not in (None, "", [])

    def to_json(self) -> dict[str, JsonValue]:
        """Return the form the journal keeps: an object with only what is there."""
        result: dict[str, JsonValue] = {}
        if self.missing:
            result["missing"] = self.missing.value
        else:
            result["value"] = self.value
        for name in ("source", "certainty", "said"):
            if (text := getattr(self, name)) is not None:
                result[name] = text
        if self.anchor:
            result["anchor"] = list(self.anchor)
        return result

    def to_short_json(self) -> JsonValue:
        """Return the form people write: the bare value where nothing stands beside it."""
        whole = self.to_json()
        return whole["value"] if set(whole) == {"value"} else whole


def attachment_value(identifier: str, media: str, sha256: bytes, size: int) -> dict[str, JsonValue]:
    """Return what an answer at an attachment question holds."""
    return {"attachment": identifier, "media": media, "sha256": sha256.hex(), "size": size}


def from_json(data: JsonValue, *, path: str) -> Answer:
    """Read either form. Raises :class:`InputError` ``interview.answer-shape``."""
    if not isinstance(data, dict) or not ("value" in data or "missing" in data):
        return Answer(value=data)
    if len(data) == 1 and "value" in data:  # most answers, and a journal may hold a hundred thousand
        return Answer(data["value"])
    if not _MEMBERS.issuperset(data) or ("value" in data and "missing" in data):
        raise InputError("interview.answer-shape", path=path)
    try:
        missing = Missing(str(data["missing"])) if "missing" in data else None
    except ValueError as error:
        raise InputError("interview.missing-code", path=path) from error
    return Answer(
        data.get("value"),
        missing,
        _text(data.get("source"), path),
        _text(data.get("certainty"), path),
        _text(data.get("said"), path),
        _anchor(data.get("anchor"), path),
    )


def _text(value: JsonValue, path: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise InputError("interview.answer-shape", path=path)


def _anchor(value: JsonValue, path: str) -> tuple[int, int] | None:
    if value is None:
        return None
    match value:
        case [int(start), int(end)] if 0 <= start <= end:
            return start, end
    raise InputError("interview.answer-shape", path=path)


def check(answer: Answer, form: FormNode, protocol: Protocol, *, path: str) -> None:
    """Refuse an answer whose value or side fields do not fit the question.

    Raises :class:`InputError`; whether it also meets the question's constraint is a problem to show,
    never a reason to lose what was typed.
    """
    node = form.node
    _check_sides(answer, node, protocol, path)
    if answer.missing is not None and answer.missing not in node.kit.missing:
        raise InputError("interview.missing-not-offered", path=path, missing=answer.missing.value)
    if answer.said and form.names_persons:
        raise InputError("interview.words-name-persons", path=path)
    if answer.missing or answer.value is None:
        return
    try:
        fits = _CHECKS[node.kit.type or node.type](answer.value)
    except InputError as error:
        raise InputError("interview.answer-refused", path=path) from error
    if not fits:
        raise InputError(f"interview.expected-{node.kit.type or node.type}", path=path)
    if node.choices is not None and node.kind is Kind.QUESTION:  # a result need not have a name in its list
        offered = {choice.value for choice in protocol.choices[node.choices]}
        if not offered.issuperset(_chosen(answer.value)):
            raise InputError("interview.not-a-choice", path=path)
    if form.names_persons and isinstance(answer.value, dict) and answer.value.get(WORDS):
        raise InputError("interview.words-name-persons", path=path)


def _chosen(value: JsonValue) -> list[str]:
    """Return the codes in an answer that fits a question with choices."""
    if isinstance(value, dict):
        code = expressed(value)
        return [code] if code else []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _check_sides(answer: Answer, node: Node, protocol: Protocol, path: str) -> None:
    """Sources and certainties are codes of the protocol's lists of those names."""
    for side in Side:
        given = getattr(answer, side)
        if given is None:
            continue
        if side not in node.kit.sides:
            raise InputError("interview.side-not-offered", path=path, side=side.value)
        if side in (Side.SOURCE, Side.CERTAINTY):
            codes = [choice.value for choice in protocol.choices.get(side, ())]
            if given not in codes:
                raise InputError("interview.side-unknown", path=path, side=side.value, codes=", ".join(codes))
    if len(answer.said or "") > MAX_SAID:
        raise InputError("interview.too-long", path=path)


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT


def _is_list(value: JsonValue) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(item, str) for item in value)
        and len(set(map(str, value))) == len(value)
    )


def _is_integer(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_decimal(value: JsonValue) -> bool:
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def _is_attachment(value: JsonValue) -> bool:
    match value:
        case {
            "attachment": str(),
            "media": str(media),
            "sha256": str(),
            "size": int(size),
            **rest,
        } if not rest:
            return not isinstance(size, bool) and size >= 0 and _MEDIA.fullmatch(media) is not None
    return False


def _is_written(type_: BaseType) -> Callable[[JsonValue], bool]:
    """Return the check of a text in the one form its type is written in."""
    return lambda value: isinstance(value, str) and typed.stored(type_, value, UTC) == value


def _is_picture(value: JsonValue) -> bool:
    return isinstance(value, dict) and _is_attachment(value) and str(value["media"]).startswith("image/")


_CHECKS: Final[dict[BaseType | KitType, Callable[[JsonValue], bool]]] = {
    BaseType.TEXT: _is_text,
    BaseType.SELECT_ONE: _is_text,
    BaseType.SELECT_MULTIPLE: _is_list,
    BaseType.INTEGER: _is_integer,
    BaseType.DECIMAL: _is_decimal,
    BaseType.RANK: _is_list,
    BaseType.BOOLEAN: _is_written(BaseType.BOOLEAN),
    BaseType.DATE: _is_written(BaseType.DATE),
    BaseType.TIME: _is_written(BaseType.TIME),
    BaseType.DATE_TIME: _is_written(BaseType.DATE_TIME),
    BaseType.GEOPOINT: _is_written(BaseType.GEOPOINT),
    BaseType.GEOTRACE: _is_written(BaseType.GEOTRACE),
    BaseType.GEOSHAPE: _is_written(BaseType.GEOSHAPE),
    BaseType.ACKNOWLEDGE: _is_written(BaseType.ACKNOWLEDGE),
    BaseType.ATTACHMENT: _is_attachment,
    KitType.SKETCH: _is_picture,
    KitType.SIGNATURE: _is_picture,
    **{type_: shape.fits for type_, shape in SHAPES.items()},
}


def from_text(text: str, node: Node) -> Answer:
    """Return the answer that a text of the protocol's own stands for, in the question's type.

    What is no number stays a text, which does not fit the question; so :func:`check` says.
    """
    if not text:
        return Answer()
    if node.kit.type is not None and node.kit.type in SHAPES:
        return Answer(SHAPES[node.kit.type].value(text))
    if node.type in (BaseType.SELECT_MULTIPLE, BaseType.RANK):
        return Answer(list(text.split()))
    if node.type is BaseType.INTEGER and _INTEGER.fullmatch(text):
        return Answer(int(text))
    return Answer(text)


def reduced(answer: Answer, text: str, node: Node) -> Answer | None:
    """Return the answer with those choices alone that ``text`` names; None where nothing is left of it."""
    if not isinstance(answer.value, dict):
        return replace(answer, value=from_text(text, node).value) if text else None
    words = {name: said for name, said in answer.value.items() if name == WORDS}
    return replace(answer, value=words) if words else None


def as_text(answer: Answer | None) -> str:
    """Return what an expression sees: the string-value of the node."""
    match answer.value if answer else None:
        case None:
            return ""
        case list(values):
            return " ".join(map(str, values))
        case dict(parts):
            return str(parts.get("attachment") or expressed(parts))
        case value:
            return str(value)
