"""What was drawn goes into the workspace encrypted, is read back from memory, and never lies in the clear."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pytest

from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.interview.journal import EntryKind
from interview_kit.vault import attached, drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from tests.invented_custody import custody
from tests.stations import Stations

DRAWN = b"T-drawing that must stay dark" * 5000


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def draft(laptop: Workspace) -> Draft:
    begun = drafts.begin(laptop, custody())
    begun.attach_from("/custody/map", "image/png", io.BytesIO(DRAWN))
    return begun


def test_a_drawing_is_an_answer_like_a_file(draft: Draft, laptop: Workspace) -> None:
    entry = draft.interview.entries[-1]
    assert (entry.kind, entry.path) == (EntryKind.ANSWER, "/custody/map")
    value = drafts.open_draft(laptop, draft.interview.id).interview.answers_json(identifying=False)
    kept = value["/custody/map"]
    assert isinstance(kept, dict)
    assert (kept["media"], kept["size"]) == ("image/png", len(DRAWN))
    assert kept["sha256"] == hashlib.sha256(DRAWN).hexdigest()


def test_a_drawing_is_read_back_as_it_was(draft: Draft, laptop: Workspace) -> None:
    assert attached.content(laptop, draft.interview, "/custody/map") == DRAWN


def test_invariant_01_nothing_of_a_drawing_is_on_the_disk(draft: Draft, laptop: Workspace) -> None:
    attached.content(laptop, draft.interview, "/custody/map")
    written = [file for file in laptop.folder.rglob("*") if file.is_file()]
    assert any(file.parent.name == "attachments" for file in written)
    assert not [file for file in written if b"must stay dark" in file.read_bytes()]


def test_a_drawing_that_the_question_does_not_take_leaves_no_file(draft: Draft, laptop: Workspace) -> None:
    before = sorted((laptop.folder / "attachments").iterdir())
    with pytest.raises(InputError, match="expected-duration"):
        draft.attach_from("/custody/held", "image/png", io.BytesIO(DRAWN))
    assert sorted((laptop.folder / "attachments").iterdir()) == before


def test_what_is_too_large_or_gone_is_said_and_not_opened(draft: Draft, laptop: Workspace) -> None:
    with pytest.raises(InputError, match="attachment-large"):
        attached.content(laptop, draft.interview, "/custody/map", most=1000)
    draft.answer("/custody/map", Answer())
    with pytest.raises(InputError, match="attachment-not-there"):
        attached.content(laptop, draft.interview, "/custody/map")


def test_a_changed_byte_is_noticed_before_anything_is_shown(draft: Draft, laptop: Workspace) -> None:
    (file,) = (laptop.folder / "attachments").iterdir()
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    with pytest.raises(RefusedError, match="attachment-damaged"):
        attached.content(laptop, draft.interview, "/custody/map")
