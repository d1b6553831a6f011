"""How hard a new passphrase is to guess, said quietly while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from interview_kit.errors import KitError
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane

if TYPE_CHECKING:
    from interview_kit.vault.strength import Strength

#: Long enough that nothing flickers under a fast typist's hands.
_PAUSE_MS: Final = 150
_MOST_REASONS: Final = 2
_TONES: Final[dict[str, Tone]] = {"weak": "warn", "fair": "warn", "strong": "ok"}


class StrengthLine(Words):
    """A line below a new passphrase; nothing is shown while there is none. ``lane`` does the judging.

    Setters: ``judge(passphrase, about)``, ``show_strength``.
    """

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(role="guidance", tone="soft", parent=parent)
        self._lane = lane
        self._asked: tuple[str, tuple[str, ...]] = ("", ())
        self._strength: Strength | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._judge)
        LANGUAGE.changed.connect(self._retell)
        self.hide()

    @property
    def level(self) -> str:
        """``weak``, ``fair`` or ``strong``; empty while nothing was judged."""
        return self._strength.level if self._strength is not None else ""

    def judge(self, passphrase: str, about: Sequence[str] = ()) -> None:
        """Judge a passphrase once typing pauses; ``about`` holds what is easily known, such as a name."""
        self._asked = (passphrase, tuple(about))
        if passphrase:
            self._timer.start()
        else:
            self._timer.stop()
            self.show_strength(None)

    def show_strength(self, strength: Strength | None) -> None:
        """Show what was found, or nothing."""
        self._strength = strength
        self._retell()

    def _judge(self) -> None:
        asked = self._asked
        if not self.window().isVisible():  # the window was closed while typing paused
            return

        def judged() -> Strength:
            from interview_kit.vault.strength import judge  # may still be loading; never on this thread

            return judge(*asked)

        def show(strength: Strength) -> None:
            if isValid(self) and asked == self._asked:  # its screen may be gone by now
                self.show_strength(strength)

        self._lane.run(judged, show, self._be_silent)

    def _be_silent(self, _error: KitError) -> None:
        """Without a judgement nothing is said; the core refuses a weak passphrase all the same."""
        if isValid(self):
            self.show_strength(None)

    def _retell(self) -> None:
        strength = self._strength
        self.setVisible(strength is not None)
        if strength is None:
            return
        unit, count = strength.lasts
        parts = [tr(f"vault.strength-{strength.level}"), tr(f"vault.lasts-{unit}", count=f"{count:,}")]
        parts += (tr(f"vault.weak-{reason}") for reason in strength.reasons[:_MOST_REASONS])
        self.set_tone(_TONES[strength.level])
        self.setText(" ".join(parts))
