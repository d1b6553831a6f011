"""A recovery code is copied from paper by somebody tired: forgive how it is typed, notice what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto.recovery import GROUPS, RecoveryCode
from interview_kit.errors import InputError

CODES = st.integers(0, 10**40 - 1).map(lambda number: RecoveryCode(f"{number:040d}"))


@given(CODES)
def test_what_is_printed_reads_back(code: RecoveryCode) -> None:
    assert RecoveryCode.parse(str(code)) == code


def test_a_code_printed_by_the_first_version_reads_forever() -> None:
    printed = "074180 529636 074187 529630 074188 529638 074185 529639"
    assert RecoveryCode.parse(printed).digits == "0741852963" * 4
    assert str(RecoveryCode("0741852963" * 4)) == printed


@given(CODES, st.sampled_from([" ", "-", "", "\n", " – ", " · ", "\u200b", ". "]))
def test_it_does_not_matter_how_the_digits_are_parted(code: RecoveryCode, between: str) -> None:
    assert RecoveryCode.parse(between.join(code.groups)) == code


def test_full_width_digits_and_letters_that_look_like_digits_are_digits() -> None:
    code = RecoveryCode("0101" * 10)
    wide = str(code).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    assert RecoveryCode.parse(wide) == code
    assert RecoveryCode.parse(str(code).replace("0", "O").replace("1", "l")) == code


@given(CODES, st.integers(0, 47), st.integers(1, 9))
def test_every_wrong_digit_is_found_in_its_group(code: RecoveryCode, place: int, step: int) -> None:
    digits = list("".join(code.groups))
    digits[place] = str((int(digits[place]) + step) % 10)
    with pytest.raises(InputError, match="recovery-groups") as caught:
        RecoveryCode.parse("".join(digits))
    assert caught.value.parameters == {"groups": str(place // 6 + 1)}


@given(CODES, st.integers(0, 46))
def test_neighbours_that_changed_places_are_noticed(code: RecoveryCode, place: int) -> None:
    digits = list("".join(code.groups))
    if digits[place] == digits[place + 1] or place % 6 == 5:
        return  # the same code, or two groups with a mistake each, which the test above covers
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    with pytest.raises(InputError, match="recovery-groups"):
        RecoveryCode.parse("".join(digits))


@given(CODES, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_groups_that_changed_places_are_noticed(code: RecoveryCode, one: int, other: int) -> None:
    groups = list(code.groups)
    if one == other:
        return
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(InputError, match="recovery-groups"):
        RecoveryCode.parse(" ".join(groups))


@pytest.mark.parametrize("typed", ["", "123456", "1" * 47, "1" * 49])
def test_a_code_that_is_too_short_or_too_long_says_how_many_digits_are_missing(typed: str) -> None:
    with pytest.raises(InputError, match="recovery-length") as caught:
        RecoveryCode.parse(typed)
    assert caught.value.parameters == {"count": len(typed), "wanted": 48}


def test_a_letter_among_the_digits_is_named_by_its_group() -> None:
    code = RecoveryCode.generate()
    groups = list(code.groups)
    groups[4] = "가" + groups[4][1:]
    with pytest.raises(InputError) as caught:
        RecoveryCode.parse(" ".join(groups))
    assert caught.value.parameters == {"groups": "5"}


def test_no_two_codes_are_alike_and_salts_give_other_keys() -> None:
    one, other = RecoveryCode.generate(), RecoveryCode.generate()
    assert one != other
    assert one.key(b"a" * 16) != one.key(b"b" * 16) != other.key(b"b" * 16)
