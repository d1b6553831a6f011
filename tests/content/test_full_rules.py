"""What ED-FULL concludes and warns of, in stories of a few answers. Everybody in them is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.interview import Interview
from interview_kit.protocol import library
from interview_kit.vault import drafts
from interview_kit.vault.workspace import Workspace
from tests.content.ed_full import CONSENT, ONE, TWO, known
from tests.stations import DEMO, create_laptop

SISTER = "/case[1]/victim[1]"
AGAIN = "/case[2]/victim[1]"


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    with create_laptop(tmp_path / "laptop") as workspace:
        yield workspace


def told(laptop: Workspace, answers: Mapping[str, JsonValue]) -> Interview:
    """Record an interview whose witness agrees to everything and says no more than this."""
    loaded = library.find(library.shipped_protocols(), "ed-full")
    identifier = drafts.record(laptop, loaded, CONSENT | dict(answers), DEMO)
    return drafts.open_draft(laptop, identifier).interview


def rules(interview: Interview) -> set[str]:
    """Return the names of the rules that speak."""
    problems = interview.problems()
    return {one.path.rpartition("/")[2] for one in problems if one.code == "interview.rule"}


def computed(interview: Interview, name: str) -> str:
    return interview.told_at(f"{ONE}/derived/{name}").text


def test_a_card_that_is_refused_does_not_keep_an_interview_open(laptop: Workspace) -> None:
    hard: dict[str, JsonValue] = {"/closing/wellbeing": "3"}
    assert "refer_first" in rules(told(laptop, hard | {"/closing/handed": ["CONTACT"]}))
    assert "refer_first" not in rules(told(laptop, hard | {"/closing/handed": {"missing": "RF"}}))


def test_the_last_known_agency_was_in_control_unless_the_interviewer_knows_better(laptop: Workspace) -> None:
    stays: dict[str, JsonValue] = {
        f"{ONE}/taking/captor": known({"code": "BORDER_GUARD"}),
        f"{ONE}/leg[1]/agency": known({"code": "MSS_COUNTY"}),
        f"{ONE}/leg[2]/agency": known({"code": "UNKNOWN"}),
    }
    assert computed(told(laptop, stays), "controlling_agency") == "MSS_COUNTY"
    better = told(laptop, stays | {f"{ONE}/derived/controlling_instead": "MSS_PROV"})
    assert computed(better, "controlling_agency") == "MSS_PROV"
    assert computed(better, "agency_group") == "MSS"


def test_somebody_told_of_in_two_cases_is_pointed_out(laptop: Workspace) -> None:
    one: dict[str, JsonValue] = {
        f"{SISTER}/person/name": "T-언니",
        f"{SISTER}/person/birth": {"edtf": "1980"},
    }
    same: dict[str, JsonValue] = {f"{AGAIN}/person/name": "T-언니", f"{AGAIN}/person/birth": {"edtf": "1980"}}
    assert "told_twice" not in rules(told(laptop, one))
    assert "told_twice" in rules(told(laptop, one | same))


def test_one_of_the_family_told_of_under_two_names_is_pointed_out(laptop: Workspace) -> None:
    child: dict[str, JsonValue] = {"/household/person[1]/name": "T-조카"}
    one: dict[str, JsonValue] = {
        f"{ONE}/person/who": {"id": "/household/person[1]"},
        f"{ONE}/person/name": "T-별이",
    }
    same: dict[str, JsonValue] = {
        f"{TWO}/person/who": {"id": "/household/person[1]"},
        f"{TWO}/person/name": "T-한별",
    }
    assert "told_twice" not in rules(told(laptop, child | one))
    assert "told_twice" in rules(told(laptop, child | one | same))


def test_a_family_tree_does_not_come_back_to_itself(laptop: Workspace) -> None:
    def refused(**links: str) -> set[str]:
        tree: dict[str, JsonValue] = {f"/household/person[{n}]/name": f"T-{n}" for n in (1, 2)}
        tree |= {f"/household/{at}": {"id": f"/household/{to}"} for at, to in links.items()}
        problems = told(laptop, tree).problems()
        return {
            one.path.removeprefix("/household/") for one in problems if one.code == "interview.constraint"
        }

    first, second = "person[1]", "person[2]"
    assert refused(**{f"{first}/mother": second}) == set()
    assert f"{second}/father" in refused(**{f"{first}/mother": second, f"{second}/father": first})
    assert f"{first}/father" in refused(**{f"{first}/mother": second, f"{first}/father": second})
    assert f"{first}/spouse" in refused(**{f"{first}/spouse": first})


def test_who_saw_it_in_the_north_had_not_left_for_good(laptop: Workspace) -> None:
    seen: dict[str, JsonValue] = {
        f"{ONE}/taking/when": known({"edtf": "2016"}),
        f"{ONE}/taking/where": known({"id": "KP-09"}),
    }
    assert "seen_from_abroad" in rules(told(laptop, seen | {"/witness/left": {"edtf": "2014"}}))
    assert "seen_from_abroad" not in rules(told(laptop, seen | {"/witness/left": {"edtf": "2017"}}))
    in_china: dict[str, JsonValue] = {f"{ONE}/taking/where": known({"id": "CN"})}
    assert "seen_from_abroad" not in rules(
        told(laptop, seen | in_china | {"/witness/left": {"edtf": "2014"}})
    )


def test_who_vanished_and_was_held_was_deprived_of_liberty(laptop: Workspace) -> None:
    vanished: dict[str, JsonValue] = {
        f"{ONE}/taking/when": known({"edtf": "2016"}),
        f"{ONE}/taking/manner": "VANISHED",
    }
    assert computed(told(laptop, vanished), "element_liberty") == "NOT_SHOWN"
    held = told(laptop, vanished | {f"{ONE}/leg[1]/facility": known("JIPKYULSO")})
    assert computed(held, "element_liberty") == "MET"


@pytest.mark.parametrize(
    ("counted", "band"), [("KOREAN", "20-29"), ("INTERNATIONAL", "30-39"), (None, "")], ids=str
)
def test_thirty_by_the_new_years_is_no_thirty_yet(laptop: Workspace, counted: str | None, band: str) -> None:
    """By New Years one is a year or two older; where it was not told how, no band is claimed."""
    said: dict[str, JsonValue] = {f"{ONE}/person/age_then": known(30)}
    if counted:
        said[f"{ONE}/person/age_counting"] = counted
    assert computed(told(laptop, said), "age_band") == band


@pytest.mark.parametrize(
    ("when", "period"),
    [
        ("1994-07-07", "KIS"),
        ("1994-07", "NOT_DETERMINABLE"),
        ("1994-07-08", "KJI"),
        ("2011-12-16", "KJI"),
        ("2011", "NOT_DETERMINABLE"),
        ("2011-12-17", "KJU"),
    ],
)
def test_a_period_is_told_only_where_no_day_lies_outside_it(
    laptop: Workspace, when: str, period: str
) -> None:
    assert computed(told(laptop, {f"{ONE}/taking/when": known({"edtf": when})}), "period") == period


def test_homes_told_out_of_order_are_not_two_at_once(laptop: Workspace) -> None:
    def lived(*homes: tuple[str, str, str]) -> set[str]:
        answers: dict[str, JsonValue] = {}
        for number, (where, since, until) in enumerate(homes, 1):
            at = f"/calendar/residence[{number}]"
            answers[f"{at}/where"] = {"id": where}
            answers |= {f"{at}/since": {"edtf": since}, f"{at}/until": {"edtf": until}}
        return rules(told(laptop, answers))

    assert not {"two_places", "gap"} & lived(("KP-09", "2000", "2010"), ("KP-10", "1990", "1999"))
    assert "two_places" in lived(
        ("KP-09", "1990", "2010"), ("KP-09", "2010", "2011"), ("KP-10", "2005", "2008")
    )
    assert "gap" in lived(("KP-09", "1990", "2000"), ("KP-10", "2003", "2010"))


def test_a_stay_of_unknown_time_hides_no_wrong_order(laptop: Workspace) -> None:
    stays: dict[str, JsonValue] = {
        f"{ONE}/leg[1]/since": {"edtf": "2010"},
        f"{ONE}/leg[2]/since": {"missing": "DK"},
        f"{ONE}/leg[3]/since": {"edtf": "2012"},
    }
    assert "out_of_order" not in rules(told(laptop, stays))
    assert "out_of_order" in rules(told(laptop, stays | {f"{ONE}/leg[3]/since": {"edtf": "2008"}}))


def test_a_hand_over_into_the_first_custody_can_be_told(laptop: Workspace) -> None:
    taken: dict[str, JsonValue] = {
        f"{ONE}/taking/captor": known({"code": "CN_MPS"}),
        f"{ONE}/leg[1]/agency": known({"code": "MSS_COUNTY"}),
    }
    joined = told(laptop, taken | {f"{ONE}/leg[1]/handed_by": {"code": "CN_MPS"}})
    assert "handover_gap" not in rules(joined)
    broken = told(laptop, taken | {f"{ONE}/leg[1]/handed_by": {"code": "CN_BORDER"}})
    assert "handover_gap" in rules(broken)


def test_an_arrest_on_an_unknown_day_is_one(laptop: Workspace) -> None:
    arrest: dict[str, JsonValue] = {
        f"{ONE}/taking/when": {"missing": "DK"},
        f"{ONE}/taking/manner": "ARREST",
    }
    assert computed(told(laptop, arrest), "element_liberty") == "MET"
    by_somebody: dict[str, JsonValue] = {f"{ONE}/taking/captor": known({"code": "MSS_COUNTY"})}
    assert computed(told(laptop, by_somebody), "element_liberty") == "MET"
    by_nobody_knows_whom: dict[str, JsonValue] = {f"{ONE}/taking/captor": known({"code": "UNKNOWN"})}
    assert computed(told(laptop, by_nobody_knows_whom), "element_liberty") == "NOT_SHOWN"


def test_a_place_that_was_told_speaks_against_concealment(laptop: Workspace) -> None:
    def concealed(*given: str, **denial: JsonValue) -> str:
        answers: dict[str, JsonValue] = {f"{ONE}/denial/{name}": said for name, said in denial.items()}
        if given:
            answers[f"{ONE}/denial/asked"] = "YES"
        for number, answer in enumerate(given, 1):
            answers[f"{ONE}/denial/approach[{number}]/answer"] = known(answer)
        return computed(told(laptop, answers), "element_denial")

    assert concealed(told="NO") == "MET"
    assert concealed("ADMIT_PLACE", told="NO") == "CONTRADICTED"
    assert concealed("NOT_ASKED", told="YES", told_place="YES") == "CONTRADICTED"
    assert concealed("DENY", "ADMIT_PLACE", told="NO") == "MET"
    assert concealed("NOT_ASKED", told="YES") == "NOT_SHOWN"


def test_nobody_is_guilty_by_association_with_themselves(laptop: Workspace) -> None:
    because: dict[str, JsonValue] = {
        f"{ONE}/taking/reason": known("ASSOC"),
        f"{TWO}/person/name": "T-형부",
    }
    of_whom = f"{ONE}/taking/because_of"
    of_herself = told(laptop, because | {of_whom: {"id": ONE}}).problems()
    assert (of_whom, "interview.constraint") in {(one.path, one.code) for one in of_herself}
    of_another = told(laptop, because | {of_whom: {"id": TWO}}).problems()
    assert of_whom not in {one.path for one in of_another}


@pytest.mark.parametrize(
    "named",
    [
        {"because_of": {"id": TWO}},
        {"because_of_family": {"id": "/household/person[1]"}},
        {"because_of_other": "T: the witness's own escape"},
    ],
    ids=["in a case", "of the family", "else"],
)
def test_guilt_by_association_asks_because_of_whom(laptop: Workspace, named: Mapping[str, JsonValue]) -> None:
    """Somebody of a case, of the family, or anybody else: one of them will do, and without one it is open."""
    because: dict[str, JsonValue] = {
        "/household/person[1]/name": "T-어머니",
        f"{TWO}/person/name": "T-형부",
        f"{ONE}/taking/reason": known("ASSOC"),
    }
    asked = f"{ONE}/taking/because_of"
    assert asked in {one.path for one in told(laptop, because).problems()}
    said: dict[str, JsonValue] = {f"{ONE}/taking/{name}": answer for name, answer in named.items()}
    assert asked not in {one.path for one in told(laptop, because | said).problems()}


def test_ages_count_from_the_witness_and_from_each_person_who_disappeared() -> None:
    (loaded,) = (one for one in library.shipped_protocols() if one.protocol.id == "ed-full")
    births = {node.path for node in loaded.form.nodes if node.node.kit.born}
    assert births == {"/witness/birth", "/case/victim/person/birth"}
