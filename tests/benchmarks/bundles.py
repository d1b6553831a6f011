"""Sealing and opening 1 GiB against the programs people would use instead, and importing many small bundles.

    python tests/benchmarks/bundles.py [--size MIB] [--small COUNT] [--folder DIR]

Part of ``make bench``. Ours does more than any peer: it decrypts the attachment from the workspace, digests,
signs, pads, encrypts; opening checks all of that. It is held against ``age`` and ``sha256sum`` one after the
other on the same bytes, both durably on the disk; the goal is at most 1.2. Reading the sealed file back,
which no peer does, is timed apart. Each piece of work has a process of its own, whose memory beyond what it
began with is told. A program that is not installed is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from interview_kit.bundle import seal as sealing
from interview_kit.bundle.export import export
from interview_kit.office import intake
from interview_kit.office.reader import Reader
from interview_kit.protocol import library
from interview_kit.vault import drafts, interviews
from interview_kit.vault.workspace import open_workspace
from tests.stations import DEMO, PASSPHRASE, demo_answers, enrolled_stations

MIB = 1024 * 1024
ROUNDS = 3
GOAL = 1.2

Times = dict[str, list[float]]


def seal(folder: Path) -> dict[str, float]:
    """Seal the draft there is."""
    reread = [0.0]
    compare = sealing._compare

    def timed(*arguments: Any) -> None:
        start = time.perf_counter()
        compare(*arguments)
        reread[0] += time.perf_counter() - start

    sealing._compare = timed
    with open_workspace(folder / "laptop", PASSPHRASE) as laptop:
        (draft,) = (one.interview for one in interviews.listing(laptop) if one.state == "draft")
        memory()
        start, before = time.perf_counter(), memory()
        sealing.seal(laptop, draft)
        whole = time.perf_counter() - start
    return {"seconds": whole - reread[0], "reread": reread[0], "memory": memory() - before}


def read(folder: Path) -> dict[str, float]:
    """Decrypt and check the largest bundle, as the office does."""
    file = max((folder / "laptop" / "sealed").glob("*.ikb"), key=lambda one: one.stat().st_size)
    with open_workspace(folder / "office", PASSPHRASE) as office:
        reader = Reader.of(office)
        library.shipped_protocols()
        memory()
        start, before = time.perf_counter(), memory()
        reader.read(file)
        return {"seconds": time.perf_counter() - start, "memory": memory() - before}


def memory() -> float:
    """Return the most memory this process has held since it was last asked, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text("ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # from here on it is counted anew
    return peak / 1024


def apart(work: str, folder: Path) -> dict[str, float]:
    """Do a piece of work in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--work", work, "--folder", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def rest(clear: Path) -> None:
    """Let each piece of work find the machine alike: nothing left to be written, as much memory at hand.

    A virtual machine's host takes back memory that is free for a while, and to get it again takes longer than
    to encrypt into it; whoever came first would pay for all.
    """
    room = clear.with_suffix(".room")
    shutil.copyfile(clear, room)
    room.unlink()
    os.sync()


def peers(clear: Path, folder: Path) -> dict[str, tuple[list[str], Path | None]]:
    """Return commands by what they do, with the file each writes; the order is that of a round."""
    key, encrypted = folder / "key.txt", folder / "peer.age"
    if shutil.which("age-keygen"):
        made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True).stdout
        key.write_text(made, "utf-8")
        recipient = made.split("public key: ")[1].split()[0]
    else:
        recipient = ""
    phrase = ["--batch", "--yes", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "T"]
    gpg, seven = folder / "peer.gpg", folder / "peer.7z"
    sealing_gpg = ["--cipher-algo", "AES256", "--compress-algo", "none", "--output", str(gpg), "--symmetric"]
    return {
        "sha256sum": (["sha256sum", str(clear)], None),
        "age, encrypt": (["age", "-r", recipient, "-o", str(encrypted), str(clear)], encrypted),
        "age, decrypt": (
            ["age", "-d", "-i", str(key), "-o", str(folder / "out"), str(encrypted)],
            folder / "out",
        ),
        "gpg, encrypt": (["gpg", *phrase, *sealing_gpg, str(clear)], gpg),
        "gpg, decrypt": (
            ["gpg", *phrase, "--output", str(folder / "out"), "--decrypt", str(gpg)],
            folder / "out",
        ),
        "7z, encrypt": (["7z", "a", "-bd", "-pT", "-mhe=on", "-mx=0", str(seven), str(clear)], seven),
        "7z, decrypt": (["7z", "x", "-bd", "-y", "-pT", f"-o{folder / 'seven'}", str(seven)], None),
    }


def peer_times(clear: Path, folder: Path) -> dict[str, float]:
    """Run each peer once, durably; those that are not installed are left out."""
    times = {}
    for what, (command, written) in peers(clear, folder).items():
        if shutil.which(command[0]) is None:
            continue
        for old in (folder / "out", folder / "peer.7z") if written else ():
            if written == old:
                old.unlink(missing_ok=True)
        rest(clear)
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if written is not None:
            with written.open("rb") as file:
                os.fsync(file.fileno())
        times[what] = time.perf_counter() - start
    return times


def large(folder: Path, size: int, console: Console) -> None:
    """Seal and open an interview with one large attachment, in rounds with the peers."""
    clear = folder / "recording.bin"
    with clear.open("wb") as file:
        for _ in range(size):
            file.write(os.urandom(MIB))
    stations = enrolled_stations(folder)
    protocol = library.find(library.shipped_protocols(), "ed-short")
    answers = demo_answers("witness-2.json") | {"/further/copy": {"file": str(clear)}}
    times: Times = {}
    most = {"seal": 0.0, "open": 0.0}
    for _ in range(ROUNDS):
        with stations.laptop() as laptop:
            drafts.record(laptop, protocol, answers, DEMO)
        rest(clear)
        sealed = apart("seal", folder)
        rest(clear)
        opened = apart("read", folder)
        for what, seconds in (
            ("seal", sealed["seconds"]),
            ("read it back", sealed["reread"]),
            ("open", opened["seconds"]),
            *peer_times(clear, folder).items(),
        ):
            times.setdefault(what, []).append(seconds)
        most = {
            "seal": max(most["seal"], sealed["memory"]),
            "open": max(most["open"], opened["memory"]),
        }
        for file in (folder / "laptop" / "sealed").glob("*.ikb"):
            file.unlink()
    show_large(times, most, size, console)


def show_large(times: Times, most: dict[str, float], size: int, console: Console) -> None:
    """Draw the figures of :func:`large`."""
    table = Table(f"{size} MiB", "seconds", "ratio", f"goal {GOAL}", "memory MiB", box=None)
    median = {what: statistics.median(many) for what, many in times.items()}
    for what, with_age in (("seal", "age, encrypt"), ("open", "age, decrypt")):
        ratio = ""
        if with_age in median:
            ratio = f"{median[what] / (median[with_age] + median['sha256sum']):.2f}"
        table.add_row(what, f"{median[what]:.2f}", ratio, f"{with_age} + sha256sum", f"{most[what]:.0f}")
    for what, seconds in median.items():
        if what not in ("seal", "open"):
            table.add_row(what, f"{seconds:.2f}", "", "", "")
    console.print(table)


def small(folder: Path, count: int, console: Console) -> None:
    """Import many small bundles, and tell the time of each stage."""
    stations = enrolled_stations(folder)
    protocol = library.find(library.shipped_protocols(), "ed-short")
    with stations.laptop() as laptop:
        for number in range(count):
            answers = demo_answers(f"witness-{1 + number % 3}.json")
            sealing.seal(laptop, drafts.record(laptop, protocol, answers, DEMO))
        export(laptop, stations.stick)
    stages: Times = {}
    watched = (
        (intake, "_copy", "copy, synced"),
        (Reader, "read", "decrypt, verify, check"),
        (intake, "_archive", "into the archive"),
        (interviews, "finish", "give it its name"),
    )
    for holder, name, what in watched:
        setattr(holder, name, stage(getattr(holder, name), stages.setdefault(what, [])))
    with stations.office() as office:
        start = time.perf_counter()
        report = intake.import_bundles(office, [stations.stick])
        whole = time.perf_counter() - start
    assert len(report.accepted) == count
    table = Table(f"importing {count} small bundles", "ms each", "limit", box=None)
    table.add_row("all of it", f"{1000 * whole / count:.2f}", "20")
    for what, many in stages.items():
        table.add_row(f"  {what}", f"{1000 * sum(many) / count:.2f}", "")
    console.print(table)


def stage(work: Callable[..., Any], times: list[float]) -> Callable[..., Any]:
    """Return the same work, timed."""

    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            times.append(time.perf_counter() - start)

    return timed


def main() -> None:
    """Measure, or do one piece of work for a process that measures."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--size", type=int, default=1024, help="MiB")
    wanted.add_argument("--small", type=int, default=1000)
    wanted.add_argument("--folder", type=Path)
    wanted.add_argument("--work", choices=("seal", "read"))
    given = wanted.parse_args()
    if given.work:
        sys.stdout.write(json.dumps({"seal": seal, "read": read}[given.work](given.folder)))
        return
    console = Console()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for name, work, size in (("large", large, given.size), ("small", small, given.small)):
            place = Path(folder) / name
            place.mkdir()
            work(place, size, console)


if __name__ == "__main__":
    main()
