"""Protocols kept in a workspace. A draft keeps the version it was begun under, whatever a pack brings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import promotion
from interview_kit.interview.journal import Entry
from interview_kit.protocol import graph, library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Protocol
from interview_kit.vault.workspace import Workspace

_KEPT: Final = (
    "SELECT p.id, p.body, g.body FROM protocol p"
    " LEFT JOIN protocol_graph g ON g.protocol = p.digest AND g.version = ?"
)


def keep(workspace: Workspace, loaded: LoadedProtocol) -> None:
    """Keep a protocol version; the same one twice is nothing new.

    Raises :class:`InputError` ``vault.protocol-differs`` if another text bears the same id and version.
    """
    known = workspace.database.run(
        "SELECT digest FROM protocol WHERE id = ? AND version = ?",
        (loaded.protocol.id, loaded.protocol.version),
    )
    if known and known[0][0] != loaded.digest:
        raise InputError("vault.protocol-differs", key=loaded.protocol.key)
    archive(workspace, loaded)


def archive(workspace: Workspace, loaded: LoadedProtocol) -> None:
    """Keep the protocol a bundle brought: what a witness was asked is kept even if its name was reused."""
    workspace.database.run(
        "INSERT OR IGNORE INTO protocol VALUES (?, ?, ?, ?)",
        (loaded.digest, loaded.protocol.id, loaded.protocol.version, loaded.body),
    )
    _keep_graph(workspace, loaded)


def keep_shipped_again(workspace: Workspace) -> bool:
    """Keep those that ship with the program and that interviews were begun under, if they were lost.

    Returns whether there were any.
    """
    missing = "SELECT DISTINCT protocol FROM interview WHERE protocol NOT IN (SELECT digest FROM protocol)"
    lost = {row[0] for row in workspace.database.run(missing)}
    found = [one for one in library.shipped_protocols() if one.digest in lost]
    for one in found:
        archive(workspace, one)
    return bool(found)


def all_in(workspace: Workspace) -> tuple[LoadedProtocol, ...]:
    """Return every protocol version the workspace keeps."""
    return _read(workspace, "ORDER BY p.id, p.version")


def of_interview(workspace: Workspace, interview: str) -> LoadedProtocol:
    """Return the protocol version an interview is under.

    Raises :class:`RefusedError` ``vault.protocol-lost`` where a damaged disk took it.
    """
    for loaded in _read(workspace, "JOIN interview i ON i.protocol = p.digest WHERE i.id = ?", interview):
        return loaded
    raise RefusedError("vault.protocol-lost", interview=interview)


def before_promotion(workspace: Workspace, entries: Sequence[Entry]) -> LoadedProtocol | None:
    """Return the protocol an interview was under before it was promoted, where it was and that is kept."""
    if promotion.promotion(entries) is None:
        return None
    digest = bytes.fromhex(str(promotion.begun_under(entries)["digest"]))
    return next(iter(_read(workspace, "WHERE p.digest = ?", digest)), None)


def promotable(workspace: Workspace, protocol: Protocol) -> tuple[LoadedProtocol, ...]:
    """Return the protocols that an interview under this one can go on under, each in its latest version."""
    found = tuple(one for one in offered(workspace) if one.form.takes_from(protocol.id))
    further = [one for one in _latest(found) if one.protocol.id != protocol.id]
    return tuple(sorted(further, key=lambda one: one.protocol.id))


def _read(workspace: Workspace, which: str, *parameters: str | bytes) -> tuple[LoadedProtocol, ...]:
    rows = workspace.database.run(f"{_KEPT} {which}", (graph.VERSION, *parameters))
    return tuple(_loaded(workspace, *row) for row in rows)


def _loaded(workspace: Workspace, name: str, body: bytes, known: str | None) -> LoadedProtocol:
    if known is not None:
        return library.load_known(body, known)
    loaded = library.load(body, name=name)
    _keep_graph(workspace, loaded)
    return loaded


def _keep_graph(workspace: Workspace, loaded: LoadedProtocol) -> None:
    key = (loaded.digest, graph.VERSION)
    if workspace.database.run("SELECT 1 FROM protocol_graph WHERE protocol = ? AND version = ?", key):
        return
    workspace.database.run(
        "INSERT OR REPLACE INTO protocol_graph VALUES (?, ?, ?)",
        (*key, json.dumps(loaded.form.graph.data())),
    )


def offered(workspace: Workspace) -> tuple[LoadedProtocol, ...]:
    """Return what can be conducted: what packs brought, and what ships with the program."""
    kept = all_in(workspace)
    known = {one.protocol.key for one in kept}
    return kept + tuple(one for one in library.shipped_protocols() if one.protocol.key not in known)


def newest(workspace: Workspace) -> tuple[LoadedProtocol, ...]:
    """Return what a new interview may begin under: of each protocol that is offered its latest version.

    A draft stays under the version it was begun under.
    """
    return _latest(offered(workspace))


def _latest(found: tuple[LoadedProtocol, ...]) -> tuple[LoadedProtocol, ...]:
    names = dict.fromkeys(one.protocol.id for one in found)
    return tuple(library.find(found, name) for name in names)
