"""Before a workspace is open, with invented folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import still_worker

from interview_kit.errors import InputError, KitError
from interview_kit.vault.strength import Strength
from interview_kit_ui.entry.create import OFFICE, PRACTICE, Create
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.entry.welcome import Welcome
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.file_choice_sheet import FileChoice
from interview_kit_ui.folder_listing import FolderEntry, FolderListing
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences

STICK = Path("USB-T1")
LISTING = FolderListing(
    STICK,
    (
        FolderEntry("교육 자료", is_folder=True, size=0, day="2026-02-11"),
        FolderEntry("interview-kit", is_folder=True, size=0, day="2026-03-14"),
        FolderEntry("office.ikp", is_folder=False, size=48_211, day="2026-03-02"),
        FolderEntry("사무실 배포본 2026년 3월 둘째 주.ikp", is_folder=False, size=51_934, day="2026-03-09"),
    ),
    (Path.home(), STICK),
)


def preferences() -> Preferences:
    return Preferences(still_worker(), Path("settings.json"))


@screen("entry-welcome")
def welcome(_setting: Setting) -> QWidget:
    """Somebody who has been here before."""
    return Welcome(preferences(), Path("현장 노트북"))


@screen("entry-welcome-first")
def first_welcome(_setting: Setting) -> QWidget:
    """Somebody who is here for the first time."""
    return Welcome(preferences(), None)


@screen("entry-unlock")
def unlock(_setting: Setting) -> QWidget:
    """A practice workspace after a wrong passphrase."""
    screen = Unlock(preferences(), Path("현장 노트북"), still_worker().side)
    screen.set_kind("entry.unlock-field")
    screen.set_practice(True)
    screen.show_refusal(KitError("vault.passphrase-wrong"))
    return screen


@screen("entry-unlock-in-use")
def in_use(_setting: Setting) -> QWidget:
    """Another program has the workspace open."""
    screen = Unlock(preferences(), Path("현장 노트북"), still_worker().side)
    screen.set_kind("entry.unlock-field")
    named = {
        "program": "interview-kit",
        "computer": "T-laptop",
        "process": "4711",
        "since": "2026-03-14 09:12",
    }
    screen.show_refusal(InputError("vault.in-use-by", **named))
    return screen


@screen("entry-unlock-busy")
def trying(_setting: Setting) -> QWidget:
    """The passphrase is being tried."""
    screen = Unlock(preferences(), Path("office"), still_worker().side)
    screen.set_kind("entry.unlock-office")
    screen.set_busy(True)
    return screen


@screen("entry-unlock-wait")
def waiting(_setting: Setting) -> QWidget:
    """After several wrong passphrases."""
    screen = Unlock(preferences(), Path("현장 노트북"), still_worker().side)
    screen.set_kind("entry.unlock-field")
    screen.show_refusal(InputError("vault.passphrase-wrong"))
    screen.set_wait(8)
    return screen


@screen("entry-recover")
def recovering(_setting: Setting) -> QWidget:
    """The code is being copied; one digit is wrong, and the new passphrase is weak."""
    screen = Unlock(preferences(), Path("현장 노트북"), still_worker().side)
    screen.set_kind("entry.unlock-field")
    screen._lost.click()
    form = screen._recover
    for box, digits in zip(
        form._code._boxes, ("203847", "558201", "913374", "00", "", "", "", ""), strict=True
    ):
        box.setText(digits)
    form._code.set_wrong((2,))
    form._wrong.show()
    bind_text(form._wrong.setText, "crypto.recovery-groups", groups="2")
    form._new.strength.show_strength(Strength(7.2, ("common", "short")))
    return screen


@screen("entry-create-weak")
def create_weak(_setting: Setting) -> QWidget:
    """A passphrase that is refused for real interviews."""
    screen = Create(preferences(), still_worker().side)
    screen.set_place(STICK)
    screen._passphrase.strength.show_strength(Strength(10.1, ("word", "date")))
    screen._passphrase.refuse(InputError("trust.passphrase-weak"))
    return screen


@screen("entry-create")
def create(_setting: Setting) -> QWidget:
    """A practice office is about to be made."""
    screen = Create(preferences(), still_worker().side)
    screen.set_place(STICK)
    screen._roles.picked.emit((OFFICE,))
    screen._purposes.picked.emit((PRACTICE,))
    return screen


@screen("entry-create-field")
def create_field(_setting: Setting) -> QWidget:
    """An interviewer's workspace, with something forgotten."""
    screen = Create(preferences(), still_worker().side)
    screen.set_place(STICK)
    screen._make.click()
    screen._passphrase.strength.show_strength(Strength(15.3, ()))
    return screen


@screen("entry-file-choice")
def choosing_a_file(setting: Setting) -> QWidget:
    """Choosing a pack on a stick."""
    behind = Welcome(preferences(), None)
    behind.resize(*setting.size)
    choice = Choice(Wanted.FILE, "field.choose-pack", "field.choose-pack", ".ikp")
    sheet = FileChoice(behind, still_worker().side, choice, lambda _path: None)
    sheet._show_listing(LISTING)
    sheet.open()
    return behind


@screen("entry-file-new")
def naming_a_file(setting: Setting) -> QWidget:
    """Saving the enrolment request under a name that is taken."""
    behind = Welcome(preferences(), None)
    behind.resize(*setting.size)
    choice = Choice(Wanted.NEW_FILE, "field.save-request", "field.save-here", ".ike", "laptop.ike")
    sheet = FileChoice(behind, still_worker().side, choice, lambda _path: None)
    sheet._show_listing(LISTING)
    sheet._notice.say("warn", "entry.file-name-taken", name="laptop.ike")
    sheet.open()
    return behind
