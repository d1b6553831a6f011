"""A paper to draw on: with a pen that feels pressure, a mouse, or the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit.images.strokes import Drawing
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.widgets.ink import Ink
from interview_kit_ui.widgets.ink_painting import paint_crosshair, paint_map, paint_stroke
from interview_kit_ui.widgets.typing_keys import ARROWS

#: What an arrow key moves the pen by, in pixels of the drawing: usually, with Shift, and while it is held.
_STEP, _SMALL_STEP, _HELD_STEP = 16, 4, 28
#: How far an eraser reaches, in pixels of the drawing.
_REACH: Final = 14
_UNDO, _REDO = (Qt.Key.Key_Z,), (Qt.Key.Key_Y,)


class InkPad(QWidget):
    """Signals: ``changed()`` after every stroke, erasure and step back. Setters: ``set_map``,
    ``set_thickness``, ``set_erasing``, ``set_line`` (how far down the line to sign on is, 0 to 1; it is not
    part of the drawing). The arrow keys move a pen, with Shift in small steps; Space puts it down and takes
    it up; Ctrl+Z and Ctrl+Y take back and bring back.
    """

    changed = Signal()

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.ink = Ink(drawing.width, drawing.height, drawing.strokes)
        self._thick, self._erasing, self._line = 5, False, 0.0
        self._at: tuple[float, float] = (drawing.width / 2, drawing.height / 2)
        self._by_keys = False
        self._rubbing = False
        self._picture: QPixmap | None = None
        self._painted = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        LANGUAGE.changed.connect(self._tell)
        self._tell()

    @property
    def drawing(self) -> Drawing:
        """What is on the paper."""
        return replace(self._drawing, strokes=self.ink.strokes)

    def set_map(self, part: tuple[float, float, float] | None) -> None:
        """Put a part of the map behind the drawing, or nothing."""
        self._drawing = replace(self._drawing, map=part)
        self._paint_anew()
        self.changed.emit()

    def set_thickness(self, thick: int) -> None:
        """Draw lines of this width from now on."""
        self._thick = thick

    def set_erasing(self, erasing: bool) -> None:
        """Take strokes away instead of drawing them."""
        self._lift()
        self._erasing = erasing
        self._tell()

    def set_line(self, down: float) -> None:
        """Show a line to sign on."""
        self._line = down
        self.update()

    def undo(self) -> None:
        """Take back what was done last."""
        self._lift()
        self.ink.undo()
        self._changed()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._lift()
        self.ink.redo()
        self._changed()

    def clear(self) -> None:
        """Take away everything."""
        self._lift()
        self.ink.clear()
        self._changed()

    def finish(self) -> Drawing:
        """Take the pen off the paper and return what is on it."""
        self._lift()
        return self.drawing

    def sizeHint(self) -> QSize:
        return QSize(self._drawing.width // 2, self._drawing.height // 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 100)

    # Pen and mouse ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._put_down(self._on_paper(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._on_paper(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        at, pressure = self._on_paper(event.position()), round(255 * event.pressure())
        rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
        if event.type() == QEvent.Type.TabletPress:
            self._put_down(at, pressure, erasing=rubber or self._erasing)
        elif event.type() == QEvent.Type.TabletMove and event.pressure() > 0:
            self._move(at, pressure)
        elif event.type() == QEvent.Type.TabletRelease:
            self._lift()
        event.accept()  # or it comes again as a mouse

    def _put_down(
        self, at: tuple[float, float], pressure: int | None = None, *, erasing: bool | None = None
    ) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._lift()
        self._by_keys, self._at = False, at
        self._start(pressure, self._erasing if erasing is None else erasing)

    # Keyboard ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # the window has keys of its own for taking back; on the paper they mean strokes
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() in ARROWS:
            self._step(event)
        elif event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._toggle()
        elif event.key() in _REDO or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.redo()
        else:
            self.undo()

    def _step(self, event: QKeyEvent) -> None:
        across, down = ARROWS[Qt.Key(event.key())]
        step = _HELD_STEP if event.isAutoRepeat() else _STEP
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = _SMALL_STEP
        x, y = self._at[0] + across * step, self._at[1] + down * step
        self._by_keys = True
        self._move((min(max(x, 0), self._drawing.width), min(max(y, 0), self._drawing.height)))
        self._tell()
        self.update()

    def _toggle(self) -> None:
        was_down = self.ink.drawing or self._rubbing
        self._by_keys = True
        if was_down:
            self._lift()
        else:
            self._start(None, self._erasing)
        self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_keys = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._lift()
        self.update()

    # What the pen does ------------------------------------------------------------------------

    def _start(self, pressure: int | None, erasing: bool) -> None:
        if erasing:
            self._rubbing = True
            self._rub()
        else:
            self.ink.begin(*self._at, self._thick, *(() if pressure is None else (pressure,)))
            self._paint_running()

    def _move(self, at: tuple[float, float], pressure: int | None = None) -> None:
        self._at = at
        if self._rubbing:
            self._rub()
        elif self.ink.go_on(*at, *(() if pressure is None else (pressure,))):
            self._paint_running()

    def _lift(self) -> None:
        was_down = self.ink.drawing
        self._rubbing = False
        self.ink.end()
        self._painted = 0
        if was_down:
            self._tell()
            self.changed.emit()

    def _rub(self) -> None:
        if self.ink.erase(*self._at, _REACH):
            self._changed()

    def _changed(self) -> None:
        self._paint_anew()
        self._tell()
        self.changed.emit()

    # Painting ---------------------------------------------------------------------------------

    def _paper(self) -> QRectF:
        """Return where the paper lies: as large as it can be, in the middle."""
        scale = self._scale()
        width, height = self._drawing.width * scale, self._drawing.height * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _scale(self) -> float:
        across = (self.width() - 6) / self._drawing.width
        return max(min(across, (self.height() - 6) / self._drawing.height), 0.01)

    def _on_paper(self, at: QPointF) -> tuple[float, float]:
        paper, scale = self._paper(), self._scale()
        return (at.x() - paper.x()) / scale, (at.y() - paper.y()) / scale

    def _paint_anew(self) -> None:
        self._picture = None
        self.update()

    def _paint_running(self) -> None:
        """Add to the picture what was just drawn: a long drawing must not make the next stroke slow."""
        running = self.ink.running
        if running is None or self._picture is None:
            self._paint_anew()
            return
        painter = QPainter(self._picture)
        paint_stroke(painter, running, theme.current(), self._scale(), max(self._painted - 1, 0))
        painter.end()
        self._painted = len(running.points)
        self.update()

    def _pictured(self) -> QPixmap:
        ratio, shown, paper = self.devicePixelRatioF(), theme.current(), self._paper()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap((paper.size() * ratio).toSize())
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(shown.colour("paper"))
            painter = QPainter(self._picture)
            paint_map(painter, self._drawing, paper.width(), paper.height(), shown)
            running = self.ink.running
            for stroke in (*self.ink.strokes, *([running] if running else [])):
                paint_stroke(painter, stroke, shown, self._scale())
            self._painted = len(running.points) if running else 0
            painter.end()
        return self._picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, paper = theme.current(), self._paper()
        painter = QPainter(self)
        painter.drawPixmap(paper.topLeft(), self._pictured())
        if self._line:
            down = paper.y() + self._line * paper.height()
            edge = paper.width() * 0.06
            painter.setPen(QPen(shown.colour("soft"), shown.border(strong=False)))
            painter.drawLine(QPointF(paper.x() + edge, down), QPointF(paper.right() - edge, down))
        width = shown.border(strong=self.hasFocus())
        painter.setPen(QPen(shown.colour("accent" if self.hasFocus() else "line"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(paper.adjusted(-1, -1, 1, 1))
        if self._by_keys and self.hasFocus():
            scale = self._scale()
            at = QPointF(paper.x() + self._at[0] * scale, paper.y() + self._at[1] * scale)
            paint_crosshair(painter, at, shown, down=self.ink.drawing or self._rubbing)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_anew()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_anew()

    def _tell(self) -> None:
        """Say in words what can be seen: how much is drawn, where the pen is and what it does."""
        does = "ink.pen-up"
        if self.ink.drawing or self._rubbing:
            does = "ink.erasing" if self._rubbing else "ink.pen-down"
        self.setAccessibleName(tr("ink.paper"))
        self.setAccessibleDescription(
            tr(
                "ink.told",
                strokes=len(self.ink.strokes),
                across=round(100 * self._at[0] / self._drawing.width),
                down=round(100 * self._at[1] / self._drawing.height),
                does=tr(does),
            )
        )


def _is_ours(event: QKeyEvent) -> bool:
    """Whether a key means something on the paper."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if event.key() in (*_UNDO, *_REDO):
        return held == Qt.KeyboardModifier.ControlModifier
    return (event.key() in ARROWS or event.key() == Qt.Key.Key_Space) and not held
