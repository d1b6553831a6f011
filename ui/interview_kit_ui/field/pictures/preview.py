"""What can be seen and known of a file before it is attached. All of it runs beside the window.

Pictures are decoded where nothing else is touched, in three formats only, and never larger than memory
allows: a file may come from anybody.
"""

from __future__ import annotations

import mimetypes
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from interview_kit.errors import RefusedError
from interview_kit.files import read_bounded, storage_error
from interview_kit.images import hidden
from interview_kit.images.hidden import Hidden
from interview_kit.images.stripped import kind, without_hidden

#: What is larger is attached all the same, but not shown before.
MOST_BYTES: Final = 64 * 1024 * 1024
#: A picture of more pixels is not decoded: four bytes each.
_MOST_PIXELS: Final = 120_000_000
#: The longer side of what is shown; nearer, nobody sees more on a screen.
_LONGEST: Final = 3200
_FORMATS: Final = {"image/jpeg": b"jpeg", "image/png": b"png", "image/webp": b"webp"}


@dataclass(frozen=True, slots=True)
class Preview:
    """A file: its name, what it is, its size in bytes, what it shows and what it tells beside."""

    name: str
    media: str
    size: int
    #: None where it is no picture, or none that can be shown here.
    image: QImage | None
    told: Hidden


def look(file: Path) -> Preview:
    """Read a file and look at it. Raises :class:`StorageError`; takes seconds for a large one."""
    content = read_bounded(file, MOST_BYTES)
    try:
        with file.open("rb") as source:
            told = hidden.find(source)
            size = source.seek(0, 2)
    except OSError as error:
        raise storage_error(error, file) from error
    return Preview(file.name, _media(file), size, decoded(content) if size <= MOST_BYTES else None, told)


def decoded(content: bytes) -> QImage | None:
    """Return a picture turned the right way up, no larger than screens are; None where it cannot be shown.

    What is decoded is the copy that says nothing else, of a picture that is whole: so one sees what it shows.
    """
    form = _FORMATS.get(kind(content))
    if form is None:
        return None
    with suppress(RefusedError):
        content = without_hidden(content)
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > _LONGEST:
        reader.setScaledSize(size.scaled(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def is_sound(file: Path) -> bool:
    """Whether a file is called what sound is called."""
    return _media(file).startswith("audio/")


def _media(file: Path) -> str:
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
