"""The battery dies at any operation: what was acknowledged must be on the disk, not on its way."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.faults.disk import Control, Disk, Loss, Operation, read_log
from tests.faults.kills import Tally
from tests.faults.stage import Stage, forked, heard

#: Acknowledged before anybody could see the difference.
_STEP = "step"


def recorded(stage: Stage, control: Control) -> tuple[list[Operation], list[str]]:
    """Run the activity once and return what it did to the disk, and what of it went unseen (nothing)."""
    log = stage.folder / "log"
    log.unlink(missing_ok=True)
    with stage.copy() as stations:
        disk = Disk(stations.folder)

        def child(say) -> None:  # type: ignore[no-untyped-def]  # a pipe
            control.watch(stations.folder, log)
            with stage.activity.begin(stations) as work:
                for step in work.steps:
                    step()
                    control.mark(_STEP)

        process, pipe = forked(child)
        _, status = os.waitpid(process, 0)
        said = heard(pipe)
        assert status == 0, said
        operations = list(read_log(log))
        for operation in operations:
            disk.follow(operation)
        unseen = disk.differences()
    return operations, unseen


def die(stage: Stage, rounds: int, chance: random.Random, control: Control) -> Tally:
    """Let the battery die at every operation with every kind of loss, or ``rounds`` times."""
    tally = Tally(stage.name)
    operations, unseen = recorded(stage, control)
    tally.failures += [f"{stage.name}: the layer does not see who writes {name}" for name in unseen]
    moments = [(number, loss) for number in range(len(operations) + 1) for loss in (*Loss, Loss.SOME)]
    if rounds < len(moments):
        moments = chance.sample(moments, rounds)
    tally.note = f"{len(operations)} operations"
    for place, number, acknowledged, loss in _losses(stage, operations, moments, chance):
        tally.rounds += 1
        tally.cut += 1
        wrong = stage.wrong(stage.at(place), acknowledged)
        if wrong:
            tally.failures.append(f"{stage.name}, at operation {number}, {loss} lost: {wrong}")
    return tally


def _losses(
    stage: Stage, operations: list[Operation], moments: list[tuple[int, Loss]], chance: random.Random
) -> Iterator[tuple[Path, int, int, Loss]]:
    """Yield a folder as each loss leaves it, with the steps that had been acknowledged before."""
    wanted: dict[int, list[Loss]] = {}
    for number, loss in moments:
        wanted.setdefault(number, []).append(loss)
    place, acknowledged = stage.folder / "left", 0
    with stage.copy() as stations:
        disk = Disk(stations.folder)
        for number in range(len(operations) + 1):
            for loss in wanted.get(number, ()):
                shutil.rmtree(place, ignore_errors=True)
                disk.write(place, loss, chance)
                yield place, number, acknowledged, loss
            if number < len(operations):
                disk.follow(operations[number])
                acknowledged += operations[number].kind == "m"
    shutil.rmtree(place, ignore_errors=True)
