"""A fingerprint read over a bad line: words are harder to mishear than digits, in any language."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from interview_kit.crypto.fingerprint import as_digits, as_words, fingerprint, matches
from interview_kit.data import shipped
from interview_kit.errors import InputError
from tests.changes import chance

PRINT = fingerprint("laptop", [b"one key", b"another key"])
#: What version 1 says of it. Two people may have two versions of the program.
SAID = {
    "en": "siege switch way floor gold squirrel vague happy learn husband teach staff",
    "ko": "중앙 침묵 형태 불빛 색연필 철저히 한라산 설문 실례 손해 콩나물 첫째",
    "es": "resina suave venus fijo globo saxofón tuerto guitarra licor huracán surgir secreto",
}
LISTS = {"en": "english", "ko": "korean", "es": "spanish"}
PRINTS = st.binary(min_size=32, max_size=32)


def refusal(typed: str) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(InputError) as caught:
        matches(PRINT, typed)
    return caught.value.code, caught.value.parameters


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
def test_it_is_read_aloud_in_twelve_words_that_stay_the_same_forever(language: str) -> None:
    assert as_words(PRINT, language) == SAID[language]
    assert unicodedata.is_normalized("NFC", SAID[language])
    assert matches(PRINT, SAID[language])


@given(PRINTS)
def test_the_words_are_the_last_33_hex_digits_eleven_bits_each(digest: bytes) -> None:
    bits = f"{int(digest.hex()[-33:], 16):0132b}"
    for language, name in LISTS.items():
        lines = (files("mnemonic") / "wordlist" / f"{name}.txt").read_text("utf-8").split("\n")
        said = [lines[int(bits[start : start + 11], 2)] for start in range(0, 132, 11)]
        assert as_words(digest, language) == unicodedata.normalize("NFC", " ".join(said))


@pytest.mark.parametrize("language", LISTS, ids="T-{}".format)
def test_another_program_for_the_lists_says_the_same_words(language: str) -> None:
    """BIP 39 appends four bits of a checksum to sixteen bytes; a fingerprint may end in these 132 bits."""
    entropy = chance(39).randbytes(16)
    number = int.from_bytes(entropy, "big") << 4 | hashlib.sha256(entropy).digest()[0] >> 4
    theirs = Mnemonic(LISTS[language]).to_mnemonic(entropy)
    assert as_words(number.to_bytes(32, "big"), language) == unicodedata.normalize("NFC", theirs)


def test_the_lists_are_those_of_the_format() -> None:
    """A list that changes would show the two sides of one fingerprint different words."""
    format_ = shipped("schemas", "format.md").read_text("utf-8")
    named = dict(re.findall(r"^  \| (\w+) \| `([0-9a-f]{64})` \|$", format_, re.MULTILINE))
    found = {
        name.capitalize(): hashlib.sha256((files("mnemonic") / "wordlist" / f"{name}.txt").read_bytes())
        for name in LISTS.values()
    }
    assert named == {language: digest.hexdigest() for language, digest in found.items()}


@given(PRINTS, st.sampled_from(list(LISTS)))
def test_what_is_read_aloud_matches_and_nothing_else(digest: bytes, language: str) -> None:
    assert matches(digest, as_words(digest, language))
    other = bytes([digest[0] ^ 1]) + digest[1:-1] + bytes([digest[-1] ^ 1])
    assert not matches(other, as_words(digest, language))


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("between", [" ", "  \t", "\n", "\u3000", "\u00a0", "-", " – ", "\u200b"])
def test_it_matches_however_it_is_typed(language: str, form: str, between: str) -> None:
    typed = between.join(unicodedata.normalize(form, SAID[language]).split())
    assert matches(PRINT, typed)
    assert matches(PRINT, f"\u200e {typed.upper()}\n")


def test_full_width_letters_and_missing_accents_are_forgiven() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isalpha() else "\u3000" for one in SAID["en"])
    assert matches(PRINT, wide)
    assert matches(PRINT, SAID["es"].replace("ó", "o").replace("á", "a"))


def test_four_letters_of_an_english_word_are_enough() -> None:
    assert matches(PRINT, " ".join(word[:4] for word in SAID["en"].split()))
    assert matches(PRINT, " ".join(word[:5] for word in SAID["en"].split()))
    every = (files("mnemonic") / "wordlist" / "english.txt").read_text("utf-8").split()
    assert len({word[:4] for word in every}) == len(every)


def test_fewer_than_four_letters_or_a_cut_word_of_another_language_are_not() -> None:
    assert refusal("sie " + SAID["en"].partition(" ")[2]) == ("crypto.words-unknown", {"places": "1"})
    assert refusal("resi " + SAID["es"].partition(" ")[2]) == ("crypto.words-unknown", {"places": "1"})


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
def test_two_words_that_changed_places_and_a_wrong_word_do_not_match(language: str) -> None:
    words = SAID[language].split()
    for place in range(11):
        swapped = [*words[:place], words[place + 1], words[place], *words[place + 2 :]]
        assert not matches(PRINT, " ".join(swapped))
        assert not matches(PRINT, " ".join([*words[:place], words[11], *words[place + 1 :]]))


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
def test_a_word_that_is_in_no_list_is_named_by_its_place(language: str) -> None:
    words = SAID[language].split()
    words[2] = words[9] = "tabulka"
    assert refusal(" ".join(words)) == ("crypto.words-unknown", {"places": "3, 10"})


def test_words_of_two_languages_are_not_mixed() -> None:
    mixed = SAID["en"].split()[:11] + SAID["ko"].split()[11:]
    assert refusal(" ".join(mixed)) == ("crypto.words-unknown", {"places": "12"})


@pytest.mark.parametrize("count", [1, 11, 13])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    words = (SAID["ko"].split() * 2)[:count]
    assert refusal(" ".join(words)) == ("crypto.words-incomplete", {"count": count, "wanted": 12})


def test_digits_among_words_are_asked_for_again() -> None:
    assert refusal(SAID["en"] + " 7")[0] == "crypto.fingerprint-incomplete"
    assert matches(PRINT, as_digits(PRINT))
