"""The roster: the laptops an office has enrolled, and up to where those count that no longer seal.

Clocks can be set back, so they decide nothing: a laptop that is revoked, or that has new keys, counts up to a
bundle, named by its seal number and its id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from interview_kit.crypto.fingerprint import as_digits
from interview_kit.errors import InputError
from interview_kit.interview.journal import now
from interview_kit.trust.requests import EnrolmentRequest
from interview_kit.vault.workspace import Workspace

#: An office that comes back goes on beyond every number that laptops may have seen since it was copied.
AHEAD: Final = 1_000_000
_NUMBER: Final = "roster number"
_RELEASED: Final = "released before"

Why = Literal["revoked", "replaced"]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of what a laptop's keys are trusted for."""

    why: Why
    #: Seal number of the last bundle that counts, 0 where none does, and its id.
    number: int
    bundle: bytes | None
    reason: str
    time: str
    #: Key id of what replaced it.
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Laptop:
    """An enrolled laptop, as the office's roster knows it."""

    key: str
    name: str
    request: EnrolmentRequest
    enrolled: str
    ended: Ended | None = None

    @property
    def fingerprint(self) -> str:
        """Its fingerprint, to read aloud."""
        return as_digits(self.request.fingerprint())


def roster(workspace: Workspace) -> dict[str, Laptop]:
    """Return the enrolled laptops by key id, in the order of enrolment."""
    rows = workspace.database.run(
        "SELECT key, name, body, enrolled, why, number, bundle, reason, time, successor"
        " FROM laptop LEFT JOIN ended ON laptop = key ORDER BY laptop.rowid"
    )
    return {
        key: Laptop(
            key,
            name,
            EnrolmentRequest.model_validate(json.loads(body)),
            enrolled,
            Ended(*ended) if ended[0] else None,
        )
        for key, name, body, enrolled, *ended in rows
    }


def ended(workspace: Workspace, key: str) -> Ended | None:
    """Return up to where a laptop counts, or None where it goes on."""
    rows = workspace.database.run(
        "SELECT why, number, bundle, reason, time, successor FROM ended WHERE laptop = ?", (key,)
    )
    return Ended(*rows[0]) if rows else None


def line(laptops: Mapping[str, Laptop], key: str) -> str:
    """Return the last key in the line of successions that a key belongs to: the same for all of a laptop."""
    seen = {key}
    while (laptop := laptops.get(key)) is not None and laptop.ended is not None:
        following = laptop.ended.successor
        if following is None or following in seen:
            break
        seen.add(following)
        key = following
    return key


def number(workspace: Workspace) -> int:
    """Return how often the roster has changed."""
    found = workspace.setting(_NUMBER)
    return found if isinstance(found, int) else 0


def put(workspace: Workspace, laptop: Laptop) -> None:
    """Enrol a laptop, or give it another name, inside the caller's transaction."""
    workspace.database.run(
        "INSERT INTO laptop VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
        (
            laptop.key,
            laptop.name,
            laptop.request.fingerprint(),
            laptop.request.alone().model_dump_json(),
            laptop.enrolled,
        ),
    )
    changed(workspace)


def end(
    workspace: Workspace,
    key: str,
    why: Why,
    last: tuple[int, bytes | None],
    reason: str = "",
    successor: str | None = None,
    when: str | None = None,
) -> None:
    """Trust a laptop up to a bundle and no further, now or since ``when``, inside the caller's transaction.

    A later word may only shorten what an earlier one left: a stolen key that names its own successor does
    not undo its revocation.
    """
    before = ended(workspace, key)
    if before is not None and (
        before.number < last[0]
        or (before.number == last[0] and (before.why == "revoked" or before.bundle != last[1]))
    ):
        raise InputError("trust.ended-before", number=before.number)
    workspace.database.run(
        "INSERT OR REPLACE INTO ended VALUES (?, ?, ?, ?, ?, ?, ?)",
        (key, why, *last, reason, when or now(), successor or (before.successor if before else None)),
    )
    changed(workspace)


def released(workspace: Workspace) -> set[str]:
    """Return the ids, in hex, of held bundles that two supervisors released, here or before a recovery."""
    before = workspace.setting(_RELEASED)
    rows = workspace.database.run("SELECT lower(hex(bundle)) FROM released")
    return {row[0] for row in rows} | (set(map(str, before)) if isinstance(before, list) else set())


def sealed_for(workspace: Workspace) -> set[str]:
    """Return the ids, in hex, of the bundles this office sealed for interviewers who were gone."""
    return {row[0] for row in workspace.database.run("SELECT lower(hex(bundle)) FROM sealed_for")}


def keep_sealed_for(workspace: Workspace, bundles: Sequence[str]) -> None:
    """Note what this office sealed for others before a recovery, inside the caller's transaction."""
    workspace.database.run_many(
        "INSERT INTO sealed_for VALUES (?)", [(bytes.fromhex(one),) for one in bundles]
    )


def keep(workspace: Workspace, freed: Sequence[str], number_then: int) -> None:
    """Note what was released before a recovery, and count on from there, inside the caller's transaction."""
    workspace.set_setting(_RELEASED, [*freed])
    workspace.set_setting(_NUMBER, number_then)


def count_on(workspace: Workspace, by: int) -> None:
    """Leave numbers out."""
    workspace.set_setting(_NUMBER, number(workspace) + by)


def changed(workspace: Workspace) -> None:
    """Count that the roster is another one, inside the caller's transaction."""
    workspace.set_setting(_NUMBER, number(workspace) + 1)
