"""What the worker hands to the reading page: one interview in words, in every language of the program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from interview_kit.bundle.identity import Identity
from interview_kit.interview.reading import Section, sections
from interview_kit.interview.sittings import Sitting
from interview_kit.messages import LANGUAGES, say
from interview_kit.office import archive
from interview_kit.office.archive import Archived
from interview_kit.office.earlier import told_before
from interview_kit.office.remarks import remarks
from interview_kit.protocol.model import Texts
from interview_kit.vault.workspace import Workspace

_CODE_LENGTH: Final = 6
#: Sections of an interview by language of the program.
Told = dict[str, tuple[Section, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """One interview of the archive as the office reads it."""

    interview: str
    title: Texts
    begun: str
    sealed: str
    imported: str
    laptop: str
    #: SHA-256 of the manifest, hex.
    bundle: str
    entries: int
    clock_went_back: bool
    conflict: bool
    #: Scope to what the witness said.
    consent: dict[str, str]
    #: How many answers the custodian alone can read.
    apart: int
    told: Told
    #: How it came about, where that is not the usual way, by language.
    remarks: dict[str, tuple[str, ...]]
    sittings: tuple[Sitting, ...] = ()


def code(interview: str) -> str:
    """Return what the office calls an interview, on screen and in speech."""
    return interview[:_CODE_LENGTH].upper()


def read(workspace: Workspace, interview: str) -> Record:
    """Read one interview without its identifying answers."""
    archived = archive.find(workspace, interview)
    manifest = archived.manifest
    return Record(
        interview=archived.interview,
        title=archived.protocol.protocol.title,
        begun=manifest.begun,
        sealed=manifest.sealed,
        imported=archived.imported,
        laptop=archived.laptop,
        bundle=archived.bundle.hex(),
        entries=manifest.journal.entries,
        clock_went_back=manifest.clock_went_back,
        conflict=archived.heads > 1,
        consent=archived.consent,
        apart=len(archived.apart),
        told=_told(archived, archived),
        remarks={language: remarks(archived, language) for language in LANGUAGES},
        sittings=archived.course.sittings,
    )


def open_identity(workspace: Workspace, interview: str, passphrase: str, reason: str) -> Told:
    """Return the interview with its identifying answers. Logged with the reason; takes about a second.

    Raises :class:`InputError` where the reason is wanting or the custodian's passphrase is wrong.
    """
    identity = archive.read_identity(workspace, interview, custodian_passphrase=passphrase, reason=reason)
    told = _told(archive.find(workspace, interview), identity)
    return {
        language: (*known, *told_before(workspace, identity, language)) for language, known in told.items()
    }


def _told(archived: Archived, opened: Archived | Identity) -> Told:
    answers = {**archived.answers, **opened.answers}
    calculated = {**archived.calculated, **opened.calculated}
    return {
        language: (
            *sections(archived.protocol, answers, calculated, archived.apart, language, archived.instances),
            *(section for one in archived.amendments for section in _of_amendment(one, language)),
        )
        for language in LANGUAGES
    }


def _of_amendment(amendment: Archived, language: str) -> list[Section]:
    """Return what was sealed later about an interview; its names stay with the custodian."""
    title = say(
        "supervisor.sealed-later",
        language,
        code=code(amendment.interview),
        day=amendment.manifest.sealed[:10],
    )
    told = sections(
        amendment.protocol,
        amendment.answers,
        amendment.calculated,
        amendment.apart,
        language,
        amendment.instances,
    )
    return [replace(section, title=f"{title} · {section.title}") for section in told if section.lines]
