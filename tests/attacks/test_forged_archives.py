"""Invariants 4 and 5: whoever opened a bundle cannot put it together in any other way.

The head with its signatures stays genuine; only the archive around it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from interview_kit.crypto import ustar
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, Layout, archive, padded, take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import Stations

BLOCK = ustar.BLOCK


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def moved(layout: Layout, name: str, before: str) -> Layout:
    member = next(one for one in layout if one[0] == name)
    rest = [one for one in layout if one is not member]
    place = [one[0] for one in rest].index(before)
    return [*rest[:place], member, *rest[place:]]


def renamed(layout: Layout, name: str, to: str) -> Layout:
    return [(to if one == name else one, data) for one, data in layout]


def replaced(layout: Layout, name: str, data: bytes) -> Layout:
    return [(one, data if one == name else old) for one, old in layout]


def altered(layout: Layout, name: str) -> Layout:
    data = dict(layout)[name]
    return replaced(layout, name, data[:-1] + bytes([data[-1] ^ 1]))


def without(layout: Layout, name: str) -> Layout:
    return [one for one in layout if one[0] != name]


def repeated(layout: Layout, name: str) -> Layout:
    return [copy for one in layout for copy in ([one, one] if one[0] == name else [one])]


def attachment(layout: Layout) -> str:
    return next(name for name, _ in layout if name.startswith("attachments/"))


ARRANGEMENTS: dict[str, tuple[Callable[[Layout], Layout], str]] = {
    "answers and journal swapped": (
        lambda it: moved(it, "journal.jsonl", "interview.json"),
        "trust.member-order",
    ),
    "signatures swapped": (
        lambda it: moved(it, "manifest.json.mldsa65", "manifest.json.sig"),
        "trust.member-order",
    ),
    "manifest before its signatures": (
        lambda it: moved(it, "manifest.json", "manifest.json.sig"),
        "trust.member-order",
    ),
    "signer left out": (lambda it: without(it, "signer"), "trust.not-a-bundle"),
    "one signature left out": (lambda it: without(it, "manifest.json.mldsa65"), "trust.member-order"),
    "journal left out": (lambda it: without(it, "journal.jsonl"), "trust.member-order"),
    "identity left out": (lambda it: without(it, "identity.age"), "bundle.members"),
    "attachment left out": (lambda it: without(it, attachment(it)), "bundle.members"),
    "padding left out": (lambda it: without(it, "padding"), "bundle.members"),
    "signer twice": (lambda it: repeated(it, "signer"), "trust.member-order"),
    "manifest twice": (lambda it: repeated(it, "manifest.json"), "trust.member-order"),
    "answers twice": (lambda it: repeated(it, "interview.json"), "trust.member-order"),
    "identity twice": (lambda it: repeated(it, "identity.age"), "bundle.members"),
    "attachment twice": (lambda it: repeated(it, attachment(it)), "bundle.members"),
    "padding twice": (lambda it: repeated(it, "padding"), "bundle.members"),
    "answers renamed": (lambda it: renamed(it, "interview.json", "interview.jso"), "trust.member-order"),
    "attachment renamed": (lambda it: renamed(it, attachment(it), "attachments/other"), "bundle.members"),
    "a member more": (lambda it: moved([*it, ("more", b"")], "more", "padding"), "bundle.members"),
    "a member after the padding": (lambda it: [*it, ("more", b"")], "bundle.members"),
    "other answers": (lambda it: replaced(it, "interview.json", b"{}"), "bundle.members"),
    "another protocol": (lambda it: replaced(it, "protocol.json", b"{}"), "bundle.members"),
    "another identity": (lambda it: replaced(it, "identity.age", b"age"), "bundle.members"),
    "a byte of the identity": (lambda it: altered(it, "identity.age"), "bundle.members"),
    "a byte of an attachment": (lambda it: altered(it, attachment(it)), "bundle.members"),
    "a byte of the answers": (lambda it: altered(it, "interview.json"), "bundle.members"),
    "another attachment": (lambda it: replaced(it, attachment(it), b"other"), "bundle.members"),
    "padding of ones": (lambda it: replaced(it, "padding", b"\1" * len(it[-1][1])), "bundle.members"),
    "padding that ends in a one": (
        lambda it: replaced(it, "padding", it[-1][1][:-1] + b"\1"),
        "bundle.members",
    ),
    "no padding": (lambda it: padded(it[:-1], b""), "bundle.members"),
    "a byte less padding": (lambda it: padded(it[:-1], it[-1][1][:-1]), "bundle.members"),
    "a block more padding": (lambda it: padded(it[:-1], it[-1][1] + bytes(BLOCK)), "bundle.members"),
    "another signer": (
        lambda it: replaced(it, "signer", b"interview-kit bundle 1 %064d\n" % 0),
        "bundle.unknown-laptop",
    ),
    "a signer of no form": (lambda it: replaced(it, "signer", b"{}"), "trust.not-a-bundle"),
    "a signer of two lines": (lambda it: replaced(it, "signer", 2 * it[0][1]), "trust.not-a-bundle"),
    "a signer of another kind": (
        lambda it: replaced(it, "signer", it[0][1].replace(b"bundle", b"receipt")),
        "trust.not-a-bundle",
    ),
    "a later format": (
        lambda it: replaced(it, "signer", it[0][1].replace(b" 1 ", b" 2 ")),
        "trust.newer-format",
    ),
    "a long signer": (lambda it: replaced(it, "signer", bytes(257)), "crypto.tar-member-too-large"),
    "a long signature": (
        lambda it: replaced(it, "manifest.json.sig", bytes(16 * 1024 + 1)),
        "crypto.tar-member-too-large",
    ),
    "a long manifest": (
        lambda it: replaced(it, "manifest.json", bytes(8 * 1024 * 1024 + 1)),
        "crypto.tar-member-too-large",
    ),
    "an empty signature": (lambda it: replaced(it, "manifest.json.mldsa65", b""), "crypto.signature-invalid"),
    "a signature in both places": (
        lambda it: replaced(it, "manifest.json.mldsa65", dict(it)["manifest.json.sig"]),
        "crypto.signature-invalid",
    ),
    "a manifest with a line end": (
        lambda it: replaced(it, "manifest.json", dict(it)["manifest.json"] + b"\n"),
        "crypto.signature-invalid",
    ),
}


@pytest.mark.parametrize("what", ARRANGEMENTS)
def test_invariant_04_members_stand_where_and_as_the_manifest_says(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    arrange, code = ARRANGEMENTS[what]
    assert_refused(office, forger.write(tmp_path, arrange(forger.layout())), code)


def block(name: bytes, size: int = 0, changes: dict[int, bytes] | None = None) -> bytes:
    """Return a header block with a good checksum, whatever stands in it. ``changes``: offset to bytes."""
    made = bytearray(ustar.header("x", size))
    made[:100] = name.ljust(100, b"\0")
    for offset, data in (changes or {}).items():
        made[offset : offset + len(data)] = data
    made[148:156] = b" " * 8
    made[148:156] = b"%06o\0 " % sum(made)
    return bytes(made)


HOSTILE_HEADERS = {
    "parent folder": block(b"../interview.json"),
    "two folders up": block(b"attachments/../../evil"),
    "from the root": block(b"/etc/passwd"),
    "another system's root": block(b"c:\\evil"),
    "a hidden file": block(b"attachments/.ssh"),
    "capital letters": block(b"Attachments/x"),
    "Hangul": block("첨부/가".encode()),
    "a name with an end inside": block(b"attachments/a\0../../b"),
    "no name": block(b""),
    "hard link": block(b"attachments/x", changes={156: b"1", 157: b"interview.json"}),
    "symbolic link": block(b"attachments/x", changes={156: b"2", 157: b"/etc"}),
    "character device": block(b"attachments/x", changes={156: b"3", 329: b"0000001\0"}),
    "block device": block(b"attachments/x", changes={156: b"4"}),
    "folder": block(b"attachments/", changes={156: b"5"}),
    "pipe": block(b"attachments/x", changes={156: b"6"}),
    "extended header": block(b"attachments/x", changes={156: b"x"}),
    "global extended header": block(b"attachments/x", changes={156: b"g"}),
    "long name": block(b"././@LongLink", changes={156: b"L"}),
    "sparse file": block(b"attachments/x", changes={156: b"S"}),
    "old plain file": block(b"attachments/x", changes={156: b"\0"}),
    "a name in two parts": block(b"x", changes={345: b"attachments"}),
    "executable": block(b"attachments/x", changes={100: b"0000755\0"}),
    "an owner": block(b"attachments/x", changes={108: b"0001750\0"}),
    "an owner's name": block(b"attachments/x", changes={265: b"root"}),
    "a time": block(b"attachments/x", changes={136: b"14761234567\0"}),
    "another magic": block(b"attachments/x", changes={257: b"ustar  \0"}),
    "a negative size": block(b"attachments/x", changes={124: b"-0000000001\0"}),
    "a size in another base": block(b"attachments/x", changes={124: b"\x80" + bytes(11)}),
    "something after the last field": block(b"attachments/x", changes={511: b"\1"}),
}


@pytest.mark.parametrize("what", [*HOSTILE_HEADERS, "a wrong checksum"])
def test_invariant_05_only_plain_files_with_plain_names_are_read(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    wrong = ustar.header("attachments/x", 0).replace(b"0000000\0000000", b"0000000\0000001", 1)
    hostile = HOSTILE_HEADERS.get(what, wrong)
    plain = archive(forger.layout()[:-1])[: -len(ustar.END)] + hostile + ustar.END
    file = forger.write(tmp_path, plain)
    before = outside(office, tmp_path)
    assert_refused(office, file, "crypto.tar")
    assert outside(office, tmp_path) == before


def outside(office: Workspace, folder: Path) -> set[Path]:
    """Every file beside the office's own."""
    return {path for path in folder.rglob("*") if not path.is_relative_to(office.folder)}


