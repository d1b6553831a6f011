"""OpenSSH signatures that are good in another way than ours, made with the laptop's own key.

A reader who parses what he is given, instead of knowing beforehand what it must be, takes some of them.
"""

from __future__ import annotations

import base64
import hashlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.attacks.campaign import Kind
from tests.attacks.heads import INVALID, MLDSA, SSHSIG
from tests.attacks.scene import Case, Scene, shuffled

_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----"
_END: Final = "-----END SSH SIGNATURE-----"


@dataclass(frozen=True)
class Made:
    """An OpenSSH signature and everything in it that could be otherwise."""

    seed: bytes
    message: bytes
    namespace: bytes = b"bundle.real.v1@interview-kit"
    magic: bytes = b"SSHSIG"
    version: int = 1
    key_type: bytes = b"ssh-ed25519"
    reserved: bytes = b""
    hash: str = "sha512"
    #: What the key in it is, where that is another one than signs.
    key: bytes | None = None
    after: bytes = b""
    columns: int = 70
    line_end: str = "\n"
    begin: str = _BEGIN
    end: str = _END

    def armored(self) -> bytes:
        """Sign, and write it down."""
        signer = Ed25519PrivateKey.from_private_bytes(self.seed)
        name = self.hash.encode()
        digest = hashlib.new(
            self.hash if self.hash in hashlib.algorithms_available else "sha512", self.message
        )
        fields = [self.namespace, self.reserved, name, digest.digest()]
        signature = signer.sign(b"SSHSIG" + b"".join(map(_string, fields)))
        key = self.key or signer.public_key().public_bytes_raw()
        blob = self.magic + self.version.to_bytes(4, "big")
        blob += _string(_string(self.key_type) + _string(key))
        blob += b"".join(map(_string, [self.namespace, self.reserved, name]))
        blob += _string(_string(self.key_type) + _string(signature)) + self.after
        text = base64.b64encode(blob).decode()
        lines = [text[at : at + self.columns] for at in range(0, len(text), self.columns)]
        return "".join(line + self.line_end for line in (self.begin, *lines, self.end)).encode()


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


WAYS: Final[dict[str, Callable[[Made], Made]]] = {
    "SHA-256": lambda it: replace(it, hash="sha256"),
    "SHA-1": lambda it: replace(it, hash="sha1"),
    "a hash nobody knows": lambda it: replace(it, hash="T-none"),
    "a hash in capitals": lambda it: replace(it, hash="SHA512"),
    "for files": lambda it: replace(it, namespace=b"file"),
    "for git": lambda it: replace(it, namespace=b"git"),
    "for a receipt": lambda it: replace(it, namespace=b"receipt.real.v1@interview-kit"),
    "for a later version": lambda it: replace(it, namespace=b"bundle.real.v2@interview-kit"),
    "for nothing": lambda it: replace(it, namespace=b""),
    "a namespace with a zero": lambda it: replace(it, namespace=b"bundle.real.v1@interview-kit\0"),
    "a namespace in capitals": lambda it: replace(it, namespace=b"BUNDLE.REAL.V1@INTERVIEW-KIT"),
    "something reserved": lambda it: replace(it, reserved=b"x"),
    "a lot reserved": lambda it: replace(it, reserved=bytes(8_000)),
    "another magic": lambda it: replace(it, magic=b"SSHSIg"),
    "version 0": lambda it: replace(it, version=0),
    "version 2": lambda it: replace(it, version=2),
    "the largest version": lambda it: replace(it, version=2**32 - 1),
    "a key of another type": lambda it: replace(it, key_type=b"ssh-rsa"),
    "a security key": lambda it: replace(it, key_type=b"sk-ssh-ed25519@openssh.com"),
    "another key named": lambda it: replace(it, key=bytes(32)),
    "a short key": lambda it: replace(it, key=bytes(31)),
    "something after the blob": lambda it: replace(it, after=b"\0"),
    "short lines": lambda it: replace(it, columns=64),
    "lines of PEM": lambda it: replace(it, columns=76),
    "one line": lambda it: replace(it, columns=10_000),
    "other line ends": lambda it: replace(it, line_end="\r\n"),
    "empty lines": lambda it: replace(it, line_end="\n\n"),
    "spaces at the ends": lambda it: replace(it, line_end=" \n"),
    "another beginning": lambda it: replace(it, begin="-----BEGIN SSH SIGNATURE----"),
    "another end": lambda it: replace(it, end="-----END SIGNATURE-----"),
    "words before": lambda it: replace(it, begin=f"T\n{_BEGIN}"),
    "words after": lambda it: replace(it, end=f"{_END}\nT"),
}


