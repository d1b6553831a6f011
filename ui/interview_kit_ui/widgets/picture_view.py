"""A picture to look at: as large as there is room, nearer and about by keys, wheel and mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.widgets.typing_keys import ARROWS, CLOSER, CLOSER_BY_WHEEL, FARTHER

_STEP: Final = 1.25
_MOVE: Final = 0.12
#: Pixels of the screen to one of the picture, at most.
_NEAREST: Final = 8.0
_WHOLE: Final = (Qt.Key.Key_0, Qt.Key.Key_Home)


class PictureView(QWidget):
    """Give it an accessible name. Keys: ``+``, ``-``, arrows; ``0`` or Home for all of it.

    The picture is in memory and nowhere else.
    """

    def __init__(self, image: QImage | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image or QImage()
        self._nearer = 1.0
        #: The point of the picture in the middle, as shares of its sides.
        self._middle = QPointF(0.5, 0.5)
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def nearer(self) -> float:
        """How many times larger it is than when all of it is seen."""
        return self._nearer

    def closer(self) -> None:
        """Look from nearer."""
        self._look(self._nearer * _STEP, self._middle)

    def farther(self) -> None:
        """Look from farther away."""
        self._look(self._nearer / _STEP, self._middle)

    def whole(self) -> None:
        """Show all of it."""
        self._look(1.0, QPointF(0.5, 0.5))

    def sizeHint(self) -> QSize:
        return self._image.size().boundedTo(QSize(900, 600)).expandedTo(QSize(240, 160))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in CLOSER:
            self.closer()
        elif event.key() in FARTHER:
            self.farther()
        elif event.key() in _WHOLE:
            self.whole()
        elif event.key() in ARROWS:
            across, down = ARROWS[Qt.Key(event.key())]
            self._move(-across * _MOVE * self.width(), -down * _MOVE * self.height())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._look(self._nearer * CLOSER_BY_WHEEL ** event.angleDelta().y(), self._middle)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self._move(moved.x(), moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), shown.colour("rail"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._image)
        width = shown.border(strong=self.hasFocus())
        painter.setPen(QPen(shown.colour("accent" if self.hasFocus() else "line"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    def _fitting(self) -> float:
        size = self._image.size()
        across, down = max(size.width(), 1), max(size.height(), 1)
        return min(self.width() / across, self.height() / down, 1.0 if max(across, down) > 400 else 2.0)

    def _place(self) -> QRectF:
        scale = self._fitting() * self._nearer
        width, height = self._image.width() * scale, self._image.height() * scale
        left = self.width() / 2 - self._middle.x() * width
        top = self.height() / 2 - self._middle.y() * height
        return QRectF(left, top, width, height)

    def _move(self, right: float, down: float) -> None:
        place = self._place()
        if place.width() and place.height():
            moved = QPointF(right / place.width(), down / place.height())
            self._look(self._nearer, self._middle - moved)

    def _look(self, nearer: float, middle: QPointF) -> None:
        most = max(_NEAREST / max(self._fitting(), 0.001), 1.0)
        self._nearer = min(max(nearer, 1.0), most)
        place = self._place()
        self._middle = QPointF(
            _kept(middle.x(), place.width(), self.width()), _kept(middle.y(), place.height(), self.height())
        )
        self.update()


def _kept(middle: float, length: float, room: float) -> float:
    """Return the middle moved so that the picture fills the room, or lies in the middle of it."""
    half = room / length / 2 if length else 1.0
    return 0.5 if half >= 0.5 else min(max(middle, half), 1 - half)
