"""Invariant 9: only the custodian's key opens identifying answers, and each reading is logged.

What is read is what the journal committed to.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_kit.bundle import identity as identities
from interview_kit.crypto import canonical
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.trust import custody, own
from interview_kit.vault.workspace import SEALED, Workspace
from tests.attacks import forger as forging
from tests.attacks.forger import Forger, take_apart
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations

IDENTIFYING = {
    "/witness/name",
    "/witness/other_names",
    "/harm[1]/person",
    "/story/recording",
    "/use/safe_channel",
}
SECRETS = ("T-바다", "T-파도", "T-친구")


@pytest.fixture
def forger(stations: Stations) -> Forger:
    return take_apart(stations)


@pytest.fixture
def office(stations: Stations, forger: Forger) -> Iterator[Workspace]:
    with stations.office() as opened:
        import_bundles(opened, [stations.bundle])
        yield opened


def look(
    office: Workspace, passphrase: str = CUSTODIAN_PASSPHRASE, reason: str = "a hearing"
) -> dict[str, Any]:
    (row,) = archive.listing(office)
    return archive.read_identity(
        office, row.interview, custodian_passphrase=passphrase, reason=reason
    ).answers


def test_invariant_09_the_custodian_reads_who_spoke_and_of_whom(office: Workspace) -> None:
    found = look(office)
    assert set(found) == IDENTIFYING
    assert (found["/witness/name"], found["/harm[1]/person"]) == ("T-바다", "T-친구")


def test_invariant_09_every_look_is_logged_with_its_reason(office: Workspace) -> None:
    look(office, reason="first")
    look(office, reason="second")
    (row,) = archive.listing(office)
    logged = [(what, detail) for _, what, detail in archive.audit(office)]
    assert logged == [
        ("identity-read", {"interview": row.interview, "reason": "second"}),
        ("identity-read", {"interview": row.interview, "reason": "first"}),
    ]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_invariant_09_nobody_looks_without_a_reason(office: Workspace, reason: str) -> None:
    with pytest.raises(InputError, match="reason-needed"):
        look(office, reason=reason)


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "", "quiet mountain"])
def test_invariant_09_nobody_looks_without_the_custodians_passphrase(
    office: Workspace, passphrase: str
) -> None:
    with pytest.raises(InputError):
        look(office, passphrase)
    assert archive.audit(office) == []


def test_invariant_09_the_office_alone_reads_no_name(
    stations: Stations, forger: Forger, office: Workspace
) -> None:
    """With its own key, in its database, in the open parts of the bundle: nowhere."""
    rows = str([office.database.run(f"SELECT * FROM {table}") for table in ("bundle", "archived_answer")])  # noqa: S608 - two names
    with stations.bundle.open("rb") as file:
        open_parts = b"".join(data for _, data in forging.read(Decryptor(file, [own.identity(office)])))
    for secret in SECRETS:
        assert secret not in rows
        assert secret.encode() not in open_parts
    with pytest.raises(RefusedError, match="age-no-match"):
        Decryptor(io.BytesIO(forger.parts["identity.age"]), [own.identity(office)])
    (row,) = archive.listing(office)
    assert set(row.apart) == IDENTIFYING
    assert not IDENTIFYING & set(row.answers)


def test_a_bundle_exchanged_on_the_offices_disk_is_noticed(
    forger: Forger, office: Workspace, tmp_path: Path
) -> None:
    """Anybody can encrypt names to the custodian; so only the very file that was accepted is read."""
    (kept,) = (office.folder / SEALED).iterdir()
    kept.write_bytes(forger.write(tmp_path).read_bytes())
    with pytest.raises(RefusedError, match="bundle-altered"):
        look(office)
    assert archive.audit(office) == []


def rewrite(
    forger: Forger,
    custodian: HybridIdentity,
    change: Callable[[dict[str, Any]], object],
    *more: tuple[str, bytes],
) -> None:
    """Let the laptop itself have written another ``identity.age``: digests and signatures will be good."""
    members = forging.read(Decryptor(io.BytesIO(forger.parts["identity.age"]), [custodian]))
    body = canonical.decode(members[0][1])
    assert isinstance(body, dict)
    change(body)
    sink = io.BytesIO()
    with Encryptor(sink, [custodian.recipient]) as sealed:
        sealed.write(forging.archive([("identity.json", canonical.encode(body)), *members[1:], *more]))
    forger.parts["identity.age"] = sink.getvalue()


def read(office: Workspace, file: Path, custodian: HybridIdentity) -> identities.Identity:
    protocol = library.find(library.shipped_protocols(), "ed-short")
    return identities.read(file, protocol, office=own.identities(office), custodian=[custodian])


@pytest.fixture
def custodian(office: Workspace) -> HybridIdentity:
    return custody.identities(office, CUSTODIAN_PASSPHRASE)[0]


def first_secret(body: dict[str, Any]) -> dict[str, JsonValue]:
    secret: dict[str, JsonValue] = body["journal"][0]
    return secret


def tell_a_number(body: dict[str, Any]) -> None:
    """Nobody can be called 1, nor true; and the journal has no such word either."""
    body["answers"]["/witness/name"] = 1


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another name": (lambda it: it["answers"].update({"/witness/name": "T-남"}), "bundle.identity"),
    "a name nobody said": (lambda it: it["answers"].update({"/harm[2]/person": "T-남"}), "bundle.identity"),
    "an open answer": (lambda it: it["answers"].update({"/story/account": "x"}), "bundle.identity"),
    "a result of no calculation": (
        lambda it: it["calculated"].update({"/witness/name": "x"}),
        "bundle.identity",
    ),
    "a missing recording": (lambda it: it["answers"].pop("/story/recording"), "bundle.identity"),
    "a name that is no text": (tell_a_number, "bundle.identity"),
    "another value in the journal": (
        lambda it: first_secret(it).update({"value": {"value": "T-남"}}),
        "interview.journal-broken",
    ),
    "another salt": (lambda it: first_secret(it).update({"salt": "0" * 64}), "interview.journal-broken"),
    "a salt of no form": (lambda it: first_secret(it).update({"salt": "salt"}), "interview.journal-line"),
    "an entry that is told openly": (lambda it: first_secret(it).update({"counter": 1}), "bundle.identity"),
    "an entry twice": (lambda it: it["journal"].append(it["journal"][-1]), "bundle.identity"),
    "entries backwards": (lambda it: it["journal"].reverse(), "bundle.identity"),
    "an entry without a salt": (lambda it: first_secret(it).pop("salt"), "bundle.identity"),
    "the journal left out": (lambda it: it["journal"].clear(), "bundle.identity"),
    "another interview": (lambda it: it.update({"interview": "a" * 26}), "interview.journal-broken"),
    "another format": (lambda it: it.update({"format": "interview-kit-identity/2"}), "bundle.identity"),
    "a key more": (lambda it: it.update({"note": 1}), "bundle.identity"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_names_are_those_the_journal_committed_to(
    forger: Forger, office: Workspace, custodian: HybridIdentity, tmp_path: Path, what: str
) -> None:
    change, code = CHANGES[what]
    rewrite(forger, custodian, change)
    with pytest.raises(RefusedError) as refused:
        read(office, forger.write(tmp_path), custodian)
    assert refused.value.code == code


def test_an_identifying_attachment_no_answer_names_is_refused(
    forger: Forger, office: Workspace, custodian: HybridIdentity, tmp_path: Path
) -> None:
    rewrite(forger, custodian, lambda it: None, ("attachments/zzz", b"more"))
    with pytest.raises(RefusedError, match="identity"):
        read(office, forger.write(tmp_path), custodian)


def test_an_identifying_attachment_is_there_once(
    forger: Forger, office: Workspace, custodian: HybridIdentity, tmp_path: Path
) -> None:
    """Whoever unpacks it by hand gets what the program reads."""
    data = forger.parts["identity.age"]
    _, attachment = forging.read(Decryptor(io.BytesIO(data), [custodian]))
    rewrite(forger, custodian, lambda it: None, attachment)
    with pytest.raises(RefusedError, match="identity"):
        read(office, forger.write(tmp_path), custodian)


def test_what_is_rewritten_unchanged_is_read(
    forger: Forger, office: Workspace, custodian: HybridIdentity, tmp_path: Path
) -> None:
    rewrite(forger, custodian, lambda it: None)
    found = read(office, forger.write(tmp_path), custodian)
    assert set(found.answers) == IDENTIFYING
    assert len(found.attachments) == 1
