"""The sections of an interview as one goes through them."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.interview.picture import InterviewPicture, SectionPicture
from interview_kit.protocol.model import Protocol
from interview_kit.values import paths
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import tr
from interview_kit_ui.widgets.rail import Section
from interview_kit_ui.widgets.section_dot import SectionDot

_DOTS = {"empty": SectionDot.EMPTY, "half": SectionDot.HALF, "full": SectionDot.FULL}


def offered(picture: InterviewPicture) -> list[SectionPicture]:
    """Return the sections to go through: all but those that an answer skips."""
    return [
        section
        for section in picture.sections
        if section.repeat or section.locked_by or any(node.relevant for node in section.nodes)
    ]


def neighbours(
    picture: InterviewPicture, current: str
) -> tuple[SectionPicture | None, SectionPicture | None]:
    """Return the sections before and after ``current``, None where there is none.

    ``current`` may be skipped by now; what is no section comes after all of them.
    """
    order = [one.path for one in picture.sections]
    here = order.index(current) if current in order else len(order)
    before = [one for one in offered(picture) if order.index(one.path) < here]
    after = [one for one in offered(picture) if order.index(one.path) > here]
    return before[-1] if before else None, after[0] if after else None


def rail_sections(picture: InterviewPicture, wording: Wording) -> list[Section]:
    """Return the entries of the rail; a locked section says so and has no dot."""
    return [_entry(section, wording) for section in offered(picture)]


def section_of(path: str, picture: InterviewPicture, protocol: Protocol) -> SectionPicture:
    """Return the section that holds ``path``; for what stands between sections, the one before it."""
    name = paths.parse(path)[0].name
    order = [child.name for child in protocol.children]
    at = order.index(name)
    before = [one for one in offered(picture) if order.index(one.path.removeprefix("/")) <= at]
    return (before or offered(picture))[-1 if before else 0]


def to_go_on_in(picture: InterviewPicture, protocol: Protocol, last_change: str) -> SectionPicture:
    """Return the section of the last change; if nothing is left in it, the next one where something is."""
    sections = offered(picture)
    here = section_of(last_change, picture, protocol) if last_change else sections[0]
    following = sections[sections.index(here) :]
    return next((one for one in following if _is_left(one)), here)


def first_left_in(picture: InterviewPicture, answered: Sequence[str]) -> str:
    """Return the stable path of the first open question in a section where some were answered before.

    ``answered`` are readable paths. Empty where nothing is left there.
    """
    sections = {paths.parse(path)[0].name for path in answered}
    left = (one for one in picture.problems if one.code == "interview.unanswered")
    return next((one.stable for one in left if paths.parse(one.stable)[0].name in sections), "")


def granting_question(picture: InterviewPicture, scopes: tuple[str, ...]) -> str:
    """Return the stable path of the question that asks for the first of these consents, empty for none."""
    return next((node.stable for node in picture.granting if node.definition.kit.grants in scopes), "")


def _is_left(section: SectionPicture) -> bool:
    nobody_yet = section.repeat and not section.nodes
    return not section.locked_by and (nobody_yet or section.answered < section.asked)


def _entry(section: SectionPicture, wording: Wording) -> Section:
    label = wording.told(section.label)
    if section.locked_by:
        return Section(section.path, tr("field.locked-section", name=label))
    count = f"\u00a0\u00a0{len(section.nodes)}" if section.repeat and section.nodes else ""
    return Section(section.path, label + count, _DOTS[section.state])
