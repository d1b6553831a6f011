"""Recordings: sound that is kept while it is made, and becomes the answer of the question it was begun for.

The key is in the database before the first byte is in the file, so a recording cut by a crash can be played;
:func:`recover` then closes it and journals it. A recording whose question takes no answer any more waits
beside the draft and never travels; sealing forgets what the witness no longer allows, and refuses where there
is more. So waits one that a disk has damaged in its middle: nothing is cut away from it, and what stands
before is the answer.
"""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.interview.answer import Answer, attachment_value
from interview_kit.interview.interview import Change
from interview_kit.interview.tree import find
from interview_kit.vault import drafts, growing, interviews, sidefiles, sound_places
from interview_kit.vault.drafts import Draft
from interview_kit.vault.growing import Writer
from interview_kit.vault.sidefiles import Reader
from interview_kit.vault.workspace import ATTACHMENTS, Workspace, new_id


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording that no answer names yet: still running, cut off, or waiting."""

    id: str
    path: str
    media: str
    key: bytes
    file: Path

    def open(self) -> Reader:
        """Open what is durable of it, from any place."""
        return Reader(self.file, self.key, cut=True)


class Recording:
    """A recording that runs. ``append`` and ``flush`` need no database and may be called by another thread,
    which must have stopped when ``finish`` is called on the workspace's own.
    """

    def __init__(self, workspace: Workspace, identifier: str, path: str, media: str, writer: Writer) -> None:
        self._workspace = workspace
        self._writer = writer
        self.id = identifier
        self.path = path
        self.media = media

    def append(self, piece: bytes) -> None:
        """Take in what was recorded; see :class:`.growing.Writer` for when it is durable."""
        self._writer.append(piece)

    def flush(self) -> None:
        """Keep everything that was appended; when this returns it is on the disk."""
        self._writer.flush()

    def finish(self, draft: Draft) -> Change | None:
        """End the recording and journal it as the answer of its question.

        Where that takes none now, another one for sound does. None where the witness took back in the
        meantime what allowed it: then it is gone. An :class:`InputError` says why no question takes it now;
        then it waits. After a :class:`StorageError` it may be tried again, or left to :func:`recover`.
        """
        written = self._writer.finish()
        if not self._workspace.database.run("SELECT 1 FROM recording WHERE id = ?", (self.id,)):
            return None
        return _answer_somewhere(self._workspace, draft, self.id, self.path, self.media, written)

    def close(self) -> None:
        """Let go of the file as it is; :func:`recover` finishes it at the next opening."""
        self._writer.close()


def begin(
    workspace: Workspace, draft: Draft, path: str, media: str, clock: Callable[[], float] = time.monotonic
) -> Recording:
    """Begin a recording for the attachment question at ``path``.

    Raises :class:`InputError` where the question takes no answer, and ``vault.recording-there`` where it has
    one: a second recording would push the first out of what is sealed.
    """
    placeholder = attachment_value("", media, b"", 0)
    _, stable, _ = draft.interview.prepare_answer(path, Answer(placeholder))
    _must_be_free(draft, stable)
    identifier, key = new_id(), sidefiles.new_key()
    with workspace.transaction():
        workspace.database.run(
            "INSERT INTO recording (id, interview, path, media, key) VALUES (?, ?, ?, ?, ?)",
            (identifier, draft.interview.id, stable, media, key),
        )
    try:
        writer = Writer(_file(workspace, identifier), key, clock)
    except StorageError:
        with contextlib.suppress(StorageError):  # an empty row is forgotten at the next opening
            _forget(workspace, identifier)
        raise
    return Recording(workspace, identifier, stable, media, writer)


def kept(workspace: Workspace, interview: str) -> list[Kept]:
    """Return a draft's recordings that no answer names yet, to be played as far as they go."""
    rows = workspace.database.run(
        "SELECT id, path, media, key FROM recording WHERE interview = ? ORDER BY rowid", (interview,)
    )
    return [
        Kept(identifier, path, media, key, _file(workspace, identifier))
        for identifier, path, media, key in rows
    ]


