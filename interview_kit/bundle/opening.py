"""Opening a bundle: everything is checked, in the order in which it may be believed.

Header → decrypt and authenticate → signer line → both signatures against one roster entry → manifest → every
member against the manifest → journal chain → answers against protocol and journal → nothing after the end.
A :class:`Verified` exists only if all of it held; whatever does not raises :class:`RefusedError`.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from interview_kit.bundle import manifest as names
from interview_kit.bundle.manifest import Manifest, MemberReference, padding_size
from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, Header, HybridIdentity, read_header
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import KitError, RefusedError
from interview_kit.files import storage_error
from interview_kit.interview import journal, notes, promotion
from interview_kit.interview.answer import from_json
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Why
from interview_kit.interview.record import InterviewRecord, check_record
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import BaseType
from interview_kit.trust import documents
from interview_kit.trust.signed import Document, Head, read_head, take
from interview_kit.vault.header import Purpose

#: Limits on what is held in memory, stated in ``schemas/format.md``.
MAX_INTERVIEW: Final = 64 * 1024 * 1024
MAX_JOURNAL: Final = 64 * 1024 * 1024
MAX_LINE: Final = 8 * 1024 * 1024
#: Commas and opening brackets in the whole journal: each may mean a value, some hundred bytes in memory.
MAX_MARKS: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle all of which held."""

    #: SHA-256 of the manifest: the bundle's id.
    id: bytes
    manifest: Manifest
    record: InterviewRecord
    protocol: LoadedProtocol


@dataclass(frozen=True, slots=True)
class Outside:
    """What anybody can see of a file, without a key."""

    size: int
    recipients: tuple[str, ...]


def verify(
    source: BinaryIO,
    *,
    identities: Sequence[HybridIdentity],
    custodians: Collection[str],
    purpose: Purpose,
    trusted: Callable[[str], VerifyingKeys],
) -> Verified:
    """Read a whole bundle from ``source`` and check all of it, in bounded memory.

    ``identities`` are those of one office, and ``custodians`` the recipients of its custodian, past ones too.
    """
    plain = _Counting(documents.unsealed(source, Document.BUNDLE, identities, "bundle.not-for-us"))
    archive = ustar.Reader(plain)
    head = read_head(archive, Document.BUNDLE, purpose, trusted)
    manifest = read_manifest(head)
    _check_addressees(manifest, plain.header, identities)
    if manifest.purpose is not purpose or manifest.custodian not in custodians:
        raise RefusedError("bundle.manifest")
    expected = iter(manifest.members)
    body = _held(archive, next(expected), names.INTERVIEW, MAX_INTERVIEW)
    lines = _held(archive, next(expected), names.JOURNAL, MAX_JOURNAL)
    protocol = _held(archive, next(expected), names.PROTOCOL, library.MAX_BYTES)
    _passed(archive, next(expected), names.IDENTITY)
    for reference in expected:
        _passed(archive, reference, reference.name)
    _check_padding(archive, plain)
    if archive.next() is not None:
        raise RefusedError("bundle.members")
    return consistent(head, manifest, body, lines, protocol)


def read_manifest(head: Head) -> Manifest:
    """Read the manifest of an authenticated head."""
    manifest = head.body_as(Manifest)
    if manifest is None:
        raise RefusedError("bundle.manifest")
    attachments = [member.name for member in manifest.members[4:]]
    fixed = [member.name for member in manifest.members[:4]]
    if (
        manifest.laptop != head.signer
        or fixed != [names.INTERVIEW, names.JOURNAL, names.PROTOCOL, names.IDENTITY]
        or attachments != sorted(set(attachments))
        or not all(name.startswith(names.ATTACHMENTS) for name in attachments)
        or (manifest.number == 1) != (manifest.previous is None)
        or not journal.is_time(manifest.sealed)
    ):
        raise RefusedError("bundle.manifest")
    return manifest


def look_outside(path: Path) -> Outside:
    """Return what a stranger who finds the file can see, and nothing more."""
    try:
        with path.open("rb") as file:
            header = read_header(file)
        return Outside(path.stat().st_size, tuple(stanza.type for stanza in header.stanzas))
    except OSError as error:
        raise storage_error(error, path) from error
    except RefusedError as error:
        raise RefusedError("trust.not-a-bundle") from error


def _check_addressees(manifest: Manifest, header: Header, identities: Sequence[HybridIdentity]) -> None:
    """Refuse a bundle that somebody who could open it passed on to somebody else."""
    kinds = {stanza.type for stanza in header.stanzas}
    if (
        not any(str(identity.recipient) in manifest.recipients for identity in identities)
        or len(header.stanzas) != len(manifest.recipients)
        or kinds != {"mlkem768x25519"}
    ):
        raise RefusedError("bundle.not-for-us")


def _held(archive: ustar.Reader, reference: MemberReference, name: str, limit: int) -> bytes:
    data = take(archive, name, limit)
    if len(data) != reference.size or hashlib.sha256(data).hexdigest() != reference.sha256:
        raise RefusedError("bundle.members")
    return data


