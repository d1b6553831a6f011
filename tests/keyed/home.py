"""What an interviewer does at the list of interviews, with keys alone."""

from __future__ import annotations

import re

from tests.keyed.interviewer import Interviewer
from tests.keyed.program import Seen


def push(me: Interviewer, code: str) -> Seen:
    """Go to a button with Tab and press it."""
    label = me.says(code)
    me.tab_to(lambda focus: focus.get("button") == label)
    me.program.press("Return")
    return me.program.look()


def notice(me: Interviewer, code: str) -> str:
    """Wait for what the program says of how it went."""
    words = _longest_part(me.says(code))
    seen = me.until(lambda seen: any(words in one for one in seen["notices"]))
    return next(str(one) for one in seen["notices"] if words in one)


def _longest_part(text: str) -> str:
    return max(re.split(r"\{\w+\}", text), key=len)
