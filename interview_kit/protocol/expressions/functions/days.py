"""Days, moments and times of day. An invalid date is an error; an empty one stays empty."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions import dates
from interview_kit.protocol.expressions.functions.function import Function, Kind
from interview_kit.protocol.expressions.functions.text import bounded
from interview_kit.protocol.expressions.nodes import Atom

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.context import Context

#: Short names of the months and, from Monday, of the days. Other languages read English.
_NAMES: Final = {
    "en": (
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
    "ko": (
        tuple(f"{month}월" for month in range(1, 13)),
        ("월", "화", "수", "목", "금", "토", "일"),
    ),
    "es": (
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
        ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    ),
    "fr": (
        ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
        ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    ),
}


def _today(context: Context) -> date:
    return context.environment.moment().date()


def _now(context: Context) -> datetime:
    return context.environment.moment()


def _date(context: Context, value: Atom) -> Atom:
    """A day from a number of days or from text; text with a time stays a moment, as in JavaRosa."""
    if isinstance(value, datetime):
        return value.date()
    if type(value) is float:
        return value if math.isnan(value) else dates.date_from_number(value)
    return _read(context, value)


def _date_time(context: Context, value: Atom) -> Atom:
    """A moment from a number of days or from text; a whole number is that very day in any zone."""
    if type(value) is not float:
        return _read(context, value)
    if math.isnan(value):
        return value
    moment = dates.moment_from_number(value)
    return moment if value.is_integer() else dates.moment_of(moment, context.environment.timezone)


def _read(context: Context, value: Atom) -> Atom:
    if value == "" or isinstance(value, date):
        return value
    read = dates.read_date(value, context.environment.timezone) if isinstance(value, str) else None
    if read is None:
        raise InputError("expressions.not-a-date")
    return read


def _decimal_date_time(context: Context, value: Atom) -> Atom:
    """Days since 1970-01-01T00:00Z with the time behind the comma; a day counts from its local midnight."""
    if type(value) is float:
        return value
    read = _read(context, value)
    return dates.decimal_days(read, context.environment.timezone) if isinstance(read, date) else read


def _decimal_time(context: Context, value: Atom) -> Atom:
    """The time of day as a fraction, on the clock here; NaN for what is no time."""
    zone = context.environment.timezone
    if type(value) is float:
        return value - math.floor(value) if math.isfinite(value) else math.nan
    if isinstance(value, str) and value != "":
        clock = dates.read_clock(value, context.environment.moment()) or dates.read_date(value, zone)
        return math.nan if clock is None else dates.decimal_clock(dates.moment_of(clock, zone))
    if isinstance(value, date):
        return dates.decimal_clock(dates.moment_of(value, zone))
    return math.nan if value != "" else ""


def _format(context: Context, value: Atom, pattern: str) -> str:
    """A day or moment in words, on the clock here; empty for what is neither."""
    zone = context.environment.timezone
    read: Atom | None = value
    if type(value) is float:
        read = None if math.isnan(value) else dates.moment_from_number(value)
    elif isinstance(value, str):
        read = dates.read_date(value, zone)
    if not isinstance(read, date):
        return ""
    return bounded(_written(dates.moment_of(read, zone), pattern, context.environment.language))


def _written(moment: datetime, pattern: str, language: str) -> str:
    months, days = _NAMES.get(language.partition("-")[0].lower(), _NAMES["en"])
    fields = {
        "%": "%",
        "Y": f"{moment.year:04}",
        "y": f"{moment.year:04}"[2:],
        "m": f"{moment.month:02}",
        "n": f"{moment.month}",
        "b": months[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": f"{moment.day}",
        "a": days[moment.weekday()],
        "W": f"{moment.isocalendar().week}",
        "H": f"{moment.hour:02}",
        "h": f"{moment.hour}",
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
    }
    first, *rest = pattern.replace("%%", "%\0").split("%")
    written = [first]
    for piece in rest:
        if piece[:1] == "\0":
            written.append("%" + piece[1:])
        elif piece[:1] in fields:
            written.append(fields[piece[0]] + piece[1:])
        else:
            raise InputError("expressions.date-format-not-understood")
    return "".join(written)


DAYS: Final = (
    Function("today", _today, (), Kind.ATOM, contextual=True, volatile=True),
    Function("now", _now, (), Kind.ATOM, contextual=True, volatile=True),
    Function("date", _date, (Kind.ATOM,), Kind.ATOM, contextual=True),
    Function("date-time", _date_time, (Kind.ATOM,), Kind.ATOM, contextual=True),
    Function("decimal-date-time", _decimal_date_time, (Kind.ATOM,), Kind.ATOM, contextual=True),
    Function("decimal-time", _decimal_time, (Kind.ATOM,), Kind.ATOM, contextual=True),
    Function("format-date", _format, (Kind.ATOM, Kind.TEXT), Kind.TEXT, contextual=True),
    Function("format-date-time", _format, (Kind.ATOM, Kind.TEXT), Kind.TEXT, contextual=True),
)
