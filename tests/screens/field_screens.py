"""The interviewer's screens, with invented interviews."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import StillSession, still_worker
from told import CONSENT, HARM, REST, SECOND_PERSON, STORY, WITNESS, ed_full, ed_short, promoted, told

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import KitError
from interview_kit.interview.carrying import carry
from interview_kit.interview.drawing import draw
from interview_kit.trust.comparing import comparable
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.interviews import Listed
from interview_kit_ui.field.asking import ask_for_protocol, ask_to_promote, ask_to_remove
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.home import INTERVIEWS, OFFICE, HomeDesk
from interview_kit_ui.field.home_picture import DraftPicture, HomePicture, OfferedProtocol, OfficePicture
from interview_kit_ui.field.interview_view import SEAL
from interview_kit_ui.field.line_widgets import LineWidgets
from interview_kit_ui.field.promotion import questions_left
from interview_kit_ui.field.question_view import QuestionView
from interview_kit_ui.field.questions.date_readings import DateReadings
from interview_kit_ui.field.questions.place_suggestions import PlaceSuggestions
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.file_choice import Choice
from interview_kit_ui.language import bind_text
from interview_kit_ui.preferences import Preferences
from interview_kit_ui.session import WorkspacePicture
from interview_kit_ui.sound.machine import Machine, NoMachine
from interview_kit_ui.view_switch import ViewSwitch
from interview_kit_ui.widgets.palette import Palette
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.worker import Lane

LAPTOP = comparable(hashlib.sha256(b"T-laptop").digest())
OFFICE_PICTURE = OfficePicture(comparable(hashlib.sha256(b"T-office").digest()), 3)
TITLE = {"en": "Short general interview", "ko": "짧은 일반 면담", "es": "Entrevista general breve"}
PROTOCOLS = (
    OfferedProtocol("ed-short@1", TITLE),
    OfferedProtocol(
        "ed-full@1",
        {
            "en": "Enforced disappearance testimony",
            "ko": "강제실종 증언",
            "es": "Testimonio de desaparición forzada",
        },
    ),
)
ROWS = (
    Listed("k7m2qd4x", "draft", "ed-short@1", TITLE, "2026-03-14", None, None, None),
    Listed("qpj3hv6r", "draft", "ed-short@1", TITLE, "2026-03-14", None, None, None),
    Listed("ua6p2d7o", "sealed", "ed-short@1", TITLE, "2026-03-12", 3, None, None),
    Listed("bhtfxjgs", "sealed", "ed-short@1", TITLE, "2026-03-09", 2, "2026-03-10T09:11:00.000Z", None),
    Listed(
        "p6zxfqa7",
        "sealed",
        "ed-short@1",
        TITLE,
        "2026-02-27",
        1,
        "2026-03-01T09:11:00.000Z",
        "2026-03-04T10:00:00.000Z",
    ),
    Listed(
        "c4wq7zpn",
        "sealed",
        "follow-up@1",
        {"en": "Correction or withdrawal", "ko": "정정 또는 동의 철회", "es": "Corrección o retiro"},
        "2026-02-25",
        5,
        "2026-03-01T09:11:00.000Z",
        "2026-03-04T10:00:00.000Z",
        "2026-03-08T10:00:00.000Z",
        "p6zxfqa7",
    ),
)
DRAFTS = {
    "k7m2qd4x": DraftPicture("2026-03-14T13:07:41.000Z", 11, 28),
    "qpj3hv6r": DraftPicture("2026-03-14T06:52:03.000Z", 31, 40),
}


def nobody_chooses(window: QWidget, lane: Lane, choice: Choice, on_chosen: Callable[[Path], None]) -> None:
    """Take the place of the file chooser."""


def home(
    rows: tuple[Listed, ...],
    office: OfficePicture | None,
    *,
    practice: bool = False,
    machine: Machine | None = None,
) -> HomeDesk:
    purpose = Purpose.PRACTICE if practice else Purpose.REAL
    workspace = WorkspacePicture(Path("laptop"), Role.FIELD, purpose, "T-노트북")
    desk = HomeDesk(StillSession(), workspace, nobody_chooses, machine or NoMachine())
    desk.desk.rail.set_footer(ViewSwitch(Preferences(still_worker(), Path("settings.json")), locking=True))
    desk.show_picture(HomePicture(rows, LAPTOP, office, PROTOCOLS, DRAFTS))
    return desk


def conducting(
    *parts: Mapping[str, JsonValue],
    section: str = "",
    practice: bool = False,
    office: bool = True,
    machine: Machine | None = None,
) -> ConductDesk:
    session = StillSession()
    conductor = Conductor(session)
    conductor.protocol = ed_short().protocol
    conductor.further = ((ed_full().protocol.key, ed_full().protocol.title),)
    sound = machine or NoMachine()
    desk = ConductDesk(session, conductor, nobody_chooses, sound, practice=practice, has_office=office)
    desk.desk.rail.set_footer(ViewSwitch(Preferences(still_worker(), Path("settings.json")), locking=True))
    desk.show_picture(draw(told(*parts)))
    if section:
        desk.show_section(section)
    return desk


def question(desk: ConductDesk, ending: str) -> QuestionView:
    """Return a question, also one so far down that it would be built only when nobody waits."""
    for lines in desk.findChildren(LineWidgets):
        lines.build_all()
    return next(view for view in desk.findChildren(QuestionView) if view.stable.endswith(ending))


@screen("field-home")
def listing(_setting: Setting) -> QWidget:
    """Drafts, sealed and delivered interviews; one was just sealed."""
    desk = home(ROWS, OFFICE_PICTURE)
    desk.say("ok", "field.sealed", interview="UA6P2D")
    return desk


@screen("field-home-exporting")
def exporting(_setting: Setting) -> QWidget:
    """Practice; bundles are on their way to a stick."""
    desk = home(ROWS[2:], OFFICE_PICTURE, practice=True)
    bind_text(desk.interviews.progress.set_text, "field.exporting")
    desk.interviews.progress.set_progress(1, 2)
    desk.interviews.progress.show()
    return desk


@screen("field-home-empty")
def nothing_yet(_setting: Setting) -> QWidget:
    """No interview and no office yet."""
    desk = home((), None)
    desk.show_room(INTERVIEWS)
    return desk


@screen("field-setup")
def set_up(_setting: Setting) -> QWidget:
    """A new laptop: a pack was chosen and its fingerprint did not fit."""
    desk = home((), None)
    desk.office.set_pack(Path("office.ikp"))
    desk.say("error", "trust.fingerprint-differs")
    return desk


@screen("field-setup-done")
def set_up_done(_setting: Setting) -> QWidget:
    """The office is known."""
    desk = home(ROWS, OFFICE_PICTURE)
    desk.show_room(OFFICE)
    return desk


@screen("field-new-interview")
def choosing(setting: Setting) -> QWidget:
    """Which protocol."""
    desk = home(ROWS, OFFICE_PICTURE)
    desk.resize(*setting.size)
    offered = [(one.key, one.title[setting.language]) for one in PROTOCOLS]
    ask_for_protocol(desk, offered, lambda _key: None)
    return desk


@screen("field-consent")
def consent(_setting: Setting) -> QWidget:
    """The first questions; every other section is still locked."""
    return conducting(dict(list(CONSENT.items())[:2]))


@screen("field-locked")
def locked(_setting: Setting) -> QWidget:
    """A section before the witness agreed to notes being kept."""
    return conducting(dict(list(CONSENT.items())[:3]), section="/witness")


@screen("field-witness")
def witness(_setting: Setting) -> QWidget:
    """Words, options, a place; practice."""
    return conducting(CONSENT, WITNESS, section="/witness", practice=True)


@screen("field-place")
def finding_a_place(setting: Setting) -> QWidget:
    """Places are offered while the witness's words are written."""
    answered = {path: value for path, value in WITNESS.items() if path != "/witness/home"}
    desk = conducting(CONSENT, answered, {"/witness/other_names": "T-별"}, section="/witness")
    desk.resize(*setting.size)
    view = question(desk, "/home")
    listed, words = view.findChild(PlaceSuggestions), view.findChild(TextLine)
    assert listed is not None
    assert words is not None
    words.set_text("혜사")
    view.focus_answer()
    QTimer.singleShot(0, lambda: (listed.offer("혜사"), listed.step(1)))
    return desk


