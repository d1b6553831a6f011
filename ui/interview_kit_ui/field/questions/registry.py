"""Which editor takes the answer to which question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from interview_kit.interview.picture import NodePicture
from interview_kit.messages import LANGUAGES, say
from interview_kit.protocol.model import BaseType, Choice, KitType
from interview_kit_ui.field.questions.agency import AgencyEditor
from interview_kit_ui.field.questions.attachment import AttachmentEditor
from interview_kit_ui.field.questions.choice import FixedChoiceEditor, choice_editor
from interview_kit_ui.field.questions.date import DateEditor
from interview_kit_ui.field.questions.date_readings import LeaningOn, on_nothing
from interview_kit_ui.field.questions.duration import DurationEditor
from interview_kit_ui.field.questions.editor import AnswerEditor
from interview_kit_ui.field.questions.money import MoneyEditor
from interview_kit_ui.field.questions.number import NumberEditor
from interview_kit_ui.field.questions.options import Lists
from interview_kit_ui.field.questions.person import PersonEditor
from interview_kit_ui.field.questions.place import PlaceEditor
from interview_kit_ui.field.questions.text import AccountEditor, LineEditor

_Maker = Callable[[NodePicture, Lists, LeaningOn], AnswerEditor]
_MULTILINE: Final = "multiline"


def _words(node: NodePicture, *_: object) -> AnswerEditor:
    return AccountEditor() if node.definition.appearance == _MULTILINE else LineEditor()


def _fixed(worded: Mapping[str, str]) -> AnswerEditor:
    """Return an editor for choices of our own: their values, and the messages that say them."""
    return FixedChoiceEditor(
        tuple(
            Choice(value=value, label={code: say(key, code) for code in LANGUAGES})
            for value, key in worded.items()
        )
    )


_YES_NO: Final = {"1": "field.yes", "0": "field.no"}
_CONFIRMED: Final = {"OK": "field.confirmed"}
_BY_TYPE: Final[dict[BaseType | KitType, _Maker]] = {
    KitType.DATE: lambda _node, _lists, leaning_on: DateEditor(leaning_on),
    KitType.PLACE: lambda *_: PlaceEditor(),
    KitType.AGENCY: lambda node, lists, _: AgencyEditor(node, lists),
    KitType.DURATION: lambda *_: DurationEditor(),
    KitType.MONEY: lambda *_: MoneyEditor(),
    KitType.PERSON: lambda node, *_: PersonEditor(node.choices, words=node.takes_words),
    KitType.SKETCH: lambda *_: AttachmentEditor(KitType.SKETCH),
    KitType.SIGNATURE: lambda *_: AttachmentEditor(KitType.SIGNATURE),
    BaseType.TEXT: _words,
    BaseType.INTEGER: lambda *_: NumberEditor(BaseType.INTEGER),
    BaseType.DECIMAL: lambda *_: NumberEditor(BaseType.DECIMAL),
    BaseType.SELECT_ONE: lambda node, lists, _: choice_editor(node, lists, multiple=False),
    BaseType.SELECT_MULTIPLE: lambda node, lists, _: choice_editor(node, lists, multiple=True),
    BaseType.RANK: lambda node, lists, _: choice_editor(node, lists, multiple=True),
    BaseType.BOOLEAN: lambda *_: _fixed(_YES_NO),
    BaseType.ACKNOWLEDGE: lambda *_: _fixed(_CONFIRMED),
    BaseType.ATTACHMENT: lambda *_: AttachmentEditor(),
}


def editor_for(node: NodePicture, lists: Lists, leaning_on: LeaningOn = on_nothing) -> AnswerEditor:
    """Return the editor for a question: by what its answer means, else by its base type.

    ``lists`` are the protocol's, to know how long and how grouped the question's is; ``leaning_on`` gives
    what the words of a date may lean on.
    Dates, times and coordinates are typed as XForms write them.
    """
    return _BY_TYPE.get(node.definition.kit.type or node.definition.type, _words)(node, lists, leaning_on)
