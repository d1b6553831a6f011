"""What commands print is seen, and never obeyed by the terminal."""

from __future__ import annotations

import json

import pytest

from interview_kit.commands.speech import Speech

#: Clears the screen, takes another title, turns the words around.
HOSTILE = "T-one\x1b[2J\x1b]0;T-title\x07\r\u202eT-two\x9b31m"


@pytest.mark.parametrize("way", ["table", "say"])
def test_control_characters_in_an_answer_or_a_file_name_are_shown_as_such(
    way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    speech = Speech("en", as_json=False)
    if way == "table":
        speech.table(("cli.column-path", "cli.column-answer"), [("/T", HOSTILE)])
    else:
        speech.say("cli.quarantined", file=HOSTILE, reason="T")
    shown = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\r", "\u202e", "\x9b"} & set(shown)
    assert "T-one\N{REPLACEMENT CHARACTER}[2J" in shown
    assert "T-two" in shown


def test_json_keeps_them_exactly_and_writes_them_out(capsys: pytest.CaptureFixture[str]) -> None:
    Speech("en", as_json=True).give({"words": HOSTILE})
    shown = capsys.readouterr().out
    assert json.loads(shown) == {"words": HOSTILE}
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)
