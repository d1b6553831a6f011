"""What a place may be called: every spelling by which search knows it, folded for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from interview_kit.values.hangul import is_hangul, jamo, southern
from interview_kit.values.places import Unit, kinds
from interview_kit.values.romanisation import parted, plain, romanise, unit_in_latin

#: How close a spelling is to the name: the name itself, another one, a former one.
NAME, OTHER, FORMER = 0, 1, 2

#: Kinds of unit behind a name in Latin letters: after a space or hyphen, and those told without.
_LATIN_KIND: Final = re.compile(
    r"[\s-]+(si|gun|kun|guyok|kuyok|guyeok|kuyeok|gu|ku|do|to|ri|ni|li|up|eup|dong|tong|rodongjagu|nodongjagu|"
    r"county|city|district|ward|province|prefecture|town|village|shi|xian|sheng)$"
)
_LATIN_TAIL: Final = re.compile(r"(si|gun|kun|guyok|kuyok|guyeok|namdo|bukto|do|county|city|province)$")
#: Words for kinds of unit that say nothing about which one is meant.
KINDS: Final = frozenset(
    re.split(
        " ", "시 군 구역 구 도 성 county city district ward province prefecture town village si gun kun do"
    )
)
#: Letters that the romanisations of one sound disagree about, in the order in which they are made one.
_SOUNDS: Final = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("eui", "ui"), ("y?eo", lambda met: "yo" if met[0][0] == "y" else "o"), ("weo", "wo"), ("eu|oo", "u"),
        ("[ao]i|[ao]e|wae|we", "e"), ("ee", "i"), ("ch|tch|z|c(?=[^h]|$)", "j"), ("sh", "s"),
        ("([kgtdpb])h", r"\1"),
        ("g", "k"), ("d", "t"), ("b", "p"), ("l", "r"), (r"(.)\1+", r"\1"), ("nr", "r"), ("(nk|m)r", r"\1n"),
    )
)  # fmt: skip
_HANGUL_SOUNDS: Final = str.maketrans("ㄲㄸㅃㅆㅉㅐㅒㅖ", "ㄱㄷㅂㅅㅈㅔㅔㅔ")
_HANGUL_W: Final = re.compile("ㅗㅔ|ㅜㅔ")


#: Traditional characters, as Seoul, Taipei and old maps write them, and the simplified ones of the gazetteer.
_SIMPLER: Final = str.maketrans(
    "來倉倫價內兩參國圖奧寧寬峯島嶺廣慶憑撫時會東枱涼淵淸滿漢澗濟濰瀋灣烏煙營爾琿盤穩紅納綏緬義聯們"
    "臨臺興莊薩蘆蘇蘭貝貴賓連遼邊鄭錦鏡鐵長門開陝雙雞雲韓順頭馬鮮鳳麗黃齊龍",
    "来仓伦价内两参国图奥宁宽峰岛岭广庆凭抚时会东台凉渊清满汉涧济潍沈湾乌烟营尔珲盘稳红纳绥缅义联们"
    "临台兴庄萨芦苏兰贝贵宾连辽边郑锦镜铁长门开陕双鸡云韩顺头马鲜凤丽黄齐龙",
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a unit; ``key`` is what is compared, ``text`` what can be shown."""

    key: str
    text: str
    closeness: int


def fold(text: str) -> str:
    """Return what is compared: Hangul as the keys that type it, other letters small, nothing between them."""
    composed = unicodedata.normalize("NFC", text)
    if is_hangul(composed):
        return jamo("".join(one for one in composed.casefold() if one.isalnum()))
    return plain(composed.translate(_SIMPLER))


def sound(key: str) -> str:
    """Return a folded spelling so coarsely that what sounds alike is alike.

    All romanisations of a name agree then; so do 회령 and 훼령, 혜산 and 해산, and what lacks a shift key.
    """
    if is_hangul(key):
        return _HANGUL_W.sub("ㅗㅣ", key.translate(_HANGUL_SOUNDS))
    for written, heard in _SOUNDS:
        key = written.sub(heard, key)
    return key


def without_kind(text: str) -> Iterator[tuple[str, int]]:
    """Yield ``text`` without the word for the kind of unit behind it, and how doubtful that is, 1 to 2."""
    if is_hangul(text):
        stem = parted(text)[0]
        if stem != text and len(stem) > 1:
            yield stem, 1
        return
    bare = _LATIN_KIND.sub("", text.casefold())
    if bare != text.casefold():
        yield bare, 1
        return
    tail = _LATIN_TAIL.sub("", text.casefold())
    if tail != text.casefold() and len(tail) > 3:
        yield tail, 2


def without_kind_of_site(text: str) -> Iterator[tuple[str, str]]:
    """Yield each kind of site that ``text`` begins or ends with, and the rest of it: 회령 of 회령수용소."""
    words = text.casefold().strip()
    for kind, told in kinds().items():
        for word in told:
            for rest in (words.removesuffix(word), words.removeprefix(word)):
                bare = rest.strip(" ,-–.")
                if bare and rest != words:
                    yield kind, bare


def spellings(unit: Unit) -> Iterator[Spelling]:
    """Yield every spelling of a unit once, English first, as a slip of the keys is judged by the first."""
    seen: set[str] = set()
    for one in _all_spellings(unit):
        if one.key and one.key not in seen:
            seen.add(one.key)
            yield one


def _all_spellings(unit: Unit) -> Iterator[Spelling]:
    korean = unit.id[:2] in {"KP", "KR"} and unit.level not in {"country", "site"}
    yield from _written(unit, unit.names["en"], NAME)
    for language, name in unit.names.items():
        yield from _written(unit, name, NAME if language in {"ko", "ko-KR", "ko-KP", "en"} else OTHER)
        if korean and language in {"ko", "ko-KR"}:
            yield from _in_latin(unit, name, NAME)
    for name in (*unit.also, *unit.exceptions.values()):
        yield from _written(unit, name, OTHER)
        if korean and is_hangul(name):
            yield from _in_latin(unit, name, OTHER)
    for former in unit.former:
        yield from _written(unit, former.ko, FORMER)
        if korean:
            yield from _in_latin(unit, former.ko, FORMER)


def _written(unit: Unit, name: str, closeness: int) -> Iterator[Spelling]:
    for text in dict.fromkeys((name, southern(name))) if is_hangul(name) else (name,):
        yield Spelling(fold(text), text, closeness)
        stem, kind = parted(text)
        if kind and _stands_alone(unit, stem, kind):
            yield Spelling(fold(stem), text, closeness)


def _stands_alone(unit: Unit, stem: str, kind: str) -> bool:
    """Whether a name is also said without its kind: 회령 for 회령시; but 안도 is no 안 of the kind 도."""
    if unit.id[:2] in {"KP", "KR"}:
        return len(stem) > 1 or unit.level == "ward"
    return len(stem) > 1 and kind in {"성", "시", "현", "자치구", "자치주"}


def _in_latin(unit: Unit, name: str, closeness: int) -> Iterator[Spelling]:
    stem = parted(name)[0]
    systems = ("revised", "mccune", "national", *(("letters",) if unit.level == "province" else ()))
    for system in systems:
        text = unit_in_latin(name, system)
        yield Spelling(plain(text), text, closeness)
        if stem != name and unit.level == "province":
            yield Spelling(plain(romanise(stem, system)), text, closeness)
