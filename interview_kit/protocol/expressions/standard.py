"""The functions every form may call: XPath 1.0 and the ODK XForms specification."""

from __future__ import annotations

from typing import Final

from interview_kit.protocol.expressions.functions.chance import CHANCE
from interview_kit.protocol.expressions.functions.days import DAYS
from interview_kit.protocol.expressions.functions.digests import DIGESTS
from interview_kit.protocol.expressions.functions.function import Functions, table
from interview_kit.protocol.expressions.functions.logic import LOGIC
from interview_kit.protocol.expressions.functions.lookups import LOOKUPS
from interview_kit.protocol.expressions.functions.nodesets import NODESETS
from interview_kit.protocol.expressions.functions.numbers import NUMBERS
from interview_kit.protocol.expressions.functions.patterns import PATTERNS
from interview_kit.protocol.expressions.functions.places import PLACES
from interview_kit.protocol.expressions.functions.repeats import REPEATS
from interview_kit.protocol.expressions.functions.selects import SELECTS
from interview_kit.protocol.expressions.functions.text import TEXT

STANDARD: Final[Functions] = table(
    LOGIC,
    TEXT,
    NUMBERS,
    DAYS,
    SELECTS,
    NODESETS,
    REPEATS,
    CHANCE,
    DIGESTS,
    PATTERNS,
    PLACES,
    LOOKUPS,
)
