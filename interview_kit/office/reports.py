"""The report of an import, for paper and for machines."""

from __future__ import annotations

from interview_kit.interview.journal import now
from interview_kit.messages import explain, say
from interview_kit.office.chains import Chain, chains
from interview_kit.office.intake import Outcome, Report, Standing
from interview_kit.trust.roster import roster
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace


def as_json(report: Report, language: str) -> dict[str, object]:
    """Return the report as one JSON document."""
    return {
        "accepted": report.accepted,
        "held": report.held,
        "known": report.known,
        "quarantined": [
            {"file": one.file, "code": one.error.code, "reason": explain(one.error, language)}
            for one in report.quarantined
        ],
        "files": [
            {
                "file": one.file,
                "standing": one.standing.value,
                "sha256": one.digest,
                "bundle": one.bundle,
                "interview": one.interview,
                "laptop": one.laptop,
                "number": one.number,
            }
            for one in report.outcomes
            if one.error is None
        ],
        "receipts": [str(path) for path in report.receipts],
    }


def as_pdf(workspace: Workspace, report: Report, language: str) -> bytes:
    """Return the report as PDF, with the seal numbers that are missing or twice. Takes a second."""
    from interview_kit.sheets.intake import Part, intake_report  # slow to import

    def part(standing: Standing) -> Part:
        columns = [
            say(f"sheets.column-{one}", language) for one in ("interview", "laptop", "number", "bundle")
        ]
        rows = [_taken(one) for one in report.outcomes if one.standing is standing]
        return say(f"sheets.part-{standing.value}", language), columns, rows, (62, 30, 12, 62)

    refused: Part = (
        say("sheets.part-quarantined", language),
        [say("sheets.column-file", language), say("sheets.column-reason", language)],
        [(one.file, explain(one.error, language)) for one in report.quarantined],
        (56, 110),
    )
    summary = say("cli.imported", language, accepted=len(report.accepted), known=len(report.known)) + (
        "" if not report.quarantined else " " + say("sheets.refused", language, count=len(report.quarantined))
    )
    parts = [part(Standing.ACCEPTED), part(Standing.HELD), part(Standing.KNOWN), refused]
    practice = workspace.purpose is Purpose.PRACTICE
    return intake_report(
        [*parts, _chains(workspace, language)],
        now()[:16].replace("T", " "),
        summary,
        language,
        practice=practice,
    )


def _taken(one: Outcome) -> tuple[str, str, str, str]:
    return one.interview, one.laptop, str(one.number), f"{one.bundle[:32]} {one.bundle[32:]}"


def _chains(
    workspace: Workspace, language: str
) -> tuple[str, list[str], list[tuple[str, str, str]], tuple[int, ...]]:
    laptops = roster(workspace)
    rows = [
        (laptops[key].name, missing(chain), ", ".join(map(str, chain.doubled)))
        for key, chain in chains(workspace).items()
        if not chain.whole
    ]
    columns = [say(f"sheets.column-{one}", language) for one in ("laptop", "missing", "doubled")]
    return say("sheets.part-chains", language), columns, rows, (50, 60, 56)


def missing(chain: Chain) -> str:
    """Return the seal numbers that never arrived, such as ``3, 5-7``."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in chain.missing)
