"""``office key`` writes what opens and verifies bundles without the program, but opens no identities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.errors import InputError, RefusedError
from interview_kit.office import archive
from interview_kit.trust import own
from interview_kit.trust.roster import roster
from interview_kit.trust.signed import key_id
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import read
from tests.stations import Stations, enrol


@pytest.fixture
def office(stations: Stations) -> Iterator[Workspace]:
    with stations.office() as opened:
        yield opened


def test_the_key_opens_a_bundle_but_not_its_identity_part(
    stations: Stations, office: Workspace, tmp_path: Path
) -> None:
    archive.write_key(office, tmp_path / "key")
    identity = HybridIdentity.parse((tmp_path / "key").read_text("ascii").rstrip("\n"))
    with stations.bundle.open("rb") as file:
        members = dict(read(Decryptor(file, [identity])))
    (tmp_path / "identity.age").write_bytes(members["identity.age"])
    with (tmp_path / "identity.age").open("rb") as file, pytest.raises(RefusedError, match="age-no-match"):
        Decryptor(file, [identity])


def test_beside_it_lie_the_keys_of_every_laptop_and_of_the_office_which_may_seal_for_one(
    stations: Stations, office: Workspace, tmp_path: Path
) -> None:
    with stations.with_laptop("colleague").open("colleague") as colleague:
        enrol(colleague, office, stations.stick)
    archive.write_key(office, tmp_path / "key")
    signers = {key: laptop.request.keys for key, laptop in roster(office).items()}
    assert len(signers) == 2
    own_keys = own.signing_keys(office).public
    signers[key_id(own_keys)] = own_keys
    names = {"key", "key.allowed_signers", *(f"key.{key[:8]}.mldsa65.der" for key in signers)}
    assert names <= {file.name for file in tmp_path.iterdir()}
    lines = (tmp_path / "key.allowed_signers").read_text("ascii").splitlines()
    assert lines == [
        f'{key} namespaces="bundle.real.v1@interview-kit" {keys.openssh()}' for key, keys in signers.items()
    ]
    for key, keys in signers.items():
        assert (tmp_path / f"key.{key[:8]}.mldsa65.der").read_bytes().endswith(keys.mldsa65)


@pytest.mark.parametrize("name", ["key", "key.allowed_signers"])
def test_nothing_is_written_over_and_then_nothing_is_written(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("mine")
    before = {file.name for file in tmp_path.iterdir()}
    with pytest.raises(InputError, match="file-exists"):
        archive.write_key(office, tmp_path / "key")
    assert {file.name for file in tmp_path.iterdir()} == before
    assert (tmp_path / name).read_text() == "mine"
    assert archive.audit(office) == []


def test_writing_the_key_is_logged(office: Workspace, tmp_path: Path) -> None:
    archive.write_key(office, tmp_path / "key")
    assert [what for _, what, _ in archive.audit(office)] == ["key-written"]
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
