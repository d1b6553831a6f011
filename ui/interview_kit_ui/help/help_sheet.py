"""The guide over everything in the window: chapters and search at the left, the page at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit import guide
from interview_kit.guide import Found
from interview_kit_ui import theme
from interview_kit_ui.help.guide_view import GuideView
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.buttons import BareButton, QuietButton
from interview_kit_ui.widgets.rail import Rail, Section
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

BACK_KEY: Final = "Alt+←"
FORWARD_KEY: Final = "Alt+→"
FIND_KEY: Final = "Ctrl+F"
_WIDEST: Final = 1040
_FOUND: Final = "found:"


class HelpSheet(Sheet):
    """The guide. ``open_at(chapter)`` shows it. Esc leaves; first what was looked for, then the guide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._current = ""
        #: Where one was, where one is (the last), and where one came back from.
        self._past: list[tuple[str, str]] = []
        self._future: list[tuple[str, str]] = []
        self.wanted, self.rail, self.page = TextLine(), Rail(), GuideView()
        self._nothing = Words(role="guidance", tone="soft")
        self._back, self._forward = BareButton(key=BACK_KEY), BareButton(key=FORWARD_KEY)
        self._leave = QuietButton(key="Esc")
        self._build()
        self._connect()
        self._list_chapters()

    @property
    def place(self) -> tuple[str, str]:
        """The chapter that is shown, and the heading it was opened at."""
        return self._past[-1] if self._past else ("", "")

    def open_at(self, chapter: str) -> None:
        """Show the guide at a chapter; the focus is on the page, where the arrows scroll."""
        self.go(chapter)
        self.open()
        self.page.setFocus(Qt.FocusReason.PopupFocusReason)

    def go(self, chapter: str, heading: str = "") -> None:
        """Go to a chapter; one that there is not means the first."""
        self._future.clear()
        known = [one.name for one in guide.chapters(LANGUAGE.code)]
        there = (chapter if chapter in known else known[0], heading)
        if there != self.place:
            self._past.append(there)
        self._show_place()

    def back(self) -> None:
        """Go where one was before."""
        if len(self._past) > 1:
            self._future.append(self._past.pop())
            self._show_place()

    def forward(self) -> None:
        """Go again where one came back from."""
        if self._future:
            self._past.append(self._future.pop())
            self._show_place()

    def look_for(self, words: str) -> None:
        """Look for words as if they were typed."""
        self.wanted.set_text(words)
        self._look_for(words)

    def choose_found(self, number: int) -> None:
        """Go to one of what was found, counted from 0."""
        if number < len(self._found):
            self._choose(f"{_FOUND}{number}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if alt and event.key() == Qt.Key.Key_Left:
            self.back()
        elif alt and event.key() == Qt.Key.Key_Right:
            self.forward()
        elif control and event.key() == Qt.Key.Key_F:
            self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.wanted.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.wanted.text():
            self._clear_search()
        elif self.wanted.hasFocus() and event.key() == Qt.Key.Key_Down and self.rail.items:
            self.rail.items[0].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.wanted.hasFocus() and event.key() in RETURNS:
            self.choose_found(0)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rail.set_current(self._current)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._past:
            self.page.restyle()

    def _set_width(self) -> None:
        self._card.setMaximumWidth(theme.current().px(_WIDEST))

    # What the person does ---------------------------------------------------------------------

    def _choose(self, name: str) -> None:
        if name.startswith(_FOUND):
            found = self._found[int(name.removeprefix(_FOUND))]
            self.go(found.chapter, found.heading)
            self._mark(name)
        else:
            self.go(name)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_for(self, words: str) -> None:
        self._found = guide.search(words, LANGUAGE.code)
        self._nothing.setVisible(bool(words.strip()) and not self._found)
        if not words.strip():
            self._list_chapters()
            return
        self.rail.set_sections(
            Section(f"{_FOUND}{number}", f"{one.heading or one.title}\n{one.excerpt}")
            for number, one in enumerate(self._found)
        )
        self._mark("")
        for item in self.rail.items:
            item.show()  # at once, or the focus could not go there before the next turn of the event loop

    def _clear_search(self) -> None:
        self.wanted.set_text("")
        self._look_for("")
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown ----------------------------------------------------------------------------

    def _show_place(self) -> None:
        name, heading = self.place
        chapter = next(one for one in guide.chapters(LANGUAGE.code) if one.name == name)
        self.page.show_chapter(chapter, heading)
        self._back.setEnabled(len(self._past) > 1)
        self._forward.setEnabled(bool(self._future))
        if not self.wanted.text():
            self._mark(name)

    def _mark(self, name: str) -> None:
        self._current = name
        self.rail.set_current(name)

    def _list_chapters(self) -> None:
        self.rail.set_sections(Section(one.name, one.title) for one in guide.chapters(LANGUAGE.code))
        self._mark(self.place[0])

    def _speak(self, _code: str) -> None:
        self._look_for(self.wanted.text())
        if self._past:
            self._past = [(name, "") for name, _ in self._past]  # headings are of one language
            self._future.clear()
            self._show_place()

    def _build(self) -> None:
        bind_text(self.set_title, "help.title")
        bind_text(self.wanted.setPlaceholderText, "help.find")
        bind_text(self.wanted.setAccessibleName, "help.find")
        bind_text(self._nothing.setText, "help.nothing")
        bind_text(self._back.set_label, "help.back")
        bind_text(self._forward.set_label, "help.forward")
        bind_text(self._leave.set_label, "help.leave")
        self._nothing.hide()
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.wanted, self._nothing):
            left.addWidget(widget)
        left.addWidget(self.rail, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(left)
        row.addWidget(self.page, 1)
        self.body.addLayout(row, 1)
        for button in (self._back, self._forward, self._leave):
            self.add_button(button)
        self.wanted.setFixedWidth(self.rail.width())
        self._fill()  # unlike a question, the guide takes all the room there is

    def _connect(self) -> None:
        self.wanted.edited.connect(self._look_for)
        self.rail.section_chosen.connect(self._choose)
        self.page.link_followed.connect(self.go)
        self._back.clicked.connect(self.back)
        self._forward.clicked.connect(self.forward)
        self._leave.clicked.connect(self.cancel)
        self.cancelled.connect(self.deleteLater)
        LANGUAGE.changed.connect(self._speak)
