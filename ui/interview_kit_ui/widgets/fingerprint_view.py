"""A fingerprint to be compared: digits and words to read aloud, and a QR code of the digits."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.trust.comparing import Comparable
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.group_grid import GroupGrid
from interview_kit_ui.widgets.qr_code import QrCode
from interview_kit_ui.widgets.shapes import paint_tinted
from interview_kit_ui.widgets.words import Words

_EDGE: Final = 16
_BETWEEN: Final = 10
_BESIDE: Final = 24


class FingerprintView(QFrame):
    """Digits, words in the language on screen, and the code: beside them, or under them without room.

    Setter: ``set_fingerprint(Comparable)``. Its description for screen readers is the digits.
    """

    def __init__(self, fingerprint: Comparable | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fingerprint: Comparable | None = None
        self._digits, self._words = GroupGrid("title"), GroupGrid("answer")
        self._code = QrCode()
        self._how = Words(role="caption", tone="soft")
        for part in (self._digits, self._words, self._how, self._code):
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind_text(self.setAccessibleName, "widgets.fingerprint")
        bind_text(self._digits.setAccessibleName, "widgets.fingerprint-digits")
        bind_text(self._words.setAccessibleName, "widgets.fingerprint-words")
        bind_text(self._how.setText, "widgets.fingerprint-how")
        LANGUAGE.changed.connect(self._draw)
        if fingerprint is not None:
            self.set_fingerprint(fingerprint)

    def set_fingerprint(self, fingerprint: Comparable) -> None:
        """Show another fingerprint."""
        self._fingerprint = fingerprint
        self.setAccessibleDescription(fingerprint.digits)
        self._digits.set_groups(fingerprint.digits.split())
        self._code.set_code(fingerprint.code)
        self._draw()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(box.y() + box.height() for _, box in self._boxes(width)) + _EDGE

    def sizeHint(self) -> QSize:
        width = self._width_beside()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        parts = (self._digits, self._words, self._how, self._code)
        widths = [part.minimumSizeHint().width() for part in parts]
        return QSize(max(widths) + 2 * _EDGE, self._code.minimumSizeHint().height() + 2 * _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tinted(painter, QRectF(self.rect()), 12, theme.current(), "accent_soft")
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part asks for another size
            self.updateGeometry()
            self._place()
        return super().event(event)

    def _draw(self) -> None:
        if self._fingerprint is not None:
            words = self._fingerprint.words
            self._words.set_groups(words.get(LANGUAGE.code, words[DEFAULT_LANGUAGE]).split())
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        for part, box in self._boxes(self.width()):
            part.setGeometry(box)

    def _width_beside(self) -> int:
        texts = max(self._digits.sizeHint().width(), self._words.sizeHint().width())
        return texts + _BESIDE + self._code.sizeHint().width() + 2 * _EDGE

    def _boxes(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return where each part stands at this width."""
        code = self._code.sizeHint()
        beside = width >= self._width_beside()
        inner = width - 2 * _EDGE - (code.width() + _BESIDE if beside else 0)
        boxes: list[tuple[QWidget, QRect]] = []
        bottom = _EDGE - _BETWEEN
        for part in (self._digits, self._words, self._how):
            boxes.append((part, QRect(_EDGE, bottom + _BETWEEN, inner, part.heightForWidth(inner))))
            bottom += _BETWEEN + boxes[-1][1].height()
        if not beside:
            return [*boxes, (self._code, QRect(_EDGE, bottom + _EDGE, code.width(), code.height()))]
        slack = bottom - _EDGE - code.height()
        for _, box in boxes:
            box.translate(0, max(0, -slack // 2))
        left, top = width - _EDGE - code.width(), _EDGE + max(0, slack // 2)
        return [*boxes, (self._code, QRect(left, top, code.width(), code.height()))]
