"""An office sends a new version of a protocol while interviews under the one before are still open."""

from __future__ import annotations

from pathlib import Path

from interview_kit.interview.answer import Answer
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.trust import packs
from interview_kit.vault import drafts, protocols
from interview_kit.vault.workspace import Workspace
from tests.stations import Stations


def next_version() -> LoadedProtocol:
    """Return the short protocol as version 2, with other words for its first section."""
    before = library.find(library.shipped_protocols(), "ed-short").protocol
    first = before.children[0].model_copy(update={"label": {"en": "T-new words", "ko": "T-새 말"}})
    return from_model(before.model_copy(update={"version": "2", "children": (first, *before.children[1:])}))


def bring(stations: Stations, laptop: Workspace, loaded: LoadedProtocol) -> None:
    """Let the office write a pack with this protocol, and the laptop take it."""
    file = Path(stations.folder) / "next.ikp"
    with stations.office() as office:
        fingerprint = packs.write_pack(office, file, (loaded,))
    packs.accept_pack(laptop, file, fingerprint)


def test_a_draft_keeps_its_version_and_new_interviews_begin_under_the_next(stations: Stations) -> None:
    with stations.laptop() as laptop:
        short = library.find(library.shipped_protocols(), "ed-short")
        draft = drafts.begin(laptop, short)
        draft.answer("/consent/understood", Answer("YES"))
        bring(stations, laptop, next_version())

        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.loaded.protocol.key == "ed-short@1"
        assert again.interview.entries == draft.interview.entries
        again.answer("/consent/sc1", Answer("YES"))

        offered = [one.protocol.key for one in protocols.newest(laptop)]
        assert "ed-short@2" in offered
        assert "ed-short@1" not in offered
        begun = drafts.begin(laptop, library.find(protocols.newest(laptop), "ed-short"))
        assert begun.interview.loaded.protocol.children[0].label["en"] == "T-new words"


def test_a_version_by_name_can_still_be_had(stations: Stations) -> None:
    with stations.laptop() as laptop:
        bring(stations, laptop, next_version())
        assert library.find(protocols.offered(laptop), "ed-short@1").protocol.version == "1"
