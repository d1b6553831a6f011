"""What expressions may ask of answers beyond their text, and that the graph knows of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from interview_kit.interview.interview import Interview
from interview_kit.protocol.library import LoadedProtocol
from tests.interview.forms import INTERVIEW, Witness, question
from tests.interview.kit_forms import AGENCIES, calculation, every_type, kit, person, protocol, repeat


def computed(witness: Witness) -> dict[str, Any]:
    return witness.interview.calculated_json(identifying=False)


def why(*more: dict[str, Any]) -> LoadedProtocol:
    return protocol(
        question("name"),
        calculation("why", "kit:missing(/data/name)"),
        question("after", relevant="kit:missing(/data/name) = 'RF'"),
        calculation("both", "concat(/data/why, '-', kit:missing(/data/after))"),
        *more,
    )


def test_why_there_is_no_value_is_known_at_once() -> None:
    witness = Witness(why())
    assert computed(witness) == {"/both": "-"}
    witness.says("/name", {"missing": "DK"})
    assert computed(witness) == {"/why": "DK", "/both": "DK-"}
    changed = witness.says("/name", {"missing": "RF"})
    assert computed(witness) == {"/why": "RF", "/both": "RF-"}
    assert {"/name", "/why", "/after", "/both"} <= changed.paths
    witness.says("/after", {"missing": "NA"})
    assert computed(witness)["/both"] == "RF-NA"
    witness.says("/name", "T-언니")
    assert computed(witness) == {"/both": "-"}, "what is not relevant has no reason either"


def test_taking_back_a_reason_takes_back_what_followed() -> None:
    witness = Witness(why())
    witness.says("/name", {"missing": "RF"})
    witness.undoes()
    assert computed(witness) == {"/both": "-"}
    witness.redoes()
    assert computed(witness)["/why"] == "RF"


def test_how_an_answer_is_known_is_known_to_rules_at_once() -> None:
    sides = {"sides": ["source", "certainty"], "required_sides": ["source"]}
    witness = Witness(
        protocol(
            question("when", kit=sides),
            calculation("how", "concat(kit:source(/data/when), '-', kit:certainty(/data/when))"),
            source=["RUMOUR", "SAW"],
            certainty=["GUESS"],
        )
    )
    assert computed(witness) == {"/how": "-"}
    witness.says("/when", {"value": "T", "source": "RUMOUR", "certainty": "GUESS"})
    assert computed(witness) == {"/how": "RUMOUR-GUESS"}
    assert witness.problems() == {}
    witness.says("/when", {"value": "T", "source": "SAW"})
    assert computed(witness) == {"/how": "SAW-"}
    witness.says("/when", "T")
    assert computed(witness) == {"/how": "-"}
    assert witness.problems() == {"/when": "interview.source-missing"}
    witness.says("/when", {"missing": "DK"})
    assert witness.problems() == {}


def test_only_a_side_that_is_offered_can_be_required() -> None:
    with pytest.raises(ValidationError, match="none of its sides"):
        protocol(question("when", kit={"sides": ["said"], "required_sides": ["source"]}))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["/name", "/after", "/rep[1]/name", "/rep[2]/name"]),
        st.sampled_from([None, "T", {"missing": "DK"}, {"missing": "RF"}, {"missing": "NA"}]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_step_by_step_gives_what_folding_from_nothing_gives(steps: list[tuple[str, Any]]) -> None:
    loaded = why(
        repeat("rep", question("name"), calculation("own", "kit:missing(../name)"), instances=2),
        calculation("refused", "count(/data/rep[kit:missing(name) = 'RF'])", type="integer"),
        calculation("all", "join(' ', /data/rep/own)"),
    )
    witness = Witness(loaded)
    for path, value in steps:
        if path != "/after" or witness.interview.told_at(path).relevant:
            witness.says(path, value)
        again = Interview.fold(loaded, INTERVIEW, witness.interview.entries)
        assert computed(witness) == again.calculated_json(identifying=False)
        assert witness.interview.answers_json(identifying=False) == again.answers_json(identifying=False)


def test_places_lie_in_a_country_and_perhaps_in_a_province() -> None:
    witness = Witness(
        every_type(
            calculation("country", "kit:country(/data/where)"),
            calculation("province", "kit:province(/data/where)"),
        )
    )
    witness.says("/where", {"id": "KP-09", "words": "T-회령 집"})
    assert computed(witness) == {"/country": "KP", "/province": "KP-09"}
    witness.says("/where", {"id": "CN"})
    assert computed(witness) == {"/country": "CN"}
    witness.says("/where", {"words": "강 건너"})
    assert computed(witness) == {}


def test_a_duration_has_a_least_and_a_most() -> None:
    witness = Witness(
        every_type(
            calculation("least", "kit:days-least(/data/stay)", type="integer"),
            calculation("most", "kit:days-most(/data/stay)", type="integer"),
        )
    )
    witness.says("/stay", {"iso": "P8M", "words": "여덟 달"})
    assert computed(witness) == {"/least": 242, "/most": 245}
    witness.says("/stay", {"words": "오래"})
    assert computed(witness) == {}


def test_an_instance_knows_its_id_so_that_answers_can_be_compared_with_it() -> None:
    leader = {
        "name": "leader_of_self",
        "kind": "note",
        "label": {"en": "T own superior"},
        "relevant": "kit:instance(.) = ../superior",
        "kit": {"level": "warning"},
    }
    witness = Witness(
        protocol(
            repeat(
                "officer",
                question("called"),
                person("superior", "/officer"),
                calculation("own", "kit:instance(.)"),
                calculation("of_name", "kit:instance(../called)"),
                calculation(
                    "under", "count(/data/officer[superior = kit:instance(current())])", type="integer"
                ),
                leader,
            ),
            calculation("nobody", "kit:instance(.)"),
            calculation("first", "kit:instance(/data/officer[1])"),
        )
    )
    witness.adds("/officer")
    witness.adds("/officer")
    one, two = (str(witness.interview.told_at(f"/officer[{number}]").instance) for number in (1, 2))
    witness.says("/officer[2]/superior", {"id": one})
    assert computed(witness)["/officer[1]/own"] == one
    assert computed(witness)["/officer[2]/of_name"] == two
    assert (computed(witness)["/officer[1]/under"], computed(witness)["/officer[2]/under"]) == (1, 0)
    assert computed(witness)["/first"] == one
    assert "/nobody" not in computed(witness)
    assert witness.problems() == {}
    witness.says("/officer[2]/superior", {"id": two})
    assert witness.problems() == {"/officer[2]/leader_of_self": "interview.rule"}
    witness.says("/officer[2]/superior", {"id": one})
    assert witness.problems() == {}
    witness.removes("/officer[1]")
    assert computed(witness)["/first"] == two


@pytest.mark.parametrize(
    "expression", ["kit:missing()", "kit:instance()", "kit:missing('a')", "kit:nothing(.)"]
)
def test_calls_that_could_never_work_are_refused(expression: str) -> None:
    with pytest.raises(Exception, match=r"protocol\.expression"):
        _ = protocol(calculation("c", expression), agencies=AGENCIES).form


def test_what_is_computed_from_an_identifying_reason_is_identifying() -> None:
    loaded = protocol(
        question("name", kit={"identifying": True}), calculation("why", "kit:missing(/data/name)")
    )
    assert loaded.form.at("/why").identifying


def test_agencies_are_seen_by_their_code() -> None:
    witness = Witness(protocol(kit("agency", "agency"), calculation("by", "/data/agency"), agencies=AGENCIES))
    witness.says("/agency", {"words": "T-사람들"})
    assert computed(witness) == {}
    witness.says("/agency", {"code": "MSS_COUNTY", "words": "T-사람들"})
    assert computed(witness) == {"/by": "MSS_COUNTY"}
