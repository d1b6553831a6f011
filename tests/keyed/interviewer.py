"""An interviewer with a keyboard: goes through an interview as the screen leads, and says what was told."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from interview_kit.interview.answer import Answer
from interview_kit.messages import DEFAULT_LANGUAGE, say
from interview_kit.protocol import library
from interview_kit.protocol.model import Node, Protocol, text_in
from tests.keyed.answering import give, question
from tests.keyed.program import PATIENCE, Program, Seen
from tests.keyed.script import LANGUAGE, Change, name_of

_INDEX: Final = re.compile(r"\[(\d+)\]")
#: What is answered from the sheet that is read from.
_READING: Final = "/closing/readback/"
_READ: Final = "CONFIRMED"
#: Between something that has to be added and the button that adds it there are never more stops.
_MANY: Final = 60


class Interviewer:
    """``told`` is what the witness tells, by path. ``given`` is what was typed of it, in order."""

    def __init__(
        self, program: Program, protocol: str, told: Mapping[str, Answer], language: str = LANGUAGE
    ) -> None:
        self.program, self.told, self._language = program, told, language
        self._protocol = library.find(library.shipped_protocols(), protocol).protocol
        self.given: dict[str, Answer] = {}

    def says(self, code: str) -> str:
        """Return what the program says, with its parameters in braces."""
        return say(code, self._language)

    # Rooms ------------------------------------------------------------------------------------

    def until(self, holds: Callable[[Seen], object]) -> Seen:
        """Look until something can be seen."""
        end = time.monotonic() + PATIENCE
        while not holds(seen := self.program.look()):
            assert time.monotonic() < end, f"not to be seen: {seen}"
            time.sleep(0.02)
        return seen

    def unlock(self, passphrase: str) -> Seen:
        """Type the passphrase, and wait for the list of interviews."""
        self.until(lambda seen: seen["screen"] == "Unlock" and seen["focus"])
        self.program.type(passphrase)
        self.program.press("Return")
        return self.until(lambda seen: seen["screen"] in ("FieldDesk", "ConductDesk") and seen["focus"])

    def begin(self) -> Seen:
        """Begin an interview under the protocol, chosen with the arrows."""
        self.program.press("ctrl+n")
        self.until(lambda seen: seen["sheet"])
        self.tab_to(
            lambda focus: focus.get("option", "").startswith(f"{self._protocol.id}@"), or_arrow="Down"
        )
        self.program.press("space")
        self.tab_to(lambda focus: focus.get("widget") == "PrimaryButton")
        self.program.press("Return")
        return self.until(lambda seen: seen["screen"] == "ConductDesk" and seen["focus"])

    def tab_to(self, wanted: Callable[[Seen], object], or_arrow: str = "") -> Seen:
        """Press Tab until the focus is where it is wanted."""
        for _ in range(_MANY):
            seen = self.program.look()
            if wanted(seen["focus"]):
                return seen
            arrow = or_arrow and "option" in seen["focus"]
            self.program.press(or_arrow if arrow else "Tab")
        raise AssertionError("no Tab leads there")

    def choose(self, *way: str) -> None:
        """Go down a way of folders on the sheet that asks for a folder or, at the end of the way, a file."""
        for name in way:
            seen = self.until(partial(_lists, name))
            rows = seen["focus"]["rows"]
            steps = rows.index(name) - rows.index(seen["focus"]["row"])
            self.program.press(*["Down" if steps > 0 else "Up"] * abs(steps), "Return")

    # The interview ----------------------------------------------------------------------------

    def go_through(self, on_the_way: Callable[[Seen], bool] = lambda _seen: False) -> None:
        """Answer what is asked, question by question, to the last; ``on_the_way`` may end it before."""
        seen = self.program.look()
        while not on_the_way(seen) and not _is_past_the_end(seen):
            self._answer(seen)
            asked, seen = _path_of(seen), self.program.look()
            assert _path_of(seen) == asked, f"the focus left {asked}, which was answered: {seen['focus']}"
            here = _place_of(seen)
            if not self._add(seen):
                self._go_on(seen)
            seen = self.program.look()
            assert _place_of(seen) != here, f"nothing leads on from {here}: {seen['focus']}"

    def find(self, words: str, where: str = "") -> Seen:
        """Find something by typing a part of it, and go there; ``where`` is the number of its card."""
        self.program.press("ctrl+k")
        self.until(lambda seen: "found" in seen["focus"])
        self.program.type(words)
        focus = self.program.look()["focus"]
        fits = [
            at for at, (text, aside) in enumerate(focus["found"]) if words in text and aside.endswith(where)
        ]
        assert fits, f"{words} is not found: {focus['found']}"
        self.program.press(*["Down"] * (fits[0] - focus["marked"]), "Return")
        return self.program.look()

    def change(self, change: Change) -> Seen:
        """Find a question by its words, and answer it in another way."""
        words = label_of(self._protocol, change.path, self._language)
        found = question(self.find(words, ".".join(_INDEX.findall(change.path))))
        assert found["path"] == change.path, f"{words} leads to {found['path']}"
        give(self.program, change.answer, self._language)
        self.given[change.path] = change.answer
        return self.saved()

    def saved(self) -> Seen:
        """Wait until the program says that everything is saved."""
        return self.until(lambda seen: seen.get("saved", "").startswith("Saved"))

    def _answer(self, seen: Seen) -> None:
        path = seen["focus"].get("question", {}).get("path", "")
        if path in self.told and path not in self.given:
            try:
                self._say(path, question(seen))
            except AssertionError as error:
                error.add_note(f"while {path} was answered; the last keys were {self.program.keys_pressed}")
                raise
            self.given[path] = self.told[path]

    def _say(self, path: str, asked: Seen) -> None:
        answer = self.told[path]
        if answer.value == _READ and path.startswith(_READING):
            self._read_back(asked)
        elif isinstance(answer.value, dict) and "sha256" in answer.value:
            self._attach(name_of(str(answer.value["sha256"])))
        else:
            give(self.program, answer, self._language)

    def _attach(self, name: str) -> None:
        self.program.press("space")
        self.choose(name)
        self.until(lambda seen: seen["focus"].get("widget") == "PrimaryButton")  # it is looked at first
        self.program.press("Return")
        self.until(lambda seen: not seen["sheet"])

    def _read_back(self, asked: Seen) -> None:
        """Read from the sheet, whose numbers say whether it is right."""
        self.program.press("ctrl+r")
        self.until(lambda seen: seen["sheet"])
        number = [name for name, _ in asked["options"]["offered"]].index(_READ) + 1
        self.program.press(str(number))
        self.until(lambda seen: not seen["sheet"])

    def _add(self, seen: Seen) -> bool:
        """Add to a repeat if the witness told of more and this is the place; return whether that was so.

        A card is gone into first: there may be more to add inside.
        """
        if "instance" in seen["focus"]:
            return False
        for add in seen["adds"]:
            if add["count"] < self._how_many(add["repeat"]) and add["after"] in ("", _path_of(seen)):
                self.tab_to(partial(_adds_to, add["repeat"]))
                self.program.press("Return")
                return True
        return False

    def _how_many(self, repeat: str) -> int:
        """Return how many of something the witness tells of."""
        begins = f"{repeat}["
        found = (_INDEX.match(path[len(repeat) :]) for path in self.told if path.startswith(begins))
        return max((int(one[1]) for one in found if one), default=0)

    def _go_on(self, seen: Seen) -> None:
        """In a long text Enter is a new line, and on the button that adds it adds."""
        focus = seen["focus"]
        if "add" in focus:
            self.program.press("ctrl+Next")
        else:
            self.program.press("ctrl+Return" if focus["widget"] == "TextArea" else "Return")


def _lists(name: str, seen: Seen) -> bool:
    return bool(seen["sheet"]) and name in seen["focus"].get("rows", ())


def _adds_to(repeat: str, focus: Seen) -> bool:
    return bool(focus.get("add") == repeat)


def _is_past_the_end(seen: Seen) -> bool:
    """Whether the last question is answered, and the next step would lead to where it is sealed."""
    return seen["section"] == seen["sections"][-1] and "button" in seen["focus"] and not _path_of(seen)


def _path_of(seen: Seen) -> str:
    focus = seen["focus"]
    return str(focus.get("question", {}).get("path") or focus.get("instance") or "")


def _place_of(seen: Seen) -> tuple[object, ...]:
    focus = seen["focus"]
    return (seen.get("section"), _path_of(seen), focus.get("add"), focus.get("widget"), focus.get("named"))


def label_of(protocol: Protocol, path: str, language: str) -> str:
    """Return the words of a question, as an interviewer reads them."""
    nodes: Sequence[Node] = protocol.children
    for name in _INDEX.sub("", path).strip("/").split("/"):
        node = next(one for one in nodes if one.name == name)
        nodes = node.children
    return text_in(node.label, language, DEFAULT_LANGUAGE)
