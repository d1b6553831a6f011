"""Getting to know the office: show this laptop's fingerprint, hand over a request, take the office's pack.

And trying the microphone, which who sets a laptop up does best before anybody sits at the table.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from interview_kit_ui.field.home_picture import HomePicture, OfficePicture
from interview_kit_ui.language import bind_text
from interview_kit_ui.sound.machine import Machine
from interview_kit_ui.sound.microphone_trial import MicrophoneTrial
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import titled_card
from interview_kit_ui.widgets.fingerprint_view import FingerprintView
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words
from interview_kit_ui.worker import Lane


class SetupPage(Page):
    """Signals: ``request_wanted()`` write the enrolment request, ``pack_wanted()`` choose a pack,
    ``accept_wanted(Path, str)`` the chosen pack with the fingerprint that was typed. Setters:
    ``show_picture``, ``set_pack(path)``. ``notice`` says how the last job went.
    """

    request_wanted = Signal()
    pack_wanted = Signal()
    accept_wanted = Signal(object, str)

    def __init__(self, machine: Machine, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice()
        self.microphone = MicrophoneTrial(machine, lane)
        self._done = Notice()
        self._pack: Path | None = None
        self._own, self._offices = FingerprintView(), FingerprintView()
        self._request, self._choose, self._accept = QuietButton(), QuietButton(), PrimaryButton()
        self._file = Words(role="answer", tone="soft")
        self._typed = TextLine()
        self._told = Words(role="second", tone="soft")
        self._build()
        self._request.clicked.connect(self.request_wanted)
        self._choose.clicked.connect(self.pack_wanted)
        self._accept.clicked.connect(self._submit)
        self._typed.returnPressed.connect(self._submit)

    def show_picture(self, picture: HomePicture) -> None:
        """Show what is done and what is to do."""
        self._own.set_fingerprint(picture.fingerprint)
        office = picture.office
        self._done.clear()
        if office is not None:
            self._done.say("ok", "field.set-up-done", number=office.pack)
        self._show_office(office)

    def set_pack(self, pack: Path | None) -> None:
        """Show which pack was chosen."""
        self._pack = pack
        if pack is None:
            bind_text(self._file.setText, "field.no-pack-chosen")
            self._typed.clear()
        else:
            bind_text(self._file.setText, "field.pack-chosen", name=pack.name)
            self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Go to the first thing to do."""
        self._request.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_office(self, office: OfficePicture | None) -> None:
        self._offices.setVisible(office is not None)
        self._typed.setVisible(office is None)
        bind_text(self._told.setText, "field.pack-next" if office else "field.pack-first")
        if office is not None:
            self._offices.set_fingerprint(office.fingerprint)

    def _submit(self) -> None:
        self._typed.commit_composition()
        if self._pack is None:
            self.notice.say("warn", "field.pack-needed")
        else:
            self.accept_wanted.emit(self._pack, self._typed.text() if self._typed.isVisible() else "")

    def _build(self) -> None:
        bind_text(self.set_title, "field.office")
        bind_text(self._request.set_label, "field.save-request")
        bind_text(self._choose.set_label, "field.choose-pack")
        bind_text(self._accept.set_label, "field.take-pack")
        bind_text(self._typed.setPlaceholderText, "field.office-fingerprint")
        bind_text(self._typed.setAccessibleName, "field.office-fingerprint")
        own = titled_card("field.step-request", "field.step-request-text")
        own.body.addWidget(self._own)
        own.body.addWidget(self._request, 0, Qt.AlignmentFlag.AlignLeft)
        pack = titled_card("field.step-pack", "")
        chosen = QHBoxLayout()
        chosen.addWidget(self._file, 1, Qt.AlignmentFlag.AlignVCenter)
        chosen.addWidget(self._choose)
        pack.body.addWidget(self._told)
        pack.body.addWidget(self._offices)
        pack.body.addLayout(chosen)
        pack.body.addWidget(self._typed)
        pack.body.addWidget(self._accept, 0, Qt.AlignmentFlag.AlignLeft)
        sound = titled_card("sound.try-title", "sound.try-text", self.microphone)
        for part in (self._done, own, self.notice, pack, sound):
            self.add(part)
        self.set_pack(None)
