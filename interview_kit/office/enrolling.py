"""Enrolling a laptop, and what follows for bundles that came before: some waited, some no longer count."""

from __future__ import annotations

from pathlib import Path

from interview_kit.office import archive, chains
from interview_kit.office.intake import Report, import_bundles
from interview_kit.trust import enrolment
from interview_kit.trust.roster import Laptop
from interview_kit.vault.workspace import QUARANTINE, Workspace


def enrol(
    workspace: Workspace, request: Path, typed_fingerprint: str | None = None, name: str = ""
) -> tuple[Laptop, Report]:
    """Accept a laptop as :func:`enrolment.enrol` does, and import what waited in quarantine for one.

    So it does not matter whether a bundle or the request of its laptop came first.
    """

    def settle(laptop: Laptop) -> None:
        archive.log(workspace, "laptop-enrolled", {"laptop": laptop.key, "name": laptop.name})
        chains.settle_every(workspace)

    laptop = enrolment.enrol(workspace, request, typed_fingerprint, name, settle)
    rows = workspace.database.run("SELECT file FROM quarantined WHERE code = 'bundle.unknown-laptop'")
    waiting = [workspace.folder / QUARANTINE / row[0] for row in rows]
    waiting = [file for file in waiting if file.is_file()]
    return laptop, import_bundles(workspace, waiting) if waiting else Report()
