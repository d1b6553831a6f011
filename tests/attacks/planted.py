"""Faults planted in the program: a kind of attack must find each of them."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

import pytest

from interview_kit.bundle import identity, opening
from interview_kit.crypto import canonical, sshsig, ustar
from interview_kit.crypto.age import stream
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.interview import journal
from interview_kit.office import intake

Patch = pytest.MonkeyPatch


def ed25519_is_not_checked(patch: Patch) -> None:
    patch.setattr(sshsig, "verify", lambda *_: None)


def mldsa_is_not_checked(patch: Patch) -> None:
    def half(self: VerifyingKeys, message: bytes, signatures: Any, namespace: str) -> None:
        sshsig.verify(self._ed25519, message, signatures.sshsig, namespace)

    patch.setattr(VerifyingKeys, "verify", half)


def no_signature_is_checked(patch: Patch) -> None:
    patch.setattr(VerifyingKeys, "verify", lambda *_: None)


def the_header_is_not_authenticated(patch: Patch) -> None:
    agreeable = SimpleNamespace(compare_digest=lambda *_: True, digest=hmac.digest)
    patch.setattr(stream, "hmac", agreeable)


def digests_of_what_is_passed_by_are_not_compared(patch: Patch) -> None:
    def passed(archive: ustar.Reader, reference: Any, name: str) -> None:
        member = archive.next()
        if member is None or member.name != name or member.size != reference.size:
            raise opening.RefusedError("bundle.members")
        while archive.read():
            pass

    patch.setattr(opening, "_passed", passed)


def padding_is_not_checked(patch: Patch) -> None:
    def padding(archive: ustar.Reader, _: object) -> None:
        archive.next()
        while archive.read():
            pass

    patch.setattr(opening, "_check_padding", padding)


def members_may_be_there_twice(patch: Patch) -> None:
    """The reader goes on to the next one where a name comes again."""
    genuine = ustar.Reader.next

    def lenient(self: ustar.Reader) -> ustar.Member | None:
        seen: set[str] = self.__dict__.setdefault("seen", set())
        while (member := genuine(self)) is not None and member.name in seen:
            while self.read():
                pass
        if member is not None:
            seen.add(member.name)
        return member

    patch.setattr(ustar.Reader, "next", lenient)


def fields_of_a_tar_header_are_not_compared(patch: Patch) -> None:
    """Only name and size are looked at."""
    genuine = ustar.Reader._exactly

    def tidied(self: ustar.Reader, size: int) -> bytes:
        data = genuine(self, size)
        if size == ustar.BLOCK and data[257:262] == b"ustar" and not self._left:
            name = data[:100].rstrip(b"\0")
            try:
                return ustar.header(name.decode("ascii"), int(data[124:135], 8))
            except ValueError:
                return data
        return data

    patch.setattr(ustar.Reader, "_exactly", tidied)


def what_follows_the_end_is_not_looked_at(patch: Patch) -> None:
    genuine = ustar.Reader.next

    def satisfied(self: ustar.Reader) -> ustar.Member | None:
        before, self._source = self._source, _Ending(self._source)
        try:
            return genuine(self)
        finally:
            self._source = before

    patch.setattr(ustar.Reader, "next", satisfied)


class _Ending:
    """A source that has nothing more to say once one byte alone is asked for."""

    def __init__(self, source: ustar.Source) -> None:
        self._source = source

    def read(self, size: int, /) -> bytes:
        return b"" if size == 1 else self._source.read(size)


def readers_are_not_compared(patch: Patch) -> None:
    patch.setattr(opening, "_check_addressees", lambda *_: None)


def json_may_be_written_in_any_way(patch: Patch) -> None:
    def lenient(data: bytes, **_: object) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise opening.RefusedError("crypto.json-invalid") from None

    patch.setattr(canonical, "decode", lenient)


def the_chain_is_not_followed(patch: Patch) -> None:
    patch.setattr(journal, "verify", lambda _, entries: entries[-1].hash)


def commitments_are_not_opened(patch: Patch) -> None:
    """Whatever salt and value are, they fit."""

    class Anything(bytes):
        __hash__ = bytes.__hash__

        def __eq__(self, other: object) -> bool:
            return True

    patch.setattr(journal, "commit", lambda *_: Anything())


def identities_are_not_compared_with_the_journal(patch: Patch) -> None:
    patch.setattr(identity, "last_word", lambda *_, **__: True)


def an_error_of_python_comes_through(patch: Patch) -> None:
    def careless(self: ustar.Reader, member: ustar.Member, limit: int) -> bytes:
        return {True: self.read}[member.size <= limit](member.size)

    patch.setattr(ustar.Reader, "read_all", careless)


def memory_is_taken_before_it_is_looked(patch: Patch) -> None:
    genuine = canonical.decode

    def greedy(data: bytes, **limits: Any) -> Any:
        copies = data * (1_200 * 2**20 // len(data)) if data == b"[]" else b""
        return genuine(data[: len(copies)] or data, **limits)

    patch.setattr(canonical, "decode", greedy)


def a_refusal_leaves_something_in_the_archive(patch: Patch) -> None:
    genuine = intake._quarantine

    def talkative(workspace: Any, *more: Any) -> None:
        workspace.set_setting("refused", more[1])
        genuine(workspace, *more)

    patch.setattr(intake, "_quarantine", talkative)


@dataclass(frozen=True)
class Search:
    """Which kind of attack finds a fault, in how many cases, and what it says then."""

    kind: str
    limit: int
    says: str


FAULTS: Final[dict[Callable[[Patch], None], Search]] = {
    ed25519_is_not_checked: Search("bytes of the Ed25519 signature", 10, "accepted"),
    mldsa_is_not_checked: Search("bytes of the ML-DSA-65 signature", 10, "accepted"),
    no_signature_is_checked: Search("heads of two bundles", 30, "accepted"),
    the_header_is_not_authenticated: Search("bits of the age header", 2_000, "accepted"),
    digests_of_what_is_passed_by_are_not_compared: Search("members with other content", 60, "accepted"),
    padding_is_not_checked: Search("padding that is not", 20, "accepted"),
    members_may_be_there_twice: Search("members repeated", 60, "accepted"),
    fields_of_a_tar_header_are_not_compared: Search("tar headers with other fields", 150, "accepted"),
    what_follows_the_end_is_not_looked_at: Search("archives with more at the end", 20, "accepted"),
    readers_are_not_compared: Search("readers nobody named", 20, "accepted"),
    json_may_be_written_in_any_way: Search("stories written otherwise", 100, "accepted"),
    the_chain_is_not_followed: Search("journals with links that do not fit", 30, "accepted"),
    commitments_are_not_opened: Search("fields of entries", 100, "accepted"),
    identities_are_not_compared_with_the_journal: Search("identities that say otherwise", 80, "accepted"),
    an_error_of_python_comes_through: Search("sizes that lie", 60, "KeyError"),
    memory_is_taken_before_it_is_looked: Search("stories written otherwise", 150, "MiB"),
    a_refusal_leaves_something_in_the_archive: Search("members moved", 3, "the archive is another one"),
}
