"""Small protocols and interviews for tests, in memory."""

from __future__ import annotations

from typing import Any

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal
from interview_kit.interview.answer import from_json
from interview_kit.interview.interview import Change, Interview
from interview_kit.interview.journal import EntryKind
from interview_kit.protocol.library import LoadedProtocol, from_model, shipped_protocols
from interview_kit.protocol.model import Protocol

INTERVIEW = "t" * 26
AUTHOR = "a" * 64
_instances = iter(f"{number:0>12}".translate(str.maketrans("01", "ab")) for number in range(2, 10**6))


def question(name: str, **more: Any) -> dict[str, Any]:
    """Return a text question."""
    return {"name": name, "kind": "question", "label": {"en": name}} | more


def protocol(*children: dict[str, Any], **choices: list[str]) -> LoadedProtocol:
    """Return a protocol of these nodes; keyword arguments are choice lists."""
    lists = {
        name: [{"value": value, "label": {"en": value}} for value in values]
        for name, values in choices.items()
    }
    return from_model(
        Protocol.model_validate(
            {
                "id": "t-test",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "choices": lists,
                "children": children,
            }
        )
    )


def ed_short() -> LoadedProtocol:
    """Return the shipped short protocol."""
    return next(one for one in shipped_protocols() if one.protocol.id == "ed-short")


class Witness:
    """An interview filled in without a workspace: what a screen does, minus the disk."""

    def __init__(self, loaded: LoadedProtocol) -> None:
        value: dict[str, JsonValue] = {
            "interview": INTERVIEW,
            "protocol": loaded.reference(),
            "purpose": "real",
            "workspace": INTERVIEW,
        }
        first = journal.link(INTERVIEW, None, kind=EntryKind.BEGIN, path="", value=value, author=AUTHOR)
        self.interview = Interview.fold(loaded, INTERVIEW, [first])

    def says(self, path: str, data: JsonValue) -> Change:
        """Answer the question at ``path``."""
        return self._append(*self.interview.prepare_answer(path, from_json(data, path=path)))

    def says_all(self, answers: dict[str, JsonValue]) -> None:
        """Answer several questions in this order."""
        for path, data in answers.items():
            self.says(path, data)

    def adds(self, repeat: str) -> Change:
        """Add an instance to a repeat."""
        stable = self.interview.prepare_add(repeat, f"t{next(_instances)}")
        return self._append(EntryKind.ADD, stable, None)

    def removes(self, path: str, reason: str = "T counted twice") -> Change:
        """Remove an instance."""
        stable = self.interview.prepare_remove(path, reason)
        return self._append(EntryKind.REMOVE, stable, {"reason": reason})

    def moves(self, path: str, to: int) -> Change:
        """Put an instance in another place among its siblings."""
        return self._append(EntryKind.MOVE, self.interview.prepare_move(path, to), {"to": to})

    def undoes(self) -> Change:
        """Take back what was done last."""
        assert self.interview.to_undo is not None
        return self._append(EntryKind.UNDO, "", {"counter": self.interview.to_undo})

    def redoes(self) -> Change:
        """Bring back what was taken back last."""
        assert self.interview.to_redo is not None
        return self._append(EntryKind.UNDO, "", {"counter": self.interview.to_redo})

    def value(self, path: str) -> JsonValue:
        """Return the answer at ``path`` as an export would hold it, or None."""
        both = self.interview.answers_json(identifying=False) | self.interview.answers_json(identifying=True)
        return both.get(path)

    def problems(self) -> dict[str, str]:
        """Return path to message code of every problem."""
        return {problem.path: problem.code for problem in self.interview.problems()}

    def _append(self, kind: EntryKind, path: str, value: JsonValue) -> Change:
        entry = journal.link(
            INTERVIEW, self.interview.last_entry, kind=kind, path=path, value=value, author=AUTHOR
        )
        return self.interview.apply(entry)
