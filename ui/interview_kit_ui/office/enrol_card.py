"""Taking a laptop into the team, after its fingerprint was compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit.office import enrolling
from interview_kit.office.intake import Report
from interview_kit.trust.roster import Laptop
from interview_kit_ui.file_choice import Choice, Wanted
from interview_kit_ui.language import bind_text
from interview_kit_ui.office.office_page import Ask
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.widgets.words import Words

_REQUEST = Choice(Wanted.FILE, "supervisor.choose-request", "supervisor.take-request", suffix=".ike")


class EnrolCard(Card):
    """Asks for an enrolment request, the fingerprint as it was read aloud, and a name.

    The request's own fingerprint is never shown: it must come from the interviewer. Signal: ``enrolled``.
    ``choose`` is the button that begins.
    """

    enrolled = Signal()

    def __init__(self, session: Session, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._request: Path | None = None
        self.choose = QuietButton()
        self._file = Words(tone="soft", single_line=True)
        self._fingerprint = TextLine()
        self._name = TextLine()
        self._enrol = PrimaryButton()
        self._notice = Notice()
        bind_text(self.choose.set_label, "supervisor.choose-request")
        bind_text(self._file.setText, "supervisor.no-request")
        bind_text(self._enrol.set_label, "supervisor.enrol")
        self.choose.clicked.connect(lambda: ask(_REQUEST, self._chosen))
        self._enrol.clicked.connect(self._submit)
        self._fingerprint.returnPressed.connect(self._name.setFocus)
        self._name.returnPressed.connect(self._submit)
        self._lay_out()
        self._may_submit()
        self._fingerprint.edited.connect(self._may_submit)

    def _lay_out(self) -> None:
        title, text = Words(role="second", weight="semibold"), Words(tone="soft")
        bind_text(title.setText, "supervisor.enrol-title")
        bind_text(text.setText, "supervisor.enrol-text")
        file = QHBoxLayout()
        file.setSpacing(12)
        file.addWidget(self.choose)
        file.addWidget(self._file, 1)
        submit = QHBoxLayout()
        submit.addWidget(self._enrol)
        submit.addStretch(1)
        self.body.addWidget(title)
        self.body.addWidget(text)
        self.body.addLayout(file)
        self.body.addWidget(self._notice)  # beside the fingerprint, so that a refusal is never out of view
        self.body.addLayout(_labelled("supervisor.fingerprint-read", self._fingerprint))
        self.body.addLayout(_labelled("supervisor.laptop-name", self._name))
        self.body.addSpacing(4)
        self.body.addLayout(submit)

    def _chosen(self, request: Path) -> None:
        self._request = request
        self._notice.clear()
        bind_text(self._file.setText, "supervisor.request-chosen", file=request.name)
        self._may_submit()
        self._fingerprint.setFocus()

    def _may_submit(self) -> None:
        self._enrol.setEnabled(self._request is not None)  # one with new keys needs no fingerprint

    def _submit(self) -> None:
        self._fingerprint.commit_composition()
        self._name.commit_composition()
        request = self._request
        if request is None or not self._enrol.isEnabled():
            return
        self._enrol.setEnabled(False)
        self._session.run(
            partial(
                enrolling.enrol,
                request=request,
                typed_fingerprint=self._fingerprint.text().strip() or None,
                name=self._name.text().strip(),
            ),
            self._done,
            self._refused,
        )

    def _done(self, told: tuple[Laptop, Report]) -> None:
        laptop, report = told
        key = "supervisor.enrolled-and-taken" if report.accepted else "supervisor.enrolled"
        self._notice.say("ok", key, name=laptop.name, count=len(report.accepted))
        self._request = None
        bind_text(self._file.setText, "supervisor.no-request")
        self._fingerprint.clear()
        self._name.clear()
        self._may_submit()
        self.choose.setFocus()
        self.enrolled.emit()

    def _refused(self, error: KitError) -> None:
        self._notice.show_error(error)
        self._may_submit()
        self._fingerprint.setFocus()


def _labelled(key: str, field: TextLine) -> QVBoxLayout:
    label = Words(role="guidance", tone="soft")
    bind_text(label.setText, key)
    bind_text(field.setAccessibleName, key)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    return column
