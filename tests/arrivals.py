"""Bundles as they arrive at an office: sound ones, and the kinds that need a supervisor's eye."""

from __future__ import annotations

from pathlib import Path

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import Answer
from interview_kit.interview.events import Event, What
from interview_kit.protocol import library
from interview_kit.trust import packs
from interview_kit.vault import drafts, interviews
from interview_kit.vault.header import Purpose
from tests.stations import Stations, create_laptop, demo_answers, record, record_and_seal


def write_sound(stations: Stations, witnesses: int = 3) -> list[str]:
    """Seal witnesses of the demo onto the stick; return their interviews in that order."""
    with stations.laptop() as laptop:
        sealed = [record(laptop, f"witness-{number}.json") for number in range(1, witnesses + 1)]
        for interview in sealed:
            seal(laptop, interview)
        export(laptop, stations.stick)
    return sealed


def write_sittings(stations: Stations) -> str:
    """Seal a witness who came twice, rested once and wept once; return the interview."""
    with stations.laptop() as laptop:
        interview = record(laptop, "witness-1.json")
        told = drafts.open_draft(laptop, interview)
        for event in (
            Event(What.SITTING, ("WITNESS", "INTERVIEWER", "INTERPRETER")),
            Event(What.DISTRESS),
            Event(What.BREAK),
            Event(What.RESUME),
            Event(What.END),
            Event(What.SITTING, ("WITNESS", "INTERVIEWER")),
            Event(What.END),
        ):
            told.note(event)
        seal(laptop, interview)
        export(laptop, stations.stick)
    return interview


def write_uncounted(stations: Stations) -> None:
    """Seal a witness who did not agree to be counted in statistics."""
    with stations.laptop() as laptop:
        record_and_seal(laptop, demo_answers("witness-2.json") | {"/use/sc5": "NO"})
        export(laptop, stations.stick)


def write_contradicting(stations: Stations, backup: Path) -> str:
    """Seal one interview twice: on the laptop, and on a copy of it made before that went on differently."""
    with stations.laptop() as laptop:
        interview = record(laptop, "witness-1.json")
    with stations.copied_to(backup).laptop() as copy:
        told = drafts.open_draft(copy, interview)
        told.answer("/harm[1]/last_news", Answer("소식을 들은 적이 없습니다."))
        seal(copy, interview)
        export(copy, stations.stick)
    with stations.laptop() as laptop:
        seal(laptop, interview)
        export(laptop, stations.stick)
    return interview


def write_from_stranger(stations: Stations, purpose: Purpose = Purpose.REAL) -> None:
    """Seal a witness on a laptop that took the office's pack but was never enrolled."""
    with create_laptop(stations.folder / "stranger", purpose) as stranger:
        packs.accept_pack(stranger, stations.stick / "office.ikp", _fingerprint(stations))
        record_and_seal(stranger, "witness-3.json")
        export(stranger, stations.stick)


def damage(bundle: Path) -> None:
    """Change one bit in the middle of a bundle."""
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)


def _fingerprint(stations: Stations) -> str:
    with stations.office() as office:
        return packs.office_fingerprint(office)


def write_amendment(stations: Stations) -> str:
    """Seal a correction and a withdrawal about an interview onto the stick; return that interview."""
    follow_up = library.find(library.shipped_protocols(), "follow-up")
    answers: dict[str, JsonValue] = {
        "/wish/kind": ["CORRECTION", "WITHDRAWAL"],
        "/wish/channel": "CALL",
        "/wish/sure": "YES",
        "/words/part": "체포된 때",
        "/words/now": "그다음 해 봄이었다고 함 (T)",
        "/words/names": "T-이웃",
        "/consent/sc7": "NO",
        "/closing/readback": "YES",
    }
    with stations.laptop() as laptop:
        about = next(row.interview for row in interviews.listing(laptop) if row.state == "sealed")
        amends = interviews.to_amend(laptop, about)
        seal(laptop, drafts.record(laptop, follow_up, answers, stations.folder, amends))
        export(laptop, stations.stick, again=True)
    return about
