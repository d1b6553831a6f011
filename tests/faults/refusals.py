"""Every call that changes something on the disk is refused in turn: full, read-only, failing, over quota."""

from __future__ import annotations

import errno
import json
import os
import random
from typing import Final

from interview_kit.errors import KitError, StorageError
from interview_kit.messages import LANGUAGES, catalogue
from tests.faults.disk import Control
from tests.faults.kills import Tally, calls_of
from tests.faults.stage import Stage, differs, forked, heard

ERRORS: Final = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT)


def refuse(
    stage: Stage, chance: random.Random, control: Control, rounds: int, *, every: bool = False
) -> Tally:
    """Let the first, the second … call fail, once and from then on; or ``rounds`` of these.

    The errors take turns; ``every`` one at every call takes four times as long.
    """
    tally, calls = Tally(stage.name), calls_of(stage, control)
    cases = [
        (at, error, once)
        for at in range(1, calls + 1)
        for number, error in enumerate(ERRORS)
        for once in (True, False)
        if every or number == (at + 2 * once) % len(ERRORS)
    ]
    if rounds < len(cases):
        cases = chance.sample(cases, rounds)
    tally.note = f"{calls} calls"
    for at, error, once in cases:
        wrong, fired = _refused(stage, control, at, error, once=once)
        tally.rounds += 1
        tally.cut += fired
        if wrong:
            how = "once" if once else "from then on"
            tally.failures.append(f"{stage.name}, call {at} {errno.errorcode[error]} {how}: {wrong}")
    return tally


def _refused(stage: Stage, control: Control, at: int, error: int, *, once: bool) -> tuple[str | None, bool]:
    with stage.copy() as stations:

        def child(say) -> None:  # type: ignore[no-untyped-def]  # a pipe
            control.watch(stations.folder)
            control.fail(at, error, once=once)
            said = _go_on(stage, control)
            say(json.dumps({"fired": fired(control), "said": said}))

        process, pipe = forked(child)
        _, status = os.waitpid(process, 0)
        lines = heard(pipe)
        report = json.loads(lines[-1]) if lines else {"failed": f"it ended with {status} and said nothing"}
        if "failed" in report:
            return str(report["failed"]), True
        return stage.wrong(stations, len(stage.pictures) - 1), bool(report["fired"])


_fired = 0


def fired(control: Control) -> bool:
    """Tell whether anything was refused before the disk was mended."""
    return bool(_fired or control.fired)


def _go_on(stage: Stage, control: Control) -> list[str]:
    """Perform the activity; where the disk refuses, mend it and go on in the same session."""
    said: list[str] = []
    done, stations = 0, stage.at(stage.folder / "run")
    for attempt in range(2):
        try:
            with stage.activity.begin(stations) as work:
                for step in work.steps[done:]:
                    try:
                        step()
                    except StorageError as refused:
                        said.append(_mended(refused, control))
                        wrong = differs(work.look(), stage.inside, done)
                        assert wrong is None, f"in the same session, {wrong}"
                        step()
                    done += 1
                if said:
                    assert work.look() == stage.inside[-1], "what was done again is not what it should be"
            break
        except StorageError as refused:
            if attempt:
                raise
            said.append(_mended(refused, control))
    return said


def _mended(refused: KitError, control: Control) -> str:
    """Hold what was said to the catalogue, and let the disk work again."""
    global _fired  # noqa: PLW0603 - of this one forked process
    assert _fired == 0, f"refused again, by a disk that works: {refused}"
    _fired = control.fired
    assert _fired, f"refused by a disk that works: {refused}"
    control.fail(0, 0, once=True)
    for language in LANGUAGES:
        assert refused.code in catalogue(language), f"no words for {refused.code}"
    return refused.code
