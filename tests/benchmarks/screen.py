"""The interviewer's screen: key press to painted answer, section changes, stalls. Part of ``make bench``.

The real window with a real workspace and the real worker, without a display. Two interviews: ED-FULL with ten
victims, and a form of 5,000 questions. A stall is a time in which the event loop did not come round; beside
it stands the same measured while nothing happens. The list of interviews is measured from the derived key to
its paint, each time in a program that was just started.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from rich.console import Console
from rich.table import Table

from interview_kit import demo
from interview_kit.interview.answer import Answer
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Protocol
from interview_kit.trust import own
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from interview_kit_ui import theme
from interview_kit_ui.entry.unlock import Unlock
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.desk import FieldDesk
from interview_kit_ui.field.interview_view import SEAL
from interview_kit_ui.field.section_page import SectionPage
from interview_kit_ui.garbage import GarbageCollection
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.widgets.option_levels import GROUP
from interview_kit_ui.widgets.option_row import OptionRow
from interview_kit_ui.window import MainWindow
from interview_kit_ui.worker import Worker

SECTIONS, PER_SECTION = 100, 50
VICTIMS = 10
#: Answers given by key in each interview, and sections gone through.
PRESSES = 60
PATIENCE = 60.0
#: Handle what there is, and rest until there is more.
_RESTING = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
#: Interviews in the lists that are shown, and how often each is.
LISTS, UNLOCKINGS = (2, 200), 5


def large_form() -> LoadedProtocol:
    """Return a form of 5,000 questions in 100 sections; every fifth depends on the one before."""
    sections = []
    for number in range(SECTIONS):
        questions = []
        for at in range(PER_SECTION):
            asked = {
                "kind": "question",
                "name": f"q{number}_{at}",
                "label": {"en": f"T question {number}.{at}"},
                "type": "select_one",
                "choices": "yes_no",
            }
            if at % 5 == 1:
                asked["relevant"] = f"../q{number}_{at - 1} != 'NO'"
            questions.append(asked)
        label = {"en": f"T section {number}"}
        sections.append({"kind": "group", "name": f"s{number}", "label": label, "children": questions})
    choices = [{"value": value, "label": {"en": value.title()}} for value in ("YES", "NO", "PARTLY")]
    return library.from_model(
        Protocol.model_validate(
            {
                "id": "t-large",
                "version": "1",
                "title": {"en": "T large form"},
                "languages": ["en"],
                "choices": {"yes_no": choices},
                "children": sections,
            }
        )
    )


def ten_victims(laptop: Workspace) -> Draft:
    """Begin an interview in which ten victims were told of, with their way through custody."""
    draft = drafts.begin(laptop, library.find(library.shipped_protocols(), "ed-full"))
    for form in draft.interview.loaded.form.scopes.values():
        draft.answer(form.path, Answer("YES"))
    for number in range(1, VICTIMS + 1):
        draft.add("/household/person")
        draft.answer(f"/household/person[{number}]/name", Answer(f"T-{number}"))
        draft.add("/case")
        draft.add(f"/case[{number}]/victim")
        for _ in range(3):
            draft.add(f"/case[{number}]/victim[1]/leg")
        draft.add("/perpetrator")
    return draft


class Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.at = 0.0
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt override
        if event.type() == QEvent.Type.Paint and not self.at:
            QTimer.singleShot(0, self._note)  # the paint event is about to be handled
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()


class Heartbeat(QObject):
    """Notes how long the event loop takes to come round, a thousand times a second.

    Not oftener: a loop that never rests takes the interpreter from the worker, as no program's does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self.gaps, self._last = [], time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        self._timer.stop()
        return sorted(self.gaps)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last)
        self._last = now


def until(holds: Callable[[], object]) -> float:
    """Let the event loop run as it does in the program until something holds; return how long that took."""
    start, loop = time.perf_counter(), QEventLoop()
    QApplication.processEvents()
    while not holds():
        assert time.perf_counter() < start + PATIENCE, "it never came to that"
        loop.processEvents(_RESTING)
    return time.perf_counter() - start


@dataclass
class Times:
    """What was measured of one interview, in seconds."""

    opened: float
    painted: list[float]
    saved: list[float]
    first_visits: list[float]
    visits: list[float]
    gaps: list[float]


