"""One interview, read question by question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_kit.errors import KitError
from interview_kit.protocol.model import text_in
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.office import provenance, record
from interview_kit_ui.office.identity_sheet import IdentitySheet
from interview_kit_ui.office.local_time import day
from interview_kit_ui.office.office_page import OfficePage
from interview_kit_ui.office.record import Record, Told
from interview_kit_ui.office.section_card import SectionCard
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.buttons import BareButton, QuietButton
from interview_kit_ui.widgets.facts_placeholder import X
