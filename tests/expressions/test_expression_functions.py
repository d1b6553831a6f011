"""What functions give, where that is more than their name says."""

from __future__ import annotations

import math
import re
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from interview_kit.protocol.expressions import STANDARD, Function, Kind, table
from tests.expressions.asking import ask, names

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("substr('hello', -2)", "lo"),
        ("substr('hello', 0, -1)", "hell"),
        ("substr('hello', 3, 1)", ""),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring-after('aab', 'a')", "ab"),
        ("substring-before('aab', '')", ""),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("translate('aa', 'aa', 'bc')", "bb"),
        ("normalize-space('  a \n b ')", "a b"),
        ("string-length('가나다')", 3),
        ("join('-', 'a', 1, true())", "a-1-true"),
        ("contains('abc', 'b')", True),
        ("ends-with('abc', 'bc')", True),
        ("selected('apple baby', ' baby ')", True),
        ("selected('apple baby', 'bab')", False),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("count-selected(' a  b ')", 2),
        ("coalesce('', 'b')", "b"),
        ("coalesce(number('x'), 7)", 7),
        ("boolean-from-string('TRUE')", True),
        ("regex('12345', '[0-9]+')", True),
        ("regex('x12345', '[0-9]+')", False),
        ("regex('가', '\\p{L}')", True),
        ("regex('٣', '\\d')", False),
        ("regex('a-9 b', '[\\w-]+\\s\\D')", True),
        ("round(2.5)", 3),
        ("round(-2.5)", -2),
        ("round(12345.15, 1)", 12345.2),
        ("round(-12350, -2)", -12300),
        ("round(1 div 0)", math.inf),
        ("int(-1.9)", -1),
        ("floor(-1.1)", -2),
        ("ceiling(1.1)", 2),
        ("5 mod -3", 2),
        ("-5 mod 3", -2),
        ("1 div 0", math.inf),
        ("-1 div 0", -math.inf),
        ("pow(0, -1)", math.inf),
        ("pow(-10, 309)", -math.inf),
        ("exp(1000)", math.inf),
        ("log10(0)", -math.inf),
        ("max(-2, '', -1)", -1),
        ("checklist(-1, 2, 2 > 1)", True),
        ("checklist(2, -1, 1, 0)", False),
        ("weighted-checklist(2, 3, true(), 2, false(), 9)", True),
        ("digest('abc', 'md5', 'HEX')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-256')", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ("base64-decode(base64-encode('혜산'))", "혜산"),
        ("base64-decode('@')", ""),
        ("version()", "3"),
        ("property('deviceid')", "laptop"),
        ("property('unknown')", ""),
        ("if('', 1, 2)", 2),
    ],
)
def test_functions_give(text: str, value: object) -> None:
    given = ask(text, version="3", properties={"deviceid": "laptop"})
    assert given == value
    assert isinstance(given, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    "text",
    [
        "0 div 0",
        "5 mod 0",
        "sqrt(-1)",
        "acos(2)",
        "sin(1 div 0)",
        "pow(-8, 0.5)",
        "log(-1)",
        "max('')",
        "number('')",
    ],
)
def test_what_has_no_value_is_not_a_number(text: str) -> None:
    given = ask(text)
    assert isinstance(given, float)
    assert math.isnan(given)


NUMBERS = "<data><n>1</n><n/><n>3</n><t>x</t><g><h/></g></data>"


def test_sums_and_extremes_pass_over_what_is_empty() -> None:
    assert ask("sum(/data/n)", NUMBERS) == 4
    assert ask("min(/data/n)", NUMBERS) == 1
    assert ask("concat(/data/n, '!')", NUMBERS) == "13!"
    assert ask("join(',', /data/n)", NUMBERS) == "1,,3"
    assert ask("count(/data/n)", NUMBERS) == 3
    assert ask("count-non-empty(/data/*)", NUMBERS) == 4


def test_functions_without_arguments_ask_the_context_node() -> None:
    at = "/*[1]/*[4]"
    assert ask("string()", NUMBERS, at) == "x"
    assert ask("string-length()", NUMBERS, at) == 1
    assert ask("local-name()", NUMBERS, at) == "t"
    assert ask("position()", NUMBERS, at) == 1
    assert ask("position(.)", NUMBERS, "/*[1]/*[3]") == 3


def test_once_keeps_an_answer_and_does_not_even_look_for_another() -> None:
    assert ask("once('new')", NUMBERS, "/*[1]/*[4]") == "x"
    assert ask("once(date('never'))", NUMBERS, "/*[1]/*[4]") == "x"
    assert ask("once('new')", NUMBERS, "/*[1]/*[2]") == "new"


LETTERS = "<data>" + "".join(f"<{letter}>{letter}</{letter}>" for letter in "ABCDEF") + "</data>"


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("42", "AFCBDE"),
        ("'42'", "AFCBDE"),
        ("1", "BFEACD"),
        ("11111111", "ACDBFE"),
        ("0", "CBEAFD"),
        ("-1", "DCBFEA"),
    ],
)
def test_a_seed_shuffles_as_in_every_other_engine(seed: str, order: str) -> None:
    assert ask(f"concat(randomize(/data/*, {seed}))", LETTERS) == order


