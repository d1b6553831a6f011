"""Sealing: freeze, sign and encrypt an interview for the office, and forget the readable copy.

The order is what makes it safe: the bundle is written, synced, read back and compared before one transaction
forgets the rows; only then is the database key replaced. Before that transaction there is a draft, after it a
sealed interview, never both and never neither. The laptop is not a recipient of what it seals.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.bundle import manifest as names
from interview_kit.bundle.manifest import (
    JournalReference,
    Manifest,
    MemberReference,
    ProtocolReference,
    padding_size,
)
from interview_kit.bundle.opening import consistent
from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridRecipient
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import SigningKeys, VerifyingKeys
from interview_kit.errors import InputError, KitError, RefusedError, StorageError
from interview_kit.files import open_from_disk, remove_if_possible, replacing, storage_error
from interview_kit.interview import journal
from interview_kit.interview.answer import as_text
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry
from interview_kit.interview.notes import Why
from interview_kit.interview.taking_over import takeover
from interview_kit.trust import own, packs
from interview_kit.trust.packs import Pinned
from interview_kit.trust.signed import Document, Head, key_id, write_head
from interview_kit.vault import drafts, interviews, sidefiles, sounds
from interview_kit.vault.interviews import SealedRow, StoredAttachment
from interview_kit.vault.workspace import SEALED, Workspace, new_id

_PIECE = 1024 * 1024
#: What reading a file that was attached can raise.
_OF_ONE_FILE: Final = ("vault.attachment-damaged", "files.gone", "files.failed")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing leaves behind."""

    interview: str
    bundle: bytes
    file: Path
    number: int


@dataclass(frozen=True, slots=True)
class _Member:
    """A member that can be read as often as it is needed."""

    reference: MemberReference
    source: bytes | Path | tuple[Path, bytes]

    def pieces(self) -> Iterator[bytes]:
        match self.source:
            case bytes(data):
                yield data
            case Path() as path:
                yield from _file_pieces(path)
            case (path, key):
                yield from sidefiles.read(path, key)


def seal(workspace: Workspace, interview: str, *, signer: SigningKeys | None = None) -> Sealed:
    """Seal a draft, named by its id or a unique prefix.

    With a ``signer`` it is the office that seals, with its own keys, for an interviewer who is gone: the
    workspace's are not asked for, and the interview is sealed as it was left, errors and all.
    Raises :class:`InputError` ``bundle.not-ready`` while errors are left, ``vault.still-recording`` while
    sound is recorded, ``sound.lies-apart`` while sealing would destroy sound, ``bundle.attachment-damaged``
    where a file cannot be read any more, ``trust.no-office`` while nobody is there to seal it for. Whatever
    fails, the draft is as it was.
    """
    draft = drafts.open_draft(workspace, interview)
    interviews.must_not_be_recorded(workspace, draft.interview.id)
    errors = sum(problem.level == "error" for problem in draft.interview.problems())
    if errors and signer is None:
        raise InputError("bundle.not-ready", count=errors)
    if signer is None:
        sounds.must_not_lie_apart(workspace, draft)
    office = packs.must_be_pinned(workspace)
    draft.destroy_beyond_consent()
    _hand_over(workspace, draft.interview, signer)
    keys = signer or own.signing_keys(workspace)
    name = f"{new_id(16)}.ikb"
    file = interviews.unfinished(workspace, name)
    try:
        row = _write(workspace, draft.interview, office, keys, file, name)
    except BaseException as error:
        remove_if_possible(file)  # else the next opening does
        if isinstance(error, KitError) and error.code in _OF_ONE_FILE:
            _tell_which(workspace, draft.interview)
        raise
    # From here on only the database knows whether the draft or the bundle counts; sweeping, now or at the
    # next opening, gives the bundle its name or removes it.
    with workspace.transaction():
        interviews.mark_sealed(workspace, row)
    try:
        interviews.finish_owed(workspace)
    except StorageError as error:
        raise StorageError("bundle.cleaning-owed") from error
    return Sealed(row.interview, row.bundle, workspace.folder / SEALED / name, row.number)


