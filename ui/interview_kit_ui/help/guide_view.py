"""One chapter of the guide, laid out to be read. Nothing in it leads out of the program."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from interview_kit.guide import Chapter, picture_file
from interview_kit_ui import theme
from interview_kit_ui.language import LANGUAGE

#: Between two syllables of Hangul: a line breaks between words, never inside one.
_JOINER: Final = "\u2060"
_INSIDE_A_WORD: Final = re.compile("(?<=[\uac00-\ud7a3])(?=[\uac00-\ud7a3(,.’”])")
_LINE_HEIGHT: Final = 150
#: What stands in a text where a picture is.
_PICTURE: Final = "\ufffc"
_TITLE, _PART = 1, 2
#: Above the part that one was led to.
_AIR: Final = 8


class GuideView(QTextBrowser):
    """Shows a chapter. Signal: ``link_followed(str, str)`` another chapter, and a heading in it or ``""``.

    The arrows scroll, Tab goes from link to link, Enter follows one.
    """

    link_followed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chapter: Chapter | None = None
        self._page: QTextDocument | None = None
        self._width = 0
        #: While lines are laid out the scroll bar may come and the page become narrower: another document
        #: may not take the place of this one before that is over.
        self._refit = QTimer(self, singleShot=True, interval=0)
        self._refit.timeout.connect(self._fit)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)

    def show_chapter(self, chapter: Chapter, heading: str = "") -> None:
        """Show a chapter from its beginning, or from one of its headings."""
        self._chapter = chapter
        self._lay_out()
        self.setAccessibleName(chapter.title)
        self._go_to(self._headed(heading))

    def restyle(self) -> None:
        """Lay out again in the colours and sizes in force; one stays where one was."""
        on_top = self.cursorForPosition(QPoint(0, 0)).blockNumber()
        self._lay_out()
        self._go_to(self.document().findBlockByNumber(on_top))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the guide, no wider than the page. Nothing else is ever loaded."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(picture_file(address, LANGUAGE.code)))
        room = max(120, self._page_width())
        if image.width() > room:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return image

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(_JOINER, ""))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier or event.key() == Qt.Key.Key_Backspace:
            event.ignore()  # the sheet goes back and forward, which knows more than this chapter
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit.start()

    def _fit(self) -> None:
        if self._page_width() != self._width:
            self.restyle()

    def _page_width(self) -> int:
        return self.viewport().width() - 2 * theme.current().px(12)

    def _follow(self, url: QUrl) -> None:
        if not url.scheme():
            self.link_followed.emit(url.path(), url.fragment())

    def _headed(self, heading: str) -> QTextBlock:
        """Return where a part begins; the title, where there is no such part."""
        block = self.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() == _PART and block.text().replace(_JOINER, "") == heading:
                return block
            block = block.next()
        return self.document().begin()

    def _go_to(self, block: QTextBlock) -> None:
        """Bring a block to the top, and the cursor, from which Tab looks for the next link."""
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(top - theme.current().px(_AIR) if block.position() else 0)

    # Laying out -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        if self._chapter is None:
            return
        self._width = self._page_width()
        shown = theme.current()
        page = QTextDocument(self)
        page.setDefaultFont(shown.font("body"))
        page.setDocumentMargin(shown.px(12))
        text = f"# {self._chapter.title}\n\n{self._chapter.text}"
        page.setMarkdown(_joined(text), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._space(page)
        for frame in page.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _rule(frame)
        self.setDocument(page)
        if self._page is not None:
            self._page.deleteLater()
        self._page = page

    def _space(self, page: QTextDocument) -> None:
        """Give every block the air that Hangul needs, and headings their sizes."""
        shown = theme.current()
        cursor = QTextCursor(page)
        block = page.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            level = block.blockFormat().headingLevel()
            spaced = QTextBlockFormat(block.blockFormat())
            if _PICTURE not in block.text():  # half of its height would stand empty below it
                spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            spaced.setTopMargin(shown.px(18 if level == _PART else 2))
            spaced.setBottomMargin(shown.px(6 if level else 8 if block.textList() is None else 3))
            cursor.setBlockFormat(spaced)
            if level:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(_heading_format(level))
            else:
                _dress(block, cursor)
            block = block.next()


def _dress(block: QTextBlock, cursor: QTextCursor) -> None:
    """Give keys and what stands on the screen a weight that the typeface has, and keys its letters."""
    shown = theme.current()
    pieces = [(one.position(), one.length(), one.charFormat()) for one in _fragments(block)]
    for start, length, found in pieces:
        key = found.fontFixedPitch()
        if not key and found.fontWeight() <= QFont.Weight.Normal:
            continue
        dressed = QTextCharFormat()
        dressed.setFont(shown.font("body", "medium" if key else "semibold"))
        if key:
            dressed.setBackground(shown.colour("accent_soft"))
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(dressed)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    found, at = [], block.begin()
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _heading_format(level: int) -> QTextCharFormat:
    shown = theme.current()
    format_ = QTextCharFormat()
    format_.setFont(shown.font("title" if level == _TITLE else "answer", "semibold"))
    format_.setForeground(shown.colour("ink"))
    return format_


def _rule(table: QTextTable) -> None:
    """Draw lines below rows, as wide as the page."""
    shown = theme.current()
    looks = table.format()
    looks.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    looks.setCellPadding(shown.px(4))
    looks.setCellSpacing(0)
    looks.setBorder(1)
    looks.setBorderCollapse(True)
    looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    looks.setBorderBrush(QColor(shown.colour("line")))
    table.setFormat(looks)
    head = QTextCharFormat()
    head.setFontWeight(QFont.Weight.DemiBold)
    for column in range(table.columns()):
        cursor = table.cellAt(0, column).firstCursorPosition()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(head)


def _joined(text: str) -> str:
    """Put joiners inside words; addresses in brackets hold no Hangul, so they stay as they are."""
    return _INSIDE_A_WORD.sub(_JOINER, text)
