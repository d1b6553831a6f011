"""From strangers' forms to our protocol: what they say is there, and what is not acted upon is named."""

from __future__ import annotations

import pytest

from interview_kit.errors import InputError
from interview_kit.protocol.model import BaseType, Event, Extras, Kind, KitType, Scale, Side
from interview_kit.protocol.xforms.loading import load_xform
from interview_kit.values.missing import Missing
from tests.protocol.forms import KIT, filling, in_words, loaded, node, texts, told, xform, xlsform

YES_NO = [
    {"list_name": "yn", "name": "yes", "label::English (en)": "Yes", "label::Korean (ko)": "예"},
    {"list_name": "yn", "name": "no", "label::English (en)": "No", "label::Korean (ko)": "아니요"},
]


# Types and binds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("text", BaseType.TEXT),
        ("integer", BaseType.INTEGER),
        ("decimal", BaseType.DECIMAL),
        ("date", BaseType.DATE),
        ("time", BaseType.TIME),
        ("dateTime", BaseType.DATE_TIME),
        ("geopoint", BaseType.GEOPOINT),
        ("geotrace", BaseType.GEOTRACE),
        ("geoshape", BaseType.GEOSHAPE),
        ("acknowledge", BaseType.ACKNOWLEDGE),
        ("image", BaseType.ATTACHMENT),
        ("audio", BaseType.ATTACHMENT),
        ("video", BaseType.ATTACHMENT),
        ("file", BaseType.ATTACHMENT),
        ("select_one yn", BaseType.SELECT_ONE),
        ("select_multiple yn", BaseType.SELECT_MULTIPLE),
        ("rank yn", BaseType.RANK),
    ],
)
def test_every_type_of_xlsform_has_its_type_here(written: str, kind: BaseType) -> None:
    form = xlsform({"type": written, "name": "a", "label": "T"}, choices=YES_NO)
    assert (node(form, "a").type, node(form, "a").kind) == (kind, Kind.QUESTION)


def test_a_kind_of_file_is_kept() -> None:
    form = xlsform(*({"type": kind, "name": kind, "label": "T"} for kind in ("image", "audio", "video")))
    assert [one.media_type for one in form.protocol.walk()][:3] == ["image/*", "audio/*", "video/*"]


def test_an_unknown_type_is_text_and_is_told() -> None:
    form = loaded("<a/>", model='<bind nodeset="/data/a" type="hologram"/>', body='<input ref="/data/a"/>')
    assert node(form, "a").type is BaseType.TEXT
    assert told(form) == {"protocol.warn-type"}
    assert "hologram" in in_words(form.warnings[0])


def test_what_a_row_says_stands_at_its_node() -> None:
    row = {
        "type": "integer",
        "name": "age",
        "label": "T age",
        "hint": "T years",
        "guidance_hint": "T ask twice",
        "relevant": "1 = 1",
        "required": "yes",
        "required_message": "T needed",
        "constraint": ". < 120",
        "constraint_message": "T too old",
        "read_only": "no",
        "default": "7",
        "appearance": "thousands-sep",
    }
    age = node(xlsform(row), "age")
    assert (age.label, age.hint, age.guidance) == (
        {"und": "T age"},
        {"und": "T years"},
        {"und": "T ask twice"},
    )
    assert (age.relevant, age.required, age.constraint, age.readonly) == ("1 = 1", "true()", ". < 120", None)
    assert (age.required_message, age.constraint_message) == ({"und": "T needed"}, {"und": "T too old"})
    assert (age.default, age.appearance) == ("7", "thousands-sep")


def test_what_changes_nothing_is_not_written_down() -> None:
    said = 'relevant="true()" required="false()" readonly="false()" constraint=""'
    a = node(loaded("<a/>", model=f'<bind nodeset="/data/a" {said}/>'), "a")
    assert (a.relevant, a.required, a.readonly, a.constraint) == (None, None, None, None)


def test_a_bind_may_say_its_path_relative_to_the_instance() -> None:
    assert node(loaded("<a/>", model='<bind nodeset="a" type="int"/>'), "a").type is BaseType.INTEGER


