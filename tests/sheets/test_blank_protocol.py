"""A protocol on paper: every question in its words, when it is asked, and from which protocol exactly."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.messages import LANGUAGES
from interview_kit.protocol import library
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import Protocol, text_in
from interview_kit.sheets.blank import blank_protocol, text_of
from interview_kit.sheets.conditions import Conditions
from interview_kit.sheets.numbering import asked, numbers

KEYS = ("ed-short", "ed-full", "follow-up")
EVERY = [(key, language) for key in KEYS for language in LANGUAGES]


@functools.cache
def printed(key: str, language: str) -> bytes:
    return blank_protocol(loaded(key), language)


def loaded(key: str) -> library.LoadedProtocol:
    return library.find(library.shipped_protocols(), key)


def words(sheet: bytes, tmp_path: Path) -> list[str]:
    """Return the words of each page as another program reads them, without spaces and line ends."""
    file = tmp_path / "T-sheet.pdf"
    file.write_bytes(sheet)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    return ["".join(page.split()) for page in text.split("\f")[:-1]]


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_every_question_stands_on_paper_under_its_number(key: str, language: str, tmp_path: Path) -> None:
    pages, form = "".join(words(printed(key, language), tmp_path)), loaded(key).form
    numbered = numbers(form)
    missing = [
        node.path
        for node in form.nodes
        if asked(node)
        and not (numbered[node] in pages and "".join(text_of(node, "label", language).split()) in pages)
    ]
    assert missing == []


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_every_page_says_from_which_protocol_it_was_printed(key: str, language: str, tmp_path: Path) -> None:
    protocol, pages = loaded(key), words(printed(key, language), tmp_path)
    foot = f"{protocol.protocol.key}·{protocol.digest.hex()}"
    assert all(foot in page for page in pages)
    assert f"1of{len(pages)}" in pages[0] or f"1de{len(pages)}" in pages[0] or f"1/{len(pages)}쪽" in pages[0]


@pytest.mark.parametrize("language", LANGUAGES, ids="T-{}".format)
def test_its_letters_travel_with_it(language: str, tmp_path: Path) -> None:
    file = tmp_path / "T-sheet.pdf"
    file.write_bytes(printed("ed-short", language))
    listed = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True).stdout
    fonts = [line.split() for line in listed.splitlines()[2:]]
    assert fonts
    assert all("Pretendard" in font[0] and font[-5:-2] == ["yes", "yes", "yes"] for font in fonts)


def test_the_options_keep_their_keys_and_their_codes(tmp_path: Path) -> None:
    pages = "".join(words(printed("ed-short", "en"), tmp_path))
    assert "Decidelater" in pages
    assert "SETTLEMENT" in pages
    assert "HEARD_OFF" in pages


def test_conditions_are_told_in_words(tmp_path: Path) -> None:
    pages = "".join(words(printed("ed-full", "en"), tmp_path))
    for said in (
        "Onlyif2.8is“Yes”:",
        "Onlyif2.8is“No”or“Decidelater”:Check:",
        "Onlyif1.5is“Yes”and1.8is“No”:Check:",
        "thisisnotthefirstsheetofitskind",
        "Onlywithayesto2.8,2.9.",
    ):
        assert said in pages, said


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_no_formula_reaches_the_paper(key: str, language: str, tmp_path: Path) -> None:
    pages = "".join(words(printed(key, language), tmp_path))
    assert not any(sign in pages for sign in ("../", "${", "selected(", "kit:", "[sheets", "current()"))


def test_a_condition_that_no_words_fit_names_what_it_depends_on() -> None:
    question = {"kind": "question", "type": "integer", "kit": {}}
    protocol = Protocol.model_validate(
        {
            "id": "T-sum",
            "version": "1",
            "title": {"en": "T"},
            "languages": ["en"],
            "children": [
                {**question, "name": "a", "label": {"en": "How many came?"}},
                {**question, "name": "b", "label": {"en": "How many left?"}},
                {**question, "name": "c", "label": {"en": "And then?"}, "relevant": "../a + ../b > 3"},
            ],
        }
    )
    form = Form(protocol)
    told = Conditions(form, numbers(form), "en").of(form.at("/c"))
    assert told == ("Only if it follows from the answers to 1 “How many came?”, 2 “How many left?”:")


def test_each_sheet_of_a_repeat_is_numbered_with_those_it_belongs_to(tmp_path: Path) -> None:
    full = loaded("ed-full").form
    leg = text_in(full.at("/case/victim/leg").node.label, "en", "en")
    assert leg == "Detention and transfer"
    pages = words(printed("ed-full", "en"), tmp_path)
    begins = [page for page in pages if "Detentionandtransfer,no." in page]
    assert len(begins) > 1  # its further pages say it, too
    assert all("Case,no." in page and "Personwhodisappeared,no." in page for page in begins)


def test_a_practice_sheet_says_so_on_every_page(tmp_path: Path) -> None:
    pages = words(blank_protocol(loaded("ed-short"), "es", practice=True), tmp_path)
    assert all("PRÁCTICA" in page for page in pages)


def test_the_command_prints_a_shipped_protocol_or_one_from_a_file(tmp_path: Path) -> None:
    beside = tmp_path / "T-own.json"
    beside.write_bytes(loaded("ed-short").body)
    for source in ("ed-short", str(beside)):
        out = tmp_path / "T-out.pdf"
        run = CliRunner().invoke(main, ["protocol", "print", source, "--language", "ko", "--out", str(out)])
        assert run.exit_code == 0, run.output
        assert any("강제" in page or "동의" in page for page in words(out.read_bytes(), tmp_path))
        out.unlink()
