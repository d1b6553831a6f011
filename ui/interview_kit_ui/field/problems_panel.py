"""What is left to look at, in the panel at the right: errors, warnings, and what was not asked yet."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from interview_kit.interview.picture import InterviewPicture
from interview_kit.interview.problems import Problem
from interview_kit.messages import say
from interview_kit_ui.field.wording import Wording, in_short
from interview_kit_ui.language import LANGUAGE, bind_text, tr
from interview_kit_ui.theme import Tone
from interview_kit_ui.widgets.side_panel import PanelEntry, SidePanel
from interview_kit_ui.widgets.words import Words

UNANSWERED: Final = "interview.unanswered"
_TITLES: Final = {
    "errors": "field.to-correct",
    "warnings": "field.to-check",
    "unanswered": "field.not-answered",
}

#: Entries of one group that can be taken in; whoever solves some sees the next.
_SHOWN: Final = 12

Groups = dict[str, tuple[PanelEntry, ...]]


class ProblemsPanel(QObject):
    """Fills a side panel. Signal ``chosen(str)``: the stable path of the problem, or of a section."""

    chosen = Signal(str)

    def __init__(self, panel: SidePanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._shown: Groups = {}
        #: What was led to last.
        self._led_to: Problem | None = None
        self._nothing = Words(role="guidance", tone="soft")
        bind_text(self._nothing.setText, "field.nothing-to-check")
        panel.add(self._nothing)
        panel.entry_chosen.connect(lambda _group, name: self.chosen.emit(name))

    def show_problems(self, picture: InterviewPicture, current: str, wording: Wording) -> None:
        """Show what ``picture`` has to say, in most detail about the ``current`` section."""
        every = panel_groups(picture, current, wording)
        groups = {name: _first(entries) for name, entries in every.items()}
        for name, title in _TITLES.items():
            if groups[name] != self._shown.get(name):
                self._panel.set_group(name, title, groups[name])
        self._shown = groups
        self._nothing.setVisible(not any(groups.values()))

    def following(self, found: list[Problem]) -> Problem:
        """Return the problem after the one that was led to last, round and round."""
        at = found.index(self._led_to) + 1 if self._led_to in found else 0
        self._led_to = found[at % len(found)]
        return self._led_to


def pressing(picture: InterviewPicture) -> list[Problem]:
    """Return what asks for a look now: every problem but what was not asked yet."""
    return [problem for problem in picture.problems if problem.code != UNANSWERED]


def panel_groups(
    picture: InterviewPicture, current: str, wording: Wording, section_key: str = "field.left-in-section"
) -> Groups:
    """Return the entries of each group. Questions not answered yet are named one by one in the ``current``
    section, and counted in the words of ``section_key`` in every other.
    """
    errors: list[PanelEntry] = []
    warnings: list[PanelEntry] = []
    for problem in pressing(picture):
        tone: Tone = "record" if problem.level == "error" else "ink"
        entry = PanelEntry(problem.stable, problem_in_words(problem, picture, wording), tone=tone)
        (errors if problem.level == "error" else warnings).append(entry)
    unanswered: list[PanelEntry] = []
    open_in: dict[str, list[Problem]] = {}
    for problem in picture.problems:
        if problem.code == UNANSWERED:
            open_in.setdefault(_section(problem.path), []).append(problem)
    for section in picture.sections:
        left = open_in.get(section.path.removeprefix("/"), [])
        if section.path == current:
            unanswered = [_question_entry(one, picture, wording) for one in left] + unanswered
        elif left:
            words = tr(section_key, section=wording.told(section.label), count=len(left))
            unanswered.append(PanelEntry(left[0].stable, words))
    return {"errors": tuple(errors), "warnings": tuple(warnings), "unanswered": tuple(unanswered)}


def problem_in_words(problem: Problem, picture: InterviewPicture, wording: Wording) -> str:
    """Return what is wrong: the protocol's own words where it has some, else our words and the question."""
    words = wording.told(problem.words)
    if words:
        return words
    node = picture.nodes.get(problem.stable)
    question = in_short(wording.told(node.definition.label)) if node else ""
    return (
        f"{question} – {say(problem.code, LANGUAGE.code)}" if question else say(problem.code, LANGUAGE.code)
    )


def _first(entries: tuple[PanelEntry, ...]) -> tuple[PanelEntry, ...]:
    """Return the first entries, and one that says how many more there are and leads to the next of them."""
    if len(entries) <= _SHOWN + 1:
        return entries
    following = entries[_SHOWN]
    more = PanelEntry(following.name, tr("field.and-more", count=len(entries) - _SHOWN), tone="soft")
    return (*entries[:_SHOWN], more)


def _section(path: str) -> str:
    """Return the name of the section a path lies in."""
    return path.split("/", 2)[1].partition("[")[0]


def _question_entry(problem: Problem, picture: InterviewPicture, wording: Wording) -> PanelEntry:
    node = picture.nodes.get(problem.stable)
    return PanelEntry(problem.stable, in_short(wording.told(node.definition.label)) if node else problem.path)
