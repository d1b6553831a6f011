"""What is undone is on the disk like everything else; what was destroyed never comes back by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interview_kit.bundle.seal import seal
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer
from interview_kit.interview.journal import EntryKind
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.workspace import Workspace
from tests.stations import DEMO, Stations, record
from tests.vault.test_protocol_actions import CHANGED, COPY, PLACE, protocol


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


def again(laptop: Workspace, draft: Draft) -> Draft:
    return drafts.open_draft(laptop, draft.interview.id)


def told(draft: Draft) -> dict[str, object]:
    return {**draft.interview.answers_json(identifying=False)}


def test_an_undo_is_there_after_opening_again_and_can_be_taken_back(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, protocol([PLACE, COPY], []))
    draft.answer("/place", Answer("T-Hyesan"))
    draft.answer("/place", Answer("T-Musan"))
    assert (draft.can_undo, draft.can_redo) == (True, False)
    change = draft.undo()
    assert "/place" in change.paths
    draft = again(laptop, draft)
    assert (told(draft), draft.can_redo) == ({"/place": "T-Hyesan"}, True)
    draft.redo()
    draft = again(laptop, draft)
    assert (told(draft), draft.can_redo) == ({"/place": "T-Musan"}, False)
    with pytest.raises(InputError, match="nothing-to-redo"):
        draft.redo()


def test_what_followed_from_an_answer_is_undone_with_it(laptop: Workspace) -> None:
    draft = drafts.begin(laptop, protocol([PLACE, COPY], [CHANGED]))
    draft.answer("/copy", Answer("T-own words"))
    draft.answer("/place", Answer("T-Hyesan"))
    assert told(draft) == {"/place": "T-Hyesan", "/copy": "T-Hyesan"}
    draft.undo()
    assert told(draft) == told(again(laptop, draft)) == {"/copy": "T-own words"}
    draft.answer("/place", Answer("T-Musan"))
    assert told(draft) == told(again(laptop, draft)) == {"/place": "T-Musan", "/copy": "T-Musan"}


def test_a_file_that_was_taken_away_by_mistake_comes_back_with_its_content(laptop: Workspace) -> None:
    draft = drafts.open_draft(laptop, record(laptop))
    files = draft.interview.attachments()
    assert files
    draft.attach("/story/recording", DEMO / "sketch.png")
    draft.answer("/story/recording", Answer())
    assert draft.interview.attachments() != files
    draft.undo()
    draft.undo()
    assert draft.interview.attachments() == files
    assert seal(laptop, draft.interview.id).number == 2


def with_account(laptop: Workspace) -> Draft:
    draft = drafts.open_draft(laptop, record(laptop))
    draft.answer("/story/account", Answer("canary-4713"))
    return draft


def test_what_was_destroyed_at_the_witness_wish_is_never_brought_back(laptop: Workspace) -> None:
    draft = with_account(laptop)
    draft.answer("/consent/sc2", Answer("NO"))
    draft.withdraw("/story/account")
    for one in (draft, again(laptop, draft)):
        assert not one.can_undo
        with pytest.raises(InputError, match="nothing-to-undo"):
            one.undo()


def test_what_was_said_after_something_was_destroyed_can_be_undone_up_to_there(laptop: Workspace) -> None:
    draft = with_account(laptop)
    draft.answer("/consent/sc2", Answer("NO"))
    draft.withdraw("/story/account")
    draft.answer("/consent/understood", Answer("NO"))
    draft.answer("/consent/understood", Answer("YES"))
    draft.undo()
    draft.undo()
    assert not draft.can_undo


def test_an_undone_answer_that_was_destroyed_is_not_brought_back_either(laptop: Workspace) -> None:
    draft = drafts.open_draft(laptop, record(laptop))
    draft.answer("/story/account", Answer("canary-4714"))
    draft.undo()
    draft.answer("/consent/sc2", Answer("NO"))
    draft.destroy_beyond_consent()
    assert "canary-4714" not in str([entry.value for entry in draft.interview.entries])
    assert not draft.can_undo, "consent would come back, and find nothing"
    assert not again(laptop, draft).can_undo


def test_an_undo_that_cannot_be_stored_leaves_all_as_it_was(
    laptop: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.begin(laptop, protocol([PLACE, COPY], [CHANGED]))
    draft.answer("/place", Answer("T-Hyesan"))
    before = told(draft)

    def full(*_: object) -> None:
        raise InputError("files.disk-full", path="T")

    for act in (draft.undo, lambda: draft.answer("/place", Answer("T-Musan"))):
        with monkeypatch.context() as disk:
            disk.setattr(StoredJournal, "append", full)
            with pytest.raises(InputError, match="disk-full"):
                act()
        assert told(draft) == told(again(laptop, draft)) == before
    draft.answer("/place", Answer("T-Kapsan"))
    assert told(draft) == told(again(laptop, draft)) == {"/place": "T-Kapsan", "/copy": "T-Kapsan"}


def test_what_was_undone_is_sealed_too(laptop: Workspace) -> None:
    draft = drafts.open_draft(laptop, record(laptop))
    draft.answer("/witness/name", Answer("T-바다"))
    draft.undo()
    undone = [entry for entry in draft.interview.entries if entry.kind is EntryKind.UNDO]
    assert len(undone) == 1
    assert seal(laptop, draft.interview.id).number == 2
