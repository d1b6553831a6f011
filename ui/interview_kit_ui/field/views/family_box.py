"""One person in a family tree: name, relation, what is known of them today."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import tr
from interview_kit_ui.theme import TextRole, Tone, Weight
from interview_kit_ui.widgets.painted_button import PaintedButton
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.typing_keys import ARROWS
from interview_kit_ui.widgets.words import paint_lines, wrap

_EDGE = 12
_DIAMOND = 9


@dataclass(frozen=True, slots=True)
class PersonInWords:
    """What a box says; empty for what was not told."""

    name: str
    relation: str = ""
    status: str = ""
    marked: bool = False

    @property
    def spoken(self) -> str:
        """All of it, for those who do not see the box."""
        mark = tr("views.marked") if self.marked else ""
        return ", ".join(part for part in (self.name, self.relation, self.status, mark) if part)


class FamilyBox(PaintedButton):
    """A person to go to. Signal: ``stepped(int, int)``, an arrow key, right and down."""

    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    stepped = Signal(int, int)

    def __init__(self, person: PersonInWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_person(person)

    def show_person(self, person: PersonInWords) -> None:
        """Say who it is."""
        self.person = person
        self.setText(person.name)
        self.setAccessibleName(person.spoken)
        self.update()

    def heightForWidth(self, width: int) -> int:
        shown = theme.current()
        lines = sum(len(text) * shown.line_height(role) for text, role, *_ in self._told(width))
        return lines + 2 * shown.px(9)

    def sizeHint(self) -> QSize:
        width = theme.current().px(160)
        return QSize(width, self.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(*step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        focused = self.hasFocus()
        marked = self.person.marked
        border = "accent" if focused else "warn" if marked else "line"
        fill = "accent_soft" if focused or self.underMouse() else "warn_soft" if marked else "paper"
        width = shown.border(strong=focused or marked)
        if not self.isEnabled():
            fill = "rail"
        paint_box(
            painter, QRectF(self.rect()), 10, shown.colour(fill), border=shown.colour(border), width=width
        )
        top = (self.height() - self.heightForWidth(self.width())) / 2 + shown.px(9)
        for lines, role, tone, weight in self._told(self.width()):
            height = shown.line_height(role)
            left = _EDGE + (shown.px(_DIAMOND + 5) if tone == "warn" else 0)
            box = QRectF(left, top, self.width() - _EDGE - left, len(lines) * height)
            painter.setFont(_font(role, weight))
            painter.setPen(shown.colour(tone))
            paint_lines(painter, lines, box, height, Qt.AlignmentFlag.AlignHCenter)
            if tone == "warn":
                self._paint_diamond(painter, lines[0], box, height)
            top += box.height()
        painter.end()

    def _told(self, width: int) -> list[tuple[list[str], TextRole, Tone, Weight]]:
        """Return what stands in the box from top to bottom."""
        person = self.person
        texts: list[tuple[str, TextRole, Tone, Weight]] = [
            (person.name, "body", "ink", "semibold"),
            (person.relation, "caption", "ink", "regular"),
            (person.status, "caption", "ink", "regular"),
        ]
        if person.marked:
            texts.append((tr("views.marked"), "caption", "warn", "semibold"))
        room = width - 2 * _EDGE - theme.current().px(_DIAMOND + 5)
        return [
            (wrap(text, QFontMetricsF(_font(role, weight)), room), role, tone, weight)
            for text, role, tone, weight in texts
            if text
        ]

    def _paint_diamond(self, painter: QPainter, words: str, box: QRectF, height: float) -> None:
        shown = theme.current()
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
        half = shown.px(_DIAMOND) / 2
        middle = QPointF(box.center().x() - wide / 2 - half - shown.px(5), box.y() + height / 2)
        turns = (math.pi / 2 * quarter for quarter in range(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown.colour("warn"))
        painter.drawPolygon(
            QPolygonF([middle + QPointF(half * math.cos(one), half * math.sin(one)) for one in turns])
        )


def _font(role: TextRole, weight: Weight) -> QFont:
    return theme.current().font(role, weight)
