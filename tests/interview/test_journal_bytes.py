"""The short ways to an entry's bytes lead to the same bytes as the canonical encoding."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry, EntryKind

TEXT = st.text(max_size=40)
SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(
    counter=st.integers(1, 2**53 - 1),
    time=TEXT,
    kind=st.sampled_from(EntryKind),
    path=TEXT,
    author=TEXT,
    digest=st.binary(min_size=32, max_size=32),
)
def test_an_entrys_hash_is_that_of_its_first_seven_keys_in_canonical_json(
    counter: int, time: str, kind: EntryKind, path: str, author: str, digest: bytes
) -> None:
    entry = Entry(counter, time, kind, path, author, digest, digest[::-1], None, None)
    assert entry.hash == hashlib.sha256(canonical.encode(entry.to_json())).digest()


@given(
    counter=st.integers(1, 2**53 - 1),
    time=TEXT,
    kind=st.sampled_from(EntryKind),
    path=TEXT,
    author=TEXT,
    digest=st.binary(min_size=32, max_size=32),
    salt=st.none() | st.binary(min_size=32, max_size=32),
    value=VALUES,
)
def test_an_entrys_line_is_the_canonical_json_of_all_its_keys(
    counter: int,
    time: str,
    kind: EntryKind,
    path: str,
    author: str,
    digest: bytes,
    salt: bytes | None,
    value: JsonValue,
) -> None:
    entry = Entry(counter, time, kind, path, author, digest, digest[::-1], salt, value if salt else None)
    assert entry.line.encode() == canonical.encode(entry.to_json())


def test_an_entry_comes_back_from_its_line() -> None:
    first = journal.link(
        "T", None, kind=EntryKind.BEGIN, path="", value={"words": "T-\U0001f33e \u0007"}, author="T"
    )
    for entry in (first, first.without_value()):
        assert journal.entry_from_line(entry.line) == entry


@pytest.mark.parametrize("line", ["", "{", "[]", '{"counter": 1}'])
def test_what_is_no_line_is_refused_without_its_words(line: str) -> None:
    with pytest.raises(RefusedError, match="journal-line") as refused:
        journal.entry_from_line(line)
    assert refused.value.__cause__ is None


@given(VALUES)
def test_a_commitment_is_over_the_canonical_json_of_the_value(value: JsonValue) -> None:
    assert journal.commit(b"salt", value) == hashlib.sha256(b"salt" + canonical.encode(value)).digest()


@pytest.mark.parametrize("value", [{"value": "\ud83d"}, {"value": 1.5}, {"said": 2**60}], ids=repr)
def test_what_has_no_canonical_json_is_committed_to_by_nobody(value: JsonValue) -> None:
    with pytest.raises(RefusedError, match="json-invalid"):
        journal.commit(bytes(32), value)
