"""Stored texts and what expressions see of them: one text for each answer, one value in its XForms type."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Final

from interview_kit.protocol.expressions.dates import moment_of, read_clock, read_date, written_moment
from interview_kit.protocol.expressions.nodes import Atom, Value
from interview_kit.protocol.expressions.values import as_answer, to_atom
from interview_kit.protocol.model import BaseType

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(\.\d+)?)?", re.ASCII)
_OFFSET: Final = r"(Z|[+-]\d{2}:\d{2})?"
_MOMENT: Final = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?{_OFFSET}", re.ASCII)
_TIME: Final = re.compile(rf"\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?{_OFFSET}", re.ASCII)
#: An XForms ``int`` has 32 bits.
_SMALLEST: Final = -(2**31)
_LARGEST: Final = 2**31 - 1
#: How truth is stored, as JavaRosa does.
_TRUTHS: Final = {"true": "1", "false": "0", "1": "1", "0": "0"}


def held(type_: BaseType, text: str, zone: tzinfo) -> Atom:
    """Return what expressions see of a stored text."""
    if not text:
        return ""
    if type_ in (BaseType.INTEGER, BaseType.DECIMAL):
        return float(text) if _NUMBER.fullmatch(text) else text
    if type_ in (BaseType.DATE, BaseType.DATE_TIME):
        return read_date(text, zone) or text
    if type_ is BaseType.BOOLEAN and text in _TRUTHS.values():
        return text == _TRUTHS["true"]
    return text


def stored(type_: BaseType, value: Value, zone: tzinfo) -> str:
    """Return the text that keeps a result in a type; what does not fit the type is empty, as in ODK."""
    atom = to_atom(value)
    fitting = _FITTING.get(type_)
    if isinstance(atom, date) and type_ is BaseType.DATE_TIME:
        return written_moment(moment_of(atom, zone))
    text = as_answer(atom, zone)
    return fitting(text, zone) if fitting and text else text


def _integer(text: str, _zone: tzinfo) -> str:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return ""
    number = float(text)
    if not (math.isfinite(number) and _SMALLEST <= math.trunc(number) <= _LARGEST):
        return ""
    return str(math.trunc(number))


def _decimal(text: str, _zone: tzinfo) -> str:
    text = text.strip()
    return text if _NUMBER.fullmatch(text) else ""


def _date(text: str, zone: tzinfo) -> str:
    found = _DAY.fullmatch(text.strip())
    return found[1] if found is not None and read_date(found[1], zone) is not None else ""


def _moment(text: str, zone: tzinfo) -> str:
    text = text.strip()
    return text if _MOMENT.fullmatch(text) and read_date(text, zone) is not None else ""


def _clock(text: str, zone: tzinfo) -> str:
    text = text.strip()
    there = _TIME.fullmatch(text) and read_clock(text, datetime(2000, 1, 1, tzinfo=zone)) is not None
    return text if there else ""


def _point(text: str, _zone: tzinfo) -> str:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return ""
    latitude, longitude = float(parts[0]), float(parts[1])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return ""
    return " ".join([*parts, *["0"] * (4 - len(parts))])


def _truth(text: str, _zone: tzinfo) -> str:
    return _TRUTHS.get(text.strip(), "")


def _line(least: int) -> Callable[[str, tzinfo], str]:
    def fitting(text: str, zone: tzinfo) -> str:
        points = [_point(point, zone) for point in text.split(";") if point.strip()]
        return ";".join(points) if len(points) >= least and all(points) else ""

    return fitting


def _confirmation(text: str, _zone: tzinfo) -> str:
    return "OK" if text.strip() in ("OK", "true", "1") else ""


_FITTING: Final[dict[BaseType, Callable[[str, tzinfo], str]]] = {
    BaseType.INTEGER: _integer,
    BaseType.DECIMAL: _decimal,
    BaseType.DATE: _date,
    BaseType.DATE_TIME: _moment,
    BaseType.TIME: _clock,
    BaseType.GEOPOINT: _point,
    BaseType.GEOTRACE: _line(2),
    BaseType.GEOSHAPE: _line(3),
    BaseType.BOOLEAN: _truth,
    BaseType.ACKNOWLEDGE: _confirmation,
}
