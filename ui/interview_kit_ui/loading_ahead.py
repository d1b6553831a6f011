"""What a desk is made of, imported while its passphrase is typed and tried.

A little at a time, on the GUI thread: PySide makes a class when it is first asked for, which two threads must
not do at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

#: Each takes less than 40 ms once those before it are there.
FIELD: Final = (
    "interview_kit_ui.widgets.desk",
    "interview_kit_ui.widgets.data_table",
    "interview_kit_ui.file_choice_sheet",
    "interview_kit_ui.care.care_page",
    "interview_kit_ui.field.home_picture",
    "interview_kit_ui.field.setup_page",
    "interview_kit_ui.field.home",
    "interview_kit_ui.field.conductor",
    "interview_kit_ui.widgets.map_view",
    "interview_kit_ui.field.questions.date",
    "interview_kit_ui.field.questions.registry",
    "interview_kit_ui.field.question_view",
    "interview_kit_ui.field.views.registry",
    "interview_kit_ui.field.section_page",
    "interview_kit_ui.sound.sound_corner",
    "interview_kit_ui.field.pictures.attaching",
    "interview_kit_ui.field.conduct",
    "interview_kit_ui.field.desk",
    "interview_kit_ui.sound.qt_machine",
)
OFFICE: Final = (
    "interview_kit_ui.widgets.desk",
    "interview_kit_ui.widgets.data_table",
    "interview_kit_ui.file_choice_sheet",
    "interview_kit_ui.care.care_page",
    "interview_kit.office.intake",
    "interview_kit_ui.office.intake_page",
    "interview_kit_ui.office.reading_page",
    "interview_kit_ui.office.team_page",
    "interview_kit_ui.office.desk",
)
#: Between two of them; keys come first.
_MILLISECONDS: Final = 15


class LoadingAhead(QObject):
    """Imports ``modules`` one after the other and goes; what has not come by then nobody waits for."""

    def __init__(self, modules: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._modules = iter(modules)
        timer = QTimer(self)
        timer.timeout.connect(self._load_next)
        timer.start(_MILLISECONDS)

    def _load_next(self) -> None:
        module = next(self._modules, None)
        if module is None:
            self.deleteLater()
        else:
            import_module(module)