def _sshsigs(scene: Scene, chance: random.Random) -> Iterator[Case]:
    forger = scene.forger()
    body = forger.body()
    made = Made(forger.keys.to_bytes()[:32], body)
    assert made.armored() == dict(forger.head(body))[SSHSIG]
    for name, way in shuffled(chance, WAYS.items()):
        head = [(one, way(made).armored() if one == SSHSIG else data) for one, data in forger.head(body)]
        yield name, forger.sealed(forger.layout(head))


def _encodings(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The genuine signature, in other text that says the same."""
    forger = scene.forger()
    genuine = dict(forger.head())[SSHSIG]
    lines = genuine.splitlines(keepends=True)
    text = b"".join(lines[1:-1])
    ways = {
        "without its last line end": genuine[:-1],
        "a line end more": genuine + b"\n",
        "a line end before": b"\n" + genuine,
        "a byte order mark": b"\xef\xbb\xbf" + genuine,
        "a character that is skipped": genuine.replace(lines[1], b"*" + lines[1]),
        "a zero inside": genuine.replace(lines[1], b"\0" + lines[1]),
        "padding inside": genuine.replace(lines[1], lines[1][:-1] + b"==\n"),
        "padding more": genuine.replace(text[-1:] + lines[-1], b"=\n" + lines[-1]),
        "only its blob": base64.b64decode(text),
        "its text alone": text,
        "for addresses": lines[0] + text.replace(b"+", b"-").replace(b"/", b"_") + lines[-1] + b" ",
    }
    for name, data in shuffled(chance, ways.items()):
        head = [(one, data if one == SSHSIG else old) for one, old in forger.head()]
        yield name, forger.sealed(forger.layout(head))


def _namespaces(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Both signatures good, and for something else."""
    names = [f"{document}.real.v1@interview-kit" for document in ("receipt", "pack", "request", "roster")]
    names += [
        "bundle.real.v2@interview-kit",
        "bundle.real.v0@interview-kit",
        "bundle.v1@interview-kit",
        "file",
    ]
    names += [
        "bundle.real.v1@interview-kit ",
        "bundle.real.v1@interview-kit\0",
        "bundle.both.v1@interview-kit",
    ]
    for name in shuffled(chance, names):
        forger = scene.forger()
        yield repr(name), forger.sealed(forger.layout(forger.head(namespace=name)))
    for signature in (SSHSIG, MLDSA):  # one for practice, and one for real
        forger = scene.forger()
        practice = dict(forger.head(namespace="bundle.practice.v1@interview-kit"))
        head = [(one, practice[one] if one == signature else data) for one, data in forger.head()]
        yield f"{signature} for practice", forger.sealed(forger.layout(head))


def _for_practice(scene: Scene, chance: random.Random) -> Iterator[Case]:
    forger = scene.forger()
    yield "both", forger.sealed(forger.layout(forger.head(namespace="bundle.practice.v1@interview-kit")))


KINDS: Final = (
    Kind("OpenSSH signatures of other forms", 4, _sshsigs, INVALID),
    Kind("OpenSSH signatures in other text", 4, _encodings, INVALID),
    Kind("signatures for something else", 4, _namespaces, INVALID),
    Kind("signatures for practice", 11, _for_practice, frozenset({"trust.from-practice"})),
)
