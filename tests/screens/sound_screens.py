"""Recording, what must not be overlooked while it runs, testing a microphone, listening."""

from __future__ import annotations

from dataclasses import dataclass

from field_screens import conducting, home
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from sound_stand_ins import BUILT_IN, HEADSET, FakeMachine
from still import StillSession
from told import CONSENT, STORY, WITNESS

from interview_kit.interview.events import Event, What
from interview_kit.interview.soundline import SoundLine
from interview_kit.sound import tone
from interview_kit.sound_level import Level
from interview_kit.vault.sounds import Sound
from interview_kit_ui.field.home import HomeDesk
from interview_kit_ui.sound.listen_sheet import ListenSheet
from interview_kit_ui.sound.machine import Device
from interview_kit_ui.sound.player import Player
from interview_kit_ui.sound.sound_corner import SoundCorner
from interview_kit_ui.sound.sound_desk import Phase, Trouble

A, B, C = "a" * 26, "b" * 26, "c" * 26


@dataclass
class Corner:
    """A desk with sound, and the corner that shows it."""

    desk: QWidget
    corner: SoundCorner


def corner(setting: Setting, phase: Phase, *troubles: Trouble) -> Corner:
    desk = conducting(CONSENT, WITNESS, STORY, section="/story", machine=FakeMachine(HEADSET, BUILT_IN))
    desk.resize(*setting.size)
    held = desk._sound
    sound = held.sound
    sound.wanting, sound.phase, sound.troubles = (), phase, frozenset(troubles)
    sound.elapsed, sound.minutes, sound.level = 754_000, 312, Level(-17.0, -30.0)
    sound.changed.emit()
    return Corner(desk, held)


@screen("sound-pill")
def recording(setting: Setting) -> QWidget:
    """Sound is recorded; nothing else says so than the pill."""
    return corner(setting, Phase.RUNNING).desk


@screen("sound-panel")
def panel(setting: Setting) -> QWidget:
    """Everything about the recording that runs."""
    held = corner(setting, Phase.RUNNING)
    sheet = held.corner.open_sheet()
    sheet._hear(Level(-17.0, -30.0), 754_000)
    return held.desk


@screen("sound-warning")
def nothing_heard(setting: Setting) -> QWidget:
    """The microphone hears nothing."""
    held = corner(setting, Phase.RUNNING, Trouble.SILENT)
    held.corner.sound.level = Level()
    return held.desk


@screen("sound-lost")
def lost(setting: Setting) -> QWidget:
    """The microphone was pulled out, and the sheet is open."""
    held = corner(setting, Phase.RESTING, Trouble.LOST, Trouble.FEW_MINUTES)
    held.corner.sound.choose(BUILT_IN)
    held.corner.open_sheet()
    return held.desk


@screen("sound-mic-test")
def microphone_test(setting: Setting) -> QWidget:
    """Before recording: the microphone was heard, and is played back."""
    held = corner(setting, Phase.OFF)
    sheet = held.corner.open_sheet()
    sheet.test.press()
    for tenth in range(30):
        sheet.test._hear(tone(tenth * 1600, 1600))
    return held.desk


def trying(*microphones: Device) -> HomeDesk:
    """A new laptop whose microphone is tried."""
    desk = home((), None, machine=FakeMachine(*microphones))
    desk.office.microphone.begin.click()
    return desk


@screen("sound-first-run")
def first_run(_setting: Setting) -> QWidget:
    """Two microphones; one was heard, and is played back."""
    desk = trying(HEADSET, BUILT_IN)
    for tenth in range(30):
        desk.office.microphone.test._hear(tone(tenth * 1600, 1600))
    return at_its_end(desk)


@screen("sound-first-run-none")
def first_run_without(_setting: Setting) -> QWidget:
    """A new laptop without a microphone."""
    return at_its_end(trying())


def at_its_end(desk: HomeDesk) -> HomeDesk:
    """Scroll to the microphone once the page is laid out."""
    bar = desk.office.verticalScrollBar()
    bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))
    return desk


@screen("sound-none")
def without(setting: Setting) -> QWidget:
    """A laptop without a microphone."""
    held = corner(setting, Phase.OFF)
    held.corner.sound.machine.take(())
    held.corner.open_sheet()
    return held.desk


@screen("sound-player")
def listening(setting: Setting) -> QWidget:
    """Two recordings, a file that cannot be played here; the second plays."""
    held = corner(setting, Phase.RESTING)
    machine = held.corner.sound.machine
    player = Player(machine, StillSession().worker.side)
    sheet = ListenSheet(held.corner.sound, player, lambda *_: None, held.desk)
    line = SoundLine(
        [
            Event(What.SOUND, attachment=A, at=0),
            Event(What.SOUND, attachment=B, at=2_531_000),
            Event(What.SILENCE, at=3_735_000),
        ]
    )
    sheet.show_sounds(
        (
            Sound(A, "/story/recording", "audio/ogg", 2_531_000, 0),
            Sound(B, "/story/recording", "audio/flac", 1_204_000, 2_531_000),
            Sound(C, "/story/recording", "audio/mp4", None, None),
        ),
        line,
        (754_000, 2_902_000),
    )
    sheet.table.select(B)
    player.length, player.place, player.playing = 1_204_000, 371_000, True
    player.changed.emit()
    sheet.open()
    return held.desk