def _tell_which(workspace: Workspace, interview: Interview) -> None:
    """Raise :class:`InputError` ``bundle.attachment-damaged`` with the path of a file that cannot be read.

    Without that nobody could do anything about it, and the whole interview would stay where it is.
    """
    for one in interviews.attachments(workspace, interview):
        try:
            for _ in sidefiles.read(one.path(workspace), one.key):
                pass
        except (RefusedError, StorageError):
            named = ((node.path(), node.answer) for node in interview.nodes() if node.answer)
            path = next(path for path, told in named if one.id in as_text(told))
            raise InputError("bundle.attachment-damaged", path=path) from None


def _hand_over(workspace: Workspace, interview: Interview, signer: SigningKeys | None) -> None:
    """Close the journal by a takeover where another author wrote last. It goes into the bundle alone."""
    author = workspace.author if signer is None else key_id(signer.public)
    why = None if signer is None else Why.REOPENED
    if (closing := takeover(interview, author, workspace.id, why)) is not None:
        interview.apply(closing)


def _write(
    workspace: Workspace, interview: Interview, office: Pinned, keys: SigningKeys, file: Path, name: str
) -> SealedRow:
    """Write the bundle and check what is on the disk; return what the workspace is to remember of it."""
    attachments = interviews.attachments(workspace, interview)
    identity_file = interviews.unfinished(workspace, new_id(16))
    try:
        _write_identity(interview, office.custodian, attachments, identity_file, workspace)
        story = (
            canonical.encode(interview.to_json()),
            _journal_lines(interview),
            interview.loaded.body,
        )
        members = [
            _held(names.INTERVIEW, story[0]),
            _held(names.JOURNAL, story[1]),
            _held(names.PROTOCOL, story[2]),
            _on_disk(names.IDENTITY, identity_file),
            *(_attached(workspace, one) for one in attachments if not one.identifying),
        ]
        manifest = _manifest(workspace, interview, office, key_id(keys.public), members)
        body = canonical.encode(manifest.model_dump(mode="json"))
        with replacing(file) as target, Encryptor(target, office.recipients) as sealed:
            _write_archive(sealed, workspace, keys, body, members)
            file_key = sealed.file_key
        _compare(file, file_key, members, body)
        _read_as_the_office(keys.public, manifest, body, story)
    finally:
        remove_if_possible(identity_file)
    digest, size = _digest_of(file)
    return SealedRow(
        manifest.number,
        interview.id,
        hashlib.sha256(body).digest(),
        name,
        digest,
        size,
        manifest.sealed[:10],
        manifest.amends,
    )


def _read_as_the_office(
    keys: VerifyingKeys, manifest: Manifest, body: bytes, story: tuple[bytes, bytes, bytes]
) -> None:
    """Check the story as the office will: what it would refuse must not be forgotten here.

    Raises :class:`InputError` ``bundle.office-would-refuse``.
    """
    try:
        consistent(Head(key_id(keys), keys, body), manifest, *story)
    except RefusedError as error:
        raise InputError("bundle.office-would-refuse", refusal=error.code) from error


def _write_archive(
    sealed: Encryptor,
    workspace: Workspace,
    keys: SigningKeys,
    body: bytes,
    members: list[_Member],
) -> None:
    counting = _Counting(sealed)
    archive = ustar.Writer(counting)
    write_head(archive, Document.BUNDLE, workspace.purpose, keys, body)
    for member in members:
        archive.add_stream(member.reference.name, member.reference.size, member.pieces())
    padding = padding_size(counting.count)
    archive.add_stream(names.PADDING, padding, _zeros(padding))
    archive.finish()


def _manifest(
    workspace: Workspace, interview: Interview, office: Pinned, signer: str, members: list[_Member]
) -> Manifest:
    number, previous = interviews.next_seal(workspace)
    laptop = workspace.author
    entries, sealed = interview.entries, journal.now()
    times = [entry.time for entry in entries] + [sealed]
    return Manifest(
        purpose=workspace.purpose,
        interview=interview.id,
        protocol=ProtocolReference.model_validate(interview.loaded.reference()),
        laptop=signer,
        workspace=workspace.id,
        sealed_for=None if signer == laptop else laptop,
        recipients=office.pack.recipients,
        custodian=office.pack.custodian,
        number=number,
        previous=previous.hex() if previous else None,
        begun=times[0],
        sealed=sealed,
        clock_went_back=times != sorted(times),
        consent=interview.consent(),
        journal=JournalReference(entries=len(entries), head=entries[-1].hash.hex()),
        members=tuple(member.reference for member in members),
        amends=journal.amended(entries),
    )