@pytest.mark.parametrize("size", [64 * 1024 * 1024 + 1, ustar.MAX_SIZE])
def test_invariant_05_a_member_too_large_is_refused_before_it_is_read(
    forger: Forger, office: Workspace, tmp_path: Path, size: int
) -> None:
    plain = archive(forger.head())[: -len(ustar.END)] + ustar.header("interview.json", size)
    assert_refused(office, forger.write(tmp_path, plain), "crypto.tar-member-too-large")


@pytest.mark.parametrize("added", [b"\0", bytes(BLOCK), b"x", bytes(9 * BLOCK), b"age-encryption.org/v1\n"])
def test_invariant_05_nothing_follows_the_end(
    forger: Forger, office: Workspace, tmp_path: Path, added: bytes
) -> None:
    plain = archive(forger.layout())
    assert_refused(office, forger.write(tmp_path, plain + added), "crypto.tar")


def test_invariant_05_the_fill_of_the_last_block_is_zeros(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Between a member's end and the next block nothing can be hidden."""
    plain = archive(forger.layout())
    end = plain.index(b"interview-kit bundle 1 ") + len(forger.head()[0][1])
    assert plain[end : end + 1] == b"\0"
    hidden = plain[:end] + b"x" + plain[end + 1 :]
    assert_refused(office, forger.write(tmp_path, hidden), "crypto.tar")
