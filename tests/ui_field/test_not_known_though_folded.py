"""A question that is asked openly first, and to which there is no answer: the list need not be opened."""

from __future__ import annotations

import pytest
from desktop import Person
from interviews import add_person
from PySide6.QtCore import Qt


@pytest.mark.parametrize("path", ["/harm[1]/agency", "/harm[1]/acts"], ids=["a long list", "a short one"])
def test_the_focus_stays_at_the_question_and_enter_goes_on(interviewer: Person, path: str) -> None:
    add_person(interviewer)
    interviewer.go_to(path)
    interviewer.press(Qt.Key.Key_D)
    interviewer.until(lambda: interviewer.answer(path) == {"missing": "DK"})
    assert interviewer.focus_in(path)
    following = {"/harm[1]/agency": "/harm[1]/source", "/harm[1]/acts": "/harm[1]/when"}[path]
    interviewer.press(Qt.Key.Key_Return)
    assert interviewer.focus_in(following)
