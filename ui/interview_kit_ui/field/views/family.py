"""The family tree: who the witness told of, by generations, and what ties them."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_kit.interview.picture import NodePicture
from interview_kit.protocol.model import BaseType, Protocol
from interview_kit_ui import theme
from interview_kit_ui.field.views import told
from interview_kit_ui.field.views.family_box import FamilyBox, PersonInWords
from interview_kit_ui.field.views.family_lines import At, Measures, corners, drawn, top
from interview_kit_ui.field.views.family_tree import WITNESS, Relative, Tree, arranged
from interview_kit_ui.field.views.line_key import LineKey
from interview_kit_ui.field.views.repeat_view import RepeatView
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text, tr

_BOX: Final = 156
_ACROSS: Final = 20
_DOWN: Final = 40
_YES: Final = "YES"


class FamilyView(RepeatView):
    """The tree, and below it what its lines mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("views.family", parent)
        self.canvas = FamilyCanvas()
        self.canvas.chosen.connect(self.chosen)
        self._key = LineKey({"solid": "views.kin-told", "dashed": "views.kin-not-told"})
        self.body.addWidget(self.canvas)
        self.body.addWidget(self._key)

    def _show(self, instances: tuple[NodePicture, ...], wording: Wording, protocol: Protocol) -> None:
        people = {told.identifier(node): node for node in instances}
        self.canvas.show_people(
            [relative(one, node) for one, node in people.items()],
            {one: in_words(node, wording, protocol) for one, node in people.items()},
            {one: node.stable for one, node in people.items()},
        )
        self._key.show_only({"solid" if tie.told else "dashed" for tie in self.canvas.tree.ties})


def relative(identifier: str, node: NodePicture) -> Relative:
    """Return what places somebody in the tree."""
    kin: dict[str, list[str]] = {"parent": [], "partner": []}
    generation, is_witness = None, False
    for one in told.told(node):
        if one.definition.kit.kin and (other := told.part(one, "id")):
            kin[one.definition.kit.kin].append(other)
        if said := told.column(one, "generation"):
            generation = int(said)
            is_witness = told.column(one, "class") == "self"
    parents, partners = tuple(dict.fromkeys(kin["parent"])), tuple(dict.fromkeys(kin["partner"]))
    return Relative(identifier, generation, parents, partners, is_witness)


def in_words(node: NodePicture, wording: Wording, protocol: Protocol) -> PersonInWords:
    """Return what a box says of somebody."""
    name = relation = ""
    status, marked = [], False
    for one in told.told(node):
        words = told.in_words(one, protocol, LANGUAGE.code)
        if one.definition.kit.marks:
            marked = marked or (one.answer is not None and one.answer.value == _YES)
        elif told.is_name(one):
            name = name or words
        elif one.definition.type is BaseType.SELECT_ONE:
            if not relation and any("generation" in choice.columns for choice in one.choices):
                relation = words
            else:
                status.append(words)
    name = name or tr("views.unnamed", what=wording.told(node.definition.label))
    return PersonInWords(name, relation, told.BETWEEN.join(status), marked)


