"""The saved text in the top bar: true at every moment, or it says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.local_time import clock
from interview_kit_ui.widgets.top_bar import TopBar


def show_saved(bar: TopBar, *, saved: str, on_its_way: bool, views: Iterable[QuestionView]) -> None:
    """Say whether everything typed is on the disk.

    ``saved`` is the UTC time of the last entry; ``on_its_way`` whether the worker has a change in hand.
    """
    views = list(views)
    if on_its_way or any(view.pausing for view in views):
        bar.set_saving()
    elif any(view.unsaved for view in views):
        bar.set_not_saved()
    else:
        bar.set_saved(clock(saved))
