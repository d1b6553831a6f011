"""Every question, rule and branch of the protocols for testimony is walked by a scripted interview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.interview import reading
from interview_kit.interview.interview import Interview
from interview_kit.protocol.model import Kind, Node
from interview_kit.vault.workspace import Workspace
from tests.content import walks
from tests.stations import create_laptop

LANGUAGES = ("ko", "en", "es")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    with create_laptop(tmp_path / "laptop") as workspace:
        yield workspace


@pytest.mark.parametrize("protocol", walks.WALKS)
def test_nothing_of_a_protocol_is_left_unwalked(protocol: str, laptop: Workspace) -> None:
    coverage = walks.covered(laptop, protocol)
    assert coverage.missed() == {}
    assert coverage.share() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("protocol", walks.WALKS)
def test_every_word_of_a_walk_is_there_in_each_language(
    protocol: str, language: str, laptop: Workspace
) -> None:
    for _, interview in walks.walk(laptop, protocol):
        for node in (node for child in interview.root.children for node in child.walk()):
            if node.relevant:
                assert _without_words(node.form.node, language) == [], node.path()
        told = _told(interview, language)
        assert all(line.question for section in told for line in section.lines)
        if language != "ko":
            assert not any(_is_hangul(line.question) for section in told for line in section.lines)


@pytest.mark.parametrize("protocol", walks.WALKS)
def test_no_result_of_a_walk_stands_as_a_bare_code(protocol: str, laptop: Workspace) -> None:
    bare = set()
    for loaded, interview in ((one.loaded, one) for _, one in walks.walk(laptop, protocol)):
        for node in interview.root.walk():
            shown = node.is_computed and node.relevant and node.text and node.form.node.label
            if shown and node.text[0].isalpha():
                named = loaded.protocol.choices.get(node.form.node.choices or "", ())
                bare |= {node.form.path} if node.text not in {choice.value for choice in named} else set()
    assert bare == set()


def _without_words(node: Node, language: str) -> list[str]:
    """Return which texts of a node are not there in a language."""
    named = ("label", "hint", "guidance", "constraint_message", "required_message")
    found = [name for name in named if getattr(node, name) and not getattr(node, name).get(language)]
    asked = node.kind in (Kind.QUESTION, Kind.GROUP, Kind.REPEAT, Kind.NOTE)
    return [*found, "label"] if asked and not node.label else found


def _told(interview: Interview, language: str) -> tuple[reading.Section, ...]:
    answers = {
        node.path(): node.answer.to_short_json()
        for node in interview.root.walk()
        if node.relevant and node.answer is not None
    }
    return reading.sections(interview.loaded, answers, {}, (), language)


def _is_hangul(words: str) -> bool:
    return any("가" <= letter <= "힣" for letter in words)
