"""The supervisor's screens, over a real office that has taken in real bundles of invented witnesses."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QWidget
from screen_registry import Setting, screen
from still import HalfWaySession, StillSession

from interview_kit.office import archive, revocation
from interview_kit.office.intake import import_bundles
from interview_kit.trust.roster import roster
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from interview_kit_ui.file_choice import Choice, Chooser
from interview_kit_ui.language import tr
from interview_kit_ui.office.desk import OfficeDesk
from interview_kit_ui.office.identity_sheet import IdentitySheet
from interview_kit_ui.office.question_sheet import QuestionSheet
from interview_kit_ui.office.revoke_sheet import RevokeSheet
from interview_kit_ui.session import WorkspacePicture
from interview_kit_ui.widgets.buttons import Button
from interview_kit_ui.widgets.passphrase_field import PassphraseField
from interview_kit_ui.widgets.text_line import TextLine
from interview_kit_ui.worker import Lane
from tests.arrivals import (
    damage,
    write_amendment,
    write_contradicting,
    write_from_stranger,
    write_sittings,
    write_sound,
    write_uncounted,
)
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, create_office, enrolled_stations

_NUMBERS = count()
REASONS = (
    "가족이 찾는 분과 같은 사람인지 확인",
    "유엔에 제출하기 전에 동의를 다시 여쭙기 위해 연락 방법을 봄",
    "두 진술의 이름이 같은 사람을 가리키는지 확인. 신원 관리자와 감독자가 함께 보았고, "
    "결과는 사건 기록 T-12에 적었습니다.",
)


@screen("office-intake")
def intake(_setting: Setting) -> QWidget:
    """After an import: new ones, known ones, refused ones; and what waits in quarantine."""
    stations = _stations().copied_to(_folder() / f"intake-{next(_NUMBERS)}")
    damage(min(stations.stick.glob("*.ikb")))
    write_from_stranger(stations, Purpose.PRACTICE)
    desk = _desk(StillSession(stations.office()), _choosing(stations.stick))
    _press(desk, "supervisor.import-folder")
    return desk


@screen("office-intake-running")
def importing(_setting: Setting) -> QWidget:
    """While bundles are checked."""
    desk = _desk(HalfWaySession(_office()), _choosing(Path()))
    _press(desk, "supervisor.import-folder")
    return desk


@screen("office-intake-new")
def new_office(_setting: Setting) -> QWidget:
    """An office that knows nobody yet."""
    return _desk(StillSession(_new_office()))


@screen("office-interviews")
def interviews(_setting: Setting) -> QWidget:
    """The archive, with one contradiction."""
    return _at("interviews")


@screen("office-interviews-empty")
def no_interviews(_setting: Setting) -> QWidget:
    """An archive with nothing in it."""
    desk = _desk(StillSession(_new_office()))
    desk.go("interviews")
    return desk


@screen("office-reading")
def reading(_setting: Setting) -> QWidget:
    """One interview; its identities are with the custodian."""
    return _reading("received")


@screen("office-reading-opened")
def reading_opened(_setting: Setting) -> QWidget:
    """One interview that contradicts another bundle, with its identities open."""
    desk = _reading("conflict")
    _ask_for_identity(desk, CUSTODIAN_PASSPHRASE)
    return desk


@screen("office-identity-refused")
def identity_refused(_setting: Setting) -> QWidget:
    """The sheet after a wrong passphrase."""
    desk = _reading("received")
    _ask_for_identity(desk, "not the custodian's")
    return desk


@screen("office-statistics")
def statistics(_setting: Setting) -> QWidget:
    """Counts by a question about each person harmed."""
    desk = _at("statistics")
    _sheet(desk).chosen.emit("/harm/agency")
    return desk


@screen("office-statistics-choosing")
def choosing_a_question(_setting: Setting) -> QWidget:
    """Choosing what to count by."""
    desk = _at("statistics")
    _press(desk, "supervisor.choose-question")
    return desk


@screen("office-statistics-empty")
def nothing_to_count(_setting: Setting) -> QWidget:
    """Nothing to count yet."""
    desk = _desk(StillSession(_new_office()))
    desk.go("statistics")
    return desk


@screen("office-team")
def team(_setting: Setting) -> QWidget:
    """The office's fingerprint, enrolling, and who is enrolled; a fingerprint was refused."""
    desk = _at("team", _choosing(_stations().stick / "laptop.ike"))
    _press(desk, "supervisor.choose-request")
    _line(desk, "supervisor.fingerprint-read").setText("40213 98817 00321 55120 77341 90018 23456 11902")
    _line(desk, "supervisor.fingerprint-read").edited.emit("")
    _press(desk, "supervisor.enrol")
    return desk


@screen("office-team-revoking")
def revoking(_setting: Setting) -> QWidget:
    """Asking up to where a laptop counts, and why."""
    desk = _at("team")
    _press(desk, "supervisor.revoke")
    _fill_in(desk, "노트북을 도난당함 (T)", "")
    return desk


@screen("office-team-revoked")
def revoked(_setting: Setting) -> QWidget:
    """After a laptop was revoked."""
    stations = _stations().copied_to(_folder() / f"revoked-{next(_NUMBERS)}")
    desk = _desk(StillSession(stations.office()), _choosing(stations.stick))
    _press(desk, "supervisor.import-folder")
    desk.go("team")
    _press(desk, "supervisor.revoke")
    _fill_in(desk, "T", "1")._submit()
    return desk


