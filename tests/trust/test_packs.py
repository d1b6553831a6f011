"""A laptop works for the office whose fingerprint was compared, and never goes back to an older pack."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interview_kit.crypto import canonical
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.errors import InputError, KitError, RefusedError
from interview_kit.protocol import library
from interview_kit.trust import own, packs
from interview_kit.trust.signed import Document, key_id, signer_line
from interview_kit.vault import protocols
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace, new_id
from tests.attacks.forger import Layout, archive, read
from tests.changes import changed, somewhere
from tests.stations import Stations

NAMESPACE = Document.PACK.namespace(Purpose.REAL)


@pytest.fixture
def known(stations: Stations) -> Iterator[Workspace]:
    """A laptop that has pinned its office."""
    with stations.laptop() as laptop:
        yield laptop


@pytest.fixture
def fresh(stations: Stations) -> Iterator[Workspace]:
    """A laptop that knows nobody yet."""
    with stations.with_laptop("fresh").open("fresh") as laptop:
        yield laptop


def pack_of(stations: Stations, name: str = "office") -> tuple[Path, str]:
    """Let an office write its next pack; return file and fingerprint."""
    with stations.open(name) as office:
        file = stations.folder / f"{name}-{office.setting('pack number')}.ikp"
        return file, packs.write_pack(office, file, library.shipped_protocols()[:1])


def members_of(file: Path) -> Layout:
    with file.open("rb") as source:
        return read(source)


def resigned(file: Path, keys: SigningKeys, changes: dict[str, Any], parts: Layout | None = None) -> Path:
    """Return a pack that says something else, signed by ``keys`` and introducing them."""
    members = members_of(file)
    body = canonical.decode(dict(members)["pack.json"])
    assert isinstance(body, dict)
    data = canonical.encode(body | changes)
    signatures = keys.sign(data, NAMESPACE)
    head = [
        ("signer", signer_line(Document.PACK, key_id(keys.public))),
        ("keys", keys.public.ed25519 + keys.public.mldsa65),
        ("pack.json.sig", signatures.sshsig),
        ("pack.json.mldsa65", signatures.mldsa65),
        ("pack.json", data),
    ]
    forged = file.with_name(f"{new_id()}.ikp")
    forged.write_bytes(archive([*head, *(members[5:] if parts is None else parts)]))
    return forged


def number(laptop: Workspace) -> int:
    return packs.must_be_pinned(laptop).pack.number


def test_the_first_pack_needs_the_fingerprint_that_was_read_aloud(
    stations: Stations, fresh: Workspace
) -> None:
    file, fingerprint = pack_of(stations)
    with pytest.raises(InputError, match="fingerprint-needed"):
        packs.accept_pack(fresh, file, None)
    with pytest.raises(InputError, match="fingerprint-incomplete"):
        packs.accept_pack(fresh, file, fingerprint[:-1])
    wrong = fingerprint[:-1] + str((int(fingerprint[-1]) + 1) % 10)
    with pytest.raises(RefusedError, match="fingerprint-differs"):
        packs.accept_pack(fresh, file, wrong)
    assert packs.pinned(fresh) is None
    assert packs.accept_pack(fresh, file, fingerprint.replace(" ", "-")).fingerprint == fingerprint


def test_a_newer_pack_is_taken_and_an_older_one_refused(stations: Stations, known: Workspace) -> None:
    second, third = pack_of(stations)[0], pack_of(stations)[0]
    packs.accept_pack(known, third, None)
    assert number(known) == 3
    for older in (second, stations.stick / "office.ikp"):
        with pytest.raises(RefusedError, match="pack-older"):
            packs.accept_pack(known, older, None)
    packs.accept_pack(known, third, None)
    assert number(known) == 3


def test_another_office_cannot_take_the_laptop_over(stations: Stations, known: Workspace) -> None:
    """Not even with its own fingerprint typed in: an interviewer may have been talked into it."""
    stations = stations.with_office("other")
    before = packs.must_be_pinned(known)
    for _ in range(3):
        file, fingerprint = pack_of(stations, "other")
    for typed in (None, fingerprint):
        with pytest.raises(RefusedError, match="not-our-office"):
            packs.accept_pack(known, file, typed)
    assert packs.must_be_pinned(known) == before


def test_nobody_slips_in_a_recipient(stations: Stations, known: Workspace) -> None:
    """Whoever could, would read every interview from then on. The fingerprint covers all keys."""
    file, _ = pack_of(stations)
    mine = str(HybridIdentity.generate().recipient)
    with stations.office() as office:
        keys, recipients = own.signing_keys(office), packs.own_pack(office).recipients
    for changes in ({"recipients": [*recipients, mine]}, {"recipients": [mine]}, {"custodian": mine}):
        with pytest.raises(RefusedError, match="not-our-office"):
            packs.accept_pack(known, resigned(file, keys, changes), None)


def test_only_the_keys_in_the_pack_may_sign_it(stations: Stations, known: Workspace) -> None:
    file, fingerprint = pack_of(stations)
    with pytest.raises(RefusedError, match=r"trust\.body"):
        packs.accept_pack(known, resigned(file, SigningKeys.generate(), {}), fingerprint)


def test_a_stranger_is_not_listened_to_beyond_his_name(stations: Stations, known: Workspace) -> None:
    """What he calls a protocol is not even looked at."""
    file, fingerprint = pack_of(stations)
    keys = SigningKeys.generate()
    public = keys.public.ed25519, keys.public.mldsa65
    changes = dict(zip(("ed25519", "mldsa65"), (b64encode(key).decode() for key in public), strict=True))
    forged = resigned(file, keys, changes, parts=[("protocols/1.json", b"[" * 10_000)])
    with pytest.raises(RefusedError, match="fingerprint-differs"):
        packs.accept_pack(known, forged, fingerprint)
    with pytest.raises(RefusedError, match="not-our-office"):
        packs.accept_pack(known, forged, None)


def test_protocols_come_as_the_pack_names_them(stations: Stations, known: Workspace) -> None:
    file, _ = pack_of(stations)
    with stations.office() as office:
        keys = own.signing_keys(office)
    ((name, body),) = members_of(file)[5:]
    other = body.replace(b'"version":"1"', b'"version":"2"')
    assert other != body
    listed = canonical.decode(dict(members_of(file))["pack.json"])
    assert isinstance(listed, dict)
    renamed = [dict(listed["protocols"][0]) | {"version": "9"}]  # type: ignore[index, arg-type]  # a list of objects
    before = protocols.all_in(known)
    for forged in (
        resigned(file, keys, {}, parts=[(name, other)]),
        resigned(file, keys, {"protocols": renamed}),
        resigned(file, keys, {}, parts=[]),
        resigned(file, keys, {}, parts=[(name, body), ("protocols/2.json", body)]),
        resigned(file, keys, {"protocols": []}),
    ):
        with pytest.raises(RefusedError, match=r"trust\.(body|member-order)"):
            packs.accept_pack(known, forged, None)
    assert protocols.all_in(known) == before
    assert number(known) == 1


@pytest.mark.parametrize(
    "changes", [{"number": 0}, {"number": "7"}, {"note": 1}, {"format": "interview-kit-pack/2"}]
)
def test_a_pack_says_what_it_must_and_nothing_else(
    stations: Stations, known: Workspace, changes: dict[str, Any]
) -> None:
    file, _ = pack_of(stations)
    with stations.office() as office:
        keys = own.signing_keys(office)
    with pytest.raises(RefusedError, match=r"trust\.body"):
        packs.accept_pack(known, resigned(file, keys, changes), None)


def test_no_changed_byte_of_a_pack_is_believed(stations: Stations, known: Workspace) -> None:
    file, fingerprint = pack_of(stations)
    genuine = file.read_bytes()
    for _, altered in changed(genuine, [*range(512), *somewhere(genuine, 300)]):
        file.write_bytes(altered)
        with pytest.raises(KitError):
            packs.accept_pack(known, file, fingerprint)
    assert number(known) == 1


def test_a_pack_of_the_other_purpose_is_told_apart(stations: Stations, known: Workspace) -> None:
    file, fingerprint = pack_of(stations.with_office("practice", Purpose.PRACTICE), "practice")
    before = packs.must_be_pinned(known)
    for typed in (None, fingerprint):
        with pytest.raises(RefusedError, match="from-practice"):
            packs.accept_pack(known, file, typed)
    assert packs.must_be_pinned(known) == before


def test_another_kind_of_file_is_no_pack(stations: Stations, known: Workspace) -> None:
    for file in (stations.stick / "laptop.ike", stations.bundle):
        with pytest.raises(RefusedError, match="not-a-pack"):
            packs.accept_pack(known, file, None)


def test_an_office_takes_no_packs(stations: Stations) -> None:
    file, fingerprint = pack_of(stations)
    with stations.office() as office, pytest.raises(InputError, match="needs-field"):
        packs.accept_pack(office, file, fingerprint)


def test_the_pack_names_no_person_and_no_place(stations: Stations) -> None:
    """It may travel openly: what the office is called inside stays inside."""
    file, _ = pack_of(stations)
    with stations.office() as office:
        assert office.name.encode() not in file.read_bytes()
        assert office.id.encode() not in file.read_bytes()
