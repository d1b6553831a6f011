"""A Korean particle fits the word before it, which nobody knew when the text was written."""

from __future__ import annotations

import pytest

from interview_kit.messages import LANGUAGES, room_texts, say
from interview_kit.particles import fitted


@pytest.mark.parametrize(
    ("word", "object_", "towards"),
    [
        ("회령", "회령을", "회령으로"),
        ("청진시", "청진시를", "청진시로"),
        ("서울", "서울을", "서울로"),
        ("T-3", "T-3을", "T-3으로"),
        ("T-2", "T-2를", "T-2로"),
        ("T-8", "T-8을", "T-8로"),
        ("T-10", "T-10을", "T-10으로"),
    ],
)
def test_the_particle_follows_how_a_word_ends(word: str, object_: str, towards: str) -> None:
    assert fitted("{name}을(를)", {"name": word}).format(name=word) == object_
    assert fitted("{name}(으)로", {"name": word}).format(name=word) == towards


@pytest.mark.parametrize("word", ["office.ikp", "Hyesan", "", "a)", "{name}"])
def test_where_the_letters_do_not_tell_both_forms_stay(word: str) -> None:
    assert fitted("{name}이(가)", {"name": word}) == "{name}이(가)"


def test_a_quote_may_stand_between() -> None:
    assert say("office.not-held", "ko", bundle="꾸러미").startswith("“꾸러미”로 시작하는")


def test_what_a_person_wrote_stays_as_it_is() -> None:
    assert fitted("{name}은(는)", {"name": "은(는)봄"}).format(name="은(는)봄") == "은(는)봄은"


def test_no_other_language_is_touched() -> None:
    both = [(language, text) for language in LANGUAGES for text in room_texts(language, "maps").values()]
    assert [language for language, text in both if fitted(text, {"end": "회령"}) != text] == ["ko"] * 3
