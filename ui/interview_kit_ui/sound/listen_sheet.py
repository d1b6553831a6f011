"""Listening: the sounds of an interview in their order, and playing one from any moment."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget
from shiboken6 import isValid

from interview_kit.errors import KitError
from interview_kit.interview.soundline import SoundLine, clock
from interview_kit.vault.sounds import Sound
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.sound.player import Player
from interview_kit_ui.sound.sound_desk import Phase, SoundDesk
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.rows_model import Column, Row
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.words import Words

_WIDE: Final = 720
#: Milliseconds that the arrow keys and the page keys go.
_STEP: Final = 5_000
_PAGE: Final = 60_000
_ROWS_SEEN: Final = 5
#: What the id of a row begins with that is a mark.
_MARK: Final = "at "

#: Opens a sound by its id; exactly one of the callbacks follows.
Opener = Callable[[str, Callable[[io.RawIOBase], object], Callable[[KitError], object]], None]


class ListenSheet(Sheet):
    """Setter: ``show_sounds``. ``play_at`` goes to a place on the line, such as an answer's moment.

    Signal ``destroy_wanted(Sound)``: one that the witness no longer allows, or that is nobody's answer.
    """

    destroy_wanted = Signal(Sound)

    def __init__(self, recording: SoundDesk, player: Player, opener: Opener, parent: QWidget) -> None:
        super().__init__(parent, _WIDE)
        self._recording, self.player, self._opener = recording, player, opener
        self._sounds: dict[str, Sound] = {}
        #: Of each row that is a mark, which sound it lies in and where.
        self._marks: dict[str, tuple[str, int]] = {}
        self._line = SoundLine(())
        self._on = ""
        bind_text(self.set_title, "sound.listen")
        self.notice = Notice()
        self._nothing = Words(role="second", tone="soft")
        bind_text(self._nothing.setText, "sound.nothing-yet")
        self.table = DataTable(
            (
                Column("sound.column-number"),
                Column("sound.column-kind", stretch=True),
                Column("sound.column-at"),
                Column("sound.column-length"),
            )
        )
        bind_text(self.table.set_name, "sound.listen")
        self._time = Words(role="answer", tabular=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        bind_text(self.slider.setAccessibleName, "sound.place")
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.play, self._close = PrimaryButton(), QuietButton(key="Esc")
        self._destroy = QuietButton()
        bind_text(self._destroy.set_label, "field.destroy")
        bind_text(self._close.set_label, "sound.close")
        self._hint = Words(role="caption", tone="faint")
        bind_text(self._hint.setText, "sound.listen-keys")
        self._build()
        self._connect()
        self.show_sounds((), self._line)

    def show_sounds(self, sounds: Sequence[Sound], line: SoundLine, marks: Sequence[int] = ()) -> None:
        """Show what there is, in the order of the line, and below each sound the places marked in it."""
        self._line = line
        self._marks = {}
        for at in marks:
            if (found := line.moment(at)) is not None:
                self._marks[f"{_MARK}{at}"] = found
        self._sounds = {one.id: one for one in sounds}
        self._retell()
        self.table.select(next(iter(self._sounds), ""))

    def play_at(self, at: int) -> None:
        """Play from a place on the line of time; where no sound lies there, say so."""
        found = self._line.moment(at)
        if found is None or found[0] not in self._sounds:
            self.notice.say("info", "sound.no-sound-at", time=clock(at))
            return
        self.table.select(found[0])
        self._put_on(*found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._took(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._took(event.key())
        return super().eventFilter(watched, event)

    def close_sheet(self) -> None:
        self.player.close()
        super().close_sheet()

    def _build(self) -> None:
        self.body.setSpacing(10)
        rows = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight((_ROWS_SEEN + 1) * rows)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self._time)
        for widget in (self.notice, self._nothing, self.table):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self._hint)
        for button in (self._destroy, self._close, self.play):
            self.add_button(button)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.player.changed.connect(self._show_playing)
        self.player.moved.connect(self._show_place)
        self.player.failed.connect(self.notice.show_error)
        self.slider.actionTriggered.connect(lambda _action: self.player.jump(self.slider.sliderPosition()))
        self.table.row_opened.connect(lambda row: self._put_on(*self._place_of(row)))
        self.table.row_selected.connect(lambda _identifier: self._show_playing())
        self.play.clicked.connect(self._press)
        self._destroy.clicked.connect(self._destroy_chosen)
        self._close.clicked.connect(self.cancel)
        self._recording.changed.connect(self._show_playing)
        self.cancelled.connect(self.deleteLater)
        LANGUAGE.changed.connect(self._retell)

    def _took(self, key: int) -> bool:
        """Do what a key stands for; return whether it stands for anything."""
        match key:
            case Qt.Key.Key_Space:
                self._press()
            case Qt.Key.Key_Left:
                self.player.jump(self.player.place - _STEP)
            case Qt.Key.Key_Right:
                self.player.jump(self.player.place + _STEP)
            case _:
                return False
        return True

    def _press(self) -> None:
        """Play what is chosen, or let it rest."""
        chosen, moment = self._place_of(self.table.selected)
        if self.player.playing and chosen == self._on:
            self.player.rest()
        elif chosen and chosen == self._on:
            self.player.play()
        elif chosen:
            self._put_on(chosen, moment)

    def _place_of(self, row: str) -> tuple[str, int]:
        """Return the sound that a row is, or lies in, and from where on it is meant."""
        return self._marks.get(row, (row, 0))

    def _put_on(self, identifier: str, moment: int) -> None:
        if self._recording.phase is Phase.RUNNING:
            return
        chosen = self._sounds[identifier]
        if chosen.locked or chosen.length is None:
            self.notice.say("info", "sound.not-allowed" if chosen.locked else "sound.not-readable")
            return
        self.notice.clear()
        self._on = identifier
        self._opener(identifier, lambda source: self.player.put_on(source, moment), self._not_opened)

    def _not_opened(self, error: KitError) -> None:
        if isValid(self):  # else the sheet was closed meanwhile
            self._on = ""
            self.notice.show_error(error)

    def _destroy_chosen(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            self.cancel()
            self.destroy_wanted.emit(chosen)

    @property
    def _chosen(self) -> Sound | None:
        return self._sounds.get(self._place_of(self.table.selected)[0])

    def _retell(self) -> None:
        rows = []
        for number, one in enumerate(self._sounds.values(), 1):
            rows.append(_row(number, one))
            rows += [_mark_row(row) for row, (sound, _) in self._marks.items() if sound == one.id]
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._show_playing()

    def _show_playing(self) -> None:
        running = self._recording.phase is Phase.RUNNING
        if running:
            self.notice.say("warn", "sound.pause-first")
            if self.player.playing:  # or it would be recorded once more
                self.player.rest()
        playing = self.player.playing
        bind_text(self.play.set_label, "sound.pause-playing" if playing else "sound.play")
        self.play.setEnabled(bool(self.table.selected) and not running)
        chosen = self._chosen
        apart = chosen is not None and (bool(chosen.locked) or not chosen.answers)
        self._destroy.setVisible(apart and not running)
        self.slider.setEnabled(self.player.length > 0)
        self.slider.setMaximum(max(1, self.player.length))
        self._show_place(self.player.place)

    def _show_place(self, place: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.setValue(place)
        chosen = self._sounds.get(self._on or self._place_of(self.table.selected)[0])
        length = self.player.length or (chosen.length if chosen is not None else 0) or 0
        self._time.setText(f"{clock(place)} / {clock(length)}")
        self.slider.setAccessibleDescription(self._time.text())


def _mark_row(row: str) -> Row:
    return Row(row, ("", tr("sound.kind-mark"), clock(int(row.removeprefix(_MARK))), ""))


def _row(number: int, sound: Sound) -> Row:
    kept = "sound.kind-answer" if sound.answers else "sound.kind-apart"
    kind = tr("sound.kind-locked" if sound.locked else kept)
    at = clock(sound.at) if sound.at is not None else tr("sound.not-on-line")
    length = clock(sound.length) if sound.length is not None else tr("sound.not-played-here")
    return Row(sound.id, (str(number), kind, at, length))
