"""What the lint has to say of a protocol: a code, where, in which language, and how much it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from interview_kit.errors import Parameter

#: An error must be mended before a witness is asked; advice is for whoever writes the protocol to judge.
Level = Literal["error", "advice"]

#: How much each finding matters. The words of a code are ``lint.<code>`` in the translations.
LEVELS: Final[Mapping[str, Level]] = {
    # how a question sounds
    "leading": "error",
    "presupposes": "advice",
    "loaded": "advice",
    "doubled": "advice",
    "closed": "advice",
    "long-label": "advice",
    "hint-repeats": "advice",
    # in every language
    "no-words": "error",
    "not-translated": "error",
    "foreign-words": "error",
    "same-words": "advice",
    "placeholders-differ": "error",
    # what need not be answered
    "no-way-out": "error",
    "missing-as-choice": "error",
    # consent
    "before-consent": "error",
    "outside-consent": "error",
    "no-consent": "advice",
    "granted-twice": "error",
    "cannot-grant": "error",
    # who can be recognised
    "names-somebody": "error",
    "may-name-somebody": "advice",
    "reveals": "advice",
    # lists and sides
    "doubled-value": "error",
    "doubled-choice": "error",
    "unused-list": "advice",
    "not-open-first": "advice",
    "no-source": "advice",
    # what can happen
    "never-asked": "error",
    "hardly-asked": "advice",
    "rule-never": "error",
    "rule-hardly-ever": "advice",
    "rule-always": "error",
    "rule-nearly-always": "advice",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to think about.

    ``path`` is a node's, or ``title``, ``choices/<list>/<value>``, ``texts/<id>``. ``parameters`` fill in
    the words of the code.
    """

    code: str
    path: str
    language: str | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How much it matters."""
        return LEVELS[self.code]
