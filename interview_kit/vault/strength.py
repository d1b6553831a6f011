"""How hard a passphrase is to guess, judged here without a network, and why it is not harder.

The estimator is zxcvbn (D. Wheeler, USENIX Security 2016): it looks for words, names, dates, rows of keys and
repeats, and counts guesses. It knows no Korean, so a passphrase in Hangul is also judged as the keys it is
typed with, and words that Koreans take for passwords are told to it in both forms.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

#: zxcvbn takes time by the square of the length; what follows only makes a passphrase stronger.
_MOST_CHARACTERS: Final = 100
#: A guess costs a second here; with many fast machines an adversary may try this many in a second.
_GUESSES_PER_SECOND: Final = 10_000
#: Decades of guesses from which a passphrase is fair (no longer within a day) and strong.
_FAIR: Final = 9
STRONG: Final = 12

#: The Korean two-set keyboard: a letter, and the keys it is typed with.
_KEYBOARD: Final = (
    "ㄱr ㄲR ㄳrt ㄴs ㄵsw ㄶsg ㄷe ㄸE ㄹf ㄺfr ㄻfa ㄼfq ㄽft ㄾfx ㄿfv ㅀfg ㅁa ㅂq ㅃQ ㅄqt"
    " ㅅt ㅆT ㅇd ㅈw ㅉW ㅊc ㅋz ㅌx ㅍv ㅎg"
    " ㅏk ㅐo ㅑi ㅒO ㅓj ㅔp ㅕu ㅖP ㅗh ㅘhk ㅙho ㅚhl ㅛy ㅜn ㅝnj ㅞnp ㅟnl ㅠb ㅡm ㅢml ㅣl"
)
_KEYS: Final = {pair[0]: pair[1:] for pair in _KEYBOARD.split()}
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
#: What Koreans reach for first, and what this program puts into their minds.
_COMMON_KOREAN: Final = (
    "비밀번호 암호 문구 암호문구 패스워드 사랑해 사랑합니다 안녕하세요 안녕 감사합니다"
    " 대한민국 우리나라 한국 조선 북한 남한 통일 평양 서울 자유 평화 행복 가족 엄마 아빠"
    " 어머니 아버지 하나님 예수님 주님 할렐루야 아멘 천사 최고 만세 화이팅 컴퓨터 인터뷰"
    " 면담 증언 증언자 사무실 노트북 작업공간 작업 공간 봉인 인권 고향 조국"
)
_COMMON_HERE: Final = (
    "interview",
    "kit",
    "interviewkit",
    "testimony",
    "witness",
    "northkorea",
    "dprk",
    "seoul",
)


@dataclass(frozen=True, slots=True)
class Strength:
    """What was found. Carries nothing of the passphrase."""

    #: Decimal logarithm of the guesses an adversary needs who knows how people choose.
    decades: float
    #: Codes of what makes it weak, the weakest first; see the messages ``vault.weak-…``.
    reasons: tuple[str, ...]

    @property
    def level(self) -> str:
        """``weak``, ``fair`` or ``strong``."""
        if self.decades >= STRONG:
            return "strong"
        return "fair" if self.decades >= _FAIR else "weak"

    @property
    def lasts(self) -> tuple[str, int]:
        """How long it lasts against many fast machines: a unit (``minutes`` … ``years``) and how many."""
        seconds = 10**self.decades / 2 / _GUESSES_PER_SECOND
        for unit, size in (("years", 31_557_600), ("days", 86_400), ("hours", 3_600)):
            if seconds >= 2 * size:
                return unit, min(round(seconds / size), 1_000_000)
        return "minutes", max(1, round(seconds / 60))


def judge(passphrase: str, about: Sequence[str] = ()) -> Strength:
    """Judge a passphrase; ``about`` holds what is easily known, such as the name typed above it.

    Takes some milliseconds, the first time a tenth of a second to read word lists.
    """
    typed = unicodedata.normalize("NFC", passphrase)[:_MOST_CHARACTERS]
    if not typed:
        return Strength(0.0, ("short",))
    known = [*about, *_COMMON_HERE, *_COMMON_KOREAN.split()]
    known += [as_typed(word) for word in known]
    found = min(
        (_estimate(form, known) for form in dict.fromkeys((typed, as_typed(typed)))),
        key=lambda result: float(result["guesses_log10"]),
    )
    return Strength(float(found["guesses_log10"]), tuple(dict.fromkeys(_reasons(found))))


def as_typed(text: str) -> str:
    """Return the keys of a Korean two-set keyboard that a text is typed with."""
    return "".join("".join(_KEYS.get(letter, letter) for letter in _letters(one)) for one in text)


def _estimate(text: str, known: list[str]) -> Mapping[str, Any]:
    from zxcvbn import zxcvbn  # its word lists are read at import, and only where a passphrase is chosen

    return zxcvbn(text, user_inputs=[word.lower() for word in known], max_length=1000)


def _reasons(result: Mapping[str, Any]) -> Iterator[str]:
    """Say what was found in it, so that a person knows what to change."""
    if float(result["guesses_log10"]) >= STRONG:
        return
    for match in sorted(result["sequence"], key=lambda one: -len(one["token"])):
        match match["pattern"], match.get("dictionary_name"):
            case "dictionary", "user_inputs":
                yield "known"
            case "dictionary", "passwords":
                yield "common"
            case "dictionary", _:
                yield "word"
            case "spatial", _:
                yield "keys"
            case ("repeat" | "sequence" | "date" | "regex") as pattern, _:
                yield {"regex": "date"}.get(pattern, pattern)
    yield "short"


def _letters(syllable: str) -> str:
    index = ord(syllable) - ord("가")
    if not 0 <= index < 11_172:
        return syllable
    initial, rest = divmod(index, 588)
    medial, final = divmod(rest, 28)
    return (_INITIALS[initial] + _MEDIALS[medial] + _FINALS[final]).rstrip()
