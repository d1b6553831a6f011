"""Everything an expression of a protocol may call: what ODK has, and functions of our own."""

from __future__ import annotations

from typing import Final

from interview_kit.protocol.answer_functions import ANSWERS
from interview_kit.protocol.date_functions import DATES
from interview_kit.protocol.expressions.functions.function import Functions, table
from interview_kit.protocol.expressions.namespaces import KIT
from interview_kit.protocol.expressions.standard import STANDARD

NAMESPACE: Final = KIT
#: Prefixes that every protocol's expressions may use.
PREFIXES: Final = {
    "kit": NAMESPACE,
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
}
FUNCTIONS: Final[Functions] = table(STANDARD.values(), ANSWERS, DATES)
