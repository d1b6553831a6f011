"""How age keys are written, and files of earlier days."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.crypto import age
from interview_kit.errors import InputError

GOLDEN = Path(__file__).parent / "golden"
SEED = bytes(range(32))
KINDS = [(age.HybridIdentity, age.HybridRecipient), (age.X25519Identity, age.X25519Recipient)]
Kind = tuple[type[age.HybridIdentity | age.X25519Identity], type[age.HybridRecipient | age.X25519Recipient]]


@pytest.mark.parametrize("kind", KINDS, ids=["hybrid", "X25519"])
def test_keys_written_down_are_read_back(kind: Kind) -> None:
    identity_type, recipient_type = kind
    identity = identity_type.generate()
    assert identity_type.parse(str(identity)) == identity
    assert identity_type.from_seed(identity.seed) == identity
    assert recipient_type.parse(str(identity.recipient)) == identity.recipient
    assert recipient_type(identity.recipient.public_key) == identity.recipient


def test_keys_look_as_other_age_programs_write_them() -> None:
    hybrid, x25519 = age.HybridIdentity.from_seed(SEED), age.X25519Identity.from_seed(SEED)
    assert str(hybrid).startswith("AGE-SECRET-KEY-PQ-1")
    assert str(hybrid.recipient).startswith("age1pq1")
    assert str(x25519).startswith("AGE-SECRET-KEY-1")
    assert str(x25519.recipient).startswith("age1")


@pytest.mark.parametrize("kind", KINDS, ids=["hybrid", "X25519"])
@given(data=st.data())
def test_a_mistyped_key_is_refused(kind: Kind, data: st.DataObject) -> None:
    identity_type, recipient_type = kind
    identity = identity_type.from_seed(SEED)
    right = data.draw(st.sampled_from([str(identity), str(identity.recipient)]))
    place = data.draw(st.integers(0, len(right) - 1))
    letter = data.draw(st.characters())
    wrong = right[:place] + letter + right[place + 1 :]
    if wrong != right:
        for parse in (identity_type.parse, recipient_type.parse):
            with pytest.raises(InputError):
                parse(wrong)


@pytest.mark.parametrize("text", ["", "1", "age1", "age1pq1", "AGE-SECRET-KEY-1", "age1qqqqqq"])
def test_what_is_no_key_at_all_is_refused(text: str) -> None:
    for identity_type, recipient_type in KINDS:
        with pytest.raises(InputError, match=r"crypto\.age-identity"):
            identity_type.parse(text)
        with pytest.raises(InputError, match=r"crypto\.age-recipient"):
            recipient_type.parse(text)


def test_one_kind_of_key_is_not_taken_for_another() -> None:
    hybrid, x25519 = age.HybridIdentity.from_seed(SEED), age.X25519Identity.from_seed(SEED)
    with pytest.raises(InputError):
        age.X25519Identity.parse(str(hybrid))
    with pytest.raises(InputError):
        age.HybridRecipient.parse(str(x25519.recipient))
    with pytest.raises(InputError):
        age.HybridIdentity.parse(str(hybrid).lower())
    with pytest.raises(InputError):
        age.HybridRecipient.parse(str(hybrid.recipient).upper())


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_seed_is_32_bytes(size: int) -> None:
    with pytest.raises(InputError, match=r"crypto\.age-identity"):
        age.HybridIdentity.from_seed(bytes(size))


def test_secrets_stay_out_of_what_a_debugger_shows() -> None:
    identity = age.HybridIdentity.generate()
    shown = repr([identity, age.ScryptIdentity("guess"), age.ScryptRecipient("guess")])
    assert repr(identity.seed) not in shown
    assert "guess" not in shown


def test_an_empty_passphrase_is_no_passphrase() -> None:
    for kind in (age.ScryptIdentity, age.ScryptRecipient):
        with pytest.raises(InputError, match=r"crypto\.passphrase-empty"):
            kind("")


def test_a_file_of_the_first_version_still_opens() -> None:
    with (GOLDEN / "hybrid_1.age").open("rb") as source:
        decryptor = age.Decryptor(source, [age.HybridIdentity.from_seed(SEED)])
        assert decryptor.read(1000).decode() == "그 겨울에 기차역에서 마지막으로 보았다.\n"
        assert decryptor.read(1) == b""


def test_a_seed_always_gives_the_same_recipient() -> None:
    recipient = str(age.HybridIdentity.from_seed(SEED).recipient)
    digest = "e1704ce7caadaa4e436845c280d1527742f46a8af62d934c41b60c624e7cb185"
    assert hashlib.sha256(recipient.encode()).hexdigest() == digest