def _passed(archive: ustar.Reader, reference: MemberReference, name: str) -> None:
    """Check a member that stays where it is: the archive reads it from the bundle when it is wanted."""
    member = archive.next()
    if member is None or member.name != name or member.size != reference.size:
        raise RefusedError("bundle.members")
    digest = hashlib.sha256()
    while piece := archive.read():
        digest.update(piece)
    if digest.hexdigest() != reference.sha256:
        raise RefusedError("bundle.members")


def _check_padding(archive: ustar.Reader, plain: _Counting) -> None:
    member = archive.next()
    used = plain.count - ustar.BLOCK
    if member is None or member.name != names.PADDING or member.size != padding_size(used):
        raise RefusedError("bundle.members")
    while piece := archive.read():
        if any(piece):
            raise RefusedError("bundle.members")


def consistent(head: Head, manifest: Manifest, body: bytes, lines: bytes, protocol: bytes) -> Verified:
    """Check that protocol, journal, answers and manifest tell one story."""
    loaded = _protocol(protocol, manifest)
    entries = journal_entries(lines)
    chained = journal.verify(manifest.interview, entries)
    if len(entries) != manifest.journal.entries or chained.hex() != manifest.journal.head:
        raise RefusedError("bundle.journal")
    if entries[-1].author != manifest.laptop or not _rightly_closed(entries, manifest):
        raise RefusedError("bundle.journal")
    if journal.amended(entries) != manifest.amends:
        raise RefusedError("bundle.journal")
    told = check_record(canonical.decode(body, max_bytes=MAX_INTERVIEW), loaded, manifest.interview, entries)
    promoted = promotion.start(entries)
    if any(promotion.travels_apart(entry, loaded.form, promoted) for entry in entries):
        raise RefusedError("bundle.journal")
    if (told.consent, told.purpose, told.workspace) != (
        manifest.consent,
        manifest.purpose.value,
        manifest.workspace,
    ):
        raise RefusedError("bundle.manifest")
    times = [*(entry.time for entry in entries), manifest.sealed]
    if manifest.begun != times[0] or manifest.clock_went_back != (times != sorted(times)):
        raise RefusedError("bundle.manifest")
    if attached(told.answers, loaded) != {(one.name, one.size, one.sha256) for one in manifest.members[4:]}:
        raise RefusedError("bundle.members")
    return Verified(hashlib.sha256(head.body).digest(), manifest, told, loaded)


def _rightly_closed(entries: Sequence[Entry], manifest: Manifest) -> bool:
    """Whether an office that sealed for somebody says so at the end of the journal, and nobody else does."""
    reopened = [
        entry.counter
        for entry in entries
        if entry.kind is EntryKind.TAKEOVER and notes.takeover(entry.value).why is Why.REOPENED
    ]
    return reopened == ([entries[-1].counter] if manifest.sealed_for else [])


def attached(answers: Mapping[str, JsonValue], loaded: LoadedProtocol) -> set[tuple[str, int, str]]:
    """Return member name, size and SHA-256 (hex) of each attachment that answers name."""
    found = set()
    for path, data in answers.items():
        if loaded.form.at(path).node.type is BaseType.ATTACHMENT:
            match from_json(data, path=path).value:
                case {"attachment": str(name), "size": int(size), "sha256": str(digest)}:
                    found.add((names.ATTACHMENTS + name, size, digest))
    return found


def _protocol(body: bytes, manifest: Manifest) -> LoadedProtocol:
    loaded = _loaded(body, manifest.protocol.id)
    if loaded.body != body or loaded.reference() != manifest.protocol.model_dump():
        raise RefusedError("bundle.protocol")
    return loaded


@functools.lru_cache(maxsize=8)  # hundreds of bundles come with the same few protocols
def _loaded(body: bytes, name: str) -> LoadedProtocol:
    canonical.decode(body, max_bytes=library.MAX_BYTES)
    try:
        return library.load(body, name=name)
    except KitError:
        raise RefusedError("bundle.protocol") from None


def journal_entries(data: bytes) -> list[Entry]:
    """Read ``journal.jsonl``; the chain is not checked here."""
    if not data.endswith(b"\n") or sum(map(data.count, (b",", b"[", b"{"))) > MAX_MARKS:
        raise RefusedError("bundle.journal")
    # a line after the other: millions of them may be in there of which the first is none
    lines = (line.removesuffix(b"\n") for line in io.BytesIO(data))
    return [journal.entry_from_json(canonical.decode(line, max_bytes=MAX_LINE)) for line in lines]


class _Counting:
    """Counts what has been read, which tells how much padding there must be."""

    def __init__(self, source: Decryptor) -> None:
        self._source = source
        self.header = source.header
        self.count = 0

    def read(self, size: int) -> bytes:
        data = self._source.read(size)
        self.count += len(data)
        return data
