"""What a phrase says about a date, part by part and in any order; what it amounts to is found elsewhere.

Languages order the parts differently and agree on what goes together: a number and its unit, an amount of
time and its direction. So the parts are a table of patterns, and a phrase is good if they use up all of it
and no two say the same thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from interview_kit.values.date_lexicon import Token


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units later (earlier where negative): from ``least`` to ``most`` of them.

    ``counted`` is what people count roughly, as in "three months later"; "the next month" is not.
    """

    least: int
    most: int
    unit: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Description:
    """The parts that were named."""

    year: Token | None = None
    juche: bool = False
    decade: Token | None = None
    month: int | None = None
    season: str | None = None
    day: int | None = None
    #: Whether the day was a number and nothing more, which needs a month beside it.
    bare: Token | None = None
    #: Whether the year was two digits and nothing more, which needs a month or a season beside it.
    bare_year: bool = False
    part: str | None = None
    part_of_year: bool = False
    lunar: bool = False
    solar: bool = False
    leap: bool = False
    #: Codes of landmarks, of which any may be meant.
    landmark: tuple[str, ...] = ()
    #: Codes of feasts of the year, of which any may be meant.
    feast: tuple[str, ...] = ()
    #: Which unit of time around the landmark is meant: the year of the currency reform.
    around: str | None = None
    shift: Shift | None = None
    #: Years, months, weeks or days from today.
    today: tuple[int, str] | None = None
    #: Which season or month from today, or from a landmark: next, last or this.
    turn: str | None = None
    age: int | None = None
    counting: str | None = None
    relation: str | None = None
    during: bool = False
    about: bool = False
    unsure: bool = False

    @property
    def coarsest(self) -> int:
        """How much of a date is given: 0 with its year, 1 with its month at most, 2 with its day only."""
        if self.year or self.decade or self.landmark or self.shift or self.today or self.age is not None:
            return 0
        if self.turn:
            return 0
        return 1 if self.month or self.season or self.feast else 2

    @property
    def leans(self) -> bool:
        """Whether it says only where it lies from something else, and so is no end of a range."""
        anchored = self.year or self.landmark or self.feast or self.month
        return bool(self.relation or self.turn or (self.shift and not anchored))

    def completed_by(self, other: Description) -> Description:
        """Take from the other side of "or" and "to" what goes without saying: spring or summer of 2012."""
        given: dict[str, Any] = {}
        if self.coarsest > 0 and other.coarsest == 0:
            given = {name: getattr(other, name) for name in _YEARS}
        if not (self.month or self.season or self.feast) and (self.day or self.coarsest > 1):
            given |= {name: getattr(other, name) for name in ("month", "season")}
        if given:
            given |= {
                name: getattr(self, name) or getattr(other, name) for name in ("lunar", "leap", "solar")
            }
        return replace(self, **given)


_YEARS: Final = ("year", "juche", "decade", "landmark", "around", "shift", "today", "turn", "age", "counting")
_NONE: Final = Description()
_NAMES: Final = tuple(field.name for field in fields(Description))
#: The year before Juche 1.
FIRST_JUCHE: Final = 1911
#: How many "a few" and "several" may be.
_FEW: Final = (2, 9)
#: A number of years from here on is no amount but a year.
_LONGEST_AMOUNT: Final = 60
_DIRECTIONS: Final = {"after": 1, "before": -1, "ago": -1}
_PLURALS: Final = frozenset({"years", "months", "weeks", "days", "anos", "meses", "semanas", "dias"})
_UNITS: Final = {"date": "day"}
_SPOKEN_HUNDREDS: Final = frozenset({"nineteen", "twenty"})
_BEFORE_AN_AMOUNT: Final = frozenset({"후", "뒤", "전"})

Parts = dict[str, Any] | None


def describe(tokens: Iterable[Token]) -> Description | None:
    """Return what the meanings say together, or None where they say nothing of a date, or too much."""
    rest = _told_apart([token for token in tokens if token.kind != "skip"])
    said: dict[str, Any] = {}
    at = 0
    while at < len(rest):
        for pattern, work in _PATTERNS:
            taken = rest[at : at + len(pattern)]
            if len(taken) == len(pattern) and all(
                _key(token) in keys for token, keys in zip(taken, pattern, strict=True)
            ):
                parts = _parts(work, taken, rest[at + len(pattern) :], said)
                if parts is not None and not any(
                    name in said and said[name] != value for name, value in parts.items()
                ):
                    break
        else:
            return None
        said |= parts
        at += len(taken)
    return _checked(Description(**said))


