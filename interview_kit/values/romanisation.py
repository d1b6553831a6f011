"""Hangul in Latin letters, by rule: three systems and one transliteration.

``revised`` is South Korea's system of 2000, ``mccune`` McCune-Reischauer of 1939, ``national`` North Korea's
of 1992 with its marks, ``letters`` the form, letter by letter, in which ISO 3166-2 gives North Korea's
provinces. Sound changes across syllables follow each system. What a rule cannot know is an exception in the
gazetteer.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from interview_kit.values.hangul import INITIALS, VOWELS, syllable

#: What a final consonant sounds like before a pause or a consonant.
_SOUNDS: Final = {
    final: sound
    for sound, written in (
        ("ㄱ", "ㄲㅋㄳㄺ"),
        ("ㄷ", "ㅅㅆㅈㅊㅌㅎ"),
        ("ㅂ", "ㅍㅄㄿ"),
        ("ㄹ", "ㄼㄽㄾㅀ"),
        ("ㅁ", "ㄻ"),
        ("ㄴ", "ㄵㄶ"),
    )
    for final in written
}
#: A final consonant of two, before a vowel: what stays, and what moves over.
_SPLIT: Final = {
    "ㄳ": ("ㄱ", "ㅅ"), "ㄵ": ("ㄴ", "ㅈ"), "ㄺ": ("ㄹ", "ㄱ"), "ㄻ": ("ㄹ", "ㅁ"), "ㄼ": ("ㄹ", "ㅂ"),
    "ㄽ": ("ㄹ", "ㅅ"), "ㄾ": ("ㄹ", "ㅌ"), "ㄿ": ("ㄹ", "ㅍ"), "ㅄ": ("ㅂ", "ㅅ"), "ㄶ": ("", "ㄴ"),
    "ㅀ": ("", "ㄹ"),
}  # fmt: skip
#: What moves over to a following 이 changes: 해돋이 sounds as 해도지.
_BEFORE_I: Final = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}
#: A final consonant with ㅎ, what stays of it, and what it makes of the initial that follows.
_BREATH: Final = {"ㅎ": "", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}
_BREATHED: Final = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
#: Final and initial consonant that change each other, in every system that writes sounds.
_MEETINGS: Final = {
    ("ㄱ", "ㄴ"): ("ㅇ", "ㄴ"), ("ㄱ", "ㅁ"): ("ㅇ", "ㅁ"),
    ("ㄷ", "ㄴ"): ("ㄴ", "ㄴ"), ("ㄷ", "ㅁ"): ("ㄴ", "ㅁ"),
    ("ㅂ", "ㄴ"): ("ㅁ", "ㄴ"), ("ㅂ", "ㅁ"): ("ㅁ", "ㅁ"),
    ("ㄹ", "ㄴ"): ("ㄹ", "ㄹ"),
}  # fmt: skip
#: The South says n for r after all but a vowel, n and l; the North keeps the r, after n too.
_SOUTHERN_MEETINGS: Final = _MEETINGS | {
    ("ㄱ", "ㄹ"): ("ㅇ", "ㄴ"), ("ㄷ", "ㄹ"): ("ㄴ", "ㄴ"), ("ㅂ", "ㄹ"): ("ㅁ", "ㄴ"),
    ("ㅁ", "ㄹ"): ("ㅁ", "ㄴ"), ("ㅇ", "ㄹ"): ("ㅇ", "ㄴ"), ("ㄴ", "ㄹ"): ("ㄹ", "ㄹ"),
}  # fmt: skip
_NORTHERN_MEETINGS: Final = _MEETINGS | {
    ("ㄱ", "ㄹ"): ("ㅇ", "ㄹ"), ("ㄷ", "ㄹ"): ("ㄴ", "ㄹ"), ("ㅂ", "ㄹ"): ("ㅁ", "ㄹ"),
}  # fmt: skip
_VOICED: Final = frozenset({"", "ㄴ", "ㅁ", "ㅇ", "ㄹ"})

_FINALS: Final = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_SOUNDING: Final = INITIALS.replace("ㅇ", "")
_EO: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_O: Final = "a ae ya yae ŏ e yŏ ye o wa wae oe yo u wŏ we wi yu ŭ ŭi i"


@dataclass(frozen=True)
class System:
    """How one system spells. ``voiced`` holds what changes inside a word after a voiced sound."""

    initials: str
    vowels: str
    voiced: dict[str, str] = field(default_factory=dict)
    meetings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    #: Whether a single final consonant moves over to a following vowel; the second of two always does.
    links: bool = True
    #: What of that does not change after l.
    hard_after_l: str = ""
    #: What is written between n and g, so that they are not read as ng.
    divider: str = ""

    def initial(self, consonant: str) -> str:
        """Return the spelling of an initial consonant at the beginning of a word."""
        return "" if consonant == "ㅇ" else self.initials.split()[_SOUNDING.index(consonant)]


REVISED: Final = System("g kk n d tt r m b pp s ss j jj ch k t p h", _EO, meetings=_SOUTHERN_MEETINGS)
MCCUNE: Final = System(
    "k kk n t tt r m p pp s ss ch tch ch' k' t' p' h",
    _O,
    voiced={"ㄱ": "g", "ㄷ": "d", "ㅂ": "b", "ㅈ": "j"},
    meetings=_SOUTHERN_MEETINGS,
    hard_after_l="ㄷㅈ",
    divider="'",
)
NATIONAL: Final = System(
    "k kk n t tt r m p pp s ss j jj ch kh th ph h",
    _O.replace("ŭi", "ui"),
    voiced={"ㄱ": "g", "ㄷ": "d", "ㅂ": "b"},
    meetings=_NORTHERN_MEETINGS,
    links=False,
)
LETTERS: Final = System("k kk n t tt r m p pp s ss j jj ch kh th ph h", _EO.replace("wo", "weo"), links=False)
SYSTEMS: Final = {"revised": REVISED, "mccune": MCCUNE, "national": NATIONAL, "letters": LETTERS}

#: What follows the name of a unit, longest first.
SUFFIXES: Final = (
    "특별자치시", "특별자치도", "조선족자치주", "조선족자치현", "특별시", "직할시", "특급시", "광역시",
    "로동자구", "노동자구", "자치주", "자치구", "지구", "구역",
    "시", "군", "구", "도", "읍", "리", "동", "성", "현", "주",
)  # fmt: skip


def romanise(hangul: str, system: str) -> str:
    """Return ``hangul`` in Latin letters, each word with a capital; ``system`` is a key of :data:`SYSTEMS`.

    Other characters stay as they are.
    """
    return "".join(_word(part, SYSTEMS[system]) for part in re.split(r"([^가-힣]+)", hangul))


def unit_in_latin(name: str, system: str) -> str:
    """Return a unit's name as lists give it: a province with a hyphen before its last part, others bare.

    함경남도 is Hamgyŏng-namdo, Hamgyeongnam-do or Hamkyeongnamto; 회령시 is Hoeryŏng.
    """
    stem, suffix = parted(name)
    if suffix != "도":
        return romanise(stem or name, system)
    whole = romanise(name, system)
    if system == "letters":
        return whole
    tail = name[-2:] if name[-2] in "남북" and system != "revised" else "도"
    last = romanise("아" + tail, system)[1:]
    return f"{whole[: -len(last)]}-{last}"


@lru_cache(maxsize=4096)
def parted(name: str) -> tuple[str, str]:
    """Return a name and the word for its kind that follows it: 회령, 시. The latter may be empty."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)].rstrip(), suffix
    return name, ""


