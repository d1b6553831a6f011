"""What names somebody, gives no answer or is no translation, told apart from what only looks like it.

All sentences are invented.
"""

from __future__ import annotations

import pytest

from interview_kit.protocol.lint.wording import heard
from tests.protocol.forms import repeat
from tests.protocol.test_lint_findings import asked, found, in_two, note, telling

NAMING = {
    "en": """
        What is he called?
        What did people call him?
        Date of birth
        How can we reach you?
        Whom should we contact?
        Number of his citizen card
        Where exactly does your mother live now?
        Nick
        Contact
        """,
    "ko": """
        존함이 어떻게 되십니까?
        본명을 적어 주십시오.
        주민번호
        생년월일
        그분을 뭐라고 불렀습니까?
        지금 사시는 곳
        연락할 길
        """,
    "es": """
        ¿Cómo se llama?
        ¿Cómo se llamaba su hermano?
        ¿Dónde vive ahora?
        Fecha de nacimiento
        WhatsApp
        """,
}
NAMELESS = {
    "en": """
        What was the prison called?
        Under what name is the town known?
        What were you called in for?
        How often did they call him to the office?
        How did his family contact him there?
        Where did you live then?
        Is there a signature on the paper?
        """,
    "ko": """
        그 시설을 뭐라고 불렀습니까?
        전화로 들었습니까?
        이름 모를 곳이었습니까?
        서명하라고 한 문건이 있었습니까?
        거주지를 떠나지 못하게 했습니까?
        """,
    "es": """
        ¿Cómo se llamaba el centro?
        ¿Dónde vivía usted entonces?
        ¿Hubo una firma en el papel?
        """,
}
GIVING_NO_ANSWER = {
    "en": "Dont know\n(don't know)\nDK\nCannot remember\nI don’t recall\nCan't say",
    "ko": "모릅니다\n기억나지 않음\n답하고 싶지 않음",
    "es": "No recuerda\n(no sabe)",
}
ANSWERING = {
    "en": "No answer came\nNo answer\nUnknown men\nDid not know him\nNot sure\nRefused food",
    "ko": "알지 못하는 기관\n답이 없었음",
    "es": "No respondieron\nDesconocidos",
}


def lines(table: dict[str, str]) -> list[tuple[str, str]]:
    """Each line of a table with its language."""
    return [(code, line.strip()) for code, text in table.items() for line in text.strip().splitlines()]


@pytest.mark.parametrize(("language", "text"), lines(NAMING))
def test_what_asks_who_somebody_is_is_heard(language: str, text: str) -> None:
    assert heard("names", text, language)


@pytest.mark.parametrize(("language", "text"), lines(NAMELESS))
def test_what_asks_for_a_thing_names_nobody(language: str, text: str) -> None:
    assert heard("names", text, language) is None


@pytest.mark.parametrize(("language", "text"), lines(GIVING_NO_ANSWER))
def test_a_choice_that_gives_no_answer_is_heard(language: str, text: str) -> None:
    assert heard("missing", text, language)


@pytest.mark.parametrize(("language", "text"), lines(ANSWERING))
def test_a_choice_that_tells_something_is_none(language: str, text: str) -> None:
    assert heard("missing", text, language) is None


@pytest.mark.parametrize("text", ["-", "?", "\u200b", "TODO", "TBD: Since when?", "번역 필요"])
def test_what_only_holds_the_place_of_a_translation_is_none(text: str) -> None:
    (one,) = found(in_two({"en": "Since when?", "ko": text}))
    assert (one.code, one.language) == ("not-translated", "ko")


def test_a_short_question_is_not_the_same_in_two_languages_but_a_word_may_be() -> None:
    (one,) = found(in_two({"en": "When was that?", "es": "When was that?"}, "es"))
    assert (one.code, one.language) == ("same-words", "es")
    assert found(in_two({"en": "Hospital", "es": "Hospital"}, "es")) == []


def test_a_rule_about_many_instances_can_speak() -> None:
    many = note("rule", relevant="count(/data/told/harm) > 3")
    assert found(telling(repeat("harm", asked()), many)) == []
