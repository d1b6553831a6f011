"""A stranger with stock tools and schemas/format.md opens and checks a bundle, and notices what is wrong."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.data import shipped
from interview_kit.office import archive as archives
from interview_kit.office.intake import import_bundles
from interview_kit.trust.signed import key_id
from interview_kit.vault import sidefiles
from interview_kit.vault.sidefiles import RECORD
from tests.attacks.forger import Forger, archive, relink, take_apart
from tests.changes import chance
from tests.interop.stocktools import Tools
from tests.stations import PASSPHRASE, Stations

FORMAT = shipped("schemas", "format.md").read_text("utf-8")
SCRIPT = shipped("schemas", "verify-bundle.sh")


def blocks(language: str, chapter: str) -> list[str]:
    """Return the code blocks of one chapter of the format's description, as they stand there."""
    (text,) = re.findall(rf"^## {chapter}\. .*?(?=^## |\Z)", FORMAT, re.DOTALL | re.MULTILINE)
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_the_commands_of_the_format_open_and_verify_a_bundle(stations: Stations, tools: Tools) -> None:
    """Word for word, one after the other, in one folder."""
    commands = blocks("sh", "4")
    assert len(commands) == 3
    done = tools.sh("\n".join(commands), BUNDLE=stations.bundle, KEY=tools.key)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK\n") == 5
    (journal,) = blocks("python", "4")
    done = subprocess.run(
        [sys.executable, "-I", "-c", journal], cwd=tools.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"journal good: \d+ entries\n", done.stdout)


def test_what_stock_tools_read_is_what_the_office_reads(stations: Stations, tools: Tools) -> None:
    tools.sh("\n".join(blocks("sh", "4")), BUNDLE=stations.bundle, KEY=tools.key)
    with stations.office() as office:
        import_bundles(office, [stations.bundle])
        (row,) = archives.listing(office)
    read = json.loads((tools.folder / "interview.json").read_text("utf-8"))
    assert read["answers"] == row.answers
    assert f"{row.bundle.hex()}  manifest.json" in tools.sh("sha256sum manifest.json").stdout


def verify(tools: Tools, bundle: Path) -> subprocess.CompletedProcess[str]:
    return tools.sh(f'sh "{SCRIPT}" "$@"', bundle, tools.key, "out")


def test_the_script_verifies_a_bundle(stations: Stations, tools: Tools) -> None:
    done = verify(tools, stations.bundle)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(" (")[0] for line in done.stdout.splitlines() if line.startswith("holds")] == [
        "holds: encryption",
        "holds: Ed25519 signature",
        "holds: ML-DSA-65 signature",
        "holds: digests of 5 members",
        done.stdout.splitlines()[4],
    ]


def test_the_script_says_when_it_could_not_check_everything(stations: Stations, tools: Tools) -> None:
    """With an OpenSSL from before ML-DSA all the rest is checked, and the exit status tells."""
    old = replace(tools, environment=tools.environment | {"OPENSSL": "false"})
    done = verify(old, stations.bundle)
    assert done.returncode == 3
    assert "NOT CHECKED" in done.stderr


def other_answers(forger: Forger) -> None:
    forger.retell("interview.json", lambda it: it["answers"].update({"/story/account": "다른 이야기"}))


def broken_chain(forger: Forger) -> None:
    entries = forger.journal()
    forger.rewrite_journal([*entries[:-2], entries[-1], entries[-2]])


def broken_commitment(forger: Forger) -> None:
    *before, last = forger.journal()
    forger.rewrite_journal([*before, replace(last, value={"value": "NO"})])


def foreign_author(forger: Forger) -> None:
    entries = [replace(entry, author="0" * 64) for entry in forger.journal()]
    forger.rewrite_journal(relink(forger.manifest["interview"], entries))


def shorter_journal(forger: Forger) -> None:
    named = forger.manifest["journal"]
    forger.rewrite_journal(forger.journal()[:-1])
    forger.manifest["journal"] = named


def another_protocol(forger: Forger) -> None:
    forger.parts["protocol.json"] = b"{}"


SIGNED: dict[str, tuple[Callable[[Forger], object], str]] = {
    "a broken chain": (broken_chain, "the place of journal entry"),
    "a broken commitment": (broken_commitment, "the value of journal entry"),
    "a foreign author": (foreign_author, "the author of the journal's last entry"),
    "a shorter journal": (shorter_journal, "the head of the journal"),
    "another protocol": (another_protocol, "the protocol"),
}


@pytest.mark.parametrize("what", SIGNED)
def test_the_script_notices_what_a_laptop_signed_wrongly(
    stations: Stations, tools: Tools, tmp_path: Path, what: str
) -> None:
    change, said = SIGNED[what]
    forger = take_apart(stations)
    change(forger)
    done = verify(tools, forger.write(tmp_path))
    assert (done.returncode, f"REFUSED: {said}" in done.stderr) == (1, True), done.stderr


