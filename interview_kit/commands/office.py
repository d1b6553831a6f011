"""``interview-kit office …``: the supervisor's jobs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from interview_kit import messages
from interview_kit.commands.opening import opened
from interview_kit.commands.progress import shown
from interview_kit.commands.speech import (
    CommandGroup,
    Speech,
    custodian_option,
    passphrase,
    passphrase_option,
)
from interview_kit.files import write_atomically
from interview_kit.interview import reading
from interview_kit.office import archive, enrolling, reopening, reports
from interview_kit.office import statistics as counting
from interview_kit.office.earlier import told_before
from interview_kit.office.intake import Report, import_bundles
from interview_kit.office.remarks import remarks
from interview_kit.protocol import library
from interview_kit.trust import comparing, own, packs
from interview_kit.vault import interviews
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import SEALED

_PATH = click.Path(path_type=Path)


@click.group(cls=CommandGroup)
def office() -> None:
    """The supervisor's office."""


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--name", required=True, help="What you call this office; it stays inside.")
@click.option("--practice", is_flag=True, help="Make a practice office; it never becomes real.")
@passphrase_option
@custodian_option
@click.pass_obj
def create(
    speech: Speech,
    folder: Path,
    name: str,
    practice: bool,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
) -> None:
    """Make an office with its keys and the custodian's key, and print the office's fingerprint."""
    own_words = passphrase(speech, passphrase_file, new=True)
    custodian = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase", new=True)
    if practice and custodian == own_words:
        click.echo(speech.text("trust.same-passphrase"), err=True)
    with own.create_office(
        folder,
        name=name,
        purpose=Purpose.PRACTICE if practice else Purpose.REAL,
        passphrase=own_words,
        custodian_passphrase=custodian,
    ) as workspace:
        speech.mark(workspace.purpose)
        shown = comparing.office(workspace)
    speech.say("cli.office-created", path=str(folder), fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("out", metavar="OUT.ikp", type=_PATH)
@click.option(
    "--protocol",
    "files",
    multiple=True,
    type=_PATH,
    metavar="FILE",
    help="A protocol to hand out; without it those that ship with the program.",
)
@passphrase_option
@click.pass_obj
def pack(
    speech: Speech, folder: Path, out: Path, files: tuple[Path, ...], passphrase_file: Path | None
) -> None:
    """Write the public pack for the team's laptops."""
    packed = [library.load_file(file) for file in files] or library.shipped_protocols()
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        packs.write_pack(workspace, out, packed)
        shown = comparing.office(workspace)
    speech.say("cli.pack-written", path=str(out), fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("request", metavar="REQUEST.ike", type=_PATH)
@click.option(
    "--fingerprint",
    help="The laptop's fingerprint, as it was read to you. One that is enrolled may have new keys without.",
)
@click.option("--name", default="", help="What the office calls this laptop; it stays inside.")
@passphrase_option
@click.pass_obj
def enrol(
    speech: Speech,
    folder: Path,
    request: Path,
    fingerprint: str | None,
    name: str,
    passphrase_file: Path | None,
) -> None:
    """Accept a laptop whose fingerprint was compared, or the new keys of one that is enrolled."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        laptop, report = enrolling.enrol(workspace, request, fingerprint, name)
    speech.say("cli.enrolled", name=laptop.name)
    if report.accepted:
        speech.say("cli.waited", count=len(report.accepted))
    speech.give({"laptop": laptop.key, "name": laptop.name, "accepted": report.accepted})


@office.command("import")
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("paths", metavar="PATH...", type=_PATH, nargs=-1, required=True)
@click.option("--receipts", metavar="OUTDIR", type=_PATH, help="Write receipts for the laptops here.")
@click.option("--report", "paper", metavar="OUT.pdf", type=_PATH, help="Write a report of the import here.")
@passphrase_option
@click.pass_obj
@click.pass_context
def import_(
    ctx: click.Context,
    speech: Speech,
    folder: Path,
    paths: tuple[Path, ...],
    receipts: Path | None,
    paper: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Check bundles and take them into the archive; what is refused waits in quarantine."""
    with (
        opened(speech, folder, Role.OFFICE, passphrase_file) as workspace,
        shown(speech, "cli.importing") as progress,
    ):
        report = import_bundles(workspace, paths, receipts, progress)
        if paper is not None:
            write_atomically(paper, reports.as_pdf(workspace, report, speech.language))
    _tell(speech, report)
    if report.quarantined or report.receipts_failed:
        ctx.exit(1)


def _tell(speech: Speech, report: Report) -> None:
    speech.say("cli.imported", accepted=len(report.accepted), known=len(report.known))
    if report.held:
        speech.say("cli.imported-held", count=len(report.held))
    for refusal in report.quarantined:
        reason = messages.explain(refusal.error, speech.language)
        click.echo(speech.text("cli.quarantined", file=refusal.file, reason=reason), err=True)
    if report.receipts_failed:
        reason = messages.explain(report.receipts_failed, speech.language)
        click.echo(speech.text("office.receipts-missing", reason=reason), err=True)
    if report.receipts:
        speech.say("cli.receipts-written", count=len(report.receipts))
    speech.give(
        {
            **reports.as_json(report, speech.language),
            "receipts_failed": report.receipts_failed.code if report.receipts_failed else None,
        }
    )


@office.command("list")
@click.argument("folder", metavar="DIR", type=_PATH)
@passphrase_option
@click.pass_obj
def list_(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    """List the interviews in the archive."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        rows = archive.listing(workspace)
    speech.table(
        (
            "cli.column-interview",
            "cli.column-protocol",
            "cli.column-date",
            "cli.column-laptop",
            "cli.column-state",
        ),
        [
            (
                row.interview,
                row.protocol.protocol.key,
                row.manifest.begun[:10],
                row.laptop,
                _state(speech, row),
            )
            for row in rows
        ],
    )
    speech.give(
        [
            {
                "interview": row.interview,
                "protocol": row.protocol.protocol.key,
                "state": row.state,
                "date": row.manifest.begun[:10],
                "laptop": row.laptop,
                "imported": row.imported,
                "sealed_by_office": row.sealed_by_office,
                "amendments": [one.interview for one in row.amendments],
                "lost": [gap.to_json() for gap in row.course.gaps],
            }
            for row in rows
        ]
    )


def _state(speech: Speech, row: archive.Archived) -> str:
    states = [f"cli.state-{row.state}"]
    if row.sealed_by_office:
        states.append("cli.state-by-office")
    if row.course.gaps:
        states.append("cli.state-mended")
    if row.amendments:
        states.append("cli.state-amended")
    return " · ".join(map(speech.text, states))


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("interview", metavar="INTERVIEW")
@passphrase_option
@click.pass_obj
def show(speech: Speech, folder: Path, interview: str, passphrase_file: Path | None) -> None:
    """Show one interview; identifying answers are only named."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        row = archive.find(workspace, interview)
    if not speech.as_json:
        for remark in remarks(row, speech.language):
            click.echo(remark)
    for one in (row, *row.amendments):
        if one is not row:
            speech.say("cli.amendment", interview=one.interview, day=one.manifest.sealed[:10])
        _tell_answers(
            speech,
            reading.sections(
                one.protocol, one.answers, one.calculated, one.apart, speech.language, one.instances
            ),
        )
    speech.give(
        {
            "interview": row.interview,
            "protocol": row.protocol.protocol.key,
            "answers": row.answers,
            "apart": list(row.apart),
            "calculated": row.calculated,
            "instances": row.instances,
            "consent": row.consent,
            "amends": list(row.manifest.amends),
            "amendments": [
                {"interview": one.interview, "protocol": one.protocol.protocol.key, "answers": one.answers}
                for one in row.amendments
            ],
            "sealed_by_office": row.sealed_by_office,
            "course": row.course.to_json(),
        }
    )


def _tell_answers(speech: Speech, sections: Sequence[reading.Section]) -> None:
    speech.table(
        ("cli.column-path", "cli.column-question", "cli.column-answer"),
        [
            (line.path, line.question, line.answer.in_one_line if line.answer else speech.text("cli.apart"))
            for section in sections
            for line in section.lines
        ],
    )


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.option("--by", metavar="FIELD", default=counting.PROTOCOL, help="A question's path or last name.")
@passphrase_option
@click.pass_obj
def statistics(speech: Speech, folder: Path, by: str, passphrase_file: Path | None) -> None:
    """Count, over the witnesses who agreed to be counted."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        table = counting.table(workspace, by)
    tell_table(speech, table)
    speech.give(
        {
            "by": table.by,
            "denominator": table.denominator,
            "rows": [{"value": row.value, "count": row.count, "percent": row.percent} for row in table.rows],
            "not_determinable": table.not_determinable,
            "left_out": table.left_out,
        }
    )


def tell_table(speech: Speech, table: counting.Table) -> None:
    """Tell a person what was counted."""
    speech.table(
        ("cli.column-value", "cli.column-count", "cli.column-percent"),
        [
            (
                row.label.get(speech.language) or row.label.get("en") or row.value,
                str(row.count),
                f"{row.percent:.1f}",
            )
            for row in table.rows
        ],
    )
    speech.say(
        "cli.counted",
        denominator=table.denominator,
        undetermined=table.not_determinable,
        left_out=table.left_out,
    )


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("out", metavar="OUT", type=_PATH)
@passphrase_option
@click.pass_obj
def key(speech: Speech, folder: Path, out: Path, passphrase_file: Path | None) -> None:
    """Write the office's age identity, for opening bundles with stock tools. Never the custodian's."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        archive.write_key(workspace, out)
    click.echo(speech.text("cli.key-written", path=str(out)), err=True)
    speech.give({"path": str(out)})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("interview", metavar="INTERVIEW")
@click.option("--reason", required=True, help="Why; it is logged.")
@passphrase_option
@custodian_option
@click.pass_obj
def identity(
    speech: Speech,
    folder: Path,
    interview: str,
    reason: str,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
) -> None:
    """Show the identifying answers, with the custodian's passphrase. Every look is logged."""
    with opened(speech, folder, Role.OFFICE, passphrase_file) as workspace:
        archived = archive.find(workspace, interview)
        found = archive.read_identity(
            workspace,
            interview,
            custodian_passphrase=passphrase(
                speech, custodian_passphrase_file, key="cli.custodian-passphrase"
            ),
            reason=reason,
        )
        before = told_before(workspace, found, speech.language)
    _tell_answers(
        speech,
        reading.sections(
            archived.protocol, found.answers, found.calculated, (), speech.language, archived.instances
        ),
    )
    if found.earlier:
        speech.say("cli.before-promotion")
        _tell_answers(speech, before)
    speech.give({"interview": found.interview, "answers": found.answers, "earlier": found.earlier})


@office.command()
@click.argument("folder", metavar="DIR", type=_PATH)
@click.argument("laptop", metavar="LAPTOP", type=_PATH)
@click.option("--seal", "wanted", multiple=True, metavar="INTERVIEW", help="Seal this draft as it was left.")
@click.option("--seal-all", is_flag=True, help="Seal every draft as it was left.")
@passphrase_option
@custodian_option
@click.pass_obj
def reopen(
    speech: Speech,
    folder: Path,
    laptop: Path,
    wanted: tuple[str, ...],
    seal_all: bool,
    passphrase_file: Path | None,
    custodian_passphrase_file: Path | None,
) -> None:
    """Open a laptop's workspace whose interviewer is gone; list its drafts, or seal them.

    Takes office and custodian together. The office signs what it seals, and the bundle says so.
    """
    with opened(speech, folder, Role.OFFICE, passphrase_file) as here:
        custodian = passphrase(speech, custodian_passphrase_file, key="cli.custodian-passphrase")
        with reopening.reopened(here, laptop, custodian) as there:
            drafts = [row.interview for row in interviews.listing(there) if row.state == "draft"]
            chosen = drafts if seal_all else [interviews.find(there, one).interview for one in wanted]
            sealed = [reopening.seal_for(here, there, interview) for interview in chosen]
    speech.say("cli.reopened")
    speech.table(("cli.column-interview",), [(one,) for one in drafts if one not in chosen])
    for one in sealed:
        speech.say("cli.sealed-for", interview=one.interview)
    if sealed:
        speech.say("cli.reopened-next", path=str(laptop / SEALED))
    speech.give({"drafts": drafts, "sealed": [one.interview for one in sealed]})
