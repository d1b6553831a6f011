"""Cutting what was typed about a date into words that mean something, in every language at once.

The words are data: ``resources/dates/words.json`` gives for each meaning, such as ``season 21``, how each
language says it. Hangul is cut without regard to spaces, which people set as they like; elsewhere a word ends
where letters end. Anything unknown makes the whole unknown.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from interview_kit.data import shipped
from interview_kit.values.landmarks import Landmark, common_landmarks

#: Languages whose words are known; that is also the order in which they are asked.
LANGUAGES: Final = ("ko", "en", "es")


@dataclass(frozen=True, slots=True)
class Token:
    """A meaning: its kind, what it is of that kind, and how it was written."""

    kind: str
    value: str = ""
    text: str = ""


#: Meanings by how they are spelled, and by language.
Lexicon = Mapping[str, Mapping[str, Token]]

_HANGUL_SPACE: Final = re.compile(r"(?<=[가-힣])\s+|\s+(?=[가-힣])")
_QUOTES: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "`": "'", "–": "-", "—": "-", "∼": "~", "～": "~"}
)
_NAME_HYPHEN: Final = re.compile(r"(?<=[a-z])(?<!\ds)-(?=[a-z0-9])")
#: 30-nov-2009 and 2009-spring, where no sign means "to".
_DATE_HYPHENS: Final = re.compile(r"(?<=\d)-(?=[a-z]+-\d)|(?<=\d{4})-(?=[a-z가-힣])")
_SPACES: Final = re.compile(r"\s+")
_SINO: Final = "영공일이삼사오육륙칠팔구십백천"
_DATE: Final = re.compile(r"(\d{1,4})(?P<between>[./-])\s?(\d{1,2})(?P=between)\s?(\d{1,4})(?!\d)\.?")
_EIGHT_DIGITS: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_YEAR_MONTH: Final = re.compile(
    r"(\d{4})[./-]\s?(0?[1-9]|1[0-2])(?:\.$|(?![\d./-]))|(?<![\d./-])(\d{1,2})[./](\d{4})(?!\d)"
)
_NUMBER: Final = re.compile(r"'?(\d+)(?:st|nd|rd|th|er|ro|o|a|°)?(?![a-rt-z])")
#: A month and a day behind the year: 2009년 11.30.
_MONTH_DAY: Final = re.compile(r"(?<=년)(\d{1,2})[./](\d{1,2})(?![\d월.])\.?")
#: A lunar day is no feast of the solar calendar: 음력 8.15.
_LUNAR_DAY: Final = re.compile(r"(?:(?<=음력)|(?<=음))(\d{1,2})[./](\d{1,2})(?![\d월.])\.?")
_LUNAR: Final = re.compile(r"\(음\)|음(?=\d)")
#: What time of day it was tells nothing of the day.
_TIME_OF_DAY: Final = re.compile(
    r"\d{1,2}시(?:반|\d{1,2}분)?(?:경|쯤|무렵)?에?"
    r"|(?:(?:at|around|about) )?\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?![a-z])"
    r"|a (?:eso de )?las? \d{1,2}(?::\d\d)?(?: horas)?(?![\da-z])"
)
#: Two digits that can be no day, with what makes them a year: "en el 98".
_YEAR_OF_TWO: Final = re.compile(
    r"(?:en el|el|in) '?((?:3[2-9]|[4-9]\d)(?![\da-z])(?! (?:day|year|month|week|dia|ano|mes|seman)))"
)
#: The middle of a season in one word: 한여름, but not the end of a verb; "midsummer".
_MID_SEASON: Final = re.compile("(?:(?<![가-힣])|(?<=[년해]))한(?=여름|겨울)|mid(?=summer|winter)")
_SINO_NUMBER: Final = re.compile(rf"([{_SINO}]+)(?=년|[월일](?!요일)|세|개월|주|분기)")
_YEAR_MONTHS: Final = re.compile(r"(\d{4})\.\s?(\d{1,2})\s?[~-]\s?(\d{1,2})(?![\d.월])")
#: Two numbers in a row, which people count time by: 이삼년 is two or three years, not twenty-three.
_PAIRS: Final = {
    **{"일이": "1 2", "이삼": "2 3", "삼사": "3 4", "사오": "4 5", "오륙": "5 6"},
    **{"오육": "5 6", "육칠": "6 7", "칠팔": "7 8", "팔구": "8 9"},
}
_AWAY: Final = "(?:년|개월|달|주일?|일)(?:전|후|뒤)"
_PAIR_AWAY: Final = re.compile(rf"({'|'.join(_PAIRS)})(?={_AWAY})")
_PAIR_OF_MONTHS: Final = re.compile(rf"({'|'.join(_PAIRS)})(?=월)")
#: 한 before an amount of time or an age means about; elsewhere it is one, or the end of a verb.
_ABOUT: Final = re.compile(rf"한(?=(?:\d+|[{_SINO}]+){_AWAY}|\d+[살세]|[스열서마쉰예][가-힣]{{1,4}}살)")
#: What is written in so many ways that a pattern tells it, and what it means.
_FIXED: Final = (
    (_ABOUT, (Token("about"),)),
    (_TIME_OF_DAY, ()),
    (_LUNAR, (Token("lunar"),)),
    (_MID_SEASON, (Token("part", "mid"),)),
)
_IGNORED: Final = re.compile(r"[\s,.;:!()\[\]\"']")
_SIGNS: Final = {
    "~": Token("to"),
    "-": Token("to"),
    "/": Token("or"),
    "?": Token("unsure"),
}
_PLACES: Final = {"십": 10, "백": 100, "천": 1000}


def normal(text: str) -> str:
    """Return how a word is looked up: small letters without accents, no spaces beside Hangul."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_QUOTES)
    bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    composed = _NAME_HYPHEN.sub(" ", _DATE_HYPHENS.sub(" ", unicodedata.normalize("NFC", bare)))
    return _HANGUL_SPACE.sub("", _SPACES.sub(" ", composed.replace("·", ".")).strip())


