"""The open draft: an interview that is being conducted.

The state of a draft is the fold of its journal. An answer is checked, appended in one durable transaction and
only then applied, so a failed append leaves both the disk and the draft as they were.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import AnswersError, InputError, KitError, StorageError
from interview_kit.files import remove_durably, storage_error
from interview_kit.interview import carrying, journal, persons, withdrawal
from interview_kit.interview.answer import Answer, attachment_value, from_json
from interview_kit.interview.carrying import Carrying
from interview_kit.interview.clock import Clock, Reading
from interview_kit.interview.events import Event
from interview_kit.interview.interview import Change, Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Promoted
from interview_kit.interview.taking_over import takeover
from interview_kit.interview.withdrawal import Told
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.vault import interviews, journals, protocols, sidefiles
from interview_kit.vault.header import Role
from interview_kit.vault.journals import StoredJournal
from interview_kit.vault.sidefiles import Check, Written
from interview_kit.vault.workspace import ATTACHMENTS, Workspace, new_id

#: What a later answer of the same file may put right.
_EARLY: Final = ("interview.not-relevant", "interview.locked", "interview.no-such-person")


class Draft:
    """An interview that is being conducted."""

    def __init__(
        self,
        workspace: Workspace,
        stored: StoredJournal,
        interview: Interview,
        clock: Clock | None = None,
    ) -> None:
        self._workspace = workspace
        self._stored = stored
        self._author = workspace.author
        self._clock = clock or Clock()
        self._known_as_ours = False
        self.interview = interview

    def set_presets(self) -> None:
        """Journal what the protocol sets when an interview begins, inside the caller's transaction."""
        interview = self.interview
        (first,) = interview.entries
        entries = [first]
        for stable, text in interview.consequences(first):
            entries.append(self._link(entries[-1], EntryKind.SET, stable, text, first.time))
            self._stored.append(entries[-1])
        for entry in entries[1:]:
            interview.apply(entry)

    def answer(self, path: str, answer: Answer) -> Change:
        """Check, store and apply one answer; when this returns it is on the disk."""
        kind, stable, value = self.interview.prepare_answer(path, answer)
        if kind is EntryKind.CLEAR and self.interview.is_locked(stable):
            return self.withdraw(path)
        return self._append(kind, stable, value)

    def add(self, repeat: str) -> Change:
        """Add an instance at the end of a repeat, for example ``/harm``."""
        stable = self.interview.prepare_add(repeat, new_id(16))
        return self._append(EntryKind.ADD, stable, None)

    def remove(self, path: str, reason: str) -> Change:
        """Remove one instance, ``/harm[2]``; what it held stays in the journal."""
        stable = self.interview.prepare_remove(path, reason)
        return self._append(EntryKind.REMOVE, stable, {"reason": reason})

    def move(self, path: str, to: int) -> Change:
        """Put one instance, ``/leg[3]``, at another position among its siblings."""
        stable = self.interview.prepare_move(path, to)
        return self._append(EntryKind.MOVE, stable, {"to": to})

    def note(self, event: Event) -> Change:
        """Journal what happened at the table."""
        return self._append(EntryKind.EVENT, "", event.to_json())

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.interview.to_undo is not None and self._ours

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back and nothing happened since."""
        return self.interview.to_redo is not None and self._ours

    def undo(self) -> Change:
        """Take back what was done last; it stays in the journal.

        Never what lies beyond a value that was destroyed, a takeover, a repair or a promotion. Raises
        :class:`InputError` ``interview.nothing-to-undo``.
        """
        return self._undo(self.interview.to_undo, "interview.nothing-to-undo")

    def redo(self) -> Change:
        """Bring back what was taken back last. Raises :class:`InputError` ``interview.nothing-to-redo``."""
        return self._undo(self.interview.to_redo, "interview.nothing-to-redo")

    def _undo(self, counter: int | None, otherwise: str) -> Change:
        if counter is None or not self._ours:
            raise InputError(otherwise)
        return self._append(EntryKind.UNDO, "", {"counter": counter})

    def take_over(self) -> Change | None:
        """Journal that this workspace goes on where another author stopped, if that is so.

        What is done next would do it, too.
        """
        reading = self._clock.look(self._last.time)
        taken = self._takeover(reading)
        if taken is None:
            return None
        with self._workspace.transaction():
            self._stored.append(taken)
        self._clock.keep(reading)
        return self._apply([taken])

    def promote(self, loaded: LoadedProtocol) -> Carrying:
        """Go on under another protocol, with what was answered carried over; all of it durably, or nothing.

        What is not carried over stays in the journal. Raises what :func:`.carrying.carry` does, and
        :class:`InputError` ``vault.still-recording`` or ``vault.protocol-differs``.
        """
        told = self.interview
        interviews.must_not_be_recorded(self._workspace, told.id)
        carried = carrying.carry(told, loaded)
        reading = self._clock.look(self._last.time)
        entries = self._up_to_now(reading)
        value = Promoted(loaded.reference(), len(carried.moves)).to_json()
        for kind, path, said in ((EntryKind.PROMOTE, "", value), *carried.moves):
            entries.append(self._link(entries[-1], kind, path, said, reading.time))
        now = Interview.fold(loaded, told.id, [*told.entries, *entries[1:]], earlier=told.loaded)
        with self._workspace.transaction():
            protocols.keep(self._workspace, loaded)
            interviews.mark_promoted(self._workspace, told.id, loaded.digest, carried.places)
            for entry in entries[1:]:
                self._stored.append(entry)
        self._clock.keep(reading)
        self.interview = now
        return carried

    def attach(self, path: str, file: Path, check: Check = lambda: None) -> Change:
        """Encrypt a file into the workspace and make it the answer at ``path``, unless ``check`` raises."""
        media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        try:
            with file.open("rb") as source:
                return self.attach_from(path, media, source, check)
        except OSError as error:
            raise storage_error(error, file) from error

    def attach_from(self, path: str, media: str, source: BinaryIO, check: Check = lambda: None) -> Change:
        """Make what ``source`` gives the answer at ``path``; nothing of it touches the disk in the clear."""
        identifier = new_id()
        self.interview.prepare_answer(path, Answer(attachment_value(identifier, media, b"", 0)))
        target = self._workspace.folder / ATTACHMENTS / identifier
        written = sidefiles.write(target, source, check)
        try:
            return self.keep_attachment(path, identifier, media, written)
        except KitError:
            with suppress(StorageError):  # without its key it is an orphan, which the next opening removes
                remove_durably(target)
            raise

    def keep_attachment(self, path: str, identifier: str, media: str, written: Written) -> Change:
        """Make a side file that is there already the answer at ``path``, and keep its key."""
        answer = Answer(attachment_value(identifier, media, written.sha256, written.size))
        kind, stable, value = self.interview.prepare_answer(path, answer)
        with self._workspace.transaction():
            interviews.insert_attachment(self._workspace, self.interview.id, identifier, written)
            entries = self._store(kind, stable, value)
        return self._apply(entries)

    def withdraw(self, path: str) -> Change:
        """Destroy what was ever answered at ``path``: the witness no longer allows it."""
        _, stable, _ = self.interview.prepare_answer(path, Answer())
        with self._workspace.transaction():
            ever = withdrawal.ever_told(self.interview, stable)
            interviews.destroy_values(self._workspace, self.interview.id, self._stored, ever)
            self._store(EntryKind.CLEAR, stable, None)
        self._clear_away()
        return self._refold()

    def withdraw_all(self) -> None:
        """Destroy all that was ever answered or recorded where the witness no longer allows it."""
        nodes = self.interview.nodes()
        self._destroy([node.stable_path() for node in nodes if node.locked_by and node.answer is not None])

    def destroy_beyond_consent(self) -> None:
        """Destroy every earlier answer to a question that the witness no longer allows, removed ones too."""
        self._destroy(())

    def _destroy(self, standing: Sequence[str]) -> None:
        """Destroy what is beyond consent, and clear what stands; all of it durably, or nothing."""
        interview = self.interview
        form, told = interview.loaded.form, withdrawal.beyond_consent(interview)
        recorded = interviews.recorded_for(self._workspace, interview.id)
        locked = {path for path in recorded if form.asks(path) and interview.locked_by(form.at(path))}
        if not (told.counters or locked or standing):
            return
        reading = self._clock.look(self._last.time)
        entries = self._up_to_now(reading) if standing else [self._last]
        for stable in standing:
            entries.append(self._link(entries[-1], EntryKind.CLEAR, stable, None, reading.time))
        with self._workspace.transaction():
            beyond = Told(told.counters, told.places | locked)
            interviews.destroy_values(self._workspace, interview.id, self._stored, beyond)
            for entry in entries[1:]:
                self._stored.append(entry)
        if standing:
            self._clock.keep(reading)
        self._clear_away()
        self._refold()

    def _clear_away(self) -> None:
        """Take what was destroyed out of the log and the folder as well.

        It is destroyed already: where the disk refuses, closing empties the log and the next opening sweeps.
        """
        with suppress(StorageError):
            self._workspace.database.checkpoint()
            self._workspace.database.reserve_log()
            interviews.sweep(self._workspace)

    def _refold(self) -> Change:
        told, entries = self.interview, list(self._stored.entries())
        self.interview = Interview.fold(told.loaded, told.id, entries, earlier=told.earlier)
        return self.interview.everything_changed()

    def _append(self, kind: EntryKind, path: str, value: JsonValue) -> Change:
        with self._workspace.transaction():
            entries = self._store(kind, path, value)
        return self._apply(entries)

    def _apply(self, entries: list[Entry]) -> Change:
        changes = [self.interview.apply(entry) for entry in entries]
        if len(changes) == 1:
            return changes[0]
        changed = frozenset[str]().union(*(change.paths for change in changes))
        structure = any(change.structure for change in changes)
        return Change(changes[-1].saved, changed, structure, changes[-1].taken_back)

    def _store(self, kind: EntryKind, path: str, value: JsonValue) -> list[Entry]:
        """Append an entry, what must be said before it, and what the protocol sets because of it."""
        interview = self.interview
        reading = self._clock.look(self._last.time)
        entries = self._up_to_now(reading)
        entries.append(entry := self._link(entries[-1], kind, path, value, reading.time))
        for stable, text in interview.consequences(entry):
            entries.append(self._link(entries[-1], EntryKind.SET, stable, text, reading.time))
        for one in entries[1:]:
            self._stored.append(one)
        self._clock.keep(reading)
        return entries[1:]

    def _up_to_now(self, reading: Reading) -> list[Entry]:
        """Return the last entry there is, and what must be said before the next."""
        entries = [self._last]
        if (taken := self._takeover(reading)) is not None:
            entries.append(taken)
        if reading.jump is not None:
            entries.append(self._link(entries[-1], EntryKind.CLOCK, "", reading.jump, reading.time))
        return entries

    @property
    def _ours(self) -> bool:
        """Whether the journal goes on without a takeover."""
        if not self._known_as_ours:
            found = journal.continued_in(self.interview.entries)
            self._known_as_ours = found == (self._author, self._workspace.id)
        return self._known_as_ours

    def _takeover(self, reading: Reading) -> Entry | None:
        if self._ours:
            return None
        return takeover(self.interview, self._author, self._workspace.id, time=reading.time)

    @property
    def _last(self) -> Entry:
        return self.interview.entries[-1]

    def _link(self, last: Entry, kind: EntryKind, path: str, value: JsonValue, time: str) -> Entry:
        if (read := journal.NOTES.get(kind)) is not None:
            read(value)  # a line that cannot be read back would close the whole journal
        return journal.link(
            self.interview.id, last, kind=kind, path=path, value=value, author=self._author, time=time
        )


def begin(
    workspace: Workspace, loaded: LoadedProtocol, clock: Clock | None = None, *, amends: Sequence[str] = ()
) -> Draft:
    """Begin an interview under a protocol and keep both durably; ``amends`` are ids of bundles it is about.

    Raises :class:`InputError` ``vault.amends-nothing`` where the protocol is for such interviews alone.
    """
    workspace.must_be(Role.FIELD)
    if loaded.protocol.amends and not amends:
        raise InputError("vault.amends-nothing")
    clock = clock or Clock()
    identifier, author = new_id(), workspace.author
    value: dict[str, JsonValue] = {
        "interview": identifier,
        "protocol": loaded.reference(),
        "purpose": workspace.purpose.value,
        "workspace": workspace.id,
        **journal.beginning(amends),
    }
    reading = clock.look("")
    first = journal.link(
        identifier, None, kind=EntryKind.BEGIN, path="", value=value, author=author, time=reading.time
    )
    with workspace.transaction():
        protocols.keep(workspace, loaded)
        stored = journals.begin(workspace, identifier, loaded.digest, first)
        draft = Draft(workspace, stored, Interview.fold(loaded, identifier, [first]), clock)
        draft.set_presets()
    clock.keep(reading)
    workspace.database.reserve_log()
    return draft


def amend(workspace: Workspace, interview: str, loaded: LoadedProtocol, clock: Clock | None = None) -> Draft:
    """Begin an interview about a sealed one, named by its id or a unique prefix: it is never opened again.

    It follows what was sealed of that interview, and what was sealed about it since. Raises
    :class:`InputError` ``vault.not-sealed``.
    """
    return begin(workspace, loaded, clock, amends=interviews.to_amend(workspace, interview))


def record(
    workspace: Workspace,
    loaded: LoadedProtocol,
    answers: dict[str, JsonValue],
    folder: Path,
    amends: Sequence[str] = (),
) -> str:
    """Record a whole interview from an answers file, all of it or nothing, and return its id.

    Attachments are ``{"file": name}`` with a path relative to ``folder``; persons may be named by the path of
    their instance, ``{"id": "/victim[2]"}``. Raises :class:`InputError`, such
    as ``interview.same-answer`` where two paths mean one answer; :class:`AnswersError` for several.
    """
    _must_differ(loaded, answers)
    draft = begin(workspace, loaded, amends=amends)
    try:
        _fill(draft, answers, folder)
    except BaseException:
        interviews.discard(workspace, draft.interview.id)
        raise
    return draft.interview.id


def _must_differ(loaded: LoadedProtocol, paths: Iterable[str]) -> None:
    seen: dict[object, str] = {}
    wrong: list[InputError] = []
    for path in paths:
        try:
            loaded.form.at(path)  # names the path as it was written, where there is no such question
            first = seen.setdefault(loaded.form.order_key(path), path)
        except InputError as error:
            wrong.append(error)
        else:
            if first != path:
                wrong.append(InputError("interview.same-answer", first=first, second=path))
    _refuse(wrong)


def _fill(draft: Draft, answers: dict[str, JsonValue], folder: Path) -> None:
    """Answer in rounds: what is locked or not relevant yet may become so by a later answer."""
    waiting = list(draft.interview.in_order(answers))
    wrong: list[InputError] = []
    while waiting:
        early: dict[str, InputError] = {}
        for path in waiting:
            try:
                _fill_one(draft, path, answers[path], folder)
            except InputError as error:
                if error.code in _EARLY:
                    early[path] = error
                else:
                    wrong.append(error)
        if len(early) == len(waiting):
            wrong = wrong or list(early.values())  # a wrong answer may be all that keeps the others out
            break
        waiting = list(early)
    _refuse(wrong)


def _refuse(wrong: list[InputError]) -> None:
    if wrong:
        raise AnswersError(wrong) if len(wrong) > 1 else wrong[0]


def _fill_one(draft: Draft, path: str, data: JsonValue, folder: Path) -> None:
    if locked := draft.interview.locked_by(draft.interview.loaded.form.at(path)):
        raise InputError("interview.locked", path=path, scope=locked[0])  # before an instance seems skipped
    for repeat in draft.interview.instances_missing(path):
        draft.add(repeat)
    if isinstance(data, dict) and set(data) == {"file"}:
        draft.attach(path, folder / str(data["file"]))
    else:
        interview, answer = draft.interview, from_json(data, path=path)
        form = interview.loaded.form.at(path)
        draft.answer(path, persons.meant(interview.root, answer, form, path=path))


def open_draft(workspace: Workspace, interview: str, clock: Clock | None = None) -> Draft:
    """Open a draft by its id or a unique prefix: fold its journal.

    Where it was written under other keys, the first thing done to it says so before.
    """
    workspace.must_be(Role.FIELD)
    row = interviews.find(workspace, interview)
    if row.state != "draft":
        raise InputError("vault.interview-sealed", interview=row.interview)
    stored = journals.of(workspace, row.interview)
    entries = list(stored.entries())
    journal.verify(row.interview, entries)
    loaded = protocols.of_interview(workspace, row.interview)
    earlier = protocols.before_promotion(workspace, entries)
    workspace.database.reserve_log()
    return Draft(workspace, stored, Interview.fold(loaded, row.interview, entries, earlier=earlier), clock)
