"""Two times told in one breath, each given what it leaves to the other: 3~4월, 1997-98, 2 or 3 years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from interview_kit.values.date_lexicon import Token

#: Two numbers with one unit, not after what makes the first a year or an age, in letters for kinds of tokens.
_TWO_NUMBERS: Final = re.compile("(?<![nx])nj?nu")
_YEARS_IN_A_ROW: Final = re.compile("nu?(?=n)")
#: Two amounts of one time: 2~3년 전, hace 2 o 3 años.
_TWO_AMOUNTS: Final = re.compile("nj?n(?=ud)|(?<=h)njn(?=u)")
#: Beyond it two numbers are rather years: 97-98년 전.
_MOST_AMOUNT: Final = 40
#: Two years one winter may join: 98년에서 99년.
_TWO_YEARS: Final = re.compile("nu?[jf]n")
_LETTERS: Final = {
    **{"number": "n", "to": "j", "or": "j", "from": "f", "unit": "u"},
    **{"juche": "x", "age": "x", "decade": "x"},
    **{"after": "d", "before": "d", "ago": "d", "ago-before": "h"},
}
_COUNTED: Final = re.compile("ud")
#: A number beyond is no day of a month.
_MOST_DAYS: Final = 31


def made_whole(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the meanings of a phrase with its pairs completed."""
    for work in (
        _with_about_aside,
        _with_lists,
        _with_couples,
        _with_ranges,
        _with_one_winter,
        _with_both_months,
        _with_whole_years,
    ):
        tokens = work(tokens)
    return tokens


def _with_about_aside(tokens: Sequence[Token]) -> Sequence[Token]:
    """Take the "about" out of an amount of time: 3년쯤 전, "hace unos tres años"."""
    whole = list(tokens)
    for at in range(1, len(whole) - 1):
        before, token, after = whole[at - 1 : at + 2]
        about = token.kind == "about" or (token.kind == "few" and after.kind == "number")
        before_amount = before.kind == "ago-before"
        behind_amount = before.kind == "unit" and after.kind in ("after", "before", "ago")
        if about and (before_amount or behind_amount):
            return [*whole[:at], *whole[at + 1 :], Token("about")]
    return tokens


def _with_lists(tokens: Sequence[Token]) -> Sequence[Token]:
    """Put the "or" of a list of years between all of them: 2012, 2013 or 2014."""
    joint = next((token for token in tokens if token.kind in ("or", "and")), None)
    if joint is None:
        return tokens
    whole = list(tokens)
    for found in reversed(list(_YEARS_IN_A_ROW.finditer(_letters(tokens)))):
        first, last = tokens[found.start()], tokens[found.end()]
        if len(first.text) == len(last.text) == 4:
            whole.insert(found.end(), joint)
    return whole


def _with_couples(tokens: Sequence[Token]) -> Sequence[Token]:
    """Take two amounts of one time together, as "two or three" is."""
    for found in _TWO_AMOUNTS.finditer(_letters(tokens)):
        first, last, unit = tokens[found.start()], tokens[found.end() - 1], tokens[found.end()]
        before = tokens[: found.start()]
        of_month = unit.value == "date" and any(
            token.kind == "month" or token.value == "number-month" for token in before
        )
        if (
            unit.value != "number-month"
            and not of_month
            and int(first.value) < int(last.value) <= _MOST_AMOUNT
        ):
            couple = Token("couple", f"{first.value} {last.value}")
            return [*before, couple, *tokens[found.end() :]]
    return tokens


def _with_ranges(tokens: Sequence[Token]) -> Sequence[Token]:
    """Put the "to" between two months or seasons in a row: "May-June", whose sign joins words elsewhere."""
    whole: list[Token] = []
    for token in tokens:
        if whole and token.kind == whole[-1].kind in ("month", "season") and token != whole[-1]:
            whole.append(Token("to"))
        whole.append(token)
    return whole


def _with_whole_years(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give the second year of "1997-98" its hundreds."""
    whole = list(tokens)
    for found in re.finditer("(?<![nx])njn(?!u)", _letters(tokens)):
        first, last = tokens[found.start()], tokens[found.end() - 1]
        if len(first.text) == 4 and len(last.text) == 2 and int(last.value) > int(first.value) % 100:
            year = first.text[:2] + last.text
            whole[found.end() - 1] = Token("number", year, year)
    return whole


def _with_one_winter(tokens: Sequence[Token]) -> Sequence[Token]:
    """Take the winter of 2009-2010, or 2009/10, or 98년에서 99년, for the one winter that it is."""
    if not any(token.kind == "season" and token.value == "24" for token in tokens):
        return tokens
    for found in _TWO_YEARS.finditer(_letters(tokens)):
        first, last = tokens[found.start()], tokens[found.end() - 1]
        with_unit = tokens[found.start() + 1].value == "year"
        joined_by_word = any(token.kind == "or" and token.text for token in tokens)
        follows = (int(first.value) + 1) % 100 == int(last.value) % 100 and len(last.text) in (2, 4)
        if follows and (with_unit or len(first.text) == 4) and not joined_by_word:
            return [*tokens[: found.start() + 1], *tokens[found.end() :]]
    return tokens


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(_LETTERS.get(token.kind, " ") for token in tokens)


def _with_both_months(tokens: Sequence[Token]) -> Sequence[Token]:
    """Give both numbers of "3,4월" and "3~4월" the word for months, and of "97-98년" that for years."""
    for found in _TWO_NUMBERS.finditer(_letters(tokens)):
        first, unit = tokens[found.start()], tokens[found.end() - 1]
        number = int(first.value)
        months = unit.value == "number-month" and not first.text.startswith("0") and 1 <= number <= 12
        years = unit.value == "year" and len(first.text) == 2 and number > _MOST_DAYS
        if months or (years and not _COUNTED.match(_letters(tokens), found.end() - 1)):
            joint = [] if found.end() - found.start() == 4 else [Token("or")]
            return [*tokens[: found.start() + 1], unit, *joint, *tokens[found.start() + 1 :]]
    return tokens
