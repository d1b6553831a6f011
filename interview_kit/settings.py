"""Settings of the program for one person on one computer: how it looks, when it locks,
and which workspace was open last.

They lie unencrypted in the person's configuration folder, so they hold nothing of any interview. They are
read before the first window appears; a pydantic model here would make that window 0.2 s late.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import appdirs

from interview_kit import portable
from interview_kit.files import storage_error, write_atomically
from interview_kit.messages import LANGUAGES

LIGHT: Final = "light"
DARK: Final = "dark"
CONTRAST: Final = "contrast"
#: In the order in which a person steps through them.
THEMES: Final = (LIGHT, DARK, CONTRAST)
#: Least and greatest size of text, as a factor.
TEXT_SCALES: Final = (0.9, 1.6)
#: After how many minutes without a touch an open workspace may be locked; 0 is never.
IDLE_MINUTES: Final = (0, 1, 2, 3, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered. An empty language or theme means what the system asks for;
    an empty folder, none yet.
    """

    language: str = ""
    theme: str = ""
    text_scale: float = 1.0
    last_folder: str = ""
    idle_minutes: int = 5


_FITS: Final[dict[str, Callable[[Any], bool]]] = {
    "language": lambda value: isinstance(value, str) and value in LANGUAGES,
    "theme": lambda value: value in ("", *THEMES),
    "text_scale": lambda value: type(value) is float and TEXT_SCALES[0] <= value <= TEXT_SCALES[1],
    "last_folder": lambda value: isinstance(value, str),
    "idle_minutes": lambda value: type(value) is int and value in IDLE_MINUTES,
}


def default_file() -> Path:
    """Return where the person's settings lie on this system, or on the stick in portable mode."""
    kept = portable.folder()
    if kept is not None:
        return kept / "settings.json"
    return Path(appdirs.user_config_dir("interview-kit", appauthor=False)) / "settings.json"


def load(file: Path) -> Settings:
    """Read settings; whatever is missing or does not fit is at its default."""
    try:
        read = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(read, dict):
        return Settings()
    return Settings(**{name: read[name] for name, fits in _FITS.items() if name in read and fits(read[name])})


def save(settings: Settings, file: Path) -> None:
    """Write settings, wholly or not at all. Raises :class:`StorageError`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(error, file) from error
    write_atomically(file, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())
