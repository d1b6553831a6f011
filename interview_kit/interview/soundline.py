"""The line of time of an interview's sound: which moment of which recording a place on it is, and back.

The journal tells where each recording went on and where it paused or ended (:mod:`.events`). A pause puts
nothing into the sound, so the moment within a recording is the sum of its stretches before. A stretch whose
end nobody wrote down, because power failed, ends where the next begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_kit.interview.events import Event, What


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a recording that was not paused; all in milliseconds."""

    attachment: str
    #: Where it begins on the line.
    at: int
    #: Where it begins within its recording.
    moment: int
    #: None while nobody told its end.
    length: int | None = None


class SoundLine:
    """All stretches in their order."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.stretches: list[Stretch] = []
        for event in events:
            if event.at is None or event.what not in (What.SOUND, What.SILENCE):
                continue
            self._end_last(event.at)
            if event.what is What.SOUND:
                self.stretches.append(Stretch(event.attachment, event.at, self._told_of(event.attachment)))

    def end(self, length: int | None = None) -> int:
        """Return where the next sound begins.

        ``length`` is that of the last recording, where its end was not told.
        """
        if not self.stretches:
            return 0
        last = self.stretches[-1]
        told = last.length if last.length is not None else max(0, (length or 0) - last.moment)
        return last.at + told

    @property
    def open_end(self) -> str:
        """The recording whose end nobody told, empty where there is none."""
        if self.stretches and self.stretches[-1].length is None:
            return self.stretches[-1].attachment
        return ""

    def moment(self, at: int) -> tuple[str, int] | None:
        """Return the recording that a place on the line lies in, and the moment within it."""
        for stretch in reversed(self.stretches):
            if stretch.at <= at:
                into = at - stretch.at
                if stretch.length is not None and into > stretch.length:
                    return None
                return stretch.attachment, stretch.moment + into
        return None

    def place(self, attachment: str, moment: int) -> int | None:
        """Return where on the line a moment of a recording lies."""
        for stretch in self.stretches:
            into = moment - stretch.moment
            within = into >= 0 and (stretch.length is None or into <= stretch.length)
            if stretch.attachment == attachment and within:
                return stretch.at + into
        return None

    def _end_last(self, at: int) -> None:
        if self.stretches and self.stretches[-1].length is None:
            last = self.stretches[-1]
            self.stretches[-1] = Stretch(last.attachment, last.at, last.moment, max(0, at - last.at))

    def _told_of(self, attachment: str) -> int:
        return sum(one.length or 0 for one in self.stretches if one.attachment == attachment)


def clock(milliseconds: int) -> str:
    """Return a place as people read it: ``38:02``, ``1:02:05``."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
