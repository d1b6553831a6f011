"""Agencies, durations, money, persons and pictures as they are read: words first, then what was meant."""

from __future__ import annotations

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import from_json
from interview_kit.interview.drawing import draw
from interview_kit.interview.picture import NodePicture
from interview_kit.interview.reading import describe, sections
from tests.interview.forms import Witness, question
from tests.interview.kit_forms import every_type, person, protocol, repeat

PICTURE: dict[str, JsonValue] = {"media": "image/png", "size": 1_500, "attachment": "a", "sha256": "0"}


@pytest.mark.parametrize(
    ("path", "value", "words", "understood"),
    [
        ("/agency", {"code": "MSS_COUNTY", "words": "회령 보위부"}, "회령 보위부", "MSS_COUNTY"),
        ("/agency", {"code": "MSS_COUNTY"}, "MSS_COUNTY", ""),
        ("/agency", {"words": "T-사람들"}, "T-사람들", ""),
        ("/stay", {"iso": "P8M~", "words": "여덟 달쯤"}, "여덟 달쯤", "약 8개월"),
        ("/stay", {"iso": "P1Y"}, "1년", ""),
        ("/bribe", {"amount": "300", "currency": "CNY", "words": "삼백 원"}, "삼백 원", "300 CNY"),
        ("/bribe", {"words": "쌀 한 자루"}, "쌀 한 자루", ""),
        ("/because", {"id": "k3", "words": "T-언니"}, "T-언니", "victim 1"),
        ("/because", {"id": "gone"}, "gone", ""),
        ("/map", PICTURE, "약도, 2 KB", ""),
        ("/signed", PICTURE, "서명, 2 KB", ""),
    ],
)
def test_words_come_first_and_what_was_meant_beside_them(
    path: str, value: JsonValue, words: str, understood: str
) -> None:
    loaded = every_type()
    answer = from_json(value, path=path)
    read = describe(answer, loaded.form.at(path).node, loaded.protocol, "ko", {"k3": "victim 1"})
    assert (read.words, read.understood) == (words, understood)


def family() -> Witness:
    """Two persons, whose names are in a group, and an answer that points to the second."""
    told = {"name": "told", "kind": "group", "label": {}, "children": [question("called"), question("age")]}
    leg = repeat("leg", question("place"))
    witness = Witness(
        protocol(repeat("victim", person("mother", acyclic=True), told, leg), person("because"))
    )
    for number, name in enumerate(("T-언니", "T-조카"), 1):
        witness.adds("/victim")
        witness.adds(f"/victim[{number}]/leg")
        witness.says(f"/victim[{number}]/leg[1]/place", "T-Hoeryong")
        witness.says(f"/victim[{number}]/told/called", name)
    second = witness.interview.instances()["/victim[2]"]
    witness.says("/because", {"id": second})
    witness.says("/victim[1]/mother", {"id": second})
    return witness


def test_whom_an_answer_points_to_is_said_by_what_is_told_of_them() -> None:
    interview = family().interview
    instances = {path: str(one) for path, one in interview.instances().items()}
    answers = interview.answers_json(identifying=False)
    read = sections(interview.loaded, answers, {}, (), "en", instances)
    lines = {line.path: line.answer.words for section in read for line in section.lines if line.answer}
    assert lines["/because"] == "victim 2 · T-조카"
    assert lines["/victim[1]/mother"] == "victim 2 · T-조카"


def node_of(witness: Witness, path: str) -> NodePicture:
    waiting = [node for section in draw(witness.interview).sections for node in section.nodes]
    while waiting:
        node = waiting.pop()
        if node.path == path:
            return node
        waiting += node.children
    raise LookupError(path)


def test_nobody_is_called_by_whom_they_point_to() -> None:
    witness = family()
    first, second = (node_of(witness, f"/victim[{number}]/mother").choices for number in (2, 1))
    assert [one.label["en"] for one in (*first, *second)] == ["1 T-언니", "2 T-조카"]


def test_one_picks_from_those_told_of_so_far_and_never_oneself() -> None:
    witness = family()
    witness.says("/victim[2]/told/called", "T-막내")
    offered = node_of(witness, "/victim[1]/mother").choices
    assert [(one.value, one.label["ko"]) for one in offered] == [
        (witness.interview.instances()["/victim[2]"], "2 T-막내")
    ]
    witness.removes("/victim[2]")
    assert node_of(witness, "/victim[1]/mother").choices == ()
