"""A refused bundle waits with its reason, in words that can be read later."""

from __future__ import annotations

from interview_kit.messages import explain
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from tests.attacks.forger import take_apart
from tests.stations import Stations


def test_a_reason_keeps_what_fills_in_its_words(stations: Stations) -> None:
    forger = take_apart(stations)
    entries = forger.journal()
    forger.rewrite_journal([*entries[:2], *entries[3:]])
    file = forger.write(stations.folder)
    with stations.office() as office:
        import_bundles(office, [file])
        (waiting,) = archive.quarantine(office)
    assert (waiting.error.code, waiting.error.parameters) == ("interview.journal-broken", {"counter": 3})
    assert "entry 3" in explain(waiting.error, "en")
