"""An open interview as it is shown: sections, the questions of one, and what is left."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit.interview.picture import InterviewPicture
from interview_kit_ui.error_sheet import show_error
from interview_kit_ui.field.codes import code_of
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.problems_panel import ProblemsPanel, pressing
from interview_kit_ui.field.promotion import PromoteButton
from interview_kit_ui.field.saved_text import show_saved
from interview_kit_ui.field.seal_page import SealPage
from interview_kit_ui.field.section_pages import SectionPages
from interview_kit_ui.field.sections import neighbours, offered, rail_sections, section_of, to_go_on_in
from interview_kit_ui.field.sitting.controls import SittingControls
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.tab_order import desk_regions, move_focus
from interview_kit_ui.widgets.buttons import PillButton
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.rail import Section

CHECK_KEY: Final = "F8"
#: Name of the last page among the sections.
SEAL: Final = "seal"


class InterviewView(QWidget):
    """Draws one interview, and goes from place to place in it."""

    def __init__(
        self, conductor: Conductor, *, practice: bool, has_office: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._conductor = conductor
        #: The interview as it was drawn last.
        self.picture: InterviewPicture | None = None
        self._wording: Wording | None = None
        self._current = ""
        self.desk = Desk()
        self._pages = SectionPages(self.desk, conductor)
        self.desk.set_practice(practice)
        self._sitting = SittingControls(self.desk, conductor)
        self._seal_page = SealPage(has_office=has_office)
        self.desk.pages.addWidget(self._seal_page)  # without a parent it would outlive its desk
        self._panel = ProblemsPanel(self.desk.side_panel)
        self._witness, self._checks = PillButton(), PillButton(key=CHECK_KEY)
        self._promote = PromoteButton(conductor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.desk)

    def show_picture(self, picture: InterviewPicture) -> None:
        """Draw the interview as it stands."""
        first = self.picture is None
        self.picture = picture
        if self._wording is None:
            self._wording = Wording(picture.languages, picture.languages[0], LANGUAGE.code)
        if first:
            self._current = self._where_to_begin(picture)
        self._redraw()
        page = self._pages.at(self._current)
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
        page = self._pages.at(name)
        if page is not None:
            page.to_top()
        self._focus_current()
        QTimer.singleShot(0, self._forget_pages)

    def jump_to(self, path: str) -> None:
        """Go to what a problem is about, by its stable path."""
        if self.picture is None or self._conductor.protocol is None:
            return
        section = section_of(path, self.picture, self._conductor.protocol)
        if section.path != self._current:
            self.show_section(section.path)
        page = self._pages.at(section.path)
        assert page is not None, "the section is shown"
        page.focus_question(path)

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
        page = self._pages.at(self._current)
        return (page.question_focused if page else "") or self._current

    def flush(self) -> None:
        """Hand in at once whatever was typed anywhere."""
        self._pages.flush()

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
        self.desk.set_side_panel_used(self._current != SEAL and not self._sitting.resting)
        self._checks.setVisible(self._current != SEAL)
        self._draw_page(picture, wording)
        self._promote.show_offer()
        self._sitting.show_words(wording)
        self._show_saved()

    def _draw_page(self, picture: InterviewPicture, wording: Wording) -> None:
        if self._sitting.resting:
            self.desk.show_page(self._sitting.page)
            return
        if self._current == SEAL:
            unsaved = next((view.stable for view in self._pages.views() if view.unsaved), "")
            self._seal_page.show_picture(picture, wording, unsaved)
            self.desk.show_page(self._seal_page)
            return
        section = next(one for one in picture.sections if one.path == self._current)
        page = self._pages.show(section, picture, wording)
        before, after = neighbours(picture, self._current)
        page.end.set_neighbours(
            wording.told(before.label) if before else "",
            wording.told(after.label) if after else tr("field.seal"),
        )
        self.desk.show_page(page)

    def _show_saved(self) -> None:
        if self.picture is not None:
            on_its_way = bool(self._conductor.waiting)
            bar = self.desk.top_bar
            show_saved(bar, saved=self.picture.saved, on_its_way=on_its_way, views=self._pages.views())

    def _show_refusal(self, path: str, error: KitError) -> None:
        if not self._pages.show_refusal(path, error):
            show_error(self.window(), error)
        self._redraw()

    def _forget_pages(self) -> None:
        self._pages.forget_long_left(self._conductor.waiting)

    def _focus_current(self) -> None:
        (self._pages.at(self._current) or self._seal_page).focus_first()
