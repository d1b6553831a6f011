"""Agencies, durations, money, persons, sketches and signatures: what is an answer, and what is none."""

from __future__ import annotations

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer, as_text, from_text
from tests.interview.forms import Witness, question
from tests.interview.kit_forms import every_type, kit, person, protocol, repeat

PICTURE: dict[str, JsonValue] = {
    "attachment": "a" * 26,
    "media": "image/png",
    "sha256": "0" * 64,
    "size": 9,
}


def taken(path: str, value: JsonValue) -> str:
    """Return what expressions see of an answer that is taken."""
    witness = Witness(every_type())
    witness.says(path, value)
    assert witness.value(path) == value
    return witness.interview.told_at(path).text


def refused(path: str, value: JsonValue) -> str:
    """Return the code with which an answer is refused."""
    witness = Witness(every_type())
    with pytest.raises(InputError) as error:
        witness.says(path, {"value": value})
    assert witness.value(path) is None
    return error.value.code


def test_an_agency_is_a_choice_with_what_it_was_called() -> None:
    assert taken("/agency", {"code": "MSS_COUNTY", "words": "회령 보위부"}) == "MSS_COUNTY"
    assert taken("/agency", {"code": "MSS_COUNTY"}) == "MSS_COUNTY"
    assert taken("/agency", {"words": "차를 몰던 사람들"}) == ""
    assert refused("/agency", {"code": "KGB"}) == "interview.not-a-choice"
    assert refused("/agency", "MSS_COUNTY") == "interview.expected-agency"


def test_a_duration_is_iso_with_what_was_said() -> None:
    assert taken("/stay", {"iso": "P8M", "words": "여덟 달쯤"}) == "P8M"
    assert taken("/stay", {"words": "오래"}) == ""
    assert refused("/stay", {"iso": "eight months"}) == "interview.answer-refused"


def test_money_is_an_amount_in_its_currency() -> None:
    assert taken("/bribe", {"amount": "300", "currency": "CNY", "words": "삼백 원"}) == "300 CNY"
    assert taken("/bribe", {"words": "쌀 한 자루"}) == ""
    for wrong in (
        {"amount": "300"},
        {"currency": "CNY"},
        {"amount": "300", "currency": "XXX"},
        {"amount": "300", "currency": "cny"},
        {"amount": "3e2", "currency": "CNY"},
        {"amount": "-3", "currency": "CNY"},
        {"amount": "٣", "currency": "CNY"},
        {"amount": "9" * 40, "currency": "CNY"},
    ):
        assert refused("/bribe", dict(wrong)) == "interview.answer-refused"


def test_a_person_is_an_instance_or_words() -> None:
    assert taken("/because", {"id": "k3q7m2ax5tdc", "words": "T-언니"}) == "k3q7m2ax5tdc"
    assert taken("/because", {"words": "T-이웃"}) == ""
    assert refused("/because", {"id": "../victim"}) == "interview.answer-refused"
    assert refused("/because", {"id": "\u202ecdt"}) == "interview.answer-refused"


def test_sketches_and_signatures_are_pictures() -> None:
    assert taken("/map", PICTURE) == "a" * 26
    assert taken("/signed", PICTURE) == "a" * 26
    assert refused("/map", PICTURE | {"media": "audio/ogg"}) == "interview.expected-sketch"
    assert refused("/signed", "T.png") == "interview.expected-signature"


@pytest.mark.parametrize("path", ["/agency", "/stay", "/bribe", "/because"])
@pytest.mark.parametrize(
    "value",
    [
        [],
        ["T"],
        7,
        True,
        {},
        {"words": ""},
        {"words": 7},
        {"words": ["T"]},
        {"words": None},
        {"words": "T", "more": "T"},
        {"words": "T" * 1_000_001},
    ],
    ids=lambda value: str(value)[:30],
)
def test_other_shapes_are_refused(path: str, value: JsonValue) -> None:
    witness = Witness(every_type())
    if value == []:  # nothing chosen is no answer
        witness.says(path, {"value": value})
        assert witness.value(path) is None
        return
    assert refused(path, value).startswith("interview.expected-")


def test_what_a_protocol_sets_becomes_a_value_of_the_type() -> None:
    form = every_type().form
    for path, text, value in (
        ("/agency", "MSS_COUNTY", {"code": "MSS_COUNTY"}),
        ("/stay", "P8M~", {"iso": "P8M~"}),
        ("/bribe", "300 CNY", {"amount": "300", "currency": "CNY"}),
        ("/because", "k3q7", {"id": "k3q7"}),
        ("/where", "KP-09", {"id": "KP-09"}),
        ("/stay", "long ago", {"words": "long ago"}),
        ("/bribe", "300", {"words": "300"}),
    ):
        answer = from_text(text, form.at(path).node)
        assert answer == Answer(value)
        assert as_text(answer) == ("" if "words" in value else text)


def test_an_agency_that_is_no_longer_offered_keeps_its_words() -> None:
    agency = kit("agency", "agency") | {"choice_filter": "name = /data/only"}
    witness = Witness(protocol(question("only"), agency, agencies=["MSS_COUNTY", "SOCSEC_LOCAL"]))
    witness.says("/only", "MSS_COUNTY")
    witness.says("/agency", {"code": "MSS_COUNTY", "words": "회령 보위부"})
    witness.says("/only", "SOCSEC_LOCAL")
    assert witness.value("/agency") == {"words": "회령 보위부"}
    witness.says("/only", "MSS_COUNTY")
    assert witness.value("/agency") == {"code": "MSS_COUNTY", "words": "회령 보위부"}


