"""One or several choices of a list."""

from __future__ import annotations

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import Choice
from interview_kit_ui.field.questions.editor import AnswerEditor, Value
from interview_kit_ui.field.questions.options import (
    Grouping,
    Lists,
    Options,
    grouping,
    options_for,
    show_options,
)
from interview_kit_ui.widgets.option_finder import OptionFinder
from interview_kit_ui.widgets.option_grid import OptionGrid


class ChoiceEditor(AnswerEditor):
    """Options that are picked by number or mouse. They show what is stored, not what was pressed."""

    def __init__(
        self, choices: tuple[Choice, ...], grid: Options, grouped: Grouping, *, multiple: bool
    ) -> None:
        self._choices = choices
        self._multiple = multiple
        self._grid, self._grouped = grid, grouped
        self.typed = isinstance(grid, OptionFinder)
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
        show_options(self._grid, self._choices, self._grouped)

    def _pick(self, names: tuple[str, ...]) -> None:
        if not self._multiple:
            self.answered.emit(names[0] if names else None)
            return
        shown = frozenset(self._grid.chosen)
        before = shown if self._handed_in is None else self._handed_in
        self._handed_in = before ^ shown ^ frozenset(names)
        picked = [choice.value for choice in self._choices if choice.value in self._handed_in]
        self.answered.emit(picked or None)


def choice_editor(node: NodePicture, lists: Lists, *, multiple: bool) -> ChoiceEditor:
    """Return the editor for a choice from a list of the protocol's."""
    grid, grouped = options_for(node, lists, multiple=multiple), grouping(node.definition.choices, lists)
    return ChoiceEditor(node.choices, grid, grouped, multiple=multiple)


class FixedChoiceEditor(ChoiceEditor):
    """One of options that are no list of the protocol's: yes and no, or that somebody has confirmed."""

    def __init__(self, choices: tuple[Choice, ...]) -> None:
        super().__init__(choices, OptionGrid(), Grouping("", ()), multiple=False)

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """What the protocol offers here is nothing; these stay."""
