"""Reading the identifying part of a bundle, with the custodian's key, and checking it against the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_kit.bundle import manifest as names
from interview_kit.bundle.opening import MAX_INTERVIEW, MAX_JOURNAL, attached, journal_entries
from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import storage_error
from interview_kit.interview import journal, promotion
from interview_kit.interview.history import left_behind
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry
from interview_kit.interview.record import last_word
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.trust.signed import take


@dataclass(frozen=True, slots=True)
class Identity:
    """The identifying answers of one interview, by readable path."""

    interview: str
    answers: dict[str, JsonValue]
    #: Results of calculations over identifying answers.
    calculated: dict[str, JsonValue]
    #: Ids of identifying attachments.
    attachments: tuple[str, ...]
    #: What was answered before a promotion and is not among the answers: protocol and path there to answer.
    earlier: dict[str, JsonValue]
    #: What names the protocol it was begun under, as the journal says.
    began: dict[str, JsonValue]


def read(
    file: Path,
    protocol: LoadedProtocol,
    *,
    office: Sequence[HybridIdentity],
    custodian: Sequence[HybridIdentity],
) -> Identity:
    """Read ``identity.age`` inside a bundle that was accepted and is still the same file.

    Raises :class:`RefusedError` ``bundle.identity`` where it is not what the journal committed to.
    """
    try:
        with file.open("rb") as source:
            outer = ustar.Reader(Decryptor(source, office))
            entries = journal_entries(outer.read_all(_skip_to(outer, names.JOURNAL), MAX_JOURNAL))
            _skip_to(outer, names.IDENTITY)
            return _read(ustar.Reader(Decryptor(outer.stream(), custodian)), entries, protocol)
    except OSError as error:
        raise storage_error(error, file) from error
    except InputError as error:  # a path that leads nowhere, an answer that does not fit its question
        raise RefusedError("bundle.identity") from error


def _skip_to(archive: ustar.Reader, name: str) -> ustar.Member:
    while member := archive.next():
        if member.name == name:
            return member
        while archive.read():
            pass
    raise RefusedError("bundle.members")


def _read(archive: ustar.Reader, entries: Sequence[Entry], protocol: LoadedProtocol) -> Identity:
    body = canonical.decode(take(archive, names.IDENTITY_JSON, MAX_INTERVIEW), max_bytes=MAX_INTERVIEW)
    match body:
        case {
            "format": "interview-kit-identity/1",
            "interview": str(name),
            "answers": dict(answers),
            "calculated": dict(calculated),
            "journal": list(lines),
            **rest,
        } if not rest:
            pass
        case _:
            raise RefusedError("bundle.identity")
    whole = _with_secrets(entries, lines)
    journal.verify(name, whole)
    interview = Interview.fold(protocol, name, whole, calculate=False)
    members = [(member.name, member.size, _digest(archive)) for member in _members(archive)]
    found = set(members)
    fits = all(last_word(interview, path, data, identifying=True) for path, data in answers.items())
    fits = fits and all(_calculated(interview, path) for path in calculated)
    if not fits or found != attached(answers, protocol) or members != sorted(found):
        raise RefusedError("bundle.identity")
    ids = sorted(member.removeprefix(names.ATTACHMENTS) for member, _, _ in found)
    earlier = {path: one.to_short_json() for path, one in left_behind(whole, protocol.form).items()}
    return Identity(name, answers, calculated, tuple(ids), earlier, promotion.begun_under(whole))


def _with_secrets(entries: Sequence[Entry], lines: Sequence[JsonValue]) -> list[Entry]:
    """Put salts and values back into the entries that left them out. What they are worth, the chain tells."""
    left_out = {entry.counter for entry in entries if entry.withheld}
    secrets: dict[int, dict[str, JsonValue]] = {}
    last = 0
    for line in lines:
        match line:
            case {"counter": int(counter), "salt": salt, "value": value, **rest} if (
                counter in left_out and counter > last and not rest
            ):
                secrets[counter] = {"salt": salt, "value": value}
                last = counter
            case _:
                raise RefusedError("bundle.identity")
    return [journal.entry_from_json(entry.to_json() | secrets.get(entry.counter, {})) for entry in entries]


def _calculated(interview: Interview, path: str) -> bool:
    node = interview.told_at(path)
    return node.form.identifying and node.path() == path and node.is_computed


def _members(archive: ustar.Reader) -> Iterator[ustar.Member]:
    while member := archive.next():
        yield member


def _digest(archive: ustar.Reader) -> str:
    digest = hashlib.sha256()
    while piece := archive.read():
        digest.update(piece)
    return digest.hexdigest()
