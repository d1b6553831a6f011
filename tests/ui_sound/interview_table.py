"""An open interview with a microphone that hears what it is told to hear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sound_stand_ins import Bench, FakeMachine
from stations import PASSPHRASE

from interview_kit.interview.answer import Answer
from interview_kit.interview.drawing import draw
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.sound import FakeRecorder
from interview_kit.vault.sounds import Sound, listing
from interview_kit_ui.session import Session, State
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk
from interview_kit_ui.worker import Worker
from tests.interview.forms import protocol, question

SOUND = question("sound", type="attachment", media_type="audio/*", kit={"needs": ["SC3"]})
FORM = protocol(
    {"name": "consent", "kind": "group", "children": [question("allowed", kit={"grants": "SC3"})]},
    {
        "name": "account",
        "kind": "group",
        "children": [
            {"name": "sitting", "kind": "repeat", "children": [SOUND]},
            question("notes", kit={"stamps": True}),
        ],
    },
)


class Table:
    """An interviewer, a witness and a microphone between them."""

    def __init__(self, qtbot: QtBot, folder: Path, machine: FakeMachine, loaded: LoadedProtocol) -> None:
        self.qtbot, self.machine, self.folder = qtbot, machine, folder
        self.worker = Worker()
        self.session = Session(self.worker, replace=lambda _folder: None)
        self.session.unlock(folder, PASSPHRASE, lambda error: pytest.fail(str(error)))
        self.until(lambda: self.session.state is State.OPEN)
        self.bench = Bench(self.session, loaded)
        self.bench.begin()
        self.sound = SoundDesk(self.session, self.bench, machine)
        self.errors: list[str] = []
        self.ended: list[object] = []
        self.sound.failed.connect(lambda error: self.errors.append(error.code))
        self.sound.ended.connect(self.ended.append)
        self.until(lambda: self.bench.draft is not None)

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=15_000)

    def answer(self, path: str, value: str) -> None:
        """Let something be answered, and the screen be told."""
        done: list[object] = []
        self.bench.work(
            lambda _workspace, draft: (draft.answer(path, Answer(value)), draw(draft.interview))[1],
            done.append,
            lambda error: pytest.fail(str(error)),
        )
        self.until(lambda: done)
        assert self.bench.draft is not None
        self.sound.follow(done[0], self.bench.draft.interview.loaded.protocol)  # type: ignore[arg-type]

    def begin(self) -> None:
        self.sound.start()
        self.until(lambda: self.sound.phase is Phase.RUNNING)

    def rest(self) -> None:
        self.sound.pause()
        self.until(lambda: self.sound.phase is Phase.RESTING)

    def go_on(self) -> None:
        self.sound.go_on()
        self.until(lambda: self.sound.phase is Phase.RUNNING)

    def stop(self) -> None:
        self.sound.stop()
        self.until(lambda: self.sound.phase is Phase.OFF and not self.sound.busy)

    @property
    def microphone(self) -> FakeRecorder:
        """What listens now, once it does."""
        self.until(lambda: self.machine.listening is not None and self.machine.listening._sink is not None)
        assert self.machine.listening is not None
        return self.machine.listening

    def hear(self, seconds: float) -> None:
        wanted = self.sound.elapsed + round(seconds * 1000)
        self.microphone.pass_time(seconds)
        self.until(lambda: self.sound.elapsed >= wanted)

    def sounds(self) -> list[Sound]:
        found: list[list[Sound]] = []
        self.bench.work(listing, found.append, lambda error: pytest.fail(str(error)))
        self.until(lambda: found)
        return found[0]

    def go_away(self) -> None:
        if self.session.state is State.OPEN:
            gone: list[bool] = []
            self.session.quit(lambda: gone.append(True))
            self.until(lambda: gone)
        self.worker.shutdown()
