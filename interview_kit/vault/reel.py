"""A recording that is being made: microphone, tape, side file and journal, from its beginning to its end.

What the journal says of sound is said here: where it went on, and where it paused or ended.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from enum import Enum
from typing import Final

from interview_kit.errors import InputError, KitError
from interview_kit.interview.events import Event, What
from interview_kit.sound import Format, Recorder
from interview_kit.sound_tape import Tape, Told
from interview_kit.vault import sound_places, sounds
from interview_kit.vault.drafts import Draft
from interview_kit.vault.recordings import Recording
from interview_kit.vault.workspace import Workspace

#: Seconds between two looks whether there is still something to wait for: answers are written on this thread.
_PATIENCE: Final = 0.5


class Outcome(Enum):
    """What became of a recording that ended."""

    #: It is the answer of its question.
    ANSWER = "answer"
    #: It is kept apart and travels nowhere: its question takes no answer now.
    WAITING = "waiting"
    #: The witness no longer allowed it, and it was destroyed.
    GONE = "gone"


class Reel:
    """Belongs to the thread of the workspace; ``begins``, ``at``, ``length`` and ``listen`` are for any."""

    def __init__(self, recording: Recording, tape: Tape, begins: int) -> None:
        self._recording, self._tape = recording, tape
        #: The place on the interview's line of time at which it began.
        self.begins = begins
        self._silent = False

    @property
    def path(self) -> str:
        """The stable path of the question it answers."""
        return self._recording.path

    @property
    def length(self) -> int:
        """How many milliseconds there are of this recording."""
        return self._tape.place

    @property
    def at(self) -> int:
        """The place on the interview's line of time that is recorded now."""
        return self.begins + self._tape.place

    def pause(self, draft: Draft) -> None:
        """Let go of the microphone; harmless twice."""
        rested = threading.Event()
        self._tape.rest(lambda _place: rested.set())
        while self._tape.running and not rested.wait(_PATIENCE):
            pass
        self._note_silence(draft)

    def go_on(self, draft: Draft, recorder: Recorder) -> None:
        """Record what this microphone hears, after a pause."""
        draft.note(Event(What.SOUND, attachment=self._recording.id, at=self.at))
        self._silent = False
        self._tape.listen(recorder)

    def listen(self, recorder: Recorder) -> None:
        """Record what this microphone hears instead; at once, and on any thread."""
        self._tape.listen(recorder)

    def end(self, draft: Draft) -> Outcome:
        """End it and make it the answer of its question, if that takes one.

        After a :class:`StorageError` it may be called again, or :meth:`abandon`.
        """
        self._tape.end()
        self._note_silence(draft)
        try:
            return Outcome.ANSWER if self._recording.finish(draft) is not None else Outcome.GONE
        except InputError:
            return Outcome.WAITING

    def abandon(self, draft: Draft) -> None:
        """End it because the workspace closes, come what may; the next opening finishes what is left."""
        with suppress(KitError):
            self._tape.end()
        with suppress(KitError):
            self._note_silence(draft)
        try:
            self._recording.finish(draft)
        except KitError:
            self._recording.close()

    def _note_silence(self, draft: Draft) -> None:
        if not self._silent:
            draft.note(Event(What.SILENCE, at=self.at))
            self._silent = True


def begin(workspace: Workspace, draft: Draft, form: Format, recorder: Recorder, told: Told) -> Reel:
    """Begin to record what a microphone hears, at the first place the protocol has for it.

    Raises what :func:`.sound_places.place_for` and :func:`.sounds.begin` do.
    """
    path = sound_places.place_for(workspace, draft)
    recording, begins = sounds.begin(workspace, draft, path, form)
    try:
        tape = Tape(recording, told, workspace.folder, form)
    except BaseException:
        recording.close()
        raise
    tape.listen(recorder)
    return Reel(recording, tape, begins)
