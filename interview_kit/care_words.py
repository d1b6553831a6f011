"""Words to say when it is hard, words to end with, and whom to turn to."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

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


#: Read with this module, which the worker imports: whoever shows them must not wait for a disk.
_SHIPPED: Final = TypeAdapter(dict[CareWords, Texts]).validate_json(
    shipped("resources", "care", "words.json").read_bytes()
)


def care_words(protocol: Protocol, which: CareWords) -> Texts:
    """Return the words in each language, a line for each sentence.

    An office puts its own into its protocol: its text with the id ``care-grounding``, ``care-ending`` or
    ``care-referral``. Without one they are those that ship with the program.
    """
    return protocol.texts.get(f"care-{which}") or _SHIPPED[which]
