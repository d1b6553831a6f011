"""Forms made to harm: each is refused in our words, or does a bounded amount of work.

Nothing here is timed. What these forms ask for would take hours or all of a laptop's memory; a test that
comes to its end has shown that it was not done.
"""

from __future__ import annotations

import functools
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.errors import InputError
from interview_kit.protocol import library
from interview_kit.protocol.library import from_model
from interview_kit.protocol.xforms.loading import load_xform
from interview_kit.protocol.xforms.reading import read_protocol
from interview_kit.protocol.xforms.xlsform import load_xlsform
from tests.protocol.forms import (
    filling,
    in_words,
    loaded,
    protocol,
    question,
    refused,
    workbook,
    xform,
    xlsform,
)

# XML ----------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!DOCTYPE a [<!ENTITY l0 "T">{LAUGHS}]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://t.example/t.dtd">',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://t.example/t.dtd"> %x;]>',
        "<!DOCTYPE a>",
    ],
    ids=["expansion", "external entity", "external subset", "parameter entity", "nothing"],
)
def test_a_document_type_is_refused(declared: str) -> None:
    body = declared.encode() + xform("<a/>")
    assert refused(lambda: load_xform(body, name="t.xml")) == "protocol.xml-doctype"


@pytest.mark.parametrize(
    "encoding", ["utf-7", "euc-kr", "idna", "zlib_codec", "rot13", "unicode_escape", "no-such"]
)
def test_an_encoding_that_xml_does_not_need_is_refused(encoding: str) -> None:
    body = f"<?xml version='1.0' encoding='{encoding}'?>".encode() + xform("<a/>")
    assert refused(lambda: load_xform(body, name="t.xml")) == "protocol.xml"


@pytest.mark.parametrize(
    "body", [b"", b"\0" * 100, b"<", b"<a>&x;</a>", b"<a/><b/>", b"\xff\xfe<", b"<a b='1' b='2'/>"]
)
def test_what_is_no_xml_is_refused(body: bytes) -> None:
    assert refused(lambda: load_xform(body, name="t.xml")) == "protocol.xml"


@pytest.mark.parametrize(
    "body",
    [
        b"<a>" * 1_000_000,
        b"<a>" + b"<a/>" * 1_000_000,
        b"<a " + b" ".join(b"a%d=''" % number for number in range(600_000)) + b"/>",
    ],
    ids=["deep", "many elements", "many attributes"],
)
def test_xml_without_measure_is_refused(body: bytes) -> None:
    assert refused(lambda: load_xform(body, name="t.xml")) == "protocol.xml-too-deep"


@pytest.mark.parametrize("depth", [29, 60, 190])
def test_groups_too_deep_inside_each_other_are_refused(depth: int) -> None:
    opened = "".join(f"<g{level}>" for level in range(depth))
    closed = "".join(f"</g{level}>" for level in reversed(range(depth)))
    form = loaded(f"{opened}<q/>{closed}")
    assert refused(lambda: from_model(form.protocol)) == "protocol.too-deep"


def test_a_body_of_nothing_but_groups_is_refused() -> None:
    nested = "<group>" * 100 + "<input ref='/data/a'/>" + "</group>" * 100
    assert refused(lambda: loaded("<a/>", body=nested * 201)) == "protocol.too-large"


def test_json_too_deep_is_refused() -> None:
    head, tail = b'{"id":"t","version":"1","title":{},"languages":["en"],"children":', b"}"
    for depth, code in ((40, "protocol.too-deep"), (5_000, "protocol.invalid")):
        nodes = (
            b'[{"name":"a","kind":"group","children":' * depth
            + b'[{"name":"a","kind":"note"}]'
            + b"}]" * depth
        )
        assert refused(functools.partial(library.load, head + nodes + tail, name="t.json")) == code


def test_more_nodes_than_any_protocol_needs_are_refused() -> None:
    many = "".join(f"<a{number}/>" for number in range(library.MAX_NODES + 1))
    assert refused(lambda: loaded(many)) == "protocol.too-large"
    nodes = [question(f"a{number}") for number in range(library.MAX_NODES + 1)]
    assert refused(lambda: from_model(protocol(*nodes))) == "protocol.too-large"


def test_one_long_text_that_all_want_is_refused() -> None:
    count = 1_000
    text = f"<text id='x'><value>{'T' * 100_000}</value></text>"
    itext = f"<itext><translation lang='en'>{text}</translation></itext>"
    body = "".join(f"<input ref='/data/a{n}'><label ref=\"jr:itext('x')\"/></input>" for n in range(count))
    instance = "".join(f"<a{n}/>" for n in range(count))
    assert refused(lambda: loaded(instance, model=itext, body=body)) == "protocol.too-large"


def test_many_languages_are_only_many() -> None:
    tags = [f"x{number}" for number in range(500)]
    itext = "".join(
        f"<translation lang='{tag}'><text id='a'><value>T</value></text></translation>" for tag in tags
    )
    body = "<input ref='/data/a'><label ref=\"jr:itext('a')\"/></input>"
    assert loaded("<a/>", model=f"<itext>{itext}</itext>", body=body).protocol.languages == tuple(tags)


