"""The choices of a question as options: side by side where they are few, found by words where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from interview_kit.interview.picture import NodePicture
from interview_kit.messages import DEFAULT_LANGUAGE
from interview_kit.protocol.model import Choice, text_in
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.option_finder import OptionFinder
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.option_levels import Group, Option, OptionLevels

Lists: TypeAlias = Mapping[str, tuple[Choice, ...]]
Options: TypeAlias = OptionGrid | OptionFinder

#: More than these cannot be looked over between two sentences.
_FEW: Final = 12
_GROUP: Final = "group"
_PARENT: Final = "parent"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The column of a list that says which group a choice is in, and the choices that name the groups."""

    column: str
    groups: tuple[Choice, ...]


_NONE: Final = Grouping("", ())


def options_for(node: NodePicture, lists: Lists, *, multiple: bool) -> Options:
    """Return what takes the choice: by how long the list is, not by how much of it is offered at first."""
    whole = lists.get(node.definition.choices or "", ())
    if max(len(whole), len(node.choices)) > _FEW:
        return OptionFinder(multiple=multiple)
    return OptionGrid(multiple=multiple)


def grouping(name: str | None, lists: Lists) -> Grouping:
    """Return how a list is grouped: by its column ``group``, else by its column ``parent``.

    A ``group`` of the list ``agency`` is a choice of the list ``agency_group``; a ``parent`` is a
    choice of the same list.
    """
    choices = lists.get(name or "", ())
    groups = lists.get(f"{name}_{_GROUP}", ())
    if groups and any(one.columns.get(_GROUP) for one in choices):
        return Grouping(_GROUP, groups)
    parents = {one.columns.get(_PARENT) for one in choices}
    named = tuple(one for one in choices if one.value in parents)
    return Grouping(_PARENT, named) if named else _NONE


def show_options(options: Options, choices: tuple[Choice, ...], grouped: Grouping = _NONE) -> None:
    """Offer choices in the language on screen; what is chosen, and the focus, stay where they are."""
    if isinstance(options, OptionFinder):
        groups = [Group(one.value, _told(one), tuple(one.label.values())) for one in grouped.groups]
        listed = [
            Option(one.value, _told(one), tuple(one.label.values()), _group_of(one, grouped))
            for one in choices
        ]
        options.set_levels(OptionLevels(listed, groups))
    else:
        _show_grid(options, [(one.value, _told(one)) for one in choices])


def _group_of(choice: Choice, grouped: Grouping) -> str:
    """Return the group a choice is in; one that others have for a parent stands with them."""
    above = choice.columns.get(grouped.column, "")
    return above or (choice.value if choice in grouped.groups else "")


def _told(choice: Choice) -> str:
    return text_in(choice.label, LANGUAGE.code, DEFAULT_LANGUAGE)


def _show_grid(grid: OptionGrid, options: list[tuple[str, str]]) -> None:
    if options == [(row.name, row.text()) for row in grid.rows]:
        return
    chosen, focused = grid.chosen, any(row.hasFocus() for row in grid.rows)
    grid.set_options(options)
    grid.set_chosen(chosen)
    for row in grid.rows:
        row.show()  # at once, or the focus could not go there before the next turn of the event loop
    if focused:
        grid.focus_answer()
