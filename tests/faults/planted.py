"""The program with faults planted in it, one after the other: a campaign must find each of them.

    python -m tests.faults.planted

Ends with 1 where one was not found. A fault is in force only in the processes that are cut off: the beginning
is prepared, and what is left is looked at, without it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from interview_kit import files
from interview_kit.bundle import seal
from interview_kit.vault import database
from interview_kit.vault.database import Database
from interview_kit.vault.interviews import SealedRow
from interview_kit.vault.workspace import Workspace
from tests.faults import run
from tests.faults.activities import ACTIVITIES
from tests.faults.stage import Stage

sync = os.fsync


def no_sync_in_the_database() -> None:
    database._SETTINGS += ("PRAGMA synchronous = OFF",)  # type: ignore[misc]  # that is the fault


def files_are_not_synced() -> None:
    """``write_atomically`` renames what is not on the disk yet."""

    def only_folders(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            sync(file)

    os.fsync = only_folders  # type: ignore[assignment]  # that is the fault


def folders_are_not_synced() -> None:
    def only_files(file: int) -> None:
        if not stat.S_ISDIR(os.fstat(file).st_mode):
            sync(file)

    os.fsync = only_files  # type: ignore[assignment]  # that is the fault


def answers_are_committed_later() -> None:
    @contextmanager
    def lazy(self: Database) -> Iterator[None]:
        if not self._connection.in_transaction:
            self.run("BEGIN IMMEDIATE")
        yield

    Database.transaction = lazy  # type: ignore[method-assign]  # that is the fault


def sealing_forgets_first() -> None:
    """The draft goes before its bundle is there."""
    write = seal._write

    def first(workspace: Workspace, *more: object) -> SealedRow:
        workspace.database.run("DELETE FROM entry")
        return write(workspace, *more)  # type: ignore[arg-type]  # passed on as they came

    seal._write = first  # type: ignore[assignment]  # that is the fault


def the_systems_words_reach_people() -> None:
    database._CODES.clear()  # type: ignore[attr-defined]  # that is the fault

    def unchanged(error: OSError, path: object) -> OSError:
        return error

    files.storage_error = unchanged  # type: ignore[assignment]  # that is the fault


@dataclass(frozen=True)
class Search:
    """Which campaign finds a fault, where, in how many rounds, and what it says then."""

    campaign: str
    activity: str
    rounds: int
    says: str


FAULTS: Final[dict[Callable[[], None], Search]] = {
    no_sync_in_the_database: Search("battery", "answering", 40, "answering, at operation"),
    files_are_not_synced: Search("battery", "changing passphrases", 60, "vault.header-unreadable"),
    folders_are_not_synced: Search(
        "battery", "creating", 10**5, "after 1 acknowledged steps it looks as after [0]"
    ),
    answers_are_committed_later: Search("kills", "answering", 24, "acknowledged steps it looks as after [0]"),
    sealing_forgets_first: Search("kills", "sealing", 40, "interview.journal-broken"),
    the_systems_words_reach_people: Search("refusals", "exporting", 10, "OSError"),
}


def main() -> int:
    """Plant and search; return the exit status."""
    planted: list[Callable[[], None]] = []
    os.register_at_fork(after_in_child=lambda: planted[0]() if planted else None)
    missed = 0
    with run.stages_folder() as folder:
        names = {search.activity for search in FAULTS.values()}
        stages = {name: Stage.made(name, ACTIVITIES[name], folder) for name in sorted(names)}
        for fault, search in FAULTS.items():
            planted[:] = [fault]
            (tally,) = run.tallies(search.campaign, [stages[search.activity]], 1, search.rounds)
            found = [failure for failure in tally.failures if search.says in failure]
            missed += not found
            said = f"found {len(found)} times" if found else f"NOT FOUND {tally.failures}"
            sys.stdout.write(f"{fault.__name__}: {said}\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
