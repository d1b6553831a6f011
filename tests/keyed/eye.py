"""What somebody in front of the window sees, for whoever presses the keys from another process.

It only looks: nothing here changes what the program does. It also notes when each key arrived at the window
and when what it did was painted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from interview_kit.errors import KitError
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.field.home import HomeDesk
from interview_kit_ui.field.line_views import AddLine
from interview_kit_ui.field.lines import LineKind
from interview_kit_ui.field.section_page import SectionPage
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.window import MainWindow
from interview_kit_ui.worker import Job, Lane
from tests.keyed.focused import focused

Seen = dict[str, Any]
#: Every so many milliseconds the eye looks whether everything is at rest.
_GLANCE: Final = 4
_MODIFIERS: Final = (Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_AltGr)
_SAVED: Final = ("Saved", "Saving", "Not saved")


class Eye(QObject):
    """Looks at one window. ``window`` must be shown before the first key arrives."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        #: Keys that arrived, without Ctrl, Alt and Shift themselves.
        self.keys = 0
        self._arrived: list[float] = []
        self._painted = 0
        self._times: list[float] = []
        #: When the last key arrived, and when something was painted last.
        self._last_key = self._last_painted = 0.0
        handle = window.windowHandle()
        assert handle is not None, "the window is shown"
        handle.installEventFilter(self)  # keys arrive here
        window.installEventFilter(self)  # and this is told when to paint

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        kind = event.type()
        # asked of every key, whether a shortcut takes it or a widget
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if watched is not self._window and event.key() not in _MODIFIERS:
                self.keys += 1
                self._last_key = time.perf_counter()
                self._arrived.append(self._last_key)
        elif kind == QEvent.Type.UpdateRequest and watched is self._window:
            QTimer.singleShot(0, self._note_painting)
        return False

    def _note_painting(self) -> None:
        self._painted += 1
        now, arrived, self._arrived = time.perf_counter(), self._arrived, []
        self._last_painted = now
        self._times += [round((now - one) * 1000, 2) for one in arrived]

    # Waiting until everything is at rest ------------------------------------------------------

    def when_still(self, keys: int, patience: float, tell: Callable[[Seen], None], *, whole: bool) -> None:
        """Tell what is to be seen once ``keys`` have arrived and everything they did is on the screen.

        ``whole`` tells every answer too, which takes a moment.
        """
        end = time.monotonic() + patience

        def glance(before: tuple[int, int]) -> None:
            now = (self.keys, self._painted)
            still = self.keys >= keys and _lanes_rest() and self._drawn() and now == before
            if still or time.monotonic() > end:
                tell(self._look() | (self._answers() if whole else {}) | {"still": still})
            else:
                QTimer.singleShot(_GLANCE, self, partial(glance, now))

        glance((-1, -1))

    def _drawn(self) -> bool:
        conduct = self._conduct
        if conduct is None or conduct.picture is None:
            return True
        page = conduct.desk.pages.currentWidget()
        return not conduct._conductor.waiting and (not isinstance(page, SectionPage) or page.complete)

    # Looking ----------------------------------------------------------------------------------

    @property
    def _conduct(self) -> ConductDesk | None:
        shown = self._window.screen_shown
        return shown.conduct if isinstance(shown, FieldDesk) else None

    def _look(self) -> Seen:
        times, self._times = self._times, []
        conduct, widget = self._conduct, QApplication.focusWidget()
        sheets = [one for one in self._window.findChildren(Sheet) if one.isVisible()]
        notices = [one for one in self._window.findChildren(Notice) if one.isVisible()]
        return {
            "screen": _name_of(conduct or self._window.screen_shown),
            "room": self._room(),
            "keys": self.keys,
            "painted": times,
            "settled": round((self._last_painted - self._last_key) * 1000, 2),
            "sheet": sheets[-1].accessibleName() if sheets else "",
            "notices": [one.accessibleDescription() for one in notices],
            "focus": focused(widget, conduct) if widget is not None else {},
            **(_interview(conduct) if conduct is not None and conduct.picture is not None else {}),
        }

    def _answers(self) -> Seen:
        conduct = self._conduct
        if conduct is None or conduct.picture is None:
            return {}
        nodes = [node for node in conduct.picture.nodes.values() if node.relevant]
        return {
            "problems": [f"{one.code} {node.path}" for node in nodes for one in node.problems],
            "answers": {node.path: node.answer.to_short_json() for node in nodes if node.answer is not None},
        }

    def _room(self) -> str:
        shown = self._window.screen_shown
        home = shown.home if isinstance(shown, FieldDesk) else None
        return home._room if isinstance(home, HomeDesk) else ""


def _interview(conduct: ConductDesk) -> Seen:
    """Return what is seen of an open interview."""
    picture, page = conduct.picture, conduct.desk.pages.currentWidget()
    assert picture is not None
    bar = [one.text() for one in conduct.desk.top_bar.findChildren(Words) if one.isVisible()]
    return {
        "interview": picture.interview,
        "section": conduct._current,
        "resting": conduct._sitting.resting,
        "sound": conduct._sound.sound.phase.value,
        "sound_trouble": [one.value for one in conduct._sound.sound.troubles],
        "elapsed": conduct._sound.sound.elapsed,
        "saved": next((text for text in bar if text.startswith(_SAVED)), ""),
        "adds": list(_adds(page, conduct)) if isinstance(page, SectionPage) else [],
        "sections": [section.path for section in picture.sections],
    }


def _adds(page: SectionPage, conduct: ConductDesk) -> Iterator[Seen]:
    """Yield the places where something can be added: to what, how many there are, what stands before."""
    picture, before = conduct.picture, ""
    assert picture is not None
    readable = {node.stable: node.path for node in picture.nodes.values()}
    for line, widget in page._built.shown():
        if isinstance(widget, AddLine):
            holder, _, name = line.repeat.rpartition("/")
            path = f"{readable.get(holder, holder)}/{name}"
            yield {"repeat": path, "count": line.number, "after": before}
        elif line.kind in (LineKind.QUESTION, LineKind.INSTANCE) and line.node is not None:
            before = line.node.path


def _name_of(widget: QWidget | None) -> str:
    return type(widget).__name__ if widget is not None else ""


# Work that is under way, in both lanes ---------------------------------------------------------

_under_way: list[int] = [0]


def _lanes_rest() -> bool:
    return _under_way[0] == 0


def watch_lanes() -> None:
    """Count what was handed to the lanes and is not answered yet. Once, before there is a window."""
    run_long = Lane.run_long

    def watched(
        self: Lane,
        operation: Callable[[Job], Any],
        on_success: Callable[[Any], object],
        on_failure: Callable[[KitError], object],
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        def after(callback: Callable[[Any], object], result: object) -> None:
            try:
                callback(result)
            finally:
                _under_way[0] -= 1

        _under_way[0] += 1
        return run_long(self, operation, partial(after, on_success), partial(after, on_failure), on_progress)

    Lane.run_long = watched  # type: ignore[method-assign]  # the same, counted
