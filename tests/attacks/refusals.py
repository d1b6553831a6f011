"""What it means that something was refused: named, kept aside, and the archive as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.vault.workspace import SEALED, Workspace

#: Everything an archive is made of. Quarantine and the log of looks are not part of it.
TABLES = ("bundle", "archived_answer", "protocol", "laptop", "secret", "setting")


def content(office: Workspace) -> dict[str, Any]:
    """Return all of an archive: its rows, and its files by digest."""
    rows = {table: sorted(office.database.run(f"SELECT * FROM {table}")) for table in TABLES}  # noqa: S608 - the names above
    files = {file.name: digest_of(file) for file in (office.folder / SEALED).iterdir()}
    return rows | {"files": files}


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
