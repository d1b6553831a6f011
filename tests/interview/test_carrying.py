"""Answers under one protocol become answers under another: shapes, choices, consent, instances."""

from __future__ import annotations

from typing import Any

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.carrying import Carrying, carry
from interview_kit.interview.journal import EntryKind
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.protocol.takes import read_takes
from tests.interview.forms import Witness, protocol, question

LISTS = {"body": ["MSS", "KPA"], "source": ["SAW", "RUMOUR"]}


def named(name: str, loaded: LoadedProtocol) -> LoadedProtocol:
    return from_model(loaded.protocol.model_copy(update={"id": name}))


def taking(cell: str, name: str = "it", **more: Any) -> dict[str, Any]:
    return question(name, **more | {"kit": {"takes": read_takes(f"t-test:{cell}")} | more.get("kit", {})})


def carried(before: Witness, *children: dict[str, Any], **choices: list[str]) -> Carrying:
    after = protocol(*children, **(LISTS | choices))
    return carry(before.interview, named("t-after", after))


def answered(carrying: Carrying) -> dict[str, JsonValue]:
    return {path: value for kind, path, value in carrying.moves if kind is EntryKind.ANSWER}


@pytest.mark.parametrize(
    ("asked", "said", "asks", "value"),
    [
        ({"type": "select_one", "choices": "body"}, "MSS", {"kit": {"type": "agency"}}, {"code": "MSS"}),
        ({"type": "select_one", "choices": "body"}, "MSS", {"type": "select_multiple"}, ["MSS"]),
        ({"type": "select_multiple", "choices": "body"}, ["KPA"], {"type": "select_one"}, "KPA"),
        ({}, "T-봄", {"kit": {"type": "fuzzy_date"}, "choices": None}, {"words": "T-봄"}),
        ({"kit": {"type": "place"}}, {"words": "T-곳"}, {"choices": None}, "T-곳"),
        ({"type": "integer"}, 12, {"choices": None}, "12"),
    ],
)
def test_what_another_type_can_hold_is_converted(
    asked: dict[str, Any], said: JsonValue, asks: dict[str, Any], value: JsonValue
) -> None:
    witness = Witness(protocol(question("place", **asked), **LISTS))
    witness.says("/place", said)
    asks = {"choices": "body"} | asks
    if asks.get("kit", {}).get("type") == "agency":
        asks |= {"type": "select_one"}
    asks = {name: one for name, one in asks.items() if one is not None}
    assert answered(carried(witness, taking("/place", **asks))) == {"/it": {"value": value}}


@pytest.mark.parametrize(
    ("asked", "said", "asks"),
    [
        ({"type": "select_multiple", "choices": "body"}, ["MSS", "KPA"], {"type": "select_one"}),
        ({"type": "select_one", "choices": "old"}, "OGPU", {"type": "select_one"}),
        ({"kit": {"type": "place"}}, {"id": "KP-09", "words": "T"}, {"type": "text", "choices": None}),
        ({}, {"missing": "NA"}, {"type": "text", "choices": None, "kit": {"missing": ["RF"]}}),
    ],
)
def test_what_another_question_cannot_hold_whole_is_left_and_named(
    asked: dict[str, Any], said: JsonValue, asks: dict[str, Any]
) -> None:
    witness = Witness(protocol(question("place", **asked), **LISTS, old=["OGPU"]))
    witness.says("/place", said)
    asks = {name: one for name, one in ({"choices": "body"} | asks).items() if one is not None}
    carrying = carried(witness, taking("/place", **asks))
    assert answered(carrying) == {}
    assert [place.path for place in carrying.left] == ["/place"]


def test_what_is_the_custodians_goes_only_where_the_office_cannot_read_it() -> None:
    witness = Witness(protocol(question("name", kit={"identifying": True})))
    witness.says("/name", "T-Kim")
    openly = carried(witness, taking("/name"))
    assert answered(openly) == {}
    assert [place.path for place in openly.left] == ["/name"]
    apart = carried(witness, taking("/name", kit={"identifying": True}))
    assert answered(apart) == {"/it": {"value": "T-Kim"}}


def test_the_first_of_several_questions_that_was_answered_counts() -> None:
    witness = Witness(protocol(question("first"), question("second"), question("third")))
    witness.says_all({"/second": "T-b", "/third": "T-c"})
    carrying = carried(witness, taking("/first /second /third"))
    assert answered(carrying) == {"/it": {"value": "T-b"}}
    assert [place.path for place in carrying.left] == ["/third"]


def test_an_answer_of_its_own_becomes_a_side_field_if_the_list_has_it() -> None:
    how = question("how", type="select_one", choices="source")
    sides = {"sides": ["source"]}
    for said, expected, left in (("SAW", {"source": "SAW"}, []), ("RUMOUR", {}, ["/how"])):
        witness = Witness(protocol(question("place"), how, **LISTS))
        witness.says_all({"/place": "T-곳", "/how": said})
        carrying = carried(witness, taking("/place source=/how", kit=sides), source=["SAW"])
        assert answered(carrying) == {"/it": {"value": "T-곳"} | expected}
        assert [place.path for place in carrying.left] == left


def test_what_is_asked_only_after_another_answer_waits_for_it() -> None:
    witness = Witness(protocol(question("place"), question("open")))
    witness.says_all({"/place": "T-곳", "/open": "yes"})
    late = taking("/place", relevant="/data/open = 'yes'")
    assert list(answered(carried(witness, late, taking("/open", "open")))) == ["/open", "/it"]


def test_a_question_that_an_older_version_did_not_ask_is_passed_over() -> None:
    witness = Witness(protocol(question("place")))
    witness.says("/place", "T-곳")
    carrying = carried(witness, taking("/nowhere"), taking("/nowhere /place", "other"))
    assert answered(carrying) == {"/other": {"value": "T-곳"}}


def test_instances_go_along_with_what_stands_in_them_and_keep_their_ids() -> None:
    inner = {"name": "act", "kind": "repeat", "children": [question("what")]}
    leg = {"name": "leg", "kind": "repeat", "children": [question("place"), inner]}
    witness = Witness(protocol(leg))
    witness.adds("/leg")
    witness.adds("/leg")
    witness.adds("/leg[2]/act")
    witness.says_all({"/leg[1]/place": "T-a", "/leg[2]/place": "T-b", "/leg[2]/act[1]/what": "T-c"})
    first, second = (witness.interview.instances()[f"/leg[{number}]"] for number in (1, 2))
    act = witness.interview.instances()["/leg[2]/act[1]"]
    deed = {"name": "deed", "kind": "repeat", "kit": {"takes": read_takes("t-test:/leg/act")}}
    stay = {"name": "stay", "kind": "repeat", "kit": {"takes": read_takes("t-test:/leg")}}
    children = [taking("/leg/place"), deed | {"children": [taking("/leg/act/what", "what")]}]
    assert answered(carried(witness, stay | {"children": children})) == {
        f"/stay[{first}]/it": {"value": "T-a"},
        f"/stay[{second}]/it": {"value": "T-b"},
        f"/stay[{second}]/deed[{act}]/what": {"value": "T-c"},
    }


def test_a_protocol_that_takes_nothing_from_this_one_is_refused() -> None:
    witness = Witness(protocol(question("place")))
    with pytest.raises(InputError, match=r"interview\.no-promotion"):
        carried(witness, question("place"))
