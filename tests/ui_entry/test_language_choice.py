"""All languages stand beside each other, and the keyboard goes to each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from PySide6.QtCore import Qt

from interview_kit.messages import LANGUAGES
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.buttons import Button


@pytest.fixture
def newcomer(start: Callable[[Path | None], Person]) -> Person:
    return start(None)


def marked(person: Person) -> list[str]:
    return [name for name in LANGUAGES.values() for one in person.buttons(name) if one.isChecked()]


def tab_to(person: Person, label: str) -> None:
    """Press Tab until the button that says ``label`` has the focus; fail where it never has."""
    for _ in range(30):
        if isinstance(person.focus, Button) and person.focus.label == label:
            return
        person.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {label}")


def test_every_language_is_offered_and_the_one_in_force_is_marked(newcomer: Person) -> None:
    assert all(newcomer.buttons(name) for name in LANGUAGES.values())
    assert marked(newcomer) == ["English"]
    newcomer.push("Español")
    assert marked(newcomer) == ["Español"]
    assert newcomer.buttons("Crear un espacio de trabajo")
    newcomer.push("한국어")
    assert marked(newcomer) == ["한국어"]


def test_pushing_the_one_in_force_leaves_it_in_force(newcomer: Person) -> None:
    newcomer.push("English")
    assert (LANGUAGE.code, marked(newcomer)) == ("en", ["English"])


def test_tab_comes_to_the_language_in_force_and_the_arrows_go_to_the_others(newcomer: Person) -> None:
    tab_to(newcomer, "English")
    newcomer.press(Qt.Key.Key_Right)
    assert (LANGUAGE.code, marked(newcomer)) == ("es", ["Español"])
    newcomer.press(Qt.Key.Key_Tab)
    assert isinstance(newcomer.focus, Button)
    assert newcomer.focus.label == "Oscuro"
    newcomer.press(Qt.Key.Key_Backtab)
    newcomer.press(Qt.Key.Key_Left)
    newcomer.press(Qt.Key.Key_Left)
    assert (LANGUAGE.code, marked(newcomer)) == ("ko", ["한국어"])
    tab_to(newcomer, "한국어")


def test_a_reader_hears_that_it_is_a_language(newcomer: Person) -> None:
    (spanish,) = newcomer.buttons("Español")
    assert (spanish.accessibleName(), spanish.accessibleDescription()) == ("Español", "Language")
