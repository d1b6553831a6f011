"""The guide for those who use the program: chapters in Markdown, and finding words in them.

``resources/help/<language>/NN-<name>.md``: the number gives the order, the name stays the same in every
language. The first line is the title, ``## `` begins a part. Pictures lie in ``resources/help/pictures``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.data import shipped
from interview_kit.messages import DEFAULT_LANGUAGE, say

_PART: Final = "## "
_EXCERPT: Final = 90
#: ``{field.export}`` in a chapter is what the screen says there, so that the guide never calls it otherwise.
_LABEL: Final = re.compile(r"\{([a-z]+\.[a-z0-9-]+)\}")
_PARAMETER: Final = re.compile(r"\{\w+\}")
#: Markdown's signs: a picture and the address of a link say nothing to whoever reads.
_SIGNS: Final = re.compile(
    r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)|[*`\[\]|]|^#+ |^\|?[-:| ]{6,}$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. ``name`` is the same in every language; ``text`` is Markdown without the title."""

    name: str
    title: str
    text: str

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield each part: its heading, empty for what stands before the first, and its plain words."""
        for piece in re.split(rf"^(?={_PART})", self.text, flags=re.MULTILINE):
            heading, _, body = piece.partition("\n") if piece.startswith(_PART) else ("", "", piece)
            yield heading.removeprefix(_PART).strip(), " ".join(_SIGNS.sub(" ", body).split())


@dataclass(frozen=True, slots=True)
class Found:
    """A part in which every word that was looked for stands, and a few words from where the first does."""

    chapter: str
    title: str
    heading: str
    excerpt: str


@functools.cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the guide in a language, in English where it is not there."""
    folder = shipped("resources", "help", language)
    if not folder.is_dir():
        folder = shipped("resources", "help", DEFAULT_LANGUAGE)
    return tuple(_read(file) for file in sorted(folder.glob("*.md")))


def picture_file(name: str, language: str) -> Path:
    """Return where a picture of the guide lies; only its last name counts."""
    return shipped("resources", "help", "pictures") / language / Path(name).name


def search(words: str, language: str) -> list[Found]:
    """Return the parts that hold every one of ``words``, those that have one in their heading first."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    found: list[tuple[int, Found]] = []
    for chapter in chapters(language):
        for heading, body in chapter.parts():
            texts = [text.casefold() for text in (heading, chapter.title, body)]
            if body and all(any(word in text for text in texts) for word in wanted):
                rank = next(at for at, text in enumerate(texts) if any(word in text for word in wanted))
                found.append((rank, Found(chapter.name, chapter.title, heading, _excerpt(body, wanted))))
    found.sort(key=lambda one: one[0])
    return [one for _, one in found]


def _excerpt(body: str, wanted: list[str]) -> str:
    """Return the words around the first that is there."""
    lower = body.casefold()
    at = min((lower.find(word) for word in wanted if word in lower), default=0)
    start = body.rfind(" ", 0, max(0, at - _EXCERPT // 3)) + 1
    text = body[start:]
    if len(text) > _EXCERPT:
        text = f"{text[:_EXCERPT].rpartition(' ')[0]} …"
    return f"… {text}" if start else text


def _read(file: Path) -> Chapter:
    written = _LABEL.sub(lambda found: _label(found[1], file.parent.name), file.read_text("utf-8"))
    title, _, text = written.partition("\n")
    return Chapter(file.stem.partition("-")[2], title.removeprefix("# ").strip(), text.strip())


def _label(key: str, language: str) -> str:
    """Return what stands on the screen under a key, without its numbers and names."""
    return f"**{_PARAMETER.sub('…', say(key, language)).strip(' …')}**"
