"""Reading back: what the witness hears before they say whether it is right."""

from __future__ import annotations

import pytest

from interview_kit.errors import InputError
from interview_kit.interview.drawing import draw
from interview_kit.interview.reading_back import Part, questions_that_read, to_read_back
from interview_kit.protocol.library import LoadedProtocol
from tests.interview.forms import Witness, ed_short, protocol, question

CONSENT = {"/consent/understood": "YES", "/consent/sc1": "YES"}


def choosing(name: str, choices: str, **more: object) -> dict[str, object]:
    return question(name, type="select_one", choices=choices, **more)


def house() -> LoadedProtocol:
    """Return a protocol that reads back one group and a repeat, and asks twice whether that is right."""
    return protocol(
        {"name": "self", "kind": "group", "label": {"en": "You"}}
        | {
            "children": [
                question("name"),
                question("town"),
                question("ready", type="acknowledge"),
                question("only_if", relevant="../town = 'T-other'"),
            ]
        },
        {"name": "other", "kind": "group", "label": {"en": "Other"}}
        | {"children": [question("remark"), question("wish")]},
        {"name": "person", "kind": "repeat", "label": {"en": "Person"}}
        | {"children": [question("called"), choosing("kin", "kin")]},
        {"name": "closing", "kind": "group"}
        | {
            "children": [
                choosing("right", "right", kit={"reads": ["/self", "/person"]}),
                choosing("wish_right", "right", kit={"reads": ["/other/wish"]}),
            ]
        },
        kin=["AUNT"],
        right=["YES", "NO"],
    )


def heard(witness: Witness, question_path: str, language: str = "en") -> tuple[Part, ...]:
    picture = draw(witness.interview)
    asked = next(one for one in questions_that_read(picture) if one.path == question_path)
    return to_read_back(picture, asked, witness.interview.loaded.protocol, language)


def lines(parts: tuple[Part, ...]) -> list[tuple[str, str, str]]:
    return [(part.title, one.question, one.answer.words) for part in parts for one in part.said]


def test_what_was_answered_in_the_named_places_is_read_in_order() -> None:
    witness = Witness(house())
    witness.says_all({"/self/town": "T-town", "/self/name": "T-name", "/other/remark": "T-remark"})
    witness.adds("/person")
    witness.adds("/person")
    witness.says_all({"/person[1]/called": "T-one", "/person[2]/kin": "AUNT"})
    assert lines(heard(witness, "/closing/right")) == [
        ("You", "name", "T-name"),
        ("You", "town", "T-town"),
        ("Person 1", "called", "T-one"),
        ("Person 2", "kin", "AUNT"),
    ]


def test_a_single_question_can_be_read_without_those_beside_it() -> None:
    witness = Witness(house())
    witness.says_all({"/other/remark": "T-remark", "/other/wish": "T-wish"})
    assert lines(heard(witness, "/closing/wish_right")) == [("Other", "wish", "T-wish")]


def test_a_refusal_is_read_and_a_confirmation_is_not() -> None:
    witness = Witness(house())
    witness.says_all({"/self/name": {"missing": "RF"}, "/self/ready": "OK"})
    assert lines(heard(witness, "/closing/right")) == [("You", "name", "Refused to answer")]


def test_what_is_asked_no_more_is_not_read() -> None:
    witness = Witness(house())
    witness.says_all({"/self/town": "T-other", "/self/only_if": "T-hidden"})
    witness.says("/self/town", "T-town")
    assert lines(heard(witness, "/closing/right")) == [("You", "town", "T-town")]


def test_a_line_leads_to_its_question() -> None:
    witness = Witness(house())
    witness.adds("/person")
    witness.says("/person[1]/called", "T-one")
    (part,) = heard(witness, "/closing/right")
    assert draw(witness.interview).nodes[part.said[0].stable].path == "/person[1]/called"


def test_the_short_interview_is_read_in_the_witnesss_language() -> None:
    witness = Witness(ed_short())
    witness.says_all(CONSENT | {"/consent/sc2": "YES", "/witness/name": "T-순이", "/witness/sex": "F"})
    read = lines(heard(witness, "/closing/readback_result", "ko"))
    assert ("증언자", "성별", "여성") in read
    assert "T-순이" in {words for _, _, words in read}


def test_reading_what_is_not_there_is_refused_when_the_protocol_is_loaded() -> None:
    with pytest.raises(InputError) as refused:
        assert protocol(question("right", kit={"reads": ["/nowhere"]})).form
    assert refused.value.code == "protocol.reads-nothing"


def test_nothing_but_a_question_reads() -> None:
    group = {"name": "self", "kind": "group", "kit": {"reads": ["/self"]}}
    with pytest.raises(InputError) as refused:
        assert protocol(group | {"children": [question("name")]}).form
    assert refused.value.code == "protocol.reads-here"
