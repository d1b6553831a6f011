"""Words to say when it is hard, words to end with, and whom to turn to."""

from __future__ import annotations

import functools
from enum import StrEnum

from pydantic import TypeAdapter

from interview_kit.data import shipped
from interview_kit.protocol.model import Protocol, Texts


class CareWords(StrEnum):
    """What there are words for."""

    #: Read aloud: back to the here and now.
    GROUNDING = "grounding"
    #: Read aloud, where an interview ends before its end.
    ENDING = "ending"
    #: Whom to turn to.
    REFERRAL = "referral"


def care_words(protocol: Protocol, which: CareWords) -> Texts:
    """Return the words in each language, a line for each sentence.

    An office puts its own into its protocol: its text with the id ``care-grounding``, ``care-ending`` or
    ``care-referral``. Without one they are those that ship with the program.
    """
    return protocol.texts.get(f"care-{which}") or _shipped()[which]


@functools.cache
def _shipped() -> dict[CareWords, Texts]:
    file = shipped("resources", "care", "words.json")
    return TypeAdapter(dict[CareWords, Texts]).validate_json(file.read_bytes())