def test_any_text_is_a_seed_and_no_seed_is_chance() -> None:
    assert ask("concat(randomize(/data/*, 'x'))", LETTERS) == ask("concat(randomize(/data/*, 'x'))", LETTERS)
    shuffled = ask("randomize(/data/*)", LETTERS)
    assert sorted(names(shuffled)) == list("ABCDEF")


def test_identifiers_are_random_and_well_formed() -> None:
    identifier = ask("uuid()")
    assert isinstance(identifier, str)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", identifier)
    assert identifier != ask("uuid()")
    short = ask("uuid(5)")
    assert isinstance(short, str)
    assert re.fullmatch(r"[0-9A-Z]{5}", short)


def test_signed_text_is_given_only_if_the_key_verifies_it() -> None:
    from base64 import b64encode

    key = Ed25519PrivateKey.generate()
    message = "증언".encode()
    signed = b64encode(key.sign(message) + message).decode()
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    other = b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    assert ask(f"extract-signed('{signed}', '{public}')") == "증언"
    assert ask(f"extract-signed('{signed}', '{other}')") == ""
    assert ask(f"extract-signed('x', '{public}')") == ""
    assert ask(f"extract-signed('{signed}', 'short')") == ""


SQUARE = "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("distance('0 0;0 1')", 111318.85),
        ("distance('0 0', '0 1')", 111318.85),
        ("distance('7.9 -11.5;7.9 -11.5')", 0),
        ("area('0 0;0 1')", 0),
        ("area('nowhere')", 0),
        (f"geofence('0.5 0.5 0 0', '{SQUARE}')", True),
        (f"geofence('0.5 2', '{SQUARE}')", False),
        (f"geofence('', '{SQUARE}')", False),
        (f"intersects('{SQUARE}')", False),
        ("intersects('0 0;1 1;0 1;1 0')", True),
        ("intersects('0 0;0 2;0 1')", True),
        ("intersects('0 0;0 2;0 3')", False),
        ("intersects('0 0;2 2;2 0;1 1')", True),
        ("intersects('')", False),
    ],
)
def test_places_are_measured_on_the_globe(text: str, value: object) -> None:
    assert ask(text) == value


def test_points_may_come_as_nodes_or_as_one_line() -> None:
    xml = "<data><p>0 0</p><p>0 1</p><p>1 1</p><line>0 0;0 1;1 1</line></data>"
    assert ask("area(/data/p) = area(/data/line) and area(/data/p) > 6000000000", xml) is True
    assert ask("distance(/data/p) = distance(/data/line)", xml) is True


def test_texts_and_labels_come_from_the_form() -> None:
    assert ask("jr:itext('hello')", itext=str.upper) == "HELLO"
    label = ask(
        "jr:choice-name('m', ' /data/town ')", choice_name=lambda value, path, node: f"{path}={value}"
    )
    assert label == "/data/town=m"


def test_a_room_above_may_add_functions_of_its_own() -> None:
    own = Function(
        "{urn:interview-kit:protocol}double", lambda number: 2 * number, (Kind.NUMBER,), Kind.NUMBER
    )
    functions = table(STANDARD.values(), [own])
    assert ask("kit:double('21')", functions=functions) == 42


REPEATS = """<data><n>2</n>
<child><name>Ok</name><toy><kind>a</kind></toy><toy><kind>b</kind></toy><own/></child>
<child><name>Jin</name><toy><kind>c</kind></toy><own/></child></data>"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("indexed-repeat(/data/child/name, /data/child, 1)", "Ok"),
        ("indexed-repeat(/data/child/name, /data/child, /data/n)", "Jin"),
        ("indexed-repeat(../name, .., 1)", "Ok"),
        ("indexed-repeat(/data/child/name, /data/child, 0)", "Ok"),
        ("indexed-repeat(/data/child/name, /data/child, 3)", ""),
        ("indexed-repeat(/data/child/name, /data/child, '')", ""),
        ("indexed-repeat(/data/child/toy/kind, /data/child/toy, 1)", "c"),
        ("indexed-repeat(/data/child/toy/kind, /data/child, 1, /data/child/toy, 2)", "b"),
        ("concat(indexed-repeat(/data/child/toy/kind, /data/child, 1))", "ab"),
    ],
)
def test_an_answer_is_taken_from_another_instance_of_a_repeat(text: str, value: str) -> None:
    assert ask(f"concat({text}, '')", REPEATS, "/*[1]/*[3]/*[3]") == value


def test_a_repeat_that_does_not_hold_the_question_is_refused() -> None:
    from interview_kit.errors import InputError

    with pytest.raises(InputError, match="repeat-not-around"):
        ask("indexed-repeat(/data/n, /data/child, 1)", REPEATS, "/*[1]/*[3]/*[3]")
