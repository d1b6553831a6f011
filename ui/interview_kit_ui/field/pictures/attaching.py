"""What happens at a question that takes a file: drawing, signing, looking before attaching, looking again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from interview_kit.errors import KitError
from interview_kit.images.strokes import Drawing, drawing_in
from interview_kit.interview.picture import InterviewPicture, NodePicture
from interview_kit.protocol.model import KitType
from interview_kit_ui.error_sheet import show_error
from interview_kit_ui.field.conductor import Conductor
from interview_kit_ui.field.pictures.import_sheet import ImportSheet
from interview_kit_ui.field.pictures.picture_sheet import PictureSheet
from interview_kit_ui.field.pictures.preview import Preview, decoded, is_sound, look
from interview_kit_ui.field.pictures.signature_sheet import SignatureSheet
from interview_kit_ui.field.pictures.sketch_sheet import SketchSheet
from interview_kit_ui.field.pictures.told import about_file
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.file_choice import Choice, Chooser, Wanted
from interview_kit_ui.session import Session
from interview_kit_ui.widgets.ink_painting import encoded, ground_of

T = TypeVar("T")

#: Any file at all, to be kept with the testimony.
ANY_FILE: Final = Choice(Wanted.FILE, "field.choose-file", "field.choose-file")
_PNG: Final = "image/png"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question somebody wants to do something at, and what is said of it."""

    node: NodePicture
    title: str
    guidance: str
    confirmed: tuple[str, ...]


class Attaching(QObject):
    """Call ``ask`` when somebody wants to do something with the file of a question.

    Signal ``copying(str)``: a file is on its way into the workspace, to the question of this stable path.
    Locking keeps a sketch that is being drawn.
    """

    copying = Signal(str)

    def __init__(self, desk: QWidget, session: Session, conductor: Conductor, choose: Chooser) -> None:
        super().__init__(desk)
        self._desk, self._session, self._conductor, self._choose = desk, session, conductor, choose
        session.about_to_close.connect(self._keep)

    def ask(self, picture: InterviewPicture, path: str, wording: Wording) -> None:
        """Draw, sign, look or choose, whatever comes next at the question with this stable path."""
        node = picture.nodes[path]
        definition = node.definition
        title = wording.asked(definition.label) or definition.name
        asked = _Asked(node, title, wording.told(definition.guidance), confirmed(picture, node, wording))
        value = node.answer.value if node.answer else None
        if isinstance(value, dict) and str(value["media"]).startswith("image/"):
            self._conductor.look_at(node.stable, partial(self._look, asked, about_file(value)), self._refuse)
        elif value is None and definition.kit.type is KitType.SKETCH:
            self._draw(asked, None)
        elif value is None and definition.kit.type is KitType.SIGNATURE:
            self._sign(asked)
        else:
            self._choose_file(asked)

    # Drawing and signing ----------------------------------------------------------------------

    def _draw(self, asked: _Asked, drawing: Drawing | None) -> None:
        sheet = SketchSheet(self._desk.window(), asked.title, asked.guidance, drawing)
        sheet.file_wanted.connect(partial(self._choose_file, asked))
        sheet.kept.connect(partial(self._take, asked.node.stable))
        sheet.open()

    def _sign(self, asked: _Asked) -> None:
        sheet = SignatureSheet(self._desk.window(), asked.title, asked.confirmed)
        sheet.file_wanted.connect(partial(self._choose_file, asked))
        sheet.kept.connect(partial(self._take, asked.node.stable))
        sheet.open()

    def _take(self, path: str, drawing: Drawing) -> None:
        """Hand over a drawing; the picture of it is made on the worker."""
        self._conductor.attach_made(path, _PNG, partial(encoded, drawing, ground_of(drawing)))
        self.copying.emit(path)

    def _keep(self) -> None:
        for sheet in self._desk.window().findChildren(SketchSheet):
            if sheet.isVisible():
                sheet.keep()

    # Files ------------------------------------------------------------------------------------

    def _choose_file(self, asked: _Asked) -> None:
        chosen = partial(self._preview, asked.node.stable)
        self._choose(self._desk.window(), self._session.worker.side, ANY_FILE, chosen)

    def _preview(self, path: str, file: Path) -> None:
        """Look at a file before it is attached. Sound shows nothing, and is taken as it is."""
        if is_sound(file):
            self._attach(path, file)
        else:
            self._beside(partial(look, file), partial(self._show_preview, path, file))

    def _show_preview(self, path: str, file: Path, preview: Preview) -> None:
        sheet = ImportSheet(self._desk.window(), preview)
        sheet.attach_wanted.connect(partial(self._attach, path, file))
        sheet.open()

    def _attach(self, path: str, file: Path) -> None:
        self._conductor.attach(path, file)
        self.copying.emit(path)

    def _look(self, asked: _Asked, about: str, content: bytes) -> None:
        """Show what was decrypted; decoding it takes a moment, and may be hostile work."""

        def make() -> tuple[Drawing | None, QImage | None]:
            drawing = drawing_in(content) if asked.node.definition.kit.type is KitType.SKETCH else None
            return drawing, None if drawing else decoded(content)

        self._beside(make, partial(self._show_picture, asked, about))

    def _show_picture(self, asked: _Asked, about: str, found: tuple[Drawing | None, QImage | None]) -> None:
        drawing, image = found
        if drawing is not None:
            self._draw(asked, drawing)
            return
        sheet = PictureSheet(self._desk.window(), asked.title, image, about)
        sheet.other_wanted.connect(partial(self._choose_file, asked))
        sheet.open()

    def _beside(self, operation: Callable[[], T], then: Callable[[T], None]) -> None:
        """Work beside the window and go on, if the person is still there then."""

        def go_on(found: T) -> None:
            if isValid(self._desk) and self._desk.isVisible():
                then(found)

        self._session.worker.side.run(operation, go_on, self._refuse)

    def _refuse(self, error: KitError) -> None:
        if isValid(self._desk):
            show_error(self._desk.window(), error)


def confirmed(picture: InterviewPicture, node: NodePicture, wording: Wording) -> tuple[str, ...]:
    """Return what stands above a signature: how it was confirmed, and which interview it is."""
    lines = []
    siblings: Sequence[NodePicture] = next(
        (one.children for one in picture.nodes.values() if node in one.children), ()
    )
    for above in reversed(siblings[: siblings.index(node)] if siblings else ()):
        given = above.answer.value if above.answer and above.definition.choices else None
        chosen = [wording.asked(one.label) for one in above.choices if one.value == given]
        if above.relevant and chosen:
            lines.append(f"{wording.asked(above.definition.label)} {chosen[0]}")
            break
    return (*lines, f"{wording.asked(picture.title)} · {picture.saved[:10]}")
