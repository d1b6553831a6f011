"""The age v1 file format (C2SP, age-encryption.org/v1), strict and streamed in bounded memory.

age does not say who encrypted a file: whoever needs to know signs what is inside.

Refusals, all ``RefusedError``:

    crypto.age-header      the header is malformed, cut short, or asks for more than we allow
    crypto.age-no-match    no identity opens this file
    crypto.age-mac         the header is not the one the file was made with
    crypto.age-payload     the content was altered, or cut short within its last chunk
    crypto.age-truncated   the content ends where more was sealed
    crypto.age-armor       the text form is not exact (:mod:`.armor`)
"""

from interview_kit.crypto.age.header import Header, Stanza, read_header
from interview_kit.crypto.age.hybrid import HybridIdentity, HybridRecipient
from interview_kit.crypto.age.passphrase import ScryptIdentity, ScryptRecipient
from interview_kit.crypto.age.recipients import Identity, Recipient
from interview_kit.crypto.age.stream import Decryptor, Encryptor
from interview_kit.crypto.age.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "Decryptor",
    "Encryptor",
    "Header",
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "Recipient",
    "ScryptIdentity",
    "ScryptRecipient",
    "Stanza",
    "X25519Identity",
    "X25519Recipient",
    "read_header",
]
