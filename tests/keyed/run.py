"""One whole interview by keyboard through the real program on a display in memory, and what came of it.

    python -m tests.keyed.run [--study FILE] [--interview ID]

Prints a report. Ends with 1 where the office has anything else than what was typed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console

from interview_kit.study import read_study
from tests.keyed import story
from tests.keyed.display import display, microphone, missing
from tests.keyed.keyboard import Keyboard
from tests.keyed.office import Office, Record, differences
from tests.keyed.script import Script, name_of, of_study
from tests.keyed.story import Happened, Table
from tests.stations import enrolled_stations

_ROOT: Final = Path(__file__).resolve().parents[2]
#: The mock study, where it lies beside this project, and a small one that is always there.
STUDIES: Final = (
    _ROOT.parent / "shared" / "reference" / "mock-study.json",
    _ROOT / "tests" / "content" / "study.json",
)


@contextmanager
def table_for(script: Script, folder: Path) -> Iterator[Table]:
    """Make a laptop, its office, a display and a microphone, and yield the table they stand on."""
    stations = enrolled_stations(folder)
    with display(folder) as name, microphone(folder) as sound:
        keyboard = Keyboard(name, folder)
        keyboard.give_letters(script.letters)
        table = Table(stations, keyboard, {"DISPLAY": name, **sound}, script)
        table.stick.mkdir(parents=True)
        for content in script.files:
            (table.stick.parent / name_of(hashlib.sha256(content).hexdigest())).write_bytes(content)
        try:
            yield table
        finally:
            table.pull_the_battery()


def whole_way(table: Table) -> list[str]:
    """Conduct, hand over, import and take the receipt; return every difference at the office."""
    typed, happened = story.conduct(table), table.happened
    office = Office(table.stations.folder)
    record = office.record(office.take_in(table.stick))
    story.take_the_receipt(table)
    happened.moments = record.moments
    return [*differences(typed, record), *_differences_of_course(happened, record)]


def _differences_of_course(happened: Happened, record: Record) -> Iterator[str]:
    sittings, course = record.course.sittings, record.course
    there = {
        "sittings": (happened.sittings, len(sittings)),
        "breaks": (happened.breaks, sum(len(one.breaks) for one in sittings)),
        "hard moments": (happened.hard, sum(len(one.distress) for one in sittings)),
        "entries lost or passed over": (0, course.lost + course.passed_over),
        "whether there is sound": (bool(happened.sound), bool(record.sounds)),
    }
    for name, (here, found) in there.items():
        if here != found:
            yield f"{name}: {here} happened, {found} at the office"


def report(happened: Happened, wrong: list[str]) -> Iterator[str]:
    """Yield the report, line by line."""
    yield f"{happened.answers} answers with {happened.keys} keys in {happened.seconds:.0f} s"
    yield f"{happened.kept} answers shown as saved when the program was killed, and all found again"
    yield f"{happened.sittings} sittings, {happened.breaks} breaks, {happened.hard} hard moment marked"
    yield f"{happened.sound / 1000:.1f} s of sound, in which {happened.moments} answers have their moment"
    yield f"from a key to a picture: {_spread(happened.painted)}"
    yield f"until all it changes is saved and drawn: {_spread(happened.settled)}"
    yield from happened.notes
    yield from wrong
    yield f"differences at the office: {len(wrong)}"


def _spread(times: list[float]) -> str:
    ranked = sorted(times)
    half, most = ranked[len(ranked) // 2], ranked[len(ranked) * 95 // 100]
    return f"half within {half:.0f} ms, 95 of 100 within {most:.0f} ms"


def main() -> int:
    """Conduct the interview that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.keyed.run", description=__doc__)
    default = next(file for file in STUDIES if file.exists())
    parser.add_argument("--study", type=Path, default=default)
    parser.add_argument("--interview", help="which of the study; without it the first with two mentions")
    wanted = parser.parse_args()
    console = Console()
    if lacking := missing():
        console.print(f"not installed: {', '.join(lacking)}")
        return 1
    told = read_study(wanted.study).interviews
    of_two = next(one for one in told if len(one.mentions) == 2)
    one = next(one for one in told if one.id == wanted.interview) if wanted.interview else of_two
    with tempfile.TemporaryDirectory() as folder, table_for(of_study(one), Path(folder)) as table:
        wrong = whole_way(table)
    for line in report(table.happened, wrong):
        console.print(line, soft_wrap=True)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
