"""Looking a workspace over: pages, journals, side files, bundles. Nothing is changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.errors import KitError
from interview_kit.interview import journal
from interview_kit.vault import journals, sidefiles
from interview_kit.vault.workspace import ATTACHMENTS, SEALED, Workspace

_PIECE: Final = 1024 * 1024

#: Called with steps done and steps in all; raising stops.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Findings:
    """What is not as it should be; all empty where the workspace is whole."""

    #: Faults in the pages and tables of the database.
    faults: int = 0
    #: Interviews whose journal cannot be read or does not hold together.
    journals: tuple[str, ...] = ()
    #: Ids of attachments whose side file is missing or damaged.
    attachments: tuple[str, ...] = ()
    #: Names of bundles that are missing or not as they were.
    bundles: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return self == Findings()

    @property
    def mendable(self) -> bool:
        """Whether a repair would help: it mends the database and its journals, not files that are gone."""
        return bool(self.faults or self.journals)


def check(
    workspace: Workspace, *, thorough: bool = True, progress: Progress = lambda done, total: None
) -> Findings:
    """Look a workspace over. Without ``thorough`` files are only missed, not read, which is quick.

    Raises what ``progress`` raises, and nothing else.
    """
    faults = workspace.database.damage()
    drafts, attached, bundles = _named(workspace)
    total, done = len(drafts) + len(attached) + len(bundles), 0
    bad: dict[str, list[str]] = {"journals": [], "attachments": [], "bundles": []}

    def step(kind: str, name: str, whole: bool) -> None:
        nonlocal done
        if not whole:
            bad[kind].append(name)
        done += 1
        progress(done, total)

    for interview in drafts:
        step("journals", interview, _holds_together(workspace, interview))
    for name, key, sha256 in attached:
        file = workspace.folder / ATTACHMENTS / name
        step("attachments", name, _reads(file, key, sha256) if thorough else file.is_file())
    for name, digest in bundles:
        file = workspace.folder / SEALED / name
        step("bundles", name, _is(file, digest) if thorough else file.is_file())
    return Findings(faults, *(tuple(names) for names in bad.values()))


def _named(
    workspace: Workspace,
) -> tuple[list[str], list[tuple[str, bytes, bytes]], list[tuple[str, bytes]]]:
    run = workspace.database.run
    try:
        return (
            [row[0] for row in run("SELECT id FROM interview WHERE state = 'draft'")],
            [(row[0], row[1], row[2]) for row in run("SELECT id, key, sha256 FROM attachment")],
            [
                (row[0], row[1])
                for row in run("SELECT file, digest FROM sealed UNION SELECT file, digest FROM bundle")
            ],
        )
    except KitError:  # counted among the faults already
        return [], [], []


def _holds_together(workspace: Workspace, interview: str) -> bool:
    try:
        journal.verify(interview, journals.of(workspace, interview).entries())
    except (KitError, ValueError):
        return False
    return True


def _reads(file: Path, key: bytes, sha256: bytes) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in sidefiles.read(file, key):
            digest.update(piece)
    except KitError:
        return False
    return digest.digest() == sha256


def _is(file: Path, digest: bytes) -> bool:
    try:
        with file.open("rb") as source:
            return hashlib.file_digest(source, "sha256").digest() == digest
    except OSError:
        return False
