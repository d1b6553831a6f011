"""Times as people read them: on the clock of this computer, plainly."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime


def moment(utc: str) -> str:
    """Return a stored UTC time as ``2026-11-22 15:04`` of the local clock."""
    return _local(utc).strftime("%Y-%m-%d %H:%M")


def day(utc: str) -> str:
    """Return the local day of a stored UTC time, ``2026-11-22``."""
    return _local(utc).strftime("%Y-%m-%d")


def clock(utc: str) -> str:
    """Return the local time of day of a stored UTC time, ``15:04:09``."""
    return _local(utc).strftime("%H:%M:%S")


def _local(utc: str) -> datetime:
    told = datetime.fromisoformat(utc)
    with suppress(OverflowError, OSError, ValueError):  # a laptop's clock may have said anything
        told = told.astimezone()
    return told
