"""Messages: what happened stands out, and they follow the language."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from interview_kit.errors import StorageError
from interview_kit_ui.language import LANGUAGE
from interview_kit_ui.widgets.notice import Notice
from interview_kit_ui.widgets.words import Words


def texts(notice: Notice) -> list[str]:
    return [words.text() for words in notice.findChildren(Words) if words.isVisibleTo(notice)]


def test_an_error_says_what_happened_what_is_safe_and_what_next(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    assert notice.isHidden()
    notice.show_error(StorageError("files.disk-full", path="a.ikb"))
    assert not notice.isHidden()
    assert texts(notice) == [
        "The disk is full, so a.ikb was not written.",
        "What was saved before is intact. Free some space and try again.",
    ]
    assert notice.accessibleName() == "Problem"


def test_a_message_on_screen_follows_the_language(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.say("ok", "widgets.cancelled")
    LANGUAGE.use("ko")
    assert texts(notice) == ["취소했습니다.", "바뀐 것은 없습니다."]


def test_a_cleared_message_stays_gone(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.say("warn", "widgets.cancelled")
    notice.clear()
    LANGUAGE.use("ko")
    assert notice.isHidden()