class Screen:
    """The window, with an interview open in it."""

    def __init__(self, folder: Path, settings: Path) -> None:
        self.worker = Worker()
        preferences = Preferences(self.worker, settings)
        preferences.use_language("en")
        self.window = MainWindow(
            self.worker, preferences, folder, replace=lambda _folder: None, choose=lambda *_: None
        )
        self.window.fit_into(QRect(0, 0, 1280, 800))
        self.window.show()
        self.window.activateWindow()
        self.window.load_core()
        until(lambda: isinstance(self.window.screen_shown, Unlock) and QApplication.focusWidget())
        QTest.keyClicks(QApplication.focusWidget(), demo.PASSPHRASE)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        until(lambda: isinstance(self.window.screen_shown, FieldDesk) and self.field.home.picture)

    @property
    def field(self) -> FieldDesk:
        shown = self.window.screen_shown
        assert isinstance(shown, FieldDesk)
        return shown

    @property
    def conduct(self) -> ConductDesk:
        conduct = self.field.conduct
        assert conduct is not None
        return conduct

    def measure(self, interview: str) -> Times:
        """Open an interview, go through its sections twice, and answer by key."""
        self.field.home.open_wanted.emit(interview)
        opened = until(lambda: self.field.conduct)
        heart = Heartbeat()
        heart.start()
        first_visits, visits = self._go_round(), self._go_round()
        painted, saved = self._press()
        gaps = heart.stop()
        self.conduct.left.emit()
        until(lambda: self.field.conduct is None)
        return Times(opened, painted, saved, first_visits, visits, gaps)

    def _go_round(self) -> list[float]:
        """Go to every section in turn; each counts once its page is painted."""
        conduct = self.conduct
        assert conduct.picture is not None
        taken = []
        for section in conduct.picture.sections[:30]:
            QTest.keyClick(self.window, Qt.Key.Key_Shift)  # hands are at work, as in an interview
            start = time.perf_counter()
            conduct.show_section(section.path)
            page = conduct.desk.pages.currentWidget()
            assert isinstance(page, SectionPage)
            painted = Painted(page.viewport())
            until(lambda seen=painted: seen.at)
            taken.append(painted.at - start)
            until(lambda: not conduct._conductor.waiting)
        conduct.show_section(SEAL)
        until(lambda: True)
        return taken

    def _press(self) -> tuple[list[float], list[float]]:
        """Pick options by their key: until the option is painted, and until the whole is saved and drawn."""
        conduct = self.conduct
        painted, saved = [], []
        assert conduct.picture is not None
        for section in conduct.picture.sections:
            conduct.show_section(section.path)
            page = conduct.desk.pages.currentWidget()
            assert isinstance(page, SectionPage)
            until(lambda shown=page: shown.complete)
            for view in [one for one in page.views() if one.isVisible()]:
                rows = [row for row in view.findChildren(OptionRow) if row.isVisible()]
                groups = any(row.name.startswith(GROUP) for row in rows)  # opening one picks nothing
                if len(painted) >= PRESSES or len(rows) < 2 or view.node.definition.kit.grants or groups:
                    continue
                view.focus_answer()
                until(lambda: True)
                seen = Painted(rows[1])
                start = time.perf_counter()
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
                until(lambda: seen.at)  # noqa: B023 - called at once
                painted.append(seen.at - start)
                until(lambda: not conduct._conductor.waiting)
                saved.append(time.perf_counter() - start)
        return painted, saved


def percentile(times: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def report(name: str, took: Times, idle: list[float], table: Table) -> None:
    """Add the lines of one interview."""
    for what, milliseconds, goal in (
        ("open it", took.opened * 1000, ""),
        ("key press to painted answer, p95", percentile(took.painted, 0.95), "50"),
        (f"  longest of {len(took.painted)}", max(took.painted) * 1000, ""),
        ("key press to saved and drawn, p95", percentile(took.saved, 0.95), ""),
        ("section change, first visit, p95", percentile(took.first_visits, 0.95), "100"),
        ("  longest", max(took.first_visits) * 1000, ""),
        ("section change, later, p95", percentile(took.visits, 0.95), "100"),
        ("event loop, p99.9", percentile(took.gaps, 0.999), "50"),
        ("  longest", took.gaps[-1] * 1000, "50"),
        ("  idle, p99.9", percentile(idle, 0.999), ""),
        ("  idle, longest", idle[-1] * 1000, ""),
    ):
        table.add_row(f"{name}: {what}", f"{milliseconds:.1f}", goal)


def lists(folder: Path, table: Table) -> None:
    """Add the lines of how long a list takes after the key was derived."""
    protocol = library.find(library.shipped_protocols(), "ed-short")
    program = Path(__file__).with_name("unlocked_list.py")
    environment = os.environ | {"XDG_CONFIG_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    for count in LISTS:
        place = folder / f"list-{count}"
        with own.create_field(
            place, name="T", purpose=Purpose.PRACTICE, passphrase=demo.PASSPHRASE
        ) as workspace:
            for _ in range(count):
                drafts.begin(workspace, protocol)
        told = [
            subprocess.run(
                [sys.executable, str(program), str(place)],
                env=environment,
                check=True,
                stdout=subprocess.PIPE,
            ).stdout.split()
            for _ in range(UNLOCKINGS)
        ]
        took, used, stood = (statistics.median(map(float, column)) for column in zip(*told, strict=True))
        table.add_row(f"list of {count} drafts after the key derivation", f"{took:.1f}", "300")
        table.add_row("  of it on the processor", f"{used:.1f}", "")
        table.add_row("  event loop, longest", f"{stood:.1f}", "")


def main() -> None:
    """Measure everything and print one table."""
    app = QApplication([])
    theme.prepare(app)
    theme.apply(app, theme.LIGHT)
    GarbageCollection(app)
    table = Table("screen, 1280 x 800", "ms", "goal", box=None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lists(folder, table)
        laptop = own.create_field(
            folder / "laptop", name="T", purpose=Purpose.PRACTICE, passphrase=demo.PASSPHRASE
        )
        full = ten_victims(laptop).interview.id
        large = drafts.begin(laptop, large_form()).interview.id
        laptop.close()
        screen = Screen(folder / "laptop", folder / "settings")
        heart = Heartbeat()
        heart.start()
        start = time.perf_counter()
        until(lambda: time.perf_counter() > start + 2)
        idle = heart.stop()
        for title, interview in (("ED-FULL, 10 victims", full), ("5,000 questions", large)):
            report(title, screen.measure(interview), idle, table)
        screen.window.close()
        until(lambda: not screen.window.isVisible())
        screen.worker.shutdown()
    Console().print(table)


if __name__ == "__main__":
    main()