def test_the_script_notices_what_was_changed_after_signing(
    stations: Stations, tools: Tools, tmp_path: Path
) -> None:
    forger = take_apart(stations)
    head = forger.head()
    other_answers(forger)
    done = verify(tools, forger.write(tmp_path, forger.layout(head)))
    assert (done.returncode, "a member's digest" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(("name", "said"), [("sig", "the Ed25519"), ("mldsa65", "the ML-DSA-65")])
def test_the_script_checks_each_signature(
    stations: Stations, tools: Tools, tmp_path: Path, name: str, said: str
) -> None:
    forger = take_apart(stations)
    other = dict(forger.head(b"{}"))
    head = [(one, other[one] if one.endswith(f".{name}") else data) for one, data in forger.head()]
    done = verify(tools, forger.write(tmp_path, forger.layout(head)))
    assert (done.returncode, f"REFUSED: {said} signature" in done.stderr) == (1, True), done.stderr


def test_the_script_believes_no_laptop_the_office_has_not_enrolled(
    stations: Stations, tools: Tools, tmp_path: Path
) -> None:
    forger = take_apart(stations)
    forger.keys = SigningKeys.generate()
    done = verify(tools, forger.write(tmp_path))
    assert (done.returncode, key_id(forger.keys.public) in done.stderr) == (1, True), done.stderr


def test_the_script_extracts_nothing_outside(stations: Stations, tools: Tools, tmp_path: Path) -> None:
    forger = take_apart(stations)
    for hostile in ("attachments/../../../evil", "/evil"):
        plain = bytearray(archive([*forger.layout(), ("x" * len(hostile), b"evil")]))
        block = plain.rindex(b"x" * len(hostile))
        plain[block : block + len(hostile)] = hostile.encode()
        plain[block + 148 : block + 156] = b" " * 8
        plain[block + 148 : block + 156] = b"%06o\0 " % sum(plain[block : block + 512])
        done = verify(tools, forger.write(tmp_path, bytes(plain)))
        assert (done.returncode, "a member's name" in done.stderr) == (1, True), done.stderr
        assert not (tools.folder / "out" / "members").exists()
        tools.sh("rm -r out")


def test_the_script_notices_a_changed_byte(stations: Stations, tools: Tools, tmp_path: Path) -> None:
    altered = bytearray(stations.bundle.read_bytes())
    altered[-100] ^= 1
    (tmp_path / "altered.ikb").write_bytes(altered)
    done = verify(tools, tmp_path / "altered.ikb")
    assert (done.returncode, "REFUSED: the encryption" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_what_another_age_encrypts_to_us_we_open(tools: Tools, tmp_path: Path, size: int) -> None:
    """And the other way round, at every edge of a chunk."""
    identity, content = HybridIdentity.generate(), bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    plain, theirs, ours = (tmp_path / name for name in ("plain", "theirs.age", "ours.age"))
    plain.write_bytes(content)
    done = tools.sh('age -r "$1" -o "$2" "$3"', identity.recipient, theirs, plain)
    assert done.returncode == 0, done.stderr
    assert Decryptor(io.BytesIO(theirs.read_bytes()), [identity]).read(size + 1) == content
    with ours.open("wb") as sink, Encryptor(sink, [identity.recipient]) as sealed:
        sealed.write(content)
    plain.unlink()
    (tmp_path / "identity").write_text(f"{identity}\n", "ascii")
    done = tools.sh('age -d -i "$1" -o "$2" "$3"', tmp_path / "identity", plain, ours)
    assert done.returncode == 0, done.stderr
    assert plain.read_bytes() == content


def test_a_workspace_opens_with_the_program_in_the_format(stations: Stations) -> None:
    """Bare sqlcipher3, the passphrase, and what section 8 says of the keys; nothing of ours."""
    program = blocks("python", "8")[0]
    assert "interview_kit" not in program
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, stations.folder / "laptop", PASSPHRASE],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tables = dict(line.split() for line in done.stdout.splitlines())
    assert (tables["sealed"], tables["pinned_office"], tables["entry"]) == ("1", "1", "0")


def test_a_side_file_is_read_with_the_program_in_the_format(tmp_path: Path) -> None:
    """Whole, and cut off in the middle of a record: what was durable comes out, and which it is."""
    content = chance(20).randbytes(3 * RECORD + 7)
    program = blocks("python", "8")[1]
    assert "interview_kit" not in program
    with io.BytesIO(content) as source:
        written = sidefiles.write(tmp_path / "side", source)
    for cut, says in ((0, "complete\n"), (10, "cut off\n")):
        file = tmp_path / f"side-{cut}"
        file.write_bytes((tmp_path / "side").read_bytes()[: -cut or None])
        done = subprocess.run(
            [sys.executable, "-I", "-c", program, file, written.key.hex()], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr.decode() == says
        assert done.stdout == content[: 3 * RECORD if cut else None]