@screen("field-story")
def story(_setting: Setting) -> QWidget:
    """A long account and the file that goes with it."""
    return conducting(CONSENT, WITNESS, STORY, section="/story")


@screen("field-beyond-consent")
def beyond_consent(_setting: Setting) -> QWidget:
    """The witness took back that their voice may be recorded."""
    return conducting(CONSENT, WITNESS, STORY, {"/consent/sc3": "NO"}, section="/story")


@screen("field-harm-none")
def nobody_harmed(_setting: Setting) -> QWidget:
    """A repeat without any instance."""
    return conducting(CONSENT, WITNESS, STORY, section="/harm")


@screen("field-harm")
def harm(_setting: Setting) -> QWidget:
    """Two persons, a fuzzy date, a warning, and how the witness knows."""
    desk = conducting(CONSENT, WITNESS, STORY, HARM, section="/harm")
    question(desk, "/when").side_chosen.emit("source")
    return desk


@screen("field-harm-when")
def words_about_a_date(setting: Setting) -> QWidget:
    """Words that may mean two winters, and which of them is for the interviewer to say."""
    undated = {path: value for path, value in HARM.items() if not path.endswith("/when")}
    desk = conducting(CONSENT, WITNESS, STORY, undated, section="/harm")
    desk.resize(*setting.size)
    view = question(desk, "/when")
    words, readings = view.findChild(TextLine), view.findChild(DateReadings)
    assert words is not None
    assert readings is not None
    view.focus_answer()
    words.set_text("2009년 겨울")
    QTimer.singleShot(0, lambda: readings.offer(words.text()))
    return desk


