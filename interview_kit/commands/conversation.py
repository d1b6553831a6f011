"""A protocol conducted in the terminal: question after question, as they become relevant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click
import questionary

from interview_kit.commands.speech import Speech
from interview_kit.interview.filling import Filling
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import BaseType, Kind

_ONE: Final = (BaseType.SELECT_ONE,)
_SEVERAL: Final = (BaseType.SELECT_MULTIPLE, BaseType.RANK)


def converse(loaded: LoadedProtocol, speech: Speech) -> dict[str, str]:
    """Ask every question that is relevant, in order, and return the answers by path.

    Ctrl+C or the end of input ends the conversation; what was answered until then is returned.
    """
    filling = Filling(loaded.form)
    if speech.language in loaded.protocol.languages:
        filling.speak(speech.language)
    conversation = _Conversation(filling, speech)
    try:
        conversation.through(filling.tree.root)
    except (KeyboardInterrupt, EOFError):
        speech.say("cli.run-ended")
    for path, code in conversation.left():
        speech.say("cli.run-problem", path=path, what=speech.text(code))
    return {node.path(): node.text for node in filling.tree.root.walk() if node.text and node.relevant}


class _Conversation:
    def __init__(self, filling: Filling, speech: Speech) -> None:
        self._filling = filling
        self._speech = speech

    def through(self, node: TreeNode) -> None:
        """Go through what is below a node; what becomes relevant on the way is asked in its turn."""
        for form in node.form.children:
            if form.node.kind is Kind.REPEAT:
                self._repeat(node, form)
            else:
                (child,) = node.named[form.node.name]
                self._one(child)

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield path and message code of what is missing or wrong."""
        for node in self._filling.tree.root.walk():
            violation = self._filling.violation(node) if not node.children else None
            if violation is not None:
                yield node.path(), _CODES[violation]

    def _one(self, node: TreeNode) -> None:
        if not node.relevant:
            return
        label = self._filling.label(node)
        if node.form.children:
            if label:
                self._say(f"\n{label}")
            self.through(node)
        elif node.form.node.kind is Kind.NOTE:
            self._say(label)
        elif node.form.node.kind is Kind.QUESTION:
            self._question(node, label or node.form.node.name)

    def _repeat(self, parent: TreeNode, form: FormNode) -> None:
        number = 0
        while True:
            instances = parent.instances(form)
            while number < len(instances):
                self._one(instances[number])
                number += 1
                instances = parent.instances(form)
            if form.node.repeat_count is not None or not parent.relevant:
                return
            label = self._filling.label(TreeNode(form, parent)) or form.node.name
            if not questionary.confirm(self._speech.text("cli.run-another", what=label)).unsafe_ask():
                return
            self._filling.add(f"{parent.path()}/{form.node.name}")

    def _question(self, node: TreeNode, label: str) -> None:
        if self._filling.readonly(node):
            self._say(f"{label} {node.text}")
            return
        while True:
            asked = self._asked(node, label)
            self._filling.answer(node.path(), asked)
            violation = self._filling.violation(node)
            if asked and not node.text:
                self._speech.say("cli.run-not-taken", answer=asked)
            elif violation is None:
                return
            else:
                self._say(self._filling.message(node, violation) or self._speech.text(_CODES[violation]))

    def _asked(self, node: TreeNode, label: str) -> str:
        definition = node.form.node
        choices = [
            questionary.Choice(text or value, value, checked=value in node.text.split())
            for value, text in self._filling.choices(node)
        ]
        if (definition.type in _ONE or node.form.picked is not None) and choices:
            nothing = questionary.Choice(self._speech.text("cli.run-no-answer"), "")
            return str(questionary.select(label, [*choices, nothing]).unsafe_ask())
        if definition.type in _SEVERAL and choices:
            return " ".join(questionary.checkbox(label, choices).unsafe_ask())
        return str(questionary.text(label, default=node.text).unsafe_ask())

    def _say(self, words: str) -> None:
        if words:
            click.echo(words, err=self._speech.as_json)


_CODES: Final = {"required": "interview.unanswered", "constraint": "interview.constraint"}
