"""Tables of phrases with what they mean, for testing how dates are understood.

A table is tab-separated UTF-8 text. A first line may name the columns ``language``, ``phrase``, ``edtf``,
``earliest``, ``latest``, ``born`` and ``today`` in any order; without one they stand in that order, and the
last two, which give what a phrase leans on, may be left out. Lines that begin with ``#`` are notes. An empty
EDTF means that the phrase must not be understood; an empty, ``..`` or ``-`` bound that there is none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from interview_kit.errors import InputError
from interview_kit.files import storage_error
from interview_kit.values import edtf
from interview_kit.values.date_phrases import Context, Reading, understood

_COLUMNS: Final = ("language", "phrase", "edtf", "earliest", "latest", "born", "today")
_NEEDED: Final = _COLUMNS[:5]
_NO_BOUND: Final = frozenset({"", "..", "-", "None"})


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase and what it must mean: EDTF and both bounds, empty for none."""

    line: int
    language: str
    phrase: str
    edtf: str
    earliest: str
    latest: str
    context: Context

    def expected(self) -> tuple[str, str, str]:
        """Return what the best reading must be."""
        return self.edtf, self.earliest, self.latest

    def found(self) -> tuple[str, str, str]:
        """Return what the best reading is; nothing in all three where nothing was understood."""
        readings = understood(self.phrase, self.language, self.context)
        return _told(readings[0]) if readings else ("", "", "")


def _told(reading: Reading) -> tuple[str, str, str]:
    bounds = (reading.date.earliest, reading.date.latest)
    earliest, latest = (day.isoformat() if day else "" for day in bounds)
    return reading.date.edtf, earliest, latest


def rows(path: Path) -> Iterator[Row]:
    """Read a table. Raises StorageError for the file and InputError ``cli.table-row`` for a line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise storage_error(error, path) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("cli.table-not-text", path=str(path)) from error
    columns: Sequence[str] = _COLUMNS
    for line, cells in enumerate(table, 1):
        if not any(cells) or cells[0].startswith("#"):
            continue
        named = [cell.strip().lower() for cell in cells]
        if {"language", "phrase"} <= set(named):
            columns = named
            continue
        yield _row(line, dict(zip(columns, (cell.strip() for cell in cells), strict=False)))


def _row(line: int, cells: dict[str, str]) -> Row:
    needed = _NEEDED if cells.get("edtf") else _NEEDED[:2]
    if not all(name in cells for name in needed) or not cells["phrase"]:
        raise InputError("cli.table-row", line=line)
    try:
        born, today = cells.get("born"), cells.get("today")
        context = Context(
            born=edtf.parse(born) if born else None, today=date.fromisoformat(today) if today else None
        )
    except (InputError, ValueError) as error:
        raise InputError("cli.table-row", line=line) from error
    earliest, latest = (
        "" if cells.get(name, "") in _NO_BOUND else cells[name] for name in ("earliest", "latest")
    )
    return Row(
        line, cells.get("language", ""), cells["phrase"], cells.get("edtf", ""), earliest, latest, context
    )
