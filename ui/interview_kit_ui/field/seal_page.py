"""The last page of an interview: what is left to solve, what sealing does, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.interview.picture import InterviewPicture
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.problems_panel import panel_groups
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import bind_text, tr
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.side_panel import PanelEntry, PanelItem, PanelItems
from interview_kit_ui.widgets.words import Words

_WHAT_IT_DOES: Final = ("field.seal-encrypts", "field.seal-forgets", "field.seal-travels")


class SealPage(Page):
    """Signals: ``seal_wanted()``, ``holding(bool)`` while it is sealed nothing may be taken in,
    ``jump_wanted(str)`` to a problem, ``office_wanted()`` to the set-up. Setter: ``show_picture``.
    """

    seal_wanted = Signal()
    holding = Signal(bool)
    jump_wanted = Signal(str)
    office_wanted = Signal()

    def __init__(self, *, has_office: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_office = has_office
        self._no_office, self._refusal, self._progress = Notice(), Notice(), ProgressView()
        self._left, self._checks = _ProblemList("field.seal-left"), _ProblemList("field.seal-checks")
        self._shown: tuple[InterviewPicture, Wording] | None = None
        self._what = Card()
        self._what.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._seal = PrimaryButton()
        bind_text(self.set_title, "field.seal")
        bind_text(self._progress.set_text, "field.sealing")
        self._progress.set_cancellable(False)
        self._progress.hide()
        for part in (self._left, self._checks):
            part.jump_wanted.connect(self.jump_wanted)
        self._build()

    def show_picture(self, picture: InterviewPicture, wording: Wording, unsaved: str) -> None:
        """Show what is left; ``unsaved`` is the path of something typed that is not stored, or empty."""
        self._shown = picture, wording
        groups = panel_groups(picture, "", wording, "field.unanswered-in-section")
        left = [*groups["errors"], *groups["unanswered"]]
        if unsaved:
            left.insert(0, PanelEntry(unsaved, tr("field.seal-unsaved"), tone="record"))
        self._left.show_entries(left)
        self._checks.show_entries(groups["warnings"])
        self._what.setVisible(not left)
        self._what.setAccessibleDescription(" ".join(tr(key) for key in _WHAT_IT_DOES))
        self._seal.setEnabled(self._has_office)

    def seal(self, conductor: Conductor, then: Callable[[], None]) -> None:
        """Seal the interview, then call ``then``; where it is refused the draft is as it was."""

        def refuse(error: KitError) -> None:
            self.holding.emit(False)
            self.show_refusal(error)

        self.set_busy(True)
        self.holding.emit(True)
        conductor.seal(then, refuse)

    def set_busy(self, busy: bool) -> None:
        """Show that the interview is being sealed."""
        self._refusal.clear()
        self._progress.setVisible(busy)
        self._seal.setVisible(not busy)

    def show_refusal(self, error: KitError) -> None:
        """Say why it was not sealed; the draft is as it was."""
        self.set_busy(False)
        self._refusal.show_error(self._in_words(error))

    def _in_words(self, error: KitError) -> KitError:
        """Return an error that names a question by its path, with the question's words in its place."""
        picture, wording = self._shown or (None, None)
        for node in picture.nodes.values() if picture is not None else ():
            if isinstance(error, InputError) and node.path == error.parameters.get("path") and wording:
                return InputError(error.code, path=wording.told(node.definition.label) or node.path)
        return error

    def focus_first(self) -> None:
        """Go to the first thing left, else to what sealing does: one Enter too many must not seal."""
        items = [item for item in self.findChildren(PanelItem) if item.isVisible()]
        target = items[0] if items and not self._what.isVisible() else self._what
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        title = Words(role="question")
        bind_text(title.setText, "field.seal-ready")
        bind_text(self._what.setAccessibleName, "field.seal-ready")
        self._what.body.setSpacing(10)
        self._what.body.addWidget(title)
        for key in _WHAT_IT_DOES:
            line = Words(role="answer")
            bind_text(line.setText, key)
            self._what.body.addWidget(line)
        bind_text(self._seal.set_label, "field.seal-and-forget")
        self._seal.clicked.connect(self.seal_wanted)
        self._what.body.addSpacing(6)
        self._what.body.addWidget(self._seal, 0, Qt.AlignmentFlag.AlignLeft)
        self._what.body.addWidget(self._progress)
        self._what.body.addWidget(self._refusal)
        if not self._has_office:
            to_office = QuietButton()
            bind_text(to_office.set_label, "field.to-office")
            to_office.clicked.connect(self.office_wanted)
            self._no_office.set_action(to_office)
        for part in (self._no_office, self._left, self._what, self._checks):
            self.add(part)
        if not self._has_office:
            self._no_office.say("warn", "field.no-office-yet")


class _ProblemList(QWidget):
    """A heading and one line for each problem; a click goes there."""

    jump_wanted = Signal(str)

    def __init__(self, title_key: str) -> None:
        super().__init__()
        title = Words(role="question")
        bind_text(title.setText, title_key)
        self._items = PanelItems()
        self._items.chosen.connect(self.jump_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(title)
        column.addLayout(self._items)

    def show_entries(self, entries: Iterable[PanelEntry]) -> None:
        """Show these, or nothing at all if there are none."""
        self.setVisible(self._items.show_entries(entries))
