"""The sound of an interview: what there is, playing it, and where it lies on the interview's line of time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.errors import InputError, RefusedError
from interview_kit.interview import events
from interview_kit.interview.answer import Answer
from interview_kit.interview.events import Event, What
from interview_kit.interview.interview import Change
from interview_kit.interview.journal import EntryKind
from interview_kit.interview.soundline import SoundLine, clock
from interview_kit.interview.tree import find
from interview_kit.interview.undoing import entry_at
from interview_kit.protocol.model import BaseType
from interview_kit.sound import Format, is_sound
from interview_kit.sound_decoding import Decoder
from interview_kit.vault import interviews, recordings
from interview_kit.vault.drafts import Draft
from interview_kit.vault.recordings import Recording
from interview_kit.vault.sidefiles import Check, Reader
from interview_kit.vault.sound_places import takes_sound
from interview_kit.vault.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sound:
    """One recording or imported file."""

    id: str
    #: The question it answers, or was begun for; empty where that is gone.
    path: str
    media: str
    #: Milliseconds; None where it cannot be played here. It is kept all the same.
    length: int | None
    #: Where it begins on the line of time of the interview's sound; None where nobody anchored it.
    at: int | None
    #: Whether it is the answer of its question; otherwise it runs, or waits until that is asked again.
    answers: bool = True
    #: Consent scopes that are wanting: then it is not played.
    locked: tuple[str, ...] = ()


def line(draft: Draft) -> SoundLine:
    """Return the line of time of an interview's sound."""
    return SoundLine(_events(draft))


def listing(workspace: Workspace, draft: Draft) -> list[Sound]:
    """Return all sound of a draft in the order of the line, what is not on it last."""
    sounds, along = [], line(draft)
    for identifier, (path, media) in _answered(draft).items():
        sound = Sound(identifier, path, media, None, along.place(identifier, 0))
        sounds.append(_told_more(workspace, draft, sound))
    for one in recordings.kept(workspace, draft.interview.id):
        sound = Sound(one.id, one.path, one.media, None, along.place(one.id, 0), answers=False)
        sounds.append(_told_more(workspace, draft, sound))
    return sorted(sounds, key=lambda sound: (sound.at is None, sound.at or 0))


def marks(draft: Draft) -> list[int]:
    """Return the places on the line of time that somebody wanted to find again."""
    noted = (event.at for event in _events(draft) if event.what is What.STAMP)
    return sorted({at for at in noted if at is not None})


def open_sound(workspace: Workspace, draft: Draft, identifier: str) -> Reader:
    """Open a sound to be read from any place; one that runs, as far as it is durable.

    Raises :class:`InputError` ``sound.not-there``, ``interview.locked`` where the witness no longer allows
    it, and what :class:`.Reader` does.
    """
    told = _answered(draft)
    places = {one.id: one.path for one in recordings.kept(workspace, draft.interview.id)}
    path = told[identifier][0] if identifier in told else places.get(identifier, "")
    if locked := _locked(draft, path):
        raise InputError("interview.locked", path=path, scope=locked[0])
    return _open(workspace, draft, identifier)


def must_not_lie_apart(workspace: Workspace, draft: Draft) -> None:
    """Refuse while a sound that the witness allows is nobody's answer, because sealing would destroy it.

    Raises :class:`InputError` ``sound.lies-apart``.
    """
    if not all(_locked(draft, one.path) for one in recordings.kept(workspace, draft.interview.id)):
        raise InputError("sound.lies-apart")


def destroy(workspace: Workspace, draft: Draft, sound: Sound) -> None:
    """Destroy a sound for good: alone where it lies apart, else with everything recorded for its question.

    Of the latter, that something was destroyed stays on record.
    """
    asked = any(node.stable_path() == sound.path for node in draft.interview.nodes())
    if asked and (sound.answers or sound.locked):
        draft.withdraw(sound.path)
    else:
        recordings.destroy(workspace, sound.id)


def _open(workspace: Workspace, draft: Draft, identifier: str) -> Reader:
    for stored in interviews.attachments(workspace, draft.interview):
        if stored.id == identifier:
            return Reader(stored.path(workspace), stored.key)
    for one in recordings.kept(workspace, draft.interview.id):
        if one.id == identifier:
            return one.open()
    raise InputError("sound.not-there")


