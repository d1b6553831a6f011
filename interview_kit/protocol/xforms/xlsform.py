"""XLSForms: workbooks and CSV files, turned into XForms by pyxform."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.xforms.loading import Loading, load_xform
from interview_kit.protocol.xforms.tables import Files, no_files
from interview_kit.protocol.xforms.warnings import Warnings

#: Endings of the files that are read here.
ENDINGS: Final = frozenset({".xlsx", ".xls", ".csv"})
MAX_BYTES: Final = 16 * 1024 * 1024
#: A workbook is a compressed file: this is what it may come to.
MAX_UNPACKED: Final = 64 * 1024 * 1024
#: Tags in it, which take far longer to read than they take room.
MAX_TAGS: Final = 2_000_000
#: What an older workbook may come to: it is not compressed.
MAX_OLD: Final = 4 * 1024 * 1024
#: Rows of all sheets. Longer lists belong in a file beside the form.
MAX_ROWS: Final = 20_000


def load_xlsform(body: bytes, *, name: str, files: Files = no_files) -> Loading:
    """Read an XLSForm; the end of ``name`` says what kind of file it is.

    ``files`` finds those the form names. Raises :class:`InputError` ``protocol.…``; what pyxform has
    against a form is told in its own words, which name row and column.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert

    ending = Path(name).suffix.lower()
    _check_size(body, name, ending)
    said: list[str] = []
    try:
        read = get_xlsform(body if ending == ".xls" else io.BytesIO(body), file_type=ending)
        book = {field.name: getattr(read, field.name) for field in fields(read)}
        if sum(len(rows) for rows in book.values() if isinstance(rows, list)) > MAX_ROWS:
            raise InputError("protocol.too-many-rows", name=name, most=MAX_ROWS)
        made = convert(
            book,
            warnings=said,
            validate=False,
            pretty_print=False,
            form_name="data",
        )
    except InputError:
        raise
    except PyXFormError as error:
        raise InputError("protocol.xlsform", name=name, why=_plain(str(error))) from None
    except RecursionError:
        raise InputError("protocol.xml-too-deep", name=name, depth=200) from None
    except Exception as error:  # noqa: BLE001 - the workbook readers fail in many ways on damaged files
        raise InputError("protocol.not-a-workbook", name=name, why=type(error).__name__) from None
    loading = load_xform(made.xform.encode(), name=name, files=files, placeholders=True)
    warnings = Warnings()
    for words in said:
        warnings.add("protocol.warn-xlsform", why=_plain(words))
    for row in read.survey:  # pyxform drops the first of the two and says nothing
        if {"bind:type", "bind:kit:type"} <= {key.replace("::", ":") for key, cell in row.items() if cell}:
            warnings.add("protocol.warn-two-types", node=str(row.get("name", "")))
    return Loading(loading.protocol, (*warnings.all, *loading.warnings))


def _check_size(body: bytes, name: str, ending: str) -> None:
    if len(body) > (MAX_OLD if ending == ".xls" else MAX_BYTES):
        raise InputError("protocol.too-large", name=name)
    rows = body.count(b"\n") if ending == ".csv" else 0
    if ending == ".xlsx":
        try:
            rows = _rows_of(body, name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise InputError("protocol.not-a-workbook", name=name, why=type(error).__name__) from None
    if rows > MAX_ROWS:
        raise InputError("protocol.too-many-rows", name=name, most=MAX_ROWS)


def _rows_of(body: bytes, name: str) -> int:
    """Return how many rows the sheets have, without taking them apart."""
    rows = tags = 0
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(member.file_size for member in packed.infolist()) > MAX_UNPACKED:
            raise InputError("protocol.too-large", name=name)
        for member in packed.infolist():
            with packed.open(member) as file:
                while part := file.read(1024 * 1024):
                    rows += part.count(b"<row")
                    tags += part.count(b"<")
    if tags > MAX_TAGS:
        raise InputError("protocol.too-large", name=name)
    return rows


def _plain(words: str) -> str:
    return " ".join(words.split())[:400]
