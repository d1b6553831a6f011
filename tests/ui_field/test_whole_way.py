"""The whole way through the widgets: one interview from the list to the office, nothing typed for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop import CTRL, Person
from interviews import add_person, consent, stored
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from stations import CUSTODIAN_PASSPHRASE, Stations

from interview_kit.bundle.identity import open_identity
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit_ui.widgets.text_line import TextLine

TYPED = {
    "/consent/explained": "YES",
}