def begin(workspace: Workspace, draft: Draft, path: str, form: Format) -> tuple[Recording, int]:
    """Begin a recording and journal it; return it, and where on the line it begins, in milliseconds.

    Raises what :func:`.recordings.begin` does.
    """
    at = _end(workspace, draft)
    recording = recordings.begin(workspace, draft, path, form.media)
    try:
        draft.note(Event(What.SOUND, attachment=recording.id, at=at))
    except BaseException:
        recording.close()
        raise
    return recording, at


def bring_in(workspace: Workspace, draft: Draft, path: str, file: Path, check: Check = lambda: None) -> Sound:
    """Make the file of somebody's own recorder the answer at ``path``, which asks for sound, byte for byte.

    If it can be played here, it is put at the end of the line of time. If not (``length`` is None), it is
    kept all the same: others will be able to. Raises what :meth:`.Draft.attach` does.
    """
    at = _end(workspace, draft)
    draft.attach(path, file, check)
    stable = find(draft.interview.root, path).stable_path()
    identifier, media = next((one, told[1]) for one, told in _answered(draft).items() if told[0] == stable)
    length = _length(workspace, draft, identifier)
    if length:
        draft.note(Event(What.SOUND, attachment=identifier, at=at))
        draft.note(Event(What.SILENCE, at=at + length))
    return Sound(identifier, stable, media, length, at if length else None)


def undo(draft: Draft) -> Change:
    """Take back what was done last, unless that kept a sound where none was: nobody can say it all again.

    Raises :class:`InputError` ``sound.not-undone``, and what :meth:`.Draft.undo` does.
    """
    counter, form = draft.interview.to_undo, draft.interview.loaded.form
    if counter is not None:
        entry = entry_at(draft.interview.entries, counter)
        told = [one.answer for one in draft.interview.history(entry.path) if one.in_force]
        kept = entry.kind is EntryKind.ANSWER and told[-2:-1] in ([], [None])
        if kept and takes_sound(form.at(entry.path).node):
            raise InputError("sound.not-undone")
    return draft.undo()


def mark(draft: Draft, at: int, *, line: bool = True) -> str:
    """Journal that somebody wanted to find the place ``at`` again, and begin a line for it where the protocol
    has a text for that, unless somebody else begins the ``line``; return the stable path of that text, empty
    where there is none now.
    """
    draft.note(Event(What.STAMP, at=at))
    for node in draft.interview.nodes() if line else ():
        if node.form.node.kit.stamps and node.relevant and not draft.interview.is_locked(node.stable_path()):
            before = node.answer or Answer()
            text = f"{before.value}\n" if before.given else ""
            path = node.stable_path()
            draft.answer(path, replace(before, value=f"{text}{stamp(at)}", missing=None))
            return path
    return ""


def stamp(at: int) -> str:
    """Return how the line of a marked place begins."""
    return f"{clock(at)} "


def _events(draft: Draft) -> Iterator[Event]:
    told = (entry.value for entry in draft.interview.entries if entry.kind is EntryKind.EVENT)
    return map(events.from_json, told)


def _end(workspace: Workspace, draft: Draft) -> int:
    along = line(draft)
    return along.end(_length(workspace, draft, along.open_end) if along.open_end else None)


def _answered(draft: Draft) -> dict[str, tuple[str, str]]:
    """Return the sounds that are answers, by their ids: stable path and media type.

    What answers a question for sound is sound, also where its name does not tell: ``T.amr``.
    """
    found = {}
    for node in draft.interview.nodes():
        value = node.answer.value if node.answer and node.form.node.type is BaseType.ATTACHMENT else None
        if isinstance(value, dict) and (takes_sound(node.form.node) or is_sound(str(value["media"]))):
            found[str(value["attachment"])] = node.stable_path(), str(value["media"])
    return found


def _told_more(workspace: Workspace, draft: Draft, sound: Sound) -> Sound:
    length = _length(workspace, draft, sound.id)
    return replace(sound, length=length, locked=_locked(draft, sound.path))


def _locked(draft: Draft, path: str) -> tuple[str, ...]:
    """Return the consent scopes that are wanting for what answers a question, or was begun for it."""
    interview = draft.interview
    form = interview.loaded.form
    return interview.locked_by(form.at(path)) if path and form.asks(path) else ()


def _length(workspace: Workspace, draft: Draft, identifier: str) -> int | None:
    with (
        suppress(InputError, RefusedError),
        closing(_open(workspace, draft, identifier)) as reader,
        Decoder(reader) as decoder,
    ):
        return decoder.length
    return None