def tokens(text: str, language: str, landmarks: tuple[Landmark, ...], order: str) -> tuple[Token, ...] | None:
    """Return the meanings in ``text``, a :func:`normal` one, or None where a word is not known.

    ``language`` decides what a word of several languages means, ``order`` ("ymd", "dmy" or "mdy") which of
    three numbers is which.
    """
    words, longest = _lexicon(landmarks)
    ranked = (language, "", *LANGUAGES)
    found: list[Token] = []
    at = 0
    while at < len(text):
        taken = (
            _written_out(text, at, order)
            or _word(text, at, words, longest, ranked)
            or _plain_number(text, at)
        )
        if taken is None:
            ignored = _IGNORED.match(text, at)
            if ignored is None:
                return None
            taken = [], ignored.end()
        meant, at = taken
        found += meant
    return tuple(found)


def numeric(text: str) -> bool:
    """Whether ``text`` holds three numbers whose order may be in doubt."""
    return _DATE.search(text) is not None


def _word(
    text: str, at: int, words: Lexicon, longest: int, ranked: tuple[str, ...]
) -> tuple[list[Token], int] | None:
    for end in range(min(len(text), at + longest), at, -1):
        by_language = words.get(text[at:end])
        if by_language and not _inside_a_word(text, end):
            return [next(by_language[name] for name in ranked if name in by_language)], end
    sign = _SIGNS.get(text[at])
    return ([sign], at + 1) if sign else None


def _inside_a_word(text: str, end: int) -> bool:
    """Whether letters that are not Hangul, which is written together, go on here."""
    before, after = text[end - 1], text[end : end + 1]
    alike = before.isalpha() == after.isalpha()
    return alike and before.isascii() and before.isalnum() and after.isascii() and after.isalnum()


