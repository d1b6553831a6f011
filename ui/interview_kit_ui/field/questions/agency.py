"""Which agency: a choice of the list, and what the witness called it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import Choice
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.field.questions.options import Lists, grouping, options_for, show_options
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.text_line import TextLine


class _NamedByQuestion(QWidget):
    """Holds the options and the line; the question is the name of the options."""

    def __init__(self, options: QWidget) -> None:
        super().__init__()
        self._options = options
        self.setFocusProxy(options)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._options.setAccessibleName(name)


class AgencyEditor(TypedEditor):
    """Options, and a line for the words; either may be left out. Options show what is stored."""

    def __init__(self, node: NodePicture, lists: Lists) -> None:
        self._choices, self._grouped = node.choices, grouping(node.definition.choices, lists)
        self._grid, self._words = options_for(node, lists, multiple=False), TextLine()
        #: The choice that was handed in last, while the grid does not show it yet.
        self._code = ""
        holder = _NamedByQuestion(self._grid)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._grid)
        column.addSpacing(4)
        column.addWidget(caption("field.in-their-words"))
        column.addWidget(self._words)
        super().__init__(holder, self._words)
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        self._grid.picked.connect(self._pick)
        self.retell()

    def offer(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        self.retell()

    def retell(self) -> None:
        show_options(self._grid, self._choices, self._grouped)

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._code = str(parts.get("code") or "")
        self._grid.set_chosen([self._code] if self._code else [])
        self._words.set_text(str(parts.get("words") or ""))

    def _typed_value(self) -> tuple[Value, bool]:
        parts = {"code": self._code, "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, True

    def _pick(self, names: tuple[str, ...]) -> None:
        self._code = names[0] if names else ""
        self._unsaved = True
        self.flush()
