"""What can be found in an open interview: what one can do, its sections, and every question that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from interview_kit.interview.picture import InterviewPicture, NodePicture, SectionPicture
from interview_kit.protocol.model import Kind
from interview_kit_ui.actions import Actions, shown_key
from interview_kit_ui.field.sections import offered
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import tr
from interview_kit_ui.widgets.palette import Entry, entry


def entries(
    actions: Actions,
    picture: InterviewPicture,
    wording: Wording,
    go_to: Callable[[str], object],
) -> list[Entry]:
    """Return everything there is to find; ``go_to`` takes a section's path or a question's stable path."""
    return [
        *(entry(tr(one.code), shown_key(one.key), one.act) for one in actions.now()),
        *_places(picture, wording, go_to),
    ]


def _places(picture: InterviewPicture, wording: Wording, go_to: Callable[[str], object]) -> Iterator[Entry]:
    sections = offered(picture)
    for section in sections:
        go = partial(go_to, section.path)
        yield entry(wording.told(section.label), tr("field.a-section"), go, section.label.values())
    for section in sections:
        for node in _questions(section):
            texts = node.definition.label
            where = _where(node, wording.told(section.label))
            words = wording.told(texts) or node.definition.name
            yield entry(words, where, partial(go_to, node.stable), (*texts.values(), node.path))


def _questions(section: SectionPicture) -> Iterator[NodePicture]:
    for held in section.nodes:
        for node in held.walk():
            if node.definition.kind is Kind.QUESTION and node.relevant:
                yield node


def _where(node: NodePicture, section: str) -> str:
    """Return the section, and which of its instances: "Victims 2.1"."""
    steps = [step.partition("[")[2].removesuffix("]") for step in node.path.split("/")]
    numbers = ".".join(step for step in steps if step)
    return f"{section} {numbers}".strip()
