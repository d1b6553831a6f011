"""Lines of a page that take no answer: adding one more, what was worked out, whom an instance is about."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit.interview.answer import Answer
from interview_kit.interview.picture import NodePicture
from interview_kit.interview.reading import in_short
from interview_kit.protocol.model import Node, Protocol
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.words import Words


class AddLine(QWidget):
    """Adds one more to a repeat. Signal ``wanted()``. Setter: ``show_repeat``."""

    wanted = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none_yet = Words(role="second", tone="soft")
        self._button = QuietButton(key=key)
        self._button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._none_yet)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._button)

    def show_repeat(self, what: str, *, empty: bool) -> None:
        """Say what would be added, and that there is none yet."""
        self._none_yet.setText(tr("field.none-yet"))
        self._none_yet.setVisible(empty)
        self._button.set_label(tr("field.add-instance", what=what))


class CalculationView(QWidget):
    """What the program worked out, with its label; nothing to fill in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Words(role="body", tone="soft")
        self._value = Words(role="body", weight="semibold", tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 4, 22, 4)
        row.addWidget(self._label, 1)
        row.addWidget(self._value)

    def show_node(self, node: NodePicture, wording: Wording) -> None:
        """Show label and result."""
        self._label.setText(wording.told(node.definition.label))
        called = (wording.told(choice.label) for choice in node.choices if choice.value == node.computed)
        self._value.setText(next(called, node.computed) or "–")


def summary(node: NodePicture, repeat: str, protocol: Protocol, language: str) -> str:
    """Return whom an instance is about, by its first answers: "T-언니 · 형제자매"; else ``repeat``."""
    return in_short(_told_of(node), protocol, language) or repeat


def _told_of(node: NodePicture) -> Iterator[tuple[Node, Answer]]:
    """Yield what is answered in an instance, but not in those of further repeats inside it."""
    for child in node.children:
        if not child.instance:
            if child.relevant and child.answer is not None:
                yield child.definition, child.answer
            yield from _told_of(child)
