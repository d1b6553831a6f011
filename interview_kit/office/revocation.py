"""Revoking a laptop from some bundle on, and releasing what is held, by two supervisors with a reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.journal import now
from interview_kit.office import archive, chains
from interview_kit.trust import roster, supervisors
from interview_kit.trust.roster import Laptop
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import Workspace

_FORMAT: Final = "interview-kit-release/1"


@dataclass(frozen=True, slots=True)
class Held:
    """A bundle that is whole and signed, and does not count."""

    bundle: bytes
    interview: str
    laptop: Laptop
    number: int
    #: Time of sealing, by the laptop's clock.
    sealed: str


def find_laptop(workspace: Workspace, named: str) -> Laptop:
    """Return the laptop of that name, or whose key id begins so.

    Raises :class:`InputError` ``office.no-such-laptop`` or ``office.ambiguous-laptop``.
    """
    workspace.must_be(Role.OFFICE)
    known = roster.roster(workspace).values()
    found = [one for one in known if named and (one.name == named or one.key.startswith(named.lower()))]
    in_force = [one for one in found if one.ended is None]
    found = in_force or found
    if len(found) != 1:
        raise InputError("office.ambiguous-laptop" if found else "office.no-such-laptop", laptop=named[:60])
    return found[0]


def revoke(
    workspace: Workspace, laptop: Laptop, reason: str, last: int | str | None = None
) -> tuple[int, int]:
    """Trust a laptop up to a seal number and no further; return it, and how many bundles are held now.

    ``last`` is a seal number, or the beginning of a bundle's id where a number is there twice; without it,
    all that arrived without a gap counts. 0 is none. What counts may be shortened later, never lengthened.
    Raises :class:`InputError` ``office.reason-needed``, ``office.no-such-bundle`` where no one bundle is
    meant, ``office.doubled`` where somebody must say which of two counts, ``trust.ended-before``.
    """
    if not reason.strip():
        raise InputError("office.reason-needed")
    chain = chains.chains(workspace)[laptop.key]
    counts = [link for link in chain.links if not link.held] if laptop.ended else list(chain.links)
    if last is None and chain.doubled:
        raise InputError("office.doubled", numbers=", ".join(map(str, chain.doubled)))
    number, bundle = chains.last_whole(counts) if last is None else _named(counts, last)
    detail: dict[str, JsonValue] = {"laptop": laptop.key, "number": number, "reason": reason}
    with workspace.transaction():
        roster.end(workspace, laptop.key, "revoked", (number, bundle), reason)
        chains.settle(workspace, laptop.key)
        archive.log(workspace, "laptop-revoked", detail)
    held_now = sum(one.laptop.key == laptop.key for one in held(workspace))
    return number, held_now


def _named(links: Sequence[chains.Link], last: int | str) -> tuple[int, bytes | None]:
    if last == 0:
        return 0, None
    found = [
        link
        for link in links
        if link.number == last or (isinstance(last, str) and link.id.hex().startswith(last.lower()))
    ]
    if len(found) != 1:
        raise InputError("office.no-such-bundle", number=str(last)[:64])
    return found[0].number, found[0].id


def held(workspace: Workspace) -> list[Held]:
    """Return the bundles that do not count, by laptop and number."""
    laptops = roster.roster(workspace)
    rows = workspace.database.run(
        "SELECT id, interview, laptop, number, json_extract(manifest, '$.sealed')"
        " FROM bundle WHERE standing = 'held' ORDER BY laptop, number, id"
    )
    return [
        Held(bundle, interview, laptops[laptop], number, sealed)
        for bundle, interview, laptop, number, sealed in rows
    ]


def release(
    workspace: Workspace, bundle: str, reason: str, first: tuple[str, str], second: tuple[str, str]
) -> Held:
    """Let a held bundle count, because two supervisors say so; each is a name and a passphrase.

    ``bundle`` is its id in hex or a unique beginning of it. Takes two seconds. Raises :class:`InputError`
    ``office.reason-needed``, ``office.not-held``, ``office.two-supervisors``, or as
    :func:`supervisors.sign` does.
    """
    found = [one for one in held(workspace) if bundle and one.bundle.hex().startswith(bundle.lower())]
    if len(found) != 1:
        raise InputError("office.not-held", bundle=bundle[:16])
    if not reason.strip():
        raise InputError("office.reason-needed")
    if first[0] == second[0]:
        raise InputError("office.two-supervisors")
    (one,) = found
    statement: dict[str, JsonValue] = {
        "format": _FORMAT,
        "bundle": one.bundle.hex(),
        "reason": reason,
        "time": now(),
    }
    signed = [supervisors.sign(workspace, *who, statement) for who in (first, second)]
    body = {"statement": statement, "signatures": [by.model_dump(mode="json") for by in signed]}
    detail: dict[str, JsonValue] = {
        "interview": one.interview,
        "by": [first[0], second[0]],
        "reason": reason,
    }
    with workspace.transaction():
        workspace.database.run(
            "INSERT INTO released VALUES (?, ?)", (one.bundle, json.dumps(body, ensure_ascii=False))
        )
        roster.changed(workspace)
        chains.settle(workspace, one.laptop.key)
        archive.log(workspace, "bundle-released", detail)
    return one
