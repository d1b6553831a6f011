"""One whole interview by keyboard through the real program on a display in memory, and what came of it.

    python -m tests.keyed.run [--study FILE] [--interview ID]

Prints a report. Ends with 1 where the office has anything else than what was typed.
"""

from __future__ import annotations

import argparse
import re
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
from tests.keyed.office import Office, differences
from tests.keyed.script import Script, of_study
from tests.keyed.story import Happened, Table
from tests.stations import enrolled_stations

#: Where what was recorded becomes an answer.
_SOUND: Final = re.compile(r"/recording$")
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
        try:
            yield table
        finally:
            table.pull_the_battery()


def whole_way(table: Table) -> list[str]:
    """Conduct, hand over, import and take the receipt; return every difference at the office."""
    typed = story.conduct(table)
    office = Office(table.stations.folder)
    interview = office.take_in(table.stick)
    story.take_the_receipt(table)
    there = office.answers(interview)
    table.happened.moments = sum(answer.anchor is not None for answer in there.values())
    sounds = [path for path in there if _SOUND.search(path)]
    wrong = list(differences(typed, {path: there[path] for path in there if path not in sounds}))
    if bool(sounds) != bool(table.happened.sound):
        wrong.append(f"{table.happened.sound / 1000:.1f} s of sound, and at the office {sounds}")
    return wrong


def report(happened: Happened, wrong: list[str]) -> Iterator[str]:
    """Yield the report, line by line."""
    times = sorted(happened.painted)
    yield f"{happened.answers} answers with {happened.keys} keys in {happened.seconds:.0f} s"
    yield f"{happened.kept} answers shown as saved when the program was killed, and all found again"
    yield f"{happened.breaks} breaks"
    yield f"{happened.sound / 1000:.1f} s of sound, in which {happened.moments} answers have their moment"
    yield (
        f"from key to picture: half within {times[len(times) // 2]:.0f} ms, "
        f"95 of 100 within {times[len(times) * 95 // 100]:.0f} ms, the slowest {times[-1]:.0f} ms"
    )
    yield from happened.notes
    yield from wrong
    yield f"differences at the office: {len(wrong)}"


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
        console.print(line)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
