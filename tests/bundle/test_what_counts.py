"""What counts when an interview is sealed: answers as they read then, nothing no longer offered."""

from __future__ import annotations

from typing import Any

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.errors import InputError
from interview_kit.interview.answer import Answer
from interview_kit.interview.drawing import draw
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.protocol.model import Protocol
from interview_kit.vault import drafts
from tests.stations import CUSTODIAN_PASSPHRASE, Stations

TOWNS = [
    {"value": "hyesan", "label": {"en": "T Hyesan"}, "columns": {"in": "ryanggang"}},
    {"value": "kapsan", "label": {"en": "T Kapsan"}, "columns": {"in": "ryanggang"}},
    {"value": "musan", "label": {"en": "T Musan"}, "columns": {"in": "hamgyong"}},
]
PROVINCE = {"name": "province", "kind": "question"}


def protocol(*children: dict[str, Any]) -> LoadedProtocol:
    return from_model(
        Protocol.model_validate(
            {
                "id": "t-counts",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "choices": {"towns": TOWNS},
                "children": [{"name": "g", "kind": "group", "children": children}],
            }
        )
    )


def towns(kind: str) -> dict[str, Any]:
    return {
        "name": "town",
        "kind": "question",
        "type": kind,
        "choices": "towns",
        "choice_filter": "in = /data/g/province or /data/g/province = 'all'",
    }


@pytest.mark.parametrize(
    ("kind", "said", "counts"),
    [("select_one", "kapsan", None), ("select_multiple", ["kapsan", "musan"], ["musan"])],
)
@pytest.mark.parametrize("apart", [False, True])
def test_a_choice_no_longer_offered_is_not_told_to_the_office(
    stations: Stations, kind: str, said: Any, counts: Any, apart: bool
) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol(PROVINCE, towns(kind) | {"kit": {"identifying": apart}}))
        draft.answer("/g/province", Answer("all"))
        draft.answer("/g/town", Answer(said))
        draft.answer("/g/province", Answer("hamgyong"))
        sealed = seal(laptop, draft.interview.id)
        export(laptop, stations.new_folder("usb"))
    with stations.office() as office:
        assert sealed.interview in import_bundles(office, [stations.new_folder("usb")]).accepted
        told = archive.find(office, sealed.interview).answers
        if apart:
            told = archive.read_identity(
                office, sealed.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="a test"
            ).answers
        assert told.get("/g/town") == counts


STAYS = {
    "name": "stay",
    "kind": "repeat",
    "repeat_count": "/data/g/stays",
    "children": [
        {"name": "place", "kind": "question"},
        {"name": "by", "kind": "question", "default": "foot"},
        {"name": "turn", "kind": "calculation", "type": "integer", "calculate": "position(..)"},
        {"name": "leg", "kind": "repeat", "children": [{"name": "to", "kind": "question"}]},
    ],
}


@pytest.mark.parametrize("apart", [False, True])
def test_instances_that_only_a_count_made_are_sealed_and_taken(stations: Stations, apart: bool) -> None:
    """Also where the count is told to the custodian alone, and where it was lowered after it was used."""
    stays = {"name": "stays", "kind": "question", "type": "integer", "kit": {"identifying": apart}}
    with stations.laptop() as laptop:
        loaded = protocol(stays, STAYS)
        for counts, places in (((2,), []), ((4,), [2]), ((3, 1), [1, 3]), ((1, 0), [1]), ((3, 2, 3), [3])):
            draft = drafts.begin(laptop, loaded)
            draft.answer("/g/stays", Answer(counts[0]))
            for place in places:
                draft.answer(f"/g/stay[{place}]/place", Answer("T"))
                draft.add(f"/g/stay[{place}]/leg")
            for count in counts[1:]:
                draft.answer("/g/stays", Answer(count))
            seal(laptop, draft.interview.id)
        export(laptop, stations.new_folder("usb"))
    with stations.office() as office:
        report = import_bundles(office, [stations.new_folder("usb")])
        assert (len(report.accepted), report.quarantined) == (6, [])
        told = [one for one in archive.listing(office) if one.protocol.protocol.id == "t-counts"]
    counted = sorted(sum(path.endswith("/turn") for path in one.calculated) for one in told)
    assert counted == [0, 1, 2, 3, 4]
    ways = sorted(sum(path.endswith("/by") for path in one.answers) for one in told)
    assert ways == [0, 1, 2, 3, 4]


def test_a_default_is_an_answer_until_somebody_gives_another(stations: Stations) -> None:
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol(PROVINCE | {"default": "ryanggang"}))
        assert draft.interview.answers_json(identifying=False) == {"/g/province": "ryanggang"}
        draft.answer("/g/province", Answer("hamgyong"))
        again = drafts.open_draft(laptop, draft.interview.id)
        assert again.interview.answers_json(identifying=False) == {"/g/province": "hamgyong"}


def test_a_calculated_question_is_shown_and_travels_as_calculated(stations: Stations) -> None:
    copied = {"name": "copied", "kind": "question", "calculate": "/data/g/province", "readonly": "true()"}
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol(PROVINCE, copied | {"required": "true()"}))
        draft.answer("/g/province", Answer("hamgyong"))
        assert draft.interview.problems() == []
        (_, shown) = draw(draft.interview).sections[0].nodes[0].children
        assert (shown.answer, shown.readonly) == (Answer("hamgyong"), True)
        assert draft.interview.calculated_json(identifying=False) == {"/g/copied": "hamgyong"}
        with pytest.raises(InputError, match="readonly"):
            draft.answer("/g/copied", Answer("musan"))
