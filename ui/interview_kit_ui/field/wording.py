"""Which language says what: the witness is asked in theirs, the interviewer guided in the program's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from interview_kit.messages import LANGUAGES
from interview_kit.protocol.model import Texts, text_in

#: Characters of a question that are enough to know which it is.
_SHORT: Final = 48


@dataclass(frozen=True, slots=True)
class Wording:
    """The languages of a page. ``languages`` are those of the protocol."""

    languages: tuple[str, ...]
    witness: str
    interviewer: str

    def asked(self, texts: Texts) -> str:
        """Return what is said to the witness."""
        return text_in(texts, self.witness, self.interviewer)

    def second(self, texts: Texts) -> str:
        """Return the same in a second language, the interviewer's if it is another; empty for none."""
        others = [self.interviewer, *self.languages]
        found = (texts[other] for other in others if other != self.witness and texts.get(other))
        second = next(found, "")
        return "" if second == self.asked(texts) else second

    def told(self, texts: Texts) -> str:
        """Return what is for the interviewer alone."""
        return text_in(texts, self.interviewer, self.witness)

    def next_witness(self) -> Wording:
        """Return the wording with the protocol's next language for the witness."""
        at = self.languages.index(self.witness)
        return replace(self, witness=self.languages[(at + 1) % len(self.languages)])

    @property
    def witness_name(self) -> str:
        """The witness's language as its speakers write it."""
        return LANGUAGES.get(self.witness, self.witness)


def in_short(question: str) -> str:
    """Return the beginning of a question, as much as is needed to know which it is."""
    words = question.split()
    while len(" ".join(words)) > _SHORT and len(words) > 1:
        words.pop()
    short = " ".join(words)
    return short if short == " ".join(question.split()) else f"{short} …"
