"""What the interviewer's first screen shows, read from the workspace in one job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from interview_kit.errors import KitError
from interview_kit.interview.drawing import draw
from interview_kit.protocol.model import Texts
from interview_kit.trust import comparing, packs
from interview_kit.trust.comparing import Comparable, comparable
from interview_kit.vault import drafts, interviews, protocols
from interview_kit.vault.interviews import Listed
from interview_kit.vault.workspace import Workspace

#: How many drafts are read before the list is shown, the newest: more than a window has lines.
AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class OfficePicture:
    """The office this laptop seals for."""

    fingerprint: Comparable
    #: Number of the latest pack.
    pack: int


@dataclass(frozen=True, slots=True)
class OfferedProtocol:
    """A protocol that can be conducted."""

    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """What tells one draft from another and names nobody."""

    #: UTC time of the last entry.
    changed: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class HomePicture:
    """The interviews, the newest first; this laptop's fingerprint; its office, if it knows one."""

    rows: tuple[Listed, ...]
    fingerprint: Comparable
    office: OfficePicture | None
    protocols: tuple[OfferedProtocol, ...]
    #: How far each draft has come, by its interview; one that cannot be read is left out.
    drafts: Mapping[str, DraftPicture]
    #: Drafts of which that has not been read yet.
    unread: tuple[str, ...] = ()


def look(workspace: Workspace) -> HomePicture:
    """Read it, of drafts the newest."""
    pinned = packs.pinned(workspace)
    rows = tuple(interviews.listing(workspace))
    all_drafts = [row.interview for row in rows if row.state == "draft"]
    return HomePicture(
        rows,
        comparing.own(workspace),
        OfficePicture(comparable(pinned.pack.fingerprint()), pinned.pack.number) if pinned else None,
        tuple(
            OfferedProtocol(one.protocol.key, one.protocol.title)
            for one in protocols.newest(workspace)
            if not one.protocol.amends
        ),
        _drafts(workspace, all_drafts[:AT_ONCE]),
        tuple(all_drafts[AT_ONCE:]),
    )


def look_further(workspace: Workspace, picture: HomePicture) -> HomePicture:
    """Read what was left for later."""
    return replace(picture, drafts={**picture.drafts, **_drafts(workspace, picture.unread)}, unread=())


def _drafts(workspace: Workspace, wanted: Iterable[str]) -> dict[str, DraftPicture]:
    found = {}
    for interview in wanted:
        with suppress(KitError):  # one damaged draft must not hide the others
            picture = draw(drafts.open_draft(workspace, interview).interview)
            answered = sum(section.answered for section in picture.sections)
            asked = sum(section.asked for section in picture.sections)
            found[interview] = DraftPicture(picture.saved, answered, asked)
    return found