def test_a_control_may_name_its_bind() -> None:
    bind = '<bind id="b" nodeset="/data/a" type="int"/>'
    form = loaded("<a/>", model=bind, body='<input bind="b"><label>T</label></input>')
    assert (node(form, "a").label, node(form, "a").kind) == ({"und": "T"}, Kind.QUESTION)


def test_a_range_has_its_ends() -> None:
    row = {"type": "range", "name": "a", "label": "T", "parameters": "start=1 end=9 step=2"}
    assert node(xlsform(row), "a").scale == Scale(start="1", end="9", step="2")


def test_a_note_is_what_nobody_can_answer() -> None:
    form = xlsform(
        {"type": "note", "name": "n", "label": "T listen"},
        {"type": "text", "name": "r", "label": "T", "read_only": "yes", "default": "x"},
    )
    assert (node(form, "n").kind, node(form, "n").readonly) == (Kind.NOTE, None)
    assert (node(form, "r").kind, node(form, "r").readonly) == (Kind.QUESTION, "true()")


def test_calculations_are_asked_by_no_control() -> None:
    form = xlsform(
        {"type": "integer", "name": "a", "label": "T"},
        {"type": "calculate", "name": "twice", "calculation": "${a} * 2"},
        {"type": "hidden", "name": "h"},
    )
    assert node(form, "twice").calculate == "/data/a * 2"
    assert {node(form, name).kind for name in ("twice", "h")} == {Kind.CALCULATION}


# Words --------------------------------------------------------------------------------------------


def test_a_text_that_one_language_lacks_is_told_in_another() -> None:
    form = xlsform(
        {"type": "text", "name": "a", "label::English (en)": "T name", "label::Korean (ko)": "T 이름"},
        {"type": "text", "name": "b", "label::English (en)": "T only English"},
        default_language="English (en)",
    )
    assert form.protocol.languages == ("en", "ko")
    assert form.protocol.language_names == {"en": "English (en)", "ko": "Korean (ko)"}
    assert node(form, "a").label == {"en": "T name", "ko": "T 이름"}
    assert node(form, "b").label == {"en": "T only English"}
    running = filling(form)
    running.speak("ko")
    assert [running.label(one) for one in running.tree.root.children[:2]] == ["T 이름", "T only English"]


def test_itext_has_a_default_and_forms_of_text() -> None:
    itext = """<itext>
 <translation lang="ko"><text id="a"><value>가</value><value form="short">ㄱ</value></text></translation>
 <translation lang="en" default=""><text id="a"><value form="long">A</value>
  <value form="guidance">T slowly</value><value form="image">jr://images/a.png</value></text>
  <text id="spare"><value>T spare</value></text></translation></itext>"""
    body = """<input ref="/data/a"><label ref="jr:itext('a')"/></input>"""
    form = loaded("<a/>", model=itext, body=body)
    a = node(form, "a")
    assert form.protocol.languages == ("en", "ko")
    assert (a.label, a.guidance) == ({"en": "A", "ko": "가"}, {"en": "T slowly"})
    assert a.media == {"image": {"en": "jr://images/a.png"}}
    assert form.protocol.texts == {"spare": {"en": "T spare"}}
    assert told(form) == {"protocol.warn-text-form"}


def test_an_answer_is_quoted_in_a_label_and_a_dollar_stays_one() -> None:
    body = '<input ref="/data/b"><label>Dear <output value=" /data/a "/>, ${5}?</label></input>'
    form = loaded("<a/><b/>", body='<input ref="/data/a"/>' + body)
    assert node(form, "b").label == {"und": "Dear ${/data/a}, $${5}?"}
    running = filling(form)
    running.answer("/a", "T-Ok")
    assert running.label(running.tree.root.children[1]) == "Dear T-Ok, ${5}?"


def test_media_of_labels_and_choices_are_kept() -> None:
    form = xlsform(
        {"type": "select_one yn", "name": "a", "label": "T", "image": "a.png", "audio": "a.mp3"},
        choices=[{"list_name": "yn", "name": "y", "label": "T", "image": "y.png"}],
    )
    assert node(form, "a").media == {
        "image": {"und": "jr://images/a.png"},
        "audio": {"und": "jr://audio/a.mp3"},
    }
    assert form.protocol.choices["yn"][0].media == {"image": {"und": "jr://images/y.png"}}


# Groups and repeats -------------------------------------------------------------------------------


