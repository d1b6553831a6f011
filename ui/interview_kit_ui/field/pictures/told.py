"""What a file is, and what it tells beside what it shows, in words for somebody who has to decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from interview_kit.images.hidden import Hidden
from interview_kit.values import sizes
from interview_kit_ui.language import tr

_DIGEST_SHOWN: Final = 12
_TAKEN: Final = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d)")


def told_in_words(told: Hidden) -> list[tuple[str, str]]:
    """Return names and what is told under each; empty where nothing was found."""
    found: list[tuple[str, str]] = []
    if told.position is not None:
        latitude, longitude = told.position
        found.append((tr("pictures.place"), f"{latitude:.4f}, {longitude:.4f}"))
    elif told.located:
        found.append((tr("pictures.place"), tr("pictures.place-unread")))
    for name, text in (
        ("pictures.taken", _readable(told.taken)),
        ("pictures.device", told.device),
        ("pictures.serial", told.serial),
        ("pictures.owner", told.owner),
    ):
        if text:
            found.append((tr(name), text))
    if told.thumbnail:
        found.append((tr("pictures.small-picture"), tr("pictures.small-picture-told")))
    if told.notes:
        found.append((tr("pictures.notes"), tr("pictures.notes-told")))
    return found


def about_file(value: Mapping[str, Any]) -> str:
    """Return what is said of an attached file: what it is, how large, and the beginning of its digest."""
    size, digest = sizes.in_words(value["size"]), str(value["sha256"])[:_DIGEST_SHOWN]
    return tr("field.file-about", media=value["media"], size=size, digest=digest)


def _readable(taken: str) -> str:
    found = _TAKEN.match(taken)
    return "{}-{}-{} {}".format(*found.groups()) if found else taken
