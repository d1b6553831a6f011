"""Two people compare a fingerprint: one reads it off the screen, or holds a phone to it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator

import pytest
import zxingcpp
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from interview_kit.crypto.fingerprint import matches
from interview_kit.trust.comparing import comparable
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.fingerprint_view import FingerprintView
from interview_kit_ui.widgets.group_grid import GroupGrid
from interview_kit_ui.widgets.qr_code import QrCode

DIGEST = hashlib.sha256(b"T-laptop").digest()
SHOWN = comparable(DIGEST)
WIDE, NARROW = 716, 420


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    yield
    LANGUAGE.use("en")
    theme.apply(qapp, theme.LIGHT)


def show(qtbot: QtBot, width: int) -> FingerprintView:
    view = FingerprintView(SHOWN)
    qtbot.addWidget(view)
    view.resize(width, view.heightForWidth(width))
    view.show()
    return view


def part(view: QWidget, name: str) -> GroupGrid:
    (found,) = [one for one in view.findChildren(GroupGrid) if one.accessibleName() == name]
    return found


def pixels(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def scanned(picture: QImage) -> list[str]:
    """What another program reads in a picture of the screen."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = memoryview(bytes(grey.constBits())).cast("B", (grey.height(), grey.bytesPerLine()))
    return [one.text for one in zxingcpp.read_barcodes(rows, try_invert=False)]


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=lambda one: f"T-{one.name}")
@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["T-wide", "T-narrow"])
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.3, 1.6], ids="T-{}".format)
def test_a_phone_held_to_the_screen_reads_the_digits(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme, width: int, scale: float
) -> None:
    theme.apply(qapp, dataclasses.replace(look, text_scale=scale))
    (read,) = scanned(pixels(show(qtbot, width)))
    assert read == SHOWN.digits
    assert matches(DIGEST, read)


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=lambda one: f"T-{one.name}")
def test_the_code_is_dark_on_white_with_four_light_modules_around(
    qtbot: QtBot, qapp: QApplication, look: theme.Theme
) -> None:
    """Whatever the theme: some readers do not look for a light code on dark ground."""
    theme.apply(qapp, look)
    view = show(qtbot, WIDE)
    (code,) = view.findChildren(QrCode)
    taken = pixels(code)
    margin = 4 * taken.width() // (len(SHOWN.code) + 8)
    inner = QRect(QPoint(margin, margin), taken.size() - QSize(2 * margin, 2 * margin))
    for x in range(taken.width()):
        for y in range(taken.height()):
            if not inner.contains(x, y) and not near_a_corner(taken, x, y):
                assert taken.pixelColor(x, y) == QColor("#FFFFFF"), (x, y)
    colours = {taken.pixelColor(x, y).name() for x in range(inner.x(), 60) for y in range(inner.y(), 60)}
    assert colours == {"#000000", "#ffffff"}


def near_a_corner(taken: QImage, x: int, y: int) -> bool:
    """The white ground has round corners."""
    return min(x, taken.width() - 1 - x) < 8 and min(y, taken.height() - 1 - y) < 8


def test_digits_and_words_are_read_row_by_row(qtbot: QtBot) -> None:
    view = show(qtbot, WIDE)
    assert (view.accessibleName(), view.accessibleDescription()) == ("Fingerprint", SHOWN.digits)
    assert part(view, "Fingerprint in digits").accessibleDescription() == SHOWN.digits
    assert part(view, "Fingerprint in words").accessibleDescription() == SHOWN.words["en"]


def test_the_words_follow_the_language_on_screen(qtbot: QtBot) -> None:
    view = show(qtbot, WIDE)
    LANGUAGE.use("ko")
    assert part(view, "낱말로 쓴 지문").accessibleDescription() == SHOWN.words["ko"]
    assert matches(DIGEST, SHOWN.words["ko"])


@pytest.mark.parametrize("language", ["en", "ko"], ids="T-{}".format)
@pytest.mark.parametrize("scale", [0.9, 1.0, 1.6], ids="T-{}".format)
@pytest.mark.parametrize("width", [WIDE, 654, NARROW, 340], ids="T-{}".format)
def test_no_part_covers_another_or_leaves_the_frame(
    qtbot: QtBot, qapp: QApplication, language: str, scale: float, width: int
) -> None:
    LANGUAGE.use(language)
    theme.apply(qapp, dataclasses.replace(theme.LIGHT, text_scale=scale))
    view = show(qtbot, max(width, FingerprintView(SHOWN).minimumSizeHint().width()))
    boxes = [one.geometry() for one in view.children() if isinstance(one, QWidget)]
    assert len(boxes) == 4
    for number, box in enumerate(boxes):
        assert view.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


def test_the_code_goes_under_the_words_without_room(qtbot: QtBot) -> None:
    for width, beside in ((WIDE, True), (NARROW, False)):
        view = show(qtbot, width)
        (code,) = view.findChildren(QrCode)
        assert (code.x() > part(view, "Fingerprint in words").geometry().right()) == beside
        assert code.geometry().bottom() < view.height()


def test_another_fingerprint_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    view = show(qtbot, WIDE)
    other = comparable(hashlib.sha256(b"T-office").digest())
    view.set_fingerprint(other)
    assert scanned(pixels(view)) == [other.digits]
    assert part(view, "Fingerprint in words").accessibleDescription() == other.words["en"]