def plain(text: str) -> str:
    """Return Latin letters in small ones, without marks, hyphens, apostrophes or spaces."""
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if one.isalnum())


def unmarked(text: str) -> str:
    """Return Latin letters without breves and apostrophes, as in English: P'yŏngsŏng is Pyongsong."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(one for one in parts if not unicodedata.combining(one) and one != "'")


def _word(text: str, system: System) -> str:
    parts = [syllable(one) for one in text]
    if not text or None in parts:
        return text
    sounds = [list(part) for part in parts if part]
    for here, following in pairwise(sounds):
        _meet(here, following, system)
    written, before = "", None
    for initial, vowel, final in sounds:
        written += _initial(initial, before, system) + system.vowels.split()[VOWELS.index(vowel)]
        before = _SOUNDS.get(final, final)
        written += _FINALS.get(before, "")
    return written[:1].upper() + written[1:]


def _meet(here: list[str], following: list[str], system: System) -> None:
    """Let the final consonant of one syllable and the initial of the next change each other."""
    final, initial = here[2], following[0]
    if initial == "ㅇ" and final not in {"", "ㅇ"} and (system.links or final in _SPLIT):
        here[2], moves = _SPLIT.get(final, ("", final))
        moves = _BEFORE_I.get(moves, moves) if following[1] == "ㅣ" else moves
        following[0] = "ㅇ" if moves == "ㅎ" else moves
        return
    if final in _BREATH and initial in _BREATHED:
        here[2], following[0] = _BREATH[final], _BREATHED[initial]
        return
    met = system.meetings.get((_SOUNDS.get(final, final), initial))
    if met:
        here[2], following[0] = met


def _initial(consonant: str, before: str | None, system: System) -> str:
    """Return an initial consonant after the final sound ``before``; None is the beginning of a word."""
    if before is None:
        return system.initial(consonant)
    if consonant == "ㄹ" and before == "ㄹ":
        return "l"
    hard = before == "ㄹ" and consonant in system.hard_after_l
    if before not in _VOICED or consonant not in system.voiced or hard:
        return system.initial(consonant)
    return (system.divider if before == "ㄴ" and consonant == "ㄱ" else "") + system.voiced[consonant]
