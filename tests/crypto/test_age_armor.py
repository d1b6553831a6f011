"""The text form of an age file has one spelling, but for white space around it and line ends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto.age import armor
from interview_kit.errors import RefusedError

DATA = bytes(range(100))
TEXT = armor.encode(DATA)


@given(st.binary(max_size=200))
def test_a_file_comes_back_from_its_text(data: bytes) -> None:
    assert armor.decode(armor.encode(data)) == data


def test_white_space_around_and_windows_line_ends_are_forgiven() -> None:
    assert armor.decode(b"\r\n " + TEXT.replace(b"\n", b"\r\n") + b"\t\n\n") == DATA


def test_any_other_difference_is_refused() -> None:
    for place in range(len(TEXT) - 1):
        for letter in b"\x00 A=\n-":
            changed = TEXT[:place] + bytes([letter]) + TEXT[place + 1 :]
            assert changed == TEXT or refused(changed) or armor.decode(changed) != DATA


def refused(text: bytes) -> bool:
    try:
        armor.decode(text)
    except RefusedError as refusal:
        return refusal.code == "crypto.age-armor"
    return False


@given(st.binary(max_size=200))
def test_noise_is_refused_in_our_words(noise: bytes) -> None:
    assert refused(noise)
    assert refused(TEXT + noise + b"-")
