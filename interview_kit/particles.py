"""Korean particles after a word that is only known when a text is shown.

A translation writes both forms, as ``{name}을(를)``; which one is right depends on whether the word before
ends in a consonant. Hangul and digits tell; after anything else both stay, as is usual in print.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

#: What is written in a translation: the form after a consonant, after a vowel, and after ㄹ.
_FORMS: Final = {
    "을(를)": ("을", "를", "을"),
    "은(는)": ("은", "는", "은"),
    "이(가)": ("이", "가", "이"),
    "와(과)": ("과", "와", "과"),
    "과(와)": ("과", "와", "과"),
    "(으)로": ("으로", "로", "로"),
    "(이)라": ("이라", "라", "이라"),
}
_PLACE: Final = re.compile(r"\{(\w+)\}([”’)]?)(" + "|".join(map(re.escape, _FORMS)) + ")")
_CONSONANT, _VOWEL, _RIEUL = range(3)
#: How the names of the digits end: 영 일 이 삼 사 오 육 칠 팔 구. Ten, a hundred and so on end as 영 does.
_DIGITS: Final = (
    _CONSONANT, _RIEUL, _VOWEL, _CONSONANT, _VOWEL, _VOWEL, _CONSONANT, _RIEUL, _RIEUL, _VOWEL,
)  # fmt: skip
_FIRST_SYLLABLE: Final = 0xAC00
_FINALS: Final = 28
_FINAL_RIEUL: Final = 8


def fitted(text: str, parameters: Mapping[str, object]) -> str:
    """Return a translation in which particles fit the parameters before them, still to be filled in."""

    def fit(place: re.Match[str]) -> str:
        name, quote, written = place.groups()
        end = _end(str(parameters.get(name, "")))
        return place[0] if end is None else f"{{{name}}}{quote}{_FORMS[written][end]}"

    return _PLACE.sub(fit, text)


def _end(word: str) -> int | None:
    """Return how a word sounds at its end; None where its letters do not tell."""
    last = word[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - _FIRST_SYLLABLE) % _FINALS
        return {0: _VOWEL, _FINAL_RIEUL: _RIEUL}.get(final, _CONSONANT)
    return _DIGITS[int(last)] if last in "0123456789" and last else None
