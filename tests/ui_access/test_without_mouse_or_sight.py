"""Every screen, for somebody who has keys alone, and for somebody who hears it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from screen_registry import load_screens
from surveying import Control, Survey, survey

#: A page of many hundred stops: its beginning is enough.
ENDLESS: Final = {"field-full-leg"}
#: The same page, shown with the focus elsewhere: not looked at again.
SAME_AS_FULL_LEG: Final = {
    "field-full-case",
    "field-full-results",
    "field-full-route",
    "field-full-reasons",
    "field-full-reasons-group",
    "field-full-reasons-found",
}
NAMES: Final = tuple(name for name in load_screens() if name not in SAME_AS_FULL_LEG)
#: Widgets put together for the look: what orders the stops of a whole screen is not there.
NO_SCREEN_OF_THE_PROGRAM: Final = {"gallery", "gallery-practice", "gallery-parts"}
#: Roles that say only that there is something.
SAYS_NOTHING: Final = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Pane,
    QAccessible.Role.Border,
    QAccessible.Role.LayeredPane,
}
#: One of several, or something that holds or does not.
SAYS_STATE: Final = {QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}
#: What keys of the widget beside it do, by the class and what holds it; each names the test of these keys.
DONE_BY_KEYS_BESIDE: Final = {
    ("OptionRow", "OptionFinder"): "its line picks with arrows, Enter and numbers: test_option_finder",
    ("QuietButton", "OptionFinder"): "Left and Backspace in its line: test_option_finder",
    ("DataTable", "Palette"): "its line moves the mark with arrows: test_finding_anything",
    ("QListWidget", "PlaceSheet"): "its line moves the mark with arrows: test_keys_beside",
}
_SAME_LINE: Final = 12


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_needs_neither_mouse_nor_sight(name: str, language: str) -> None:
    seen = survey(name, language, whole=name not in ENDLESS)
    assert seen.controls, "nothing can be done here"
    assert none_of(nameless(seen))
    assert none_of(untold_states(seen))
    assert none_of(not_on_the_way(seen))
    assert none_of(for_the_mouse_alone(seen))
    assert set(seen.way) == set(seen.way_back), "there is a way in that is no way out"
    if name not in NO_SCREEN_OF_THE_PROGRAM:
        assert none_of(against_the_reading(seen))


def none_of(offenders: Iterable[object]) -> bool:
    """Fail with every offender on a line of its own."""
    found = [str(one) for one in offenders]
    assert not found, "\n".join(["", *found])
    return True


def nameless(seen: Survey) -> list[Control]:
    """Return what a screen reader could not call by a name, or say what it is."""
    return [one for one in seen.controls if not one.name or one.role in SAYS_NOTHING]


def untold_states(seen: Survey) -> list[Control]:
    """Return what is chosen, or not, without that being said."""
    return [
        one
        for one in seen.controls
        if one.checkable and (one.role not in SAYS_STATE or one.spoken_checked != one.checked)
    ]


def not_on_the_way(seen: Survey) -> list[Control]:
    """Return stops at which Tab never arrives."""
    return [one for at, one in enumerate(seen.controls) if one.tab_stop and at not in seen.way]


def for_the_mouse_alone(seen: Survey) -> list[Control]:
    """Return what no key comes to, and of which no key is shown that does the same."""
    return [
        one
        for at, one in enumerate(seen.controls)
        if one.enabled and not (at in seen.way or at in seen.by_arrows or has_a_key(one))
    ]


def has_a_key(control: Control) -> bool:
    """Whether the act of a control has a key of its own, or keys of what has the focus."""
    shown = QKeySequence(control.description.replace("−", "-"))
    known = not shown.isEmpty() and shown[0].key() is not Qt.Key.Key_unknown
    beside = {(control.kinds[0], holder) for holder in control.holders}
    return control.grouped or known or bool(beside & DONE_BY_KEYS_BESIDE.keys())


def against_the_reading(seen: Survey) -> list[str]:
    """Return the steps of Tab that go back: to the left on a line, up in a column, or into a region again.

    The way is round: one step leads from the end to the beginning.
    """
    stops = seen.on_the_way()
    steps = list(zip([stops[-1], *stops], stops, strict=False))
    entered = [after.region for one, after in steps if after.region != one.region]
    again = [f"into the {region} again" for region in set(entered) if entered.count(region) > 1]
    back = [f"{one} -> {after}" for one, after in steps if goes_back(one, after)]
    return [*again, *(back if entered else back[1:])]


def goes_back(one: Control, after: Control) -> bool:
    """Whether ``after`` stands before ``one`` for who reads line by line, or column by column."""
    if one.region != after.region or one.at.contains(after.at):
        return False
    down = after.at.center().y() - one.at.center().y()
    if abs(down) <= _SAME_LINE:
        return after.at.left() < one.at.left()
    return down < 0 and after.at.left() < one.at.right()
