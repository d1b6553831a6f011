"""``make bench``: what things cost, as ratios against a peer or a limit measured in the same run.

Times depend on the machine; read the ratios. Each figure is the median of its repetitions.
"""

from __future__ import annotations

import io
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from rich.console import Console
from rich.table import Table

from interview_kit import demo
from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity
from interview_kit.interview.answer import Answer
from interview_kit.interview.interview import Change
from interview_kit.interview.journal import Entry
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.trust import enrolment, own, packs
from interview_kit.vault import drafts, interviews, journals
from interview_kit.vault.drafts import Draft
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace, unlock

MIB = 1024 * 1024
#: Interviews in a list that has grown for years.
_MANY = 500


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, and what it is held against."""

    what: str
    seconds: float
    peer: str
    peer_seconds: float


def median(work: Callable[[], object], repetitions: int) -> float:
    """Return the median time of ``work`` in seconds."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def plain_journal(folder: Path) -> Callable[[int, str], None]:
    """Return what commits a row to plain SQLite: the same as ours, into the same table, as durably."""
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "locking_mode = EXCLUSIVE"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT")

    def commit(number: int, line: str) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO entry VALUES (?, ?)", (number, line))
        connection.execute("COMMIT")

    return commit


class TimedDraft(Draft):
    """A draft that notes when what was said is on the disk; recalculating comes after that."""

    durable = 0.0

    def _apply(self, entries: list[Entry]) -> Change:
        self.durable = time.perf_counter()
        return super()._apply(entries)


def answers(laptop: Workspace, folder: Path) -> list[Figure]:
    """Measure one durable answer, and opening a draft."""
    protocol = library.find(library.shipped_protocols(), "ed-short")
    begun = drafts.begin(laptop, protocol)
    for scope in ("sc1", "sc2"):
        begun.answer(f"/consent/{scope}", Answer("YES"))
    draft = TimedDraft(laptop, journals.of(laptop, begun.interview.id), begun.interview)
    commit = plain_journal(folder)
    durable, whole, plain = list[float](), list[float](), list[float]()
    for number in range(900):  # by turns, for a disk is faster at one moment than at another
        said = Answer({"words": f"{number}" * 40})
        start = time.perf_counter()
        draft.answer("/witness/home", said)
        whole.append(time.perf_counter() - start)
        durable.append(draft.durable - start)
        line = draft.interview.entries[-1].line
        start = time.perf_counter()
        commit(number, line)
        plain.append(time.perf_counter() - start)
    peer = "plain SQLite commit of it", statistics.median(plain)
    opened = median(lambda: drafts.open_draft(laptop, draft.interview.id), 10)
    return [
        Figure("one answer until it is durable", statistics.median(durable), *peer),
        Figure("one answer, recalculated too", statistics.median(whole), *peer),
        Figure(f"open a draft of {len(draft.interview.entries)} entries", opened, "0.1 s", 0.1),
    ]


def bundles(laptop: Workspace, office: Workspace, folder: Path) -> list[Figure]:
    """Measure recording, sealing and importing small interviews."""
    stick = folder / "stick"
    stick.mkdir()
    protocol = library.find(library.shipped_protocols(), "ed-short")
    made = [drafts.record(laptop, protocol, *demo.answers(demo.WITNESSES[0])) for _ in range(12)]
    waiting = iter(made)
    sealing = median(lambda: seal(laptop, next(waiting)), len(made))
    files = iter(export(laptop, stick))
    importing = median(lambda: import_bundles(office, [next(files)]), len(made))
    return [
        Figure("seal a small interview (rekey included)", sealing, "0.5 s", 0.5),
        Figure("import a small bundle", importing, "20 ms", 0.02),
    ]


def streams() -> list[Figure]:
    """Measure age in both directions on 64 MiB in memory."""
    clear, identity = os.urandom(64 * MIB), HybridIdentity.generate()
    nonce, cipher = bytes(12), ChaCha20Poly1305(bytes(32))
    limit = median(lambda: cipher.encrypt(nonce, clear, None), 5)

    def encrypt() -> bytes:
        sink = io.BytesIO()
        with Encryptor(sink, [identity.recipient]) as sealed:
            for start in range(0, len(clear), MIB):
                sealed.write(clear[start : start + MIB])
        return sink.getvalue()

    def decrypt(sealed: bytes) -> None:
        reader = Decryptor(io.BytesIO(sealed), [identity])
        while reader.read(MIB):
            pass

    sealed = encrypt()
    return [
        Figure("age, encrypt 64 MiB", median(encrypt, 5), "ChaCha20-Poly1305 alone", limit),
        Figure("age, decrypt 64 MiB", median(lambda: decrypt(sealed), 5), "ChaCha20-Poly1305 alone", limit),
    ]


def opening(folder: Path) -> list[Figure]:
    """Measure what unlocking costs beyond the key derivation, where there are 500 interviews."""
    derived = unlock(folder, demo.PASSPHRASE)
    protocol = library.find(library.shipped_protocols(), "ed-short")
    with Workspace(derived) as workspace:
        while len(interviews.listing(workspace)) < _MANY:
            for _ in range(50):
                drafts.begin(workspace, protocol)
    derivation = median(lambda: unlock(folder, demo.PASSPHRASE), 3)

    def listed() -> None:
        with Workspace(derived) as workspace:
            interviews.finish_owed(workspace)
            interviews.listing(workspace)

    return [
        Figure(f"open and list {_MANY} interviews, key derived", median(listed, 10), "300 ms", 0.3),
        Figure("derive the key from a passphrase", derivation, "1 s", 1.0),
    ]


def main() -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = own.create_office(
            folder / "office",
            name="T",
            purpose=Purpose.PRACTICE,
            passphrase=demo.PASSPHRASE,
            custodian_passphrase=demo.CUSTODIAN_PASSPHRASE,
            cost=keys.FLOOR,
        )
        laptop = own.create_field(
            folder / "laptop", name="T", purpose=Purpose.PRACTICE, passphrase=demo.PASSPHRASE
        )
        enrolment.enrol(office, folder / "l.ike", enrolment.write_request(laptop, folder / "l.ike"), "T-1")
        packs.accept_pack(laptop, folder / "o.ikp", packs.write_pack(office, folder / "o.ikp", ()))
        figures = answers(laptop, folder) + bundles(laptop, office, folder) + streams()
        laptop.close()
        office.close()
        figures += opening(folder / "laptop")
    table = Table("what", "ms", "held against", "ms", "ratio", box=None)
    for one in figures:
        ratio = f"{one.seconds / one.peer_seconds:.2f}"
        ours, theirs = (f"{value * 1000:.2f}" for value in (one.seconds, one.peer_seconds))
        table.add_row(one.what, ours, one.peer, theirs, ratio)
    Console().print(table)


if __name__ == "__main__":
    main()
