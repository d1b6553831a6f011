"""XLSForms: workbooks and CSV files, turned into XForms by pyxform."""

from __future__ import annotations

import io
import zipfile
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
MAX_UNPACKED: Final = 128 * 1024 * 1024


def load_xlsform(body: bytes, *, name: str, files: Files = no_files) -> Loading:
    """Read an XLSForm; the end of ``name`` says what kind of file it is.

    ``files`` finds those the form names. Raises :class:`InputError` ``protocol.…``; what pyxform has
    against a form is told in its own words, which name row and column.
    """
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    ending = Path(name).suffix.lower()
    _check_size(body, name, ending)
    said: list[str] = []
    try:
        made = convert(
            body if ending == ".xls" else io.BytesIO(body),
            file_type=ending,
            warnings=said,
            validate=False,
            pretty_print=False,
            form_name="data",
        )
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
    return Loading(loading.protocol, (*warnings.all, *loading.warnings))


def _check_size(body: bytes, name: str, ending: str) -> None:
    if len(body) > MAX_BYTES:
        raise InputError("protocol.too-large", name=name)
    if ending != ".xlsx":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(member.file_size for member in packed.infolist()) > MAX_UNPACKED:
                raise InputError("protocol.too-large", name=name)
    except zipfile.BadZipFile:
        raise InputError("protocol.not-a-workbook", name=name, why="zip") from None


def _plain(words: str) -> str:
    return " ".join(words.split())[:400]