def recover(workspace: Workspace) -> int:
    """Close and journal recordings that were cut off; return how many became answers.

    Called once after opening, while nothing is recorded. A recording of which nothing was kept is forgotten.
    """
    waiting = workspace.database.run("SELECT DISTINCT interview FROM recording")
    recovered = 0
    for (interview,) in waiting:
        with contextlib.suppress(RefusedError):  # damage to one draft is told when that draft is opened
            draft = drafts.open_draft(workspace, interview)
            recovered += sum(_recover_one(workspace, draft, one) for one in kept(workspace, interview))
    if waiting:
        interviews.sweep(workspace)
    return recovered


def destroy(workspace: Workspace, identifier: str) -> None:
    """Destroy a recording that waits; one that runs, or is an answer by now, is left alone."""
    with workspace.transaction():
        workspace.database.run("DELETE FROM recording WHERE id = ? AND state = 'waiting'", (identifier,))
    interviews.sweep(workspace)


def take_up(workspace: Workspace, draft: Draft) -> int:
    """Make what waits beside an open draft the answers they were begun for, where these take them again.

    Returns how many became answers.
    """
    rows = workspace.database.run("SELECT id FROM recording WHERE state = 'waiting'")
    waiting = {identifier for (identifier,) in rows}
    found = [one for one in kept(workspace, draft.interview.id) if one.id in waiting]
    return sum(_recover_one(workspace, draft, one) for one in found)


def _recover_one(workspace: Workspace, draft: Draft, one: Kept) -> bool:
    if one.file.exists():
        with one.open() as reader:
            if reader.damaged:
                return _recover_beginning(workspace, draft, one, reader)
    written = growing.close_cut(one.file, one.key) if one.file.exists() else None
    if written is None or not written.size:
        _forget(workspace, one.id)
        return False
    try:
        _answer_somewhere(workspace, draft, one.id, one.path, one.media, written)
    except InputError:
        return False
    return True


def _recover_beginning(workspace: Workspace, draft: Draft, one: Kept, reader: Reader) -> bool:
    """Make a copy of what stands before the damage the answer; whatever there is stays where it is."""
    _wait(workspace, one.id)
    with contextlib.suppress(InputError):
        _must_be_free(draft, one.path)
        if reader.size:
            draft.attach_from(one.path, one.media, io.BufferedReader(reader))
            return True
    return False


def _answer_somewhere(
    workspace: Workspace, draft: Draft, identifier: str, path: str, media: str, written: sidefiles.Written
) -> Change:
    """Make it the answer it was begun for. Where that takes none now, it is better to find it elsewhere than
    never again: what waits does not travel.
    """
    try:
        return _answer(draft, identifier, path, media, written)
    except InputError as error:
        _wait(workspace, identifier)
        try:
            place = sound_places.another_place_for(workspace, draft, path)
        except InputError:
            raise error from None
        return _answer(draft, identifier, place, media, written)


def _answer(draft: Draft, identifier: str, path: str, media: str, written: sidefiles.Written) -> Change:
    _must_be_free(draft, path)
    return draft.keep_attachment(path, identifier, media, written)


def _must_be_free(draft: Draft, path: str) -> None:
    answer = find(draft.interview.root, path).answer
    if answer is not None and answer.value is not None:
        raise InputError("vault.recording-there", path=path)


def _wait(workspace: Workspace, identifier: str) -> None:
    with workspace.transaction():
        workspace.database.run("UPDATE recording SET state = 'waiting' WHERE id = ?", (identifier,))


def _forget(workspace: Workspace, identifier: str) -> None:
    with workspace.transaction():
        workspace.database.run("DELETE FROM recording WHERE id = ?", (identifier,))


def _file(workspace: Workspace, identifier: str) -> Path:
    return workspace.folder / ATTACHMENTS / identifier
