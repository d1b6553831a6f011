"""The widgets put together, with invented content: the conducting screen, and the rest."""

from __future__ import annotations

import hashlib
import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from screen_registry import Setting, screen

from interview_kit.messages import room_texts
from interview_kit.trust.comparing import comparable
from interview_kit_ui import theme
from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.buttons import BareButton, PillButton, PrimaryButton, QuietButton
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.data_table import DataTable
from interview_kit_ui.widgets.desk import Desk
from interview_kit_ui.widgets.empty_state import EmptyState
from interview_kit_ui.widgets.fingerprint_view import FingerprintView
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.option_grid import OptionGrid
from interview_kit_ui.widgets.page import Page
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.progress_view import ProgressView
from interview_kit_ui.widgets.question_card import QuestionCard, SideField
from interview_kit_ui.widgets.rail import Section
from interview_kit_ui.widgets.rows_model import Column, Row, Share, State
from interview_kit_ui.widgets.section_dot import SectionDot
from interview_kit_ui.widgets.shapes import paint_box
from interview_kit_ui.widgets.sheet import Sheet
from interview_kit_ui.widgets.side_panel import PanelEntry
from interview_kit_ui.widgets.text_area import TextArea
from interview_kit_ui.widgets.text_line import TextLine

SECTIONS = (
    ("동의", "Consent", SectionDot.FULL),
    ("증언자", "Witness", SectionDot.FULL),
    ("가족 관계", "Family", SectionDot.FULL),
    ("생애 달력", "Life calendar", SectionDot.HALF),
    ("자유 진술", "Free account", SectionDot.FULL),
    ("실종자\u00a0\u00a01 / 3", "Disappeared\u00a0\u00a01 / 3", SectionDot.HALF),
    ("체포·연행", "Arrest", SectionDot.HALF),
    ("구금·이송 경로", "Detention and transfer route", SectionDot.EMPTY),
    ("부인·은폐", "Denial and concealment", SectionDot.EMPTY),
    ("가해자", "Perpetrators", SectionDot.EMPTY),
    ("목격자", "Other witnesses", SectionDot.EMPTY),
    ("생사·행방", "Fate and whereabouts", SectionDot.EMPTY),
    ("증거물", "Exhibits", SectionDot.EMPTY),
    ("마무리", "Closing", SectionDot.EMPTY),
)
AGENCIES = (
    ("MSS_COUNTY", "보위부 (시·군)", "State Security, city or county"),
    ("MSS_PROV", "도 보위국", "State Security, provincial bureau"),
    ("SOCSEC_LOCAL", "안전부", "Social Security"),
    ("BORDER_GUARD", "국경경비대", "Border Guard"),
    ("MIL_SECURITY", "보위사령부", "Military Security Command"),
    ("CN_MPS", "중국 공안", "Chinese police"),
)
TEXTS = {
    "gallery.break": ("휴식", "Break"),
    "gallery.find": ("찾기", "Find"),
    "gallery.notes": ("메모", "Notes"),
    "gallery.checks": ("확인할 것", "To check"),
    "gallery.interview": ("면담", "Interview"),
    "gallery.protocol": ("프로토콜", "Protocol"),
    "gallery.state": ("상태", "State"),
    "gallery.answers": ("답", "Answers"),
    "gallery.share": ("비율", "Share"),
}
for _key, (_korean, _english) in TEXTS.items():
    _room, _, _name = _key.partition(".")
    room_texts("ko", _room)[_name], room_texts("en", _room)[_name] = _korean, _english


