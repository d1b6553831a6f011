"""One whole interview by keyboard, from the passphrase to the office's receipt, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from interview_kit.interview.answer import Answer, from_json
from tests.keyed import home
from tests.keyed.interviewer import Interviewer
from tests.keyed.keyboard import Keyboard
from tests.keyed.office import as_typed
from tests.keyed.program import Program, Seen
from tests.keyed.script import Change, Script
from tests.stations import PASSPHRASE, Stations

#: Milliseconds that are recorded at least before anything else is done.
_A_WHILE = 3000


@dataclass
class Happened:
    """What happened on the way."""

    painted: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    keys: int = 0
    seconds: float = 0.0
    answers: int = 0
    sittings: int = 0
    breaks: int = 0
    hard: int = 0
    #: Milliseconds of sound that were shown.
    sound: int = 0
    #: Answers at the office of which is known when in the sound they were given.
    moments: int = 0
    #: Answers shown as saved when it was killed, and found afterwards.
    kept: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class Table:
    """A laptop with a keyboard, at which the program is started, used and killed."""

    stations: Stations
    keyboard: Keyboard
    environment: Mapping[str, str]
    script: Script
    happened: Happened = field(default_factory=Happened)
    _running: Program | None = None

    @property
    def places(self) -> Path:
        """The laptop's folders beside the workspace."""
        return self.stations.folder / "places"

    @property
    def stick(self) -> Path:
        """Where the laptop sees the stick."""
        return self.places / "home" / "stick"

    def sit_down(self) -> Interviewer:
        """Start the program, and unlock."""
        workspace = self.stations.folder / "laptop"
        program = self._running = Program(workspace, self.places, self.keyboard, self.environment)
        me = Interviewer(program, self.script.protocol, self.script.told)
        me.unlock(PASSPHRASE)
        return me

    def pull_the_battery(self) -> None:
        """End the program as it is, if it runs."""
        program, self._running = self._running, None
        if program is None:
            return
        program.kill()
        self.happened.painted += program.painted
        self.happened.settled += program.settled
        self.happened.keys += program.keyboard.pressed
        program.keyboard.pressed = 0


def conduct(table: Table) -> dict[str, Answer]:
    """Conduct the interview, seal it, and put it on the stick; return what was said in the end, by path."""
    began, script = time.monotonic(), table.script
    me = table.sit_down()
    me.begin()
    table.happened.sittings += 1
    for change in script.first:
        me.change(change)
    meanwhile = _Meanwhile(table, me)
    me.go_through(meanwhile.until_half)
    me = _killed(table, me)
    meanwhile.go_on_with(me)
    me.go_through(meanwhile.to_the_end)
    _nothing_missed(me)
    _end_of_sound(table, me)
    for change in script.corrected:
        me.change(change)
    _withdraw(table, me, script.withdrawn)
    _seal(me)
    _hand_over(me)
    table.pull_the_battery()
    table.happened.answers = len(me.given)
    table.happened.seconds = time.monotonic() - began
    return me.given


def take_the_receipt(table: Table) -> None:
    """Take the office's receipt from the stick."""
    me = table.sit_down()
    receipt = next(table.stick.glob("*.ikr"))
    home.push(me, "field.take-receipt")
    me.choose(table.stick.name, receipt.name)
    home.notice(me, "field.receipt-taken")
    table.pull_the_battery()


class _Meanwhile:
    """What happens beside the questions: sound, and breaks."""

    def __init__(self, table: Table, me: Interviewer) -> None:
        self._table, self.me = table, me
        script = table.script
        self._due: dict[str, Callable[[], None]] = dict.fromkeys(script.rests, self._rest)
        if script.recorded:
            self._due[script.sound] = self._record  # and until the battery is pulled

    def go_on_with(self, me: Interviewer) -> None:
        """Go on after the program was started again: sound does not begin by itself."""
        self.me = me
        if self._table.happened.sound:
            self._record()

    def until_half(self, seen: Seen) -> bool:
        self.to_the_end(seen)
        return 2 * len(self.me.given) >= len(self.me.told)

    def to_the_end(self, seen: Seen) -> bool:
        if due := self._due.pop(seen["section"], None):
            due()
        return False

    def _record(self) -> None:
        self.me.program.press("F9")
        seen = self.me.until(lambda seen: seen["sheet"] or seen["elapsed"] > _A_WHILE)
        if seen["sheet"]:
            self.me.program.press("Escape")
            self._table.happened.notes.append(f"no sound was recorded: {seen['sheet']}")

    def _rest(self) -> None:
        self.me.program.press("F6")
        assert self.me.program.look()["resting"]
        self.me.program.press("F6")
        assert not self.me.program.look()["resting"]
        self._table.happened.breaks += 1
        if not self._table.happened.hard:  # and it was hard before it
            self.me.program.press("shift+F6")
            self._table.happened.hard += 1


def _killed(table: Table, me: Interviewer) -> Interviewer:
    """Pull the battery, start again, and find everything that was shown as saved."""
    me.saved()
    seen = me.program.look(whole=True)
    shown, table.happened.sound = seen["answers"], seen["elapsed"]
    table.pull_the_battery()
    again = table.sit_down()
    again.given = me.given
    again.until(lambda seen: seen["screen"] == "ConductDesk" and seen["focus"])  # it opens by itself
    found = again.program.look(whole=True)["answers"]
    lost = [path for path, answer in shown.items() if found.get(path) != answer]
    assert not lost, f"shown as saved, and lost: {lost}"
    table.happened.kept = len(shown)
    table.happened.sittings += 1
    return again


def _end_of_sound(table: Table, me: Interviewer) -> None:
    """Stop recording, if that is what is done."""
    seen = me.program.look()
    if seen["sound"] != "off":
        table.happened.sound += seen["elapsed"]
        me.program.press("ctrl+F9")
        me.until(lambda seen: seen["sound"] == "off")


def _nothing_missed(me: Interviewer) -> None:
    """Find that all was asked for, and stands on the screen as it was typed."""
    me.saved()
    shown = me.program.look(whole=True)["answers"]
    never = [path for path in me.told if path not in me.given]
    assert not never, f"the screen never asked for {never}"
    wrong = [
        path for path, typed in me.given.items() if as_typed(from_json(shown.get(path), path=path)) != typed
    ]
    assert not wrong, f"typed, and not shown: {wrong}"


def _withdraw(table: Table, me: Interviewer, change: Change) -> None:
    """Take consent back, and destroy what lies beyond it."""
    me.change(change)
    for path in table.script.destroyed:
        me.program.press("F8")
        home.push(me, "field.destroy")
        home.push(me, "field.destroy")  # and yes, on the sheet that asks
        me.saved()
        del me.given[path]


def _seal(me: Interviewer) -> None:
    me.find(me.says("actions.seal"))
    me.until(lambda seen: seen["section"] == "seal")
    me.program.press("Return")  # one too many seals nothing
    home.push(me, "field.seal-and-forget")
    home.notice(me, "field.sealed")


def _hand_over(me: Interviewer) -> None:
    home.push(me, "field.export")
    me.choose("stick")
    home.push(me, "field.export-here")
    home.notice(me, "field.exported-beside")  # the stick is a folder
