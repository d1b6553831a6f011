"""The Ed25519 signature is OpenSSH's own: its tool checks ours, and we check its."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from interview_kit.crypto import sshsig
from interview_kit.errors import RefusedError

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAMESPACE = "test@example"
SIGNATURE = sshsig.sign(KEY, b"said", NAMESPACE)

needs_ssh_keygen = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed"
)


def refused(armored: bytes, message: bytes = b"said") -> bool:
    try:
        sshsig.verify(KEY.public_key(), message, armored, NAMESPACE)
    except RefusedError as refusal:
        return refusal.code == "crypto.signature-invalid"
    return False


def ssh_keygen_accepts(folder: Path, message: bytes, armored: bytes, namespace: str) -> bool:
    allowed, signature = folder / "allowed", folder / "signature"
    line = sshsig.public_key_line(KEY.public_key())
    allowed.write_text(f'someone namespaces="{NAMESPACE}" {line}\n')
    signature.write_bytes(armored)
    purpose = ["-I", "someone", "-n", namespace]
    done = subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", allowed, *purpose, "-s", signature],
        input=message,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


@needs_ssh_keygen
@pytest.mark.parametrize("message", [b"", b"said", "그 겨울".encode() * 1000])
def test_ssh_keygen_accepts_what_we_sign(tmp_path: Path, message: bytes) -> None:
    armored = sshsig.sign(KEY, message, NAMESPACE)
    assert ssh_keygen_accepts(tmp_path, message, armored, NAMESPACE)
    assert not ssh_keygen_accepts(tmp_path, message + b".", armored, NAMESPACE)
    assert not ssh_keygen_accepts(tmp_path, message, armored, "other@example")


@needs_ssh_keygen
@pytest.mark.parametrize("message", [b"", b"said", "그 겨울".encode() * 1000])
def test_we_accept_what_ssh_keygen_signs_and_sign_alike(tmp_path: Path, message: bytes) -> None:
    private, file = tmp_path / "key", tmp_path / "message"
    private.touch(mode=0o600)
    private.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    file.write_bytes(message)
    subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-f", private, "-n", NAMESPACE, file],
        check=True,
        capture_output=True,
    )
    armored = Path(f"{file}.sig").read_bytes()
    assert not refused(armored, message)
    assert armored == sshsig.sign(KEY, message, NAMESPACE)


def test_every_other_spelling_is_refused() -> None:
    assert not refused(SIGNATURE)
    for place, right in enumerate(SIGNATURE):
        before, after = SIGNATURE[:place], SIGNATURE[place + 1 :]
        for byte in {*(right ^ 1 << bit for bit in range(8)), *b"\n\r\x0b\x0c\x85= "} - {right}:
            assert refused(before + bytes([byte]) + after)
            assert refused(before + bytes([byte, right]) + after)


def test_a_signature_cut_short_or_with_something_after_it_is_refused() -> None:
    for size in range(len(SIGNATURE)):
        assert refused(SIGNATURE[:size])
    assert refused(SIGNATURE + b"\n")
    assert refused(SIGNATURE.replace(b"\n", b"\r\n"))
    assert refused(SIGNATURE * 2)


def test_a_signature_by_another_key_is_refused() -> None:
    other = Ed25519PrivateKey.generate()
    assert refused(sshsig.sign(other, b"said", NAMESPACE))


def test_a_signature_needs_a_purpose() -> None:
    with pytest.raises(ValueError, match="namespace"):
        sshsig.sign(KEY, b"said", "")
    with pytest.raises(ValueError, match="namespace"):
        sshsig.verify(KEY.public_key(), b"said", SIGNATURE, "")
