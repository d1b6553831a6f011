"""Drawing, signing, a photograph before it is attached, and one that was."""

from __future__ import annotations

import sys
from pathlib import Path

from invented_custody import CUSTODY
from invented_drawings import signature, sketch, way
from kit_type_screens import conducting
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from screen_registry import Setting, screen

from interview_kit.maps.outlines import outlines
from interview_kit.maps.svg import HOME
from interview_kit_ui.field.conduct import ConductDesk
from interview_kit_ui.field.pictures.import_sheet import ImportSheet
from interview_kit_ui.field.pictures.picture_sheet import PictureSheet
from interview_kit_ui.field.pictures.preview import Preview
from interview_kit_ui.field.pictures.signature_sheet import SignatureSheet
from interview_kit_ui.field.pictures.sketch_sheet import SketchSheet

sys.path.append(str(Path(__file__).parents[1] / "images"))
from photographs import jpeg, told_by

#: The north-east, as much as fits.
_WEST, _NORTH, _EAST, _SOUTH = outlines().regions[HOME].bounds
PART = ((_WEST + _EAST) / 2, (_NORTH + _SOUTH) / 2, 900 / (_SOUTH - _NORTH))


def behind(setting: Setting) -> ConductDesk:
    desk = conducting(CUSTODY, "/custody/map")
    desk.resize(*setting.size)
    return desk


def photograph() -> QImage:
    """A field under a sky, painted."""
    image = QImage(1600, 1100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    painter = QPainter(image)
    painter.fillRect(0, 620, 1600, 480, Qt.GlobalColor.darkGreen)
    painter.fillRect(480, 420, 420, 260, Qt.GlobalColor.darkGray)
    painter.fillRect(650, 540, 90, 140, Qt.GlobalColor.black)
    painter.end()
    return image


def question(korean: str, english: str, setting: Setting) -> str:
    return korean if setting.language == "ko" else english


@screen("field-sketch")
def drawing(setting: Setting) -> QWidget:
    """A sketch is drawn on; the keyboard holds the pen."""
    desk = behind(setting)
    title = question("그곳을 그림으로 그려 주시겠습니까?", "Would you draw it for us?", setting)
    aside = question("이름은 쓰지 않게 하십시오.", "No names on it: the office can see it.", setting)
    sheet = SketchSheet(desk, title, aside, sketch())
    sheet.open()
    for key in (Qt.Key.Key_Space, *[Qt.Key.Key_Left] * 12):
        pressed = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(sheet.pad, pressed)
    sheet.pad.ink.end()
    sheet.pad.changed.emit()
    return desk


@screen("field-sketch-map")
def drawing_on_the_map(setting: Setting) -> QWidget:
    """On a part of the map."""
    desk = behind(setting)
    title = question("어디로 갔습니까?", "Which way did you go?", setting)
    SketchSheet(desk, title, "", way(PART)).open()
    return desk


@screen("field-signature")
def signing(setting: Setting) -> QWidget:
    """The witness has just signed."""
    desk = behind(setting)
    who = question("증언자 서명이나 지장", "Signature or thumbprint of the witness", setting)
    how = question("증언자가 어떻게 확인했습니까? 서명", "How did the witness confirm it? Signature", setting)
    sheet = SignatureSheet(desk, who, (how, f"{question('T 구금', 'T custody', setting)} · 2026-03-14"))
    stroke = signature().strokes[0]
    sheet.open()
    sheet.pad.ink.begin(*stroke.points[0][:2], 8)
    for x, y, pressed in stroke.points[1:]:
        sheet.pad.ink.go_on(x, y, pressed)
    sheet.pad.finish()
    return desk


@screen("field-photo-import")
def before_attaching(setting: Setting) -> QWidget:
    """A photograph that says where it was taken and by whom."""
    desk = behind(setting)
    content = jpeg(image=photograph())
    told = told_by(content)
    ImportSheet(desk, Preview("T-IMG_0417.JPG", "image/jpeg", len(content), photograph(), told)).open()
    return desk


@screen("field-document-import")
def document(setting: Setting) -> QWidget:
    """A document, of which nothing can be shown."""
    desk = behind(setting)
    told = told_by(b"%PDF-1.7 /Author (T-writer)")
    ImportSheet(desk, Preview("T-판결문.pdf", "application/pdf", 348_112, None, told)).open()
    return desk


@screen("field-picture")
def looking(setting: Setting) -> QWidget:
    """An attached picture, a little nearer."""
    desk = behind(setting)
    title = question("사진이나 사본", "Photograph or copy", setting)
    about = "image/jpeg · 2.3 MB · SHA-256 3fa2c1d09b7e…"
    sheet = PictureSheet(desk, title, photograph(), about)
    sheet.open()
    sheet.view.closer()
    return desk