def test_groups_and_repeats_stand_inside_each_other() -> None:
    form = xlsform(
        {"type": "begin_group", "name": "g", "label": "T group", "relevant": "1 = 1"},
        {"type": "begin_repeat", "name": "r", "label": "T repeat"},
        {"type": "begin_repeat", "name": "s", "label": "T inner", "repeat_count": "3"},
        {"type": "text", "name": "a", "label": "T"},
        {"type": "end_repeat"},
        {"type": "end_repeat"},
        {"type": "end_group"},
    )
    assert [(one.name, one.kind) for one in node(form, "g").walk()] == [
        ("g", Kind.GROUP),
        ("r", Kind.REPEAT),
        ("s_count", Kind.CALCULATION),
        ("s", Kind.REPEAT),
        ("a", Kind.QUESTION),
    ]
    assert node(form, "r").label == {"und": "T repeat"}
    assert node(form, "s").repeat_count == "../s_count"  # pyxform lets a count stand in a node of its own
    running = filling(form)
    running.add("/g/r")
    assert len(running.tree.root.named["g"][0].named["r"][0].named["s"]) == 3


def test_a_count_follows_its_question() -> None:
    form = xlsform(
        {"type": "integer", "name": "n", "label": "T"},
        {"type": "begin_repeat", "name": "r", "label": "T", "repeat_count": "${n}"},
        {"type": "text", "name": "a", "label": "T", "default": "x"},
        {"type": "end_repeat"},
    )
    running = filling(form)
    running.answer("/n", "2")
    assert {path for path in texts(running) if path.startswith("/r")} == {"/r[1]/a", "/r[2]/a"}


def test_instances_that_a_form_brings_hold_what_it_says() -> None:
    repeat = '<group ref="/data/r"><repeat nodeset="/data/r"><input ref="/data/r/a"/></repeat></group>'
    instance = '<r jr:template=""><a>new</a></r><r><a>one</a></r><r><a>two</a></r>'
    form = loaded(instance, body=repeat)
    running = filling(form)
    assert texts(running) == {"/r[1]/a": "one", "/r[2]/a": "two"}
    running.add("/r")
    assert texts(running)["/r[3]/a"] == "new"


def test_a_repeat_that_may_not_change_keeps_its_number() -> None:
    repeat = '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/a"/></repeat>'
    form = loaded("<r><a/></r><r><a/></r>", body=f'<group ref="/data/r">{repeat}</group>')
    assert (node(form, "r").instances, node(form, "r").repeat_count) == (2, "2")


def test_what_has_no_place_is_named() -> None:
    form = loaded("<a/><a/><g/>", body='<group ref="/data/g"/><group><label>T loose</label></group><weird/>')
    assert told(form) == {
        "protocol.warn-doubled",
        "protocol.warn-empty-group",
        "protocol.warn-loose-group",
        "protocol.warn-element",
    }


def test_a_position_in_a_bind_is_named_since_it_holds_everywhere() -> None:
    form = loaded("<r><a/></r>", model='<bind nodeset="/data/r[1]/a" required="1 = 1"/>')
    assert node(form, "a").required == "1 = 1"
    assert told(form) == {"protocol.warn-position"}


# Choices ------------------------------------------------------------------------------------------


def test_a_list_has_words_and_columns_and_a_filter() -> None:
    form = xlsform(
        {"type": "text", "name": "p", "label": "T"},
        {"type": "select_one town", "name": "t", "label": "T", "choice_filter": "in = ${p}"},
        choices=[
            {"list_name": "town", "name": "hyesan", "label": "T Hyesan", "in": "north"},
            {"list_name": "town", "name": "sariwon", "label": "T Sariwon", "in": "south"},
        ],
    )
    assert node(form, "t").choice_filter == "in = /data/p"
    assert [choice.columns for choice in form.protocol.choices["town"]] == [{"in": "north"}, {"in": "south"}]
    running = filling(form)
    running.answer("/p", "south")
    assert running.choices(running.tree.root.named["t"][0]) == [("sariwon", "T Sariwon")]


def test_choices_in_the_control_become_a_list() -> None:
    items = "".join(f"<item><label>T {one}</label><value>{one}</value></item>" for one in "ab")
    form = loaded("<g><s/></g>", body=f'<select ref="/data/g/s">{items}</select>')
    assert node(form, "s").choices == "g.s"
    assert [one.value for one in form.protocol.choices["g.s"]] == ["a", "b"]


