"""Team packs: the signed roster, encrypted to the laptops in it, with what an office's backup holds.

It carries what names people, so nobody but the team can read it, and no laptop that was revoked. From it a
laptop learns which of its bundles are safe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Encryptor, HybridRecipient
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.trust import documents, own, packs, roster
from interview_kit.trust.packs import Pinned
from interview_kit.trust.requests import EnrolmentRequest
from interview_kit.trust.signed import Document, write_head
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Hex32, Part
from interview_kit.vault.workspace import Workspace

FORMAT: Final = "interview-kit-roster/1"
#: As many laptops as one file can be encrypted to.
MOST_LAPTOPS: Final = 100
_MOST_BUNDLES: Final = 100_000
_KNOWN: Final = "team pack number"
_AGE: Final = b"age-encryption.org/"

Ids = Annotated[tuple[Hex32, ...], Field(max_length=_MOST_BUNDLES)]


class EndedLaptop(Part):
    """Up to where a laptop counts that no longer seals."""

    why: roster.Why
    number: Annotated[int, Field(ge=0)]
    bundle: Hex32 | None
    time: str
    #: Key id of what replaced it.
    successor: Hex32 | None


class EnrolledLaptop(Part):
    """One laptop in the roster."""

    name: str
    enrolled: str
    request: EnrolmentRequest
    ended: EndedLaptop | None


class Roster(Part):
    """The signed body of a team pack."""

    format: Literal["interview-kit-roster/1"] = FORMAT
    purpose: Purpose
    #: Grows with every team pack; an older one than already seen is refused.
    number: Annotated[int, Field(ge=1)]
    laptops: Annotated[tuple[EnrolledLaptop, ...], Field(max_length=1_000)]
    #: Sorted ids of held bundles that two supervisors released.
    released: Ids
    #: Sorted ids of the bundles that are in a backup which was read back.
    safe: Ids


@dataclass(frozen=True, slots=True)
class TeamWord:
    """What a laptop learned from a team pack."""

    number: int
    #: Interviews that are safe now and were not before.
    safe: tuple[str, ...]


def write_team_pack(workspace: Workspace, path: Path) -> int:
    """Write the roster for every laptop that still seals, and for the office itself; return its number.

    Raises :class:`InputError` ``trust.no-laptops`` or ``trust.too-many-laptops``.
    """
    workspace.must_be(Role.OFFICE)
    laptops = roster.roster(workspace).values()
    sealing = [one for one in laptops if one.ended is None]
    if not sealing:
        raise InputError("trust.no-laptops")
    if len(sealing) > MOST_LAPTOPS:
        raise InputError("trust.too-many-laptops", most=MOST_LAPTOPS)
    with workspace.transaction():
        roster.changed(workspace)
    body = canonical.encode(roster_of(workspace).model_dump(mode="json"))
    recipients = [own.identity(workspace).recipient]
    recipients += [HybridRecipient.parse(one.request.recipient) for one in sealing]
    with replacing(path) as file, Encryptor(file, recipients) as sealed:
        archive = ustar.Writer(sealed)
        write_head(archive, Document.ROSTER, workspace.purpose, own.signing_keys(workspace), body)
        archive.finish()
    return roster.number(workspace)


def roster_of(workspace: Workspace) -> Roster:
    """Return the roster as this office would sign it."""

    def ids(rows: Sequence[tuple[bytes]]) -> tuple[str, ...]:
        return tuple(sorted(row[0].hex() for row in rows))

    run = workspace.database.run
    return Roster(
        purpose=workspace.purpose,
        number=roster.number(workspace),
        laptops=tuple(
            EnrolledLaptop(name=one.name, enrolled=one.enrolled, request=one.request, ended=_ended(one))
            for one in roster.roster(workspace).values()
        ),
        released=tuple(sorted(roster.released(workspace))),
        safe=ids(run("SELECT id FROM bundle WHERE backed_up IS NOT NULL")),
    )


def keep_roster(
    workspace: Workspace, laptops: Sequence[EnrolledLaptop], released: Sequence[str], number: int
) -> None:
    """Give an office the roster of another one, inside the caller's transaction."""
    for one in laptops:
        laptop = roster.Laptop(one.request.key, one.name, one.request, one.enrolled)
        roster.put(workspace, laptop)
        ended = one.ended
        if ended is not None:
            last = (ended.number, bytes.fromhex(ended.bundle) if ended.bundle else None)
            roster.end(workspace, laptop.key, ended.why, last, successor=ended.successor, when=ended.time)
    roster.keep(workspace, released, number)


def _ended(laptop: roster.Laptop) -> EndedLaptop | None:
    ended = laptop.ended
    if ended is None:
        return None
    bundle = ended.bundle.hex() if ended.bundle else None
    return EndedLaptop(
        why=ended.why, number=ended.number, bundle=bundle, time=ended.time, successor=ended.successor
    )


def accept(workspace: Workspace, path: Path, typed_fingerprint: str | None = None) -> Pinned | TeamWord:
    """Take any pack of the office: the public one (:func:`packs.accept_pack`) or one for the team."""
    try:
        with path.open("rb") as file:
            encrypted = file.read(len(_AGE)) == _AGE
    except OSError as error:
        raise storage_error(error, path) from error
    if encrypted:
        return accept_team_pack(workspace, path)
    return packs.accept_pack(workspace, path, typed_fingerprint)


def accept_team_pack(workspace: Workspace, path: Path) -> TeamWord:
    """Read the roster of the pinned office, and note which interviews are safe.

    Raises :class:`RefusedError` ``trust.team-pack-not-ours``, ``trust.not-our-office`` or
    ``trust.pack-older``, :class:`InputError` ``trust.no-office``.
    """
    workspace.must_be(Role.FIELD)
    told = read_team_pack(workspace, path, packs.must_be_pinned(workspace))
    known = workspace.setting(_KNOWN)
    if isinstance(known, int) and told.number < known:
        raise RefusedError("trust.pack-older", number=told.number, known=known)
    with workspace.transaction():
        marked = [interview for bundle in told.safe for interview in _mark(workspace, bundle)]
        workspace.set_setting(_KNOWN, told.number)
    return TeamWord(told.number, tuple(marked))


def read_team_pack(workspace: Workspace, path: Path, office: Pinned) -> Roster:
    """Decrypt a team pack and check its signatures."""
    try:
        with path.open("rb") as file:
            plain = documents.unsealed(
                file, Document.ROSTER, own.identities(workspace), "trust.team-pack-not-ours"
            )
            archive = ustar.Reader(plain)
            told, _ = documents.read(archive, Document.ROSTER, workspace.purpose, office.trusted, Roster)
            documents.nothing_more(archive)
    except OSError as error:
        raise storage_error(error, path) from error
    if told.purpose is not workspace.purpose:
        raise RefusedError("trust.body", document=Document.ROSTER.value)
    return told


def _mark(workspace: Workspace, bundle: str) -> list[str]:
    rows = workspace.database.run(
        "UPDATE sealed SET safe = ?, received = coalesce(received, ?) WHERE bundle = ? AND safe IS NULL"
        " RETURNING interview",
        (now(), now(), bytes.fromhex(bundle)),
    )
    return [row[0] for row in rows]
