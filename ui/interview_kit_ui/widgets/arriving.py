"""What comes onto a page while somebody looks at it appears gently, where it stays; nothing slides."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme

#: Milliseconds: seen from the corner of an eye, and nobody waits for it. Keys work from the first on.
DURATION: Final = 180


def appear(widget: QWidget) -> None:
    """Let a widget that was just put on its page appear; at once where the theme asks for contrast."""
    if theme.current().name != theme.CONTRAST.name:
        _Veil(widget)


class _Veil(QWidget):
    """Covers a widget in the colour of the page, less and less. The widget itself is as it always is."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self._fading = QVariantAnimation(self, duration=DURATION, startValue=1.0, endValue=0.0)
        self._fading.valueChanged.connect(lambda _share: self.update())
        self._fading.finished.connect(self.deleteLater)
        self._fading.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme.current().colour("ground")
        colour.setAlphaF(float(self._fading.currentValue()))
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour)
        painter.end()
