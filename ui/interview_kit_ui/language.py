"""The language of the program, switchable at any moment.

The witness's language is another matter: question texts are handed to the widgets as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import Final, cast

from PySide6.QtCore import QObject, Qt, Signal

from interview_kit.errors import Parameter
from interview_kit.messages import DEFAULT_LANGUAGE, LANGUAGES, say


class Language(QObject):
    """The language on screen; ``changed`` carries the new code after it was switched."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._code = DEFAULT_LANGUAGE

    @property
    def code(self) -> str:
        """The code on screen, a key of ``messages.LANGUAGES``."""
        return self._code

    def use(self, code: str) -> None:
        """Switch to ``code``; every bound text changes before this returns."""
        if code not in LANGUAGES:
            raise ValueError(f"the program does not speak {code!r}")
        if code != self._code:
            self._code = code
            self.changed.emit(code)


LANGUAGE: Final = Language()


def tr(key: str, **parameters: Parameter) -> str:
    """Return the text for ``key`` in the language on screen."""
    return say(key, LANGUAGE.code, **parameters)


def bind_text(setter: Callable[[str], object], key: str, **parameters: Parameter) -> None:
    """Hand the text for ``key`` to ``setter`` now and again at every language switch.

    ``setter`` is a method of a Qt object, as in ``bind_text(button.setText, "widgets.lock")``.
    Binding the same method again replaces the key; the binding ends with the object it belongs
    to.
    """
    method = cast(MethodType, setter)
    owner, name = cast(QObject, method.__self__), method.__name__
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    binding = owner.findChild(_Binding, f"text:{name}", direct) or _Binding(owner, name)
    binding.show_text(key, parameters)


class _Binding(QObject):
    """A child of the bound object, so that it dies with it. It names the method instead of holding
    it: a reference back to the parent would keep both alive."""

    def __init__(self, owner: QObject, method: str) -> None:
        super().__init__(owner)
        self.setObjectName(f"text:{method}")
        self._method = method
        self._key = ""
        self._parameters: dict[str, Parameter] = {}
        LANGUAGE.changed.connect(self._refresh)

    def show_text(self, key: str, parameters: dict[str, Parameter]) -> None:
        self._key, self._parameters = key, parameters
        self._refresh()

    def _refresh(self) -> None:
        getattr(self.parent(), self._method)(tr(self._key, **self._parameters))
