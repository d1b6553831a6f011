"""Forms of strangers for tests: XForms as XML, XLSForms as workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from interview_kit.errors import KitError
from interview_kit.interview.filling import Filling
from interview_kit.messages import LANGUAGES, explain
from interview_kit.protocol.library import from_model
from interview_kit.protocol.model import Node, Protocol
from interview_kit.protocol.xforms.loading import Loading, load_xform
from interview_kit.protocol.xforms.tables import Files, no_files
from interview_kit.protocol.xforms.xlsform import load_xlsform

Row = Mapping[str, object]
KIT = 'kit="urn:interview-kit:protocol"'


def xform(instance: str, *, model: str = "", body: str = "", root: str = 'id="t_form" version="1"') -> bytes:
    """Return an XForm with these nodes in its instance."""
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:orx="http://openrosa.org/xforms" xmlns:kit="urn:interview-kit:protocol"
 xmlns:ev="http://www.w3.org/2001/xml-events">
<h:head><h:title>T form</h:title><model>
<instance><data {root}>{instance}</data></instance>{model}</model></h:head>
<h:body>{body}</h:body></h:html>""".encode()


def loaded(instance: str, *, files: Files = no_files, **more: str) -> Loading:
    """Load an XForm with these nodes in its instance."""
    return load_xform(xform(instance, **more), name="t.xml", files=files)


def workbook(
    survey: Sequence[Row], choices: Sequence[Row] = (), settings: Row | None = None, **sheets: Sequence[Row]
) -> bytes:
    """Return an XLSForm with these rows."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rows_of = {"survey": survey, "choices": choices, "settings": [settings] if settings else [], **sheets}
    for name, rows in rows_of.items():
        if rows:
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet = book.create_sheet(name)
            sheet.append(columns)
            for row in rows:
                sheet.append([row.get(column) for column in columns])
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def xlsform(*survey: Row, choices: Sequence[Row] = (), files: Files = no_files, **settings: str) -> Loading:
    """Load an XLSForm with these rows; keyword arguments are settings."""
    return load_xlsform(workbook(survey, choices, settings), name="t.xlsx", files=files)


def node(loading: Loading, name: str) -> Node:
    """Return the node of that name."""
    return next(one for one in loading.protocol.walk() if one.name == name)


def told(loading: Loading) -> set[str]:
    """Return the codes of all warnings. Each has words in both languages."""
    for warning in loading.warnings:
        in_words(warning)
    return {warning.code for warning in loading.warnings}


def in_words(error: KitError) -> str:
    """Return an error in English, having made sure that Korean words exist for it too."""
    said = {language: explain(error, language) for language in LANGUAGES}
    assert all(words and not words.startswith("[") for words in said.values()), error.code
    return said["en"]


def filling(loading: Loading | Protocol) -> Filling:
    """Begin to fill in a form."""
    protocol = loading.protocol if isinstance(loading, Loading) else loading
    return Filling(from_model(protocol).form)


def texts(form: Filling) -> dict[str, str]:
    """Return every leaf that reads as anything, by path."""
    leaves = (one for one in form.tree.root.walk() if not one.children and one.relevant)
    return {leaf.path(): leaf.text for leaf in leaves if leaf.text}


def refused(work: Callable[[], object]) -> str:
    """The code of the error with which something is refused; it has words in both languages."""
    with pytest.raises(KitError) as error:
        work()
    in_words(error.value)
    return error.value.code


def protocol(*children: dict[str, Any], **more: Any) -> Protocol:
    whole = {"id": "t", "version": "1", "title": {"en": "T"}, "languages": ["en"], "children": children}
    return Protocol.model_validate(whole | more)


def begun(*children: dict[str, Any], **more: Any) -> Filling:
    return filling(protocol(*children, **more))


def question(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "question"} | more


def calculation(name: str, formula: str) -> dict[str, Any]:
    return {"name": name, "kind": "calculation", "calculate": formula}


def repeat(name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "repeat", "children": children} | more
