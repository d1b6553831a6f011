"""Revoking, releasing, new keys, team packs, amendments and reports, typed as a person types them."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from interview_kit.crypto.age import HybridIdentity
from interview_kit.data import shipped
from interview_kit.vault.workspace import open_workspace
from tests.commands.desk import Desk

ANSWERS = shipped("resources", "demo", "witness-2.json")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop and an office that know each other, with one interview sealed."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    (desk / "passphrase").write_text("고요한 강 아래 흐르는 물\n", "utf-8")
    (desk / "custodian").write_text("다른 사람의 높고 먼 산\n", "utf-8")
    (desk / "stick").mkdir()
    desk.asks("office", "create", desk / "office", "--name", "T-office")
    request = desk.asks("field", "create", desk / "laptop", "--name", "T-laptop")
    desk.asks("field", "request", desk / "laptop", desk / "stick" / "laptop.ike")
    desk.asks(
        "office",
        "enrol",
        desk / "office",
        desk / "stick" / "laptop.ike",
        "--fingerprint",
        request["fingerprint"],
        "--name",
        "T-1",
    )
    pack = desk.asks("office", "pack", desk / "office", desk / "stick" / "office.ikp")
    desk.asks(
        "field",
        "pack",
        desk / "laptop",
        desk / "stick" / "office.ikp",
        "--fingerprint",
        pack["fingerprint"],
    )
    seal_one(desk)
    return desk.folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    shutil.copytree(made, tmp_path / "desk")
    return Desk(tmp_path / "desk")


def seal_one(desk: Desk) -> Any:
    interview = desk.asks("field", "interview", desk / "laptop", "ed-short", "--answers", ANSWERS)[
        "interview"
    ]
    return desk.asks("field", "seal", desk / "laptop", interview)


def deliver(desk: Desk) -> Any:
    desk.asks("field", "export", desk / "laptop", desk / "stick")
    return desk.asks("office", "import", desk / "office", desk / "stick")


def pdf_words(file: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(file).pages).replace("\0", "")


def test_a_laptop_is_revoked_and_one_bundle_released(desk: Desk) -> None:
    deliver(desk)
    done = desk.asks("office", "revoke", desk / "office", "T-1", "--reason", "T-stolen")
    assert (done["counts_up_to"], done["held"]) == (1, 0)
    second = seal_one(desk)
    assert deliver(desk)["held"] == [second["interview"]]
    (laptop,) = desk.asks("office", "laptops", desk / "office")
    assert (laptop["standing"], laptop["counts_up_to"], laptop["bundles"]) == ("revoked", 1, [1, 2])
    (held,) = desk.asks("office", "held", desk / "office")
    assert held["bundle"] == second["bundle"]
    assert "up to 1, revoked" in desk.types("office", "laptops", desk / "office").stdout

    words = {"T-Ann": "quiet orchard behind walls", "T-Bo": "quiet lantern over water"}
    for name, passphrase in words.items():
        (desk / name).write_text(f"{passphrase}\n", "utf-8")
        desk.asks(
            "office", "supervisors", desk / "office", "--add", name, "--new-passphrase-file", desk / name
        )
    assert desk.asks("office", "supervisors", desk / "office")["supervisors"] == ["T-Ann", "T-Bo"]
    asked = ("office", "release", desk / "office", held["bundle"][:12], "--reason", "T-asked", "--by")
    wrong = desk.is_refused(
        *asked, "T-Ann", "T-Bo", "--supervisor-passphrase-files", desk / "T-Ann", desk / "T-Ann"
    )
    assert "not the passphrase of T-Bo" in wrong
    desk.asks(*asked, "T-Ann", "T-Bo", "--supervisor-passphrase-files", desk / "T-Ann", desk / "T-Bo")
    assert desk.asks("office", "held", desk / "office") == []
    assert len(desk.asks("office", "list", desk / "office")) == 2


def test_office_and_laptop_take_new_keys(desk: Desk) -> None:
    deliver(desk)
    new = desk.asks("office", "rotate", desk / "office")["fingerprint"]
    desk.asks("office", "pack", desk / "office", desk / "stick" / "new.ikp")
    assert desk.asks("field", "pack", desk / "laptop", desk / "stick" / "new.ikp")["fingerprint"] == new
    rotated = desk.asks("field", "rotate", desk / "laptop")
    request = desk.asks("field", "request", desk / "laptop", desk / "stick" / "new.ike")
    assert request["fingerprint"] == rotated["fingerprint"]
    assert desk.asks("office", "enrol", desk / "office", desk / "stick" / "new.ike")["name"] == "T-1"
    seal_one(desk)
    assert len(deliver(desk)["accepted"]) == 1
    standings = [one["standing"] for one in desk.asks("office", "laptops", desk / "office")]
    assert standings == ["replaced", "enrolled"]


def test_the_custodian_takes_a_new_key(desk: Desk) -> None:
    report = deliver(desk)
    (desk / "next").write_text("quiet harbour before the storm\n", "utf-8")
    desk.asks("office", "rotate", desk / "office", "--custodian", "--new-passphrase-file", desk / "next")
    looked = ("office", "identity", desk / "office", report["accepted"][0], "--reason", "T-check")
    assert "not the custodian's passphrase" in desk.is_refused(*looked)
    found = desk.asks(*looked, "--custodian-passphrase-file", desk / "next")
    assert found["answers"]


def test_a_key_kept_elsewhere_is_added_and_removed(desk: Desk) -> None:
    elsewhere = str(HybridIdentity.generate().recipient)
    added = desk.asks("office", "recipients", desk / "office", "--add", elsewhere, "--name", "T-vault")
    assert added["recipients"] == {elsewhere: "T-vault"}
    assert "T-vault" in desk.types("office", "recipients", desk / "office").stdout
    assert desk.asks("office", "recipients", desk / "office", "--remove", "T-vault")["recipients"] == {}
    assert "not a valid public key" in desk.is_refused(
        "office", "recipients", desk / "office", "--add", "age1pqnonsense"
    )


def test_an_interview_is_safe_when_the_team_pack_says_so(desk: Desk) -> None:
    deliver(desk)
    desk.asks("office", "team", desk / "office", desk / "stick" / "team.ikp")
    assert desk.asks("field", "pack", desk / "laptop", desk / "stick" / "team.ikp")["safe"] == []
    words = (desk / "passphrase").read_text("utf-8").rstrip()
    with open_workspace(desk / "office", words) as office:
        office.keyring.set_recovery_code()  # a sheet in somebody's hand, without which nothing opens a backup
    (desk / "backup").mkdir()
    assert desk.types("workspace", "backup", desk / "office", desk / "backup").exit_code == 0
    desk.asks("office", "team", desk / "office", desk / "stick" / "team.ikp")
    assert len(desk.asks("field", "pack", desk / "laptop", desk / "stick" / "team.ikp")["safe"]) == 1
    assert desk.asks("field", "list", desk / "laptop")[0]["state"] == "safe"


def test_a_withdrawal_is_recorded_sealed_and_shown(desk: Desk) -> None:
    about = desk.asks("field", "list", desk / "laptop")[0]["interview"]
    answers = {
        "/wish/kind": ["WITHDRAWAL"],
        "/wish/channel": "CALL",
        "/wish/sure": "YES",
        "/consent/sc5": "NO",
        "/closing/readback": "YES",
    }
    (desk / "answers.json").write_text(json.dumps({"answers": answers}), "utf-8")
    made = desk.asks("field", "amend", desk / "laptop", about, "--answers", desk / "answers.json")
    assert made["problems"] == []
    desk.asks("field", "seal", desk / "laptop", made["interview"])
    deliver(desk)
    shown = desk.asks("office", "show", desk / "office", about)
    assert shown["consent"]["SC5"] == "NO"
    assert [one["interview"] for one in shown["amendments"]] == [made["interview"]]
    listed = desk.types("office", "list", desk / "office").stdout
    assert "corrected" in listed
    assert made["interview"] in desk.types("office", "show", desk / "office", about).stdout


def test_what_was_received_can_be_exported_again_until_it_is_safe(desk: Desk) -> None:
    desk.asks("field", "export", desk / "laptop", desk / "stick")
    report = desk.asks("office", "import", desk / "office", desk / "stick", "--receipts", desk / "stick")
    desk.asks("field", "receipt", desk / "laptop", report["receipts"][0])
    (desk / "other").mkdir()
    assert desk.asks("field", "export", desk / "laptop", desk / "other")["exported"] == []
    assert len(desk.asks("field", "export", desk / "laptop", desk / "other", "--again")["exported"]) == 1


def test_the_handover_sheet_names_what_changes_hands(desk: Desk) -> None:
    sheet = desk / "handover.pdf"
    done = desk.asks("field", "export", desk / "laptop", desk / "stick", "--sheet", sheet)
    (file,) = (Path(one) for one in done["exported"])
    sealed = desk.asks("bundle", "verify", file, "--office", desk / "office")
    words = pdf_words(sheet)
    assert file.name in words
    assert sealed["bundle"] in "".join(words.split())
    assert "T-laptop" not in words


def test_the_report_of_an_import_lies_on_paper(desk: Desk) -> None:
    desk.asks("field", "export", desk / "laptop", desk / "stick")
    (desk / "stick" / "damaged.ikb").write_bytes(b"age-encryption.org/v1\n")
    paper = desk / "report.pdf"
    report = desk.asks("office", "import", desk / "office", desk / "stick", "--report", paper, status=1)
    words = pdf_words(paper)
    assert report["accepted"][0] in words
    assert "damaged.ikb" in words
    assert "In quarantine" in words
    (taken,) = report["files"]
    assert (taken["standing"], taken["laptop"], taken["number"]) == ("accepted", "T-1", 1)


def test_a_bundle_is_verified_and_opened_without_importing_it(desk: Desk) -> None:
    (file,) = desk.asks("field", "export", desk / "laptop", desk / "stick")["exported"]
    told = desk.types("bundle", "verify", file, "--office", desk / "office").stdout
    assert "Everything holds" in told
    assert "T-1, number 1" in told
    opened = desk.asks("bundle", "open", file, desk / "open", "--office", desk / "office")
    names = {str(Path(one).relative_to(desk / "open")) for one in opened["files"]}
    assert {"manifest.json", "manifest.json.sig", "interview.json", "journal.jsonl", "identity.age"} <= names
    assert json.loads((desk / "open" / "manifest.json").read_text("utf-8")) == opened["manifest"]
    assert "not empty" in desk.is_refused("bundle", "open", file, desk / "open", "--office", desk / "office")
    assert desk.asks("office", "list", desk / "office") == []


def test_a_changed_bundle_is_not_opened(desk: Desk) -> None:
    (name,) = desk.asks("field", "export", desk / "laptop", desk / "stick")["exported"]
    file = Path(name)
    whole = bytearray(file.read_bytes())
    whole[-1] ^= 1
    file.write_bytes(whole)
    assert desk.is_refused("bundle", "verify", file, "--office", desk / "office")
    assert desk.is_refused("bundle", "open", file, desk / "open", "--office", desk / "office")
    assert not (desk / "open").exists()


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no second disk to stand for a stick")
def test_an_office_comes_back_from_shares_on_paper(desk: Desk) -> None:
    (desk / "safe").mkdir()
    made = (
        "office",
        "shares",
        desk / "office",
        "--need",
        2,
        "--among",
        3,
        "--recovery-folder",
        desk / "safe",
    )
    assert "same disk" in desk.is_refused(*made, "--sheets", desk / "stick")
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="T-stick-") as stick:
        done = desk.asks(*made, "--sheets", stick)
        printed = [pdf_words(Path(sheet)) for sheet in done["sheets"]]
    (file,) = done["files"]
    typed = []
    for number, words in enumerate(printed, start=1):
        assert f"Share {number} of 3" in words
        typed.append(desk / f"share {number}")
        groups = re.findall(r"^\d{3} \d{3}$", words, re.MULTILINE)
        assert len(groups) == 18
        typed[-1].write_text(" ".join(groups) + "\n", "utf-8")
    before = desk.asks("office", "pack", desk / "office", desk / "stick" / "again.ikp")["fingerprint"]
    asked = ("office", "recover", file, desk / "again", "--new-passphrase-file", desk / "passphrase")
    assert "1 more" in desk.is_refused(*asked, "--share-file", typed[2])
    back = desk.asks(*asked, "--share-file", typed[2], "--share-file", typed[0])
    assert back["fingerprint"] == before
    desk.asks("field", "export", desk / "laptop", desk / "stick")
    assert len(desk.asks("office", "import", desk / "again", desk / "stick")["accepted"]) == 1
    assert "recovery-folder" in desk.is_refused("office", "rotate", desk / "office")
    revoked = desk.types("office", "revoke", desk / "office", "T-1", "--reason", "T-lost", "--last", 0)
    assert revoked.exit_code == 0
    assert "Write it again" in desk.types("office", "laptops", desk / "office").stderr
    assert desk.asks("office", "recovery-files", desk / "office", desk / "safe")["owed"] == []
    assert "Write it again" not in desk.types("office", "laptops", desk / "office").stderr
    assert desk.asks("office", "rotate", desk / "office", "--recovery-folder", desk / "safe")
