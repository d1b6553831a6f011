"""Times are shown as the clock on the wall would, where it could show them at all."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from interview_kit_ui.local_time import clock, day, moment


@pytest.fixture(params=["Asia/Seoul", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows asks the system for its zone")
def test_a_time_is_told_on_the_local_clock(zone: str) -> None:
    told = {"Asia/Seoul": "2026-03-02 00:30", "America/New_York": "2026-03-01 10:30"}
    assert moment("2026-03-01T15:30:00.000Z") == told[zone]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows asks the system for its zone")
@pytest.mark.parametrize("year", ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"])
def test_a_clock_that_stood_at_the_end_of_time_stops_no_list(zone: str, year: str) -> None:
    """A laptop says what its clock said; an office shows it among the others."""
    assert moment(year).startswith(day(year))
    assert clock(year).count(":") == 2
