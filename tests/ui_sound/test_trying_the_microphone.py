"""Whoever sets a laptop up tries its microphone; nothing of that is kept, and none is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desktop import Person
from pytestqt.qtbot import QtBot
from sound_stand_ins import BUILT_IN, HEADSET, FakeMachine
from stations import PASSPHRASE, Stations

from interview_kit.sound import FakeRecorder
from interview_kit_ui.field.home import INTERVIEWS, OFFICE
from interview_kit_ui.sound.machine import Device
from interview_kit_ui.sound.microphone_test import Step
from interview_kit_ui.sound.microphone_trial import MicrophoneTrial

SetUp = Callable[..., tuple[Person, FakeMachine]]


@pytest.fixture
def set_up(qtbot: QtBot, stations: Stations, tmp_path: Path) -> Iterator[SetUp]:
    """Open the room of the office on a laptop with these microphones."""
    people = []

    def begin(*microphones: Device) -> tuple[Person, FakeMachine]:
        machine = FakeMachine(*microphones)
        person = Person(qtbot, stations.folder / "laptop", tmp_path / "settings.json", lambda: machine)
        people.append(person)
        person.unlock(PASSPHRASE)
        person.home.show_room(OFFICE)
        return person, machine

    yield begin
    for person in people:
        person.go_away()


def trial(person: Person) -> MicrophoneTrial:
    return person.home.office.microphone


def microphone(machine: FakeMachine) -> FakeRecorder:
    assert machine.listening is not None
    return machine.listening


def test_one_hears_oneself_and_is_told_how_loud_it_was(set_up: SetUp) -> None:
    person, machine = set_up(HEADSET)
    person.push("Test the microphone")
    person.until(lambda: trial(person).test.step is Step.HEARING)
    assert person.focus is trial(person).test.button
    microphone(machine).pass_time(3)
    person.until(machine.loudspeaker.running.is_set)
    assert person.reads("The microphone hears you well.")
    machine.loudspeaker.pass_time(4)
    person.until(lambda: trial(person).test.step is Step.READY)
    assert len(machine.loudspeaker.samples) == 3 * 16_000 * 2
    assert trial(person).test._samples == b"", "nothing is kept, not even in memory"


def test_nobody_asks_the_sound_system_before_it_is_wanted(set_up: SetUp) -> None:
    _person, machine = set_up(HEADSET)
    assert not machine.known
    assert machine.heard_by == []


def test_another_microphone_is_chosen(set_up: SetUp) -> None:
    person, machine = set_up(HEADSET, BUILT_IN)
    person.push("Test the microphone")
    trial(person).choice.setCurrentIndex(1)
    trial(person).choice.activated.emit(1)
    assert trial(person).test.step is Step.READY
    person.push("Test the microphone")
    assert machine.heard_by == [HEADSET.id, BUILT_IN.id]


def test_without_a_microphone_it_says_that_this_is_fine(set_up: SetUp) -> None:
    person, machine = set_up()
    person.push("Test the microphone")
    assert person.reads("interviews go on without sound")
    assert person.focus is trial(person).begin
    machine.take((HEADSET,))
    person.until(lambda: trial(person).test.step is Step.HEARING)
    assert not person.reads("interviews go on without sound")


def test_leaving_the_room_lets_go_of_the_microphone(set_up: SetUp) -> None:
    person, machine = set_up(HEADSET)
    person.push("Test the microphone")
    person.until(lambda: microphone(machine)._sink)
    person.home.show_room(INTERVIEWS)
    person.until(lambda: not microphone(machine)._sink)
    assert trial(person).test.step is Step.READY
