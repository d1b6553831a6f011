"""Two people compare keys by voice, on paper, on any keyboard."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto.fingerprint import as_digits, fingerprint, matches
from interview_kit.errors import InputError

PRINT = fingerprint("laptop", [b"one key", b"another key"])
DIGITS = as_digits(PRINT)


def test_the_encoding_is_what_its_description_says() -> None:
    encoded = b"\0\0\0\0\0\0\0\2ab\0\0\0\0\0\0\0\1c\0\0\0\0\0\0\0\0"
    assert fingerprint("ab", [b"c", b""]) == hashlib.sha256(encoded).digest()


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_different_parts_have_different_fingerprints(one: list[bytes], other: list[bytes]) -> None:
    assert (one == other) == (fingerprint("kind", one) == fingerprint("kind", other))


def test_kinds_are_told_apart() -> None:
    assert fingerprint("office", [b"key"]) != fingerprint("custodian", [b"key"])
    assert fingerprint("a", [b"b"]) != fingerprint("", [b"a", b"b"])


def test_it_is_read_aloud_in_eight_groups_of_five() -> None:
    assert [len(group) for group in DIGITS.split(" ")] == [5] * 8
    assert as_digits(bytes(32)) == " ".join(["00000"] * 8)
    assert as_digits((10**40 + 7).to_bytes(32, "big")).endswith("00000 00007")


@pytest.mark.parametrize(
    "digits", ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"]
)
@pytest.mark.parametrize("separator", ["", " ", "-", "\u3000", "–", "\u00a0", "\n", "\u200b", "－"])
def test_it_matches_however_it_is_typed(digits: str, separator: str) -> None:
    typed = DIGITS.translate(str.maketrans("0123456789", digits)).replace(" ", separator)
    assert matches(PRINT, typed)


@given(st.integers(0, 39), st.sampled_from("123456789"))
def test_one_wrong_digit_is_noticed(place: int, shift: str) -> None:
    digits = DIGITS.replace(" ", "")
    wrong = str((int(digits[place]) + int(shift)) % 10)
    assert not matches(PRINT, digits[:place] + wrong + digits[place + 1 :])


@pytest.mark.parametrize(
    "typed", ["", " - ", DIGITS[:-1], DIGITS + "0", DIGITS[:-1] + "O", "x" + DIGITS, DIGITS[:-1] + "²"]
)
def test_what_is_not_forty_digits_is_asked_for_again(typed: str) -> None:
    with pytest.raises(InputError, match=r"crypto\.fingerprint-incomplete"):
        matches(PRINT, typed)
