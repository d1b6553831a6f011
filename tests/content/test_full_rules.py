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
from tests.content.ed_full import CONSENT, ONE, known
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
