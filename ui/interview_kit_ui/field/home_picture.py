"""What the interviewer's first screen shows, read from the workspace in one job."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.protocol.model import Texts
from interview_kit.trust import enrolment, packs
from interview_kit.vault import interviews, protocols
from interview_kit.vault.interviews import Listed
from interview_kit.vault.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OfficePicture:
    """The office this laptop seals for."""

    fingerprint: str
    #: Number of the latest pack.
    pack: int


@dataclass(frozen=True, slots=True)
class OfferedProtocol:
    """A protocol that can be conducted."""

    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class HomePicture:
    """The interviews, the newest first; this laptop's fingerprint; its office, if it knows one."""

    rows: tuple[Listed, ...]
    fingerprint: str
    office: OfficePicture | None
    protocols: tuple[OfferedProtocol, ...]


def look(workspace: Workspace) -> HomePicture:
    """Read it."""
    pinned = packs.pinned(workspace)
    return HomePicture(
        tuple(interviews.listing(workspace)),
        enrolment.own_fingerprint(workspace),
        OfficePicture(pinned.fingerprint, pinned.pack.number) if pinned else None,
        tuple(OfferedProtocol(one.protocol.key, one.protocol.title) for one in protocols.offered(workspace)),
    )
