"""``make bench``: what long journals cost. Each figure is the median of its repetitions."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from interview_kit.crypto import keys
from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal
from interview_kit.interview.answer import Answer
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.protocol.library import LoadedProtocol, from_model
from interview_kit.protocol.model import Protocol
from interview_kit.trust import own
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace

INTERVIEW = "t" * 26
AUTHOR = "a" * 64
ENTRIES = 100_000
ANSWERS = 2_000


def form(*, actions: bool = False) -> LoadedProtocol:
    """200 questions and 10 a repeat; of every ten, one is asked by what another says, and one calculates."""
    questions: list[dict[str, Any]] = []
    for number in range(200):
        one: dict[str, Any] = {"name": f"q{number}", "kind": "question", "label": {"en": f"T {number}"}}
        if number % 10 == 1:
            one["relevant"] = f"/data/q{number - 1} != ''"
        questions.append(one)
    sums = [
        {"name": f"c{number}", "kind": "calculation", "calculate": f"concat(/data/q{number}, '.')"}
        for number in range(0, 200, 10)
    ]
    inside = [{"name": f"r{number}", "kind": "question", "label": {"en": "T"}} for number in range(10)]
    set_by_itself = {
        "events": ["xforms-value-changed"],
        "at": "/q3",
        "target": "/data/q4",
        "value": "/data/q3",
    }
    return from_model(
        Protocol.model_validate(
            {
                "id": "t-acting" if actions else "t-long",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "children": [*questions, *sums, {"name": "r", "kind": "repeat", "children": inside}],
                "actions": [set_by_itself] if actions else [],
            }
        )
    )


def told(length: int) -> list[Entry]:
    """Return a journal: answers to questions and in instances, corrections, and some of it undone."""
    entries = [_next([], EntryKind.BEGIN, "", None)]
    instances = 0
    while len(entries) < length:
        number = len(entries)
        if number % 500 == 1 and instances < 100:
            instances += 1
            entries.append(_next(entries, EntryKind.ADD, f"/r[i{instances}]", None))
        elif number % 50 == 7:
            entries.append(_next(entries, EntryKind.UNDO, "", {"counter": entries[-1].counter}))
        elif number % 3 == 0 and instances:
            path = f"/r[i{number % instances + 1}]/r{number % 10}"
            entries.append(_next(entries, EntryKind.ANSWER, path, {"value": f"지어낸 말 {number}"}))
        else:
            value: JsonValue = {"value": f"지어낸 답 {number}", "said": "그랬다고 합디다"}
            entries.append(_next(entries, EntryKind.ANSWER, f"/q{number % 200}", value))
    return entries


def _next(entries: list[Entry], kind: EntryKind, path: str, value: JsonValue) -> Entry:
    last = entries[-1] if entries else None
    return journal.link(INTERVIEW, last, kind=kind, path=path, value=value, author=AUTHOR)


def median(work: Callable[[], object], repetitions: int) -> float:
    """Return the median time of ``work`` in seconds."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def answered(workspace: Workspace, loaded: LoadedProtocol, answers: int) -> Draft:
    """Return a draft with so many answers on the disk."""
    draft = drafts.begin(workspace, loaded)
    repeats = (answers - 200) // 10
    for number in range(200):
        draft.answer(f"/q{number}", Answer(f"지어낸 답 {number}"))
    for instance in range(1, repeats + 1):
        draft.add("/r")
        for number in range(10):
            draft.answer(f"/r[{instance}]/r{number}", Answer(f"지어낸 답 {number}"))
    return draft


def on_disk(folder: Path) -> list[tuple[str, float, float]]:
    """Measure a draft in a real workspace."""
    figures = []
    with own.create_field(
        folder / "laptop", name="T", purpose=Purpose.PRACTICE, passphrase="T", cost=keys.FLOOR
    ) as workspace:
        for actions in (False, True):
            draft = answered(workspace, form(actions=actions), ANSWERS)
            identifier, with_ = draft.interview.id, ", with actions" if actions else ""
            opening = median(lambda name=identifier: drafts.open_draft(workspace, name), 9)
            figures.append((f"loading a draft of {ANSWERS:,} answers{with_}", opening, 0.1))
            opened = drafts.open_draft(workspace, identifier)
            texts = iter(f"T {number}" for number in range(100))
            one = median(lambda it=opened, new=texts: it.answer("/q3", Answer(next(new))), 15)
            figures.append((f"one more answer there{with_}", one, 0.1))
            undo = median(opened.undo, 9)
            figures.append((f"undoing one there{with_}", undo, 0.1))
    return figures


def main() -> None:
    """Measure and print."""
    loaded, entries = form(), told(ENTRIES)
    folding = median(lambda: Interview.fold(loaded, INTERVIEW, entries), 3)
    verifying = median(lambda: journal.verify(INTERVIEW, entries), 3)
    figures = [
        (f"folding {ENTRIES:,} entries", folding, 1.0),
        (f"verifying {ENTRIES:,} entries", verifying, 0.0),
    ]
    with tempfile.TemporaryDirectory() as folder:
        figures += on_disk(Path(folder))
    table = Table("journal", "ms", "limit", box=None, pad_edge=False)
    for what, seconds, limit in figures:
        table.add_row(what, f"{1000 * seconds:.1f}", f"{1000 * limit:.0f}" if limit else "")
    Console().print(table)


if __name__ == "__main__":
    main()
