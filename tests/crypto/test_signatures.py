"""Both signatures must be good, for this message, this namespace and these keys."""

from __future__ import annotations

import dataclasses

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key

from interview_kit.crypto.signatures import Signatures, SigningKeys, VerifyingKeys
from interview_kit.errors import RefusedError

KEYS = SigningKeys.from_bytes(bytes(range(64)))
SIGNED = KEYS.sign(b"said", "test@example")


def refused(signatures: Signatures, message: bytes = b"said", namespace: str = "test@example") -> bool:
    try:
        KEYS.public.verify(message, signatures, namespace)
    except RefusedError as refusal:
        return refusal.code == "crypto.signature-invalid"
    return False


def test_what_was_signed_verifies() -> None:
    assert not refused(SIGNED)


def test_another_message_or_purpose_is_refused() -> None:
    assert refused(SIGNED, message=b"Said")
    assert refused(SIGNED, namespace="other@example")


@pytest.mark.parametrize("field", ["sshsig", "mldsa65"])
def test_one_good_signature_is_not_enough(field: str) -> None:
    for other in (
        KEYS.sign(b"another", "test@example"),
        KEYS.sign(b"said", "other@example"),
        SigningKeys.generate().sign(b"said", "test@example"),
        Signatures(b"", b""),
    ):
        assert refused(dataclasses.replace(SIGNED, **{field: getattr(other, field)}))


def test_every_changed_byte_of_the_post_quantum_signature_is_refused() -> None:
    for place in range(0, len(SIGNED.mldsa65), 7):
        changed = bytearray(SIGNED.mldsa65)
        changed[place] ^= 1 << place % 8
        assert refused(dataclasses.replace(SIGNED, mldsa65=bytes(changed)))
    assert refused(dataclasses.replace(SIGNED, mldsa65=SIGNED.mldsa65 + b"\0"))
    assert refused(dataclasses.replace(SIGNED, mldsa65=SIGNED.mldsa65[:-1]))


def test_keys_come_back_from_their_64_bytes() -> None:
    again = SigningKeys.from_bytes(KEYS.to_bytes())
    assert again.public == KEYS.public
    assert KEYS.to_bytes() == bytes(range(64))
    assert SigningKeys.generate().public != SigningKeys.generate().public


@pytest.mark.parametrize("size", [0, 63, 65])
def test_keys_of_another_size_are_a_mistake(size: int) -> None:
    with pytest.raises(ValueError, match="32"):
        SigningKeys.from_bytes(bytes(size))


@pytest.mark.parametrize(("ed25519", "mldsa65"), [(31, 1952), (33, 1952), (32, 1951), (32, 0)])
def test_public_keys_of_another_size_are_refused(ed25519: int, mldsa65: int) -> None:
    with pytest.raises(RefusedError, match=r"crypto\.verifying-keys-malformed"):
        VerifyingKeys(bytes(ed25519), bytes(mldsa65))


def test_the_post_quantum_key_is_written_as_other_tools_read_it() -> None:
    public = KEYS.public
    key = load_der_public_key(public.mldsa65_der())
    assert key.public_bytes_raw() == public.mldsa65  # type: ignore[union-attr]  # an ML-DSA key


@pytest.mark.parametrize("namespace", ["", "n" * 256, "이" * 86])
def test_a_namespace_is_1_to_255_bytes(namespace: str) -> None:
    with pytest.raises(ValueError, match=r"namespace|[Cc]ontext"):
        KEYS.sign(b"said", namespace)


def test_a_namespace_may_be_any_text_that_fits() -> None:
    longest = "이" * 85
    assert not refused(KEYS.sign(b"", longest), b"", longest)
