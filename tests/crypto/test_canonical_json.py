"""One value, one encoding; and nothing but that encoding is read."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto.canonical import MAX_VALUES, JsonValue, decode, encode
from interview_kit.errors import RefusedError
from tests.attacks.watch import watched

LARGEST = 2**53 - 1

plain_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | plain_text
values: st.SearchStrategy[JsonValue] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain_text, inner, max_size=4),
    max_leaves=25,
)


def code_of(data: bytes) -> str:
    with pytest.raises(RefusedError) as refusal:
        decode(data)
    return refusal.value.code


@given(values)
def test_a_value_comes_back_from_its_encoding(value: JsonValue) -> None:
    assert decode(encode(value)) == value


@given(values)
def test_any_json_reader_understands_it(value: JsonValue) -> None:
    assert json.loads(encode(value)) == value


@given(values, st.data())
def test_a_changed_byte_never_means_the_same_value(value: JsonValue, data: st.DataObject) -> None:
    right = encode(value)
    place = data.draw(st.integers(0, len(right)))
    end = data.draw(st.integers(place, len(right)))
    changed = right[:place] + data.draw(st.binary(max_size=3)) + right[end:]
    if changed != right:
        with contextlib.suppress(RefusedError):
            assert json.dumps(decode(changed)) != json.dumps(decode(right))


def test_keys_are_ordered_by_utf_16_code_units() -> None:
    # U+1F600 is D83D DE00 in UTF-16 and so comes before U+E000, unlike in UTF-8.
    value: JsonValue = {"\ue000": 1, "😀": 2, "가": 3, "b": 4, "a": 5, "": 6}
    assert encode(value).decode() == '{"":6,"a":5,"b":4,"가":3,"😀":2,"\ue000":1}'


def test_only_what_must_be_escaped_is_escaped() -> None:
    text = '\x00\b\t\n\f\r\x1f"\\/\x7f\u2028é한😀'
    assert encode(text).decode() == ('"\\u0000\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f\u2028é한😀"')


@pytest.mark.parametrize(
    "value",
    [1.0, 0.5, float("nan"), LARGEST + 1, -LARGEST - 1, b"bytes", (1, 2), {1: 2}, "\ud800"],
    ids=repr,
)
def test_what_has_no_exact_encoding_is_not_written(value: JsonValue) -> None:
    nested: list[JsonValue] = [value, {"inside": [value]}]
    for form in (value, *nested):
        with pytest.raises(RefusedError, match=r"crypto\.json-invalid"):
            encode(form)


def test_a_lone_surrogate_is_no_key_either() -> None:
    with pytest.raises(RefusedError, match=r"crypto\.json-invalid"):
        encode({"\udc00": 1})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"nul",
        b"[1]]",
        b"[}",
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        '"a"'.encode("utf-16"),
        b"1.0",
        b"1e3",
        b"-0.0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"1" * 5000,
        b'{"a":1,"a":1}',
        b'[{"a":1,"\\u0061":2}]',
        b'"' + b'\\"' * 200_000,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_is_not_our_json_is_refused(data: bytes) -> None:
    assert code_of(data) == "crypto.json-invalid"


@pytest.mark.parametrize(
    "data",
    [
        b"1 ",
        b" 1",
        b"1\n",
        b"[1, 2]",
        b'{"b":1,"a":2}',
        b'"\\/"',
        b'"\\u0061"',
        b'"\\u001F"',
        b"-0",
    ],
    ids=repr,
)
def test_another_spelling_of_the_same_value_is_refused(data: bytes) -> None:
    assert code_of(data) == "crypto.json-not-canonical"


def nested(levels: int) -> JsonValue:
    value: JsonValue = []
    for level in range(levels - 1):
        value = {"]": value} if level % 2 else [value, []]
    return value


def test_nesting_is_limited_alike_when_writing_and_reading() -> None:
    assert decode(encode(nested(64))) == nested(64)
    with pytest.raises(RefusedError, match=r"crypto\.json-too-deep"):
        encode(nested(65))
    assert code_of(encode(nested(65), max_depth=65)) == "crypto.json-too-deep"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 1_000_000,
        b"[" * 1_000_000 + b"]" * 1_000_000,
        b'{"a":' * 1_000_000,
        b"[]" * 100_000 + b"[" * 100_000,
        b'["' + b"]" * 100 + b'",' + b"[" * 100_000,
    ],
    ids=["open", "balanced", "objects", "late", "brackets in text"],
)
def test_an_abyss_is_refused_at_once(data: bytes) -> None:
    assert code_of(data) == "crypto.json-too-deep"


def test_brackets_in_text_are_not_nesting() -> None:
    value: JsonValue = ['[{"' * 1000, {'\\"[': "}]\\"}]
    assert decode(encode(value)) == value


def test_a_document_over_the_limit_is_not_even_parsed() -> None:
    with pytest.raises(RefusedError, match=r"crypto\.json-too-large"):
        decode(encode("a" * 100), max_bytes=50)


def test_a_value_that_contains_itself_is_refused() -> None:
    value: list[JsonValue] = []
    value.append(value)
    with pytest.raises(RefusedError, match=r"crypto\.json-too-deep"):
        encode(value)


def test_a_refusal_does_not_repeat_what_was_said() -> None:
    with pytest.raises(RefusedError) as refusal:
        encode(["a name\ud800"])
    assert "name" not in str(refusal.value)
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    "many",
    [
        b"[" + b"0," * MAX_VALUES + b"0,0]",
        b"[" + (b"[" * 50 + b"]" * 50 + b",") * (MAX_VALUES // 50) + b"0]",
        b"[" + b"{}," * (MAX_VALUES // 2) + b"0]",
        b'"' * 6 * MAX_VALUES,
    ],
    ids=lambda many: str(many[:4]),
)
def test_a_document_of_too_many_values_is_refused_before_it_costs_memory(many: bytes) -> None:
    with watched() as cost, pytest.raises(RefusedError, match="json-too-large"):
        decode(many, max_bytes=len(many))
    assert cost.memory < 250


def test_a_text_may_hold_as_many_commas_as_it_likes() -> None:
    assert decode(b'["' + b"," * 2 * MAX_VALUES + b'"]') == ["," * 2 * MAX_VALUES]
