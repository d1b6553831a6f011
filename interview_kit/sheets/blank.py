"""A protocol on paper, to be filled in with a pencil where no laptop may be.

Every text is the protocol's own. A repeat begins a page of its own, which is copied as often as it is needed.
"""

from __future__ import annotations

from typing import Final

from interview_kit.messages import say
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import Kind, Side, text_in
from interview_kit.sheets.conditions import Conditions
from interview_kit.sheets.drawing import Report
from interview_kit.sheets.numbering import asked, numbers, sections
from interview_kit.sheets.page import line, new_page
from interview_kit.sheets.pencil import Option, Pencil, Piece
from interview_kit.sheets.spaces import INDENT, Spaces

#: Before it can no longer be read what is asked: millimetres that a heading needs below it.
_BELOW_A_HEADING: Final = 45.0
_LEGEND: Final = ("sheets.blank-aloud", "sheets.blank-boxes", "sheets.blank-if")


def blank_protocol(
    loaded: LoadedProtocol,
    language: str,
    *,
    practice: bool = False,
    report: Report = lambda _done, _total: None,
) -> bytes:
    """Return the sheets of a protocol in one language; its digest stands at the foot of each."""
    return _Blank(loaded, language, practice=practice).drawn(report)


def foot_of(loaded: LoadedProtocol, language: str, *, practice: bool) -> str:
    """Return what stands at the foot of a sheet: which protocol exactly it was printed from."""
    mark = f"{say('sheets.practice-mark', language)} · " if practice else ""
    return f"{mark}{loaded.protocol.key} · {loaded.digest.hex()}"


def text_of(node: FormNode, column: str, language: str) -> str:
    """Return a text of a node; where an answer would stand in it there is a line to write on."""
    text = text_in(getattr(node.node, column), language, "en")
    return "".join(
        part if isinstance(part, str) else "________" for part in node.template(text, column).parts
    ).strip()


