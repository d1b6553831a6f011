"""Which editor takes the answer to which question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interview_kit.interview.picture import NodePicture
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


_YES_NO: Final = (
    Choice(value="1", label={"en": "Yes", "ko": "예", "es": "Sí"}),
    Choice(value="0", label={"en": "No", "ko": "아니오", "es": "No"}),
)
_CONFIRMED: Final = (Choice(value="OK", label={"en": "Confirmed", "ko": "확인함", "es": "Confirmado"}),)
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
    BaseType.BOOLEAN: lambda *_: FixedChoiceEditor(_YES_NO),
    BaseType.ACKNOWLEDGE: lambda *_: FixedChoiceEditor(_CONFIRMED),
    BaseType.ATTACHMENT: lambda *_: AttachmentEditor(),
}


def editor_for(node: NodePicture, lists: Lists, leaning_on: LeaningOn = on_nothing) -> AnswerEditor:
    """Return the editor for a question: by what its answer means, else by its base type.

    ``lists`` are the protocol's, to know how long and how grouped the question's is; ``leaning_on`` gives
    what the words of a date may lean on.
    Dates, times and coordinates are typed as XForms write them.
    """
    return _BY_TYPE.get(node.definition.kit.type or node.definition.type, _words)(node, lists, leaning_on)
