"""A fingerprint to be read aloud and compared, group by group."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.shapes import paint_box

_COLUMNS = 4


class FingerprintView(QFrame):
    """Digits, four groups to a row. Setter: ``set_fingerprint("12345 67890 …")``."""

    def __init__(self, fingerprint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bind_text(self.setAccessibleName, "widgets.fingerprint")
        self.set_fingerprint(fingerprint)

    def set_fingerprint(self, fingerprint: str) -> None:
        """Show the groups of ``fingerprint``."""
        self._groups = fingerprint.split()
        self.setAccessibleDescription(" ".join(self._groups))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        shown = theme.current()
        metrics = QFontMetricsF(shown.font("title", tabular=True))
        rows = -(-len(self._groups) // _COLUMNS)
        widest = max((metrics.horizontalAdvance(group) for group in self._groups), default=0)
        return QSize(round(_COLUMNS * (widest + shown.px(32))) + 32, rows * self._row_height() + 32)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = theme.current()
        painter = QPainter(self)
        paint_box(
            painter,
            QRectF(self.rect()),
            12,
            shown.colour("accent_soft"),
        )
        painter.setFont(shown.font("title", tabular=True))
        painter.setPen(shown.colour("ink"))
        cell = QSize((self.width() - 32) // _COLUMNS, self._row_height())
        for position, group in enumerate(self._groups):
            row, column = divmod(position, _COLUMNS)
            box = QRectF(
                16 + column * cell.width(), 16 + row * cell.height(), cell.width(), cell.height()
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)
        painter.end()

    def _row_height(self) -> int:
        return theme.current().line_height("title") + 8
