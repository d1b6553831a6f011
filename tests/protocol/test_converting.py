"""To a workbook and back: equal models, or a refusal that names what a workbook cannot say."""

from __future__ import annotations

import io
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_kit.cli import main
from interview_kit.data import shipped
from interview_kit.errors import InputError
from interview_kit.protocol.library import from_model, shipped_protocols
from interview_kit.protocol.model import Protocol
from interview_kit.protocol.xforms.reading import read_protocol
from interview_kit.protocol.xforms.writing import write_xlsform
from interview_kit.protocol.xforms.xlsform import load_xlsform
from tests.interview.forms import question
from tests.interview.kit_forms import every_type, kit, person, repeat
from tests.protocol.forms import KIT, calculation, in_words, node, protocol, refused, xlsform

QUESTION = {"name": "a", "kind": "question", "label": {"en": "T"}}


def there_and_back(given: Protocol) -> Protocol:
    body, files = write_xlsform(given)
    found = load_xlsform(body, name="t.xlsx", files=lambda address: files.get(address.rpartition("/")[2]))
    return found.protocol


@pytest.mark.parametrize("key", [one.protocol.key for one in shipped_protocols()])
def test_a_shipped_protocol_comes_back_equal(key: str) -> None:
    (ours,) = (one.protocol for one in shipped_protocols() if one.protocol.key == key)
    assert there_and_back(ours) == ours


def test_every_type_of_ours_comes_back_equal() -> None:
    ours = every_type(
        kit("trusted", "duration", missing=["RF"]),
        kit("agreed", "agency", missing=[]),
        repeat("officer", question("called"), person("superior", "/officer", acyclic=True)),
        person("heard_from", "/officer"),
        repeat("relative", person("mother", "/relative", acyclic=True, kin="parent"))
        | {"kit": {"view": "family"}},
        question("marked", kit={"stamps": True}),
        kit("birth", "fuzzy_date", born=True),
        question("right", kit={"reads": ["/officer", "/marked"]}),
        question("harmed", kit={"marks": True}),
    ).protocol
    assert there_and_back(ours) == ours


def test_a_repeat_to_pick_from_may_be_written_by_its_name() -> None:
    inside = {"type": "text", "name": "mother", "label": "T", "bind::kit:type": "person"}
    read = xlsform(
        {"type": "begin_repeat", "name": "victim", "label": "T"},
        inside | {"bind::kit:picks": "${victim}", "bind::kit:acyclic": "yes"},
        {"type": "end_repeat"},
        {
            "type": "text",
            "name": "who",
            "label": "T",
            "bind::kit:type": "person",
            "bind::kit:picks": "${victim}",
        },
        namespaces=KIT,
    )
    assert {node.kit.picks for node in read.protocol.walk() if node.kit.type} == {"/victim"}
    assert from_model(read.protocol).form.at("/who").picked is not None


def test_what_is_read_back_may_be_written_by_its_names() -> None:
    read = xlsform(
        {"type": "begin_group", "name": "self", "label": "T"},
        {"type": "text", "name": "called", "label": "T"},
        {"type": "end_group"},
        {"type": "text", "name": "town", "label": "T"},
        {"type": "text", "name": "right", "label": "T", "bind::kit:reads": "${self} ${town}"},
        namespaces=KIT,
    )
    assert {node.name: node.kit.reads for node in read.protocol.walk()}["right"] == ("/self", "/town")


# Anything a workbook can say ----------------------------------------------------------------------

WORDS = st.text("abc 가나é=+@'\"&<>,;$#", min_size=1, max_size=12).map(
    lambda text: " ".join(f"T{text}!".split())  # pyxform keeps one blank of several
)
FORMULAS = st.sampled_from(["1 = 1", "/data/first != ''", "count(/data/*) > 1", "'=1' = /data/first"])
TAGS = ("en", "ko", "fr")


TYPES = (
    *("text", "integer", "decimal", "date", "time", "datetime", "geopoint", "geotrace", "geoshape"),
    *("select_one", "select_multiple", "acknowledge"),
)
EXTRAS: dict[str, list[Any]] = {
    "type": ["fuzzy_date", "place", "duration", "money"],
    "identifying": [True, False],
    "sensitive": [True],
    "open_first": [True],
    "sides": [["source"], ["said", "anchor"]],
    "missing": [["RF"], ["DK", "NA"], []],
}


