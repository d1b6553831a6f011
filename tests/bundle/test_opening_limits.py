"""What a journal may cost whoever reads it, however little it weighs."""

from __future__ import annotations

import pytest

from interview_kit.bundle.opening import MAX_MARKS, journal_entries
from interview_kit.errors import RefusedError
from tests.attacks.watch import watched


def test_a_journal_of_too_many_values_is_refused_before_it_is_read() -> None:
    """Each of its lines alone may hold as many."""
    line = b'{"value":[' + b"[]," * 1_000_000 + b"[]]}\n"
    journal = line * 5
    assert journal.count(b",") + journal.count(b"[") > MAX_MARKS
    with pytest.raises(RefusedError, match=r"bundle\.journal"):
        journal_entries(journal)


def test_a_journal_is_read_a_line_after_the_other() -> None:
    """The first line is none; that there are millions more costs nothing."""
    with watched() as cost, pytest.raises(RefusedError, match="journal-line"):
        journal_entries(b"11\n" * 10_000_000)
    assert cost.memory < 100
