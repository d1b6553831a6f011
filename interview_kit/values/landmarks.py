"""Landmarks: days everybody knows, and days of one person's life, by which other days are told."""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from interview_kit.data import shipped
from interview_kit.values.edtf_single import NO_YEAR

_CHOICE: Final = re.compile(r"\(([^)]*)\)")


@dataclass(frozen=True)
class Landmark:
    """What people name it in each language, and when it was.

    ``edtf`` is the date, with the year XXXX where it comes round every year; a feast of the lunar calendar
    has ``lunar``, month and day, instead. A code holds no spaces, and no two landmarks in use share one.
    Alternatives in a name are written ``(one|other|)``.
    """

    code: str
    label: Mapping[str, str] = field(compare=False)
    names: tuple[tuple[str, tuple[str, ...]], ...]
    edtf: str = ""
    lunar: tuple[int, int] | None = None

    @property
    def comes_round(self) -> bool:
        """Whether it is a feast of every year."""
        return self.lunar is not None or self.edtf.startswith(NO_YEAR)

    @classmethod
    def personal(cls, code: str, edtf: str, *names: str) -> Landmark:
        """Return a landmark of one life, for example ``personal("MARRIAGE", "1998", "결혼", "wedding")``."""
        return cls(code, {}, (("", names),), edtf)

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Return each name, also its label, in each language, alternatives written out."""
        yield from self.label.items()
        for language, names in self.names:
            for name in names:
                pieces = _CHOICE.split(name)
                choices = [piece.split("|") if at % 2 else [piece] for at, piece in enumerate(pieces)]
                for chosen in itertools.product(*choices):
                    yield language, "".join(chosen)

    def said(self, language: str) -> str:
        """Return what the program calls it; empty for one of a person's own without a label."""
        return self.label.get(language) or self.label.get("en", "")


@functools.cache
def common_landmarks() -> tuple[Landmark, ...]:
    """Return the landmarks that ship with the program, in the order of the file."""
    document = json.loads(shipped("resources", "vocabularies", "landmarks.json").read_text("utf-8"))
    return tuple(_landmark(entry) for entry in document["entries"])


def _landmark(entry: Mapping[str, object]) -> Landmark:
    match entry:
        case {"code": str(code), "label": dict(label), "names": dict(names), **when}:
            month, _, day = str(when.get("lunar", "")).partition("-")
            return Landmark(
                code,
                label,
                tuple((language, tuple(spelled)) for language, spelled in names.items()),
                str(when.get("edtf", "")),
                (int(month), int(day)) if month else None,
            )
    raise ValueError(entry)
