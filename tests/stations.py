"""A laptop and an office that know each other, for tests of what travels between them.

Made once and copied: passphrases are slow on purpose, so the keys they open are remembered here.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from interview_kit import study
from interview_kit.bundle.export import export
from interview_kit.bundle.seal import Sealed, seal
from interview_kit.crypto import keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.data import shipped
from interview_kit.protocol import library
from interview_kit.study import Study
from interview_kit.trust import enrolment, own, packs
from interview_kit.trust.roster import Laptop
from interview_kit.vault import drafts
from interview_kit.vault.header import Purpose, open_with_passphrase, read_header
from interview_kit.vault.slots import SlotSecret
from interview_kit.vault.workspace import Unlocked, Workspace

PASSPHRASE = "quiet river at dawn"
CUSTODIAN_PASSPHRASE = "quiet mountain at dusk"
DEMO = shipped("resources", "demo")


@dataclass(frozen=True)
class Stations:
    """Folders ``laptop`` and ``office`` whose workspaces know each other, and a ``stick``."""

    folder: Path
    secrets: dict[str, SlotSecret]

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def bundle(self) -> Path:
        """The one bundle on the stick."""
        (file,) = self.stick.glob("*.ikb")
        return file

    def new_folder(self, name: str) -> Path:
        """Return a folder that is there, like a stick that is plugged in."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def laptop(self) -> Workspace:
        return self.open("laptop")

    def office(self) -> Workspace:
        return self.open("office")

    def open(self, name: str) -> Workspace:
        """Open a workspace as its passphrase would, without the second that takes."""
        place = self.folder / name
        return Workspace(Unlocked(place, read_header(place), self.secrets[name]))

    def copied_to(self, folder: Path) -> Stations:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Stations(folder, self.secrets)

    def with_office(self, name: str, purpose: Purpose = Purpose.REAL) -> Stations:
        """Return these stations and another office, which knows nobody yet."""
        place = self.folder / name
        create_office(place, purpose).close()
        return Stations(self.folder, self.secrets | {name: _secret(place)})

    def with_laptop(self, name: str, purpose: Purpose = Purpose.REAL) -> Stations:
        """Return these stations and another laptop, which knows nobody yet."""
        place = self.folder / name
        create_laptop(place, purpose).close()
        return Stations(self.folder, self.secrets | {name: _secret(place)})


def enrolled_stations(folder: Path, purpose: Purpose = Purpose.REAL) -> Stations:
    """Make a laptop and an office that have compared fingerprints."""
    stations = Stations(folder, {}).with_office("office", purpose).with_laptop("laptop", purpose)
    stations.stick.mkdir()
    with stations.laptop() as laptop, stations.office() as office:
        introduce(laptop, office, stations.stick)
    return stations


def create_office(folder: Path, purpose: Purpose = Purpose.REAL) -> Workspace:
    return own.create_office(
        folder,
        name="T-office",
        purpose=purpose,
        passphrase=PASSPHRASE,
        custodian_passphrase=CUSTODIAN_PASSPHRASE,
        cost=keys.FLOOR,
    )


def create_laptop(folder: Path, purpose: Purpose = Purpose.REAL) -> Workspace:
    return own.create_field(folder, name="T-laptop", purpose=purpose, passphrase=PASSPHRASE, cost=keys.FLOOR)


def introduce(laptop: Workspace, office: Workspace, stick: Path) -> None:
    """Enrol the laptop at the office, and let the laptop pin the office."""
    enrol(laptop, office, stick)
    fingerprint = packs.write_pack(office, stick / "office.ikp", library.shipped_protocols())
    packs.accept_pack(laptop, stick / "office.ikp", fingerprint)


def enrol(laptop: Workspace, office: Workspace, stick: Path) -> Laptop:
    fingerprint = enrolment.write_request(laptop, stick / "laptop.ike")
    return enrolment.enrol(office, stick / "laptop.ike", fingerprint, "T-1")


def seal_study(stations: Stations, told: Study) -> list[str]:
    """Record and seal every interview of a study and put them on the stick; return their ids in order."""
    protocol = library.find(library.shipped_protocols(), study.PROTOCOL)
    with stations.laptop() as laptop:
        identifiers = [
            drafts.record(laptop, protocol, study.answers(one), stations.folder) for one in told.interviews
        ]
        for identifier in identifiers:
            seal(laptop, identifier)
        export(laptop, stations.stick)
    return identifiers


def record(laptop: Workspace, answers: str | dict[str, JsonValue] = "witness-2.json") -> str:
    """Record an interview with a witness of the demo, or with these answers; return its id."""
    if isinstance(answers, str):
        answers = demo_answers(answers)
    return drafts.record(laptop, library.find(library.shipped_protocols(), "ed-short"), answers, DEMO)


def record_and_seal(laptop: Workspace, answers: str | dict[str, JsonValue] = "witness-2.json") -> Sealed:
    return seal(laptop, record(laptop, answers))


def export_one(laptop: Workspace, folder: Path) -> Path:
    """Record, seal and export one interview, and return its bundle on the stick."""
    sealed = record_and_seal(laptop)
    export(laptop, folder)
    return folder / sealed.file.name


def demo_answers(name: str) -> dict[str, JsonValue]:
    answers: dict[str, JsonValue] = json.loads((DEMO / name).read_text("utf-8"))["answers"]
    return answers


def _secret(folder: Path) -> SlotSecret:
    return open_with_passphrase(read_header(folder), PASSPHRASE)
