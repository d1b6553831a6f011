"""The shipped protocols: lists are the vocabularies, workbooks are equal, the lint finds nothing."""

from __future__ import annotations

import pytest

from interview_kit.data import shipped
from interview_kit.interview.linting import lint
from interview_kit.protocol.library import LoadedProtocol, shipped_protocols
from interview_kit.protocol.vocabularies import vocabularies
from interview_kit.protocol.xforms.reading import read_protocol

LANGUAGES = ("ko", "en", "es")
#: What is declared to be no secret although it is made of secrets, for somebody to look at: an age band says
#: less than an age, and that there is a name is not the name.
TO_LOOK_AT = {
    "/witness/age_band",
    "/case/victim/derived/age_band",
    "/case/victim/derived/wgeid_a",
    "/case/victim/derived/wgeid_f",
}

every_protocol = pytest.mark.parametrize("loaded", shipped_protocols(), ids=lambda one: one.protocol.id)


def test_the_protocols_for_testimony_are_there() -> None:
    assert [one.protocol.id for one in shipped_protocols()] == ["ed-full", "ed-short", "follow-up"]


@every_protocol
def test_a_protocol_speaks_three_languages(loaded: LoadedProtocol) -> None:
    assert loaded.protocol.languages == LANGUAGES
    assert set(loaded.protocol.title) == set(LANGUAGES)


@pytest.mark.parametrize("name", ["ed-full", "ed-short"])
def test_the_lists_of_a_protocol_are_the_shipped_vocabularies(name: str) -> None:
    (loaded,) = [one for one in shipped_protocols() if one.protocol.id == name]
    assert loaded.protocol.choices
    for list_name, choices in loaded.protocol.choices.items():
        assert choices == vocabularies()[list_name].choices, list_name


def test_every_vocabulary_is_complete_in_three_languages() -> None:
    for vocabulary in vocabularies().values():
        codes = [term.code for term in vocabulary.entries]
        assert len(set(codes)) == len(codes)
        for texts in (vocabulary.title, *(term.label for term in vocabulary.entries)):
            assert set(texts) == set(LANGUAGES)
            assert all(text.strip() for text in texts.values())
        assert vocabulary.source


@every_protocol
def test_the_workbook_is_the_same_protocol(loaded: LoadedProtocol) -> None:
    """Also for ODK: pyxform takes it without a warning."""
    read, warnings = read_protocol(shipped("resources", "protocols", f"{loaded.protocol.id}.xlsx"))
    assert not warnings
    assert read.protocol == loaded.protocol


@every_protocol
def test_the_lint_finds_nothing_to_mend(loaded: LoadedProtocol) -> None:
    found = lint(loaded.form).findings
    assert [one for one in found if one.code != "reveals"] == []
    assert {one.path for one in found} <= TO_LOOK_AT
