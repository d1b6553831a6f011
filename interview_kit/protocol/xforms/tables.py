"""Secondary instances: tables and lists of choices inside a form, or in files beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from interview_kit.errors import InputError
from interview_kit.protocol.model import Choice, Table
from interview_kit.protocol.secondary import LABEL, TEXT_ID, VALUE
from interview_kit.protocol.xforms.texts import Translations
from interview_kit.protocol.xforms.warnings import Warnings
from interview_kit.protocol.xforms.xml import Element, parse_xml

#: Finds a file that a form names by its ``jr://`` address; None where it is not there.
Files: TypeAlias = Callable[[str], bytes | None]

#: Bytes one file may have.
MAX_FILE: Final = 64 * 1024 * 1024
MAX_ROWS: Final = 500_000
#: Cells, those that a row leaves out included.
MAX_CELLS: Final = 2_000_000


def no_files(_address: str) -> None:
    """Find nothing: for forms that stand alone."""


def table_of(instance: Element, files: Files, warnings: Warnings) -> Table:
    """Return the data of an ``<instance>`` element, from inside it or from the file it names.

    A file that is not there leaves an empty table and a warning. Raises :class:`InputError`
    ``protocol.…`` for one that cannot be read.
    """
    source = instance.get("src") or ""
    if not source:
        root = next(iter(instance.children), None)
        return Table() if root is None else _from_tree(root, "")
    if source == "jr://instance/last-saved":
        return Table(source=source)
    body = files(source)
    if body is None:
        warnings.add("protocol.warn-no-file", file=source)
        return Table(source=source)
    kind = source.rpartition(".")[2].lower()
    if kind == "csv":
        return _from_csv(body, source)
    if kind == "geojson":
        return _from_geojson(body, source)
    return _from_tree(parse_xml(body, name=source).root, source)


def choices_of(table: Table, texts: Translations) -> tuple[Choice, ...] | None:
    """Return a table as a list of choices, or None if it is none: every row has a name and a label."""
    if VALUE not in table.columns or not {LABEL, TEXT_ID} & set(table.columns):
        return None
    found = []
    for row in table.rows:
        cells = {name: cell for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        value = cells.pop(VALUE, None)
        identifier, words = cells.pop(TEXT_ID, None), cells.pop(LABEL, None)
        if value is None or (identifier is not None and words is not None):
            return None
        if identifier is not None:
            told = texts.by_id(identifier)
            found.append(Choice(value=value, label=told.words, media=told.media, columns=cells))
        else:
            label = {texts.default: words} if words else {}
            found.append(Choice(value=value, label=label, columns=cells))
    return tuple(found)


def _from_tree(root: Element, source: str) -> Table:
    """Return rows if the tree is a table, ``root`` holding ``item`` holding texts; else the XML itself."""
    items = root.children
    columns: dict[str, None] = {}
    rows = []
    regular = root.tag == "root" and not root.attributes
    for item in items:
        cells: dict[str, str] = {}
        regular = regular and item.tag == "item" and not item.attributes
        for cell in item.children:
            regular = regular and not cell.children and not cell.attributes and cell.tag not in cells
            cells[cell.tag] = cell.text
            columns.setdefault(cell.tag)
        rows.append(cells)
        _must_fit(len(columns), len(rows), source)
        regular = regular and _in_order(cells, columns)
    if not regular or not items:
        return Table(source=source, xml=root.written())
    return _rows(tuple(columns), rows, source)


def _in_order(cells: Iterable[str], columns: Iterable[str]) -> bool:
    wanted = iter(columns)
    return all(cell in wanted for cell in cells)


def _from_csv(body: bytes, source: str) -> Table:
    try:
        text = body.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        head, _, _ = text.partition("\n")
        separator = max(",;\t|", key=head.count)
        read = csv.reader(io.StringIO(text), delimiter=separator, strict=False)
        columns = [name.strip() for name in next(read, [])]
        rows = []
        for row in read:
            if any(row):
                rows.append({**dict.fromkeys(columns, ""), **dict(zip(columns, row, strict=False))})
                _must_fit(len(columns), len(rows), source)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("protocol.bad-file", file=source, why=str(error)) from None
    return _rows(tuple(dict.fromkeys(columns)), rows, source)


def _from_geojson(body: bytes, source: str) -> Table:
    try:
        data: Any = json.loads(body)
        features = data["features"]
        if data.get("type") != "FeatureCollection" or not isinstance(features, list):
            raise InputError("protocol.bad-file", file=source, why="no FeatureCollection")
        rows = [_feature(feature, source) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError("protocol.bad-file", file=source, why=type(error).__name__) from None
    columns: dict[str, None] = {}
    for row in rows:
        columns.update(dict.fromkeys(row))
    return _rows(tuple(columns), rows, source)


def _feature(feature: dict[str, Any], source: str) -> dict[str, str]:
    """Return one feature as Collect reads it: its geometry as a geopoint, geotrace or geoshape."""
    kind, at = feature["geometry"]["type"], feature["geometry"]["coordinates"]
    match kind:
        case "Point":
            points = [at]
        case "LineString":
            points = at
        case "Polygon":
            points = at[0]
        case _:
            raise InputError("protocol.bad-file", file=source, why=str(kind)[:40])
    geometry = "; ".join(_point(point) for point in points)
    cells = {"geometry": geometry}
    properties = feature.get("properties") or {}
    identifier = properties.get("id", feature.get("id"))
    if identifier is not None:
        cells["id"] = _cell(identifier)
    return cells | {name: _cell(value) for name, value in properties.items() if name != "id"}


def _point(point: list[float]) -> str:
    longitude, latitude = point[:2]
    if not all(type(number) in (int, float) and abs(number) <= 360 for number in (longitude, latitude)):
        raise ValueError
    return f"{latitude} {longitude} 0 0"


def _cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _rows(columns: tuple[str, ...], rows: list[dict[str, str]], source: str) -> Table:
    _must_fit(len(columns), len(rows), source)
    return Table(source=source, columns=columns, rows=tuple(tuple(map(row.get, columns)) for row in rows))


def _must_fit(columns: int, rows: int, source: str) -> None:
    if rows > MAX_ROWS or columns * rows > MAX_CELLS:
        raise InputError("protocol.too-large", name=source)
