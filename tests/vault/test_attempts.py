"""Wrong passphrases cost growing time, and a right one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.crypto import keys
from interview_kit.errors import InputError
from interview_kit.vault import attempts
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import create, unlock


class SteadyClock:
    """A clock a test moves."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> SteadyClock:
    return SteadyClock()


def fail(folder: Path, clock: SteadyClock, times: int) -> None:
    for _ in range(times):
        attempts.note_failure(folder, clock)


def test_the_first_two_mistakes_cost_nothing(tmp_path: Path, clock: SteadyClock) -> None:
    fail(tmp_path, clock, 2)
    assert attempts.seconds_to_wait(tmp_path, clock) == 0


def test_each_further_one_costs_twice_as_long_up_to_a_minute(tmp_path: Path, clock: SteadyClock) -> None:
    fail(tmp_path, clock, 2)
    waits = []
    for _ in range(8):
        fail(tmp_path, clock, 1)
        waits.append(attempts.seconds_to_wait(tmp_path, clock))
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_the_wait_ends_when_it_is_over(tmp_path: Path, clock: SteadyClock) -> None:
    fail(tmp_path, clock, 4)
    clock.seconds += 3.5
    assert attempts.seconds_to_wait(tmp_path, clock) == 1
    clock.seconds += 0.5
    assert attempts.seconds_to_wait(tmp_path, clock) == 0


def test_another_start_of_the_program_does_not_shorten_it(tmp_path: Path, clock: SteadyClock) -> None:
    fail(tmp_path, clock, 5)
    attempts._seen.clear()
    clock.seconds += 1000
    assert attempts.seconds_to_wait(tmp_path, clock) == 8
    clock.seconds += 8
    assert attempts.seconds_to_wait(tmp_path, clock) == 0


@pytest.mark.parametrize("content", [b"", b"many", b"999999999", b"\xff"])
def test_a_count_somebody_scribbled_on_still_makes_wait(
    tmp_path: Path, content: bytes, clock: SteadyClock
) -> None:
    (tmp_path / "attempts").write_bytes(content)
    assert attempts.seconds_to_wait(tmp_path, clock) == 2


def test_a_folder_that_cannot_be_written_is_counted_in_memory(tmp_path: Path, clock: SteadyClock) -> None:
    gone = tmp_path / "gone"
    fail(gone, clock, 3)
    assert attempts.seconds_to_wait(gone, clock) == 2


def test_the_right_passphrase_is_not_even_tried_while_one_must_wait(tmp_path: Path) -> None:
    folder, right = tmp_path / "w", "a right passphrase"
    create(
        folder, role=Role.FIELD, purpose=Purpose.PRACTICE, name="T", passphrase=right, cost=keys.FLOOR
    ).close()
    for _ in range(3):
        with pytest.raises(InputError, match="passphrase-wrong"):
            unlock(folder, "wrong")
    with pytest.raises(InputError, match="wait") as caught:
        unlock(folder, right)
    assert caught.value.parameters == {"seconds": 2}
    attempts._seen[folder] = 3, -1000.0
    unlock(folder, right)
    assert not (folder / "attempts").exists()
    with pytest.raises(InputError, match="passphrase-wrong"):
        unlock(folder, "wrong")