@screen("office-intake-held")
def held(_setting: Setting) -> QWidget:
    """Bundles of a revoked laptop wait for two supervisors."""
    stations = _stations().copied_to(_folder() / f"held-{next(_NUMBERS)}")
    office = stations.office()
    import_bundles(office, [stations.stick])
    (laptop,) = roster(office).values()
    revocation.revoke(office, laptop, "T", 1)
    return _desk(StillSession(office), _choosing(stations.stick))


@screen("office-reading-amended")
def reading_amended(_setting: Setting) -> QWidget:
    """One interview, and what was sealed later about it."""
    stations = _stations().copied_to(_folder() / f"amended-{next(_NUMBERS)}")
    about = write_amendment(stations)
    office = stations.office()
    import_bundles(office, [stations.stick])
    desk = _desk(StillSession(office), _choosing(stations.stick))
    desk.go("interviews")
    desk.read(about)
    return desk


@screen("office-reading-sittings")
def reading_sittings(_setting: Setting) -> QWidget:
    """One interview of two sittings."""
    stations = _stations().copied_to(_folder() / f"sittings-{next(_NUMBERS)}")
    interview = write_sittings(stations)
    office = stations.office()
    import_bundles(office, [stations.stick])
    desk = _desk(StillSession(office), _choosing(stations.stick))
    desk.read(interview)
    return desk


@screen("office-team-new")
def new_team(_setting: Setting) -> QWidget:
    """Nobody enrolled yet."""
    desk = _desk(StillSession(_new_office()))
    desk.go("team")
    return desk


@screen("office-audit")
def audit(_setting: Setting) -> QWidget:
    """What was opened, when and why."""
    desk = _desk(StillSession(_audited()))
    desk.go("audit")
    return desk


@screen("office-audit-empty")
def nobody_looked(_setting: Setting) -> QWidget:
    """Nobody has looked yet."""
    desk = _desk(StillSession(_new_office()))
    desk.go("audit")
    return desk


def _fill_in(desk: OfficeDesk, reason: str, last: str) -> RevokeSheet:
    (sheet,) = desk.findChildren(RevokeSheet)
    for line, text in zip(sheet.findChildren(TextLine), (reason, last), strict=True):
        line.setText(text)
    return sheet


def _at(room: str, choose: Chooser | None = None) -> OfficeDesk:
    desk = _desk(StillSession(_office()), choose or _choosing(Path()))
    desk.go(room)
    return desk


def _reading(state: str) -> OfficeDesk:
    desk = _at("interviews")
    desk.read(next(one.interview for one in archive.listing(_office()) if one.state == state))
    return desk


def _desk(session: StillSession, choose: Chooser | None = None) -> OfficeDesk:
    here = session._workspace
    assert here is not None
    name = "T-사무실"
    picture = WorkspacePicture(here.folder, here.role, here.purpose, name)
    desk = OfficeDesk(session, picture, choose or _choosing(Path()))
    desk.show()  # so that the focus goes where it would
    return desk


def _choosing(path: Path) -> Chooser:
    def choose(_window: QWidget, _lane: Lane, _choice: Choice, on_chosen: Callable[[Path], None]) -> None:
        on_chosen(path)

    return choose


def _press(desk: OfficeDesk, key: str) -> None:
    next(button for button in desk.findChildren(Button) if button.label == tr(key)).click()


def _line(among: QWidget, key: str) -> TextLine:
    return next(line for line in among.findChildren(TextLine) if line.accessibleName() == tr(key))


def _sheet(desk: OfficeDesk) -> QuestionSheet:
    return next(iter(desk.findChildren(QuestionSheet)))


def _ask_for_identity(desk: OfficeDesk, passphrase: str) -> None:
    _press(desk, "supervisor.identity-open")
    sheet = next(iter(desk.findChildren(IdentitySheet)))
    reason = "T-동생이 찾는 사람과 같은지 확인합니다. 신원 관리자 입회."
    _line(sheet, "supervisor.identity-reason").setText(reason)
    field = next(iter(sheet.findChildren(PassphraseField)))
    line = next(iter(field.findChildren(TextLine)))
    line.setText(passphrase)
    field.submitted.emit()


@functools.cache
def _stations() -> Stations:
    """A laptop with bundles of three witnesses on the stick, and an office that knows it."""
    stations = enrolled_stations(_folder() / "stations", Purpose.PRACTICE)
    write_sound(stations)
    return stations


@functools.cache
def _office() -> Workspace:
    """An office that holds interviews and a contradiction."""
    stations = _stations().copied_to(_folder() / "office")
    write_uncounted(stations)
    write_contradicting(stations, _folder() / "backup")
    office = stations.office()
    import_bundles(office, [stations.stick])
    return office


@functools.cache
def _audited() -> Workspace:
    """An office where identities have been opened."""
    stations = _stations().copied_to(_folder() / "audited")
    office = stations.office()
    import_bundles(office, [stations.stick])
    for one, reason in zip(archive.listing(office), REASONS, strict=True):
        archive.read_identity(office, one.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason=reason)
    archive.write_key(office, _folder() / "audited" / "key")
    return office


@functools.cache
def _new_office() -> Workspace:
    return create_office(_folder() / "new", Purpose.REAL)


@functools.cache
def _folder() -> Path:
    return Path(_rooms().name)


@functools.cache
def _rooms() -> tempfile.TemporaryDirectory[str]:
    """Kept until the process ends."""
    return tempfile.TemporaryDirectory(prefix="interview-kit-screens-")
