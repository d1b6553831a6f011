"""Days and moments, as OpenRosa treats them.

A ``date`` is a whole day and knows no time zone. A ``datetime`` is a moment, always aware; it keeps
the offset it was written with, and its day is the day written: a moment counts as a whole number of
days wherever it is compared or reckoned with. Only formatting and ``decimal-…`` functions look at
the time of day, and they read it in the interview's zone.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final

from interview_kit.errors import InputError

_OFFSET = r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)?"
_TIME = rf"(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<second>\d{{2}})(?:\.(?P<part>\d*))?)?{_OFFSET}"
_DATE: Final = re.compile(
    rf"(?P<year>\d{{1,4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:T{_TIME})?", re.ASCII
)
_CLOCK: Final = re.compile(_TIME, re.ASCII)
#: A date or date-time in the one form that reads as a number in arithmetic and comparisons.
_STRICT: Final = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:T\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
#: Offsets in use reach from -12:00 to +14:00.
_FARTHEST_OFFSET: Final = timedelta(hours=15)


def read_date(text: str, zone: tzinfo) -> date | None:
    """Return the day, or the moment where a time is given; None for anything else.

    ``zone`` is for times without an offset. Months and days need not be padded.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    try:
        if found["hour"] is None:
            return date(year, month, day)
        return _at_clock(datetime(year, month, day, tzinfo=zone), found)
    except ValueError:
        return None


def read_clock(text: str, today: datetime) -> datetime | None:
    """Return the moment of a time of day (``14:30``, ``14:30:00.000+09:00``) today; None if it is none."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    try:
        return _at_clock(today, found)
    except ValueError:
        return None


def _at_clock(day: datetime, found: re.Match[str]) -> datetime:
    part = (found["part"] or "")[:6].ljust(6, "0")
    moment = day.replace(
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        second=int(found["second"] or 0),
        microsecond=int(part),
    )
    offset = found["offset"]
    return moment if offset is None else moment.replace(tzinfo=_offset(offset))


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    minutes = int(digits[2:] or 0)
    amount = timedelta(hours=int(digits[:2]), minutes=minutes)
    if minutes > 59 or amount >= _FARTHEST_OFFSET:
        raise ValueError(text)
    return timezone(-amount if text[0] == "-" else amount)


def day_number_of_text(text: str) -> float:
    """Return the day of a date or date-time as days since 1970-01-01; NaN for any other text."""
    found = _STRICT.fullmatch(text.strip())
    if found is None:
        return math.nan
    try:
        return day_number(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return math.nan


def day_number(day: date) -> float:
    """Return whole days since 1970-01-01."""
    return float(day.toordinal() - _EPOCH_DAY)


def day_of(value: date) -> date:
    """Return the day alone."""
    return value.date() if isinstance(value, datetime) else value


def date_from_number(days: float) -> date:
    """Return the day that many days after 1970-01-01; what is past the comma does not count."""
    try:
        return date.fromordinal(_EPOCH_DAY + math.trunc(days))
    except (ValueError, OverflowError) as error:
        raise InputError("expressions.date-out-of-range") from error


def moment_from_number(days: float) -> datetime:
    """Return the moment that many days after 1970-01-01T00:00Z, in whole milliseconds."""
    try:
        return _EPOCH + timedelta(milliseconds=math.trunc(days * 86_400_000))
    except (ValueError, OverflowError) as error:
        raise InputError("expressions.date-out-of-range") from error


def moment_of(value: date, zone: tzinfo) -> datetime:
    """Return the moment as ``zone`` shows it; of a day, its midnight there."""
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    try:
        return value.astimezone(zone)
    except OverflowError as error:
        raise InputError("expressions.date-out-of-range") from error


def decimal_days(value: date, zone: tzinfo) -> float:
    """Return days since 1970-01-01T00:00Z, with the time of day behind the comma."""
    return (moment_of(value, zone) - _EPOCH) / _DAY


def decimal_clock(moment: datetime) -> float:
    """Return the time of day as a fraction, as the moment's own zone shows it."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (moment.replace(tzinfo=None) - midnight) / _DAY


def written_moment(moment: datetime) -> str:
    """Return a moment as an answer holds it: ``2026-01-31T09:30:00.000+09:00``."""
    text = moment.isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
