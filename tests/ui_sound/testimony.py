"""Somebody who listens to a witness with the whole program: real window, invented microphone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop import CTRL, SHIFT, Person
from PySide6.QtCore import Qt
from sound_stand_ins import FakeMachine
from stations import Stations

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.interview import Interview
from interview_kit.protocol import library
from interview_kit.sound import FakeRecorder
from interview_kit.vault import drafts, interviews, sounds
from interview_kit.vault.sound_places import takes_sound
from interview_kit.vault.sounds import Sound
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.sound.alarm import SoundAlarm
from interview_kit_ui.sound.listen_sheet import ListenSheet
from interview_kit_ui.sound.pill import RecordingPill
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk
from interview_kit_ui.sound.sound_sheet import SoundSheet

ALT = Qt.KeyboardModifier.AltModifier
F6, F7, F9 = Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F9
AGREED: dict[str, JsonValue] = {f"/consent/sc{number}": "YES" for number in (1, 2, 3)}


def prepare(laptop: Workspace, protocol: str, answers: dict[str, JsonValue]) -> str:
    """Begin an interview, and return its id."""
    return drafts.record(laptop, library.find(library.shipped_protocols(), protocol), answers, laptop.folder)


@dataclass
class Testimony:
    """One open interview, and what its microphone hears."""

    __test__ = False

    person: Person
    machine: FakeMachine

    @property
    def sound(self) -> SoundDesk:
        return self.person.conduct._sound.sound

    @property
    def phase(self) -> Phase:
        return self.sound.phase

    @property
    def pill(self) -> RecordingPill:
        (pill,) = self.person.conduct.findChildren(RecordingPill)
        return pill

    @property
    def alarm(self) -> SoundAlarm:
        (alarm,) = self.person.conduct.findChildren(SoundAlarm)
        return alarm

    @property
    def sheet(self) -> SoundSheet:
        self.person.until(lambda: self._sheets(SoundSheet))
        return self._sheets(SoundSheet)[0]  # type: ignore[return-value] # of that kind

    @property
    def listening(self) -> ListenSheet:
        self.person.until(lambda: self._sheets(ListenSheet))
        return self._sheets(ListenSheet)[0]  # type: ignore[return-value] # of that kind

    def _sheets(self, kind: type) -> list[object]:
        return [one for one in self.person.window.findChildren(kind) if one.isVisible()]

    def record(self) -> None:
        """Press the key that records, or goes on."""
        self.person.press(F9)
        self.person.until(lambda: self.phase is Phase.RUNNING)

    def pause(self) -> None:
        self.person.press(F9)
        self.person.until(lambda: self.phase is Phase.RESTING)

    def stop(self) -> None:
        self.person.press(F9, CTRL)
        self.person.until(lambda: self.phase is Phase.OFF and not self.sound.busy)

    def see_sound(self) -> SoundSheet:
        self.person.press(F9, SHIFT)
        return self.sheet

    @property
    def microphone(self) -> FakeRecorder:
        """What listens now, once it does."""
        self.person.until(lambda: self.machine.listening and self.machine.listening._sink)
        assert self.machine.listening is not None
        return self.machine.listening

    def hear(self, seconds: float) -> None:
        wanted = self.sound.elapsed + round(seconds * 1000)
        self.microphone.pass_time(seconds)
        self.person.until(lambda: self.sound.elapsed >= wanted)

    def sound_answer(self) -> object:
        """Return what the screen has as the answer of the question for sound."""
        picture = self.person.conduct.picture
        assert picture is not None
        asked = [node for node in picture.nodes.values() if takes_sound(node.definition)]
        return asked[0].answer if asked else None

    def place_of(self, path: str) -> object:
        """Return from where to where in the sound a question was answered, as the screen has it."""
        picture = self.person.conduct.picture
        assert picture is not None
        (node,) = [one for one in picture.nodes.values() if one.path == path]
        return node.answer.anchor if node.answer else None


#: Somebody sits down at an interview; see the fixture ``sit_down``.
Begin = Callable[..., Testimony]


def kept(stations: Stations) -> tuple[Interview, list[Sound]]:
    """Return the one interview of the laptop and its sounds, read without any window."""
    with stations.laptop() as laptop:
        (row,) = [one for one in interviews.listing(laptop) if one.state == "draft"]
        draft = drafts.open_draft(laptop, row.interview)
        return draft.interview, sounds.listing(laptop, draft)
