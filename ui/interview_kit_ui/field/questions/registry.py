"""Which editor takes the answer to which question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import BaseType, Choice, KitType
from interview_kit_ui.field.questions.agency import AgencyEditor
from interview_kit_ui.field.questions.attachment import AttachmentEditor
from interview_kit_ui.field.questions.choice import FixedChoiceEditor, choice_editor
from interview_kit_ui.field.questions.date import DateEditor
from interview_kit_ui.field.questions.duration import DurationEditor
from interview_kit_ui.field.questions.editor import AnswerEditor
from interview_kit_ui.field.questions.money import MoneyEditor
from interview_kit_ui.field.questions.number import NumberEditor
from interview_kit_ui.field.questions.options import Lists
from interview_kit_ui.field.questions.person import PersonEditor
from interview_kit_ui.field.questions.place import PlaceEditor
from interview_kit_ui.field.questions.text import AccountEditor, LineEditor

_MULTILINE: Final = "multiline"


def _words(node: NodePicture, _lists: Lists) -> AnswerEditor:
    return AccountEditor() if node.definition.appearance == _MULTILINE else LineEditor()


_YES_NO: Final = (
    Choice(value="1", label={"en": "Yes", "ko": "예", "es": "Sí"}),
    Choice(value="0", label={"en": "No", "ko": "아니오", "es": "No"}),
)
_CONFIRMED: Final = (Choice(value="OK", label={"en": "Confirmed", "ko": "확인함", "es": "Confirmado"}),)
_BY_TYPE: Final[dict[BaseType | KitType, Callable[[NodePicture, Lists], AnswerEditor]]] = {
    KitType.DATE: lambda _node, _lists: DateEditor(),
    KitType.PLACE: lambda _node, _lists: PlaceEditor(),
    KitType.AGENCY: AgencyEditor,
    KitType.DURATION: lambda _node, _lists: DurationEditor(),
    KitType.MONEY: lambda _node, _lists: MoneyEditor(),
    KitType.PERSON: lambda node, _lists: PersonEditor(node.choices, words=node.takes_words),
    KitType.SKETCH: lambda _node, _lists: AttachmentEditor(KitType.SKETCH),
    KitType.SIGNATURE: lambda _node, _lists: AttachmentEditor(KitType.SIGNATURE),
    BaseType.TEXT: _words,
    BaseType.INTEGER: lambda _node, _lists: NumberEditor(BaseType.INTEGER),
    BaseType.DECIMAL: lambda _node, _lists: NumberEditor(BaseType.DECIMAL),
    BaseType.SELECT_ONE: partial(choice_editor, multiple=False),
    BaseType.SELECT_MULTIPLE: partial(choice_editor, multiple=True),
    BaseType.RANK: partial(choice_editor, multiple=True),
    BaseType.BOOLEAN: lambda _node, _lists: FixedChoiceEditor(_YES_NO),
    BaseType.ACKNOWLEDGE: lambda _node, _lists: FixedChoiceEditor(_CONFIRMED),
    BaseType.ATTACHMENT: lambda _node, _lists: AttachmentEditor(),
}


def editor_for(node: NodePicture, lists: Lists) -> AnswerEditor:
    """Return the editor for a question: by what its answer means, else by its base type.

    ``lists`` are the protocol's, to know how long and how grouped the question's is.
    Dates, times and coordinates are typed as XForms write them.
    """
    return _BY_TYPE.get(node.definition.kit.type or node.definition.type, _words)(node, lists)
