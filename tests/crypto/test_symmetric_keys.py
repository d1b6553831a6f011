"""Keys are derived alike every time, and a box opens only whole, under its key, in its context."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto import keys
from interview_kit.errors import InputError, RefusedError

KEY = bytes(range(32))
SALT = bytes(16)


def test_a_passphrase_always_gives_the_same_key() -> None:
    known = "a7ccd4a3935d3af9d02bf923c3c0dc0f6bf5856102275e1197459200ea02e997"
    assert keys.derive_from_passphrase("겨울 기차역", SALT, keys.FLOOR).hex() == known


def test_hangul_typed_in_pieces_is_the_same_passphrase() -> None:
    whole, pieces = (unicodedata.normalize(form, "겨울 기차역") for form in ("NFC", "NFD"))
    assert whole != pieces
    assert keys.derive_from_passphrase(whole, SALT, keys.FLOOR) == keys.derive_from_passphrase(
        pieces, SALT, keys.FLOOR
    )


def test_passphrase_salt_and_cost_all_matter() -> None:
    derived = {
        keys.derive_from_passphrase("one", SALT, keys.FLOOR),
        keys.derive_from_passphrase("two", SALT, keys.FLOOR),
        keys.derive_from_passphrase("ｏne", SALT, keys.FLOOR),
        keys.derive_from_passphrase("one", bytes(15) + b"\1", keys.FLOOR),
        keys.derive_from_passphrase("one", SALT, keys.Cost(4, 64 * 1024, 4)),
    }
    assert {len(key) for key in derived} == {32}
    assert len(derived) == 5


def test_a_passphrase_that_cannot_be_one_is_asked_for_again() -> None:
    with pytest.raises(InputError, match=r"crypto\.passphrase-empty"):
        keys.derive_from_passphrase("", SALT, keys.FLOOR)
    with pytest.raises(InputError, match=r"crypto\.passphrase-unreadable"):
        keys.derive_from_passphrase("\ud800", SALT, keys.FLOOR)


def test_a_short_salt_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="salt"):
        keys.derive_from_passphrase("one", bytes(15), keys.FLOOR)


@pytest.mark.parametrize(
    "cost",
    [
        (2, 65536, 4),
        (3, 65535, 4),
        (3, 65536, 3),
        (17, 65536, 4),
        (3, 2**21 + 1, 4),
        (3, 65536, 17),
    ],
)
def test_a_cost_too_cheap_or_ruinous_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(RefusedError, match=r"crypto\.cost-refused"):
        keys.Cost(*cost)


def test_the_usual_cost_is_above_the_floor() -> None:
    assert keys.Cost(3, 256 * 1024, 4) == keys.DEFAULT
    assert keys.Cost(3, 64 * 1024, 4) == keys.FLOOR


def test_each_purpose_has_its_own_key() -> None:
    assert (
        keys.derive(KEY, "database").hex()
        == "14ea1491970f0ea4f932fb5cf107742634433d1e96490a7f9922d140cb1fbf54"
    )
    assert keys.derive(KEY, "database") != keys.derive(KEY, "header")
    assert len(keys.derive(KEY, "database", 64)) == 64


@given(st.binary(max_size=100), st.binary(max_size=20))
def test_what_was_wrapped_is_unwrapped(secret: bytes, context: bytes) -> None:
    box = keys.wrap(KEY, secret, context)
    assert len(box) == len(secret) + 28
    assert keys.unwrap(KEY, box, context) == secret


def test_a_box_of_the_first_version_still_opens() -> None:
    box = bytes.fromhex("9b85e13e38e4a065c1d896202033084a2e980d1ab9416acdabdb2542084b77350a921c308ac3b559ad")
    assert keys.unwrap(KEY, box, b"slot 1") == b"workspace key"


def test_equal_secrets_lie_in_different_boxes() -> None:
    assert keys.wrap(KEY, b"secret", b"") != keys.wrap(KEY, b"secret", b"")


def test_a_box_altered_cut_moved_or_under_another_key_is_refused() -> None:
    box = keys.wrap(KEY, b"secret", b"slot 1")
    altered = [box[:i] + bytes([box[i] ^ 1]) + box[i + 1 :] for i in range(len(box))]
    cut = [box[:size] for size in range(len(box))]
    attempts = [(KEY, wrong, b"slot 1") for wrong in (*altered, *cut, box + b"\0")]
    attempts += [(KEY, box, b"slot 2"), (bytes(32), box, b"slot 1")]
    for key, wrong, context in attempts:
        with pytest.raises(RefusedError, match=r"crypto\.box-damaged"):
            keys.unwrap(key, wrong, context)


def test_a_message_is_authentic_or_not() -> None:
    tag = keys.authenticate(KEY, b"message")
    assert len(tag) == 32
    assert keys.check(KEY, b"message", tag)
    assert not keys.check(KEY, b"another", tag)
    assert not keys.check(bytes(32), b"message", tag)
    assert not keys.check(KEY, b"message", tag[:-1])


@pytest.mark.parametrize(
    ("seconds_for_default", "expected"),
    [
        (0.8, keys.Cost(4, 256 * 1024, 4)),
        (0.1, keys.Cost(16, 256 * 1024, 4)),
        (1.9, keys.Cost(3, 256 * 1024, 4)),
        (4.0, keys.Cost(3, 128 * 1024, 4)),
        (60.0, keys.FLOOR),
    ],
)
def test_the_cost_is_calibrated_to_about_a_second_and_never_below_the_floor(
    seconds_for_default: float, expected: keys.Cost
) -> None:
    """On machines where Argon2id takes as long as the memory and the passes it is given."""

    def seconds(cost: keys.Cost) -> float:
        work = cost.iterations * cost.memory_kib / (keys.DEFAULT.iterations * keys.DEFAULT.memory_kib)
        return seconds_for_default * work

    assert keys.calibrate(seconds) == expected


def test_this_machine_is_measured_once() -> None:
    assert keys.calibrated() is keys.calibrated()
    assert keys.calibrated().memory_kib >= keys.FLOOR.memory_kib
