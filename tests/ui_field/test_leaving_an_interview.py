"""Who leaves an interview leaves nothing of it in memory, though the workspace stays open."""

from __future__ import annotations

import gc
import weakref

from desktop import Person
from PySide6.QtCore import QCoreApplication, QEvent


def test_nothing_of_an_interview_stays_once_it_was_left(interviewer: Person) -> None:
    interviewer.pick("/consent/understood", "AGAIN")
    desk = interviewer.conduct
    left = [weakref.ref(one) for one in (desk, desk._conductor, desk._sound.sound)]
    del desk
    interviewer.push("Back to the list")
    interviewer.until(lambda: not interviewer.conducting)
    interviewer.worked()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [one() is None for one in left] == [True, True, True]
