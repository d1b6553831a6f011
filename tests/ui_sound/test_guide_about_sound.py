"""F1 opens the chapter about sound where sound is, and the one about care at the table."""

from __future__ import annotations

import pytest
from desktop import CTRL
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPixmap, QTextDocument
from PySide6.QtWidgets import QApplication
from testimony import F6, Testimony

from interview_kit_ui.help.help_key import HelpKey
from interview_kit_ui.help.help_sheet import HelpSheet


@pytest.fixture
def with_guide(testimony: Testimony) -> Testimony:
    app = QApplication.instance()
    assert app is not None
    HelpKey(app, testimony.person.window)
    return testimony


def chapter(told: Testimony) -> str:
    """Press F1 and return which chapter is shown."""
    told.person.press(Qt.Key.Key_F1)
    (sheet,) = [one for one in told.person.window.findChildren(HelpSheet) if one.isVisible()]
    return sheet.place[0]


def test_from_everything_about_sound(with_guide: Testimony) -> None:
    with_guide.see_sound()
    assert chapter(with_guide) == "sound"


def test_from_the_table(with_guide: Testimony) -> None:
    with_guide.person.press(F6, CTRL)
    assert chapter(with_guide) == "care"


def test_from_a_break(with_guide: Testimony) -> None:
    with_guide.person.press(F6)
    with_guide.person.until(lambda: with_guide.person.buttons("Go on"))
    assert chapter(with_guide) == "care"


def test_below_a_picture_the_text_goes_on_without_a_gap(with_guide: Testimony) -> None:
    with_guide.see_sound()
    chapter(with_guide)
    (sheet,) = with_guide.person.window.findChildren(HelpSheet)
    document, kind = sheet.page.document(), QTextDocument.ResourceType.ImageResource.value
    block, gaps = document.begin(), []
    while block.isValid():
        if "\ufffc" in block.text():
            image = block.begin().fragment().charFormat().toImageFormat()
            shown = sheet.page.loadResource(kind, QUrl(image.name()))
            assert isinstance(shown, QImage | QPixmap)
            high = (image.width() or shown.width()) * shown.height() / shown.width()
            here, below = map(document.documentLayout().blockBoundingRect, (block, block.next()))
            gaps.append(below.top() - here.top() - high)
        block = block.next()
    assert len(gaps) == 2
    assert max(gaps) < 40
