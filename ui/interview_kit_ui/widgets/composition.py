"""Input-method compositions: the Hangul syllable being typed is not yet part of a field's text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

#: Answers never feed a keyboard's learning or prediction; composing Hangul is neither.
ANSWER_HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class Composition:
    """Follows the composition in one field; the field hands it every input-method event."""

    def __init__(self, field: QWidget) -> None:
        self._field = field
        self._preedit = ""

    @property
    def text(self) -> str:
        """What is being composed, often half a syllable."""
        return self._preedit

    def follow(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed after ``event``."""
        self._preedit = event.preeditString()

    def commit(self) -> None:
        """Make what is being composed part of the text.

        The input method is asked first. Where it does not answer, the composition is committed
        here and the input method forgets it.
        """
        if not self._preedit:
            return
        method = QGuiApplication.inputMethod()
        if self._field.hasFocus():
            method.commit()
        if self._preedit:
            event = QInputMethodEvent("", [])
            event.setCommitString(self._preedit)
            QApplication.sendEvent(self._field, event)
            method.reset()
