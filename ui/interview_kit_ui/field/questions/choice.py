"""One or several choices of a list."""

from __future__ import annotations

from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.model import Choice, text_in
from interview_kit_ui.field.questions.editor import AnswerEditor, Value
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.option_grid import OptionGrid


def show_options(grid: OptionGrid, choices: tuple[Choice, ...]) -> None:
    """Offer choices in the language on screen; what is chosen, and the focus, stay where they are."""
    options = [(one.value, text_in(one.label, LANGUAGE.code, DEFAULT_LANGUAGE)) for one in choices]
    if options == [(row.name, row.text()) for row in grid.rows]:
        return
    chosen, focused = grid.chosen, any(row.hasFocus() for row in grid.rows)
    grid.set_options(options)
    grid.set_chosen(chosen)
    for row in grid.rows:
        row.show()  # at once, or the focus could not go there before the next turn of the event loop
    if focused:
        grid.focus_answer()


class ChoiceEditor(AnswerEditor):
    """Options that are picked by number or mouse. They show what is stored, not what was pressed."""

    def __init__(self, choices: tuple[Choice, ...], *, multiple: bool) -> None:
        self._choices = choices
        self._multiple = multiple
        self._grid = OptionGrid(multiple=multiple)
        #: What was handed in last, while the grid does not show it yet.
        self._handed_in: frozenset[str] | None = None
        super().__init__(self._grid)
        self._grid.picked.connect(self._pick)
        self.retell()

    def show_value(self, value: Value) -> None:
        self._handed_in = None
        self._grid.set_chosen(value if isinstance(value, list) else [value] if value else [])

    def offer(self, choices: tuple[Choice, ...]) -> None:
        self._choices = choices
        self.retell()

    def retell(self) -> None:
        show_options(self._grid, self._choices)

    def _pick(self, names: tuple[str, ...]) -> None:
        if not self._multiple:
            self.answered.emit(names[0] if names else None)
            return
        shown = frozenset(self._grid.chosen)
        before = shown if self._handed_in is None else self._handed_in
        self._handed_in = before ^ shown ^ frozenset(names)
        picked = [choice.value for choice in self._choices if choice.value in self._handed_in]
        self.answered.emit(picked or None)


class FixedChoiceEditor(ChoiceEditor):
    """One of options that are no list of the protocol's: yes and no, or that somebody has confirmed."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(choices, multiple=False)

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """What the protocol offers here is nothing; these stay."""
