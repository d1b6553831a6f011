"""What every kind of answer has in common: it shows a value, and hands in what the person made of it."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from interview_kit.protocol.model import Choice
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine

#: A value in the form an :class:`Answer` holds it: plain JSON.
Value: TypeAlias = Any
#: After so many milliseconds without a key, what was typed is handed in.
PAUSE: Final = 400


class AnswerEditor(QObject):
    """``widget`` goes into the card of its question.

    Signals: ``answered(object)``, the value as the journal keeps it, or None for no value; ``grew()``, it
    became taller and should be seen whole.
    """

    answered = Signal(object)
    grew = Signal()

    #: Whether letters are text in this editor, so that keys beside it need a modifier.
    typed = False

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    @property
    def pausing(self) -> bool:
        """Whether something typed is about to be handed in."""
        return False

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not on its way to the disk."""
        return False

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Show what can be chosen now."""

    def show_value(self, value: Value) -> None:
        """Show what is stored."""

    def retell(self) -> None:
        """Say everything in the language on screen."""

    def flush(self) -> None:
        """Hand in at once what was typed."""

    def keep_unsaved(self) -> None:
        """What was handed in was not taken: keep it, and hand it in again at the next occasion."""

    def drop_unsaved(self) -> None:
        """Forget what was typed and not handed in: something else was chosen in its place."""


class TypedEditor(AnswerEditor):
    """An answer that is typed: handed in after a pause, and when the focus leaves.

    Signal ``typing()``: something was typed that is not handed in yet. What is typed is never overwritten: a
    value is shown only while nothing waits here.
    """

    typing = Signal()
    typed = True

    def __init__(self, widget: QWidget, *fields: TextLine | TextArea) -> None:
        super().__init__(widget)
        self._fields = fields
        self._unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._hand_in)
        for field in fields:
            field.edited.connect(self._note_typing)
            field.installEventFilter(self)

    @property
    def pausing(self) -> bool:
        return self._timer.isActive()

    @property
    def unsaved(self) -> bool:
        return self._unsaved

    def show_value(self, value: Value) -> None:
        if not self._unsaved:
            self._show(value)

    def flush(self) -> None:
        for field in self._fields:
            field.commit_composition()
        if self._unsaved:
            self._hand_in()

    def keep_unsaved(self) -> None:
        self._unsaved = True

    def drop_unsaved(self) -> None:
        self._timer.stop()
        self._unsaved = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return super().eventFilter(watched, event)

    def _show(self, value: Value) -> None:
        """Put a stored value into the fields."""
        raise NotImplementedError

    def _typed_value(self) -> tuple[Value, bool]:
        """Return what the fields say that can be stored, and whether that is all they say."""
        raise NotImplementedError

    def _note_typing(self) -> None:
        self._unsaved = True
        self._timer.start()
        self.typing.emit()

    def _hand_in(self) -> None:
        self._timer.stop()
        value, everything = self._typed_value()
        self._unsaved = not everything
        self.answered.emit(value)
