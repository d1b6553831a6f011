"""Hangul taken apart: jamo as they are typed, initials, the two keyboards, North and South spelling."""

from __future__ import annotations

import re
from typing import Final

#: The nineteen initial consonants, the vowels and the final consonants, in the order Unicode composes them.
INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_FIRST: Final = 0xAC00
_COUNT: Final = 11172
#: Jamo that take two keys on the Korean keyboard.
_TWO_KEYS: Final = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
#: What each key of an English keyboard types on the Korean one (two-set layout).
_KEYS: Final = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_LETTERS: Final = {jamo: key for key, jamo in reversed(_KEYS.items())}
_TYPED: Final = str.maketrans(_TWO_KEYS)
#: Vowels before which an initial ㄹ or ㄴ falls silent in the South.
_SOFT: Final = frozenset("ㅣㅑㅕㅛㅠㅖㅒ")


def syllable(character: str) -> tuple[str, str, str] | None:
    """Return initial, vowel and final ("" if none) of a composed syllable, or None for anything else."""
    number = ord(character) - _FIRST
    if not 0 <= number < _COUNT:
        return None
    return INITIALS[number // 588], VOWELS[number % 588 // 28], FINALS[number % 28]


def composed(initial: str, vowel: str, final: str = "") -> str:
    """Return the syllable of three jamo, the opposite of :func:`syllable`."""
    return chr(_FIRST + (INITIALS.index(initial) * 21 + VOWELS.index(vowel)) * 28 + FINALS.index(final))


def is_hangul(text: str) -> bool:
    """Whether any character is a syllable or a jamo."""
    return any("가" <= character <= "힣" or "ㄱ" <= character <= "ㅣ" for character in text)


def jamo(text: str) -> str:
    """Return the keys that type ``text``: 회ㅅ is ㅎㅗㅣㅅ. So what is half composed begins the whole."""
    return "".join("".join(syllable(one) or one) for one in text).translate(_TYPED)


def initials(text: str) -> str:
    """Return the first consonant of every syllable: 혜산시 is ㅎㅅㅅ."""
    return "".join(parts[0] for parts in map(syllable, text) if parts)


def only_consonants(text: str) -> bool:
    """Whether ``text`` consists of consonants that no vowel follows, as in ㅎㅅ."""
    return bool(text) and all("ㄱ" <= one <= "ㅎ" for one in text)


def typed_on_korean_keyboard(letters: str) -> str:
    """Return the jamo on the keys of ``letters``: gPtks is ㅎㅖㅅㅏㄴ. Empty where a key has none."""
    keys = [_KEYS.get(one) or _KEYS.get(one.lower(), "") for one in letters if not one.isspace()]
    return "".join(keys) if all(keys) else ""


def typed_on_english_keyboard(hangul: str) -> str:
    """Return the letters whose keys typed ``hangul``: ㅗㅐㄷ교ㅐㅜㅎ is "hoeryong"."""
    return "".join(_LETTERS.get(key, key) for key in jamo(hangul))


def southern(text: str) -> str:
    """Return how the South spells a name that the North spells ``text``: 량강도 is 양강도, 은률 is 은율.

    Initial ㄹ and ㄴ change or fall silent; 률 and 렬 do so after a vowel or ㄴ; a workers' district is
    a 노동자구.
    """
    words = [_southern_word(word) for word in re.split(r"(\s+)", text)]
    return "".join(words).replace("로동자구", "노동자구")


def _southern_word(word: str) -> str:
    first = syllable(word[:1] or " ")
    if first is not None:
        word = _without_first_sound(*first) + word[1:]
    for changed, plain in (("률", "율"), ("렬", "열")):
        place = word.find(changed, 1)
        if place > 0 and (before := syllable(word[place - 1])) and before[2] in {"", "ㄴ"}:
            word = word[:place] + plain + word[place + 1 :]
    return word


def _without_first_sound(initial: str, vowel: str, final: str) -> str:
    if initial in {"ㄹ", "ㄴ"} and vowel in _SOFT:
        initial = "ㅇ"
    elif initial == "ㄹ":
        initial = "ㄴ"
    return composed(initial, vowel, final)
