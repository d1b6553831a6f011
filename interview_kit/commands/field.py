"""``interview-kit field …``: the interviewer's jobs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import click

from interview_kit.bundle import export as exporting
from interview_kit.bundle.seal import seal as seal_interview
from interview_kit.commands import problems
from interview_kit.commands.opening import opened
from interview_kit.commands.progress import shown
from interview_kit.commands.speech import CommandGroup, Speech, passphrase, passphrase_option
from interview_kit.errors import InputError
from interview_kit.files import storage_error, write_atomically
from interview_kit.interview import reading
from interview_kit.interview.history import Told
from interview_kit.interview.interview import Interview
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import text_in
from interview_kit.trust import comparing, enrolment, own, receipts, team
from interview_kit.vault import drafts, interviews, protocols
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import Workspace

_FOLDER = click.Path(path_type=Path)
#: The protocol for corrections that ships with the program.
FOLLOW_UP: Final = "follow-up"


@click.group(cls=CommandGroup)
def field() -> None:
    """The interviewer's laptop."""


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--name", required=True, help="What you call this laptop; it stays inside.")
@click.option("--practice", is_flag=True, help="Make a practice workspace; it never becomes real.")
@passphrase_option
@click.pass_obj
def create(speech: Speech, folder: Path, name: str, practice: bool, passphrase_file: Path | None) -> None:
    """Make a workspace and print the fingerprint of its keys."""
    with own.create_field(
        folder,
        name=name,
        purpose=Purpose.PRACTICE if practice else Purpose.REAL,
        passphrase=passphrase(speech, passphrase_file, new=True),
    ) as workspace:
        speech.mark(workspace.purpose)
        shown = comparing.own(workspace)
    speech.say("cli.field-created", path=str(folder), fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("out", metavar="OUT.ike", type=_FOLDER)
@passphrase_option
@click.pass_obj
def request(speech: Speech, folder: Path, out: Path, passphrase_file: Path | None) -> None:
    """Write an enrolment request for the office."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        enrolment.write_request(workspace, out)
        shown = comparing.own(workspace)
    speech.say("cli.request-written", path=str(out), fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("pack_file", metavar="PACK.ikp", type=_FOLDER)
@click.option("--fingerprint", help="The office's fingerprint, as it was read to you.")
@passphrase_option
@click.pass_obj
def pack(
    speech: Speech,
    folder: Path,
    pack_file: Path,
    fingerprint: str | None,
    passphrase_file: Path | None,
) -> None:
    """Take a pack of the office: the public one, for which this laptop seals from now on, or the team's."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        taken = team.accept(workspace, pack_file, fingerprint)
    if isinstance(taken, team.TeamWord):
        speech.say("cli.team-accepted", number=taken.number, count=len(taken.safe))
        speech.give({"number": taken.number, "safe": list(taken.safe)})
        return
    speech.say("cli.pack-accepted", number=taken.pack.number, protocols=len(taken.pack.protocols))
    speech.give({"fingerprint": taken.fingerprint, "number": taken.pack.number})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@passphrase_option
@click.pass_obj
def rotate(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    """Give this laptop new keys, which the ones before sign. The office must take its new request."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        enrolment.rotate(workspace)
        shown = comparing.own(workspace)
    speech.say("cli.keys-replaced", fingerprint=speech.aloud(shown))
    speech.give({"fingerprint": shown.digits})


answers_option = click.option(
    "--answers",
    "answers_file",
    metavar="FILE.json",
    type=_FOLDER,
    required=True,
    help='{"answers": {path: value}}',
)


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("protocol", metavar="PROTOCOL")
@answers_option
@passphrase_option
@click.pass_obj
def interview(
    speech: Speech, folder: Path, protocol: str, answers_file: Path, passphrase_file: Path | None
) -> None:
    """Record an interview from an answers file, and print its id."""
    answers = read_answers(answers_file)
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        _record(speech, workspace, protocol, answers, answers_file.parent)


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("about", metavar="INTERVIEW")
@click.option("--protocol", default=FOLLOW_UP, show_default=True, help="What it is conducted under.")
@answers_option
@passphrase_option
@click.pass_obj
def amend(
    speech: Speech,
    folder: Path,
    about: str,
    protocol: str,
    answers_file: Path,
    passphrase_file: Path | None,
) -> None:
    """Record a correction to a sealed interview, or that consent is withdrawn; it is sealed by itself."""
    answers = read_answers(answers_file)
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        amends = interviews.to_amend(workspace, about)
        _record(speech, workspace, protocol, answers, answers_file.parent, amends)


def _record(
    speech: Speech,
    workspace: Workspace,
    protocol: str,
    answers: dict[str, Any],
    beside: Path,
    amends: tuple[str, ...] = (),
) -> None:
    loaded = library.find(protocols.offered(workspace), protocol)
    identifier = drafts.record(workspace, loaded, answers, beside, amends)
    left = problems.to_solve(speech, drafts.open_draft(workspace, identifier).interview)
    speech.say("cli.interview-recorded", interview=identifier)
    if left:
        speech.say("cli.not-sealable", count=len(left))
        problems.tell(speech, left)
    else:
        speech.say("cli.sealable")
    speech.give({"interview": identifier, "problems": problems.as_json(left)})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("interview", metavar="INTERVIEW")
@click.option("--to", "target", metavar="PROTOCOL", help="Under which it goes on, if there are several.")
@passphrase_option
@click.pass_obj
def promote(
    speech: Speech, folder: Path, interview: str, target: str | None, passphrase_file: Path | None
) -> None:
    """Go on with an unsealed interview under a fuller protocol; what was answered is carried over."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        draft = drafts.open_draft(workspace, interview)
        loaded = _to_go_on(workspace, draft.interview, target)
        done = draft.promote(loaded)
        left = problems.to_solve(speech, draft.interview)
    key = loaded.protocol.key
    speech.say("cli.promoted", interview=draft.interview.id, protocol=key, count=len(done.carried))
    for heading, places in (("cli.carried", done.carried), ("cli.not-carried", done.left)):
        if places:
            speech.say(heading, count=len(places))
            language = loaded.protocol.languages[0]
            speech.table(
                ("cli.column-path", "cli.column-question"),
                [(one.path, text_in(one.label, speech.language, language)) for one in places],
            )
    speech.give(
        {
            "interview": draft.interview.id,
            "protocol": key,
            "carried": [one.path for one in done.carried],
            "left": [one.path for one in done.left],
            "problems": problems.as_json(left),
        }
    )


def _to_go_on(workspace: Workspace, told: Interview, target: str | None) -> LoadedProtocol:
    if target is not None:
        return library.find(protocols.offered(workspace), target)
    protocol = told.loaded.protocol
    found = protocols.promotable(workspace, protocol)
    if told.promoted:
        raise InputError("interview.promoted")
    if not found:
        raise InputError("vault.takes-nothing", before=protocol.key)
    if len(found) > 1:
        raise InputError("vault.which-protocol", protocols=", ".join(one.protocol.key for one in found))
    return found[0]


@field.command("list")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@passphrase_option
@click.pass_obj
def list_(speech: Speech, folder: Path, passphrase_file: Path | None) -> None:
    """List the interviews and how far each has come."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        rows = interviews.listing(workspace)
    speech.table(
        ("cli.column-interview", "cli.column-protocol", "cli.column-date", "cli.column-state"),
        [
            (row.interview, row.protocol, row.started, speech.text(f"cli.state-{row.progress}"))
            for row in rows
        ],
    )
    speech.give(
        [
            {
                "interview": row.interview,
                "protocol": row.protocol,
                "state": row.progress,
                "date": row.started,
                "received": row.received,
                "safe": row.safe,
                "about": row.about,
            }
            for row in rows
        ]
    )


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("interview", metavar="INTERVIEW")
@passphrase_option
@click.pass_obj
@click.pass_context
def seal(
    ctx: click.Context, speech: Speech, folder: Path, interview: str, passphrase_file: Path | None
) -> None:
    """Seal an interview for the office, and forget the readable copy."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        left = problems.to_solve(speech, drafts.open_draft(workspace, interview).interview)
        if left:
            click.echo(speech.text("bundle.not-ready", count=len(left)), err=True)
            problems.tell(speech, left)
            speech.give({"problems": problems.as_json(left)})
            ctx.exit(1)
        sealed = seal_interview(workspace, interview)
    speech.say("cli.sealed", interview=sealed.interview, bundle=sealed.bundle.hex())
    speech.give({"interview": sealed.interview, "bundle": sealed.bundle.hex(), "number": sealed.number})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("out", metavar="OUTDIR", type=_FOLDER)
@click.option("--again", is_flag=True, help="Also what the office has received, until it says it is safe.")
@click.option("--sheet", metavar="OUT.pdf", type=_FOLDER, help="Write a handover sheet to sign.")
@passphrase_option
@click.pass_obj
def export(
    speech: Speech, folder: Path, out: Path, again: bool, sheet: Path | None, passphrase_file: Path | None
) -> None:
    """Copy every sealed bundle that has no receipt yet to a folder or stick."""
    with (
        opened(speech, folder, Role.FIELD, passphrase_file) as workspace,
        shown(speech, "cli.exporting") as progress,
    ):
        written = exporting.export(workspace, out, progress, again=again)
        if sheet is not None:
            write_atomically(sheet, exporting.handover_sheet(workspace, written, speech.language))
    speech.say("cli.exported", count=len(written), path=str(out))
    if sheet is not None:
        speech.say("cli.handover-sheet-written", path=str(sheet))
    speech.give({"exported": [str(path) for path in written], "sheet": str(sheet) if sheet else None})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("file", metavar="FILE.ikr", type=_FOLDER)
@passphrase_option
@click.pass_obj
def receipt(speech: Speech, folder: Path, file: Path, passphrase_file: Path | None) -> None:
    """Read the office's receipt and mark what it holds."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        received = receipts.accept_receipt(workspace, file)
    speech.say("cli.received", count=len(received))
    speech.give({"received": received})


@field.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("interview", metavar="INTERVIEW")
@click.argument("path", metavar="[PATH]", required=False)
@passphrase_option
@click.pass_obj
def history(
    speech: Speech, folder: Path, interview: str, path: str | None, passphrase_file: Path | None
) -> None:
    """Show what a draft's journal tells of one question or all: answers, changes, what was undone."""
    with opened(speech, folder, Role.FIELD, passphrase_file) as workspace:
        told = drafts.open_draft(workspace, interview).interview
    found = {path: told.history(path)} if path else told.histories()
    rows = [(place, one) for place, them in found.items() for one in them]
    if not rows:
        speech.say("cli.history-none")
    else:
        speech.table(
            (
                "cli.column-time",
                "cli.column-path",
                "cli.column-kind",
                "cli.column-answer",
                "cli.column-in-force",
                "cli.column-laptop",
            ),
            [
                (
                    one.time,
                    place,
                    speech.text(f"cli.kind-{one.kind.value}"),
                    _in_words(speech, told, one),
                    speech.text("cli.yes" if one.in_force else "cli.undone"),
                    one.author[:8],
                )
                for place, one in rows
            ],
        )
    speech.give(
        [
            {
                "path": place,
                "counter": one.counter,
                "time": one.time,
                "kind": one.kind.value,
                "answer": one.answer and one.answer.to_json(),
                "destroyed": one.withheld,
                "in_force": one.in_force,
                "before_promotion": one.earlier,
                "author": one.author,
            }
            for place, one in rows
        ]
    )


def _in_words(speech: Speech, interview: Interview, one: Told) -> str:
    if one.withheld:
        return speech.text("cli.gone")
    if one.answer is None:
        return ""
    loaded = interview.earlier if one.earlier else interview.loaded
    if loaded is None or one.asked is None:  # a damaged disk took what was asked then
        return json.dumps(one.answer.to_json(), ensure_ascii=False)
    return reading.describe(one.answer, one.asked, loaded.protocol, speech.language).in_one_line


def read_answers(file: Path) -> dict[str, Any]:
    """Read an answers file. Raises :class:`InputError` ``cli.answers-…``."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                raise InputError("cli.answers-twice", path=str(file), key=key[:200])
        return dict(pairs)

    try:
        document = json.loads(file.read_text("utf-8-sig"), object_pairs_hook=once)
    except OSError as error:
        raise storage_error(error, file) from error
    except json.JSONDecodeError as error:
        raise InputError(
            "cli.answers-syntax", path=str(file), line=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("cli.answers-file", path=str(file)) from error
    if not isinstance(document, dict) or not isinstance(document.get("answers"), dict):
        raise InputError("cli.answers-file", path=str(file))
    return dict(document["answers"])
