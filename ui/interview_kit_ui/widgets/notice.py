"""A calm message inside the page: what happened, what is safe, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from interview_kit.errors import KitError, Parameter
from interview_kit.messages import explain
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.revealing import reveal
from interview_kit_ui.widgets.shapes import paint_tinted
from interview_kit_ui.widgets.words import Words

if TYPE_CHECKING:
    from interview_kit_ui.widgets.icons import IconName

NoticeKind = Literal["info", "warn", "error", "ok"]
_TONES: Final[dict[NoticeKind, tuple[Tone, str, IconName]]] = {
    "info": ("accent", "accent_soft", "info"),
    "warn": ("warn", "warn_soft", "warn"),
    "error": ("record", "record_soft", "error"),
    "ok": ("ok", "ok_soft", "ok"),
}


class Notice(QFrame):
    """An inline message, hidden until it has something to say; then the page scrolls to it.

    Setters: ``say(kind, key, **parameters)`` shows a text of the catalogue, ``show_error(error)``
    an error's; both follow the language. The first sentence is what happened and stands out.
    ``set_action(button)`` puts what to do next at the right. ``clear`` hides it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: NoticeKind = "info"
        self._error: KitError | None = None
        self._happened = Words(weight="semibold")
        self._rest = Words()
        self._actions = QVBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._happened)
        texts.addWidget(self._rest)
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(12)
        self._layout.addLayout(texts, 1)
        self._layout.addLayout(self._actions)
        LANGUAGE.changed.connect(self._retell)
        self.hide()

    def say(self, kind: NoticeKind, key: str, /, **parameters: Parameter) -> None:
        """Show the text of ``key``."""
        self._kind, self._error = kind, KitError(key, **parameters)
        self._retell()
        self.show()
        reveal(self)
        self._announce()

    def show_error(self, error: KitError) -> None:
        """Show what happened, what is safe and what to do next."""
        self.say("error", error.code, **error.parameters)

    def set_action(self, button: QWidget) -> None:
        """Put a button beside the text."""
        self._actions.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def clear(self) -> None:
        """Say nothing any more."""
        self._error = None
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        from interview_kit_ui.widgets.icons import paint_icon

        shown = theme.current()
        tone, fill, icon = _TONES[self._kind]
        painter = QPainter(self)
        paint_tinted(painter, QRectF(self.rect()), 10, shown, fill)
        side = shown.px(20)
        paint_icon(painter, icon, QRectF(14, 12, side, side), shown.colour(tone))
        painter.end()

    def _retell(self) -> None:
        if self._error is None:
            return
        happened, _, rest = explain(self._error, LANGUAGE.code).partition(". ")
        self._happened.setText(f"{happened}." if rest else happened)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(tr(f"widgets.notice-{self._kind}"))
        self.setAccessibleDescription(f"{self._happened.text()} {rest}".strip())
        left = 26 + theme.current().px(20)
        self._layout.setContentsMargins(left, 12, 16, 12)
        self.update()

    def _announce(self) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, self.accessibleDescription())
            QAccessible.updateAccessibility(event)
