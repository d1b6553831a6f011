"""What a protocol sets by itself is journalled with the answer that caused it, and reads back the same."""

from __future__ import annotations

from typing import Any

from interview_kit.interview.answer import Answer
from interview_kit.interview.journal import EntryKind
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.protocol.model import Protocol
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from tests.stations import Stations


def protocol(children: list[dict[str, Any]], actions: list[dict[str, Any]]) -> LoadedProtocol:
    return from_model(
        Protocol.model_validate(
            {
                "id": "t-actions",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "children": children,
                "actions": actions,
            }
        )
    )


def written(draft: Draft) -> list[tuple[str, str]]:
    """Kind and value of every entry after the first."""
    return [(entry.kind.value, str(entry.value)) for entry in draft.interview.entries[1:]]


PLACE = {"name": "place", "kind": "question"}
COPY = {"name": "copy", "kind": "question"}
CHANGED = {"events": ["xforms-value-changed"], "at": "/place", "target": "/data/copy", "value": "/data/place"}


def test_a_value_that_follows_from_an_answer_is_journalled_with_it(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol([PLACE, COPY], [CHANGED]))
        change = draft.answer("/place", Answer("T-Hyesan"))
        assert change.paths >= {"/place", "/copy"}
        assert written(draft) == [("answer", "{'value': 'T-Hyesan'}"), ("set", "T-Hyesan")]
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.answers_json(identifying=False) == {"/place": "T-Hyesan", "/copy": "T-Hyesan"}


def test_what_a_person_says_afterwards_stays(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol([PLACE, COPY], [CHANGED]))
        draft.answer("/place", Answer("T-Hyesan"))
        draft.answer("/copy", Answer("T-Musan"))
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.answers_json(identifying=False)["/copy"] == "T-Musan"


def test_a_preset_is_journalled_when_the_interview_begins(stations: Stations) -> None:
    begun = {"name": "begun", "kind": "calculation", "type": "datetime", "preload": "timestamp/start"}
    first = {"events": ["odk-instance-first-load"], "target": "/data/place", "text": "T-Seoul"}
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol([PLACE, begun], [first]))
        assert [entry.kind for entry in draft.interview.entries[1:]] == [EntryKind.SET, EntryKind.SET]
        moment = draft.interview.calculated_json(identifying=False)["/begun"]
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.calculated_json(identifying=False) == {"/begun": moment}
        assert again.interview.answers_json(identifying=False) == {"/place": "T-Seoul"}


def test_a_new_instance_begins_with_what_the_protocol_sets(stations: Stations) -> None:
    leg = {"name": "leg", "kind": "repeat", "children": [PLACE, {"name": "no", "kind": "question"}]}
    number = {
        "events": ["odk-new-repeat"],
        "at": "/leg",
        "target": "/data/leg/no",
        "value": "position(..)",
    }
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol([leg], [number]))
        draft.add("/leg")
        draft.add("/leg")
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.answers_json(identifying=False) == {"/leg[1]/no": "1", "/leg[2]/no": "2"}


def test_answers_of_counted_instances_read_back(stations: Stations) -> None:
    many = {"name": "many", "kind": "question", "type": "integer"}
    leg = {"name": "leg", "kind": "repeat", "repeat_count": "/data/many", "children": [PLACE]}
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol([many, leg], []))
        assert draft.answer("/many", Answer(2)).structure
        draft.answer("/leg[2]/place", Answer("T-Kapsan"))
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.answers_json(identifying=False) == {"/many": 2, "/leg[2]/place": "T-Kapsan"}


def test_a_protocol_is_opened_again_from_what_was_found_before(stations: Stations) -> None:
    with stations.laptop() as laptop:
        loaded = protocol([PLACE, {"name": "seen", "kind": "calculation", "calculate": "/data/place"}], [])
        draft = drafts.begin(laptop, loaded)
        again = drafts.open_draft(laptop, draft.interview.id).interview.loaded
        assert again.graph == loaded.form.graph.data()
        assert again.digest == loaded.digest
