"""The recovery sheet and the room of the workspace itself, with an invented code."""

from __future__ import annotations

from pathlib import Path

from entry_screens import preferences
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import StillSession

from interview_kit.trust.ways_in import RecoverySheet
from interview_kit.vault.checking import Findings
from interview_kit.vault.header import Purpose, Role
from interview_kit_ui.care.care_cards import _RENEW, WaysIn, _nothing
from interview_kit_ui.care.findings_sheet import tell_findings
from interview_kit_ui.care.passphrase_sheet import PassphraseSheet
from interview_kit_ui.care.recovery_screen import RecoveryScreen
from interview_kit_ui.field.home import WORKSPACE, HomeDesk
from interview_kit_ui.file_choice import Choice
from interview_kit_ui.language import bind_text
from interview_kit_ui.session import WorkspacePicture
from interview_kit_ui.sound.machine import NoMachine
from interview_kit_ui.view_switch import ViewSwitch

GROUPS = ("203847", "558205", "913374", "004412", "671930", "288151", "940026", "317745")
SHEET = RecoverySheet(GROUPS, "a81f3c", "2026-03-14", practice=False)
PASSPHRASE, CODE, ESCROW = ("passphrase", "5be102"), ("recovery", "a81f3c"), ("escrow", "77c04d")


def nobody_chooses(choice: Choice, then: object) -> None:
    """Take the place of the file chooser."""


def recovery() -> RecoveryScreen:
    return RecoveryScreen(preferences(), StillSession(), nobody_chooses)


def room(slots: tuple[tuple[str, str], ...], *, owed: bool = False, way: str = "passphrase") -> HomeDesk:
    known = WorkspacePicture(Path("laptop"), Role.FIELD, Purpose.REAL, "T-노트북", way, owed)  # type: ignore[arg-type]
    desk = HomeDesk(StillSession(), known, lambda *_: None, NoMachine())
    desk.desk.rail.set_footer(ViewSwitch(preferences(), locking=True))
    desk.show_room(WORKSPACE)
    desk.care.cards.show_ways(WaysIn(slots, owed))
    return desk


@screen("care-sheet")
def new_sheet(_setting: Setting) -> QWidget:
    """Right after a workspace was made."""
    return recovery()


@screen("care-sheet-printer")
def printers(_setting: Setting) -> QWidget:
    """Two printers to choose from."""
    screen = recovery()
    screen.steps._printers.set_options((name, name) for name in ("HP-LaserJet-Pro-M404", "2층 복합기"))
    screen.steps._printers.show()
    return screen


@screen("care-sheet-check")
def checking_the_sheet(_setting: Setting) -> QWidget:
    """Printed; the group that was typed is another one."""
    screen = recovery()
    screen.set_practice(True)
    screen.steps._sheet = SHEET
    screen.steps._ask_for_group("care.printed", name="HP-LaserJet-Pro-M404")
    screen.steps._typed.setText("913347")
    screen.steps._compare()
    return screen


@screen("care-sheet-shown")
def code_on_screen(_setting: Setting) -> QWidget:
    """The code on the screen, to be copied by hand."""
    screen = recovery()
    screen.steps._sheet = SHEET
    screen.steps._show_on_screen(SHEET)
    return screen


@screen("care-room")
def whole_room(_setting: Setting) -> QWidget:
    """Everything is in order."""
    desk = room((PASSPHRASE, CODE, ESCROW))
    desk.care.cards._told.say("ok", "care.backed-up", name="k3x7wq2mzzpla4ei.ikw", size="318.0 MB")
    return desk


@screen("care-room-owed")
def owed_room(_setting: Setting) -> QWidget:
    """No sheet yet, and a backup is being written."""
    desk = room((PASSPHRASE,), owed=True)
    cards = desk.care.cards
    cards._set_running(True)
    bind_text(cards._progress.set_text, "care.backing-up")
    cards._progress.set_progress(3, 8)
    return desk


@screen("care-new-passphrase")
def after_recovery(_setting: Setting) -> QWidget:
    """Opened by the recovery sheet a moment ago."""
    return room((PASSPHRASE, CODE), way="code")


@screen("care-renew")
def renewing(setting: Setting) -> QWidget:
    """About to renew all keys."""
    desk = room((PASSPHRASE, CODE))
    desk.resize(*setting.size)
    sheet = PassphraseSheet(desk, StillSession(), _RENEW, _nothing, lambda _none: None)
    sheet.open()
    return desk


@screen("care-found")
def damaged(setting: Setting) -> QWidget:
    """Damage was found after opening."""
    desk = room((PASSPHRASE, CODE))
    desk.resize(*setting.size)
    tell_findings(desk, Findings(2, ("k7m2qd4x",), (), ("a", "b")))
    return desk