class _Blank:
    def __init__(self, loaded: LoadedProtocol, language: str, *, practice: bool) -> None:
        self._loaded, self._language, self._practice = loaded, language, practice
        numbered = self._say("sheets.page", page="{page}", pages="{pages}")
        self._page = new_page(foot_of(loaded, language, practice=practice), numbered)
        self._pencil = Pencil(self._page)
        self._numbers = numbers(loaded.form)
        self._conditions = Conditions(loaded.form, self._numbers, language)
        self._spaces = Spaces(self._pencil, loaded.protocol, self._conditions, language)

    def drawn(self, report: Report) -> bytes:
        self._front()
        parts = sections(self._loaded.form)
        for done, section in enumerate(parts):
            report(done, len(parts))
            self._section(section)
        return bytes(self._page.output())

    # The front --------------------------------------------------------------------------------

    def _front(self) -> None:
        pencil = self._pencil
        line(self._page, 20, text_in(self._loaded.protocol.title, self._language, "en"), bold=True, space=1)
        line(self._page, 11, self._say("sheets.blank-title"), space=2)
        if self._practice:
            line(self._page, 12, self._say("sheets.handover-practice"), bold=True, space=2)
        labels = [self._say(f"sheets.blank-{what}") for what in ("interview", "day", "by")]
        pencil.put([pencil.lines_beside(labels, height=10)], after=4)
        pencil.put([pencil.words(9.5, self._say("sheets.blank-care"), bold=True)], after=2)
        pencil.put([pencil.words(9, self._say(key)) for key in _LEGEND], after=1)
        pencil.put([pencil.aside(self._say("sheets.blank-aside"))], after=2)
        for side in (Side.SOURCE, Side.CERTAINTY):
            if any(side in node.node.kit.sides for node in self._loaded.form.nodes):
                self._side(side)

    def _side(self, side: Side) -> None:
        choices = self._loaded.protocol.choices.get(side.value, ())
        options = [Option(text_in(one.label, self._language, "en"), one.value) for one in choices]
        words = self._say("sheets.side-codes", side=self._say(f"sheets.side-{side.value}"))
        codes = ";  ".join(f"{one.code} {one.words}" for one in options)
        if options:
            self._pencil.put([self._pencil.words(8.5, f"{words} {codes}")], after=1)

    # What is asked ----------------------------------------------------------------------------

    def _section(self, section: FormNode) -> None:
        if section.node.kind is Kind.QUESTION:
            self._question(section)
            return
        heading = f"{self._numbers[section]}   {text_of(section, 'label', self._language)}"
        if section.node.kind is Kind.REPEAT:
            self._repeat(section, heading)
            return
        if self._pencil.room < _BELOW_A_HEADING * 1.5:
            self._pencil.new_page()
        if not self._pencil.fresh:
            self._page.ln(4)
        self._pencil.put([self._pencil.band(heading, 15), *self._when(section)], after=2)
        self._children(section)

    def _children(self, node: FormNode) -> None:
        after_repeat = False
        for child in node.children:
            if _silent(child):
                continue
            repeats = child.node.kind is Kind.REPEAT
            if after_repeat and not repeats:
                self._pencil.new_page()
                self._going_on(node)
            self._one(child)
            after_repeat = repeats

    def _one(self, node: FormNode) -> None:
        match node.node.kind:
            case Kind.QUESTION:
                self._question(node)
            case Kind.NOTE:
                self._note(node)
            case Kind.REPEAT:
                self._repeat(node, text_of(node, "label", self._language))
            case _:
                label = text_of(node, "label", self._language)
                if label and self._pencil.room < _BELOW_A_HEADING:
                    self._pencil.new_page()
                if label or node.relevant is not None:
                    head = [self._pencil.band(label, 12)] if label else []
                    self._pencil.put([*head, *self._when(node)], after=1.5)
                self._children(node)

    def _repeat(self, repeat: FormNode, heading: str) -> None:
        before, self._pencil.heading = self._pencil.heading, ()
        self._pencil.new_page()
        self._pencil.put(
            [
                self._pencil.band(heading, 15),
                *self._when(repeat),
                self._pencil.aside(self._say("sheets.copy-for-each"), size=9),
                *(self._pencil.line(label, width=110, height=7.5) for label in self._which(repeat)),
            ],
            after=3,
        )
        self._pencil.heading = (
            self._pencil.lines_beside(self._which(repeat), height=7),
            self._pencil.words(4, " "),
        )
        self._children(repeat)
        self._pencil.heading = before

    def _which(self, repeat: FormNode) -> list[str]:
        """Return what a sheet of a repeat is numbered by: itself, and the sheets that it belongs to."""
        holders: list[FormNode] = [repeat]
        while (above := holders[0].parent) is not None and above.repeat is not None:
            holders.insert(0, above.repeat)
        return [self._say("sheets.which", label=text_of(one, "label", self._language)) for one in holders]

    def _going_on(self, node: FormNode) -> None:
        """Say on a new page what goes on there after the sheets of a repeat."""
        label = text_of(node, "label", self._language)
        if label:
            goes_on = self._say("sheets.goes-on", label=label)
            self._pencil.put([self._pencil.words(10, goes_on, bold=True)], after=3)

    def _question(self, node: FormNode) -> None:
        pencil = self._pencil
        label = text_of(node, "label", self._language) or node.node.name
        pieces = [
            *self._when(node),
            pencil.words(11, label, bold=True, indent=INDENT, number=self._numbers[node]),
        ]
        hint = text_of(node, "hint", self._language)
        if hint:
            pieces.append(pencil.words(10, hint, indent=INDENT))
        guidance = text_of(node, "guidance", self._language)
        if guidance:
            pieces.append(pencil.aside(guidance, indent=INDENT))
        pencil.put([*pieces, *self._spaces.below(node)], together=len(pieces))

    def _note(self, node: FormNode) -> None:
        label = text_of(node, "label", self._language)
        if not label:
            return
        rule = node.node.kit.level is not None
        words = self._say("sheets.check", words=label) if rule else label
        when = self._conditions.of(node)
        text = f"{when}  {words}" if when else words
        self._pencil.put([self._pencil.aside(text, indent=INDENT)], after=2)

    def _when(self, node: FormNode) -> list[Piece]:
        """Return what must be so for a node to be asked; consent that it needs by itself, too."""
        own = [scope for scope in node.needs if node.parent is None or scope not in node.parent.needs]
        scopes = self._loaded.form.scopes
        numbers_of = [self._numbers[scopes[scope]] for scope in own if scope in scopes]
        said = [self._conditions.of(node)] if node.relevant is not None else []
        if numbers_of:
            said.append(self._say("sheets.with-consent", questions=", ".join(numbers_of)))
        return [self._pencil.words(8.5, " ".join(said), indent=INDENT)] if said else []

    def _say(self, key: str, **parameters: str) -> str:
        return say(key, self._language, **parameters)


def _silent(node: FormNode) -> bool:
    """Whether nothing of a node is drawn: what is only worked out stays in the program."""
    match node.node.kind:
        case Kind.QUESTION:
            return not asked(node)
        case Kind.CALCULATION:
            return True
        case Kind.GROUP:
            return not any(asked(one) for one in node.walk())
    return False
