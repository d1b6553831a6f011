"""What whoever reads an archived interview must know of how it came about, in words."""

from __future__ import annotations

from typing import Final

from interview_kit.interview.notes import Gap
from interview_kit.messages import say
from interview_kit.office.archive import Archived

#: Digits of a key id that people see.
_SHORT: Final = 8


def remarks(archived: Archived, language: str) -> tuple[str, ...]:
    """Return a sentence each: who sealed and wrote, what was promoted or lost, how the clock jumped."""
    course = archived.course
    told = []
    if archived.amendments:
        told.append(say("office.amended", language, count=len(archived.amendments)))
    if archived.sealed_by_office:
        told.append(say("office.sealed-by-office", language))
    if course.promoted is not None:
        day, began = course.promoted.time[:10], course.promoted.began
        told.append(say("office.promoted", language, began=began, day=day))
    if len(course.authors) > 1:
        names = ", ".join(_name(archived, key, language) for key in course.authors)
        told.append(say("office.written-by", language, authors=names))
    told += (_lost(gap, language) for gap in course.gaps)
    if course.passed_over:
        told.append(say("office.passed-over", language, count=course.passed_over))
    for jump in course.jumps:
        key = "office.clock-ahead" if jump > 0 else "office.clock-back"
        told.append(say(key, language, by=_duration(abs(jump))))
    return tuple(told)


def _name(archived: Archived, key: str, language: str) -> str:
    if key in archived.authors:
        return archived.authors[key]
    if archived.sealed_by_office and key == archived.manifest.laptop:
        return say("office.itself", language)
    return say("office.author-unknown", language, key=key[:_SHORT])


def _lost(gap: Gap, language: str) -> str:
    if gap.before is None:
        return say("office.end-lost", language, after=gap.after)
    return say("office.entries-lost", language, count=gap.lost or 0, after=gap.after, before=gap.before)


def _duration(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"
