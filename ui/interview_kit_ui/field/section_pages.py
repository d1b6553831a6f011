"""The pages of an open interview: made when they are first shown, given back when they were long left."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from interview_kit.errors import KitError
from interview_kit.interview.picture import InterviewPicture, SectionPicture
from interview_kit_ui.field.asking import ask_to_destroy, ask_to_remove
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.page_state import PageState
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.section_page import SectionPage
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.widgets.desk import Desk

#: Pages that stay as they are; between these one goes to and fro. Every further one makes all work slower.
_KEPT: Final = 4


class SectionPages(QObject):
    """Keeps the pages on a desk, and hands what is done on them to the conductor.

    Signals: ``step_wanted(int)`` the next or the previous section, ``finished()`` Enter at the last question,
    ``file_wanted(str)`` the stable path of a question that takes one, ``listen_wanted(str)`` that of one
    whose moment is to be heard, ``reading_wanted(str)`` that of one that is read back for,
    ``consent_wanted()``, ``touched()`` whether everything is handed in may have changed.
    """

    step_wanted = Signal(int)
    finished = Signal()
    file_wanted = Signal(str)
    listen_wanted = Signal(str)
    reading_wanted = Signal(str)
    consent_wanted = Signal()
    touched = Signal()

    def __init__(self, desk: Desk, conductor: Conductor) -> None:
        super().__init__(desk)
        self._desk, self._conductor = desk, conductor
        #: In the order in which they were shown last.
        self._pages: dict[str, SectionPage] = {}
        #: How those were left that are no more.
        self._left: dict[str, PageState] = {}

    def at(self, path: str) -> SectionPage | None:
        """Return the page of a section, if there is one now."""
        return self._pages.get(path)

    def show(self, section: SectionPicture, picture: InterviewPicture, wording: Wording) -> SectionPage:
        """Draw the page of a section, and return it."""
        path = section.path
        page = self._pages.pop(path, None) or self._new_page(path, self._left.pop(path, PageState()))
        self._pages[path] = page
        page.show_section(section, picture, wording, self._conductor.waiting)
        return page

    def views(self) -> list[QuestionView]:
        """Return every question there is a card for."""
        return [view for page in self._pages.values() for view in page.views()]

    def flush(self) -> None:
        """Hand in at once whatever was typed anywhere."""
        for page in self._pages.values():
            page.flush()

    def show_refusal(self, path: str, error: KitError) -> bool:
        """Say at its question why a change was not taken; return whether the question is anywhere."""
        return any(page.show_refusal(path, error) for page in self._pages.values())

    def show_copying(self, path: str) -> None:
        """Say at its question that a file is on its way into the workspace."""
        for page in self._pages.values():
            page.show_copying(path)

    def forget_long_left(self, waiting: frozenset[str]) -> None:
        """Give back pages that were not shown for long, unless something on them is not stored yet."""
        for path, page in [*self._pages.items()][:-_KEPT]:
            views = page.views()
            if not any(view.unsaved or view.stable in waiting for view in views):
                self._left[path] = page.state
                self._give_back(path)

    def clear(self) -> None:
        """Give back every page: other questions are asked from now on."""
        self._left = {}
        for path in [*self._pages]:
            self._give_back(path)

    def _new_page(self, path: str, state: PageState) -> SectionPage:
        protocol, conductor = self._conductor.protocol, self._conductor
        assert protocol is not None, "set before the interview is first drawn"
        page = SectionPage(path, protocol, state)
        page.answered.connect(conductor.answer)
        page.add_wanted.connect(conductor.add)
        page.move_wanted.connect(conductor.move)
        page.destroy_wanted.connect(self._ask_to_destroy)
        page.remove_wanted.connect(self._ask_to_remove)
        for signal in (
            "step_wanted",
            "finished",
            "file_wanted",
            "listen_wanted",
            "reading_wanted",
            "consent_wanted",
            "touched",
        ):
            getattr(page, signal).connect(getattr(self, signal))
        return page

    def _ask_to_destroy(self, path: str, question: str) -> None:
        ask_to_destroy(self._desk.window(), question, partial(self._conductor.withdraw, path))

    def _ask_to_remove(self, path: str, about: str) -> None:
        ask_to_remove(self._desk.window(), about, partial(self._conductor.remove, path))

    def _give_back(self, path: str) -> None:
        page = self._pages.pop(path)
        self._desk.pages.removeWidget(page)
        page.go()
