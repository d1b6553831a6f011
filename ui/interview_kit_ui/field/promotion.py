"""Going on with a short interview as a fuller one: the button, and the sheet that says what happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit.interview.carrying import Carrying
from interview_kit.protocol.model import Texts
from interview_kit_ui.field.asking import ask_to_promote
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton

PROMOTE_KEY: Final = "F9"
#: Characters of a question that are enough to know which it is.
_SHORT: Final = 48


class PromoteButton(BareButton):
    """Offers the first protocol the open interview can go on under, and hides where there is none."""

    def __init__(self, conductor: Conductor, parent: QWidget | None = None) -> None:
        super().__init__(key=PROMOTE_KEY, parent=parent)
        self._conductor = conductor
        bind_text(self.set_label, "field.promote-offer")
        self.hide()

    def show_offer(self) -> None:
        """Show whether there is one."""
        self.setVisible(bool(self._conductor.further))

    def ask(
        self, wording: Wording, then: Callable[[str], object], failed: Callable[[KitError], None]
    ) -> None:
        """Find out what would be carried over, and ask; ``then`` is called with the protocol."""
        if self._conductor.further:
            key, title = self._conductor.further[0]
            asked = partial(self._ask, title, wording, partial(then, key))
            self._conductor.foresee(key, asked, failed)

    def _ask(self, title: Texts, wording: Wording, then: Callable[[], object], found: Carrying) -> None:
        if self.isVisible():
            left = questions_left(found, wording)
            ask_to_promote(self.window(), wording.told(title), len(found.carried), left, then)


def questions_left(found: Carrying, wording: Wording) -> list[str]:
    """Return in short the questions whose answers are not carried over, and how often where several were."""
    left = Counter(_in_short(wording.told(place.label)) for place in found.left)
    return [f"{label} ({count})" if count > 1 else label for label, count in left.items()]


def _in_short(label: str) -> str:
    words = label.split()
    while len(" ".join(words)) > _SHORT and len(words) > 1:
        words.pop()
    short = " ".join(words)
    return short if short == " ".join(label.split()) else f"{short} …"
