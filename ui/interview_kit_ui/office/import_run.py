"""One import as the worker does it: it can be stopped, and what is done stays done."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from interview_kit.office.intake import Report, import_bundles
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.worker import CancelledError, Job


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, also if the person stopped it."""

    report: Report = field(default_factory=Report)
    stopped: bool = False


def run_import(workspace: Workspace, place: Path, receipts: Path | None, job: Job) -> ImportResult:
    """Import a bundle or a folder of bundles, and write receipts into ``receipts`` if given.

    Stopped half-way it writes no receipts; the next import of the same place does.
    """
    report = Report()
    try:
        import_bundles(workspace, [place], receipts, job.report, report)
    except CancelledError:
        return ImportResult(report, stopped=True)
    return ImportResult(report)
