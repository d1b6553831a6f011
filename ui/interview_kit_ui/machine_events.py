"""What the machine tells of itself: it goes to sleep, its lid closes, its screen is locked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class MachineEvents(QObject):
    """One source of news. Signal: ``going_away()``: whatever is open must be locked now.

    ``hold`` asks the machine to wait for that, as long as something is open; ``release`` lets it go. Most
    sources cannot do that.
    """

    going_away = Signal()

    def hold(self) -> None:
        """Let the machine wait until what is open has been closed."""

    def release(self) -> None:
        """Let it go at once: nothing is open."""
