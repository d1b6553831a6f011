"""Padmé hides sizes at little cost."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto.padding import padded_size

sizes = st.integers(0, 2**50)


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, 0), (1, 1), (2, 2), (8, 8), (9, 10), (100, 104), (1000, 1024), (2**20 + 1, 2**20 + 2**15)],
)
def test_known_sizes(size: int, padded: int) -> None:
    assert padded_size(size, 0) == padded


@given(sizes)
def test_padding_never_cuts_and_costs_at_most_an_eighth(size: int) -> None:
    assert size <= padded_size(size, 0) <= size * 1.12 + 1


@given(sizes)
def test_a_padded_size_stays_as_it_is(size: int) -> None:
    padded = padded_size(size, 0)
    assert padded_size(padded, 0) == padded


@given(st.integers(10, 45))
def test_few_sizes_are_told_apart(exponent: int) -> None:
    # Between two powers of two, as many different sizes as the exponent has bits allow.
    step = 2 ** (exponent - exponent.bit_length())
    told_apart = {padded_size(2**exponent + step * index, 0) for index in range(1, 2**exponent // step + 1)}
    assert len(told_apart) == 2**exponent // step <= 2 ** (math.floor(math.log2(exponent)) + 1)


@given(sizes, sizes)
def test_a_larger_content_is_never_padded_to_less(one: int, other: int) -> None:
    assert padded_size(min(one, other), 0) <= padded_size(max(one, other), 0)


@given(st.integers(0, 256 * 1024))
def test_everything_small_looks_alike(size: int) -> None:
    assert padded_size(size, 256 * 1024) == 256 * 1024
