"""A workspace of every earlier version opens in this one, whole; cut off on the way, it opens again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interview_kit.bundle.seal import seal
from interview_kit.data import shipped_code
from interview_kit.errors import StorageError
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.trust import own
from interview_kit.vault import database, drafts, interviews, sidefiles
from interview_kit.vault.database import Database
from interview_kit.vault.header import check_mac, read_header
from interview_kit.vault.workspace import SEALED, open_workspace
from tests.stations import Stations
from tests.vault.golden import golden

TODAY = len(list(shipped_code("vault", "migrations").glob("*.sql")))


@pytest.fixture(scope="module", params=golden.versions())
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Stations, Any]:
    """A laptop and an office of an earlier version. Only to be copied."""
    return golden.unpacked(request.param, tmp_path_factory.mktemp("golden"))


@pytest.fixture
def golden_stations(old: tuple[Stations, Any], tmp_path: Path) -> Stations:
    return old[0].copied_to(tmp_path / "golden")


@pytest.fixture
def expected(old: tuple[Stations, Any]) -> dict[str, Any]:
    """What must be read out of them, as the program of that time wrote it down."""
    read: dict[str, Any] = old[1]
    return read


def version(stations: Stations, name: str = "laptop") -> int:
    """The schema's version, without opening the workspace."""
    key = golden.database_key(stations, name)
    opened = Database(stations.folder / name / database.FILE_NAME, key)
    try:
        return opened.version()
    finally:
        opened.close()


def must_tell(stations: Stations, expected: dict[str, Any]) -> None:
    """Everything the old program knew is there, and the journal holds."""
    with stations.laptop() as laptop:
        interviews.finish_owed(laptop)
        told = drafts.open_draft(laptop, expected["draft"]).interview
        answers = told.answers_json(identifying=True) | told.answers_json(identifying=False)
        assert answers == expected["answers"]
        assert len(told.entries) == expected["entries"]
        attached = interviews.attachments(laptop, told)
        assert len(attached) == 2
        for one in attached:
            assert sum(map(len, sidefiles.read(one.path(laptop), one.key))) == one.size
        sealed = [row for row in interviews.listing(laptop) if row.state == "sealed"]
        assert [row.interview for row in sealed] == expected["sealed"]
        assert own.signing_keys(laptop).public
    with stations.office() as office:
        assert {row.interview: row.answers for row in archive.listing(office)} == expected["archived"]


def test_there_is_a_golden_workspace_of_every_version_before_this_one() -> None:
    """``make.py`` makes the one that is missing; a version is golden once the next migration comes."""
    assert set(golden.versions()) >= set(range(1, TODAY))


def test_it_opens_by_its_passphrase(golden_stations: Stations, expected: dict[str, Any]) -> None:
    with open_workspace(golden_stations.folder / "laptop", expected["passphrase"]) as laptop:
        assert laptop.name == "T-laptop"
    assert version(golden_stations) == TODAY


def test_everything_is_read_out_of_it(golden_stations: Stations, expected: dict[str, Any]) -> None:
    must_tell(golden_stations, expected)
    assert (version(golden_stations), version(golden_stations, "office")) == (TODAY, TODAY)


def test_work_goes_on_in_it(golden_stations: Stations, expected: dict[str, Any]) -> None:
    """The draft of the old program is sealed by this one, and the office of that time takes the bundle."""
    with golden_stations.laptop() as laptop:
        sealed = seal(laptop, expected["draft"])
    with golden_stations.office() as office:
        report = import_bundles(office, [golden_stations.folder / "laptop" / SEALED])
        assert report.accepted == [sealed.interview]
        assert report.known == expected["sealed"]


def test_a_migration_cut_off_at_any_statement_leaves_the_old_or_the_new_version(
    golden_stations: Stations, expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first statement, the second … : one version is there, and the next opening goes on."""
    run, before, seen = Database.run, version(golden_stations), set()
    for stop in range(1, 200):
        copy = golden_stations.copied_to(tmp_path / "cut")
        with monkeypatch.context() as cut:
            cut.setattr(Database, "migrate", _stopping(stop, run))
            try:
                copy.laptop().close()
                break
            except StorageError:
                pass
        seen.add(version(copy))
        if stop % 5 == 1:  # opening and reading everything each time would take long
            must_tell(copy, expected)
        copy.laptop().close()
        assert version(copy) == TODAY
        shutil.rmtree(copy.folder)
    assert seen == set(range(before, max(TODAY, before + 1)))


def _stopping(
    stop: int, run: Callable[[Database, str, tuple[object, ...]], list[Any]]
) -> Callable[[Database], None]:
    """Return a migration whose ``stop``-th statement is never run."""
    migrate, count = Database.migrate, 0

    def counted(self: Database, statement: str, parameters: tuple[object, ...] = ()) -> list[Any]:
        nonlocal count
        count += 1
        if count == stop:
            raise StorageError("files.failed", path="T")
        return run(self, statement, parameters)

    def stopped(self: Database) -> None:
        self.run = counted.__get__(self)  # type: ignore[method-assign]  # this one database is cut off
        migrate(self)
        del self.run

    return stopped


def test_the_header_of_that_time_is_still_read(golden_stations: Stations) -> None:
    for name in ("laptop", "office"):
        header = read_header(golden_stations.folder / name)
        check_mac(header, golden_stations.secrets[name].workspace_key)
        assert "passphrase" in [slot.kind for slot in header.slots]