class FamilyCanvas(QWidget):
    """The boxes, and the lines behind them. Signal: ``chosen(str)``. Setter: ``show_people``.

    Tab comes to one person, from whom arrow keys go on to the others.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = Tree((), (), None)
        self._people: list[Relative] = []
        self._boxes: dict[str, FamilyBox] = {}
        self._places: dict[str, str] = {}
        #: Kept, because layouts ask for a height many times over: trees by how many stand in a line.
        self._trees: dict[int, Tree] = {}
        self._measured: Measures | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        bind_text(self.setAccessibleName, "views.family")

    def show_people(
        self, people: list[Relative], words: dict[str, PersonInWords], places: dict[str, str]
    ) -> None:
        """Show these people, what is said of each, and where each is asked about, by their ids."""
        before = self._people, self._measured
        self._people, self._places = people, places
        self._trees, self._measured = {}, None
        words = words | {WITNESS: PersonInWords(tr("views.witness"))}
        self.tree = self._tree_within(self.width())
        wanted = [seat.id for seat in self.tree.seats]
        for gone in self._boxes.keys() - wanted:
            box = self._boxes.pop(gone)
            box.hide()
            box.deleteLater()
        for one in wanted:
            if one in self._boxes:
                self._boxes[one].show_person(words[one])
            else:
                self._boxes[one] = self._box(one, words[one])
        self._let_tab_to(next((one for one in wanted if self._boxes[one].hasFocus()), ""))
        self.setAccessibleDescription("\n".join(words[one].spoken for one in wanted))
        if before != (people, self._measures()):  # else only words changed, and nothing has to move
            self._place()
            self.updateGeometry()

    def box(self, identifier: str) -> FamilyBox:
        """Return somebody's box."""
        return self._boxes[identifier]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        tree, measures = self._tree_within(width), self._measures()
        return round(top(tree, measures, tree.lines) - measures.down + measures.down / 3)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(_BOX), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measured = None
            self.updateGeometry()
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, measures = theme.current(), self._measures()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in drawn(self.tree, measures, self._corners()):
            style = Qt.PenStyle.SolidLine if line.told else Qt.PenStyle.DashLine
            painter.setPen(QPen(shown.colour("soft"), 1.6 * shown.text_scale, style))
            painter.drawPolyline(QPolygonF([QPointF(*at) for at in line.points]))
        if self.tree.unplaced_from is not None:
            height = measures.heading
            head = top(self.tree, measures, self.tree.unplaced_from) - height
            painter.setFont(shown.font("caption", "semibold"))
            painter.setPen(shown.colour("soft"))
            box = QRectF(0, head, self.width(), height)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, tr("views.unplaced"))
        painter.end()

    def _box(self, identifier: str, person: PersonInWords) -> FamilyBox:
        box = FamilyBox(person, self)
        if identifier == WITNESS:
            box.setEnabled(False)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.clicked.connect(partial(self._choose, identifier))
        box.stepped.connect(partial(self._step, identifier))
        box.show()
        return box

    def _choose(self, identifier: str) -> None:
        self.chosen.emit(self._places[identifier])

    def _step(self, here: str, right: int, down: int) -> None:
        there = self.tree.beside(here, right, down)
        self._let_tab_to(there)
        self._boxes[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_tab_to(self, identifier: str) -> None:
        """Make one box the place where Tab comes to, the first by default."""
        able = [seat.id for seat in self.tree.seats if self._boxes[seat.id].isEnabled()]
        stop = identifier if identifier in able else next(iter(able), "")
        for one in able:
            tab = one == stop
            self._boxes[one].setFocusPolicy(Qt.FocusPolicy.StrongFocus if tab else Qt.FocusPolicy.ClickFocus)

    def _tree_within(self, width: int) -> Tree:
        box, across = theme.current().px(_BOX), theme.current().px(_ACROSS)
        per_line = max(1, (width + across) // (box + across))
        if per_line not in self._trees:
            self._trees[per_line] = arranged(self._people, per_line)
        return self._trees[per_line]

    def _measures(self) -> Measures:
        if self._measured is None:
            px = theme.current().px
            width = px(_BOX)
            height = max((box.heightForWidth(width) for box in self._boxes.values()), default=px(64))
            heading = theme.current().line_height("caption")
            self._measured = Measures(width, height, px(_ACROSS), px(_DOWN), heading)
        return self._measured

    def _corners(self) -> dict[str, At]:
        return corners(self.tree, self._measures(), self.width() / 2)

    def _place(self) -> None:
        if not self._boxes:
            return
        self.tree = self._tree_within(self.width())
        measures = self._measures()
        for one, (x, y) in self._corners().items():
            self._boxes[one].setGeometry(round(x), round(y), round(measures.width), round(measures.height))
        before: QWidget | None = None
        for seat in self.tree.seats:
            if before is not None:
                QWidget.setTabOrder(before, self._boxes[seat.id])
            before = self._boxes[seat.id]
        self.update()