def _parts(work: Callable[..., Parts], taken: list[Token], following: list[Token], said: Parts) -> Parts:
    """Return what a pattern says where it fits what comes before and after it."""
    if taken[-1].kind == "number" and following and following[0].kind == "unit":
        return None  # the unit is the number's
    days_of_month = said and "month" in said and [token.value for token in taken[1:2]] == ["date"]
    if days_of_month and len(taken) > 2:
        return None  # "before 16 February", not sixteen days before
    return work(*taken)


def _checked(said: Description) -> Description | None:
    if said.bare and said.season and not said.year and len(said.bare.text) == 2:
        said = replace(said, day=None, bare=None, year=said.bare, bare_year=True)  # spring 09
    if said == _NONE or (said.day and said.season) or (said.lunar and said.solar):
        return None
    if said.age is not None and (said.landmark or said.year):
        return None
    if said.around == "week" and said.day:
        return None  # the week of a day is more than the day
    if said.bare_year and not (said.month or said.season):
        return None
    if said.shift and said.year and not said.juche and len(said.year.text) < 4:
        return None  # "10 years 6 months ago" names no year
    if said.around and not (said.landmark or said.feast or said.year or said.month or said.age is not None):
        return None
    return said


def _told_apart(tokens: list[Token]) -> list[Token]:
    """Tell the words apart that mean one thing beside a number and another elsewhere."""
    told: list[Token] = []
    for token in tokens:
        before = told[-1] if told else None
        if token.text == "세" and before and before.kind == "number":
            told.append(Token("age-unit"))
        elif token.kind == "number" and before and before.kind == "few":
            told[-1:] = [Token("about"), token]  # "unos dos años": some two years
        elif token.kind == "unit" and token.value != "number-month" and before and before.text == "전":
            told[-1] = Token("shift", f"-1 {token.value}")
        else:
            told.append(token)
    return told


def _key(token: Token) -> str:
    return f"{token.kind}:{token.value}" if token.kind == "unit" else token.kind


def _amount(number: Token, unit: Token, direction: Token) -> Parts:
    if unit.value == "year" and (int(number.value) >= _LONGEST_AMOUNT or number.text.startswith("0")):
        return None
    return _shifted(int(number.value), int(number.value), unit, direction)


def _shifted(least: int, most: int, unit: Token, direction: Token, *, counted: bool = True) -> Parts:
    sign = _DIRECTIONS[direction.kind]
    ends = sorted((sign * least, sign * most))
    return {"shift": Shift(ends[0], ends[1], _UNITS.get(unit.value, unit.value), counted)}


def _couple(couple: Token, unit: Token, direction: Token) -> Parts:
    least, most = couple.value.split(" ")
    return _shifted(int(least), int(most), unit, direction)


def _some(some: Token, direction: Token) -> Parts:
    least, most, unit = some.value.split(" ")
    return _shifted(int(least), int(most), Token("unit", unit), direction)


def _few(unit: Token, direction: Token) -> Parts:
    return _shifted(*_FEW, unit, direction)


def _next(unit: Token, direction: Token) -> Parts:
    if unit.text in _PLURALS:
        return _few(unit, direction)
    return _shifted(1, 1, unit, direction, counted=unit.value == "month")


def _by_name(token: Token, kind: str) -> Parts:
    """Read ``shift -1 year`` and ``today-year -1``, which words name whole."""
    if kind == "shift":
        amount, unit = token.value.split(" ")
        return {"shift": Shift(int(amount), int(amount), _UNITS.get(unit, unit), False)}
    return {"today": (int(token.value), token.kind.removeprefix("today-"))}


def _year(number: Token, unit: Token) -> Parts:
    """Read 98년 and 2009년. Three years, or 3년, is how long something took."""
    if unit.text in _PLURALS or len(number.text) not in (2, 4) or not number.text.isdigit():
        return None
    return {"year": number}


def _both_years(juche: Token, year: Token) -> Parts:
    """Read 주체99(2010)년, as it is printed in the North."""
    agree = int(juche.value) + FIRST_JUCHE == int(year.value)
    return {"juche": True, "year": juche} if agree else None


def _decade(number: Token) -> Parts:
    if not number.text.isdigit():  # "la década de los noventa"
        number = replace(number, text=number.value)
    return {"decade": number} if len(number.text) in (2, 4) and number.value.endswith("0") else None


def _spoken_year(hundreds: Token, rest: Token) -> Parts:
    """Read "two thousand nine", "nineteen ninety-eight" and "mil novecientos noventa y ocho"."""
    if hundreds.kind == "number":
        if hundreds.text not in _SPOKEN_HUNDREDS or not 10 <= int(rest.value) <= 99:
            return None
        hundreds = replace(hundreds, value=f"{hundreds.value}00")
    year = str(int(hundreds.value) + int(rest.value))
    if rest.text[:1].isdigit() or int(rest.value) > 99:
        return None
    return {"year": Token("number", year, year)}


