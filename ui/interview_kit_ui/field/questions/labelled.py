"""The small words above a field."""

from __future__ import annotations

from interview_kit_ui.language import bind_text
from interview_kit_ui.widgets.words import Words


def caption(key: str) -> Words:
    """Return a caption that says ``key``."""
    words = Words(role="caption", tone="soft", weight="medium")
    bind_text(words.setText, key)
    return words
