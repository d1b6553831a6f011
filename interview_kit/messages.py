"""The one catalogue that turns codes into a person's language, for screen and command line alike.

``resources/translations/<language>/<room>.json`` holds flat objects; the key ``vault.in-use`` is the
entry ``in-use`` of ``vault.json``. Texts use ``{name}`` for parameters.
"""

from __future__ import annotations

import functools
import json
import os
from typing import Final

from interview_kit.data import shipped
from interview_kit.errors import AnswersError, KitError, Parameter
from interview_kit.particles import fitted

#: Languages of the program, each with its name as its speakers write it.
LANGUAGES: Final = {"ko": "한국어", "en": "English", "es": "Español"}
DEFAULT_LANGUAGE: Final = "en"


@functools.cache
def room_texts(language: str, room: str) -> dict[str, str]:
    """Return the texts of one room by their names there; of a room that there is not, none."""
    try:
        read: dict[str, str] = json.loads(
            shipped("resources", "translations", language, f"{room}.json").read_text("utf-8")
        )
    except FileNotFoundError:
        return {}
    return read


def catalogue(language: str) -> dict[str, str]:
    """Return every text of a language by its full key. Afterwards nothing is left to be read for it."""
    rooms = [file.stem for file in shipped("resources", "translations", language).glob("*.json")]
    return {f"{room}.{name}": text for room in rooms for name, text in room_texts(language, room).items()}


def system_language() -> str:
    """Return the language of the system where the program speaks it, else English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG")
    if not named:
        import locale  # the first window asks Qt

        named = locale.getlocale()[0] or ""
    short = named[:2].lower()
    return short if short in LANGUAGES else DEFAULT_LANGUAGE


def say(key: str, language: str, /, **parameters: Parameter) -> str:
    """Return the text for ``key``; a missing translation falls back to English, never to silence."""
    room, _, name = key.partition(".")
    text = room_texts(language, room).get(name) or room_texts(DEFAULT_LANGUAGE, room).get(name)
    if text is None:
        return f"[{key}]"
    if not parameters:
        return text
    return (fitted(text, parameters) if language == "ko" else text).format(**parameters)


def explain(error: KitError, language: str) -> str:
    """Return what happened, what is safe and what to do next, in the person's language."""
    reasons = error.reasons if isinstance(error, AnswersError) else ()
    return "\n".join(
        [say(error.code, language, **error.parameters), *(explain(one, language) for one in reasons)]
    )