def test_or_other_adds_a_choice_and_a_question() -> None:
    form = xlsform(
        {"type": "select_one yn or_other", "name": "a", "label": "T"},
        choices=[{"list_name": "yn", "name": "y", "label": "T yes"}],
    )
    assert [one.value for one in form.protocol.choices["yn"]] == ["y", "other"]
    assert node(form, "a_other").relevant == "selected(../a, 'other')"


def test_choices_may_come_from_a_repeat() -> None:
    form = xlsform(
        {"type": "begin_repeat", "name": "child", "label": "T"},
        {"type": "text", "name": "called", "label": "T"},
        {"type": "end_repeat"},
        {"type": "select_one ${called}", "name": "eldest", "label": "T"},
    )
    eldest = node(form, "eldest")
    assert eldest.itemset is not None
    assert eldest.choices is None
    running = filling(form)
    for number, name in enumerate(("T-Ae", "T-Bok")):
        if number >= len(running.tree.root.named.get("child", ())):
            running.add("/child")
        running.answer(f"/child[{number + 1}]/called", name)
    offered = running.choices(running.tree.root.named["eldest"][0])
    assert [label for _, label in offered] == ["T-Ae", "T-Bok"]


def test_a_filter_that_is_no_expression_offers_everything_and_is_told() -> None:
    table = "<instance id='t'><root><item><name>a</name><label>A</label></item></root></instance>"
    parts = "<value ref='name'/><label ref='label'/>"
    itemset = f"<itemset nodeset=\"instance('t')/root/item[in = ]\">{parts}</itemset>"
    form = loaded("<s/>", model=table, body=f'<select1 ref="/data/s">{itemset}</select1>')
    assert told(form) == {"protocol.warn-filter"}
    assert filling(form).form.at("/s").node.choice_filter is None


# Tables -------------------------------------------------------------------------------------------


def with_file(name: str, body: bytes | None, formula: str) -> tuple[str, set[str]]:
    """What a formula makes of a file beside the form, and which warnings there are."""
    model = f'<instance id="t" src="jr://file/{name}"/><bind nodeset="/data/a" calculate="{formula}"/>'
    form = loaded("<a/>", model=model, files=lambda address: body if address.endswith(name) else None)
    return texts(filling(form)).get("/a", ""), told(form)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_file_is_a_table(separator: str) -> None:
    lines = separator.join(("name", "n")) + "\n" + separator.join(("T-a", "1")) + "\n"
    formula = "instance('t')/root/item[name = 'T-a']/n"
    assert with_file("t.csv", b"\xef\xbb\xbf" + lines.encode(), formula) == ("1", set())


def test_an_xml_file_may_be_any_tree() -> None:
    body = b"<towns><town code='K'><called>T-Hyesan</called></town></towns>"
    assert with_file("t.xml", body, "instance('t')/towns/town[@code = 'K']/called") == ("T-Hyesan", set())


def test_places_on_a_map_are_rows() -> None:
    body = b"""{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "f",
     "geometry": {"type": "Point", "coordinates": [128.2, 41.4]}, "properties": {"title": "T-Hyesan"}}]}"""
    found = with_file("t.geojson", body, "instance('t')/root/item[id = 'f']/geometry")
    assert found == ("41.4 128.2 0 0", set())


def test_a_file_that_is_missing_is_an_empty_table_and_is_told() -> None:
    assert with_file("t.csv", None, "count(instance('t')/root/item)") == ("0", {"protocol.warn-no-file"})


def test_a_table_inside_the_form_can_be_looked_up() -> None:
    rows = "<item><code>a</code><n>7</n></item><item><code>b</code><n>8</n></item>"
    bind = "<bind nodeset='/data/a' calculate=\"instance('t')/root/item[code = 'b']/n\"/>"
    form = loaded("<a/>", model=f"<instance id='t'><root>{rows}</root></instance>{bind}")
    assert form.protocol.tables["t"].columns == ("code", "n")
    assert texts(filling(form)) == {"/a": "8"}


