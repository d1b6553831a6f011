"""``kill -9`` at random moments: of time, and in the middle of calls that write."""

from __future__ import annotations

import os
import random
import signal
import time
from dataclasses import dataclass, field

from tests.faults.disk import Control
from tests.faults.stage import Stage, forked, heard


@dataclass
class Tally:
    """What a campaign did with one activity."""

    name: str
    rounds: int = 0
    #: Rounds in which the activity was really cut off, and did not end before.
    cut: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""


def calls_of(stage: Stage, control: Control) -> int:
    """Count the calls an undisturbed run makes that change something on the disk."""
    return _undisturbed(stage, control)[0]


def _undisturbed(stage: Stage, control: Control) -> tuple[int, float]:
    """Return the calls and the seconds of an undisturbed run, in a process like those that are killed."""
    with stage.copy() as stations:

        def child(say) -> None:  # type: ignore[no-untyped-def]  # a pipe
            control.watch(stations.folder)
            control.fail(0, 0, once=True)
            _perform(stage, lambda line: None)
            say(str(control.count))

        before = time.perf_counter()
        process, pipe = forked(child)
        os.waitpid(process, 0)
        duration = time.perf_counter() - before
        (count,) = heard(pipe)
    return int(count), duration


def kill(stage: Stage, rounds: int, chance: random.Random, control: Control) -> Tally:
    """Kill the activity ``rounds`` times and look at what is left each time."""
    tally, steps = Tally(stage.name), 0
    calls, duration = _undisturbed(stage, control)
    for number in range(rounds):
        in_call = chance.randint(1, calls) if number % 2 else 0
        after = chance.uniform(0, 1.1 * duration)
        with stage.copy() as stations:
            acknowledged, ended = _killed(stage, in_call, after, control)
            tally.rounds += 1
            tally.cut += not ended
            steps += acknowledged
            wrong = stage.wrong(stations, acknowledged)
            if wrong:
                moment = f"in call {in_call}" if in_call else f"after {after * 1000:.1f} ms"
                tally.failures.append(f"{stage.name}, round {number}, killed {moment}: {wrong}")
    tally.note = f"{steps} steps acknowledged"
    return tally


def _killed(stage: Stage, in_call: int, after: float, control: Control) -> tuple[int, bool]:
    """Let the activity be killed; return how many steps it had acknowledged, and whether it had ended."""

    def child(say) -> None:  # type: ignore[no-untyped-def]  # a pipe
        if in_call:
            control.watch(stage.folder / "run")
            control.kill(in_call)
        _perform(stage, say)

    process, pipe = forked(child)
    if not in_call:
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    lines = heard(pipe)
    assert all(line == "step" for line in lines), lines
    return len(lines), not os.WIFSIGNALED(status)


def _perform(stage: Stage, say) -> None:  # type: ignore[no-untyped-def]  # a pipe
    with stage.activity.begin(stage.at(stage.folder / "run")) as work:
        for step in work.steps:
            step()
            say("step")