def _write_identity(
    interview: Interview,
    custodian: HybridRecipient,
    attachments: list[StoredAttachment],
    path: Path,
    workspace: Workspace,
) -> None:
    """Write ``identity.age`` beside the bundle first: its size and digest stand in the manifest."""
    body = canonical.encode(
        {
            "format": "interview-kit-identity/1",
            "interview": interview.id,
            "answers": interview.answers_json(identifying=True),
            "calculated": interview.calculated_json(identifying=True),
            "journal": [_secret_line(entry) for entry in interview.entries if interview.travels_apart(entry)],
        }
    )
    with replacing(path) as file, Encryptor(file, [custodian]) as sealed:
        archive = ustar.Writer(sealed)
        archive.add(names.IDENTITY_JSON, body)
        for one in attachments:
            if one.identifying:
                member = _attached(workspace, one)
                archive.add_stream(member.reference.name, one.size, member.pieces())
        archive.finish()


def _secret_line(entry: Entry) -> JsonValue:
    assert entry.salt is not None
    return {"counter": entry.counter, "salt": entry.salt.hex(), "value": entry.value}


def _journal_lines(interview: Interview) -> bytes:
    lines = (
        entry.without_value() if interview.travels_apart(entry) else entry for entry in interview.entries
    )
    return "".join(f"{entry.line}\n" for entry in lines).encode()


def _held(name: str, data: bytes) -> _Member:
    digest = hashlib.sha256(data).hexdigest()
    return _Member(MemberReference(name=name, size=len(data), sha256=digest), data)


def _on_disk(name: str, path: Path) -> _Member:
    digest, size = _digest_of(path)
    return _Member(MemberReference(name=name, size=size, sha256=digest.hex()), path)


def _attached(workspace: Workspace, one: StoredAttachment) -> _Member:
    reference = MemberReference(name=names.ATTACHMENTS + one.id, size=one.size, sha256=one.sha256.hex())
    return _Member(reference, (one.path(workspace), one.key))


def _compare(file: Path, file_key: bytes, members: list[_Member], body: bytes) -> None:
    """Read the file back from the disk, with the key that is about to be dropped, member by member.

    Raises :class:`StorageError` ``bundle.not-as-written``; the draft is still there.
    """
    expected = {member.reference.name: member.reference.sha256 for member in members}
    expected[Document.BUNDLE.body_name] = hashlib.sha256(body).hexdigest()
    try:
        with open_from_disk(file) as source:
            found = _digests(ustar.Reader(Decryptor.with_file_key(source, file_key)))
    except OSError as error:
        raise storage_error(error, file) from error
    except RefusedError as error:
        raise StorageError("bundle.not-as-written") from error
    if any(found.get(name) != digest for name, digest in expected.items()):
        raise StorageError("bundle.not-as-written")


def _digests(archive: ustar.Reader) -> dict[str, str]:
    found = {}
    while member := archive.next():
        digest = hashlib.sha256()
        while piece := archive.read():
            digest.update(piece)
        found[member.name] = digest.hexdigest()
    return found


def _digest_of(path: Path) -> tuple[bytes, int]:
    digest, size = hashlib.sha256(), 0
    for piece in _file_pieces(path):
        digest.update(piece)
        size += len(piece)
    return digest.digest(), size


def _file_pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise storage_error(error, path) from error


def _zeros(size: int) -> Iterable[bytes]:
    for start in range(0, size, _PIECE):
        yield b"\0" * min(_PIECE, size - start)


class _Counting:
    """Counts what passes on its way into the encryption."""

    def __init__(self, sink: Encryptor) -> None:
        self._sink = sink
        self.count = 0

    def write(self, data: bytes) -> int:
        self.count += len(data)
        return self._sink.write(data)
