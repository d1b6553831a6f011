"""Signed documents: the head that bundles, packs, requests and receipts all begin with.

    signer             one line: document kind, format version, key id
    keys               only in documents that introduce their signer: Ed25519 (32 bytes) ‖ ML-DSA-65 (1,952)
    NAME.json.sig      OpenSSH SSHSIG, Ed25519
    NAME.json.mldsa65  ML-DSA-65, 3,309 bytes
    NAME.json          RFC 8785

Nothing but the fixed-format signer line is looked at before both signatures over NAME.json are good. The
namespace is chosen by the reader: by what it expects and by its own purpose, so a document of one kind, or of
practice, is worth nothing as another, or as real.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from pydantic import ValidationError

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.fingerprint import fingerprint
from interview_kit.crypto.signatures import Signatures, SigningKeys, VerifyingKeys
from interview_kit.errors import KitError, RefusedError
from interview_kit.vault.header import Purpose
from interview_kit.vault.slots import Part

Body = TypeVar("Body", bound=Part)

#: Limits of the head, stated in ``schemas/format.md``.
MAX_SIGNATURE: Final = 16 * 1024
MAX_BODY: Final = 8 * 1024 * 1024
_KEYS_SIZE: Final = 32 + 1952


class Document(StrEnum):
    """Kinds of signed documents; each has its own signature namespace."""

    BUNDLE = "bundle"
    REQUEST = "request"
    PACK = "pack"
    RECEIPT = "receipt"
    ROSTER = "roster"

    @property
    def body_name(self) -> str:
        """Name of the signed member."""
        return "manifest.json" if self is Document.BUNDLE else f"{self.value}.json"

    def namespace(self, purpose: Purpose) -> str:
        """Return the SSHSIG namespace, which is also the ML-DSA context."""
        return f"{self.value}.{purpose.value}.v1@interview-kit"


@dataclass(frozen=True, slots=True)
class Head:
    """An authenticated head."""

    signer: str
    keys: VerifyingKeys
    body: bytes

    def body_as(self, model: type[Body]) -> Body | None:
        """Parse the body, which is safe now; None unless it is, to the byte, what ``model`` writes."""
        try:
            body = model.model_validate(canonical.decode(self.body, max_bytes=MAX_BODY))
            exact = canonical.encode(body.model_dump(mode="json")) == self.body
        except (KitError, ValidationError):
            return None
        return body if exact else None


def key_id(keys: VerifyingKeys) -> str:
    """Return the hex digest that names a pair of verifying keys."""
    return fingerprint("interview-kit signing keys", [keys.ed25519, keys.mldsa65]).hex()


def signer_line(document: Document, signer: str) -> bytes:
    """Return the member ``signer``."""
    return f"interview-kit {document.value} 1 {signer}\n".encode("ascii")


def write_head(
    archive: ustar.Writer,
    document: Document,
    purpose: Purpose,
    keys: SigningKeys,
    body: bytes,
    *,
    introduce: bool = False,
) -> None:
    """Sign ``body`` and write the head."""
    signatures = keys.sign(body, document.namespace(purpose))
    archive.add("signer", signer_line(document, key_id(keys.public)))
    if introduce:
        archive.add("keys", keys.public.ed25519 + keys.public.mldsa65)
    archive.add(f"{document.body_name}.sig", signatures.sshsig)
    archive.add(f"{document.body_name}.mldsa65", signatures.mldsa65)
    archive.add(document.body_name, body)


def read_head(
    archive: ustar.Reader,
    document: Document,
    purpose: Purpose,
    trusted: Callable[[str], VerifyingKeys] | None,
) -> Head:
    """Read and verify a head.

    ``trusted`` returns the verifying keys of a key id, or raises; None means that the document introduces
    its signer, whom somebody must then recognise by fingerprint. Raises :class:`RefusedError`.
    """
    signer = _read_signer(archive, document)
    keys = trusted(signer) if trusted else _read_keys(take(archive, "keys", _KEYS_SIZE), signer)
    sshsig = take(archive, f"{document.body_name}.sig", MAX_SIGNATURE)
    mldsa65 = take(archive, f"{document.body_name}.mldsa65", MAX_SIGNATURE)
    body = take(archive, document.body_name, MAX_BODY)
    _verify(keys, body, Signatures(sshsig, mldsa65), document, purpose)
    return Head(signer, keys, body)


def _verify(
    keys: VerifyingKeys, body: bytes, signatures: Signatures, document: Document, purpose: Purpose
) -> None:
    """Return if the signatures are good for the reader's purpose.

    Those of the other purpose are refused all the same; they are recognised only to say so, and not to
    raise the alarm that somebody changed the content.
    """
    try:
        keys.verify(body, signatures, document.namespace(purpose))
    except RefusedError as refused:
        other = Purpose.REAL if purpose is Purpose.PRACTICE else Purpose.PRACTICE
        try:
            keys.verify(body, signatures, document.namespace(other))
        except RefusedError:
            raise refused from None
        raise RefusedError(f"trust.from-{other.value}") from refused


def take(archive: ustar.Reader, name: str, limit: int) -> bytes:
    """Read the next member, which must be ``name``. Raises :class:`RefusedError` ``trust.member-order``."""
    member = archive.next()
    if member is None or member.name != name:
        raise RefusedError("trust.member-order", name=name)
    return archive.read_all(member, limit)


def _read_signer(archive: ustar.Reader, document: Document) -> str:
    try:
        line = take(archive, "signer", 256)
    except RefusedError as error:
        if error.code in ("crypto.tar", "trust.member-order"):
            raise RefusedError(f"trust.not-a-{document.value}") from error
        raise
    pattern = rb"interview-kit %s (\d{1,4}) ([0-9a-f]{64})\n" % document.value.encode()
    match = re.fullmatch(pattern, line)
    if match is None:
        raise RefusedError(f"trust.not-a-{document.value}")
    if match[1] != b"1":
        raise RefusedError("trust.newer-format")
    return match[2].decode("ascii")


def _read_keys(raw: bytes, signer: str) -> VerifyingKeys:
    if len(raw) != _KEYS_SIZE:
        raise RefusedError("trust.introduction")
    keys = VerifyingKeys(raw[:32], raw[32:])
    if key_id(keys) != signer:
        raise RefusedError("trust.introduction")
    return keys
