"""One look at a screen as somebody has it who uses keys and a screen reader.

Nothing of the screen is kept, only what was found on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from render import ROUNDS
from screen_registry import Setting, load_screens

from interview_kit_ui import theme
from interview_kit_ui.field.line_widgets import LineWidgets
from interview_kit_ui.language import LANGUAGE

SIZE = (1280, 800)
MOST_STEPS = 400
#: Through what Tab goes one after the other; all of a sheet is one. The page is where no other is.
REGIONS = ("Sheet", "Rail", "SidePanel", "TopBar", "ViewSwitch")
_ACTED_ON = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit)
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_NONE = Qt.KeyboardModifier.NoModifier
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left)


@dataclass(frozen=True)
class Control:
    """What can be acted on, as it was when the screen was looked at."""

    #: Its classes, and those of what holds it, from the inside.
    kinds: tuple[str, ...]
    holders: tuple[str, ...]
    name: str
    description: str
    role: QAccessible.Role
    checkable: bool
    checked: bool
    spoken_checked: bool
    is_button: bool
    #: One of several of which arrow keys choose one.
    grouped: bool
    enabled: bool
    tab_stop: bool
    region: str
    at: QRect

    def __str__(self) -> str:
        return f"{self.kinds[0]} {self.name!r} in {' < '.join(self.holders[:3])} at {self.at.getRect()}"


@dataclass(frozen=True)
class Survey:
    """What can be acted on, the way Tab takes (positions in ``controls``), and where keys come to."""

    controls: tuple[Control, ...]
    way: tuple[int, ...]
    way_back: tuple[int, ...]
    #: What arrow keys come to from a place where Tab comes to.
    by_arrows: frozenset[int]

    def on_the_way(self) -> list[Control]:
        """Return the stops of Tab in order, round from where it was."""
        return [self.controls[at] for at in self.way]


def survey(name: str, language: str, *, whole: bool = True) -> Survey:
    """Build a screen, look at it, and put it away; not the ``whole`` of a page that goes on for ever."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    LANGUAGE.use(language)
    theme.apply(app, theme.LIGHT)
    screen = load_screens()[name](Setting(language, theme.LIGHT, SIZE))
    screen.resize(*SIZE)
    screen.show()
    screen.activateWindow()
    for lines in screen.findChildren(LineWidgets) if whole else ():
        lines.build_all()
    for _ in range(ROUNDS):
        app.processEvents()
    found = _surveyed(screen)
    screen.hide()
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    LANGUAGE.use("en")
    return found


def _surveyed(screen: QWidget) -> Survey:
    way = _walked(screen, Qt.Key.Key_Tab)
    widgets = _to_act_on(screen)
    if any(one not in widgets for one in way):  # gone, as it only showed beside the focus
        way = _walked(screen, Qt.Key.Key_Tab)
    controls = tuple(_control(one, screen) for one in widgets)
    places = {one: at for at, one in enumerate(widgets)}
    way_back = _walked(screen, Qt.Key.Key_Backtab)
    reached = {one for stop in way for one in _roved(stop)} & places.keys()
    return Survey(
        controls,
        tuple(places[one] for one in way),
        tuple(places[one] for one in way_back),
        frozenset(places[one] for one in reached),
    )


def _to_act_on(screen: QWidget) -> list[QWidget]:
    """Return what one can do something with; under a sheet there is nothing."""
    widgets = [screen, *screen.findChildren(QWidget)]
    over = [one for one in widgets if "Sheet" in _kinds(one) and one.isVisible()][-1:]
    return [
        one
        for one in widgets
        if _acted_on(one) and one not in over and all(sheet.isAncestorOf(one) for sheet in over)
    ]


def _acted_on(widget: QWidget) -> bool:
    """Whether one can do something with a widget; bars and heads are parts of what they stand beside."""
    focusable = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    only_read = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return (
        widget.isVisible()
        and widget.focusProxy() is None
        and (focusable or (isinstance(widget, _ACTED_ON) and not only_read))
        and not isinstance(widget, QScrollBar | QHeaderView)
    )


def _control(widget: QWidget, screen: QWidget) -> Control:
    spoken = QAccessible.queryAccessibleInterface(widget)
    holders = tuple(type(one).__name__ for one in _holders(widget))
    button = widget if isinstance(widget, QAbstractButton) else None
    around = [kind for one in (widget, *_holders(widget)) for kind in _kinds(one)]
    return Control(
        kinds=_kinds(widget),
        holders=holders,
        name=spoken.text(QAccessible.Text.Name),
        description=spoken.text(QAccessible.Text.Description),
        role=spoken.role(),
        checkable=button is not None and button.isCheckable(),
        checked=button is not None and button.isChecked(),
        spoken_checked=bool(spoken.state().checked),
        is_button=button is not None,
        grouped=button is not None and button.group() is not None,
        enabled=widget.isEnabled(),
        tab_stop=bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled(),
        region=next((region for region in REGIONS if region in around), "page"),
        at=QRect(widget.mapTo(screen, widget.rect().topLeft()), widget.size()),
    )


def _kinds(widget: QWidget) -> tuple[str, ...]:
    return tuple(one.__name__ for one in type(widget).__mro__)


def _holders(widget: QWidget) -> Iterator[QWidget]:
    holder = widget.parentWidget()
    while holder is not None:
        yield holder
        holder = holder.parentWidget()


def _walked(screen: QWidget, key: Qt.Key) -> list[QWidget]:
    """Press a key until the focus is where it has been; return where it came through."""
    if QApplication.focusWidget() is None:
        _press(screen, key)
    way: list[QWidget] = []
    for _ in range(MOST_STEPS):
        focused = QApplication.focusWidget()
        if focused is None or focused in way:
            break
        way.append(focused)
        _press(focused, key)
    return way


def _press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key and let nothing else happen: a long page goes on building itself in the meantime."""
    modifiers = Qt.KeyboardModifier.ShiftModifier if key is Qt.Key.Key_Backtab else _NONE
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def _roved(stop: QWidget) -> set[QWidget]:
    """Go from a stop with arrow keys to its likes; return which were reached, with the stop."""
    likes = {one for one in _likes(stop) if one.focusPolicy() is Qt.FocusPolicy.ClickFocus}
    reached, edge = {stop}, [stop] if stop in _likes(stop) else []
    while edge and not likes <= reached:
        here = edge.pop()
        for arrow in _ARROWS:
            here.setFocus(Qt.FocusReason.OtherFocusReason)
            _press(here, arrow)
            there = QApplication.focusWidget()
            if there is not None and there not in reached:
                reached.add(there)
                edge.append(there)
    return reached


def _likes(stop: QWidget) -> list[QWidget]:
    """Return those beside a stop that are of its kind; where arrow keys choose, none."""
    holder = stop.parentWidget()
    beside = [] if holder is None else holder.findChildren(type(stop), options=_DIRECT)
    return [one for one in beside if not isinstance(one, QAbstractButton) or one.group() is None]
