"""What it means that something was refused: named, kept aside, and the archive as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import SEALED, Workspace

#: What a refusal is written into. Everything else is the archive.
NOTED = ("quarantined", "audit", "sqlite_sequence")


def content(office: Workspace) -> dict[str, Any]:
    """Return all of an archive: its rows, and its files by digest."""
    run = office.database.run
    tables = [name for (name,) in run("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    rows = {table: run(f"SELECT * FROM {table}") for table in tables if table not in NOTED}  # noqa: S608 - names of the schema
    files = {file.name: digest_of(file) for file in (office.folder / SEALED).iterdir()}
    return {table: sorted(found, key=repr) for table, found in rows.items()} | {"files": files}


def assert_refused(office: Workspace, file: Path, code: str) -> None:
    """Import ``file``; it must be refused for that reason, wait in quarantine, and change nothing."""
    before = content(office)
    report = import_bundles(office, [file])
    assert [refusal.error.code for refusal in report.quarantined] == [code]
    assert (report.accepted, report.known, report.receipts) == ([], [], [])
    assert content(office) == before
    waiting = {one.digest: one for one in archive.quarantine(office)}
    assert waiting[digest_of(file)].error.code == code


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
