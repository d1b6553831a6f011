"""A damaged disk may take the protocol a draft was begun under. The draft stays, and says what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interview_kit.errors import RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.protocol import library
from interview_kit.vault import drafts, interviews, protocols
from interview_kit.vault.workspace import Workspace
from tests.stations import Stations
from tests.vault.test_protocol_actions import PLACE, protocol
from tests.vault.test_repairing import mend


def lose_protocols(laptop: Workspace) -> None:
    laptop.database.run("PRAGMA foreign_keys = OFF")
    laptop.database.run("DELETE FROM protocol_graph")
    laptop.database.run("DELETE FROM protocol")


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


def test_a_draft_without_its_protocol_is_listed_and_opens_when_a_pack_brings_it_again(
    laptop: Workspace,
) -> None:
    own_form = protocol([PLACE], [])
    interview = drafts.begin(laptop, own_form).interview.id
    lose_protocols(laptop)
    (row,) = (row for row in interviews.listing(laptop) if row.interview == interview)
    assert (row.state, row.protocol) == ("draft", "?")
    with pytest.raises(RefusedError, match="protocol-lost"):
        drafts.open_draft(laptop, interview)
    protocols.keep(laptop, own_form)
    assert drafts.open_draft(laptop, interview)


def test_a_draft_that_lost_its_protocol_and_its_row_in_the_list_is_kept(stations: Stations) -> None:
    own_form = protocol([PLACE], [])
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, own_form)
        draft.answer("/place", Answer("T-Hyesan"))
        lose_protocols(laptop)
        laptop.database.run("DELETE FROM interview WHERE id = ?", (draft.interview.id,))
    assert mend(stations).lost == ()
    with stations.laptop() as laptop:
        protocols.keep(laptop, own_form)
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.entries == draft.interview.entries


def test_a_repair_puts_back_what_ships_with_the_program(stations: Stations) -> None:
    shipped = library.find(library.shipped_protocols(), "ed-short")
    with stations.laptop() as laptop:
        interview = drafts.begin(laptop, shipped).interview.id
        lose_protocols(laptop)
    assert not mend(stations).whole
    with stations.laptop() as laptop:
        assert drafts.open_draft(laptop, interview).interview.loaded.digest == shipped.digest
