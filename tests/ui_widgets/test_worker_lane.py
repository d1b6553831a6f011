"""The worker: one job after the other, off the GUI thread, and every outcome told on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from interview_kit.errors import InputError, KitError
from interview_kit_ui.worker import CancelledError, Job, Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.shutdown()


def unwanted(error: KitError) -> None:
    raise AssertionError(error)


def test_jobs_run_in_order_off_the_gui_thread_and_report_on_it(worker: Worker, qtbot: QtBot) -> None:
    ran: list[tuple[int, str]] = []
    told: list[tuple[int, str]] = []

    def job(number: int) -> int:
        ran.append((number, threading.current_thread().name))
        return number

    for number in range(20):
        worker.run(
            partial(job, number),
            lambda number: told.append((number, threading.current_thread().name)),
            unwanted,
        )
    qtbot.waitUntil(lambda: len(told) == 20)
    gui = threading.current_thread().name
    assert told == [(number, gui) for number in range(20)]
    assert [number for number, _ in ran] == list(range(20))
    assert {name for _, name in ran} == {"workspace_0"}


def test_the_gui_thread_is_free_while_a_job_runs(worker: Worker, qtbot: QtBot) -> None:
    go = threading.Event()
    told: list[bool] = []
    worker.run(lambda: go.wait(10), told.append, unwanted)
    assert told == []
    go.set()
    qtbot.waitUntil(lambda: told == [True])


def test_a_failure_arrives_with_its_code_and_without_the_frames_that_held_secrets(
    worker: Worker, qtbot: QtBot
) -> None:
    told: list[KitError] = []

    def refuse() -> None:
        try:
            raise OSError("a path")
        except OSError as error:
            raise InputError("vault.wrong-passphrase") from error

    worker.run(refuse, lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].code == "vault.wrong-passphrase"
    assert (told[0].__traceback__, told[0].__cause__, told[0].__context__) == (None, None, None)


def test_the_unforeseen_is_told_by_place_never_by_value(worker: Worker, qtbot: QtBot) -> None:
    told: list[KitError] = []
    name = "보위부 (시·군)"

    def stumble(job: Job) -> None:
        job.report(int(name), 1)

    worker.run_long(stumble, lambda _: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].code == "widgets.unexpected"
    assert told[0].parameters["kind"] == "ValueError"
    assert str(told[0].parameters["place"]).startswith("worker.py:")
    assert name not in str(told[0])
    assert told[0].__context__ is None


def test_one_failed_job_does_not_stop_the_next(worker: Worker, qtbot: QtBot) -> None:
    told: list[object] = []
    worker.run(lambda: 1 // 0, told.append, lambda error: told.append(error.code))
    worker.run(lambda: "next", told.append, unwanted)
    qtbot.waitUntil(lambda: told == ["widgets.unexpected", "next"])


def test_a_long_job_reports_progress_and_obeys_cancel(worker: Worker, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []
    told: list[KitError] = []
    go = threading.Event()

    def copy(job: Job) -> None:
        job.report(1, 4)
        go.wait(10)
        job.report(2, 4)

    job = worker.side.run_long(
        copy, lambda _: None, told.append, lambda done, total: steps.append((done, total))
    )
    qtbot.waitUntil(lambda: steps == [(1, 4)])
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], CancelledError)
    assert steps == [(1, 4)]


def test_a_job_cancelled_before_its_turn_never_starts(worker: Worker, qtbot: QtBot) -> None:
    go = threading.Event()
    started: list[str] = []
    told: list[KitError] = []
    worker.run(lambda: go.wait(10), lambda _: None, unwanted)
    worker.run(lambda: started.append("yes"), lambda _: None, told.append).cancel()
    go.set()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert started == []


def test_the_side_lane_does_not_wait_for_the_workspace(worker: Worker, qtbot: QtBot) -> None:
    go = threading.Event()
    told: list[str] = []
    worker.run(lambda: go.wait(10), lambda _: told.append("workspace"), unwanted)
    worker.side.run(lambda: None, lambda _: told.append("side"), unwanted)
    qtbot.waitUntil(lambda: told == ["side"])
    go.set()
    qtbot.waitUntil(lambda: told == ["side", "workspace"])


def test_shutdown_finishes_what_was_handed_in(qtbot: QtBot) -> None:
    worker = Worker()
    done: list[int] = []
    for number in range(50):
        worker.run(partial(done.append, number), lambda _: None, unwanted)
    worker.shutdown()
    assert done == list(range(50))