class Author:
    """Draws the parts of a protocol, restricted to what an XLSForm can say."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.languages = TAGS[: draw(st.integers(1, 3))]
        self._numbers = itertools.count()

    def told(self, most: float = 0.5) -> dict[str, str]:
        if self.draw(st.floats(0, 1)) > most:
            return {}
        chosen = self.draw(st.sets(st.sampled_from(self.languages), min_size=1))
        return {tag: self.draw(WORDS) for tag in self.languages if tag in chosen}

    def label(self) -> dict[str, str]:
        return {self.languages[0]: self.draw(WORDS)} | self.told()

    def extras(self, kind: str) -> dict[str, Any]:
        possible = (name for name in EXTRAS if name != "type" or kind == "text")
        return {
            name: self.draw(st.sampled_from(EXTRAS[name]))
            for name in possible
            if self.draw(st.integers(0, 5)) == 0
        }

    def binds(self, *names: str) -> dict[str, str]:
        return {name: self.draw(FORMULAS) for name in names if self.draw(st.integers(0, 3)) == 0}

    def question(self) -> dict[str, Any]:
        kind = self.draw(st.sampled_from(TYPES))
        made: dict[str, Any] = {"name": f"q{next(self._numbers)}", "kind": "question", "type": kind}
        made |= {"label": self.label(), "hint": self.told(), "guidance": self.told(0.2)}
        made |= {"kit": self.extras(kind)} | self.binds("relevant", "required", "constraint")
        made |= {f"{rule}_message": self.told() for rule in ("constraint", "required") if rule in made}
        if kind.startswith("select"):
            made["choices"] = "list_one"
            if self.draw(st.booleans()):
                made["choice_filter"] = "k = 1"
        return made

    def group(self, kind: str, depth: int) -> dict[str, Any]:
        name, children = f"g{next(self._numbers)}", self.nodes(depth - 1)
        return {"name": name, "kind": kind, "label": self.told(), "children": children} | self.binds(
            "relevant"
        )

    def calculation(self) -> dict[str, Any]:
        return calculation(f"c{next(self._numbers)}", self.draw(FORMULAS))

    def nodes(self, depth: int) -> list[dict[str, Any]]:
        made = []
        for _ in range(self.draw(st.integers(1, 4))):
            kind = self.draw(st.sampled_from(["question", "calculation", "group", "repeat"]))
            if kind in ("group", "repeat") and depth:
                made.append(self.group(kind, depth))
            else:
                made.append(self.calculation() if kind == "calculation" else self.question())
        return made

    def choices(self) -> list[dict[str, Any]]:
        return [
            {"value": f"v{number}", "label": self.label(), "columns": {"k": str(number)}}
            for number in range(self.draw(st.integers(1, 3)))
        ]


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """A protocol that an XLSForm can say."""
    author = Author(draw)
    first = QUESTION | {"name": "first", "label": dict.fromkeys(author.languages, "T first")}
    everything = [first, *author.nodes(2)]
    listed = author.choices()
    used = any(one.get("choices") for one in _walk(everything))
    return protocol(
        *everything,
        id="t-random",
        version=draw(st.from_regex(r"[0-9]{1,3}(\.[0-9])?", fullmatch=True)),
        title={author.languages[0]: "T"},
        languages=author.languages,
        choices={"list_one": listed} if used else {},
        namespaces={},
    )


def _walk(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [below for one in nodes for below in (one, *_walk(one.get("children", [])))]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(ours=protocols())
def test_whatever_a_workbook_can_say_comes_back_equal(ours: Protocol) -> None:
    assert there_and_back(ours) == ours


@pytest.mark.parametrize(
    "node",
    [
        {"hint": {"en": "T hint"}, "guidance": {"en": "T slowly"}},
        {"required": "true()", "required_message": {"en": "T needed"}},
        {"default": "T default", "appearance": "multiline"},
        {"type": "integer", "scale": {"start": "1", "end": "9", "step": "2"}, "appearance": "no-ticks"},
        {"type": "attachment", "media_type": "image/*"},
        {"label": {"en": "T", "ko": "${/data/b}"}},
        {"media": {"image": {"en": "jr://images/t.png"}}},
        {"readonly": "1 = 1"},
        {"kind": "note", "kit": {"level": "error"}},
        {"kit": {"grants": "SC1", "needs": ["SC1"]}},
    ],
    ids="+".join,
)
def test_one_thing_comes_back_equal(node: dict[str, Any]) -> None:
    b = QUESTION | {"name": "b", "label": {"en": "T", "ko": "T"}}
    ours = protocol(QUESTION | node, b, languages=["en", "ko"])
    assert there_and_back(ours) == ours


def test_a_trigger_comes_back_equal() -> None:
    action = {
        "events": ["xforms-value-changed"],
        "at": "/a",
        "target": "/data/c",
        "value": "concat(/data/a, '!')",
    }
    ours = protocol(QUESTION, {"name": "c", "kind": "calculation"}, actions=[action])
    assert there_and_back(ours) == ours


# What a workbook cannot say -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"presets": {"/a": "T"}}, "presets"),
        ({"texts": {"spare": {"en": "T"}}}, "texts"),
        ({"namespaces": {"kit": "urn:t"}}, "namespaces"),
        ({"tables": {"t": {"xml": "<root/>"}}}, "instance t"),
        ({"kept": {"submission odd": "1"}}, "kept"),
        ({"choices": {"unused": []}}, "choices"),
    ],
)
def test_what_a_workbook_cannot_say_of_a_form_is_refused_by_name(more: dict[str, Any], where: str) -> None:
    with pytest.raises(InputError) as refused:
        write_xlsform(protocol(QUESTION, **more))
    assert refused.value.code == "protocol.not-writable"
    assert where in in_words(refused.value)


@pytest.mark.parametrize(
    "node",
    [
        {"type": "boolean"},
        {"type": "integer", "kit": {"type": "fuzzy_date"}},
        {"itemset": {"nodes": "/data/a", "value": ".", "label": "."}, "type": "select_one"},
        {"label": {"en": "${1 + 1}"}},
        {"label": {"en": "T"}, "media": {"odd": {"en": "t.bin"}}},
        {"label": {}, "hint": {}},
        {"label": {"en": " T "}},
    ],
    ids=str,
)
def test_what_a_workbook_cannot_say_of_a_question_is_refused_by_its_path(node: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        write_xlsform(protocol({"name": "g", "kind": "group", "children": [QUESTION | node]}))
    assert refused.value.code in ("protocol.not-writable", "protocol.xlsform")
    if refused.value.code == "protocol.not-writable":
        assert "/g/a" in in_words(refused.value)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("t")', "+1", "-1", "@SUM(1)", "\t=1", "=T 가"])
def test_a_text_is_never_a_formula_of_the_workbook(text: str) -> None:
    from openpyxl import load_workbook

    ours = protocol(QUESTION | {"label": {"en": f"{text.strip()}"}, "constraint": "'=1' = ."})
    body, _ = write_xlsform(ours)
    cells = [cell for sheet in load_workbook(io.BytesIO(body)) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == text.strip() for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.data_type == "s" for cell in cells if cell.value is not None)
    assert there_and_back(ours) == ours


# From the command line ----------------------------------------------------------------------------


def types(*words: object) -> tuple[int, str, str]:
    result = CliRunner(env={"LANG": "en_GB.UTF-8"}).invoke(main, [str(word) for word in words])
    return result.exit_code, result.stdout, result.stderr


def test_json_becomes_a_workbook_and_json_again(tmp_path: Path) -> None:
    source = shipped("resources", "protocols", "ed-short.json")
    sheet, again = tmp_path / "short.xlsx", tmp_path / "again.json"
    assert types("protocol", "convert", source, sheet)[0] == 0
    status, words, _ = types("protocol", "convert", sheet, again)
    assert (status, "ed-short@1" in words) == (0, True)
    assert Protocol.model_validate_json(again.read_bytes()) == Protocol.model_validate_json(
        source.read_bytes()
    )


def test_tables_travel_beside_the_workbook(tmp_path: Path) -> None:
    table = {
        "source": "jr://file-csv/towns.csv",
        "columns": ["name", "n"],
        "rows": [["T-a", "1"], ["T-b", ""]],
    }
    lookup = {"name": "c", "kind": "calculation", "calculate": "count(instance('towns')/root/item)"}
    ours = protocol(QUESTION, lookup, tables={"towns": table})
    (tmp_path / "t.json").write_text(ours.model_dump_json(exclude_defaults=True), "utf-8")
    status, _, why = types("protocol", "convert", tmp_path / "t.json", tmp_path / "t.xlsx")
    if status:  # a table that nothing chooses from has no row in a workbook
        assert "XLSForm cannot say" in why
        assert not (tmp_path / "t.xlsx").exists()
    else:
        assert read_protocol(tmp_path / "t.xlsx")[0].protocol == ours


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    ours = protocol(QUESTION | {"type": "boolean"})
    (tmp_path / "t.json").write_text(json.dumps(ours.model_dump(mode="json", exclude_defaults=True)), "utf-8")
    status, _, why = types("protocol", "convert", tmp_path / "t.json", tmp_path / "t.xlsx")
    assert (status, "/a" in why) == (1, True)
    assert [file.name for file in tmp_path.iterdir()] == ["t.json"]


def test_what_results_are_called_comes_back_and_nobody_is_asked() -> None:
    named = calculation("band", "if(/data/age < 18, 'CHILD', 'ADULT')")
    ours = protocol(
        question("age", type="integer", label={"en": "Age"}),
        named | {"choices": "band", "label": {"en": "T"}},
        choices={"band": [{"value": name, "label": {"en": name.lower()}} for name in ("CHILD", "ADULT")]},
    )
    assert there_and_back(ours) == ours


def test_a_supervisor_may_write_a_result_with_names_by_hand() -> None:
    grown_up = [{"list_name": "band", "name": "ADULT", "label": "Grown up"}]
    row = {
        "type": "select_one band",
        "name": "band",
        "label": "T",
        "calculation": "'ADULT'",
        "readonly": "yes",
    }
    read = xlsform(row | {"bind::kit:asked": "no"}, choices=grown_up, namespaces=KIT)
    result = node(read, "band")
    assert (result.kind, result.type, result.choices) == ("calculation", "text", "band")
    wrong = row | {"bind::kit:asked": "perhaps"}
    assert refused(lambda: xlsform(wrong, choices=grown_up, namespaces=KIT)) == "protocol.kit-column"
