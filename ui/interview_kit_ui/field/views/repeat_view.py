"""What every drawing of instances has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from interview_kit.interview.picture import NodePicture, same
from interview_kit.protocol.model import Protocol
from interview_kit_ui.field.views import told
from interview_kit_ui.field.wording import Wording
from interview_kit_ui.language import LANGUAGE, bind_text
from interview_kit_ui.widgets.card import Card
from interview_kit_ui.widgets.words import Words


class RepeatView(Card):
    """A drawing above the questions it is drawn from; the questions are where things change.

    Signal: ``chosen(str)``, the stable path of an instance that somebody wants to see. Setter:
    ``show_instances``.
    """

    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: What is drawn, and in which languages.
        self._drawn: tuple[tuple[NodePicture, ...], Wording, str] | None = None
        heading = Words(role="body", weight="semibold", tone="soft")
        bind_text(heading.setText, title)
        self.body.addWidget(heading)

    def show_instances(self, nodes: tuple[NodePicture, ...], wording: Wording, protocol: Protocol) -> None:
        """Draw the instances of a repeat, or those inside a group, unless they are drawn already."""
        drawn = (nodes, wording, LANGUAGE.code)
        if self._drawn is not None and drawn[1:] == self._drawn[1:] and same(nodes, self._drawn[0]):
            return
        self._drawn = drawn
        self._show(tuple(told.instances(nodes)), wording, protocol)

    def _show(self, instances: tuple[NodePicture, ...], wording: Wording, protocol: Protocol) -> None:
        raise NotImplementedError
