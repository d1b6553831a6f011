"""``field promote``: a short interview goes on as a full one, and says what was carried over."""

from __future__ import annotations

import pytest

from tests.commands.desk import Desk
from tests.content import ed_short
from tests.promotions import promoted_and_sealed
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, record


@pytest.fixture
def desk(stations: Stations) -> Desk:
    (stations.folder / "passphrase").write_text(PASSPHRASE, "utf-8")
    (stations.folder / "custodian").write_text(CUSTODIAN_PASSPHRASE, "utf-8")
    return Desk(stations.folder)


@pytest.fixture
def interview(stations: Stations) -> str:
    with stations.laptop() as laptop:
        return record(laptop, dict(ed_short.WHOLE))


def test_it_says_what_was_carried_over_and_what_was_not(desk: Desk, interview: str) -> None:
    told = desk.types("field", "promote", desk / "laptop", interview[:8]).output
    assert f"{interview} goes on under ed-full@1." in told
    carried, _, left = told.partition("Not carried over")
    assert "/case[1]/victim[1]/taking/when" in carried
    assert "/witness/age_band" in left
    assert "T-" not in told, "no answer is printed"


def test_a_program_reads_the_same(desk: Desk, interview: str) -> None:
    told = desk.asks("field", "promote", desk / "laptop", interview, "--to", "ed-full")
    assert told["protocol"] == "ed-full@1"
    assert "/witness/name" in told["carried"]
    assert "/harm[1]/acts" in told["left"]
    broken = {one["path"] for one in told["problems"] if one["path"].startswith(("/consent/", "/witness/"))}
    assert broken.isdisjoint(told["carried"])
    (row,) = [one for one in desk.asks("field", "list", desk / "laptop") if one["interview"] == interview]
    assert (row["protocol"], row["state"]) == ("ed-full@1", "draft")


def test_the_history_reaches_beyond_it(desk: Desk, interview: str) -> None:
    desk.types("field", "promote", desk / "laptop", interview)
    told = desk.asks("field", "history", desk / "laptop", interview, "/account/words")
    assert [(one["answer"]["value"], one["before_promotion"]) for one in told] == [
        ("T: invented from end to end", True),
        ("T: invented from end to end", False),
    ]
    everything = desk.asks("field", "history", desk / "laptop", interview)
    assert "ed-short:/witness/age_band" in {one["path"] for one in everything}
    assert desk.types("field", "history", desk / "laptop", interview).exit_code == 0


def test_what_cannot_go_on_is_refused_with_its_reason(desk: Desk, interview: str) -> None:
    where = (desk / "laptop", interview)
    assert "nothing in it says which answers" in desk.is_refused(
        "field", "promote", *where, "--to", "ed-short"
    )
    assert "stays under the protocol" in desk.is_refused("field", "promote", *where, "--to", "follow-up")
    desk.asks("field", "promote", *where)
    assert "That can be done once." in desk.is_refused("field", "promote", *where)


def test_the_office_sees_that_and_when_it_went_on(desk: Desk, stations: Stations) -> None:
    bundle = promoted_and_sealed(stations)
    (interview,) = desk.asks("office", "import", desk / "office", bundle)["accepted"]
    shown = desk.types("office", "show", desk / "office", interview).output
    assert "Begun under ed-short@1" in shown
    course = desk.asks("office", "show", desk / "office", interview)["course"]
    assert course["promoted"]["began"] == "ed-short@1"
    found = desk.asks("office", "identity", desk / "office", interview, "--reason", "T")
    assert found["earlier"]["ed-short:/witness/age_band"] == "40-49"
    told = desk.types("office", "identity", desk / "office", interview, "--reason", "T").output
    assert "Told before the interview went on" in told
    assert "40–49" in told or "40-49" in told


def test_an_interview_that_was_not_promoted_says_nothing_of_it(desk: Desk, stations: Stations) -> None:
    (known,) = desk.asks("office", "import", desk / "office", stations.bundle)["accepted"]
    assert "promoted" not in desk.asks("office", "show", desk / "office", known)["course"]
    assert desk.asks("office", "identity", desk / "office", known, "--reason", "T")["earlier"] == {}
