"""Which editor takes the answer to which question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import BaseType, Choice, KitType
from interview_kit_ui.field.questions.agency import AgencyEditor
from interview_kit_ui.field.questions.attachment import AttachmentEditor
from interview_kit_ui.field.questions.choice import ChoiceEditor, FixedChoiceEditor
from interview_kit_ui.field.questions.date import DateEditor
from interview_kit_ui.field.questions.duration import DurationEditor
from interview_kit_ui.field.questions.editor import AnswerEditor
from interview_kit_ui.field.questions.money import MoneyEditor
from interview_kit_ui.field.questions.number import NumberEditor
from interview_kit_ui.field.questions.person import PersonEditor
from interview_kit_ui.field.questions.place import PlaceEditor
from interview_kit_ui.field.questions.text import AccountEditor, LineEditor

_MULTILINE: Final = "multiline"


def _words(node: NodePicture) -> AnswerEditor:
    return AccountEditor() if node.definition.appearance == _MULTILINE else LineEditor()


_YES_NO: Final = (
    Choice(value="1", label={"en": "Yes", "ko": "예"}),
    Choice(value="0", label={"en": "No", "ko": "아니오"}),
)
_CONFIRMED: Final = (Choice(value="OK", label={"en": "Confirmed", "ko": "확인함"}),)
_BY_TYPE: Final[dict[BaseType | KitType, Callable[[NodePicture], AnswerEditor]]] = {
    KitType.DATE: lambda _node: DateEditor(),
    KitType.PLACE: lambda _node: PlaceEditor(),
    KitType.AGENCY: lambda node: AgencyEditor(node.choices),
    KitType.DURATION: lambda _node: DurationEditor(),
    KitType.MONEY: lambda _node: MoneyEditor(),
    KitType.PERSON: lambda node: PersonEditor(node.choices, words=node.takes_words),
    KitType.SKETCH: lambda _node: AttachmentEditor(),
    KitType.SIGNATURE: lambda _node: AttachmentEditor(),
    BaseType.TEXT: _words,
    BaseType.INTEGER: lambda _node: NumberEditor(BaseType.INTEGER),
    BaseType.DECIMAL: lambda _node: NumberEditor(BaseType.DECIMAL),
    BaseType.SELECT_ONE: lambda node: ChoiceEditor(node.choices, multiple=False),
    BaseType.SELECT_MULTIPLE: lambda node: ChoiceEditor(node.choices, multiple=True),
    BaseType.RANK: lambda node: ChoiceEditor(node.choices, multiple=True),
    BaseType.BOOLEAN: lambda _node: FixedChoiceEditor(_YES_NO),
    BaseType.ACKNOWLEDGE: lambda _node: FixedChoiceEditor(_CONFIRMED),
    BaseType.ATTACHMENT: lambda _node: AttachmentEditor(),
}


def editor_for(node: NodePicture) -> AnswerEditor:
    """Return the editor for a question: by what its answer means, else by its base type.

    Dates, times and coordinates are typed as XForms write them.
    """
    return _BY_TYPE.get(node.definition.kit.type or node.definition.type, _words)(node)
