"""Where in an interview sound goes: the questions that take it, and the first of them that is free."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.errors import InputError
from interview_kit.interview.tree import find
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import BaseType, Node
from interview_kit.sound import is_sound
from interview_kit.vault import interviews
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace


def takes_sound(node: Node) -> bool:
    """Whether a question asks for sound."""
    return node.type is BaseType.ATTACHMENT and is_sound(node.media_type)


def place_for(workspace: Workspace, draft: Draft) -> str:
    """Return the stable path of a question that can take another sound, in a new row where that needs one.

    Raises :class:`InputError` ``interview.locked`` while the witness does not allow sound, ``sound.no-place``
    where the protocol does not ask for it now, ``sound.no-room`` where the only place is taken.
    """
    interview, taken = draft.interview, interviews.recorded_for(workspace, draft.interview.id)
    asked = [node for node in interview.nodes() if takes_sound(node.form.node) and not node.gone]
    for node in asked:
        if node.relevant and node.answer is None and node.stable_path() not in taken:
            return node.stable_path()
    for path, repeat in _in_repeats(interview.loaded.form):
        above = repeat.rpartition("/")[0]
        if not interview.locked_by(interview.loaded.form.at(path)) and (
            not above or find(interview.root, above).relevant
        ):
            draft.add(repeat)
            return [node.stable_path() for node in draft.interview.nodes() if node.form.path == path][-1]
    raise _refusal(draft)


def another_place_for(workspace: Workspace, draft: Draft, path: str) -> str:
    """Return the stable path of a question for a sound that was begun for the one at ``path``, which takes no
    answer now: its row was taken back, perhaps.

    Raises what :func:`place_for` does, also where what the witness allowed does not hold there.
    """
    interview, form = draft.interview, draft.interview.loaded.form
    if not form.asks(path):
        raise InputError("sound.no-place")
    if locked := interview.locked_by(form.at(path)):
        raise InputError("interview.locked", path=path, scope=locked[0])
    found = place_for(workspace, draft)
    if not {*form.at(path).needs} <= {*form.at(found).needs}:
        raise InputError("sound.no-room")
    return found


def _in_repeats(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the questions for sound in a repeat that is in no other, and that repeat."""
    for path, node in form.questions():
        repeat = form.repeat_around(path) if takes_sound(node) else None
        if repeat is not None and form.at(repeat).node.repeat_count is None:
            parent = form.at(repeat).parent
            if parent is not None and not parent.repeated:
                yield path, repeat


def _refusal(draft: Draft) -> InputError:
    form, interview = draft.interview.loaded.form, draft.interview
    for path, node in form.questions():
        if takes_sound(node) and (locked := interview.locked_by(form.at(path))):
            return InputError("interview.locked", path=path, scope=locked[0])
    asked = any(node.relevant and takes_sound(node.form.node) for node in interview.nodes())
    return InputError("sound.no-room") if asked else InputError("sound.no-place")
