"""The guide: the same chapters in every language, words and pictures that are there, and finding them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview_kit import guide
from interview_kit.data import shipped
from interview_kit.messages import LANGUAGES, catalogue

HELP = shipped("resources", "help")
PICTURE = re.compile(r"!\[([^\]]+)\]\(pictures/([a-z-]+)\.png\)")
LABEL = re.compile(r"\{([^}]*)\}")


def written(language: str) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((HELP / language).glob("*.md"))}


@pytest.mark.parametrize("language", LANGUAGES, ids="T-{}".format)
def test_every_language_has_the_same_chapters_parts_and_pictures(language: str) -> None:
    english, other = written("en"), written(language)
    assert english.keys() == other.keys()
    for name, text in english.items():
        assert len(re.findall("^## ", text, re.M)) == len(re.findall("^## ", other[name], re.M)), name
        assert [one[1] for one in PICTURE.findall(text)] == [one[1] for one in PICTURE.findall(other[name])]
        assert sorted(re.findall("`[^`]+`", text)) or name


@pytest.mark.parametrize("language", LANGUAGES, ids="T-{}".format)
def test_what_the_guide_calls_something_is_what_the_screen_calls_it(language: str) -> None:
    named = {key for text in written(language).values() for key in LABEL.findall(text)}
    assert named
    assert named <= catalogue(language).keys()
    (export,) = [one for one in guide.chapters(language) if one.name == "handover"]
    assert f"**{catalogue(language)['field.export']}**" in export.text
    assert not any("{" in chapter.text for chapter in guide.chapters(language))


@pytest.mark.parametrize("language", LANGUAGES, ids="T-{}".format)
def test_every_picture_is_there_and_none_is_left_over(language: str) -> None:
    shown = {name for text in written(language).values() for _, name in PICTURE.findall(text)}
    assert len(shown) >= 12
    kept = {file.stem for file in (HELP / "pictures" / language).glob("*.png")}
    assert shown == kept
    assert all(guide.picture_file(f"pictures/{name}.png", language).is_file() for name in shown)


def test_a_picture_lies_nowhere_else_whatever_its_name_says() -> None:
    found = guide.picture_file("../../../../etc/passwd", "en")
    assert found.parent == HELP / "pictures" / "en"


@pytest.mark.parametrize(
    ("language", "words", "chapter"),
    [
        ("en", "forgotten passphrase", "trouble"),
        ("en", "FINGERPRINT office", "first-minutes"),
        ("ko", "수령증", "handover"),
        ("es", "huella digital", "first-minutes"),
    ],
    ids="T-{}".format,
)
def test_words_are_found_with_those_in_a_heading_first(language: str, words: str, chapter: str) -> None:
    found = guide.search(words, language)
    assert found[0].chapter == chapter
    (whole,) = [one for one in guide.chapters(language) if one.name == chapter]
    assert found[0].heading in [heading for heading, _ in whole.parts()]


def test_every_word_must_be_there_and_none_finds_nothing() -> None:
    assert guide.search("passphrase T-zebra", "en") == []
    assert guide.search("   ", "en") == []


def test_what_is_found_is_told_without_the_signs_of_markdown() -> None:
    found = [one for chapter in ("F8", "receipt", "Ctrl+L") for one in guide.search(chapter, "en")]
    assert found
    assert not any(sign in one.excerpt for one in found for sign in ("**", "`", "![", "|", "]("))


def test_links_lead_to_chapters_that_are_there() -> None:
    for language in LANGUAGES:
        names = {one.name for one in guide.chapters(language)}
        for text in written(language).values():
            without_pictures = PICTURE.sub("", text)
            linked = re.findall(r"\]\(([^)#]+)", without_pictures)
            assert set(linked) <= names
            assert not re.search(r"https?:", text), "nothing leads out of the program"


def test_a_language_without_a_guide_is_shown_the_english_one(tmp_path: Path) -> None:
    assert not (HELP / "xx").exists()
    assert [one.title for one in guide.chapters("xx")] == [one.title for one in guide.chapters("en")]