def _written_out(text: str, at: int, order: str) -> tuple[list[Token], int] | None:
    """Read a date in numbers, or a number in Sino-Korean words, which look like other words."""
    for pattern, meant in _FIXED:
        if match := pattern.match(text, at):
            return list(meant), match.end()
    if match := _YEAR_OF_TWO.match(text, at):
        return [_number(match[1]), Token("unit", "year")], match.end()
    if match := _PAIR_AWAY.match(text, at):
        return [Token("couple", _PAIRS[match[1]], match[1])], match.end()
    if match := _PAIR_OF_MONTHS.match(text, at):
        first, last = _PAIRS[match[1]].split(" ")
        return [_number(first), Token("or"), _number(last)], match.end()
    if match := _LUNAR_DAY.match(text, at):
        return _month_and_day(match[1], match[2]), match.end()
    if match := _EIGHT_DIGITS.match(text, at) or _DATE.match(text, at):
        digits = tuple(part for part in match.groups() if part.isdigit())
        if len(digits[0]) > 2:
            order = "ymd"
        parts = dict(zip(order, digits, strict=True))
        return [
            _number(parts["y"]),
            Token("unit", "year"),
            *_month_and_day(parts["m"], parts["d"]),
        ], match.end()
    if match := _YEAR_MONTHS.match(text, at):
        months = [Token("month", str(int(month))) for month in (match[2], match[3])]
        return [_number(match[1]), Token("unit", "year"), months[0], Token("to"), months[1]], match.end()
    if match := _YEAR_MONTH.match(text, at):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return [_number(year), Token("unit", "year"), Token("month", str(int(month)))], match.end()
    if match := _SINO_NUMBER.match(text, at):
        return [_number(_sino(match[1]))], match.end()
    return None


def _plain_number(text: str, at: int) -> tuple[list[Token], int] | None:
    """Read digits; names such as 8.15 have been looked for before."""
    if match := _MONTH_DAY.match(text, at):
        return _month_and_day(match[1], match[2]), match.end()
    if match := _NUMBER.match(text, at):
        if match[0].startswith("'"):
            decade = text[match.end() : match.end() + 1] == "s"
            return [_number(match[1]), *([] if decade else [Token("unit", "year")])], match.end()
        return [_number(match[1])], match.end()
    return None


def _month_and_day(month: str, day: str) -> list[Token]:
    return [Token("month", str(int(month))), _number(day), Token("unit", "date")]


def _number(digits: str) -> Token:
    return Token("number", str(int(digits)), digits)


def _sino(written: str) -> str:
    """Return a number in Sino-Korean words, by places (구십팔) or digit by digit (구팔)."""
    if not set(written) & set(_PLACES):
        return "".join(str("영일이삼사오육칠팔구".index(_digit(letter))) for letter in written)
    total = digit = 0
    for letter in written:
        if letter in _PLACES:
            total, digit = total + (digit or 1) * _PLACES[letter], 0
        else:
            digit = "영일이삼사오육칠팔구".index(_digit(letter))
    return str(total + digit)


def _digit(letter: str) -> str:
    return {"공": "영", "륙": "육"}.get(letter, letter)


@functools.lru_cache(maxsize=64)
def _lexicon(landmarks: tuple[Landmark, ...]) -> tuple[Lexicon, int]:
    """Return every word there is, a person's own landmarks first, and the length of the longest."""
    words = {spelled: dict(meanings) for spelled, meanings in _common_words().items()}
    for landmark in landmarks:
        for language, name in landmark.spellings():
            words[normal(name)] = {language: _token(landmark)}
    return words, max(map(len, words))


@functools.cache
def _common_words() -> Lexicon:
    words: dict[str, dict[str, Token]] = {}
    for meaning, by_language in json.loads(
        shipped("resources", "dates", "words.json").read_text("utf-8")
    ).items():
        kind, _, value = meaning.partition(" ")
        for language, spellings in by_language.items():
            for spelled in spellings:
                words.setdefault(normal(spelled), {})[language] = Token(kind, value, normal(spelled))
    for landmark in common_landmarks():
        for language, name in landmark.spellings():
            known = words.setdefault(normal(name), {}).get(language)
            token = _token(landmark)
            both = f"{known.value} " if known and known.kind == token.kind else ""
            words[normal(name)][language] = Token(token.kind, both + token.value)
    return words


def _token(landmark: Landmark) -> Token:
    return Token("feast" if landmark.comes_round else "landmark", landmark.code)
