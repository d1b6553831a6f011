"""Times as people at the office read them: on the office's own clock, plainly."""

from __future__ import annotations

from datetime import datetime


def moment(utc: str) -> str:
    """Return a stored UTC time as ``2026-11-22 15:04`` of the local clock."""
    return _local(utc).strftime("%Y-%m-%d %H:%M")


def day(utc: str) -> str:
    """Return the local day of a stored UTC time, ``2026-11-22``."""
    return _local(utc).strftime("%Y-%m-%d")


def _local(utc: str) -> datetime:
    return datetime.fromisoformat(utc).astimezone()
