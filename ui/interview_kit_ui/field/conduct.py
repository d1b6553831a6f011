"""Conducting an interview: what the person does in it, by keys, buttons and the palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_kit.interview.picture import InterviewPicture
from interview_kit_ui.actions import Action, Actions
from interview_kit_ui.field.asking import question_sheet
from interview_kit_ui.field.codes import code_of
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.finding import entries
from interview_kit_ui.field.interview_view import CHECK_KEY, SEAL, InterviewView
from interview_kit_ui.field.pictures.attaching import ANY_FILE, Attaching
from interview_kit_ui.field.problems_panel import pressing
from interview_kit_ui.field.promotion import PROMOTE_KEY
from interview_kit_ui.field.reading_back.reading_back import READ_KEY, ReadingBack
from interview_kit_ui.field.section_foot import BACK_KEY, NEXT_KEY
from interview_kit_ui.field.section_page import ADD_KEY
from interview_kit_ui.field.sections import granting_question, neighbours, offered
from interview_kit_ui.file_choice import Chooser
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.session import Session
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.sound.sound_corner import SoundCorner
from interview_kit_ui.widgets.buttons import BareButton, PrimaryButton
from interview_kit_ui.widgets.palette import Palette
from interview_kit_ui.widgets.sheet import lies_over
from interview_kit_ui.widgets.top_bar import LOCK_KEY

FIND_KEY: Final = "Ctrl+K"
FOLD_KEY: Final = "Shift+F8"
SAVE_KEY: Final = "Ctrl+S"
#: Where something is typed, these are the text's own.
UNDO_KEY: Final = "Ctrl+Z"
REDO_KEY: Final = "Ctrl+Shift+Z"


class ConductDesk(InterviewView):
    """One open interview. Signals: ``left()`` back to the list, ``sealed(str)`` the code of what was sealed,
    ``office_wanted()`` to the set-up, ``lock_wanted()``.
    """

    left = Signal()
    sealed = Signal(str)
    office_wanted = Signal()
    lock_wanted = Signal()

    def __init__(
        self,
        session: Session,
        conductor: Conductor,
        choose: Chooser,
        machine: Machine,
        *,
        practice: bool,
        has_office: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(conductor, practice=practice, has_office=has_office, parent=parent)
        self._session, self._choose = session, choose
        self._attaching = Attaching(self.desk, session, conductor, choose)
        self._sound = SoundCorner(
            session, conductor, machine, self.desk, self._choose_file, self._asked_about, self._begin_line
        )
        self._reading = ReadingBack(conductor, self.desk)
        conductor.heard = self._sound.moments.of
        self._to_list, self._fold = BareButton(), BareButton(key=FOLD_KEY)
        self._build()
        self._connect()
        self._actions = Actions(self, self._can_do())

    def show_picture(self, picture: InterviewPicture) -> None:
        super().show_picture(picture)
        if self._conductor.protocol is not None:
            self._sound.follow(picture, self._conductor.protocol)
        if self._wording is not None:
            self._reading.follow(picture, self._wording)

    def _step(self, by: int) -> None:
        if self.picture is None or self._disturbed():
            return
        before, after = neighbours(self.picture, self._current)
        there = before if by < 0 else after
        if there is not None:
            self.show_section(there.path)
        elif by > 0 and self._current != SEAL:
            self.show_section(SEAL)

    def _finish(self) -> None:
        """Go on after the last question of a section, but never to the page where Enter seals."""
        page = self._pages.at(self._current)
        if self.picture is None or page is None or self._current == offered(self.picture)[-1].path:
            return
        if not (self._conductor.waiting and page.may_bring_up_more):
            self._step(1)

    def _check(self) -> None:
        """Lead to the next problem, or show the panel, and fold it, where there is none."""
        if self.picture is None or self._current == SEAL or self._disturbed():
            return
        found = pressing(self.picture)
        if not found or self.desk.side_panel.isHidden():
            self.desk.toggle_side_panel()
        if found:
            self.jump_to(self._panel.following(found).stable)

    def _take_back(self, act: Callable[[], None]) -> None:
        if self.picture is not None and not self._disturbed():
            self.flush()  # what was typed last is what is meant
            act()

    def _add(self) -> None:
        page = self._pages.at(self._current)
        if page is not None and not self._disturbed():
            page.add_here()

    def _can_add(self) -> bool:
        page = self._pages.at(self._current)
        return page is not None and page.can_add

    def _several_languages(self) -> bool:
        return self.picture is not None and len(self.picture.languages) > 1

    def look_up(self) -> None:
        """Let anything be found by typing a part of it."""
        if self.picture is not None and self._wording is not None and not self._disturbed():
            self.flush()
            Palette(
                entries(self._actions, self.picture, self._wording, self.show_place), self.window()
            ).open()

    def _disturbed(self) -> bool:
        """Whether something must be settled or finished first."""
        return not self.desk.rail.isEnabled() or lies_over(self.window())

    def _read_back(self, question: str = "") -> None:
        if self._wording is not None and self.picture is not None and not self._disturbed():
            self.flush()
            self._reading.follow(self.picture, self._wording)
            self._reading.open(question or self.place)

    def _go_to_consent(self) -> None:
        if self.picture is None:
            return
        section = next(one for one in self.picture.sections if one.path == self._current)
        question = granting_question(self.picture, section.locked_by)
        if question:
            self.jump_to(question)

    def _has_locked(self) -> bool:
        """Whether anything was told that the witness no longer allows."""
        nodes = self.picture.nodes.values() if self.picture is not None else ()
        return any(node.locked_by and node.answer is not None for node in nodes)

    def _ask_to_destroy(self) -> None:
        sheet = question_sheet(self.window(), "field.destroy-title", "actions.destroy-text")
        sheet.offer(PrimaryButton(), "field.destroy", self._conductor.withdraw_all)
        sheet.open()

    def _rest(self) -> None:
        """Show a break, or where one was before it."""
        self._sound.rest(self._sitting.resting)
        self.flush()
        self._redraw()
        if not self._sitting.resting:
            self.show_place(self.place)

    def _go_to_any_consent(self) -> None:
        if self.picture is not None and self.picture.granting:
            self.jump_to(self.picture.granting[0].stable)

    def _ask_for_file(self, path: str) -> None:
        if self.picture is not None and self._wording is not None and not self._disturbed():
            self._attaching.ask(self.picture, path, self._wording)

    def _asked_about(self) -> str:
        page = self._pages.at(self._current)
        return page.question_focused if page else ""

    def _begin_line(self, stamp: str) -> bool:
        """Begin the line of a marked place where one can write on it at once, and go there if it is at hand.

        Nobody is led away from another section. What is being typed there must not push the line out again.
        """
        view = next((one for one in self._pages.views() if one.node.definition.kit.stamps), None)
        if view is None or not view.begin_line(stamp):
            return False
        page = self._pages.at(self._current)
        if page is not None and view in page.views() and not self._sitting.resting and not self._disturbed():
            self.jump_to(view.stable)
        return True

    def _choose_file(self, then: Callable[[Path], None]) -> None:
        self._choose(self.window(), self._session.worker.side, ANY_FILE, then)

    def _seal(self) -> None:
        self.flush()
        if any(view.unsaved for view in self._pages.views()):
            self._redraw()
        elif self.picture is not None:
            self._sound.leave()
            self._seal_page.seal(self._conductor, partial(self.sealed.emit, code_of(self.picture.interview)))

    def _ask_to_promote(self) -> None:
        self.flush()
        if self._wording is None or self._disturbed() or any(view.unsaved for view in self._pages.views()):
            return
        self._promote.ask(self._wording)

    def _hold(self, held: bool) -> None:
        """Take nothing in while the interview changes its questions."""
        self._hold_around(held)
        self.desk.pages.setDisabled(held)

    def _hold_around(self, held: bool) -> None:
        """Take nothing in by keys or beside the page, as while the interview is sealed."""
        self._actions.hold(held)
        self._sound.pill.setDisabled(held)
        self.desk.rail.setDisabled(held)

    def _promoted(self, picture: InterviewPicture, place: str) -> None:
        """Show the interview anew under its other protocol: the pages of the one before go."""
        self._pages.clear()
        self.picture = None
        if self._wording is not None and self._wording.languages != picture.languages:
            self._wording = None
        self.show_picture(picture)
        if place:
            self.jump_to(place)

    def _leave(self) -> None:
        self.flush()
        self._sound.leave()
        self._conductor.end_sitting()
        self.left.emit()

    def _speak(self, code: str) -> None:
        if self._wording is not None:
            self._wording = replace(self._wording, interviewer=code)
            self._redraw()

    def _next_witness_language(self) -> None:
        if self._wording is not None:
            self._wording = self._wording.next_witness()
            self._redraw()

    # Putting together -------------------------------------------------------------------------

    def _build(self) -> None:
        bind_text(self._to_list.set_label, "field.to-list")
        self.desk.top_bar.set_recording(self._witness)
        self.desk.top_bar.set_break(self._sitting.pill)
        self.desk.top_bar.set_break(self._checks)
        self.desk.rail.set_footer(self._promote)
        self.desk.rail.set_footer(self._to_list)
        bind_text(self._fold.set_label, "field.fold-panel")
        self.desk.side_panel.add(self._fold)

    def _connect(self) -> None:
        self._conductor.drawn.connect(self.show_picture)
        self._conductor.saving.connect(self._show_saved)
        self._conductor.refused.connect(self._show_refusal)
        self._conductor.taken_back.connect(self.jump_to)
        self._session.about_to_close.connect(self.flush)
        self._session.about_to_close.connect(self._conductor.end_sitting)
        self._sitting.rest_changed.connect(self._rest)
        self._sitting.leave_wanted.connect(self._leave)
        self._sitting.consent_wanted.connect(self._go_to_any_consent)
        LANGUAGE.changed.connect(self._speak)
        self.desk.top_bar.lock_requested.connect(self.lock_wanted)
        self.desk.rail.section_chosen.connect(self.show_section)
        self._panel.chosen.connect(self.jump_to)
        self._seal_page.jump_wanted.connect(self.jump_to)
        self._seal_page.seal_wanted.connect(self._seal)
        self._seal_page.holding.connect(self._hold_around)
        self._seal_page.office_wanted.connect(self.office_wanted)
        self._to_list.clicked.connect(self._leave)
        self._witness.clicked.connect(self._next_witness_language)
        self._checks.clicked.connect(self._check)
        self._promote.clicked.connect(self._ask_to_promote)
        self._promote.holding.connect(self._hold)
        self._promote.promoted.connect(self._promoted)
        self._pages.file_wanted.connect(self._ask_for_file)
        self._pages.reading_wanted.connect(self._read_back)
        self._reading.jump_wanted.connect(self.jump_to)
        self._pages.listen_wanted.connect(self._sound.listen)
        self._attaching.copying.connect(self._pages.show_copying)
        self._pages.step_wanted.connect(self._step)
        self._pages.finished.connect(self._finish)
        self._pages.consent_wanted.connect(self._go_to_consent)
        self._pages.touched.connect(self._show_saved)
        self._fold.clicked.connect(self.desk.toggle_side_panel)

    def _can_do(self) -> tuple[Action, ...]:
        conductor, panel = self._conductor, self.desk.toggle_side_panel
        return (
            Action("actions.find", FIND_KEY, self.look_up),
            Action("actions.next-section", NEXT_KEY, partial(self._step, 1)),
            Action("actions.section-before", BACK_KEY, partial(self._step, -1)),
            Action("actions.add", ADD_KEY, self._add, self._can_add),
            Action("actions.undo", UNDO_KEY, partial(self._take_back, conductor.undo)),
            Action("actions.redo", REDO_KEY, partial(self._take_back, conductor.redo)),
            Action("actions.check", CHECK_KEY, self._check),
            Action("actions.read-back", READ_KEY, self._read_back, lambda: self._reading.offered),
            *self._sitting.actions(),
            *self._sound.actions(),
            Action("actions.destroy", "", self._ask_to_destroy, self._has_locked),
            Action("actions.panel", FOLD_KEY, panel),
            Action("actions.promote", PROMOTE_KEY, self._ask_to_promote, lambda: bool(conductor.further)),
            Action("actions.save", SAVE_KEY, self.flush),
            Action("actions.witness-language", "", self._next_witness_language, self._several_languages),
            Action("actions.seal", "", partial(self.show_section, SEAL)),
            Action("actions.to-list", "", self._leave),
            Action("actions.lock", LOCK_KEY, self.lock_wanted.emit, heard_elsewhere=True),
        )