@screen("field-harm-remove")
def removing(setting: Setting) -> QWidget:
    """Somebody is about to be taken out."""
    desk = conducting(CONSENT, WITNESS, STORY, HARM, section="/harm")
    desk.resize(*setting.size)
    ask_to_remove(desk, "2 T-조카 · 조카", partial(str))
    return desk


@screen("field-finding")
def finding(setting: Setting) -> QWidget:
    """Something is looked for by a part of its words."""
    desk = conducting(CONSENT, WITNESS, STORY, HARM, section="/harm")
    desk.resize(*setting.size)

    def look() -> None:
        desk.look_up()
        (line,) = desk.findChild(Palette).findChildren(TextLine)
        line.setText({"ko": "언제", "es": "cuándo", "en": "when"}[setting.language])

    QTimer.singleShot(0, desk, look)
    return desk


@screen("field-going-on")
def going_on(setting: Setting) -> QWidget:
    """A short interview may go on as a full one: what is carried over, and what is not."""
    parts = (CONSENT, WITNESS, STORY, HARM, REST)
    desk = conducting(*parts, section="/witness")
    desk.resize(*setting.size)
    wording = Wording((), setting.language, setting.language)
    found = carry(told(*parts), ed_full())
    title = wording.told(ed_full().protocol.title)
    ask_to_promote(desk, title, len(found.carried), questions_left(found, wording), lambda: None)
    return desk


@screen("field-gone-on")
def gone_on(_setting: Setting) -> QWidget:
    """The same interview as a full one, at the first question left."""
    session = StillSession()
    conductor = Conductor(session)
    conductor.protocol = ed_full().protocol
    desk = ConductDesk(session, conductor, nobody_chooses, NoMachine(), practice=False, has_office=True)
    desk.show_picture(draw(promoted(told(CONSENT, WITNESS, STORY, HARM, REST), ed_full())))
    desk.show_section("/consent")
    return desk


@screen("field-refused")
def refused(_setting: Setting) -> QWidget:
    """The disk is full while a name was typed."""
    desk = conducting(CONSENT, WITNESS, section="/witness")
    name = question(desk, "/name")
    name.show_refusal(KitError("files.disk-full", path="store.db"))
    return desk


@screen("field-closing")
def closing(_setting: Setting) -> QWidget:
    """The last section."""
    return conducting(CONSENT, WITNESS, STORY, HARM, SECOND_PERSON, REST, section="/closing")


@screen("field-seal-left")
def left_to_solve(_setting: Setting) -> QWidget:
    """Too early to seal."""
    future: dict[str, JsonValue] = {"/harm[2]/when": {"edtf": "2110", "words": "그 다음 해"}}
    return conducting(CONSENT, WITNESS, STORY, HARM, future, section=SEAL, office=False)


@screen("field-seal")
def ready_to_seal(_setting: Setting) -> QWidget:
    """Nothing is left but one warning."""
    return conducting(CONSENT, WITNESS, STORY, HARM, SECOND_PERSON, REST, section=SEAL)
