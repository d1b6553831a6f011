"""Making a workspace, its keys, its backups, its way to a newer program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interview_kit.crypto import keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.trust import own, packs, restoring
from interview_kit.trust.restoring import by_code
from interview_kit.vault import backup, database, interviews, repaired, repairing
from interview_kit.vault.header import FILE_NAME, Purpose, open_with_passphrase, read_header
from interview_kit.vault.workspace import Unlocked, Workspace
from tests.faults.activity import Work
from tests.faults.pictures import created, laptop_reopened, look, must_be_tidy, quick_passphrases
from tests.stations import PASSPHRASE, Stations

_PAGE = 4096
NEW = "네모난 사과는 화요일에 노래한다"


@contextmanager
def rekeying(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:

        def step() -> None:
            laptop.owe_rotation()
            laptop.rotate_if_owed()

        yield Work([step] * 3, lambda: look(laptop))


@contextmanager
def renewing(stations: Stations) -> Iterator[Work]:
    """Every key is replaced: then the new passphrase opens it, or still the old one."""
    with _opened(stations) as laptop, quick_passphrases():
        yield Work([lambda: laptop.renew(NEW, packs.holders(laptop))], lambda: look(laptop))


@contextmanager
def changing_passphrases(stations: Stations) -> Iterator[Work]:
    with _opened(stations) as laptop, quick_passphrases():
        ring = laptop.keyring
        yield Work(
            [lambda: ring.set_passphrase(NEW, keys.FLOOR), ring.set_recovery_code],
            lambda: look(laptop),
        )


def quickly_opened(stations: Stations) -> None:
    """Give the laptop a passphrase that takes no second to try."""
    with stations.laptop() as laptop, quick_passphrases():
        laptop.keyring.set_passphrase(PASSPHRASE, keys.FLOOR)


def _opened(stations: Stations) -> Workspace:
    """Open the laptop by the new passphrase, or else by the old one."""
    folder = stations.folder / "laptop"
    header = read_header(folder)
    with quick_passphrases():
        try:
            secret = open_with_passphrase(header, NEW)
        except InputError:
            secret = open_with_passphrase(header, PASSPHRASE)
    return Workspace(Unlocked(folder, header, secret))


def old_or_new_way(stations: Stations) -> JsonValue:
    """Look at everything, and at which passphrase opens it; it must sign, and nothing be left lying about."""
    with _opened(stations) as laptop:
        interviews.finish_owed(laptop)
        assert own.signing_keys(laptop).public
        must_be_tidy(laptop)
        seen = look(laptop)
    with quick_passphrases():
        try:
            open_with_passphrase(read_header(stations.folder / "laptop"), NEW)
        except InputError:
            return [seen, "old"]
        return [seen, "new"]


# ---------------------------------------------------------------- backups


def with_recovery_code(stations: Stations) -> None:
    with stations.laptop() as laptop:
        code, _ = laptop.keyring.set_recovery_code()
    (stations.folder / "sheet").write_text(str(code), "utf-8")


def _code(stations: Stations) -> RecoveryCode:
    return RecoveryCode.parse((stations.folder / "sheet").read_text("utf-8"))


@contextmanager
def backing_up(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: _back_up(laptop, stations.stick)], lambda: look(laptop))


def _back_up(laptop: Workspace, stick: Path) -> None:
    backup.write(laptop, stick, "2026-03-01T09:30:00.000Z")


def backed_up(stations: Stations) -> None:
    with_recovery_code(stations)
    with stations.laptop() as laptop:
        _back_up(laptop, stations.stick)


def backed_up_or_not(stations: Stations) -> JsonValue:
    """Whatever is called a backup on the stick is whole."""
    files = list(stations.stick.glob("*.ikw"))
    for file in files:
        backup.check(backup.open_backup(file, by_code(_code(stations))))
    return [laptop_reopened(stations), bool(files)]


@contextmanager
def restoring_backups(stations: Stations) -> Iterator[Work]:
    (file,) = stations.stick.glob("*.ikw")

    def step() -> None:
        if _whole(stations):  # all but clearing up was done
            return
        with quick_passphrases():
            restoring.restore(file, _room(stations), by_code(_code(stations)), PASSPHRASE).close()

    yield Work([step], lambda: created(stations))


# ---------------------------------------------------------------- repairing


def damaged(stations: Stations) -> None:
    """Let the disk lose a page: the workspace opens, and its draft no longer does."""
    store = stations.folder / "laptop" / database.FILE_NAME
    whole = store.read_bytes()
    for page in range(len(whole) // _PAGE - 1, 3, -1):
        store.write_bytes(whole[: page * _PAGE] + bytes(_PAGE) + whole[(page + 1) * _PAGE :])
        if _is_damaged(stations) and repairing.repair(_unlocked(stations), new_keys=own.make_keys).mended:
            store.with_name(repaired.DAMAGED).unlink()
            store.write_bytes(whole[: page * _PAGE] + bytes(_PAGE) + whole[(page + 1) * _PAGE :])
            return
        store.with_name(repaired.DAMAGED).unlink(missing_ok=True)
    raise AssertionError("no page belongs to a journal alone")


def _unlocked(stations: Stations) -> Unlocked:
    folder = stations.folder / "laptop"
    return Unlocked(folder, read_header(folder), stations.secrets["laptop"])


def _is_damaged(stations: Stations) -> bool:
    try:
        laptop = stations.laptop()
    except (StorageError, RefusedError):
        return False
    with laptop:
        return laptop.database.damage() > 0


@contextmanager
def mending(stations: Stations) -> Iterator[Work]:
    def step() -> None:
        repairing.repair(_unlocked(stations), new_keys=own.make_keys)

    yield Work([step], lambda: _is_damaged(stations))


def mended_or_not(stations: Stations) -> JsonValue:
    """A repair that was cut off is begun again, and comes to the same."""
    before = _is_damaged(stations)
    if before:
        repairing.repair(_unlocked(stations), new_keys=own.make_keys)
    return [before, laptop_reopened(stations)]


# ---------------------------------------------------------------- making and migrating


def nothing(folder: Path) -> Stations:
    (folder / "stick").mkdir()
    return Stations(folder, {})


@contextmanager
def creating(stations: Stations) -> Iterator[Work]:
    def step() -> None:
        if _whole(stations):
            return
        with quick_passphrases():
            own.create_field(
                _room(stations), name="T-laptop", purpose=Purpose.REAL, passphrase=PASSPHRASE
            ).close()

    yield Work([step], lambda: created(stations))


def _whole(stations: Stations) -> bool:
    return (stations.folder / "workspaces" / "laptop" / FILE_NAME).exists()


def _room(stations: Stations) -> Path:
    """What a dead disk kept of a workspace is no place for another one."""
    places = (stations.folder / "workspaces" / name for name in ("laptop", "laptop again"))
    return next(place for place in places if not place.exists() or not any(place.iterdir()))


@contextmanager
def migrating(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: None], lambda: look(laptop))
