"""The campaign finds what it is for: each fault that is planted in the program is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.campaign import attack, desk
from tests.attacks.kinds import KINDS
from tests.attacks.planted import FAULTS, Patch, memory_is_taken_before_it_is_looked
from tests.attacks.scene import Scene
from tests.attacks.watch import measures_memory


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found(
    prepared_scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Patch], None]
) -> None:
    """And nothing is found without it."""
    if fault is memory_is_taken_before_it_is_looked and not measures_memory():
        pytest.skip("only Linux tells how much memory a moment took")
    search = FAULTS[fault]
    with desk(prepared_scene, KINDS[search.kind].at, tmp_path) as at:
        assert attack(KINDS[search.kind], at, 1, search.limit).findings == []
        with monkeypatch.context() as patch:
            fault(patch)
            found = attack(KINDS[search.kind], at, 1, search.limit).findings
    assert any(search.says in finding for finding in found), found
