"""The demo: invented witnesses all the way, from an enrolled laptop to the office's archive.

It is practice from end to end, so nothing of it can ever be taken for evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from interview_kit import study
from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.counting import Progress
from interview_kit.crypto.canonical import JsonValue
from interview_kit.data import shipped
from interview_kit.errors import InputError
from interview_kit.office import statistics
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.study import Study
from interview_kit.trust import enrolment, own, packs, receipts
from interview_kit.vault import drafts
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace

#: Invented and known to everybody: what the demo makes holds nothing worth protecting.
PASSPHRASE: Final = "quiet river practice"  # noqa: S105 - see above
CUSTODIAN_PASSPHRASE: Final = "quiet mountain practice"  # noqa: S105 - see above
WITNESSES: Final = ("witness-1.json", "witness-2.json", "witness-3.json")
DRAFT: Final = "draft.json"
COUNTED: Final = "agency"
STUDY_COUNTED: Final = "captor"

#: Called with a message key and its parameters, once for each step.
Tell = Callable[..., None]


def run(folder: Path, tell: Tell) -> statistics.Table:
    """Take three witnesses all the way in ``folder``, and leave ``laptop`` and ``office`` to be opened.

    Raises :class:`InputError` ``cli.demo-folder`` unless ``folder`` is empty or not there yet.
    """
    with _stations(folder, tell) as (laptop, office, stick):
        protocol = library.find(library.shipped_protocols(), "ed-short")
        for name in WITNESSES:
            identifier = drafts.record(laptop, protocol, *answers(name))
            tell("cli.interview-recorded", interview=identifier)
            sealed = seal(laptop, identifier)
            tell("cli.sealed", interview=identifier, bundle=sealed.bundle.hex())
        _hand_over(laptop, office, stick, tell)
        drafts.record(laptop, protocol, *answers(DRAFT))
        return statistics.table(office, COUNTED)


def run_study(folder: Path, told: Study, tell: Tell, progress: Progress) -> statistics.Table:
    """Record every interview of a synthetic study under ED-FULL, seal and import them, as :func:`run` does.

    ``progress`` is told how many are sealed, of how many; where it raises, what is sealed stays.
    """
    with _stations(folder, tell) as (laptop, office, stick):
        protocol = library.find(library.shipped_protocols(), study.PROTOCOL)
        for number, interview in enumerate(told.interviews):
            progress(number, len(told.interviews))
            seal(laptop, drafts.record(laptop, protocol, study.answers(interview), folder))
        progress(len(told.interviews), len(told.interviews))
        tell("cli.study-recorded", count=len(told.interviews))
        _hand_over(laptop, office, stick, tell)
        return statistics.table(office, STUDY_COUNTED)


@contextmanager
def _stations(folder: Path, tell: Tell) -> Iterator[tuple[Workspace, Workspace, Path]]:
    """Make a laptop and an office that know each other, and a folder that stands for a stick."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError("cli.demo-folder", path=str(folder))
    stick = folder / "stick"
    with _office(folder / "office") as office, _laptop(folder / "laptop") as laptop:
        tell("cli.demo-created", path=str(folder))
        stick.mkdir()
        _enrol(laptop, office, stick, tell)
        yield laptop, office, stick


def _hand_over(laptop: Workspace, office: Workspace, stick: Path, tell: Tell) -> None:
    bundles = export(laptop, stick)
    tell("cli.exported", count=len(bundles), path=str(stick))
    report = import_bundles(office, [stick], stick)
    tell("cli.imported", accepted=len(report.accepted), known=len(report.known))
    for receipt in report.receipts:
        tell("cli.received", count=len(receipts.accept_receipt(laptop, receipt)))


def _enrol(laptop: Workspace, office: Workspace, stick: Path, tell: Tell) -> None:
    request, pack = stick / "laptop.ike", stick / "office.ikp"
    fingerprint = enrolment.write_request(laptop, request)
    tell("cli.request-written", path=str(request), fingerprint=fingerprint)
    tell("cli.enrolled", name=enrolment.enrol(office, request, fingerprint, "T-1").name)
    fingerprint = packs.write_pack(office, pack, library.shipped_protocols())
    tell("cli.pack-written", path=str(pack), fingerprint=fingerprint)
    accepted = packs.accept_pack(laptop, pack, fingerprint)
    tell(
        "cli.pack-accepted",
        number=accepted.pack.number,
        protocols=len(accepted.pack.protocols),
    )


def _office(folder: Path) -> Workspace:
    return own.create_office(
        folder,
        name="T-office",
        purpose=Purpose.PRACTICE,
        passphrase=PASSPHRASE,
        custodian_passphrase=CUSTODIAN_PASSPHRASE,
    )


def _laptop(folder: Path) -> Workspace:
    return own.create_field(folder, name="T-laptop", purpose=Purpose.PRACTICE, passphrase=PASSPHRASE)


def answers(name: str) -> tuple[dict[str, JsonValue], Path]:
    """Return a demo witness's answers and the folder their files lie in."""
    folder = shipped("resources", "demo")
    return json.loads((folder / name).read_text("utf-8"))["answers"], folder
