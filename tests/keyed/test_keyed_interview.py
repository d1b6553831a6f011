"""A short interview by keyboard alone, through the real program in a process and on a display of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.keyed.display import missing
from tests.keyed.run import report, table_for, whole_way
from tests.keyed.script import in_short


@pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")
def test_what_was_typed_is_at_the_office_though_the_program_was_killed(tmp_path: Path) -> None:
    script = in_short()
    with table_for(script, tmp_path) as table:
        assert whole_way(table) == []
    happened = table.happened
    assert happened.answers == len(script.told)
    assert 2 * happened.kept >= happened.answers, "it was killed in the middle, and half was there"
    assert happened.breaks == len(script.rests)
    assert report(happened, [])
