"""The readers that see a stranger's bytes first, each as a function of bytes that must not stumble.

A target returns, or raises a :class:`KitError`; anything else is a finding. What it takes for good it writes
down again, and that must be the same bytes: a reader that knows two writings of one thing can be told two
things with one signature. A :class:`FoundError` says where that does not hold.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from interview_kit.bundle.opening import MAX_INTERVIEW, journal_entries, read_manifest
from interview_kit.crypto import canonical, sshsig, ustar
from interview_kit.crypto.age import read_header
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import KitError, RefusedError
from interview_kit.interview import journal
from interview_kit.interview.course import course
from interview_kit.interview.history import histories
from interview_kit.interview.record import check_record
from interview_kit.protocol import library
from interview_kit.trust.signed import Document, Head, key_id, read_head, signer_line
from interview_kit.vault.header import Purpose
from tests.attacks.forger import archive, relink
from tests.fuzzing import subjects
from tests.interview.forms import INTERVIEW


class FoundError(AssertionError):
    """Something was taken for good that is not written so."""


def header(data: bytes) -> None:
    """The header of an age file, and its stanzas as the office's identity reads them."""
    source = io.BytesIO(data)
    read = read_header(source)
    _same(read.encode(), data[: source.tell()])
    for stanza in read.stanzas[:4]:
        subjects.OFFICE.unwrap(stanza)


def manifest(data: bytes) -> None:
    """Canonical JSON, and the manifest that is written in it."""
    _same(canonical.encode(canonical.decode(data)), data)
    read = read_manifest(Head(key_id(subjects.KEYS.public), subjects.KEYS.public, data))
    _same(canonical.encode(read.model_dump(mode="json")), data)


def tar(data: bytes) -> None:
    """An archive, member by member."""
    reader, members = ustar.Reader(io.BytesIO(data)), []
    while member := reader.next():
        members.append((member.name, reader.read_all(member, len(data))))
    _same(archive(members), data)


def ssh_signature(data: bytes) -> None:
    """An OpenSSH signature over a known message."""
    key = subjects.KEYS.public._ed25519
    sshsig.verify(key, subjects.MESSAGE, data, subjects.NAMESPACE)
    _same(subjects.KEYS.sign(subjects.MESSAGE, subjects.NAMESPACE).sshsig, data)


def signer(data: bytes) -> None:
    """The signer line at the beginning of a bundle."""

    def trusted(named: str) -> VerifyingKeys:
        _same(signer_line(Document.BUNDLE, named), data)
        raise RefusedError("bundle.unknown-laptop")

    source = ustar.Reader(io.BytesIO(archive([("signer", data)])))
    read_head(source, Document.BUNDLE, Purpose.REAL, trusted)


def lines(data: bytes) -> None:
    """The lines of a journal; its chain; and, linked anew, the interview that follows from it."""
    entries = journal_entries(data)
    _same("".join(f"{entry.line}\n" for entry in entries).encode(), data)
    linked = relink(INTERVIEW, entries)
    if journal.verify(INTERVIEW, linked) != linked[-1].hash:
        raise FoundError("a journal does not end where it ends")
    journal.amended(linked)
    journal.continued_in(linked)
    form = subjects.form().form
    try:
        interview = subjects.interview_of(linked)
    finally:
        # what was undone is not replayed, and shown all the same
        histories(linked, form)
    course(linked, interview.passed_over)
    told = interview.to_json()
    try:
        check_record(told, subjects.form(), INTERVIEW, linked)
    finally:
        for entry in linked:
            interview.travels_apart(entry)
        journal.verify(INTERVIEW, entries)


def record(data: bytes) -> None:
    """Answers, against the journal they must follow from."""
    genuine = subjects.told()
    read = check_record(
        canonical.decode(data, max_bytes=MAX_INTERVIEW), subjects.form(), INTERVIEW, genuine.entries
    )
    answers = genuine.record["answers"]
    assert isinstance(answers, dict)
    for path, answer in read.answers.items():
        if path == "/towns":  # of which some may be left out, in their order
            continue
        if path not in answers or canonical.encode(answers[path]) != canonical.encode(answer):
            raise FoundError("an answer that nobody gave")


def protocol(data: bytes) -> None:
    """A protocol, which a stranger may have written; written down again it means the same."""
    canonical.decode(data)
    read = library.load.__wrapped__(data, name="T")
    again = library.load.__wrapped__(read.body, name="T")
    _same(again.body, read.body)


def _same(written: bytes, data: bytes) -> None:
    if written != data:
        raise FoundError("taken for good, and not written so")


@dataclass(frozen=True)
class Target:
    """A reader, what it is fed with first, how long that may get, and what its bytes are made of."""

    read: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    longest: int
    #: ``bytes``, ``json``, ``lines`` or ``tar``: how to change it so that it stays what it is.
    made_of: str = "bytes"
    #: How much of the time it gets, against others.
    share: int = 1

    def __call__(self, data: bytes) -> None:
        """Read, as a program does that tells people about what it refuses."""
        with suppress(KitError):
            self.read(data)


TARGETS: Final[dict[str, Target]] = {
    "header": Target(header, subjects.headers, 8_192),
    "manifest": Target(manifest, lambda: [subjects.manifest()], 16_384, "json", 3),
    "tar": Target(tar, subjects.archives, 8_192, "tar"),
    "ssh-signature": Target(
        ssh_signature,
        lambda: [subjects.KEYS.sign(subjects.MESSAGE, subjects.NAMESPACE).sshsig],
        1_024,
    ),
    "signer": Target(signer, lambda: [signer_line(Document.BUNDLE, key_id(subjects.KEYS.public))], 256),
    "lines": Target(lines, subjects.journals, 65_536, "lines", 4),
    "record": Target(record, lambda: [canonical.encode(subjects.told().record)], 16_384, "json", 3),
    "protocol": Target(protocol, subjects.protocols, 32_768, "json", 4),
}
