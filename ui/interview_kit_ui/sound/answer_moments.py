"""From where to where in the sound a question was answered: from when one went to it until now."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.sound.sound_desk import SoundDesk


class AnswerMoments(QObject):
    """Follows the focus from question to question, and looks where the sound is when it comes to one."""

    def __init__(self, sound: SoundDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._sound = sound
        self._path = ""
        self._since: int | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def of(self, path: str) -> tuple[int, int] | None:
        """Return from where to where the question at the stable ``path`` was just answered, in milliseconds.

        None while nothing is recorded. Whoever went to it before that began answers from its beginning.
        """
        now = self._sound.at
        if now is None:
            return None
        since = now if path != self._path else self._since if self._since is not None else self._sound.begins
        return min(since, now), now

    def _follow(self, _before: QWidget | None, here: QWidget | None) -> None:
        question = here
        while question is not None and not isinstance(question, QuestionView):
            question = question.parentWidget()
        if question is not None and question.stable != self._path:
            self._path, self._since = question.stable, self._sound.at
