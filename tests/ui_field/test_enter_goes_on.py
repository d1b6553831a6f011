"""Enter goes on to the next question, whatever the question takes, and however long it is held."""

from __future__ import annotations

from pathlib import Path

from desktop import Person
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from interview_kit_ui.field.interview_view import SEAL


def hold(person: Person, key: Qt.Key) -> None:
    """Hold a key down for two seconds: it is pressed, and then repeats itself."""
    person.press(key)
    for _ in range(60):
        again = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(person.focus, again)
        QApplication.processEvents()


def test_enter_goes_past_a_question_that_takes_a_file(interviewer: Person, tmp_path: Path) -> None:
    interviewer.paths = [tmp_path / "T.wav"]
    interviewer.conduct.show_section("/story")
    interviewer.go_to("/story/recording")
    interviewer.press(Qt.Key.Key_Return)
    interviewer.until(lambda: interviewer.conduct.place.startswith("/harm"))
    assert len(interviewer.paths) == 1, "nothing asked for a file"


def test_shift_and_enter_go_back_from_it(interviewer: Person) -> None:
    interviewer.conduct.show_section("/story")
    interviewer.go_to("/story/recording")
    interviewer.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert interviewer.focus_in("/story/account")


def test_space_asks_for_the_file(interviewer: Person, tmp_path: Path) -> None:
    (tmp_path / "T.wav").write_bytes(b"invented sound")
    interviewer.paths = [tmp_path / "T.wav"]
    interviewer.conduct.show_section("/story")
    interviewer.go_to("/story/recording")
    interviewer.press(Qt.Key.Key_Space)
    interviewer.saved()
    assert not interviewer.paths
    interviewer.until(lambda: interviewer.answer("/story/recording") is not None)


def test_enter_held_at_the_last_question_does_not_lead_to_sealing(interviewer: Person) -> None:
    interviewer.conduct.show_section("/closing")
    interviewer.go_to("/closing/card")
    hold(interviewer, Qt.Key.Key_Return)
    assert interviewer.conducting
    assert interviewer.conduct.place != SEAL
