"""Reading the identifying part of a bundle, with the custodian's key, and checking it against the journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.bundle import manifest as names
from interview_kit.bundle.opening import MAX_INTERVIEW, MAX_JOURNAL, journal_entries
from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, HybridIdentity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import RefusedError
from interview_kit.files import storage_error
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry
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


def read(file: Path, office: HybridIdentity, custodian: HybridIdentity) -> Identity:
    """Read ``identity.age`` inside an accepted bundle.

    Raises :class:`RefusedError` ``bundle.identity`` where it is not what the journal committed to.
    """
    try:
        with file.open("rb") as source:
            outer = ustar.Reader(Decryptor(source, [office]))
            lines = _skip_to(outer, names.JOURNAL)
            committed = {
                entry.counter: entry
                for entry in journal_entries(outer.read_all(lines, MAX_JOURNAL))
                if entry.withheld
            }
            _skip_to(outer, names.IDENTITY)
            return _read(ustar.Reader(Decryptor(outer.stream(), [custodian])), committed)
    except OSError as error:
        raise storage_error(error, file) from error


def _skip_to(archive: ustar.Reader, name: str) -> ustar.Member:
    while member := archive.next():
        if member.name == name:
            return member
        while archive.read():
            pass
    raise RefusedError("bundle.members")


def _read(archive: ustar.Reader, committed: dict[int, Entry]) -> Identity:
    body = canonical.decode(take(archive, names.IDENTITY_JSON, MAX_INTERVIEW), max_bytes=MAX_INTERVIEW)
    match body:
        case {
            "format": "interview-kit-identity/1",
            "interview": str(interview),
            "answers": dict(answers),
            "calculated": dict(calculated),
            "journal": list(lines),
        } if all(_committed(line, committed) for line in lines):
            pass
        case _:
            raise RefusedError("bundle.identity")
    attachments = []
    while member := archive.next():
        attachments.append(member.name.removeprefix(names.ATTACHMENTS))
        while archive.read():
            pass
    return Identity(interview, answers, calculated, tuple(attachments))


def _committed(line: JsonValue, committed: dict[int, Entry]) -> bool:
    match line:
        case {"counter": int(counter), "salt": str(salt), "value": value} if counter in committed:
            digest = journal.commit(bytes.fromhex(salt), value)
            return digest == committed[counter].commitment
    return False
