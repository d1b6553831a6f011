"""Attachments of 256 MiB, written and read, against their cryptography alone: ChaCha20-Poly1305 and SHA-256
over the same pieces in memory. Part of ``make bench``; the ratio is speed against speed, and 0.8 is the goal.

A file can be written no faster than the disk takes it, so the same bytes are also written as they are. Give
folders as arguments to measure other disks. Rounds alternate, so that what else runs slows all alike; but our
work is shared by two cores and its peer's is not, so a busy machine shows ours slower than it is. The last
column compares the best round of each.
"""

from __future__ import annotations

import hashlib
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from rich.console import Console
from rich.table import Table

from interview_kit.vault import sidefiles
from interview_kit.vault.sidefiles import RECORD, nonce

PIECES = 4096
ROUNDS = 7
GOAL = 0.8
MEMORY = Path("/dev/shm")

Times = dict[str, list[float]]


def timed(times: Times, what: str, work: Callable[[], object]) -> None:
    """Add the time of ``work`` to what was measured."""
    start = time.perf_counter()
    work()
    times.setdefault(what, []).append(time.perf_counter() - start)


def sealed_in_memory(cipher: ChaCha20Poly1305, clear: bytes) -> None:
    """Do what writing cannot do without."""
    digest, view = hashlib.sha256(), memoryview(clear)
    for number in range(PIECES):
        piece = view[number * RECORD : (number + 1) * RECORD]
        digest.update(piece)
        cipher.encrypt(nonce(number, final=False), piece, None)


def opened_in_memory(cipher: ChaCha20Poly1305, sealed: list[bytes]) -> None:
    """Do what reading cannot do without."""
    digest = hashlib.sha256()
    for number, piece in enumerate(sealed):
        digest.update(cipher.decrypt(nonce(number, final=False), piece, None))


def written_plainly(path: Path, clear: bytes) -> None:
    """Write the same bytes without any cryptography, durably."""
    view = memoryview(clear)
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(clear), 16 * RECORD):
            file.write(view[start : start + 16 * RECORD])
        os.fsync(file.fileno())


def read_and_hashed(path: Path, key: bytes) -> None:
    """Read a side file as sealing does."""
    digest = hashlib.sha256()
    for piece in sidefiles.read(path, key):
        digest.update(piece)


def measure(folder: Path) -> Times:
    """Measure everything in one folder, in rounds."""
    clear, cipher = os.urandom(PIECES * RECORD), ChaCha20Poly1305(bytes(32))
    sealed = [
        cipher.encrypt(nonce(number, final=False), clear[number * RECORD : (number + 1) * RECORD], None)
        for number in range(PIECES)
    ]
    times: Times = {}
    for number in range(ROUNDS):
        one_round(times, folder / f"side-{number}", cipher, clear, sealed)
    return times


def one_round(times: Times, path: Path, cipher: ChaCha20Poly1305, clear: bytes, sealed: list[bytes]) -> None:
    """Measure everything once."""
    written: list[sidefiles.Written] = []
    timed(times, "seal", lambda: sealed_in_memory(cipher, clear))
    timed(times, "write", lambda: written.append(sidefiles.write(path, io.BytesIO(clear))))
    timed(times, "open", lambda: opened_in_memory(cipher, sealed))
    timed(times, "read", lambda: read_and_hashed(path, written[0].key))
    path.unlink()
    timed(times, "plain", lambda: written_plainly(path, clear))
    path.unlink()


def rows(where: str, times: Times) -> list[tuple[str, ...]]:
    """Return the lines of one folder: medians in ms, and how fast we are beside each peer."""
    found = []
    for what, ours, peer, peers in (
        ("written durably", "write", "AEAD + SHA-256", "seal"),
        ("written durably", "write", "the same unencrypted", "plain"),
        ("read", "read", "AEAD + SHA-256", "open"),
    ):
        own, other = times[ours], times[peers]
        ratio = statistics.median(two / one for one, two in zip(own, other, strict=True))
        medians = [f"{statistics.median(one) * 1000:.0f}" for one in (own, other)]
        best = f"{min(other) / min(own):.2f}"
        found.append((f"{what}, {where}", medians[0], peer, medians[1], f"{ratio:.2f}", best))
    return found


def main() -> None:
    """Measure in memory and on the disk, or in the folders that are named, and print one table."""
    named = [Path(name) for name in sys.argv[1:]]
    places = named or [place for place in (MEMORY, Path(tempfile.gettempdir())) if place.is_dir()]
    table = Table("256 MiB", "ms", "held against", "ms", f"speed (goal {GOAL})", "at best", box=None)
    for place in places:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            where = "in memory" if place == MEMORY else "on the disk"
            for row in rows(where, measure(Path(folder))):
                table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
