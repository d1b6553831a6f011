"""Going on with a short interview as a fuller one: the button, and the sheet that says what happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from interview_kit.errors import KitError
from interview_kit.interview.carrying import Carrying
from interview_kit.interview.picture import InterviewPicture
from interview_kit.protocol.model import Texts
from interview_kit_ui.error_sheet import show_error
from interview_kit_ui.field.asking import ask_to_promote
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.wording import Wording, in_short
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton

PROMOTE_KEY: Final = "F12"


class PromoteButton(BareButton):
    """Offers the first protocol the open interview can go on under, and hides where there is none.

    Signals: ``holding(bool)``, while the interview changes its questions nothing may be taken in;
    ``promoted(InterviewPicture, str)``, the interview under the other protocol, and where to go on.
    """

    holding = Signal(bool)
    promoted = Signal(object, str)

    def __init__(self, conductor: Conductor, parent: QWidget | None = None) -> None:
        super().__init__(key=PROMOTE_KEY, parent=parent)
        self._conductor = conductor
        bind_text(self.set_label, "field.promote-offer")
        self.hide()

    def show_offer(self) -> None:
        """Show whether there is one."""
        self.setVisible(bool(self._conductor.further))

    def ask(self, wording: Wording) -> None:
        """Find out what would be carried over, and ask whether to go on so."""
        if self._conductor.further:
            key, title = self._conductor.further[0]
            asked = partial(self._ask, title, wording, partial(self._go_on_under, key))
            self._conductor.foresee(key, asked, partial(show_error, self.window()))

    def _go_on_under(self, protocol: str) -> None:
        self.holding.emit(True)
        self._conductor.promote(protocol, self._done, self._not_done)

    def _done(self, picture: InterviewPicture, place: str) -> None:
        self.holding.emit(False)
        self.promoted.emit(picture, place)

    def _not_done(self, error: KitError) -> None:
        self.holding.emit(False)
        show_error(self.window(), error)

    def _ask(self, title: Texts, wording: Wording, then: Callable[[], object], found: Carrying) -> None:
        if isValid(self) and self.isVisible():  # else the interview was left meanwhile
            left = questions_left(found, wording)
            ask_to_promote(self.window(), wording.told(title), len(found.carried), left, then)


def questions_left(found: Carrying, wording: Wording) -> list[str]:
    """Return in short the questions whose answers are not carried over, and how often where several were."""
    left = Counter(in_short(wording.told(place.label)) for place in found.left)
    return [f"{label} ({count})" if count > 1 else label for label, count in left.items()]
