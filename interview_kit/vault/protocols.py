"""Protocols kept in a workspace. A draft keeps the version it was begun under, whatever a pack brings."""

from __future__ import annotations

from interview_kit.errors import InputError
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.vault.workspace import Workspace


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


def all_in(workspace: Workspace) -> tuple[LoadedProtocol, ...]:
    """Return every protocol version the workspace keeps."""
    rows = workspace.database.run("SELECT id, body FROM protocol ORDER BY id, version")
    return tuple(library.load(body, name=name) for name, body in rows)


def of_interview(workspace: Workspace, interview: str) -> LoadedProtocol:
    """Return the protocol version an interview was begun under."""
    rows = workspace.database.run(
        "SELECT p.id, p.body FROM protocol p JOIN interview i ON i.protocol = p.digest WHERE i.id = ?",
        (interview,),
    )
    return library.load(rows[0][1], name=rows[0][0])


def by_digest(workspace: Workspace, digest: bytes) -> LoadedProtocol:
    """Return one protocol version the workspace keeps."""
    rows = workspace.database.run("SELECT id, body FROM protocol WHERE digest = ?", (digest,))
    return library.load(rows[0][1], name=rows[0][0])


def offered(workspace: Workspace) -> tuple[LoadedProtocol, ...]:
    """Return what can be conducted: what packs brought, and what ships with the program."""
    kept = all_in(workspace)
    known = {one.protocol.key for one in kept}
    return kept + tuple(one for one in library.shipped_protocols() if one.protocol.key not in known)
