"""The care of a workspace from the command line, as a person would type it."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.office import archive
from interview_kit.protocol import library
from interview_kit.vault import drafts, journals
from interview_kit.vault.workspace import unlock
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, record

NEW = "네모난 사과는 화요일에 노래한다"


class Person:
    """Somebody at a terminal, with passphrases in files."""

    def __init__(self, stations: Stations, tmp_path: Path) -> None:
        self.stations, self.notes = stations, tmp_path
        self.runner = CliRunner()

    def note(self, text: str) -> Path:
        file = self.notes / f"note-{len(list(self.notes.iterdir()))}"
        file.write_text(f"{text}\n", "utf-8")
        return file

    def types(self, *words: str | Path, status: int = 0, group: str = "workspace") -> Result:
        given = {
            "INTERVIEW_KIT_PASSPHRASE_FILE": str(self.note(PASSPHRASE)),
            "INTERVIEW_KIT_CUSTODIAN_PASSPHRASE_FILE": str(self.note(CUSTODIAN_PASSPHRASE)),
            "INTERVIEW_KIT_NEW_PASSPHRASE_FILE": str(self.note(NEW)),
            "LANG": "en_GB.UTF-8",
            "LC_ALL": "en_GB.UTF-8",
        }
        result = self.runner.invoke(main, [group, *map(str, words)], env=given)
        assert result.exit_code == status, result.output
        return result

    @property
    def laptop(self) -> Path:
        return self.stations.folder / "laptop"

    def new_code(self) -> str:
        result = self.types("slots", self.laptop, "--new-sheet", "--json")
        return str(json.loads(result.stdout)["recovery_code"])


@pytest.fixture
def person(stations: Stations, tmp_path: Path) -> Person:
    (tmp_path / "notes").mkdir()
    return Person(stations, tmp_path / "notes")


def test_the_ways_in_are_listed_without_a_passphrase(person: Person) -> None:
    person.new_code()
    assert {slot["kind"] for slot in json.loads(person.types("slots", person.laptop, "--json").stdout)} == {
        "passphrase",
        "recovery",
        "escrow",
    }
    told = person.types("slots", person.laptop).stdout
    assert "recovery sheet" in told
    assert "office and custodian together" in told


def test_a_lost_passphrase_is_replaced_with_the_sheet_at_hand(person: Person) -> None:
    code = person.note(person.new_code())
    person.types("slots", person.laptop, "--new-passphrase", "--code-file", code)
    assert unlock(person.laptop, NEW)


def test_renewing_voids_the_sheet_and_gives_a_new_one(person: Person) -> None:
    old = person.new_code()
    told = person.types("slots", person.laptop, "--renew").stdout
    (new,) = re.findall(r"(?:\d{6} ){7}\d{6}", told)
    assert new != old
    refused = person.types(
        "slots", person.laptop, "--new-passphrase", "--code-file", person.note(old), status=1
    )
    assert "does not open" in refused.stderr


def test_a_sheet_never_goes_onto_the_workspaces_disk(person: Person) -> None:
    refused = person.types("slots", person.laptop, "--new-sheet", "--sheet", person.laptop.parent, status=1)
    assert "same disk" in refused.stderr
    assert not list(person.laptop.parent.glob("*.pdf"))


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no second disk to stand for a stick")
def test_a_sheet_goes_onto_a_stick_as_pdf(person: Person) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="T-stick-") as stick:
        made = person.types("slots", person.laptop, "--new-sheet", "--sheet", stick, "--json")
        told = json.loads(made.stdout)
        assert set(told) == {"sheet", "number"}
        assert Path(told["sheet"]).read_bytes().startswith(b"%PDF-")
        again = person.types("slots", person.laptop, "--new-sheet", "--sheet", stick).stdout
        assert re.search(rf"Recovery sheet \w+ is in {stick}/\w+\.pdf", again)


def test_a_code_typed_wrong_names_the_group(person: Person) -> None:
    groups = person.new_code().split()
    groups[2] = groups[2][:-1] + str((int(groups[2][-1]) + 1) % 10)
    refused = person.types(
        "slots", person.laptop, "--new-passphrase", "--code-file", person.note(" ".join(groups)), status=1
    )
    assert "group 3" in refused.stderr


def test_a_backup_is_written_restored_and_checked(person: Person, tmp_path: Path) -> None:
    with person.stations.laptop() as laptop:
        interview = record(laptop)
    code = person.note(person.new_code())
    backup = json.loads(person.types("backup", person.laptop, person.stations.stick, "--json").stdout)[
        "backup"
    ]
    told = person.types("restore", backup, tmp_path / "new", "--code-file", code).stdout
    assert "as a new device" in told
    checked = person.types("check", tmp_path / "new", "--passphrase-file", person.note(NEW), "--json")
    assert json.loads(checked.stdout)["whole"]
    assert interview


def test_office_and_custodian_restore_without_any_code(person: Person, tmp_path: Path) -> None:
    backup = json.loads(person.types("backup", person.laptop, person.stations.stick, "--json").stdout)[
        "backup"
    ]
    office = person.stations.folder / "office"
    told = json.loads(person.types("restore", backup, tmp_path / "new", "--office", office, "--json").stdout)
    assert len(told["fingerprint"].split()) == 8
    assert unlock(tmp_path / "new", NEW)


def test_a_missing_attachment_and_a_cut_bundle_are_named(person: Person) -> None:
    with person.stations.laptop() as laptop:
        record(laptop)
    attachment, *_ = (person.laptop / "attachments").iterdir()
    attachment.unlink()
    (bundle,) = (person.laptop / "sealed").iterdir()
    bundle.write_bytes(bundle.read_bytes()[:-1])
    told = person.types("check", person.laptop, status=1).stderr
    assert attachment.name in told
    assert bundle.name in told


def test_three_wrong_passphrases_make_the_next_one_wait(person: Person) -> None:
    wrong = person.note("not the passphrase")
    for _ in range(3):
        person.types("check", person.laptop, "--passphrase-file", wrong, status=1)
    told = person.types("check", person.laptop)
    assert "can be tried in" in told.stderr
    assert "whole" in told.stdout


def test_a_damaged_journal_is_named_and_mended(person: Person) -> None:
    with person.stations.laptop() as laptop:
        interview = record(laptop)
        journals.of(laptop, interview).remove(9)
    assert interview in person.types("check", person.laptop, status=1).stderr
    mended = person.types("check", person.laptop, "--repair")
    assert interview in mended.stderr
    assert json.loads(person.types("check", person.laptop, "--json").stdout)["whole"]
    assert "Everything is whole." in person.types("check", person.laptop, "--repair").stdout


def test_an_interviewer_who_is_gone_leaves_a_draft_that_the_office_seals_and_imports(person: Person) -> None:
    with person.stations.laptop() as laptop:
        interview = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-short")).interview.id
    office = person.stations.folder / "office"
    listed = json.loads(person.types("reopen", office, person.laptop, "--json", group="office").stdout)
    assert listed == {"drafts": [interview], "sealed": []}
    told = person.types("reopen", office, person.laptop, "--seal-all", group="office").stdout
    assert "as it was left" in told
    imported = person.types("import", office, person.laptop / "sealed", "--json", group="office")
    assert interview in json.loads(imported.stdout)["accepted"]
    shown = person.types("show", office, interview, group="office").stdout
    assert "sealed by the office" in shown.lower()
    with person.stations.office() as opened:
        assert [what for _, what, _ in archive.audit(opened)][:2] == ["sealed-for", "laptop-reopened"]


def test_the_custodians_passphrase_is_needed_to_reopen(person: Person) -> None:
    office = person.stations.folder / "office"
    wrong = person.note("not the custodian's")
    refused = person.types(
        "reopen", office, person.laptop, "--custodian-passphrase-file", wrong, group="office", status=1
    )
    assert "custodian" in refused.stderr