class RecordingStandIn(QWidget):
    """Stands in the recording slot until sound comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(137, 40)
        self.setAccessibleName("38:12")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt override
        shown = theme.current()
        painter = QPainter(self)
        record = shown.colour("record")
        paint_box(painter, QRectF(self.rect()), 12, shown.colour("paper"), border=record)
        for bar in range(11):
            height = 4 + 10 * abs(math.sin(bar * 1.3))
            box = QRectF(24 + bar * 4, 20 - height / 2, 2.5, height)
            paint_box(painter, box, 1, record)
        painter.setFont(shown.font("body", "semibold", tabular=True))
        painter.setPen(record)
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -23, 0), at, "38:12")
        painter.end()


@screen("gallery")
def conducting(setting: Setting) -> QWidget:
    """The conducting screen of the look."""
    korean = setting.language == "ko"
    desk = _desk(korean)
    page = Page()
    page.set_title("체포·연행" if korean else "Arrest")
    page.set_aside("박○○ · 여동생" if korean else "Park ○○ · younger sister")
    who = _agency_card(korean, multiple=False)
    who.set_side_fields(
        (
            SideField("source", "직접 목격" if korean else "Saw it", "S"),
            SideField("certainty", "확실함" if korean else "Certain", "C"),
            SideField("said", "말한 그대로" if korean else "Verbatim", "V"),
            SideField("anchor", "38:02"),
        )
    )
    who.set_missing_offered(("DK", "RF"))
    page.add(who)
    page.add(_date_card(korean))
    desk.show_page(page)
    desk.rail.set_current("6")
    who.focus_answer()
    return desk


@screen("gallery-practice")
def practising(setting: Setting) -> QWidget:
    """A practice interview: several answers, long options, a closed scope, the marks of practice."""
    korean = setting.language == "ko"
    desk = _desk(korean)
    desk.set_practice(True)
    desk.set_side_panel_used(False)
    page = Page()
    page.set_title("가해자와 책임" if korean else "Perpetrators and responsibility")
    many = _agency_card(korean, multiple=True)
    many.set_side_fields((SideField("source", "직접 목격" if korean else "Saw it", "S", held=True),))
    many.set_missing_offered(("DK", "RF", "NA"))
    many.set_missing("RF")
    page.add(many)
    account = QuestionCard()
    account.set_question(
        "그날 있었던 일을 처음부터 끝까지, 생각나는 대로 천천히 말씀해 주시겠습니까?",
        "Please tell me in your own words what happened that day, from the beginning.",
    )
    text = TextArea()
    text.set_text(
        "새벽에 문을 두드리는 소리가 났습니다. 어머니가 나가 보니 검은 차가 서 있었고, "
        "두 사람이 들어왔습니다."
    )
    account.set_answer(text, typed=True)
    account.set_missing_offered(("DK", "RF"))
    page.add(account)
    closed = QuestionCard()
    closed.set_question("가해자의 이름을 알고 있습니까?", "Do you know the perpetrator's name?")
    closed.set_answer(TextLine(), typed=True)
    closed.set_locked(
        "증언자가 이 범위에 동의하지 않았습니다." if korean else "The witness did not consent to this."
    )
    page.add(closed)
    desk.show_page(page)
    desk.rail.set_current("9")
    many.focus_answer()
    return desk


@screen("gallery-parts")
def parts(setting: Setting) -> QWidget:
    """Lists, messages, empty screens and progress."""
    korean = setting.language == "ko"
    desk = _desk(korean)
    desk.set_side_panel_used(False)
    page = Page()
    page.set_title("면담" if korean else "Interviews")
    ok = Notice()
    ok.say("ok", "widgets.cancelled")
    wrong = Notice()
    wrong.say("error", "files.disk-full", path="면담-07.ikb")
    again = QuietButton("다시 시도" if korean else "Try again")
    wrong.set_action(again)
    page.add(ok)
    page.add(wrong)
    page.add(_table(korean))
    progress = ProgressView()
    progress.set_text("USB로 복사하고 확인하는 중" if korean else "Copying to the stick and checking")
    progress.set_progress(37, 100)
    page.add(progress)
    page.add(FingerprintView(comparable(hashlib.sha256(b"T-parts").digest())))
    card = Card()
    passphrase = PassphraseField()
    card.body.addWidget(passphrase)
    card.body.addWidget(PrimaryButton("열기" if korean else "Open", "Enter"), 0, Qt.AlignmentFlag.AlignLeft)
    page.add(card)
    desk.show_page(page)
    desk.rail.set_current("0")
    return desk


@screen("gallery-sheet")
def asking(setting: Setting) -> QWidget:
    """A sheet over an empty screen."""
    korean = setting.language == "ko"
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    desk = _desk(korean)
    layout.addWidget(desk)
    page = Page()
    empty = EmptyState()
    empty.set_title("아직 면담이 없습니다" if korean else "No interviews yet")
    empty.set_text("새 면담을 시작하면 여기에 나타납니다." if korean else "A new interview will appear here.")
    empty.set_action(PrimaryButton("새 면담" if korean else "New interview", "Ctrl+N"))
    page.add(empty)
    desk.show_page(page)
    sheet = Sheet(holder)
    sheet.set_title("면담을 봉인하시겠습니까?" if korean else "Seal this interview?")
    sheet.set_text(
        "봉인한 뒤에는 이 노트북에서 다시 읽을 수 없습니다. 봉인된 묶음은 사무소만 열 수 있습니다."
        if korean
        else "Once sealed it can no longer be read on this laptop. Only the office can open it."
    )
    sheet.add_button(QuietButton("계속 작성" if korean else "Keep writing", "Esc"))
    sheet.add_button(PrimaryButton("봉인하고 잊기" if korean else "Seal and forget"))
    sheet.resize(*setting.size)
    sheet.open()
    return holder


def _desk(korean: bool) -> Desk:
    desk = Desk()
    desk.top_bar.set_code("T-07")
    desk.top_bar.set_title("강제실종 증언" if korean else "Enforced disappearance testimony")
    desk.top_bar.set_saved("14:02:05")
    desk.top_bar.set_recording(RecordingStandIn())
    pause = PillButton(key="F7")
    bind_text(pause.set_label, "gallery.break")
    desk.top_bar.set_break(pause)
    find = BareButton(key="Ctrl+K")
    bind_text(find.set_label, "gallery.find")
    desk.rail.set_footer(find)
    desk.rail.set_sections(
        Section(str(number), ko if korean else en, dot) for number, (ko, en, dot) in enumerate(SECTIONS)
    )
    notes = (
        ("36:40", "검은 차, 번호판 없음", "Black car, no plates"),
        ("37:55", "“보위부 차였어요” 손이 떨림", "“It was their car” Hands shaking"),
        ("38:02", "이웃이 창문으로 봄", "Neighbour saw it from a window"),
    )
    checks = (
        ("H02 장소가 비어 있습니다", "H02 has no place yet"),
        (
            "생애 달력과 다름: 2010년 봄에는 청진",
            "Differs from the calendar: Chongjin in spring 2010",
        ),
    )
    desk.side_panel.set_group(
        "notes",
        "gallery.notes",
        (PanelEntry(lead, ko if korean else en, lead) for lead, ko, en in notes),
    )
    desk.side_panel.set_group(
        "checks", "gallery.checks", (PanelEntry(ko, ko if korean else en) for ko, en in checks)
    )
    return desk


def _agency_card(korean: bool, *, multiple: bool) -> QuestionCard:
    card = QuestionCard()
    question, second = "누가 데려갔습니까?", "Who took them?"
    card.set_question(*((question, second) if korean else (second, question)))
    card.set_guidance(
        "먼저 열린 질문으로 물으십시오. 목록은 기록용이며 읽어 주지 않습니다."
        if korean
        else "Ask it as an open question first. The list is for recording, never for reading aloud."
    )
    grid = OptionGrid([(name, ko if korean else en) for name, ko, en in AGENCIES], multiple=multiple)
    if multiple:
        long = "여러 기관이 함께 움직였으나 누가 지휘했는지는 알 수 없었던 경우"
        english = "Several agencies acted together, and it could not be told who was in command"
        options = [(name, ko if korean else en) for name, ko, en in AGENCIES[:5]]
        grid.set_options([*options, ("SEVERAL", long if korean else english)])
    grid.set_chosen(("MSS_COUNTY", "SEVERAL") if multiple else ("MSS_COUNTY",))
    card.set_answer(grid)
    return card


def _date_card(korean: bool) -> QuestionCard:
    card = QuestionCard()
    question, second = "마지막으로 자유로웠던 때는 언제입니까?", "When were they last free?"
    card.set_question(*((question, second) if korean else (second, question)))
    line = TextLine()
    line.set_text("화폐개혁 다음 해 봄" if korean else "the spring after the currency reform")
    card.set_answer(line, typed=True)
    note = "2010년 봄" if korean else "spring 2010"
    card.set_note(f"{note}\u00a0 · \u00a02010-03-01 ~ 2010-05-31")
    return card


def _table(korean: bool) -> DataTable:
    table = DataTable(
        (
            Column("gallery.interview"),
            Column("gallery.protocol", stretch=True),
            Column("gallery.state"),
            Column("gallery.answers"),
            Column("gallery.share"),
        )
    )
    bind_text(table.set_name, "gallery.interview")
    states = (
        State("초안" if korean else "Draft", "soft"),
        State("봉인됨" if korean else "Sealed", "accent"),
        State("받음" if korean else "Received", "ok"),
        State("격리됨" if korean else "Quarantined", "record"),
    )
    title = "강제실종 짧은 면담" if korean else "Enforced disappearance, short"
    table.set_rows(
        Row(
            f"T-0{number}",
            (f"T-0{number}", title, state, 12 + 31 * number, Share(0.12 + number / 5)),
        )
        for number, state in enumerate(states)
    )
    table.select("T-01")
    return table
