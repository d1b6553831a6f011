"""Going on with an interview where another author, or another workspace, stopped."""

from __future__ import annotations

from interview_kit.interview import journal
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import Entry, EntryKind
from interview_kit.interview.notes import Takeover, Why


def takeover(
    interview: Interview, author: str, workspace: str, why: Why | None = None, time: str | None = None
) -> Entry | None:
    """Return the entry by which an author goes on with an interview in a workspace, unless it is theirs.

    Without ``why``, its own keys or a restored backup are the reason.
    """
    entries = interview.entries
    before, there = journal.continued_in(entries)
    if (before, there) == (author, workspace):
        return None
    why = why or (Why.NEW_KEYS if there == workspace else Why.RESTORED)
    value = Takeover(before, workspace, why).to_json()
    return journal.link(
        interview.id,
        entries[-1],
        kind=EntryKind.TAKEOVER,
        path="",
        value=value,
        author=author,
        time=time,
    )
