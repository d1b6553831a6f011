"""What the sound of this computer does with the program, in a process of its own, run with a story's name.

Qt keeps to the sound system it met first, so the process that runs the tests must not meet one. What was
found is printed as JSON, a line for each thing.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from interview_kit.errors import KitError
from interview_kit.sound import RATE, Recorder, tone
from interview_kit.sound_decoding import Decoder
from interview_kit_ui.sound.qt_machine import QtMachine
from tests.test_sound_decoding import heard_pitch
from tests.test_sound_tape import Table

PATIENCE = 30.0
#: The second of the invented sound that is played; its pitch is known.
SECOND = 6


class Computer:
    """The machine, and a tape that records."""

    def __init__(self) -> None:
        self._app = QCoreApplication([])
        self.machine = QtMachine()
        self.machine.look()
        self.table = Table(Path.cwd())

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"{self.names} {self.table.listener.words}")
            self._app.processEvents()
            time.sleep(0.01)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.machine.microphones]

    def microphone(self) -> Recorder:
        self.until(lambda: self.names)
        return self.machine.recorder(self.machine.microphones[0])

    def record_until(self, place: int) -> None:
        self.until(lambda: self.table.listener.place > place)


def hear_what_is_played(here: Computer) -> None:
    """Play a tone, and record it into an encoded stream."""
    speaker, played, at = here.machine.speaker(), list[int](), SECOND * RATE

    def source(count: int) -> bytes:
        nonlocal at
        at = at if at < (SECOND + 1) * RATE else SECOND * RATE  # the same second over and over
        at += count
        return tone(at - count, count)

    speaker.start(RATE, source, played.append, _must_not)
    here.until(lambda: played and played[-1] > RATE // 2)
    here.table.tape.listen(here.microphone())
    here.record_until(3_000)
    length = here.table.tape.end()
    speaker.stop()
    with Decoder(io.BytesIO(here.table.disk.durable)) as decoder:
        decoder.seek(2_000)
        heard = heard_pitch(decoder.read(decoder.rate // 2), decoder.rate)
        tell(microphones=here.names, length=length, kept=decoder.length, pitch=heard)


def lose_the_microphone(here: Computer) -> None:
    """Record, lose the microphone, and go on with it once it is there again."""
    here.table.tape.listen(here.microphone())
    here.record_until(500)
    tell(microphones=here.names)
    here.until(lambda: here.table.listener.words)
    before = here.table.listener.place
    tell(told=here.table.listener.words)
    while here.table.listener.place < before + 500:
        here.table.tape.listen(here.microphone())
        here.table.listener.words.clear()
        here.until(lambda: here.table.listener.place > before + 500 or here.table.listener.words)
    tell(more=here.table.tape.end() - before)


def find_nothing(here: Computer) -> None:
    """Look where there is no sound system."""
    here.until(lambda: here.machine.known)
    tell(microphones=here.names)
    here.table.tape.end()


def tell(**found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _must_not(error: KitError) -> None:
    raise error


if __name__ == "__main__":
    computer = Computer()
    stories = (hear_what_is_played, lose_the_microphone, find_nothing)
    next(one for one in stories if one.__name__ == sys.argv[1])(computer)
    computer.machine.end()
