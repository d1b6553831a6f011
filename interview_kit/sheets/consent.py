"""What a witness agrees to, on paper: read aloud, ticked one by one, and confirmed without a name.

No question is printed whose answer would tell who the witness is: those are asked in the program alone.
"""

from __future__ import annotations

from interview_kit.messages import say
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.lint.consenting import about_consent, first_granter
from interview_kit.protocol.model import text_in
from interview_kit.protocol.vocabularies import vocabularies
from interview_kit.sheets.blank import foot_of, text_of
from interview_kit.sheets.conditions import Conditions
from interview_kit.sheets.numbering import asked, numbers
from interview_kit.sheets.page import WIDTH, line, new_page
from interview_kit.sheets.pencil import Pencil, Piece
from interview_kit.sheets.spaces import INDENT, Spaces


def consent_sheet(loaded: LoadedProtocol, language: str, *, practice: bool = False) -> bytes:
    """Return what is read about consent, each thing agreed to with its boxes, and room to confirm it.

    Empty where the protocol asks for no consent.
    """
    if first_granter(loaded.form) is None:
        return b""
    numbered = say("sheets.page", language, page="{page}", pages="{pages}")
    page = new_page(foot_of(loaded, language, practice=practice), numbered)
    pencil = Pencil(page)
    line(page, 20, say("sheets.consent-title", language), bold=True, space=1)
    line(page, 11, text_in(loaded.protocol.title, language, "en"), space=2)
    if practice:
        line(page, 12, say("sheets.handover-practice", language), bold=True, space=2)
    labels = [say(f"sheets.blank-{what}", language) for what in ("interview", "day")]
    pencil.put([pencil.lines_beside(labels, height=9)], after=3)
    pencil.put([pencil.aside(say("sheets.consent-aside", language))], after=2)
    _Asked(loaded, pencil, language).draw()
    _confirmation(pencil, language)
    return bytes(page.output())


class _Asked:
    def __init__(self, loaded: LoadedProtocol, pencil: Pencil, language: str) -> None:
        self._form, self._pencil, self._language = loaded.form, pencil, language
        self._numbers = numbers(loaded.form)
        self._conditions = Conditions(loaded.form, self._numbers, language)
        self._spaces = Spaces(pencil, loaded.protocol, self._conditions, language)
        terms = vocabularies()["consent_scope"].entries
        self._scopes = {term.code: text_in(term.label, language, "en") for term in terms}

    def draw(self) -> None:
        for node in self._form.nodes:
            if asked(node) and not node.identifying and self._belongs(node):
                self._draw(node)

    def _belongs(self, node: FormNode) -> bool:
        """Whether a question grants something, or is about what another one grants."""
        if node.node.kit.grants:
            return True
        if not about_consent(node):
            return False
        first = first_granter(self._form)
        if first is not None and node.parent is first.parent:
            return True
        read = self._conditions.depends_on(node)
        return bool(read) and all(one.node.kit.grants for one in read)

    def _draw(self, node: FormNode) -> None:
        pencil, pieces = self._pencil, self._when(node)
        number, label = self._numbers[node], text_of(node, "label", self._language)
        pieces.append(pencil.words(11, label, bold=True, indent=INDENT, number=number))
        scope = node.node.kit.grants
        if scope in self._scopes:
            pieces.append(pencil.words(8, f"{scope} · {self._scopes[scope]}", indent=INDENT))
        guidance = text_of(node, "guidance", self._language)
        if guidance:
            pieces.append(pencil.aside(guidance, indent=INDENT))
        pencil.put([*pieces, *self._spaces.below(node)], together=len(pieces), after=2.5)

    def _when(self, node: FormNode) -> list[Piece]:
        words = self._conditions.of(node)
        return [self._pencil.words(8.5, words, indent=INDENT)] if words else []


def _confirmation(pencil: Pencil, language: str) -> None:
    signs = [say("sheets.consent-witness", language), say("sheets.consent-interpreter", language)]
    pieces = [
        pencil.band(say("sheets.consent-withdraw-title", language), 12),
        pencil.words(11, say("sheets.consent-withdraw", language)),
        pencil.words(4, " "),
        pencil.band(say("sheets.consent-confirm", language), 12),
        pencil.aside(say("sheets.consent-no-name", language)),
        pencil.frames(signs, 32, width=(WIDTH - 4) / 2),
        pencil.line(say("sheets.consent-by", language), height=10),
    ]
    pencil.put(pieces, together=len(pieces))
