"""Who a bundle is for: stanzas added, taken away, exchanged or weakened.

The forger encrypts to the office like anybody else. The signed words inside stay genuine, except where it
says that he has the laptop's keys.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from interview_kit.crypto.age import (
    HybridIdentity,
    HybridRecipient,
    ScryptRecipient,
    Stanza,
    X25519Identity,
)
from interview_kit.crypto.age.header import MAX_HEADER_SIZE, encode_base64
from tests.attacks.campaign import Kind
from tests.attacks.chunks import cut, sealed, with_stanzas
from tests.attacks.envelopes import HEADER_CODES, header_size
from tests.attacks.forger import Forger, archive
from tests.attacks.scene import Case, Scene, shuffled

#: The office's own stanza and what stands beside it.
Stanzas = Sequence[Stanza]
#: X25519 keys with which every shared secret is zero.
LOW_ORDER: Final = (
    bytes(32),
    b"\1" + bytes(31),
    bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
)


def _envelope(
    plain: bytes, stanzas: Callable[[bytes], bytes], version: bytes = b"age-encryption.org/v1"
) -> bytes:
    """Encrypt content under a header of any stanzas, which are made of the file key."""
    file_key, nonce = os.urandom(16), os.urandom(16)
    return with_stanzas(file_key, stanzas(file_key), version) + nonce + sealed(file_key, nonce, cut(plain))


def _readers(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """Readers the manifest does not name: anybody who can open a bundle can pass it on."""
    forger = scene.forger()
    plain, (office,) = archive(forger.layout()), forger.recipients
    strangers = [HybridIdentity.generate().recipient for _ in range(15)]
    weak, word = X25519Identity.generate().recipient, ScryptRecipient("T", 1)
    ways: dict[str, Callable[[bytes], Stanzas]] = {
        "a stranger after": lambda key: [office.wrap(key), strangers[0].wrap(key)],
        "a stranger before": lambda key: [strangers[0].wrap(key), office.wrap(key)],
        "many strangers": lambda key: [office.wrap(key), *(one.wrap(key) for one in strangers)],
        "another office": lambda key: [office.wrap(key), scene.others.recipient.wrap(key)],
        "itself twice": lambda key: [office.wrap(key), office.wrap(key)],
        "a weaker kind after": lambda key: [office.wrap(key), weak.wrap(key)],
        "a weaker kind before": lambda key: [weak.wrap(key), office.wrap(key)],
        "only a stranger": lambda key: [strangers[0].wrap(key)],
        "only a weaker kind": lambda key: [weak.wrap(key)],
        "only a passphrase": lambda key: [word.wrap(key)],
        "a kind nobody knows after": lambda key: [office.wrap(key), Stanza(("T-grease", "x"), b"")],
        "a kind nobody knows before": lambda key: [Stanza(("T-grease",), bytes(80)), office.wrap(key)],
        "a kind nobody knows alone": lambda key: [Stanza(("T-grease",), bytes(32))],
        "thousands nobody knows": lambda key: [office.wrap(key), *[Stanza(("x",), b"")] * 9_000],
        "its own kind, meaning another": lambda key: [
            office.wrap(key),
            replace(office.wrap(os.urandom(16)), arguments=("mlkem768x25519-2", "x")),
        ],
    }
    for name, stanzas in shuffled(chance, ways.items()):
        yield name, _envelope(plain, lambda key, of=stanzas: b"".join(one.encode() for one in of(key)))


def _other_keys(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """A stanza for the office that holds another key than the file was sealed with."""
    forger = scene.forger()
    plain, (office,) = archive(forger.layout()), forger.recipients
    for number in range(8):
        wrong = os.urandom(16)
        yield f"another key {number}", _envelope(plain, lambda _, other=wrong: office.wrap(other).encode())
    ours, second = scene.genuine, scene.second
    yield "the header of another bundle", second[: header_size(second)] + ours[header_size(ours) :]


def _stanzas(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The office's own stanza in other forms, each under a MAC that is right."""
    forger = scene.forger()
    plain, (office,) = archive(forger.layout()), forger.recipients

    def said(change: Callable[[Stanza], Stanza]) -> Callable[[bytes], bytes]:
        return lambda key: change(office.wrap(key)).encode()

    def written(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        return lambda key: change(office.wrap(key).encode())

    def share(stanza: Stanza, data: bytes) -> Stanza:
        return replace(stanza, arguments=(stanza.type, encode_base64(data)))

    ways = {
        "an argument more": said(lambda it: replace(it, arguments=(*it.arguments, "x"))),
        "no argument": said(lambda it: replace(it, arguments=it.arguments[:1])),
        "capital letters": said(lambda it: replace(it, arguments=("MLKEM768X25519", *it.arguments[1:]))),
        "a longer body": said(lambda it: replace(it, body=it.body + b"\0")),
        "a shorter body": said(lambda it: replace(it, body=it.body[:-1])),
        "no body": said(lambda it: replace(it, body=b"")),
        "a share of zeros": said(lambda it: share(it, bytes(1120))),
        "a short share": said(lambda it: share(it, bytes(1119))),
        "a long share": said(lambda it: share(it, bytes(1121))),
        "an empty share": said(lambda it: share(it, b"")),
        "base64 with its padding": written(lambda it: it.replace(b"\n", b"==\n", 1)),
        "base64 for addresses": written(lambda it: it.replace(b"+", b"-").replace(b"/", b"_") + b"-\n"),
        "two spaces": written(lambda it: it.replace(b" ", b"  ", 1)),
        "a space at the end": written(lambda it: it.replace(b"\n", b" \n", 1)),
        "a tab": written(lambda it: it.replace(b" ", b"\t", 1)),
        "other line ends": written(lambda it: it.replace(b"\n", b"\r\n")),
        "an empty line": written(lambda it: it + b"\n"),
        "a remark": written(lambda it: b"# T\n" + it),
        "Hangul": written(lambda it: it.replace(b"mlkem768x25519", "가".encode(), 1)),
        "a zero": written(lambda it: it.replace(b"mlkem768x25519", b"mlkem768x25519\0", 1)),
        "lines of another length": written(lambda it: it[:-11] + b"\n" + it[-11:]),
        "no stanza": written(lambda it: b""),
        "a header that never ends": written(lambda it: it + b"-> x y\n\n" * (MAX_HEADER_SIZE // 8)),
    }
    for point in LOW_ORDER:
        ways[f"a share that ends in {point.hex()[:8]}"] = said(
            lambda it, end=point: share(it, bytes(1088) + end)
        )
    for name, stanzas in shuffled(chance, ways.items()):
        yield name, _envelope(plain, stanzas)
    for version in (b"age-encryption.org/v0", b"age-encryption.org/v2", b"age-encryption.org/v1 "):
        yield f"version {version!r}", _envelope(plain, lambda key: office.wrap(key).encode(), version)


def _named(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """With the laptop's keys: a manifest that names other readers than the envelope has."""
    other, stranger = str(scene.others.recipient), str(HybridIdentity.generate().recipient)
    (ours,) = scene.forger().manifest["recipients"]
    lists: dict[str, list[Any]] = {
        "another office": [other],
        "one more": [ours, stranger],
        "one more before": [stranger, ours],
        "a weaker one": [str(X25519Identity.generate().recipient)],
        "itself in capitals": [ours.upper()],
        "itself with a space": [f" {ours}"],
        "itself and nothing": [ours, ""],
        "itself twice": [ours, ours],
        "itself too often": [ours] * 17,
        "a secret": ["AGE-SECRET-KEY-PQ-1"],
        "nobody": [],
        "no text": [1],
    }
    for name, named in shuffled(chance, lists.items()):
        forger = scene.forger()
        forger.manifest["recipients"] = named
        yield name, forger.sealed()


def _custodians(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """With the laptop's keys: identities for somebody else than this office's custodian."""
    (ours,) = scene.forger().manifest["recipients"]
    named = {
        "the office itself": ours,
        "another office": str(scene.others.recipient),
        "a stranger": str(HybridIdentity.generate().recipient),
        "nobody": "",
        "itself in capitals": scene.forger().manifest["custodian"].upper(),
    }
    for name, custodian in shuffled(chance, named.items()):
        forger = scene.forger()
        forger.manifest["custodian"] = custodian
        yield name, forger.sealed()


def _to(forger: Forger, *recipients: HybridRecipient) -> bytes:
    forger.recipients = [*recipients]
    return forger.sealed()


def _at_another_office(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """The laptop is enrolled there too, and the signed words are the same; only the envelope is new."""
    (ours,), other = scene.forger().recipients, scene.others.recipient
    assert isinstance(ours, HybridRecipient)
    yield "as it is", scene.genuine
    yield "for the other office", _to(scene.forger(), other)
    yield "for both", _to(scene.forger(), ours, other)
    yield "for the other office first", _to(scene.forger(), other, ours)
    for kind in ("second", "colleague"):
        forger = scene.second_forger() if kind == "second" else scene.colleague()
        yield f"the {kind}'s", _to(forger, other)


def _between_practice_and_real(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """What was recorded in practice, at the real office, in every disguise short of telling it anew."""
    genuine = scene.forger()
    (ours,) = genuine.recipients
    assert isinstance(ours, HybridRecipient)
    yield "as it is", scene.practised().sealed()
    yield "for this office", _to(scene.practised(), ours)
    for signed in ("practice", "real"):
        for said in ("practice", "real"):
            forger = scene.practised()
            forger.keys, forger.recipients = genuine.keys, genuine.recipients
            forger.purpose = type(forger.purpose)(signed)
            forger.manifest |= {
                "purpose": said,
                "laptop": genuine.manifest["laptop"],
                "recipients": genuine.manifest["recipients"],
                "custodian": genuine.manifest["custodian"],
            }
            yield f"signed as {signed}, said to be {said}", forger.sealed()


def _between_real_and_practice(scene: Scene, chance: random.Random) -> Iterator[Case]:
    """And the other way round: evidence must not end up where it is thrown away."""
    (theirs,) = scene.practised().recipients
    assert isinstance(theirs, HybridRecipient)
    yield "as it is", scene.genuine
    yield "for that office", _to(scene.forger(), theirs)
    practised = scene.practised()
    forger = scene.forger()
    forger.keys, forger.manifest["laptop"] = practised.keys, practised.manifest["laptop"]
    yield "signed by a practice laptop", _to(forger, theirs)


NOT_OURS: Final = frozenset({"bundle.not-for-us"})
MANIFEST: Final = frozenset({"bundle.manifest"})
KINDS: Final = (
    Kind("readers nobody named", 4, _readers, NOT_OURS),
    Kind("stanzas with another key", 4, _other_keys, frozenset({"crypto.age-mac", "crypto.age-payload"})),
    Kind("stanzas in other forms", 4, _stanzas, HEADER_CODES),
    Kind("readers named otherwise", 4, _named, NOT_OURS | MANIFEST),
    Kind("other custodians", 9, _custodians, MANIFEST),
    Kind(
        "bundles for another office", 4, _at_another_office, NOT_OURS | {"bundle.unknown-laptop"}, at="other"
    ),
    Kind(
        "practice told as real",
        11,
        _between_practice_and_real,
        NOT_OURS | MANIFEST | {"bundle.unknown-laptop", "trust.from-practice", "bundle.journal"},
    ),
    Kind(
        "real told as practice",
        11,
        _between_real_and_practice,
        NOT_OURS | {"bundle.unknown-laptop", "trust.from-real", "crypto.signature-invalid"},
        at="practice",
    ),
)
