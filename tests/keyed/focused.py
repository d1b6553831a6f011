"""What has the keyboard focus, as somebody sees it: which question, what is offered, what is marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.instance_card import InstanceCard
from interview_kit_ui.field.line_views import AddLine
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.questions.place_suggestions import PlaceSuggestions
from interview_kit_ui.field.questions.side_editor import SideEditor
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.option_finder import OptionFinder
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.widgets.palette import Palette
from interview_kit_ui.widgets.section_item import SectionItem

Seen = dict[str, Any]


def focused(widget: QWidget, conduct: ConductDesk | None) -> Seen:
    """Return what is to be seen of the focus and of the card it is on."""
    seen: Seen = {"widget": type(widget).__name__, "named": widget.accessibleName()}
    if isinstance(widget, Button):
        seen["button"] = widget.label
    if isinstance(widget, OptionRow):
        seen["option"] = widget.name
    if isinstance(widget, DataTable):
        seen["row"], seen["rows"] = widget.selected, [row.name for row in widget._rows.rows]
    for above in _upwards(widget):
        if isinstance(above, QuestionView):
            seen["question"] = _question(above)
        elif isinstance(above, SideEditor):
            seen["side"] = [above.side.value, [chip.text() for chip in above._chips]]
        elif isinstance(above, AddLine) and conduct is not None:
            seen["add"] = _repeat_of(above, conduct)
        elif isinstance(above, InstanceCard) and conduct is not None:
            seen["instance"] = _instance_of(above, conduct)
        elif isinstance(above, Palette):
            at = int(above._table.selected or -1)
            seen["found"] = [[one.text, one.aside] for one in above._found]
            seen["marked"] = at
        elif isinstance(above, SectionItem):
            seen["rail"] = above.accessibleName()
    return seen


def _upwards(widget: QWidget) -> Iterator[QWidget]:
    above: QWidget | None = widget
    while above is not None:
        yield above
        above = above.parentWidget()


def _question(view: QuestionView) -> Seen:
    node, answer = view.node, view.answer
    found = answer.findChildren(OptionFinder) + answer.findChildren(OptionGrid) if answer else []
    options = next((one for one in (answer, *found) if isinstance(one, OptionFinder | OptionGrid)), None)
    kind = node.definition.kit.type or node.definition.type
    return {
        "path": node.path,
        "words": view.accessibleName(),
        "kind": kind.value if kind else "",
        "folded": view._editor is None,
        "typed": view._typed,
        "locked": list(node.locked_by),
        "readonly": node.readonly,
        "chips": [chip.key for chip in view._all_chips()],
        "sides": {name: [one.value for one in view._lists.get(name, ())] for name in ("source", "certainty")},
        "options": _options(options) if options is not None else None,
        "suggested": [_suggested(one) for one in view.findChildren(PlaceSuggestions) if one.isVisible()],
        "answer": node.answer.to_short_json() if node.answer is not None else None,
    }


def _options(options: OptionFinder | OptionGrid) -> Seen:
    finder = options if isinstance(options, OptionFinder) else None
    return {
        "finder": finder is not None,
        "offered": [[row.name, row.text()] for row in options.rows],
        "chosen": list(options.chosen),
        "marked": finder._marked if finder else next(_having_focus(options), -1),
        "called": {one.name: one.text for one in finder._levels.options} if finder else {},
        "columns": finder._grid.columns if finder else options.columns,  # type: ignore[union-attr]  # a grid
    }


def _having_focus(options: OptionFinder | OptionGrid) -> Iterator[int]:
    return (at for at, row in enumerate(options.rows) if row.hasFocus())


def _suggested(shown: PlaceSuggestions) -> Seen:
    rows = [str(shown.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(shown.count())]
    return {"places": rows, "marked": shown.currentRow()}


def _repeat_of(add: AddLine, conduct: ConductDesk) -> str:
    page, picture = conduct._pages.at(conduct._current), conduct.picture
    assert page is not None
    assert picture is not None
    readable = {node.stable: node.path for node in picture.nodes.values()}
    line = next(line for line, widget in page._built.shown() if widget is add)
    holder, _, name = line.repeat.rpartition("/")
    return f"{readable.get(holder, holder)}/{name}"


def _instance_of(card: InstanceCard, conduct: ConductDesk) -> str:
    page = conduct._pages.at(conduct._current)
    assert page is not None
    line = next(line for line, widget in page._built.shown() if widget is card)
    assert line.node is not None
    return line.node.path
