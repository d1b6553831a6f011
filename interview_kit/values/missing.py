"""Values that are missing for a reason. They are stored; they are never choices of a list."""

from __future__ import annotations

from enum import StrEnum


class Missing(StrEnum):
    """Why there is no value. "Not yet asked" and "skipped" are derived, never stored."""

    DONT_KNOW = "DK"
    REFUSED = "RF"
    NOT_APPLICABLE = "NA"
