"""A long list of options in one level or two, and what of it is offered at the moment."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from interview_kit_ui.widgets.finding_words import findable, holds

#: Before the name of a group where options and groups are offered together; no value of a choice has a tab.
GROUP: Final = "\t"
_OPENS: Final = " ›"


@dataclass(frozen=True, slots=True)
class Option:
    """``also`` is what it is called elsewhere: in other languages. ``group`` is empty for none."""

    name: str
    text: str
    also: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together, and what they are called together."""

    name: str
    text: str
    also: tuple[str, ...] = ()


class OptionLevels:
    """Options in the order of the list. A group of one is no group: its option stands in its place."""

    def __init__(self, options: Sequence[Option] = (), groups: Sequence[Group] = ()) -> None:
        self.options = tuple(options)
        held = {one.name: [option for option in options if option.group == one.name] for one in groups}
        self._groups = {one.name: one for one in groups if len(held[one.name]) > 1}
        if len(held) < 2:
            self._groups = {}
        self._findable = {one.name: self._words(one) for one in options}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OptionLevels):
            return NotImplemented
        return (self.options, self._groups) == (other.options, other._groups)

    __hash__ = None  # type: ignore[assignment]  # never a key

    def called(self, group: str) -> str:
        """Return what a group is called, empty where it is none."""
        return self._groups[group].text if group in self._groups else ""

    def first(self, chosen: Sequence[str]) -> list[tuple[str, str]]:
        """Return the first level: groups with what is chosen in them, and options that are in none."""
        offered: dict[str, str] = {}
        for option in self.options:
            if option.group not in self._groups:
                offered[option.name] = option.text
            elif GROUP + option.group not in offered:
                inside = [
                    one.text for one in self.options if one.group == option.group and one.name in chosen
                ]
                text = self._groups[option.group].text + _OPENS
                offered[GROUP + option.group] = f"{text} {', '.join(inside)}".rstrip()
        return list(offered.items())

    def within(self, group: str) -> list[tuple[str, str]]:
        """Return the options of a group."""
        return [(one.name, one.text) for one in self.options if one.group == group]

    def found(self, typed: str) -> list[tuple[str, str]]:
        """Return the options in which everything typed occurs, of any group; those that begin so first."""
        start = typed.strip().casefold()
        hits = [one for one in self.options if holds(self._findable[one.name], typed)]
        hits.sort(key=lambda one: not one.text.casefold().startswith(start))
        return [(one.name, one.text) for one in hits]

    def holding(self, chosen: Sequence[str]) -> set[str]:
        """Return ``chosen`` and, as they are offered, the groups in which it is."""
        groups = {one.group for one in self.options if one.name in chosen}
        return {*chosen, *(GROUP + one for one in groups)}

    def _words(self, option: Option) -> str:
        group = self._groups.get(option.group)
        return _findable(option.text, (*option.also, *((group.text, *group.also) if group else ())))


@functools.lru_cache(maxsize=2048)
def _findable(text: str, also: tuple[str, ...]) -> str:
    """Work it out once: the same list is on many cards."""
    return findable(text, also)
