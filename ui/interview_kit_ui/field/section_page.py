"""One section of an interview: its questions in document order, and the way to the next section."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit.interview.picture import InterviewPicture, NodePicture, SectionPicture
from interview_kit.protocol.model import Kind, Protocol
from interview_kit_ui.field.instance_card import InstanceCard
from interview_kit_ui.field.line_views import AddLine, CalculationView, summary
from interview_kit_ui.field.lines import Line, LineKind, lines_of
from interview_kit_ui.field.nodes import walk
from interview_kit_ui.field.question_view import QuestionView, scopes_in_words
from interview_kit_ui.field.still_page import StillPage
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import BareButton, QuietButton
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.widgets.wrapping_row import WrappingRow

ADD_KEY: Final = "Ctrl+N"
NEXT_KEY: Final = "Ctrl+PgDown"
BACK_KEY: Final = "Ctrl+PgUp"
_SHORT: Final = {NEXT_KEY: "Ctrl+PgDn", BACK_KEY: "Ctrl+PgUp"}


class SectionPage(StillPage):
    """A page for one section. It lives as long as the interview is open, so that nothing typed on it is lost.

    Signals: ``answered(str, Answer)``, ``file_wanted(str)``, ``destroy_wanted(str)``, ``add_wanted(str)`` a
    repeat, ``remove_wanted(str, str)`` an instance and what it is about, ``step_wanted(int)`` the next or the
    previous section, ``finished()`` Enter at the last question, ``consent_wanted()`` to where consent is
    asked for, ``touched()``.
    """

    answered = Signal(str, object)
    file_wanted = Signal(str)
    destroy_wanted = Signal(str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str, str)
    step_wanted = Signal(int)
    finished = Signal()
    consent_wanted = Signal()
    touched = Signal()

    def __init__(self, path: str, protocol: Protocol, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._protocol = protocol
        self._shown: tuple[SectionPicture, InterviewPicture, Wording, frozenset[str]] | None = None
        self._widgets_by_key: dict[str, QWidget] = {}
        #: Instances whose questions are shown, and those known so far.
        self._opened: set[str] = set()
        self._known: set[str] = set()
        self._asked_openly: set[str] = set()
        self._going_in = False
        #: Where Enter led out of the section; another question may still come up after it.
        self._last: QWidget | None = None
        self._locked, self._to_consent = EmptyState(), QuietButton()
        self._back, self._next = BareButton(key=_SHORT[BACK_KEY]), QuietButton(key=_SHORT[NEXT_KEY])
        self._add_locked()
        self._add_footer()

    # What is shown ----------------------------------------------------------------------------

    def show_section(
        self, section: SectionPicture, picture: InterviewPicture, wording: Wording, waiting: frozenset[str]
    ) -> None:
        """Draw the section; answers at paths that are ``waiting`` stay as they are shown."""
        self._shown = (section, picture, wording, waiting)
        self.set_title(wording.told(section.label))
        self.set_aside(
            tr("field.answered-of", answered=section.answered, asked=section.asked) if section.asked else ""
        )
        added = self._open_new_instances()
        going_in = bool(added) and self._going_in
        with nullcontext() if going_in else self.holding_still():
            self._show_lines(lines_of(section, picture, self._opened))
            self._locked.setVisible(bool(section.locked_by))
            bind_text(
                self._locked.set_text, "field.section-locked", scopes=scopes_in_words(section.locked_by)
            )
        if going_in:
            self._going_in = False
            self._go_into(added)

    def set_neighbours(self, before: str, after: str) -> None:
        """Name the sections before and after, empty for none."""
        self._back.setVisible(bool(before))
        self._next.setVisible(bool(after))
        self._back.set_label(tr("field.section-before", name=before))
        self._next.set_label(tr("field.section-after", name=after))

    def show_refusal(self, path: str, error: KitError) -> bool:
        """Say at its question why a change was not taken; return whether the question is here."""
        view = self._widgets_by_key.get(path)
        if isinstance(view, QuestionView):
            view.show_refusal(error)
        return isinstance(view, QuestionView)

    def show_copying(self, path: str) -> None:
        """Say at its question that a file is on its way."""
        view = self._widgets_by_key.get(path)
        if isinstance(view, QuestionView):
            view.show_copying()

    # What was typed ---------------------------------------------------------------------------

    def views(self) -> list[QuestionView]:
        """Return every question there is a card for, shown or not."""
        return [view for view in self._widgets_by_key.values() if isinstance(view, QuestionView)]

    def flush(self) -> None:
        """Hand in at once whatever was typed."""
        for view in self.views():
            view.flush()

    # Where the focus is -----------------------------------------------------------------------

    @property
    def question_focused(self) -> str:
        """The stable path of the question that has the focus, or had it last."""
        shown = (view for view in self.views() if view is self.focused_card and not view.isHidden())
        return next((view.stable for view in shown), "")

    @property
    def may_bring_up_more(self) -> bool:
        """Whether the answer to the last question could still bring up another after it."""
        nodes = [one for held in self._nodes() for one in walk(held)]
        paths = [node.stable for node in nodes]
        last = self._last
        at = paths.index(last.stable) if isinstance(last, QuestionView) and last.stable in paths else 0
        return any(not node.relevant for node in nodes[at:])

    def focus_first(self) -> None:
        """Go to the first question without an answer, else to the first there is."""
        stops = self._stops()
        open_ones = [stop for stop in stops if isinstance(stop, QuestionView) and not stop.node.answered]
        instead = self._to_consent if not self._locked.isHidden() else self._next
        self._go_to((open_ones or stops or [instead])[0])

    def focus_question(self, path: str) -> None:
        """Go to a question by its stable path; its instance is opened first."""
        holders = {node.stable for node in self._instances() if path.startswith(f"{node.stable}/")}
        if not holders <= self._opened:
            self._opened |= holders
            self._redraw()
        view = self._widgets_by_key.get(self._question_at(path))
        if view is not None:
            self._go_to(view)
        else:
            self.focus_first()

    def _question_at(self, path: str) -> str:
        """Return the question at ``path``; for a rule, the question before it."""
        found = ""
        for node in (one for held in self._nodes() for one in walk(held)):
            if node.definition.kind is Kind.QUESTION and node.stable in self._widgets_by_key:
                found = node.stable
            if node.stable == path:
                break
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() not in RETURNS or focused is None:
            super().keyPressEvent(event)
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        here = next((stop for stop in self._stops() if stop.isAncestorOf(focused)), None)
        if here is not None:
            if isinstance(here, InstanceCard) and not back:
                self._open_instance(here)
            self._step(-1 if back else 1, here)

    def _stops(self) -> list[QWidget]:
        """Return where Enter goes, in order; the button that adds only where there is nothing else."""
        shown = [widget for widget in self._widgets_by_key.values() if not widget.isHidden()]
        shown.sort(key=self.lines.indexOf)
        return [one for one in shown if _takes_focus(one)] or [
            one for one in shown if isinstance(one, AddLine)
        ]

    def _step(self, by: int, here: QWidget) -> None:
        stops = self._stops()
        at = stops.index(here) + by if here in stops else 0
        if at < 0:
            self.step_wanted.emit(-1)
        elif at < len(stops):
            self._go_to(stops[at])
        else:
            self._leave(here)

    def _leave(self, last: QWidget) -> None:
        """Go out of the section, unless something typed in it could not be handed in."""
        self.flush()
        unsaved = [view for view in self.views() if view.unsaved and not view.isHidden()]
        self._go_to(unsaved[0] if unsaved else self._next)
        if not unsaved:
            self._last = last
            self.finished.emit()

    def go_on_leaving(self) -> None:
        """If Enter led out of the section, try again: what comes after it may be known by now."""
        last, self._last = self._last, None
        if last is not None and self._next.hasFocus():
            self._step(1, last)

    def _go_to(self, stop: QWidget) -> None:
        self._last = None
        if isinstance(stop, QuestionView):
            stop.focus_answer()
        else:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        self.bring_into_view(stop)

    # Building ---------------------------------------------------------------------------------

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        self._forget_removed()
        for at, line in enumerate(lines):
            widget = self._widgets_by_key.get(line.key)
            if widget is None:
                widget = self._widgets_by_key[line.key] = self._build(line)
            if self.lines.indexOf(widget) != at:
                self.lines.insertWidget(at, widget)
            self._draw(line, widget)
            widget.show()
        shown = {line.key for line in lines}
        for key, widget in self._widgets_by_key.items():
            if key not in shown:
                widget.hide()

    def _forget_removed(self) -> None:
        """Delete what was drawn of instances that are no more."""
        gone = self._known - {node.stable for node in self._instances()}
        for stable in gone:
            for key in [key for key in self._widgets_by_key if key.startswith((f"{stable}/", f"{stable}#"))]:
                widget = self._widgets_by_key.pop(key)
                self.lines.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._known -= gone
        self._opened -= gone

    def _build(self, line: Line) -> QWidget:
        match line.kind:
            case LineKind.QUESTION:
                assert line.node is not None
                return self._question(line.node)
            case LineKind.CALCULATION:
                return CalculationView()
            case LineKind.INSTANCE:
                return self._instance(line)
            case LineKind.ADD:
                add = AddLine(ADD_KEY)
                add.wanted.connect(partial(self._ask_for_another, line.repeat))
                return add
            case LineKind.HEADING:
                return Words(role="question")
        return Words(role="second", tone="soft")

    def _question(self, node: NodePicture) -> QuestionView:
        view = QuestionView(node, self._protocol.choices)
        view.answered.connect(self.answered)
        view.file_wanted.connect(self.file_wanted)
        view.destroy_wanted.connect(self.destroy_wanted)
        view.touched.connect(self.touched)
        view.asked_openly.connect(self._asked_openly.add)
        view.unfolded.connect(partial(self.bring_into_view, view))
        view.go_on.connect(partial(self._step, 1, view))
        view.go_back.connect(partial(self._step, -1, view))
        return view

    def _instance(self, line: Line) -> InstanceCard:
        assert line.node is not None
        card = InstanceCard()
        card.toggled.connect(partial(self._toggle, line.node.stable))
        card.remove_wanted.connect(partial(self._ask_to_remove, line.node.stable))
        return card

    def _draw(self, line: Line, widget: QWidget) -> None:
        assert self._shown is not None
        _, _, wording, waiting = self._shown
        node = line.node
        if isinstance(widget, AddLine):
            widget.show_repeat(wording.told(line.label or {}), empty=line.number == 0)
        if node is None:
            return
        if isinstance(widget, QuestionView):
            asked = node.stable in self._asked_openly
            widget.show_node(node, wording, waiting=node.stable in waiting, asked=asked)
        elif isinstance(widget, CalculationView):
            widget.show_node(node, wording)
        elif isinstance(widget, InstanceCard):
            about = summary(node, wording.told(node.definition.label), self._protocol, LANGUAGE.code)
            opened, removable = node.stable in self._opened, not node.locked_by
            widget.show_instance(line.number, about, opened=opened, removable=removable)
        elif isinstance(widget, Words):
            widget.setText(wording.told(node.definition.label))

    def _add_locked(self) -> None:
        bind_text(self._locked.set_title, "field.section-locked-title")
        bind_text(self._to_consent.set_label, "field.to-consent")
        self._to_consent.clicked.connect(self.consent_wanted)
        self._locked.set_action(self._to_consent)
        self._locked.hide()
        self.foot.addWidget(self._locked)

    def _add_footer(self) -> None:
        footer = WrappingRow(gap=8)
        footer.set_widgets((self._back,), (self._next,))
        self._back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._next.clicked.connect(lambda: self.step_wanted.emit(1))
        self.foot.addWidget(footer)

    # Instances --------------------------------------------------------------------------------

    def add_first_repeat(self) -> None:
        """Add to the first repeat of the section, if it has one and nothing locks it."""
        for key, widget in self._widgets_by_key.items():
            if key.endswith("+") and not widget.isHidden():
                self._ask_for_another(key.removesuffix("+"))
                return

    def _ask_for_another(self, repeat: str) -> None:
        self.flush()
        self._opened = {stable for stable in self._opened if not stable.startswith(f"{repeat}[")}
        self._going_in = True
        self.add_wanted.emit(repeat)

    def _ask_to_remove(self, stable: str) -> None:
        self.flush()
        card = self._widgets_by_key[f"{stable}#"]
        about = card.header.accessibleName() if isinstance(card, InstanceCard) else ""
        self.remove_wanted.emit(stable, about)

    def _toggle(self, stable: str) -> None:
        self.flush()
        self._opened ^= {stable}
        self._redraw()

    def _open_instance(self, card: InstanceCard) -> None:
        for node in self._instances():
            if self._widgets_by_key.get(f"{node.stable}#") is card and node.stable not in self._opened:
                self._toggle(node.stable)

    def _open_new_instances(self) -> str:
        """Open the last of the instances that were not there before, and return it."""
        new = [node.stable for node in self._instances() if node.stable not in self._known]
        self._opened |= set(new[-1:])
        self._known |= set(new)
        return new[-1] if new else ""

    def _go_into(self, instance: str) -> None:
        views = [stop for stop in self._stops() if isinstance(stop, QuestionView)]
        inside = [view for view in views if view.stable.startswith(f"{instance}/")]
        if inside:
            self._go_to(inside[0])
            self.bring_into_view(self._widgets_by_key[f"{instance}#"])

    def _nodes(self) -> tuple[NodePicture, ...]:
        return self._shown[0].nodes if self._shown else ()

    def _instances(self) -> list[NodePicture]:
        """Return every instance of a repeat in this section, nested ones too."""
        return [one for node in self._nodes() for one in walk(node) if one.instance]

    def _redraw(self) -> None:
        if self._shown is not None:
            self.show_section(*self._shown)


def _takes_focus(widget: QWidget) -> bool:
    if isinstance(widget, QuestionView):
        return not widget.node.locked_by
    return isinstance(widget, InstanceCard)
