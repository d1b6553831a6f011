"""How hard a passphrase is to guess, for people who type Korean and for people who do not."""

from __future__ import annotations

import pytest

from interview_kit.errors import InputError
from interview_kit.trust import own
from interview_kit.vault.header import Purpose
from interview_kit.vault.strength import as_typed, judge


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("aaaaaaaaaaaaaaaa", "repeat"),
        ("qwertyuiop1234", "common"),
        ("비밀번호비밀번호12", "repeat"),
        ("안녕하세요김철수입니다", "known"),
        ("dkssudgktpdy123", "known"),
        ("2011-03-04 hyesan", "date"),
        ("abcdefghijklmno", "sequence"),
        ("", "short"),
    ],
)
def test_what_can_be_guessed_is_called_weak_and_says_why(passphrase: str, reason: str) -> None:
    strength = judge(passphrase)
    assert strength.level != "strong"
    assert reason in strength.reasons


@pytest.mark.parametrize(
    "passphrase",
    [
        "quiet river at dawn",
        "네모난 사과는 화요일에 노래한다",
        "조용한 강가의 새벽 노을빛",
        "xK9#mQ2$vL7!pR4",
    ],
)
def test_several_unrelated_words_or_many_random_letters_are_strong(passphrase: str) -> None:
    strength = judge(passphrase)
    assert (strength.level, strength.reasons) == ("strong", ())


def test_hangul_is_also_judged_as_the_keys_it_is_typed_with() -> None:
    assert as_typed("값진 ㅋㅋ x") == "rkqtwls zz x"
    assert judge("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅂㅈ").level == "weak"


def test_the_name_typed_above_it_is_the_first_thing_an_adversary_tries() -> None:
    assert judge("haerim-laptop", ["haerim-laptop"]).decades < 4 < judge("haerim-laptop").decades


def test_the_time_it_lasts_grows_with_it() -> None:
    assert judge("qwerty").lasts[0] == "minutes"
    assert judge("quiet river at dawn").lasts[0] == "years"


def test_a_very_long_one_is_judged_without_delay_and_is_strong() -> None:
    assert judge("네모난 사과는 화요일에 노래한다 " * 500).level == "strong"


def test_a_real_workspace_wants_a_strong_one_and_practice_takes_any() -> None:
    with pytest.raises(InputError, match="passphrase-weak"):
        own.check_passphrases(Purpose.REAL, "2011-03-04 hyesan")
    with pytest.raises(InputError, match="passphrase-weak"):
        own.check_passphrases(Purpose.REAL, "quiet river at dawn", "qwertyuiop1234")
    own.check_passphrases(Purpose.PRACTICE, "x")
    assert own.check_passphrases(Purpose.REAL, "quiet river at dawn") is None
