"""The texts of a form: itext in several languages, labels with expressions in them, files beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.model import Media, Texts
from interview_kit.protocol.xforms.tidy import tidy
from interview_kit.protocol.xforms.xml import Element

#: The language of a form that names none (BCP 47: undetermined).
UNDETERMINED: Final = "und"
_NAMED_CODE: Final = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\)\s*")
_ITEXT: Final = re.compile(r"""\s*jr:itext\(\s*(?:'([^']*)'|"([^"]*)")\s*\)\s*""")
_PLAIN_FORMS: Final = ("", "long")
#: What pyxform writes where a translation is missing.
_PLACEHOLDER: Final = "-"


def language_tag(name: str) -> str:
    """Return the BCP 47 tag of a language as forms name it: ``English (en)`` is ``en``.

    A name without a tag stands for itself; ``default`` is undetermined.
    """
    named = _NAMED_CODE.fullmatch(name)
    if named:
        return named[1]
    return UNDETERMINED if name in ("", "default") else name


def itext_id(reference: str | None) -> str | None:
    """Return the id that ``jr:itext('id')`` names, or None for anything else."""
    found = _ITEXT.fullmatch(reference or "")
    return (found[1] or found[2] or "") if found else None


def template(element: Element) -> str:
    """Return mixed content as a text: ``<output value="/data/a"/>`` becomes ``${/data/a}``."""
    parts = []
    for part in element.content:
        if isinstance(part, str):
            parts.append(part.replace("${", "$${"))
        elif part.name == "output":
            expression = part.get("value") or part.get("ref") or ""
            parts.append(f"${{{tidy(expression)}}}")
        else:  # marks such as h:b; their words count
            parts.append(template(part))
    return "".join(parts)


@dataclass
class Told:
    """What one label or hint says: in words, as guidance, by files."""

    words: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)
    media: Media = field(default_factory=dict)

    def size(self) -> int:
        """Return how many characters it says."""
        return sum(
            len(text) for told in (self.words, self.guidance, *self.media.values()) for text in told.values()
        )


class Translations:
    """The itext of one form. ``languages`` are tags, the default first."""

    def __init__(self, itext: Element | None, *, name: str, most: int, placeholders: bool) -> None:
        """``placeholders``: whether a lone ``-`` stands for a missing translation, as pyxform writes it.

        All texts together have ``most`` characters; ``name`` says in errors of which file.
        """
        self._name = name
        self._left = most
        self.names: dict[str, str] = {}
        self._told: dict[str, Told] = {}
        self.used: set[str] = set()
        #: Kinds of text that are not shown, such as ``short``.
        self.unknown_forms: set[str] = set()
        first: list[str] = []
        self._placeholders = placeholders
        for translation in itext.all("translation") if itext is not None else ():
            name = translation.get("lang") or ""
            tag = self._tag_for(name)
            self.names[tag] = name
            if translation.get("default") is not None:
                first.append(tag)
            for text in translation.all("text"):
                self._take(tag, text)
        known = list(self.names) or [UNDETERMINED]
        self.languages: tuple[str, ...] = tuple(dict.fromkeys([*first, *known]))

    @property
    def default(self) -> str:
        """The tag of the default language."""
        return self.languages[0]

    def told(self, element: Element | None) -> Told:
        """Return what a label, hint or message element says, by reference or in itself."""
        if element is None:
            return Told()
        identifier = itext_id(element.get("ref"))
        if identifier is not None:
            return self.by_id(identifier)
        words = template(element)
        if self._placeholders or "\n" in words:  # blanks around a text that was laid out say nothing
            words = words.strip()
        return Told({self.default: words} if words.strip() else {})

    def message(self, attribute: str | None) -> Texts:
        """Return the text of an attribute such as ``jr:constraintMsg``."""
        if not attribute:
            return {}
        identifier = itext_id(attribute)
        if identifier is not None:
            return self.by_id(identifier).words
        return {self.default: attribute.replace("${", "$${")}

    def by_id(self, identifier: str) -> Told:
        """Return the text of an id; empty where there is none."""
        self.used.add(identifier)
        told = self._told.get(identifier, Told())
        self._left -= told.size()  # one text may be wanted by many
        if self._left < 0:
            raise InputError("protocol.too-large", name=self._name)
        return told

    def left(self) -> dict[str, Texts]:
        """Return the texts that nothing has asked for: expressions may name them."""
        return {name: told.words for name, told in self._told.items() if name not in self.used and told.words}

    def _tag_for(self, name: str) -> str:
        tag = language_tag(name)
        return name if tag in self.names else tag

    def _take(self, tag: str, text: Element) -> None:
        told = self._told.setdefault(text.get("id") or "", Told())
        for value in text.all("value"):
            form, words = value.get("form") or "", template(value).strip()
            if not words or (self._placeholders and words == _PLACEHOLDER):
                continue
            if form in _PLAIN_FORMS:
                told.words.setdefault(tag, words)
            elif form == "guidance":
                told.guidance[tag] = words
            elif form in {"image", "big-image", "audio", "video"}:
                told.media.setdefault(form, {})[tag] = words
            else:
                self.unknown_forms.add(form)
