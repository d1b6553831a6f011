"""A stranger's own check of a journal says of gaps, takeovers and undos what the program says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.errors import RefusedError
from interview_kit.interview import journal
from interview_kit.interview.journal import EntryKind
from tests.attacks.forger import Forger, take_apart
from tests.attacks.journals import closed_by, note, takeover, torn, with_notes
from tests.interop.stocktools import Tools
from tests.interop.test_stock_tools import blocks, verify
from tests.stations import Stations

STRANGER = "0" * 64


def undone(it: Forger) -> None:
    last = it.journal()[-1].counter
    with_notes(it, (EntryKind.UNDO, {"counter": last}, ""), (EntryKind.UNDO, {"counter": last + 1}, ""))


def mended(it: Forger) -> None:
    gaps = [{"after": 3, "before": 5}, {"after": 6, "before": 9}]
    it.rewrite_journal(closed_by(torn(it, 4, 7, 8), gaps))


def mended_twice(it: Forger) -> None:
    once = closed_by(torn(it, 4, 7, 8), [{"after": 3, "before": 5}, {"after": 6, "before": 9}])
    again = [entry for entry in once if entry.counter not in (5, 6)]
    it.rewrite_journal(closed_by(again, [{"after": 3, "before": 9}]))


def without_its_end(it: Forger) -> None:
    entries = it.journal()[:-1]
    it.rewrite_journal(closed_by(entries, [{"after": entries[-1].counter, "before": None}]))


def without_its_end_and_taken_over(it: Forger) -> None:
    entries, laptop = it.journal()[:-1], it.manifest["laptop"]
    taken = note(entries[-1], EntryKind.TAKEOVER, takeover(laptop))
    taken = replace(taken, previous=entries[-1].hash)
    gaps = [{"after": entries[-1].counter, "before": None}]
    it.rewrite_journal(closed_by([*entries, taken], gaps))


def given_away_and_back(it: Forger) -> None:
    laptop = it.manifest["laptop"]
    with_notes(
        it, (EntryKind.TAKEOVER, takeover(laptop), STRANGER), (EntryKind.TAKEOVER, takeover(STRANGER), laptop)
    )


def unnamed(it: Forger) -> None:
    it.rewrite_journal(torn(it, 4))


def named_otherwise(it: Forger) -> None:
    it.rewrite_journal(closed_by(torn(it, 4), [{"after": 3, "before": 6}]))


def named_twice(it: Forger) -> None:
    it.rewrite_journal(closed_by(torn(it, 4), [{"after": 3, "before": 5}, {"after": 3, "before": 5}]))


def named_beside(it: Forger) -> None:
    it.rewrite_journal(closed_by(torn(it, 4), [{"after": 3, "before": 5}, {"after": 5, "before": 7}]))


def an_end_that_is_there(it: Forger) -> None:
    entries = it.journal()
    it.rewrite_journal(closed_by(entries, [{"after": entries[-1].counter - 3, "before": None}]))


def taken_from_a_stranger(it: Forger) -> None:
    with_notes(it, (EntryKind.TAKEOVER, takeover(STRANGER), ""))


def a_stranger_amid(it: Forger) -> None:
    laptop = it.manifest["laptop"]
    with_notes(
        it, (EntryKind.CLOCK, {"jumped_ms": 9000}, STRANGER), (EntryKind.CLOCK, {"jumped_ms": 1}, laptop)
    )


GOOD: list[Callable[[Forger], None]] = [
    undone,
    mended,
    mended_twice,
    without_its_end,
    without_its_end_and_taken_over,
    given_away_and_back,
]
WRONG: dict[Callable[[Forger], None], str] = {
    unnamed: "the place of journal entry 4",
    named_otherwise: "the place of journal entry 4",
    named_twice: "the place of journal entry 4",
    named_beside: "a gap in the journal that is none",
    an_end_that_is_there: "the lost end of the journal",
    taken_from_a_stranger: "the author of journal entry",
    a_stranger_amid: "the author of journal entry",
}


def checked(forger: Forger, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program of the format's description on a journal."""
    (folder / "manifest.json").write_text(json.dumps(forger.manifest), "utf-8")
    (folder / "journal.jsonl").write_bytes(forger.parts["journal.jsonl"])
    (program,) = blocks("python", "4")
    return subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("change", GOOD, ids=lambda change: change.__name__)
def test_what_the_program_takes_they_find_good(
    stations: Stations, tools: Tools, tmp_path: Path, change: Callable[[Forger], None]
) -> None:
    forger = take_apart(stations)
    change(forger)
    journal.verify(forger.manifest["interview"], forger.journal())
    by_hand = checked(forger, tmp_path)
    assert by_hand.returncode == 0, by_hand.stderr
    script = verify(tools, forger.write(tmp_path))
    assert (script.returncode, script.stderr) == (0, "")
    lost = bool(journal.gaps(forger.journal()))
    assert ("entries lost after" in by_hand.stdout, "LOST: " in script.stdout) == (lost, lost)


@pytest.mark.parametrize("change", WRONG, ids=lambda change: change.__name__)
def test_what_the_program_refuses_they_refuse(
    stations: Stations, tools: Tools, tmp_path: Path, change: Callable[[Forger], None]
) -> None:
    forger = take_apart(stations)
    change(forger)
    with pytest.raises(RefusedError, match=r"journal-(broken|author)"):
        journal.verify(forger.manifest["interview"], forger.journal())
    assert checked(forger, tmp_path).returncode != 0
    script = verify(tools, forger.write(tmp_path))
    assert (script.returncode, f"REFUSED: {WRONG[change]}" in script.stderr) == (1, True), script.stderr
