"""Which chapter of the guide is about what has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QWidget

FIRST: Final = "first-minutes"
_OURS: Final = "interview_kit_ui."
#: By the module that makes a widget, or else its room; the nearest around the focus counts.
_CHAPTERS: Final = {
    "care": "trouble",
    "care/recovery_screen": FIRST,
    "entry": FIRST,
    "entry/recover_form": "trouble",
    "entry/unlock": "trouble",
    "field/conduct": "keyboard",
    "field/home": "first-interview",
    "field/instance_card": "victims",
    "field/interviews_page": "handover",
    "field/paper": "paper",
    "field/question_view": "keyboard",
    "field/seal_page": "sealing",
    "field/setup_page": FIRST,
    "field/sitting/rest_page": "care",
    "field/sitting/table_sheet": "care",
    "field/views": "victims",
    "office": "office",
    "question/fuzzy_date": "dates-and-places",
    "question/person": "victims",
    "question/place": "dates-and-places",
    "sound/alarm": "sound",
    "sound/listen_sheet": "sound",
    "sound/microphone_trial": "sound",
    "sound/pill": "sound",
    "sound/sound_sheet": "sound",
}


def chapter_about(focused: QWidget | None, screen: QWidget | None) -> str:
    """Return the chapter about ``focused``, else about the ``screen`` that is shown."""
    places = list(_places(focused)) + list(_places(screen))
    for place in places:
        if place in _CHAPTERS:
            return _CHAPTERS[place]
    rooms = (place.partition("/")[0] for place in places)
    return next((_CHAPTERS[room] for room in rooms if room in _CHAPTERS), FIRST)


def _places(widget: QWidget | None) -> Iterator[str]:
    """Yield what a widget and all around it are made by; of a question, first what its answer means."""
    here = widget
    while here is not None:
        asked = getattr(getattr(here, "node", None), "definition", None)
        if asked is not None:
            yield f"question/{asked.kit.type or asked.type}"
        module = type(here).__module__
        if module.startswith(_OURS):
            yield module.removeprefix(_OURS).replace(".", "/")
        here = here.parentWidget()
