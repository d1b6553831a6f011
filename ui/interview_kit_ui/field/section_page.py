"""One section of an interview: its questions in document order, and the way to the next section."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from interview_kit.errors import KitError
from interview_kit.interview.dates_known import contexts
from interview_kit.interview.picture import InterviewPicture, NodePicture, SectionPicture
from interview_kit.protocol.model import Kind, Protocol
from interview_kit.values.date_phrases import Context
from interview_kit_ui.field.instance_card import InstanceCard
from interview_kit_ui.field.line_views import AddLine, CalculationView, summary
from interview_kit_ui.field.line_widgets import LineWidgets
from interview_kit_ui.field.lines import Line, LineKind, lines_of
from interview_kit_ui.field.page_state import PageState
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.section_foot import SectionFoot
from interview_kit_ui.field.still_page import StillPage
from interview_kit_ui.field.views.registry import view_for
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, tr
from interview_kit_ui.widgets.typing_keys import RETURNS
from interview_kit_ui.widgets.words import Words

ADD_KEY: Final = "Ctrl+N"


class SectionPage(StillPage):
    """A page for one section, as it was left in ``state``.

    Signals: ``answered(str, Answer)``, ``file_wanted(str)``, ``listen_wanted(str)``, ``reading_wanted(str)``,
    ``destroy_wanted(str, str)`` a question and its words, ``add_wanted(str)`` a repeat, ``remove_wanted(str,
    str)`` an instance and what it is about, ``move_wanted(str, int)`` an instance and where to put it,
    ``step_wanted(int)`` the next or the previous section, ``finished()`` Enter at the last question,
    ``consent_wanted()`` to where consent is asked for, ``touched()``.
    """

    answered = Signal(str, object)
    file_wanted = Signal(str)
    listen_wanted = Signal(str)
    reading_wanted = Signal(str)
    destroy_wanted = Signal(str, str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str, str)
    move_wanted = Signal(str, int)
    step_wanted = Signal(int)
    finished = Signal()
    consent_wanted = Signal()
    touched = Signal()

    def __init__(
        self, path: str, protocol: Protocol, state: PageState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path, self.state = path, state
        self._protocol = protocol
        self._shown: tuple[SectionPicture, InterviewPicture, Wording, frozenset[str]] | None = None
        self._built = LineWidgets(self.lines, self._build, self._draw, self.holding_still, self)
        self._going_in = False
        #: Where Enter led out of the section; another question may still come up after it.
        self._last: QWidget | None = None
        self.end = SectionFoot()
        self.end.step_wanted.connect(self.step_wanted)
        self.end.consent_wanted.connect(self.consent_wanted)
        self.foot.addWidget(self.end)

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
        added = self.state.meet([node.stable for node in self._instances()])
        going_in = bool(added) and self._going_in
        with nullcontext() if going_in else self.holding_still():
            self._forget_removed()
            self._built.show(lines_of(section, picture, self.state.opened))
            self.end.set_locked_by(section.locked_by)
        if going_in:
            self._going_in = False
            self._go_into(added)

    def show_refusal(self, path: str, error: KitError) -> bool:
        """Say at its question why a change was not taken; return whether the question is here."""
        view = self._built.at(path)
        if isinstance(view, QuestionView):
            view.show_refusal(error)
        return isinstance(view, QuestionView)

    def show_copying(self, path: str) -> None:
        """Say at its question that a file is on its way."""
        view = self._built.at(path)
        if isinstance(view, QuestionView):
            view.show_copying()

    @property
    def complete(self) -> bool:
        """Whether everything on the page is built; what cannot be seen yet may be wanting for a moment."""
        return self._built.complete

    def go(self) -> None:
        """Delete the page; a large one goes bit by bit, so that nobody has to wait."""
        self._built.dissolve()

    # What was typed ---------------------------------------------------------------------------

    def views(self) -> list[QuestionView]:
        """Return every question there is a card for, shown or not."""
        return [view for view in self._built.all() if isinstance(view, QuestionView)]

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
        nodes = [one for held in self._nodes() for one in held.walk()]
        paths = [node.stable for node in nodes]
        last = self._last
        at = paths.index(last.stable) if isinstance(last, QuestionView) and last.stable in paths else 0
        return any(not node.relevant for node in nodes[at:])

    def focus_first(self) -> None:
        """Go to the first question without an answer, else to the first there is."""
        is_open = (one.key for one in self._built.lines if _to_answer(one))
        if (first := next(is_open, "")) and (view := self._built.build_to(first)) is not None:
            self._go_to(view)
            return
        self._go_to((self._stops() or [self.end.first])[0])

    def focus_question(self, path: str) -> None:
        """Go to a question by its stable path; its instance is opened first."""
        self._open(one.stable for one in self._instances() if path.startswith(f"{one.stable}/"))
        view = self._built.build_to(self._question_at(path))
        if view is not None:
            self._go_to(view)
        else:
            self.focus_first()

    def _question_at(self, path: str) -> str:
        """Return the question at ``path``; for a rule, the question before it."""
        found = ""
        shown = {line.key for line in self._built.lines}
        for node in (one for held in self._nodes() for one in held.walk()):
            if node.definition.kind is Kind.QUESTION and node.stable in shown:
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
        shown = [widget for _, widget in self._built.shown()]
        return [one for one in shown if _takes_focus(one)] or [
            one for one in shown if isinstance(one, AddLine)
        ]

    def _step(self, by: int, here: QWidget) -> None:
        stops = self._stops()
        if by > 0 and stops[-1:] == [here]:
            self._built.build_all()
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
        self._go_to(unsaved[0] if unsaved else self.end.onward)
        if not unsaved:
            self._last = last
            self.finished.emit()

    def go_on_leaving(self) -> None:
        """If Enter led out of the section, try again: what comes after it may be known by now."""
        last, self._last = self._last, None
        if last is not None and self.end.onward.hasFocus():
            self._step(1, last)

    def _go_to(self, stop: QWidget) -> None:
        self._last = None
        if isinstance(stop, QuestionView):
            stop.focus_answer()
        else:
            stop.setFocus(Qt.FocusReason.TabFocusReason)
        self.bring_into_view(stop)

    # Building ---------------------------------------------------------------------------------

    def _forget_removed(self) -> None:
        """Delete what was drawn of instances that are no more."""
        gone = self.state.forget({node.stable for node in self._instances()})
        if gone:
            self._built.forget(tuple(f"{stable}{after}" for stable in gone for after in "/#"))

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
            case LineKind.DRAWING:
                assert line.definition is not None
                view = view_for(line.definition)
                view.chosen.connect(self._see)
                return view
        return Words(role="second", tone="soft")

    def _question(self, node: NodePicture) -> QuestionView:
        view = QuestionView(node, self._protocol.choices, partial(self._leaning_on, node.stable))
        for signal in ("answered", "file_wanted", "listen_wanted", "reading_wanted", "touched"):
            getattr(view, signal).connect(getattr(self, signal))
        view.destroy_wanted.connect(partial(self._ask_to_destroy, view))
        view.asked_openly.connect(self.state.asked_openly.add)
        view.unfolded.connect(partial(self.bring_into_view, view))
        view.go_on.connect(partial(self._step, 1, view))
        view.go_back.connect(partial(self._step, -1, view))
        return view

    def _leaning_on(self, question: str, today: date) -> tuple[Context, ...]:
        assert self._shown is not None
        return contexts(self._shown[1], question, today)

    def _instance(self, line: Line) -> InstanceCard:
        assert line.node is not None
        card = InstanceCard()
        card.toggled.connect(partial(self._toggle, line.node.stable))
        card.remove_wanted.connect(partial(self._ask_to_remove, line.node.stable))
        card.move_wanted.connect(partial(self._move, line.node.stable))
        return card

    def _draw(self, line: Line, widget: QWidget) -> None:
        assert self._shown is not None
        _, _, wording, waiting = self._shown
        node = line.node
        if isinstance(widget, AddLine):
            widget.show_repeat(wording.told(line.label or {}), empty=line.number == 0)
        elif isinstance(widget, RepeatView):
            widget.show_instances(line.drawn, wording, self._protocol)
        if node is None:
            return
        if isinstance(widget, QuestionView):
            asked = node.stable in self.state.asked_openly
            widget.show_node(node, wording, waiting=node.stable in waiting, asked=asked)
        elif isinstance(widget, CalculationView):
            widget.show_node(node, wording)
        elif isinstance(widget, InstanceCard):
            about = summary(node, wording.told(node.definition.label), self._protocol, LANGUAGE.code)
            opened, removable = node.stable in self.state.opened, not node.locked_by
            places = range(1, line.siblings + 1) if removable else range(line.number, line.number + 1)
            widget.show_instance(line.number, about, opened=opened, removable=removable, places=places)
        elif isinstance(widget, Words):
            widget.setText(wording.told(node.definition.label))

    # Instances --------------------------------------------------------------------------------

    @property
    def can_add(self) -> bool:
        """Whether there is a repeat to add to, and nothing locks it."""
        return any(line.kind is LineKind.ADD for line in self._built.lines)

    def add_here(self) -> None:
        """Add to the repeat one is in, else to the next one below; below the last to that."""
        adds = [at for at, line in enumerate(self._built.lines) if line.kind is LineKind.ADD]
        if adds:
            at = next((at for at in adds if at >= self._line_focused), adds[-1])
            self._ask_for_another(self._built.lines[at].repeat)

    @property
    def _line_focused(self) -> int:
        """Which line has the focus, or had it last; the first where none had."""
        focused = self.focusWidget()
        widgets = ((at, self._built.at(line.key)) for at, line in enumerate(self._built.lines))
        holding = (at for at, one in widgets if one is not None and focused and one.isAncestorOf(focused))
        return next(holding, 0)

    def _ask_for_another(self, repeat: str) -> None:
        self.flush()
        self.state.close_all(repeat)
        self._going_in = True
        self.add_wanted.emit(repeat)

    def _ask_to_destroy(self, view: QuestionView, stable: str) -> None:
        assert self._shown is not None
        self.destroy_wanted.emit(stable, self._shown[2].told(view.node.definition.label))

    def _ask_to_remove(self, stable: str) -> None:
        self.flush()
        card = self._built.at(f"{stable}#")
        about = card.header.accessibleName() if isinstance(card, InstanceCard) else ""
        self.remove_wanted.emit(stable, about)

    def _move(self, stable: str, by: int) -> None:
        line = next(one for one in self._built.lines if one.key == f"{stable}#")
        if 1 <= line.number + by <= line.siblings:
            self.flush()
            self.move_wanted.emit(stable, line.number + by)

    def _toggle(self, stable: str) -> None:
        self.flush()
        self.state.opened ^= {stable}
        self._redraw()

    def _open_instance(self, card: InstanceCard) -> None:
        for node in self._instances():
            if self._built.at(f"{node.stable}#") is card and node.stable not in self.state.opened:
                self._toggle(node.stable)

    def _see(self, instance: str) -> None:
        """Go to an instance that was chosen in a drawing."""
        self._open(one.stable for one in self._instances() if f"{instance}/".startswith(f"{one.stable}/"))
        self._go_into(instance)

    def _open(self, instances: Iterable[str]) -> None:
        before = {*self.state.opened}
        self.state.opened.update(instances)
        if before != self.state.opened:
            self._redraw()

    def _go_into(self, instance: str) -> None:
        inside = [one.key for one in self._built.lines if one.key.startswith(f"{instance}/")]
        for key in inside:
            view = self._built.build_to(key)
            if isinstance(view, QuestionView) and _takes_focus(view):
                self._go_to(view)
                self.bring_into_view(self._built.at(f"{instance}#") or view)
                return

    def _nodes(self) -> tuple[NodePicture, ...]:
        return self._shown[0].nodes if self._shown else ()

    def _instances(self) -> list[NodePicture]:
        """Return every instance of a repeat in this section, nested ones too."""
        return [one for node in self._nodes() for one in node.walk() if one.instance]

    def _redraw(self) -> None:
        if self._shown is not None:
            self.show_section(*self._shown)


def _to_answer(line: Line) -> bool:
    node = line.node
    if node is None or line.kind is not LineKind.QUESTION:
        return False
    return not node.locked_by and not node.answered


def _takes_focus(widget: QWidget) -> bool:
    if isinstance(widget, QuestionView):
        return not widget.node.locked_by
    return isinstance(widget, InstanceCard)
