"""A keyboard: keys that arrive at the window as those of a person do, through the display."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Final

_NAMES: Final = {"\n": "Return", " ": "space"}
#: Keys without a letter, of which a keyboard knows many and few have one.
_SPARE: Final = re.compile(r"<(I\d+)> = \d+;")
_GIVEN: Final = re.compile(r"^ *key +<(I\d+)> .*;\n", re.MULTILINE)


class Keyboard:
    """Presses keys on one display. ``pressed`` counts them."""

    def __init__(self, display: str, folder: Path) -> None:
        self._display, self._folder = display, folder
        self._letters: list[str] = []
        self._layout = ""
        self.pressed = 0

    def press(self, *keys: str) -> None:
        """Press these, one after the other; ``ctrl+k`` together."""
        self._run("xdotool", "key", "--delay", "0", *keys)
        self.pressed += len(keys)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.give_letters(text)
        self.press(*(_NAMES.get(letter) or f"U{ord(letter):04X}" for letter in text))

    def give_letters(self, text: str) -> None:
        """Put letters that are on no key on spare ones, as a keyboard of another language has them."""
        wanted = sorted({letter for letter in text if not letter.isascii()} - {*self._letters})
        if wanted:
            self._letters += wanted
            self._lay_out()

    def _lay_out(self) -> None:
        """Keys that only play music and the like are spare."""
        file = self._folder / "keys.xkb"
        if not self._layout:
            self._run("xkbcomp", "-w0", self._display, str(file))
            self._layout = file.read_text("utf-8")
        codes, kind, symbols = self._layout.partition("xkb_symbols ")
        spare = _SPARE.findall(codes)
        assert len(spare) >= len(self._letters), "more letters than spare keys"
        ours = dict(zip(spare, self._letters, strict=False))
        kept = _GIVEN.sub(lambda found: "" if found[1] in ours else found[0], symbols)
        added = "".join(f"    key <{key}> {{ [ U{ord(letter):04X} ] }};\n" for key, letter in ours.items())
        opening, brace, rest = kept.partition("{")
        file.write_text(f"{codes}{kind}{opening}{brace}\n{added}{rest}", "utf-8")
        self._run("xkbcomp", "-w0", str(file), self._display)

    def _run(self, *command: str) -> None:
        environment = os.environ | {"DISPLAY": self._display}
        subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL)
