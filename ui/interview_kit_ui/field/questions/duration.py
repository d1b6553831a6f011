"""How long: years, months, weeks and days as far as they were told, about or exactly, and the words."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from interview_kit.values import durations
from interview_kit_ui import theme
from interview_kit_ui.field.questions.editor import TypedEditor, Value
from interview_kit_ui.field.questions.labelled import caption
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.widgets.chip import Chip
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

_COUNT: Final = re.compile(r"[0-9]{0,4}", re.ASCII)
#: How wide the line for a count is: four digits fit, or two where large text leaves no room for more.
_COUNT_WIDTH: Final = 72
_LEAST_WIDTH: Final = 52


class DurationEditor(TypedEditor):
    """A line for the words and one for each unit. What is no number is said so below and not handed in."""

    def __init__(self) -> None:
        self._words = TextLine()
        self._counts = {unit: TextLine() for unit in durations.UNITS}
        self._about, self._meaning = Chip(), Words(tone="soft")
        self._stored = ""
        holder = QWidget()
        holder.setFocusProxy(self._words)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        whole = len(self._counts) + 2
        grid.addWidget(caption("field.in-their-words"), 0, 0, 1, whole)
        grid.addWidget(self._words, 1, 0, 1, whole)
        for column, (unit, line) in enumerate(self._counts.items()):
            line.setMinimumWidth(theme.current().px(_LEAST_WIDTH))
            line.setMaximumWidth(theme.current().px(_COUNT_WIDTH))
            grid.addWidget(caption(f"field.duration-{unit}"), 2, column)
            grid.addWidget(line, 3, column)
            bind_text(line.setAccessibleName, f"field.duration-{unit}")
        grid.addWidget(self._about, 3, len(self._counts))
        grid.addWidget(self._meaning, 4, 0, 1, whole)
        grid.setColumnStretch(whole - 1, 1)
        super().__init__(holder, self._words, *self._counts.values())
        bind_text(self._words.setAccessibleName, "field.in-their-words")
        bind_text(self._about.setText, "field.about-so-long")
        self._about.clicked.connect(self._turn_about)
        for line in self._counts.values():
            line.edited.connect(self._interpret)
        self._interpret()

    def retell(self) -> None:
        self._interpret()

    def _show(self, value: Value) -> None:
        parts = value if isinstance(value, dict) else {}
        self._stored = str(parts.get("iso") or "")
        self._words.set_text(str(parts.get("words") or ""))
        read = durations.parse(self._stored) if self._stored else None
        for unit, line in self._counts.items():
            count = getattr(read, unit, None)
            line.set_text("" if count is None else str(count))
        self._about.setChecked(read is not None and read.about)
        self._interpret()

    def _typed_value(self) -> tuple[Value, bool]:
        fits = self._fits()
        parts = {"iso": self._iso() if fits else self._stored, "words": self._words.text()}
        return {name: text for name, text in parts.items() if text} or None, fits

    def _fits(self) -> bool:
        return all(_COUNT.fullmatch(line.text().strip()) for line in self._counts.values())

    def _iso(self) -> str:
        told = {unit: line.text().strip() for unit, line in self._counts.items()}
        written = "".join(f"{count}{unit[0].upper()}" for unit, count in told.items() if count)
        return f"P{written}{'~' if self._about.isChecked() else ''}" if written else ""

    def _turn_about(self) -> None:
        self._about.setChecked(not self._about.isChecked())
        self._interpret()
        if self._iso():
            self._unsaved = True
            self.flush()

    def _interpret(self) -> None:
        fits = self._fits()
        iso = self._iso() if fits else ""
        self._meaning.set_tone("soft" if fits else "warn")
        self._meaning.setVisible(bool(iso) or not fits)
        if not fits:
            self._meaning.setText(tr("field.expected-integer"))
        elif iso:
            read = durations.parse(iso)
            days = tr("field.so-many-days", least=read.least, most=read.most)
            words = durations.in_words(read, LANGUAGE.code)
            self._meaning.setText(f"{words} · {days}" if read.least < read.most else words)
