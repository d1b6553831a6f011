"""Every text of a protocol, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.protocol.form import Form
from interview_kit.protocol.formnode import TEXTS
from interview_kit.protocol.model import Kind, Media, Texts

#: Columns that a witness hears. A note with a level is a rule and speaks to the interviewer.
READ_ALOUD = ("label", "hint")


@dataclass(frozen=True, slots=True)
class Told:
    """One text in all its languages. ``needed`` says that nothing can be shown in its place."""

    path: str
    column: str
    texts: Texts
    needed: bool = False


def everything_told(form: Form) -> Iterator[Told]:
    """Yield every text of a protocol: its title, nodes, choices, media, and texts that expressions name."""
    protocol = form.protocol
    yield Told("title", "title", protocol.title, needed=True)
    if protocol.language_names:
        yield Told("language_names", "language_names", protocol.language_names)
    for name, texts in protocol.texts.items():
        yield Told(f"texts/{name}", "texts", texts)
    for name, choices in protocol.choices.items():
        for choice in choices:
            path = f"choices/{name}/{choice.value}"
            yield Told(path, "label", choice.label, needed=True)
            yield from _media(path, choice.media)
    for node in form.nodes[1:]:
        for column in TEXTS:
            asked = column == "label" and node.node.kind in (Kind.QUESTION, Kind.NOTE)
            yield Told(node.path, column, getattr(node.node, column), needed=asked and not node.node.media)
        yield from _media(node.path, node.node.media)


def _media(path: str, media: Media) -> Iterator[Told]:
    for kind, texts in media.items():
        yield Told(path, f"media::{kind}", texts)


#: What workbooks call languages that the lint knows, where they give no tag.
_NAMED = {"english": "en", "korean": "ko", "한국어": "ko", "조선어": "ko", "spanish": "es", "español": "es"}


def tongue(language: str) -> str:
    """Return the language of a tag or name, without region and script: ``es`` of ``es-419``."""
    name = language.strip().lower()
    return _NAMED.get(name) or name.replace("_", "-").partition("-")[0]