def test_of_two_tables_of_one_name_the_first_counts_and_it_is_told() -> None:
    tables = "".join(f"<instance id='t'><root><item><n>{n}</n></item></root></instance>" for n in "12")
    form = loaded("<a/>", model=tables)
    assert form.protocol.tables["t"].rows == (("1",),)
    assert told(form) == {"protocol.warn-doubled"}


# What happens by itself ---------------------------------------------------------------------------


def test_a_trigger_sets_a_value_when_its_question_is_answered() -> None:
    form = xlsform(
        {"type": "text", "name": "a", "label": "T"},
        {"type": "calculate", "name": "seen", "trigger": "${a}", "calculation": "concat(${a}, '!')"},
    )
    (action,) = form.protocol.actions
    assert (action.events, action.at, action.target) == ((Event.VALUE_CHANGED,), "/a", "/data/seen")
    running = filling(form)
    running.answer("/a", "T")
    assert texts(running)["/seen"] == "T!"


def test_values_are_set_at_the_beginning_and_in_new_instances() -> None:
    form = xlsform(
        {"type": "text", "name": "a", "label": "T", "default": "concat('T', '1')"},
        {"type": "begin_repeat", "name": "r", "label": "T"},
        {"type": "text", "name": "b", "label": "T", "default": "concat('T', '2')"},
        {"type": "end_repeat"},
    )
    running = filling(form)
    running.add("/r")
    assert {"T1", "T2"} == set(texts(running).values()) - {texts(running).get("/meta/instanceID", "")}


def test_once_keeps_its_first_value() -> None:
    form = xlsform(
        {"type": "text", "name": "a", "label": "T"},
        {"type": "calculate", "name": "first", "calculation": "once(${a})"},
    )
    running = filling(form)
    running.answer("/a", "T one")
    running.answer("/a", "T two")
    assert texts(running)["/first"] == "T one"


def test_an_event_that_is_unknown_is_told() -> None:
    form = loaded("<a/>", model='<setvalue event="odk-moon-rises" ref="/data/a" value="1"/>')
    assert (told(form), form.protocol.actions) == ({"protocol.warn-event"}, ())


def test_what_the_program_notes_by_itself_is_known_by_its_name() -> None:
    form = xlsform(
        *({"type": kind, "name": kind} for kind in ("start", "end", "today", "deviceid", "username")),
        {"type": "text", "name": "a", "label": "T"},
    )
    assert [one.preload for one in form.protocol.walk()][:5] == [
        "timestamp/start",
        "timestamp/end",
        "date/today",
        "property/deviceid",
        "property/username",
    ]
    assert len(texts(filling(form))["/today"]) == 10


def test_an_interview_is_named_as_the_form_says() -> None:
    form = xlsform({"type": "text", "name": "a", "label": "T"}, instance_name="concat('T ', ${a})")
    running = filling(form)
    running.answer("/a", "Ok")
    assert "T Ok" in texts(running).values()


# Our own columns ----------------------------------------------------------------------------------


def kit(column: str, value: str, **more: str) -> dict[str, str]:
    return {"type": "text", "name": "a", "label": "T", f"bind::kit:{column}": value} | more


@pytest.mark.parametrize(
    ("column", "value", "extras"),
    [
        ("type", "fuzzy_date", Extras(type=KitType.DATE)),
        *(("type", name, Extras(type=KitType(name))) for name in ("place", "duration", "money")),
        *(("type", name, Extras(type=KitType(name))) for name in ("agency", "sketch", "signature")),
        ("missing", "RF", Extras(missing=(Missing.REFUSED,))),
        ("missing", "none", Extras(missing=())),
        ("picks", "/data/who", Extras(picks="/who")),
        ("picks", "../who", Extras(picks="/who")),
        ("picks", "/who", Extras(picks="/who")),
        ("acyclic", "yes", Extras(acyclic=True)),
        ("identifying", "yes", Extras(identifying=True)),
        ("identifying", "no", Extras(identifying=False)),
        ("sensitive", "TRUE", Extras(sensitive=True)),
        ("open_first", "1", Extras(open_first=True)),
        ("grants", "SC1", Extras(grants="SC1")),
        ("needs", "SC1 SC2", Extras(needs=("SC1", "SC2"))),
        ("sides", "source anchor", Extras(sides=(Side.SOURCE, Side.ANCHOR))),
        ("level", "warning", Extras(level="warning")),
    ],
)
def test_each_column_of_ours_is_read(column: str, value: str, extras: Extras) -> None:
    assert node(xlsform(kit(column, value), namespaces=KIT), "a").kit == extras


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("type", "hologram"),
        ("identifying", "perhaps"),
        ("sensitive", "ja"),
        ("grants", "everything"),
        ("needs", "SC1 all"),
        ("sides", "upside"),
        ("level", "catastrophe"),
        ("missing", "DK or RF"),
        ("acyclic", "round"),
        ("no_such", "x"),
    ],
)
def test_a_column_of_ours_that_holds_nonsense_is_refused_by_name(column: str, value: str) -> None:
    with pytest.raises(InputError) as refused:
        xlsform(kit(column, value), namespaces=KIT)
    assert refused.value.code == "protocol.kit-column"
    words = in_words(refused.value)
    assert "/a" in words
    assert f"bind::kit:{column}" in words


