"""The consent sheet: everything that can be agreed to, how to take it back, and no name."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.messages import LANGUAGES, say
from interview_kit.protocol import library
from interview_kit.protocol.model import Protocol
from interview_kit.protocol.vocabularies import vocabularies
from interview_kit.sheets.blank import text_of
from interview_kit.sheets.consent import consent_sheet
from interview_kit.sheets.numbering import asked

EVERY = [(key, language) for key in ("ed-short", "ed-full") for language in LANGUAGES]


def words(sheet: bytes, tmp_path: Path) -> str:
    file = tmp_path / "T-consent.pdf"
    file.write_bytes(sheet)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    return "".join(text.split())


def joined(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_each_scope_is_asked_by_itself_and_called_by_its_name(
    key: str, language: str, tmp_path: Path
) -> None:
    loaded = library.find(library.shipped_protocols(), key)
    sheet = words(consent_sheet(loaded, language), tmp_path)
    for term in vocabularies()["consent_scope"].entries:
        granter = loaded.form.scopes[term.code]
        assert joined(text_of(granter, "label", language)) in sheet
        assert joined(f"{term.code} · {term.label[language]}") in sheet


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_it_says_how_to_take_it_back_and_where_to_sign(key: str, language: str, tmp_path: Path) -> None:
    loaded = library.find(library.shipped_protocols(), key)
    sheet = words(consent_sheet(loaded, language), tmp_path)
    for said in ("consent-withdraw", "consent-witness", "consent-interpreter", "consent-no-name"):
        assert joined(say(f"sheets.{said}", language)) in sheet
    assert loaded.digest.hex() in sheet


@pytest.mark.parametrize(("key", "language"), EVERY, ids="T-{}".format)
def test_nothing_on_it_asks_who_the_witness_is(key: str, language: str, tmp_path: Path) -> None:
    loaded = library.find(library.shipped_protocols(), key)
    sheet = words(consent_sheet(loaded, language), tmp_path)
    identifying = [node for node in loaded.form.nodes if asked(node) and node.identifying]
    assert identifying
    assert [one.path for one in identifying if joined(text_of(one, "label", language)) in sheet] == []


def test_a_protocol_without_consent_has_no_sheet_and_nothing_is_written(tmp_path: Path) -> None:
    protocol = Protocol.model_validate(
        {
            "id": "T-none",
            "version": "1",
            "title": {"en": "T"},
            "languages": ["en"],
            "children": [{"name": "a", "kind": "question", "label": {"en": "Who?"}}],
        }
    )
    source, out = tmp_path / "T-none.json", tmp_path / "T-out.pdf"
    source.write_bytes(library.from_model(protocol).body)
    run = CliRunner().invoke(main, ["protocol", "print", str(source), "--consent", "--out", str(out)])
    assert run.exit_code == 1
    assert "T-none@1" in run.stderr
    assert not out.exists()
