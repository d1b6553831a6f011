"""A short version of ``make fuzz``, and that it finds something where there is something to find."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from interview_kit.errors import RefusedError
from tests.fuzzing.run import MEMORY, fuzz
from tests.fuzzing.targets import TARGETS

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or find_spec("atheris") is None, reason="atheris is not there for this system"
)
#: Targets with a fault in ``planted``, and what is found then.
PLANTED = {"header": "FoundError", "tar": "FoundError", "lines": "Error"}


@pytest.mark.parametrize("name", TARGETS)
def test_invariant_05_no_reader_stumbles_over_what_fuzzing_makes_up(name: str, tmp_path: Path) -> None:
    told = fuzz(name, 2, kept=tmp_path)
    assert told.finding == ""
    executions, branches, *_ = map(int, told.figures)
    assert executions > 100
    assert branches > 10


def test_a_small_fuzzer_is_not_blamed_for_the_size_of_what_started_it(tmp_path: Path) -> None:
    large = bytearray(b"1" * (MEMORY + 64 << 20))
    told = fuzz("tar", 1, kept=tmp_path)
    assert len(large) > MEMORY << 20
    assert told.finding == ""
    assert int(told.figures[-1]) < MEMORY


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_within_seconds(name: str, tmp_path: Path) -> None:
    told = fuzz(name, 100, "--planted", kept=tmp_path)
    assert told.status != 0
    assert PLANTED[name] in told.finding
    assert len([file for file in tmp_path.iterdir() if file.name.startswith("crash-")]) == 1


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"signer", "lines"}))
def test_what_fuzzing_begins_with_is_taken_for_good(name: str) -> None:
    """Else nothing behind the first refusal would ever be tried."""
    seeds = TARGETS[name].seeds()
    for seed in seeds:
        TARGETS[name].read(seed)  # raises where it is not
    assert seeds


def test_a_journal_and_a_signer_line_that_fuzzing_begins_with_are_read_to_their_end() -> None:
    whole, *_ = TARGETS["lines"].seeds()
    TARGETS["lines"].read(whole)
    (line,) = TARGETS["signer"].seeds()
    with pytest.raises(RefusedError, match="unknown-laptop"):
        TARGETS["signer"].read(line)
