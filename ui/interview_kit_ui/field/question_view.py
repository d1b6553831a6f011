"""A question on its card: draws one node of a picture, and makes answers of what the person does."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from interview_kit.errors import InputError, KitError
from interview_kit.interview import persons
from interview_kit.interview.answer import Answer
from interview_kit.interview.picture import NodePicture
from interview_kit.interview.soundline import clock
from interview_kit.messages import explain, say
from interview_kit.protocol.model import Side
from interview_kit.values.missing import Missing
from interview_kit_ui.field.questions.attachment import AttachmentEditor
from interview_kit_ui.field.questions.date_readings import LeaningOn, on_nothing
from interview_kit_ui.field.questions.editor import AnswerEditor, TypedEditor, Value
from interview_kit_ui.field.questions.options import Lists
from interview_kit_ui.field.questions.registry import editor_for
from interview_kit_ui.field.questions.side_editor import SideEditor
from interview_kit_ui.field.questions.text import AccountEditor
from interview_kit_ui.field.reading_back.reading_back import READ_KEY
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.question_card import QuestionCard, SideField

_SIDE_KEYS: Final = {Side.SOURCE: "S", Side.CERTAINTY: "C", Side.SAID: "V", Side.ANCHOR: "L"}
_SCOPES: Final = ("SC1", "SC2", "SC3", "SC4", "SC5", "SC6", "SC7", "SC8", "SC9", "SC10")
_SHOWN_PROBLEMS: Final = (
    "interview.constraint",
    "interview.beyond-consent",
    persons.GONE,
    persons.LOOP,
)


class QuestionView(QuestionCard):
    """One question. ``lists`` are the protocol's choice lists, for side fields; ``leaning_on`` is for a date.

    Signals carry the question's stable path: ``answered(str, Answer)``, ``file_wanted(str)``,
    ``destroy_wanted(str)``, ``asked_openly(str)`` the open question was asked, so the list may unfold,
    ``listen_wanted(str)`` to the moment of the answer, ``reading_wanted(str)`` what is read back first.
    ``touched()``: whether everything is handed in may have changed; ``unfolded()``: it just became
    taller or lower.
    """

    answered = Signal(str, object)
    file_wanted = Signal(str)
    destroy_wanted = Signal(str)
    asked_openly = Signal(str)
    listen_wanted = Signal(str)
    reading_wanted = Signal(str)
    touched = Signal()
    unfolded = Signal()

    def __init__(
        self,
        node: NodePicture,
        lists: Lists,
        leaning_on: LeaningOn = on_nothing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._leaning_on = leaning_on
        self.stable = node.stable
        self._node, self._lists = node, lists
        self._wording: Wording | None = None
        #: What was handed in last; the picture may still be behind it.
        self._latest = node.answer or Answer()
        self._before_missing: Value = None
        self._refusal: KitError | None = None
        self._editor: AnswerEditor | None = None
        self._side_editor: SideEditor | None = None
        self._shown_sides: tuple[SideField, ...] = ()
        #: What was drawn last, as long as nobody has done anything here since.
        self._drawn: tuple[Wording, bool, bool] | None = None
        self._destroy = QuietButton()
        bind_text(self._destroy.set_label, "field.destroy")
        self._destroy.clicked.connect(lambda: self.destroy_wanted.emit(self.stable))
        self._destroy.hide()
        self.body.addWidget(self._destroy, 0, Qt.AlignmentFlag.AlignLeft)
        if node.definition.kit.reads:
            self._offer_reading()
        self.set_missing_offered(_missing_offered(node))
        self.missing_chosen.connect(self._take_missing)
        self.side_chosen.connect(self._open_side)
        if node.definition.kit.open_first:
            self._fold()
        else:
            self._unfold()

    @property
    def node(self) -> NodePicture:
        """What is shown."""
        return self._node

    @property
    def pausing(self) -> bool:
        """Whether something typed is about to be handed in."""
        return any(editor.pausing for editor in self._editors())

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not on its way to the disk."""
        return any(editor.unsaved for editor in self._editors())

    def show_node(self, node: NodePicture, wording: Wording, *, waiting: bool, asked: bool) -> None:
        """Draw ``node``. While a change is ``waiting``, what is shown of the answer stays as it is.

        ``asked`` is whether the open question was asked.
        """
        drawn = (wording, waiting, asked)
        if node is self._node and drawn == self._drawn:
            return
        self._node, self._drawn = node, drawn
        if self._editor is None and (asked or node.answered):
            self._unfold()
        if not waiting:
            self._latest = node.answer or Answer()
            if self._editor is not None:
                self._editor.offer(node.choices)
                self._editor.show_value(self._latest.value)
            self.set_missing(self._latest.missing.value if self._latest.missing else "")
        self._retell(wording)
        self._show_lock()

    def show_refusal(self, error: KitError) -> None:
        """Say why a change was not taken; what was typed stays and is not forgotten."""
        self._refusal, self._drawn = error, None
        if isinstance(error, InputError):  # it names the question by its path; people know it by its words
            self._refusal = InputError(error.code, **error.parameters | {"path": self.accessibleName()})
        self._latest = self._node.answer or Answer()
        for editor in self._editors():
            editor.keep_unsaved()
        self._show_note()
        self.touched.emit()

    def show_copying(self) -> None:
        """Say that a file is on its way into the workspace."""
        self._drawn = None
        if isinstance(self._editor, AttachmentEditor):
            self._editor.show_copying()

    def begin_line(self, text: str) -> bool:
        """Begin a line with ``text`` in a long answer; return whether that can be done here now."""
        if self._editor is None or self._node.locked_by or not isinstance(self._editor, AccountEditor):
            return False
        self._editor.begin_line(text)
        return True

    def flush(self) -> None:
        """Hand in at once whatever was typed."""
        for editor in self._editors():
            editor.flush()

    # What the person does ---------------------------------------------------------------------

    def _take_value(self, value: Value) -> None:
        missing = self._latest.missing if value is None else None
        self._hand_in(replace(self._latest, value=value, missing=missing))

    def _take_missing(self, code: str) -> None:
        if code:
            self.flush()
            for editor in self._editors():
                editor.drop_unsaved()
            self._before_missing = self._latest.value
            self._hand_in(replace(self._latest, value=None, missing=Missing(code)))
        else:
            self._hand_in(replace(self._latest, value=self._before_missing, missing=None))

    def _take_side(self, name: str, value: str | None) -> None:
        match name:
            case Side.SOURCE:
                self._hand_in(replace(self._latest, source=value))
            case Side.CERTAINTY:
                self._hand_in(replace(self._latest, certainty=value))
            case Side.SAID:
                self._hand_in(replace(self._latest, said=value))

    def _hand_in(self, answer: Answer) -> None:
        self._drawn = None
        if answer != self._latest:
            self._latest = answer
            self._refusal = None
            self.answered.emit(self.stable, answer)
        self.touched.emit()

    def _open_side(self, name: str) -> None:
        side = Side(name)
        was_open = self._side_editor is not None and self._side_editor.side is side
        self._close_side()
        if side is Side.ANCHOR:
            self.listen_wanted.emit(self.stable)
            return
        if was_open or self._wording is None:
            return
        options = [(one.value, self._wording.told(one.label)) for one in self._lists.get(name, ())]
        self._side_editor = SideEditor(side, getattr(self._latest, name), options)
        self._side_editor.handed_in.connect(self._take_side)
        self._side_editor.closed.connect(self._close_side)
        if self._side_editor.words is not None:
            self._side_editor.words.typing.connect(self.touched)
        self.body.addWidget(self._side_editor)
        self._side_editor.show()
        self._side_editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfolded.emit()

    def _close_side(self) -> None:
        side, self._side_editor = self._side_editor, None
        if side is None:
            return
        if side.words is not None:
            side.words.flush()
        if held_focus := side.isAncestorOf(self.focusWidget() or self):
            self.focus_answer()  # before it goes: else the focus would wander off, and the page with it
        self.body.removeWidget(side)
        side.hide()
        side.deleteLater()
        if held_focus:
            self.unfolded.emit()

    # What is shown ----------------------------------------------------------------------------

    def _offer_reading(self) -> None:
        button = QuietButton(key=READ_KEY)
        bind_text(button.set_label, "readback.open")
        button.clicked.connect(lambda: self.reading_wanted.emit(self.stable))
        self.set_before_answer(button)

    def _fold(self) -> None:
        button = QuietButton(key="Enter")
        bind_text(button.set_label, "field.asked-openly")
        button.clicked.connect(self._say_asked)
        holder = QWidget()
        holder.setFocusProxy(button)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self.set_answer(holder)

    def _say_asked(self) -> None:
        self.asked_openly.emit(self.stable)
        if self._editor is None:
            self._unfold()
        if self._wording is not None:
            self._retell(self._wording)
        self.focus_answer()
        self.unfolded.emit()

    def _unfold(self) -> None:
        editor = self._editor = editor_for(self._node, self._lists, self._leaning_on)
        editor.answered.connect(self._take_value)
        editor.grew.connect(self.unfolded)
        if isinstance(editor, TypedEditor):
            editor.typing.connect(self.touched)
        if isinstance(editor, AttachmentEditor):
            editor.file_wanted.connect(lambda: self.file_wanted.emit(self.stable))
        editor.show_value(self._latest.value)
        focused = self._focus_in_answer()
        if focused is not None:
            focused.clearFocus()  # else it would wander off the card with what is taken away
        self.set_answer(editor.widget, typed=editor.typed)
        editor.widget.show()
        if focused is not None:
            self.focus_answer()

    def _focus_in_answer(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        inside = self.answer is not None and focused is not None and self.answer.isAncestorOf(focused)
        return focused if inside else None

    def _retell(self, wording: Wording) -> None:
        self._wording = wording
        definition = self._node.definition
        self.set_question(
            wording.asked(definition.label) or definition.name, wording.second(definition.label)
        )
        beside = (wording.told(texts) for texts in (definition.hint, definition.guidance))
        self.set_guidance("\n\n".join(text for text in beside if text))
        if self._editor is not None:
            self._editor.retell()
        self._show_sides(wording)
        self._show_note()

    def _show_sides(self, wording: Wording) -> None:
        fields = tuple(
            SideField(
                side.value, self._side_text(side, wording), _SIDE_KEYS[side], bool(self._side_value(side))
            )
            for side in self._node.definition.kit.sides
            if side is not Side.ANCHOR or self._latest.anchor
        )
        if fields != self._shown_sides:
            self._shown_sides = fields
            self.set_side_fields(fields)

    def _side_value(self, side: Side) -> str | None:
        value: str | None = getattr(self._latest, side.value)
        return value

    def _side_text(self, side: Side, wording: Wording) -> str:
        if side is Side.ANCHOR and self._latest.anchor:
            return tr("field.side-anchor", time=clock(self._latest.anchor[0]))
        value = self._side_value(side)
        for choice in self._lists.get(side.value, ()):
            if choice.value == value:
                return wording.told(choice.label)
        return tr(f"field.side-{side.value}")

    def _show_note(self) -> None:
        if self._refusal is not None:
            self.set_note(explain(self._refusal, LANGUAGE.code), "record")
            return
        for problem in self._node.problems:
            if problem.code in _SHOWN_PROBLEMS and self._wording is not None:
                words = self._wording.told(problem.words) or say(problem.code, LANGUAGE.code)
                self.set_note(words, "warn")
                return
        self.set_note("")

    def _show_lock(self) -> None:
        locked = self._node.locked_by
        reason = tr("field.readonly") if self._node.readonly else ""
        self.set_locked(tr("field.locked", scopes=scopes_in_words(locked)) if locked else reason)
        self._destroy.setVisible(bool(locked) and self._node.answer is not None)
        if locked:
            self._close_side()

    def _editors(self) -> list[AnswerEditor]:
        words = self._side_editor.words if self._side_editor else None
        return [editor for editor in (self._editor, words) if editor is not None]


def scopes_in_words(scopes: tuple[str, ...]) -> str:
    """Return what a witness has to allow, in the interviewer's words; a scope unknown to us by its code."""
    return ", ".join(_scope(scope) for scope in scopes)


def _scope(scope: str) -> str:
    return tr(f"field.scope-{scope.lower()}") if scope in _SCOPES else scope


def _missing_offered(node: NodePicture) -> tuple[str, ...]:
    """Return the reasons offered for giving no answer: those the question takes.

    Where the protocol says nothing of them, consent is given or not, and a thing is done or not.
    """
    definition, taken = node.definition, node.definition.kit.missing
    done_or_not = definition.kit.grants or (definition.choices is not None and len(node.choices) == 1)
    return () if taken == tuple(Missing) and done_or_not else tuple(code.value for code in taken)