def _number_behind(direction: Token, number: Token, unit: Token) -> Parts:
    """Read 사망 후 2년: in Korean the amount may stand behind."""
    if direction.text not in _BEFORE_AN_AMOUNT:
        return None
    return _amount(number, unit, direction)


def _numbered(limit: int, name: str) -> Callable[..., Parts]:
    def work(number: Token, *_: Token) -> Parts:
        value = int(number.value)
        return {name: value} if 1 <= value <= limit else None

    return work


def _leap_month(number: Token) -> Parts:
    month = _numbered(12, "month")(number)
    return month and {"lunar": True, "leap": True, **month}


def _bare(number: Token) -> Parts:
    """A number without a unit is a year of four digits, or the day of a month."""
    digits = len(number.text) if number.text.isdigit() else 0
    if digits == 4:
        return {"year": number}
    if digits == 2 and int(number.value) > 31:
        return {"year": number, "bare_year": True}
    return {"day": int(number.value), "bare": number} if 1 <= int(number.value) <= 31 else None


def _flag(**parts: Any) -> Callable[..., Parts]:
    return lambda *_: dict(parts)


def _age(number: Token, *_: Token) -> Parts:
    return {"age": int(number.value)} if int(number.value) <= 120 else None


_YEAR, _MONTH, _DAY = {"unit:year"}, {"unit:number-month"}, {"unit:date"}
_SPAN: Final = {"unit:year", "unit:month", "unit:week", "unit:day"}
_COUNTED: Final = _SPAN | {"unit:date"}
_BACK_AND_ON: Final = {"after", "before", "ago"}
_LIMITS: Final = {"not-after", "not-before", "on-or-after", "on-or-before"}
_TODAY: Final = {"today-year", "today-month", "today-week", "today-day"}
_N: Final = {"number"}
#: Longest first, for a pattern wins over those below it.
_PATTERNS: Final[tuple[tuple[tuple[set[str], ...], Callable[..., Parts]], ...]] = (
    (({"ago-before"}, _N, _SPAN), lambda _, number, unit: _amount(number, unit, Token("ago"))),
    (({"ago-before"}, {"few"}, _SPAN), lambda _, __, unit: _few(unit, Token("ago"))),
    (({"ago-before"}, _SPAN), lambda _, unit: _next(unit, Token("ago"))),
    ((_N, _COUNTED, _BACK_AND_ON), _amount),
    (({"few"}, _COUNTED, _BACK_AND_ON), lambda _, unit, direction: _few(unit, direction)),
    (({"ago-before"}, {"couple"}, _SPAN), lambda _, couple, unit: _couple(couple, unit, Token("ago"))),
    (({"couple"}, _COUNTED, _BACK_AND_ON), _couple),
    ((_BACK_AND_ON, _N, _COUNTED), _number_behind),
    (({"some"}, _BACK_AND_ON), _some),
    (({"ago-before"}, {"some"}), lambda _, some: _some(some, Token("ago"))),
    (({"few-days"}, _BACK_AND_ON), lambda _, direction: _few(Token("unit", "day"), direction)),
    (({"days"}, _BACK_AND_ON), lambda days, way: _amount(days, Token("unit", "day"), way)),
    (({"half-year"}, _BACK_AND_ON), lambda _, way: _shifted(6, 6, Token("unit", "month"), way)),
    ((_SPAN, _BACK_AND_ON), _next),
    (({"next"}, _SPAN), lambda _, unit: _shifted(1, 1, unit, Token("after"), counted=False)),
    ((_SPAN, {"next"}), lambda unit, _: _shifted(1, 1, unit, Token("after"), counted=False)),
    (({"previous"}, _SPAN), lambda _, unit: _shifted(1, 1, unit, Token("before"), counted=False)),
    ((_SPAN, {"previous"}), lambda unit, _: _shifted(1, 1, unit, Token("before"), counted=False)),
    (({"this"}, _SPAN), lambda _, unit: {"today": (0, unit.value)}),
    (({"last"}, _SPAN), lambda _, unit: {"today": (-1, unit.value)}),
    (({"juche"}, _N, _N, _YEAR), lambda _, juche, year, __: _both_years(juche, year)),
    (({"juche"}, _N, _YEAR, _N, _YEAR), lambda _, juche, __, year, ___: _both_years(juche, year)),
    (({"juche"}, _N, _N), lambda _, juche, year: _both_years(juche, year)),
    ((_N, _YEAR, {"juche"}, _N, _YEAR), lambda year, _, __, juche, ___: _both_years(juche, year)),
    ((_N, _YEAR, {"juche"}, _N), lambda year, _, __, juche: _both_years(juche, year)),
    ((_N, {"juche"}, _N, _YEAR), lambda year, _, juche, __: _both_years(juche, year)),
    ((_N, {"juche"}, _N), lambda year, _, juche: _both_years(juche, year)),
    (({"juche"}, _N, _YEAR), lambda _, number, __: {"juche": True, "year": number}),
    (({"juche"}, _YEAR, _N), lambda _, __, number: {"juche": True, "year": number}),
    (({"juche"}, _N), lambda _, number: {"juche": True, "year": number}),
    ((_N, _YEAR, {"juche"}), lambda number, *_: {"juche": True, "year": number}),
    ((_YEAR, _N, {"juche"}), lambda _, number, __: {"juche": True, "year": number}),
    (({"century"}, _N), _spoken_year),
    (({"century"},), lambda century: {"year": Token("number", century.value, century.value)}),
    ((_N, _N), _spoken_year),
    ((_N, {"decade"}), lambda number, _: _decade(number)),
    (({"decade"}, _N, {"decade"}), lambda _, number, __: _decade(number)),
    (({"decade"}, _N), lambda _, number: _decade(number)),
    (({"age"}, _N, _SPAN - _YEAR), lambda _, number, unit: _amount(number, unit, Token("after"))),
    (({"age"}, _N, _YEAR, {"old"}), lambda _, number, *__: _age(number)),
    (({"age"}, _N, _YEAR), lambda _, number, __: _age(number)),
    (({"age"}, _N, {"old"}), lambda _, number, __: _age(number)),
    (({"age"}, _N), lambda _, number: _age(number)),
    (
        ({"counting-age"}, _N, {"age-unit"}),
        lambda _, number, __: {"counting": "counting", **(_age(number) or {})},
    ),
    ((_N, {"counting-age"}), lambda number, _: {"counting": "counting", **(_age(number) or {})}),
    (({"counting-age"}, _N), lambda _, number: {"counting": "counting", **(_age(number) or {})}),
    ((_N, _YEAR, {"old"}), _age),
    ((_N, {"old"}), _age),
    ((_N, {"age-unit"}), _age),
    ((_YEAR, _N), lambda unit, number: _year(number, unit) if len(number.text) == 4 else None),
    ((_N, _YEAR), _year),
    ((_N, _MONTH), _numbered(12, "month")),
    ((_N, {"lunar-unit"}), lambda number, _: {"lunar": True, **(_numbered(12, "month")(number) or {})}),
    (({"lunar-unit"}, _N), lambda _, number: {"lunar": True, **(_numbered(12, "month")(number) or {})}),
    (({"leap"}, _N, {"unit:month"}), lambda _, number, __: _leap_month(number)),
    (({"leap"}, {"unit:month"}, _N), lambda _, __, number: _leap_month(number)),
    (({"unit:month"}, {"leap"}, _N), lambda _, __, number: _leap_month(number)),
    ((_N, {"unit:month"}, {"leap"}), lambda number, *_: _leap_month(number)),
    (
        (_N, {"unit:day"}),
        lambda number, unit: _bare(number) if len(number.text) < 3 and unit.text not in _PLURALS else None,
    ),
    ((_N, _DAY), _numbered(31, "day")),
    ((_N,), _bare),
    (({"days"},), _numbered(31, "day")),
    (({"month"},), _numbered(12, "month")),
    (({"lunar-month"},), lambda token: {"lunar": True, "month": int(token.value)}),
    (({"lunar-day"},), lambda token: {"lunar": True, "day": int(token.value)}),
    (({"season"},), lambda token: {"season": token.value}),
    (({"part"},), lambda token: {"part": token.value}),
    (({"year-part"},), lambda token: {"part": token.value, "part_of_year": True}),
    (({"decade-named"},), lambda token: {"decade": Token("number", token.value, token.value)}),
    (({"landmark"},), lambda token: {"landmark": tuple(token.value.split(" "))}),
    (({"feast"},), lambda token: {"feast": tuple(token.value.split(" "))}),
    (({"shift"},), lambda token: _by_name(token, "shift")),
    ((_TODAY,), lambda token: _by_name(token, "today")),
    (({"next", "last", "this"},), lambda token: {"turn": token.kind}),
    (({"previous"},), _flag(relation="before")),
    (({"lunar"},), _flag(lunar=True)),
    (({"solar"},), _flag(solar=True)),
    (({"leap"},), _flag(lunar=True, leap=True)),
    (({"full-age"},), _flag(counting="full")),
    (({"counting-age"},), _flag(counting="counting")),
    (({"during"},), _flag(during=True)),
    (({"about"},), _flag(about=True)),
    (({"unsure"},), _flag(unsure=True)),
    ((_SPAN | _MONTH,), lambda token: {"around": token.value}),
    (
        (_BACK_AND_ON - {"ago"} | {"right-after", "right-before", "since", "until"} | _LIMITS,),
        lambda token: {"relation": token.kind},
    ),
)
