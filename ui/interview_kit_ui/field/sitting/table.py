"""The table as the screen knows it: who is there, how long they have sat, whether they rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from interview_kit.interview.events import Event, What
from interview_kit_ui.field.conductor import Conductor

#: After so long without a break one is offered.
_LONG: Final = timedelta(minutes=50)
_TICK: Final = 20_000


class Table(QObject):
    """One sitting. Signal ``changed()``: something about it, or just the time.

    It begins by itself with the first thing that is stored, so that looking at an interview makes none.
    """

    changed = Signal()

    def __init__(self, conductor: Conductor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conductor = conductor
        self._since: datetime | None = None
        self._resting_since: datetime | None = None
        conductor.sat_down.connect(self._begin)
        timer = QTimer(self)
        timer.timeout.connect(self.changed)
        timer.start(_TICK)

    @property
    def present(self) -> tuple[str, ...]:
        """Codes of who is there."""
        return self._conductor.present

    @property
    def sitting(self) -> bool:
        """Whether a sitting has begun."""
        return self._since is not None

    @property
    def resting(self) -> bool:
        """Whether there is a break."""
        return self._resting_since is not None

    @property
    def minutes(self) -> int:
        """Minutes since the sitting began or the last break ended; during a break, of the break."""
        return int(self._elapsed.total_seconds() // 60)

    @property
    def long(self) -> bool:
        """Whether a break is due."""
        return not self.resting and self._elapsed >= _LONG

    def set_present(self, codes: tuple[str, ...]) -> None:
        """Say who is there from now on."""
        if codes != self.present:
            self._conductor.sit_with(codes)
            self.changed.emit()

    def rest(self) -> None:
        """Begin a break."""
        self._resting_since = datetime.now(UTC)
        self._conductor.note(Event(What.BREAK))
        self.changed.emit()

    def go_on(self) -> None:
        """End the break."""
        self._resting_since, self._since = None, datetime.now(UTC)
        self._conductor.note(Event(What.RESUME))
        self.changed.emit()

    def mark_distress(self) -> None:
        """Note that it was hard just now."""
        self._conductor.note(Event(What.DISTRESS))

    @property
    def _elapsed(self) -> timedelta:
        since = self._resting_since or self._since
        return datetime.now(UTC) - since if since is not None else timedelta()

    def _begin(self) -> None:
        self._since = datetime.now(UTC)
        self.changed.emit()
