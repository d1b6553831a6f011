"""Invariants 4 and 5: a manifest that a genuine laptop signed is believed only if it says what it must, once.

Here the forger has the laptop's signing keys. What he cannot have is a second meaning for the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto.age import HybridIdentity, X25519Identity
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, take_apart
from tests.attacks.refusals import assert_refused
from tests.stations import Stations


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def swap(body: bytes) -> bytes:
        assert body.count(old) == 1, body
        return body.replace(old, new)

    return swap


def first_key(text: bytes) -> Callable[[bytes], bytes]:
    return lambda body: b"{" + text + b"," + body[1:]


WRITINGS: dict[str, Callable[[bytes], bytes]] = {
    "a space": swapped(b'"amends":', b'"amends": '),
    "a line end": lambda body: body + b"\n",
    "a byte order mark": lambda body: b"\xef\xbb\xbf" + body,
    "another order of keys": lambda body: body.replace(b'{"amends":[],', b"{")[:-1] + b',"amends":[]}',
    "a key twice": first_key(b'"amends":[]'),
    "a key twice, the second otherwise": lambda body: body[:-1] + b',"number":7}',
    "an escaped letter": swapped(b'"purpose":"real"', b'"purpose":"\\u0072eal"'),
    "an unknown key": first_key(b'"aaa":1'),
    "a missing key": swapped(b'"amends":[],', b""),
    "NaN": swapped(b'"number":1,', b'"number":NaN,'),
    "infinity": swapped(b'"number":1,', b'"number":Infinity,'),
    "a fraction": swapped(b'"number":1,', b'"number":1.0,'),
    "an exponent": swapped(b'"number":1,', b'"number":1e0,'),
    "minus zero": swapped(b'"number":1,', b'"number":-0,'),
    "a number in quotes": swapped(b'"number":1,', b'"number":"1",'),
    "a giant number": swapped(b'"number":1,', b'"number":' + b"9" * 4000 + b","),
    "a number beyond doubles": swapped(b'"number":1,', b'"number":9007199254740993,'),
    "a word for a truth": swapped(b'"clock_went_back":false', b'"clock_went_back":"no"'),
    "a number for a truth": swapped(b'"clock_went_back":false', b'"clock_went_back":0'),
    "a lone surrogate": first_key(b'"\\ud800":1'),
    "not UTF-8": first_key(b'"\xff":1'),
    "a control character": first_key(b'"\x01":1'),
    "a right-to-left name": first_key('"\u202e":1'.encode()),
    "nothing": lambda body: b"",
    "an empty object": lambda body: b"{}",
    "a list": lambda body: b"[" + body + b"]",
    "two documents": lambda body: body + body,
    "deep nesting": swapped(b'"amends":[]', b'"amends":' + b"[" * 65 + b"]" * 65),
    "very deep nesting": swapped(b'"amends":[]', b'"amends":' + b"[" * 100_000 + b"]" * 100_000),
    "unclosed nesting": lambda body: b"[" * 200_000,
}


@pytest.mark.parametrize("what", WRITINGS)
def test_invariant_05_a_manifest_has_one_writing(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    head = forger.head(WRITINGS[what](forger.body()))
    assert_refused(office, forger.write(tmp_path, forger.layout(head)), "bundle.manifest")


HASH = "0" * 64
CLAIMS: dict[str, dict[str, Any]] = {
    "another format": {"format": "interview-kit-bundle/2"},
    "practice": {"purpose": "practice"},
    "no purpose": {"purpose": ""},
    "another laptop": {"laptop": HASH},
    "an interview of another form": {"interview": "../../" + "a" * 20},
    "an interview id with a line end": {"interview": "a" * 26 + "\n"},
    "number zero": {"number": 0},
    "a negative number": {"number": -1},
    "a previous bundle of no form": {"previous": "yesterday"},
    "a time of no form": {"sealed": "yesterday"},
    "a time with a line end": {"sealed": "2026-01-01T00:00:00.000Z\n"},
    "no recipients": {"recipients": []},
    "too many recipients": {"recipients": ["age1"] * 17},
    "no members": {"members": []},
    "an amended bundle of no form": {"amends": ["it"]},
    "consent of no form": {"consent": {"SC1": "Y" * 17}},
    "too many scopes": {"consent": {f"SC{number}": "YES" for number in range(33)}},
    "begun at another time": {"begun": "2026-01-01T00:00:00.000Z"},
    "a clock that went back": {"clock_went_back": True},
}


@pytest.mark.parametrize("what", CLAIMS)
def test_invariant_04_a_signed_manifest_says_what_it_must(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    forger.manifest |= CLAIMS[what]
    assert_refused(office, forger.write(tmp_path), "bundle.manifest")


def member(name: str, size: int = 0) -> dict[str, Any]:
    return {"name": name, "size": size, "sha256": HASH}


MEMBERS: dict[str, tuple[Callable[[list[Any]], list[Any]], str]] = {
    "a name outside": (
        lambda them: [*them[:4], member("attachments/../../evil"), *them[4:]],
        "bundle.members",
    ),
    "a name from the root": (lambda them: [*them, member("/etc/passwd")], "bundle.manifest"),
    "a name beside": (lambda them: [*them, member("evil")], "bundle.manifest"),
    "the padding": (lambda them: [*them, member("padding")], "bundle.manifest"),
    "a long name": (lambda them: [*them, member("attachments/" + "a" * 100)], "bundle.manifest"),
    "a member twice": (lambda them: [*them, them[-1]], "bundle.manifest"),
    "members in another order": (lambda them: [them[1], them[0], *them[2:]], "bundle.manifest"),
    "attachments in another order": (lambda them: [*them, member("attachments/0")], "bundle.manifest"),
    "no journal": (lambda them: [them[0], *them[2:]], "bundle.manifest"),
    "only the answers": (lambda them: them[:1], "bundle.manifest"),
    "a member more": (lambda them: [*them, member("attachments/~")], "bundle.members"),
    "a negative size": (lambda them: [them[0] | {"size": -1}, *them[1:]], "bundle.manifest"),
    "a giant size": (lambda them: [them[0] | {"size": 2**53 - 1}, *them[1:]], "bundle.manifest"),
    "another size": (lambda them: [them[0] | {"size": them[0]["size"] + 1}, *them[1:]], "bundle.members"),
    "a digest in capitals": (
        lambda them: [them[0] | {"sha256": them[0]["sha256"].upper()}, *them[1:]],
        "bundle.manifest",
    ),
    "another digest": (lambda them: [them[0] | {"sha256": HASH}, *them[1:]], "bundle.members"),
    "too many members": (
        lambda them: [*them, *(member(f"attachments/~{number:05}") for number in range(10_000))],
        "bundle.manifest",
    ),
}


@pytest.mark.parametrize("what", MEMBERS)
def test_invariant_05_the_manifest_names_each_member_once_and_in_order(
    forger: Forger, office: Workspace, tmp_path: Path, what: str
) -> None:
    change, code = MEMBERS[what]
    forger.manifest["members"] = change(forger.members())
    assert_refused(office, forger.write(tmp_path), code)


def test_invariant_04_both_signatures_must_be_good(forger: Forger, office: Workspace, tmp_path: Path) -> None:
    genuine, other = forger.head(), forger.head(b"{}")
    for name in ("manifest.json.sig", "manifest.json.mldsa65"):
        head = [(one, dict(other)[one] if one == name else data) for one, data in genuine]
        assert_refused(office, forger.write(tmp_path, forger.layout(head)), "crypto.signature-invalid")


def test_invariant_04_another_key_cannot_sign_in_the_laptops_name(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    signer = forger.head()[0]
    forger.keys = SigningKeys.generate()
    head = [signer, *forger.head()[1:]]
    assert_refused(office, forger.write(tmp_path, forger.layout(head)), "crypto.signature-invalid")


@pytest.mark.parametrize(
    "namespace",
    [
        "receipt.real.v1@interview-kit",
        "pack.real.v1@interview-kit",
        "request.real.v1@interview-kit",
        "bundle.real.v2@interview-kit",
        "file",
    ],
)
def test_invariant_04_a_signature_made_for_something_else_is_worth_nothing(
    forger: Forger, office: Workspace, tmp_path: Path, namespace: str
) -> None:
    head = forger.head(namespace=namespace)
    assert_refused(office, forger.write(tmp_path, forger.layout(head)), "crypto.signature-invalid")


def test_invariant_11_a_signature_for_practice_is_refused_and_named_only_if_all_of_it_is(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    real, practice = forger.head(), forger.head(namespace="bundle.practice.v1@interview-kit")
    assert_refused(office, forger.write(tmp_path, forger.layout(practice)), "trust.from-practice")
    for name in ("manifest.json.sig", "manifest.json.mldsa65"):
        mixed = [(one, dict(practice)[one] if one == name else data) for one, data in real]
        assert_refused(office, forger.write(tmp_path, forger.layout(mixed)), "crypto.signature-invalid")


def test_invariant_04_a_reader_who_was_not_named_cannot_be_added(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    forger.recipients.append(HybridIdentity.generate().recipient)
    assert_refused(office, forger.write(tmp_path), "bundle.not-for-us")


def test_invariant_04_a_reader_who_was_named_cannot_be_dropped(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    forger.manifest["recipients"].append(str(HybridIdentity.generate().recipient))
    assert_refused(office, forger.write(tmp_path), "bundle.not-for-us")


def test_invariant_04_encryption_cannot_be_downgraded(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """The office has no other kind of key, so a file that a weaker one opens is not for it."""
    forger.recipients = [X25519Identity.generate().recipient]
    assert_refused(office, forger.write(tmp_path), "bundle.not-for-us")


def test_what_the_forger_puts_together_unchanged_is_accepted(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Without this, every refusal above might be the forger's own mistake."""
    assert len(import_bundles(office, [forger.write(tmp_path)]).accepted) == 1