@pytest.mark.parametrize("value", ["-1", "many", "1000"])
def test_instances_that_are_no_small_number_are_refused_by_name(value: str) -> None:
    repeat = {"type": "begin_repeat", "name": "r", "label": "T", "bind::kit:instances": value}
    with pytest.raises(InputError, match="kit-column"):
        xlsform(repeat, {"type": "text", "name": "a", "label": "T"}, {"type": "end_repeat"}, namespaces=KIT)


# What is not acted upon ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"type": "barcode", "name": "a", "label": "T"}, "protocol.warn-type"),
        (
            {"type": "text", "name": "a", "label": "T", "appearance": "ex:t.app(1)"},
            "protocol.warn-other-program",
        ),
        ({"type": "text", "name": "a", "label": "T", "bind::odd": "1"}, "protocol.warn-attribute"),
        ({"type": "text", "name": "a", "label": "T", "body::odd": "1"}, "protocol.warn-attribute"),
        (
            {"type": "image", "name": "a", "label": "T", "parameters": "max-pixels=9"},
            "protocol.warn-attribute",
        ),
    ],
)
def test_what_a_question_asks_for_in_vain_is_told(row: dict[str, str], code: str) -> None:
    form = xlsform(row)
    assert code in told(form)
    assert any("/a" in in_words(warning) for warning in form.warnings)


def test_attributes_that_nothing_acts_upon_are_kept() -> None:
    body = '<input ref="/data/a" query="T"/>'
    form = loaded("<a/>", model='<bind nodeset="/data/a" odd="1"/>', body=body)
    assert node(form, "a").kept == {"bind::odd": "1", "body::query": "T"}


def test_a_server_to_send_to_is_told_and_never_used() -> None:
    form = xlsform({"type": "text", "name": "a", "label": "T"}, submission_url="https://t.example")
    assert "protocol.warn-submission" in told(form)
    assert form.protocol.kept["submission action"] == "https://t.example"


def test_a_name_that_cannot_be_kept_is_told_with_its_new_one() -> None:
    form = loaded("<a/>", root='id="T form: 1!" version="2.0"')
    assert (form.protocol.id, form.protocol.version) == ("T-form:-1-", "2.0")
    assert told(form) == {"protocol.warn-renamed"}


def test_a_scale_without_numbers_is_told_and_the_answer_typed() -> None:
    form = loaded("<a/>", body='<range ref="/data/a" start="low" end="high" step="some"/>')
    assert told(form) == {"protocol.warn-range"}
    running = filling(form)
    running.answer("/a", "T high")
    assert texts(running) == {"/a": "T high"}


def test_xml_that_is_no_form_is_refused() -> None:
    with pytest.raises(InputError, match="no-xform"):
        load_xform(b"<a/>", name="t.xml")
    with pytest.raises(InputError, match=r"protocol\.xml "):
        load_xform(xform("<a>"), name="t.xml")


def test_a_type_beside_a_type_of_our_own_is_left_out_and_told() -> None:
    row = {"type": "text", "name": "a", "label": "T", "bind::kit:type": "fuzzy_date"}
    for column in ("bind::type", "bind:type"):
        assert told(xlsform(row | {column: "int"}, namespaces=KIT)) == {"protocol.warn-two-types"}
    assert told(xlsform(row, namespaces=KIT)) == set()