def test_an_expression_without_end_is_refused() -> None:
    bind = f"<bind nodeset='/data/a' relevant='{'( ' * 500_000}'/>"
    assert refused(lambda: loaded("<a/>", model=bind)) == "protocol.invalid"


def test_a_path_without_end_is_no_trouble() -> None:
    form = loaded("<a/>", model=f"<bind nodeset='{'/a' * 500_000}' required='true()'/>")
    assert form.protocol.children[0].required is None


@pytest.mark.parametrize("name", ["é", "한글", "_a", "a-b", "a.b", "á", "Ωmega"])
def test_names_of_any_script_can_be_answered(name: str) -> None:
    form = loaded(f"<{name}/>", body=f"<input ref='/data/{name}'/>")
    running = filling(form)
    running.answer(f"/{name}", "T")
    assert running.tree.root.children[0].text == "T"
    assert running.tree.root.children[0].path() == f"/{name}"


@pytest.mark.parametrize("name", ["a" * 200, "a·b"])
def test_names_that_cannot_be_kept_are_refused(name: str) -> None:
    assert refused(lambda: loaded(f"<{name}/>")) == "protocol.invalid"


# Workbooks ----------------------------------------------------------------------------------------

ROW = {"type": "text", "name": "a", "label": "T"}


def repacked(change: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook with one of its parts changed."""
    body = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([ROW]))) as before,
        zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            after.writestr(part, change(before.read(part)) if part == name else before.read(part))
    return body.getvalue()


def test_a_workbook_that_unpacks_to_mountains_is_refused() -> None:
    body = repacked(lambda sheet: sheet.replace(b"</sheetData>", b"</sheetData>" + b" " * 70_000_000))
    assert refused(lambda: load_xlsform(body, name="t.xlsx")) == "protocol.too-large"


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    body = bytearray(
        repacked(lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b" " * 70_000_000))
    )
    entry = body.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert body[entry : entry + 4] == b"PK\x01\x02"
    body[entry + 24 : entry + 28] = struct.pack("<I", 1_000)
    assert refused(lambda: load_xlsform(bytes(body), name="t.xlsx")) == "protocol.not-a-workbook"


def test_a_workbook_of_nothing_but_tags_is_refused() -> None:
    tags = b"<row><c t='inlineStr'><is><t>T</t></is></c></row>" * 19_000
    body = repacked(lambda sheet: sheet.replace(b"</sheetData>", tags * 20 + b"</sheetData>"))
    assert refused(lambda: load_xlsform(body, name="t.xlsx")) == "protocol.too-large"


def test_a_sheet_that_begins_at_its_far_end_is_read() -> None:
    far = b"<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>T</t></is></c></row>"
    body = repacked(lambda sheet: sheet.replace(b"</sheetData>", far + b"</sheetData>"))
    assert len(load_xlsform(body, name="t.xlsx").protocol.children) == 2


def test_a_sheet_of_a_hundred_thousand_rows_is_refused() -> None:
    rows = b"<row/>" * 100_000
    body = repacked(lambda sheet: sheet.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert refused(lambda: load_xlsform(body, name="t.xlsx")) == "protocol.too-many-rows"
    lines = "survey,,,\n,type,name,label\n" + ",text,a,T\n" * 100_000
    assert refused(lambda: load_xlsform(lines.encode(), name="t.csv")) == "protocol.too-many-rows"


def test_a_long_list_of_choices_is_refused_and_shown_a_better_place() -> None:
    choices = [{"list_name": "x", "name": f"n{number}", "label": "T"} for number in range(20_001)]
    with pytest.raises(InputError) as error:
        xlsform(ROW, choices=choices)
    assert "CSV file" in in_words(error.value)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("t.xlsx", b""),
        ("t.xlsx", b"PK\x03\x04"),
        ("t.xls", b""),
        ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 5_000),
        ("t.xls", b"\x09\x08" + b"\0" * 100),
        ("t.csv", b""),
        ("t.csv", b"\xff\xfe\0survey"),
        ("t.csv", "survey,,\n,type,name\n,text,é".encode("latin-1")),
        ("t.csv", b'survey,,\n,type,name\n,te\0xt,"a'),
    ],
    ids=str,
)
def test_a_damaged_workbook_is_refused(name: str, body: bytes) -> None:
    assert refused(lambda: load_xlsform(body, name=name)) in ("protocol.not-a-workbook", "protocol.xlsform")


def test_a_workbook_cut_or_changed_anywhere_is_refused_or_read() -> None:
    whole, refusals = workbook([ROW]), 0
    for place in range(0, len(whole), len(whole) // 40):
        changed = bytearray(whole)
        changed[place] ^= 0x55
        for body in (whole[:place], bytes(changed)):
            try:
                load_xlsform(body, name="t.xlsx")
            except InputError as error:
                in_words(error)
                refusals += 1
    assert refusals >= 40, "a workbook that was cut is no workbook"


def test_a_zip_file_of_something_else_is_refused() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as packed:
        packed.writestr("T", "T")
    assert refused(lambda: load_xlsform(body.getvalue(), name="t.xlsx")) == "protocol.xlsform"


@pytest.mark.parametrize("depth", [30, 300, 3_000])
def test_a_sheet_of_groups_in_groups_is_refused(depth: int) -> None:
    opened = [{"type": "begin_group", "name": f"g{level}", "label": "T"} for level in range(depth)]
    rows = [*opened, ROW, *({"type": "end_group"} for _ in range(depth))]
    assert refused(lambda: from_model(xlsform(*rows).protocol)) in (
        "protocol.too-deep",
        "protocol.xml-too-deep",
    )


def test_groups_that_never_end_are_refused() -> None:
    rows = [{"type": "begin_group", "name": f"g{level}", "label": "T"} for level in range(2_000)]
    assert refused(lambda: xlsform(*rows)) == "protocol.xlsform"


# Files beside a form ------------------------------------------------------------------------------


def table(name: str, body: bytes) -> Callable[[], object]:
    """Load a form with this file."""
    model = f"<instance id='t' src='jr://file/{name}'/>"
    return lambda: loaded("<a/>", model=model, files=lambda _: body)


@pytest.mark.parametrize(
    "body",
    [
        ",".join(f"c{n}" for n in range(1_000_000)).encode() + b"\n" + b"T\n" * 3,
        ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n" + b"T\n" * 100_000,
        b"name,label\n" + b"T,T\n" * 1_000_001,
    ],
    ids=["a million columns", "wide and long", "a million rows"],
)
def test_a_csv_file_without_measure_is_refused(body: bytes) -> None:
    assert refused(table("t.csv", body)) == "protocol.too-large"


def test_rows_that_each_bring_columns_of_their_own_are_refused() -> None:
    items = "".join(f"<item><c{n}>T</c{n}></item>" for n in range(50_000))
    assert refused(table("t.xml", f"<root>{items}</root>".encode())) == "protocol.too-large"
    place = {"type": "Point", "coordinates": [1, 2]}
    features = [{"geometry": place, "properties": {f"p{n}": n}} for n in range(20_000)]
    body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert refused(table("t.geojson", body)) == "protocol.too-large"


def test_a_cell_that_never_ends_is_refused() -> None:
    assert refused(table("t.csv", b'name,label\n"' + b"T" * 500_000)) == "protocol.bad-file"


def collection(geometry: object, properties: object = None) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"geometry": geometry, "properties": properties}]}
    ).encode()


NONSENSE = [
    *(
        b"",
        b"[",
        b"1",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"type":"FeatureCollection"}',
        b'{"features":[]}',
    ),
    b'{"type":"FeatureCollection","features":{"a":1}}',
    b'{"type":"FeatureCollection","features":[1]}',
    collection(None),
    collection([]),
    collection({"type": "Point"}),
    collection({"type": ["Point"], "coordinates": [1, 2]}),
    collection({"type": "Polygon", "coordinates": []}),
    collection({"type": "Polygon", "coordinates": [[[1, 2], [3]]]}),
    collection({"type": "LineString", "coordinates": [1, 2]}),
    collection({"type": "GeometryCollection", "coordinates": []}),
    collection({"type": "Point", "coordinates": [1, 2]}, [1]),
    *(
        collection({"type": "Point", "coordinates": at})
        for at in (
            [],
            [1],
            ["a", "b"],
            None,
            {"a": 1},
            "ab",
            [[1, 2], [3, 4]],
            [float("nan"), 1],
            [1e300, 1],
            [True, 1],
        )
    ),
    b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":['
    + b"9" * 5_000
    + b",1]}}]}",
]


@pytest.mark.parametrize("body", NONSENSE, ids=lambda body: body[-60:].decode("latin-1"))
def test_a_map_of_nonsense_is_refused(body: bytes) -> None:
    assert refused(table("t.geojson", body)) == "protocol.bad-file"


@pytest.mark.parametrize(
    "address",
    [
        "jr://file/../../secret.csv",
        "jr://file/..",
        "jr://file/.",
        "jr://file/",
        "../secret.csv",
        "/etc/passwd",
        "file:///etc/passwd",
        "jr://file/..%2Fsecret.csv",
        "jr://file/..\\secret.csv",
        "jr://file/t\0.csv",
        "jr://file/" + "t" * 5_000 + ".csv",
    ],
)
def test_an_address_leads_nowhere_but_beside_the_form(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.csv").write_text("name,label\nT,T\n")
    (tmp_path / "in").mkdir()
    model = f"<instance id='t' src='{address.replace(chr(0), '')}'/>"
    (tmp_path / "in" / "form.xml").write_bytes(xform("<a/>", model=model))
    found, warnings = read_protocol(tmp_path / "in" / "form.xml")
    assert not found.protocol.tables["t"].rows
    assert [warning.code for warning in warnings] == ["protocol.warn-no-file"]
