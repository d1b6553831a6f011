"""The picture of the map, and moving about in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit.maps.marks import Leg, Mark, described
from interview_kit.maps.outlines import At, Bounds, outlines
from interview_kit.maps.svg import HOME
from interview_kit.maps.view import View, fitted
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.map_land import paint_land
from interview_kit_ui.widgets.map_scene import RegionName, Scene
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.typing_keys import ARROWS, CLOSER, CLOSER_BY_WHEEL, FARTHER

_RADIUS: Final = 12
#: Around the places of a fitted view, where their labels stand.
_MARGIN: Final = 72
_ZOOM_STEP: Final = 1.5
#: What an arrow key moves the map by, as a share of its smaller side.
_MOVE_STEP: Final = 0.15
#: How long the map rests before the names of regions look for new places, in milliseconds.
_REST: Final = 120


class MapCanvas(QWidget):
    """The part of a :class:`~interview_kit_ui.widgets.map_view.MapView` that shows the map.

    Signal: ``looked``, after another part of the map came into view. The wheel zooms while the map has the
    focus or Ctrl is held; else the page around it scrolls.
    """

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._legs: tuple[Leg, ...] = ()
        self._drawn: list[At | None] = []
        self._view: View | None = None
        self._fits = True
        self._held: QPointF | None = None
        self._land: QPixmap | None = None
        self._picture: QPixmap | None = None
        self._scene: Scene | None = None
        self._names: list[RegionName] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._name_again)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        bind_text(self.setAccessibleName, "maps.map")
        LANGUAGE.changed.connect(self._speak)
        self._speak()

    def show_places(self, marks: Sequence[Mark], legs: Sequence[Leg] = ()) -> None:
        """Show these places and the ways between them, and fit the view to them; without any, the peninsula.

        A mark that can be drawn nowhere is told in the description alone.
        """
        self._marks, self._legs = tuple(marks), tuple(legs)
        self._drawn = [mark.drawn_at(outlines()) for mark in self._marks]
        self._speak()
        self.show_all()

    @property
    def view(self) -> View:
        """What is looked at."""
        if self._view is None:
            self._view = self._fitted()
        return self._view

    def show_all(self) -> None:
        """Fit the view to the places."""
        self._fits = True
        self._names = None
        self._look(self._fitted())

    def closer(self) -> None:
        """Look from nearer."""
        self._turn(self.view.zoomed(_ZOOM_STEP))

    def farther(self) -> None:
        """Look from farther away."""
        self._turn(self.view.zoomed(1 / _ZOOM_STEP))

    def label_boxes(self) -> list[Bounds]:
        """Return where labels stand now, in pixels: left, top, right, bottom; in the order of their marks."""
        return self._laid_out().boxes()

    def sizeHint(self) -> QSize:
        return QSize(720, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 240)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, picture = theme.current(), self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        token, width = "accent" if self.hasFocus() else "line", shown.border(strong=self.hasFocus())
        paint_box(painter, QRectF(self.rect()), _RADIUS, None, border=shown.colour(token), width=width)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self._look(self._fitted())
        else:
            old = self.view
            self._look(View(old.middle, old.scale, self.width(), self.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._names = None
            self._forget()
            if self._fits:
                self._look(self._fitted())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            step = _MOVE_STEP * min(self.width(), self.height())
            right, down = ARROWS[key]
            self._turn(self.view.moved(right * step, down * step))
        elif key in CLOSER:
            self.closer()
        elif key in FARTHER:
            self.farther()
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not (self.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
            return
        at = event.position()
        self._turn(self.view.zoomed(CLOSER_BY_WHEEL ** event.angleDelta().y(), (at.x(), at.y())))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            by = self._held - event.position()
            self._held = event.position()
            self._turn(self.view.moved(by.x(), by.y()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._turn(self.view.zoomed(_ZOOM_STEP**2, (at.x(), at.y())))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _fitted(self) -> View:
        points = [at for at in self._drawn if at]
        if not points:
            west, north, east, south = outlines().regions[HOME].bounds
            points = [(west, north), (east, south)]
        return fitted(points, self.width(), self.height(), theme.current().px(_MARGIN))

    def _turn(self, view: View) -> None:
        """Look elsewhere as the person wishes; names of regions follow when the map rests."""
        self._fits = False
        self._look(view)
        self._rest.start()

    def _look(self, view: View) -> None:
        view = view.within(outlines().whole)
        if view != self._view:
            self._view = view
            self._forget()
            self.looked.emit()

    def _forget(self) -> None:
        """Paint everything anew; the names of regions stay where they are."""
        self._land = self._picture = self._scene = None
        self.update()

    def _name_again(self) -> None:
        self._names = self._picture = None
        self.update()

    def _laid_out(self) -> Scene:
        if self._scene is None:
            marks = [(mark, at) for mark, at in zip(self._marks, self._drawn, strict=True) if at]
            legs = []
            for leg in self._legs:
                start, end = self._drawn[leg.start], self._drawn[leg.end]
                if start and end:
                    legs.append((leg, start, end))
            self._scene = Scene(marks, legs, self.view, theme.current())
        return self._scene

    def _painted(self) -> QPixmap:
        """Return the whole picture but its border; it is painted again only when something changed."""
        ratio = self.devicePixelRatioF()
        if self._land is None or self._land.devicePixelRatio() != ratio:
            self._land = QPixmap(self.size() * ratio)
            self._land.setDevicePixelRatio(ratio)
            self._land.fill(Qt.GlobalColor.transparent)  # so that its corners can be
            self._picture = None
            painter = QPainter(self._land)
            paint_land(painter, self.view, theme.current())
            painter.end()
        if self._picture is None:
            scene = self._laid_out()
            if self._names is None:
                self._names = scene.names()
            self._picture = QPixmap(self._land)
            painter = QPainter(self._picture)
            scene.paint(painter, self._names)
            _round_off(painter, QRectF(self.rect()))
            painter.end()
        return self._picture

    def _speak(self) -> None:
        self.setAccessibleDescription(described(self._marks, self._legs, LANGUAGE.code))
        self._names = None
        self._forget()


def _round_off(painter: QPainter, box: QRectF) -> None:
    """Take away the corners outside of the rounded border."""
    corners, inner = QPainterPath(), QPainterPath()
    corners.addRect(box)
    inner.addRoundedRect(box, _RADIUS, _RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillPath(corners.subtracted(inner), Qt.GlobalColor.black)