def test_only_reasons_that_are_permitted_are_taken() -> None:
    witness = Witness(
        protocol(
            question("name", kit={"missing": ["RF"]}),
            question("agrees", kit={"missing": []}),
            question("free"),
        )
    )
    witness.says("/name", {"missing": "RF"})
    for path, code in (("/name", "DK"), ("/agrees", "RF")):
        with pytest.raises(InputError, match="missing-not-offered"):
            witness.says(path, {"missing": code})
    for code in ("DK", "RF", "NA"):
        witness.says("/free", {"missing": code})


# Persons ------------------------------------------------------------------------------------------


def family(*names: str) -> Witness:
    witness = Witness(every_type())
    for number, name in enumerate(names, 1):
        witness.adds("/victim")
        witness.says(f"/victim[{number}]/called", name)
    return witness


def identifier(witness: Witness, number: int) -> str:
    return str(witness.interview.told_at(f"/victim[{number}]").instance)


def test_somebody_who_was_removed_blocks_sealing_where_an_answer_points_to_them() -> None:
    witness = family("T-언니", "T-조카")
    witness.says("/because", {"id": identifier(witness, 2)})
    assert witness.problems() == {}
    witness.removes("/victim[2]")
    assert witness.problems() == {"/because": "interview.person-gone"}
    witness.undoes()
    assert witness.problems() == {}


def test_somebody_who_never_was_blocks_sealing() -> None:
    witness = family("T-언니")
    witness.says("/because", {"id": "nobody"})
    assert witness.problems() == {"/because": "interview.person-gone"}


def test_who_would_be_her_own_ancestor_blocks_sealing() -> None:
    witness = family("T-가", "T-나", "T-다", "T-라")
    for child, mother in ((1, 2), (2, 3), (4, 1)):
        witness.says(f"/victim[{child}]/mother", {"id": identifier(witness, mother)})
    assert witness.problems() == {}
    witness.says("/victim[3]/mother", {"id": identifier(witness, 1)})
    ring = {f"/victim[{number}]/mother": "interview.person-loop" for number in (1, 2, 3)}
    assert witness.problems() == ring
    witness.says("/victim[2]/mother", {"missing": "DK"})
    assert witness.problems() == {}
    witness.says("/victim[2]/mother", {"id": identifier(witness, 2)})
    assert witness.problems() == {"/victim[2]/mother": "interview.person-loop"}


def test_a_long_line_of_ancestors_is_followed_to_its_end() -> None:
    witness = family(*(f"T{number}" for number in range(60)))
    for number in range(1, 60):
        witness.says(f"/victim[{number}]/mother", {"id": identifier(witness, number + 1)})
    assert witness.problems() == {}
    witness.says("/victim[60]/mother", {"id": identifier(witness, 1)})
    assert len(witness.problems()) == 60


def test_words_for_people_whose_names_are_identifying_are_taken_by_the_custodian_alone() -> None:
    witness = Witness(
        protocol(
            repeat("victim", question("called", kit={"identifying": True}), question("age")),
            person("because", sides=["said"]),
            person("also", identifying=True),
        )
    )
    witness.adds("/victim")
    with pytest.raises(InputError, match="words-name-persons"):
        witness.says("/because", {"id": identifier(witness, 1), "words": "T-언니"})
    with pytest.raises(InputError, match="words-name-persons"):
        witness.says("/because", {"value": {"id": identifier(witness, 1)}, "said": "T-언니가 그랬습니다."})
    with pytest.raises(InputError, match="words-name-persons"):
        witness.says("/because", {"missing": "DK", "said": "T-언니는 아닙니다."})
    witness.says("/because", {"id": identifier(witness, 1)})
    witness.says("/also", {"words": "T-언니"})
    assert list(witness.interview.answers_json(identifying=False)) == ["/because"]


# Protocols that cannot be -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("child", "code"),
    [
        (kit("q", "agency") | {"type": "text", "choices": None}, "protocol.kit-base"),
        (kit("q", "agency") | {"choices": None}, "protocol.agency-list"),
        (kit("q", "money") | {"type": "decimal"}, "protocol.kit-base"),
        (kit("q", "sketch") | {"type": "text"}, "protocol.kit-base"),
        (kit("q", "person"), "protocol.picks-needed"),
        (kit("q", "money", picks="/victim"), "protocol.picks-needed"),
        (person("q", "/nobody"), "protocol.no-such-repeat"),
        (person("q", "/agency"), "protocol.no-such-repeat"),
        (person("q", acyclic=True), "protocol.acyclic-outside"),
        (kit("q", "place", born=True), "protocol.born-date"),
        (
            repeat("house", repeat("in_it", question("a"), instances=1), person("q", "/house/in_it")),
            "protocol.picks-numbered",
        ),
    ],
    ids=str,
)
def test_what_a_protocol_cannot_mean_is_refused_when_it_is_loaded(
    child: dict[str, object], code: str
) -> None:
    with pytest.raises(InputError) as error:
        _ = every_type(child).form
    assert error.value.code == code
