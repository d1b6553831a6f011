"""Conducting an interview: sections at the left, questions in the middle, what is left at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit.interview.picture import InterviewPicture, SectionPicture
from interview_kit.interview.problems import Problem
from interview_kit_ui.error_sheet import show_error
from interview_kit_ui.field.asking import ask_to_destroy, ask_to_remove
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.nodes import find_node
from interview_kit_ui.field.problems_panel import ProblemsPanel, pressing
from interview_kit_ui.field.promotion import PROMOTE_KEY, PromoteButton
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.saved_text import show_saved
from interview_kit_ui.field.seal_page import SealPage
from interview_kit_ui.field.section_page import ADD_KEY, BACK_KEY, NEXT_KEY, SectionPage
from interview_kit_ui.field.sections import (
    granting_question,
    neighbours,
    offered,
    rail_sections,
    section_of,
    to_go_on_in,
)
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.file_choice import Choice, Chooser, Wanted
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.session import Session
from interview_kit_ui.tab_order import desk_regions, move_focus
from interview_kit_ui.widgets.buttons import BareButton, PillButton
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.rail import Section
from interview_kit_ui.widgets.sheet import Sheet

CHECK_KEY: Final = "F8"
FOLD_KEY: Final = "Shift+F8"
SAVE_KEY: Final = "Ctrl+S"
#: Where something is typed, these are the text's own.
UNDO_KEY: Final = "Ctrl+Z"
REDO_KEY: Final = "Ctrl+Shift+Z"
#: Name of the last page among the sections.
SEAL: Final = "seal"
_CODE_LENGTH: Final = 6
_FILE: Final = Choice(Wanted.FILE, "field.choose-file", "field.choose-file")


def code_of(interview: str) -> str:
    """Return the short code by which people name an interview."""
    return interview[:_CODE_LENGTH].upper()


class ConductDesk(QWidget):
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
        *,
        practice: bool,
        has_office: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._conductor, self._choose = session, conductor, choose
        #: The interview as it was drawn last.
        self.picture: InterviewPicture | None = None
        self._wording: Wording | None = None
        self._current = ""
        #: What was led to last.
        self._checked: Problem | None = None
        self._pages: dict[str, SectionPage] = {}
        self.desk = Desk()
        self.desk.set_practice(practice)
        self._seal_page = SealPage(has_office=has_office)
        self.desk.pages.addWidget(self._seal_page)  # without a parent it would outlive its desk
        self._panel = ProblemsPanel(self.desk.side_panel)
        self._witness, self._checks, self._to_list = PillButton(), PillButton(key=CHECK_KEY), BareButton()
        self._fold, self._promote = BareButton(key=FOLD_KEY), PromoteButton(conductor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)
        self._build()
        self._connect()

    # What is shown ----------------------------------------------------------------------------

    def show_picture(self, picture: InterviewPicture) -> None:
        """Draw the interview as it stands."""
        first = self.picture is None
        self.picture = picture
        if self._wording is None:
            self._wording = Wording(picture.languages, picture.languages[0], LANGUAGE.code)
        if first:
            self._current = self._where_to_begin(picture)
        self._redraw()
        page = self._pages.get(self._current)
        if first:
            self._focus_current()
        elif page is not None:
            page.go_on_leaving()

    def show_section(self, name: str) -> None:
        """Go to a section by its path, or to the last page; what was typed is handed in first."""
        if self.picture is None:
            return
        self.flush()
        self._current = name
        self._redraw()
        page = self._pages.get(name)
        if page is not None:
            page.to_top()
        self._focus_current()

    def jump_to(self, path: str) -> None:
        """Go to what a problem is about, by its stable path."""
        if self.picture is None or self._conductor.protocol is None:
            return
        section = section_of(path, self.picture, self._conductor.protocol)
        if section.path != self._current:
            self.show_section(section.path)
        self._pages[section.path].focus_question(path)

    def show_place(self, place: str) -> None:
        """Go to what ``place`` named."""
        if self.picture is None:
            return
        if place in (SEAL, *(section.path for section in offered(self.picture))):
            self.show_section(place)
        else:
            self.jump_to(place)

    @property
    def place(self) -> str:
        """Where one is: a question by its stable path, else a section, or the last page."""
        page = self._pages.get(self._current)
        return (page.question_focused if page else "") or self._current

    def flush(self) -> None:
        """Hand in at once whatever was typed anywhere."""
        for page in self._pages.values():
            page.flush()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return move_focus(desk_regions(self.desk), forward=forward)

    def _where_to_begin(self, picture: InterviewPicture) -> str:
        assert self._conductor.protocol is not None, "set before the interview is first drawn"
        return to_go_on_in(picture, self._conductor.protocol, self._conductor.last_change).path

    def _redraw(self) -> None:
        picture, wording = self.picture, self._wording
        if picture is None or wording is None:
            return
        bar = self.desk.top_bar
        bar.set_code(code_of(picture.interview))
        bar.set_title(wording.told(picture.title))
        bind_text(self._witness.set_label, "field.witness-language", name=wording.witness_name)
        self._witness.setVisible(len(picture.languages) > 1)
        count = len(pressing(picture))
        bind_text(self._checks.set_label, "field.checks-count" if count else "field.checks", count=count)
        self.desk.rail.set_sections([*rail_sections(picture, wording), Section(SEAL, tr("field.seal"))])
        self.desk.rail.set_current(self._current)
        self._panel.show_problems(picture, self._current, wording)
        self.desk.set_side_panel_used(self._current != SEAL)
        self._checks.setVisible(self._current != SEAL)
        self._draw_page(picture, wording)
        self._promote.show_offer()
        self._show_saved()

    def _draw_page(self, picture: InterviewPicture, wording: Wording) -> None:
        if self._current == SEAL:
            unsaved = next((view.stable for view in self._views() if view.unsaved), "")
            self._seal_page.show_picture(picture, wording, unsaved)
            self.desk.show_page(self._seal_page)
            return
        section = next(one for one in picture.sections if one.path == self._current)
        page = self._pages.get(section.path) or self._new_page(section)
        page.show_section(section, picture, wording, self._conductor.waiting)
        page.set_neighbours(*neighbours(picture, wording, self._current))
        self.desk.show_page(page)

    def _new_page(self, section: SectionPicture) -> SectionPage:
        protocol = self._conductor.protocol
        assert protocol is not None, "set before the interview is first drawn"
        page = self._pages[section.path] = SectionPage(section.path, protocol)
        page.answered.connect(self._conductor.answer)
        page.file_wanted.connect(self._ask_for_file)
        page.destroy_wanted.connect(self._ask_to_destroy)
        page.add_wanted.connect(self._conductor.add)
        page.remove_wanted.connect(self._ask_to_remove)
        page.step_wanted.connect(self._step)
        page.finished.connect(self._finish)
        page.consent_wanted.connect(self._go_to_consent)
        page.touched.connect(self._show_saved)
        return page

    def _show_saved(self) -> None:
        if self.picture is not None:
            on_its_way = bool(self._conductor.waiting)
            bar = self.desk.top_bar
            show_saved(bar, saved=self.picture.saved, on_its_way=on_its_way, views=self._views())

    def _show_refusal(self, path: str, error: KitError) -> None:
        if not any(page.show_refusal(path, error) for page in self._pages.values()):
            show_error(self.window(), error)
        self._redraw()

    def _views(self) -> list[QuestionView]:
        return [view for page in self._pages.values() for view in page.views()]

    def _focus_current(self) -> None:
        (self._pages.get(self._current) or self._seal_page).focus_first()

    # What the person does ---------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if self.picture is None or self._disturbed():
            return
        names = [*(section.path for section in offered(self.picture)), SEAL]
        at = names.index(self._current) + by
        if 0 <= at < len(names):
            self.show_section(names[at])

    def _finish(self) -> None:
        """Go on after the last question of a section, but never to the page where Enter seals."""
        page = self._pages.get(self._current)
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
            at = found.index(self._checked) + 1 if self._checked in found else 0
            self._checked = found[at % len(found)]
            self.jump_to(self._checked.stable)

    def _take_back(self, act: Callable[[], None]) -> None:
        if self.picture is not None and not self._disturbed():
            self.flush()  # what was typed last is what is meant
            act()

    def _add(self) -> None:
        page = self._pages.get(self._current)
        if page is not None and not self._disturbed():
            page.add_first_repeat()

    def _disturbed(self) -> bool:
        """Whether something must be settled or finished first."""
        return not self.desk.rail.isEnabled() or any(
            sheet.isVisible() for sheet in self.window().findChildren(Sheet)
        )

    def _go_to_consent(self) -> None:
        if self.picture is None:
            return
        section = next(one for one in self.picture.sections if one.path == self._current)
        question = granting_question(self.picture, section.locked_by)
        if question:
            self.jump_to(question)

    def _ask_for_file(self, path: str) -> None:
        self._choose(self.window(), self._session.worker.side, _FILE, partial(self._attach, path))

    def _attach(self, path: str, file: Path) -> None:
        self._conductor.attach(path, file)
        for page in self._pages.values():
            page.show_copying(path)

    def _ask_to_destroy(self, path: str) -> None:
        node = find_node(self.picture, path) if self.picture else None
        if node is not None and self._wording is not None:
            question = self._wording.told(node.definition.label)
            ask_to_destroy(self.window(), question, partial(self._conductor.withdraw, path))

    def _ask_to_remove(self, path: str, about: str) -> None:
        ask_to_remove(self.window(), about, partial(self._conductor.remove, path))

    def _seal(self) -> None:
        self.flush()
        if any(view.unsaved for view in self._views()):
            self._redraw()
            return
        self._seal_page.set_busy(True)
        self.desk.rail.setEnabled(False)
        self._conductor.seal(self._sealed, self._not_sealed)

    def _not_sealed(self, error: KitError) -> None:
        self.desk.rail.setEnabled(True)
        self._seal_page.show_refusal(error)

    def _sealed(self) -> None:
        if self.picture is not None:
            self.sealed.emit(code_of(self.picture.interview))

    def _ask_to_promote(self) -> None:
        self.flush()
        if self._wording is None or self._disturbed() or any(view.unsaved for view in self._views()):
            return
        self._promote.ask(self._wording, self._go_on_under, partial(show_error, self.window()))

    def _go_on_under(self, protocol: str) -> None:
        self._hold(True)
        self._conductor.promote(protocol, self._promoted, self._not_promoted)

    def _hold(self, held: bool) -> None:
        """Take nothing in while the interview changes its questions."""
        self.desk.rail.setDisabled(held)
        self.desk.pages.setDisabled(held)

    def _not_promoted(self, error: KitError) -> None:
        self._hold(False)
        show_error(self.window(), error)

    def _promoted(self, picture: InterviewPicture, place: str) -> None:
        """Show the interview anew under its other protocol: the pages of the one before go."""
        self._hold(False)
        pages, self._pages = self._pages, {}
        for page in pages.values():
            self.desk.pages.removeWidget(page)
            page.deleteLater()
        self.picture = self._checked = None
        if self._wording is not None and self._wording.languages != picture.languages:
            self._wording = None
        self.show_picture(picture)
        if place:
            self.jump_to(place)

    def _leave(self) -> None:
        self.flush()
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
        LANGUAGE.changed.connect(self._speak)
        self.desk.top_bar.lock_requested.connect(self.lock_wanted)
        self.desk.rail.section_chosen.connect(self.show_section)
        self._panel.chosen.connect(self.jump_to)
        self._seal_page.jump_wanted.connect(self.jump_to)
        self._seal_page.seal_wanted.connect(self._seal)
        self._seal_page.office_wanted.connect(self.office_wanted)
        self._to_list.clicked.connect(self._leave)
        self._witness.clicked.connect(self._next_witness_language)
        self._checks.clicked.connect(self._check)
        self._promote.clicked.connect(self._ask_to_promote)
        self._fold.clicked.connect(self.desk.toggle_side_panel)
        keys = (
            (NEXT_KEY, lambda: self._step(1)),
            (BACK_KEY, lambda: self._step(-1)),
            (ADD_KEY, self._add),
            (SAVE_KEY, self.flush),
            (UNDO_KEY, partial(self._take_back, self._conductor.undo)),
            (REDO_KEY, partial(self._take_back, self._conductor.redo)),
            (CHECK_KEY, self._check),
            (FOLD_KEY, self.desk.toggle_side_panel),
            (PROMOTE_KEY, self._ask_to_promote),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)
