"""``field history``: what a draft's journal tells of each answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.interview.answer import Answer
from interview_kit.vault import drafts
from tests.interview.forms import protocol, question
from tests.stations import PASSPHRASE, Stations

Type = Callable[..., Result]


@pytest.fixture
def types(stations: Stations, tmp_path: Path) -> Type:
    (tmp_path / "passphrase").write_text(PASSPHRASE, "utf-8")

    def typed(*words: str) -> Result:
        given = ["field", "history", str(stations.folder / "laptop"), *words]
        return CliRunner().invoke(
            main, [*given, "--passphrase-file", str(tmp_path / "passphrase"), "--language", "en"]
        )

    return typed


@pytest.fixture
def interview(stations: Stations) -> str:
    """Answered, changed, undone, and another question in an instance that was removed."""
    leg = {"name": "leg", "kind": "repeat", "children": [question("where")]}
    with stations.laptop() as laptop:
        draft = drafts.begin(laptop, protocol(question("place"), leg))
        draft.answer("/place", Answer("T-Hyesan"))
        draft.answer("/place", Answer("T-Musan"))
        draft.undo()
        draft.add("/leg")
        draft.answer("/leg[1]/where", Answer("T-Kapsan"))
        draft.remove("/leg[1]", "T counted twice")
        return draft.interview.id


def test_the_history_of_a_question_says_what_was_undone(interview: str, types: Type) -> None:
    lines = types(interview, "/place").output.splitlines()
    assert [line.split()[1:5] for line in lines if "T-" in line] == [
        ["/place", "answered", "T-Hyesan", "yes"],
        ["/place", "answered", "T-Musan", "undone"],
    ]


def test_without_a_path_every_question_that_was_ever_answered_is_told(interview: str, types: Type) -> None:
    told = json.loads(types(interview, "--json").stdout)
    assert [(one["answer"]["value"], one["in_force"]) for one in told] == [
        ("T-Hyesan", True),
        ("T-Musan", False),
        ("T-Kapsan", True),
    ]
    assert told[2]["path"].startswith("/leg[")
    again = json.loads(types(interview, told[2]["path"], "--json").stdout)
    assert again == [told[2]]


def test_a_question_nobody_answered_has_none_and_another_is_refused(interview: str, types: Type) -> None:
    assert types(interview, "/leg/where").output == "Nothing was ever answered there.\n"
    refused = types(interview, "/shoe_size")
    assert (refused.exit_code, "no question" in refused.stderr) == (1, True)
