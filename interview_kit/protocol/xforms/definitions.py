"""What bind and control of an XForm say of one node."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from interview_kit.errors import InputError
from interview_kit.messages import DEFAULT_LANGUAGE, explain
from interview_kit.protocol.expressions.parser import parse
from interview_kit.protocol.model import BaseType, Choice, Itemset, Scale, Table
from interview_kit.protocol.secondary import LABEL, TEXT_ID, VALUE
from interview_kit.protocol.xforms.controls import Control
from interview_kit.protocol.xforms.extras import extras_of
from interview_kit.protocol.xforms.texts import Translations
from interview_kit.protocol.xforms.tidy import tidy
from interview_kit.protocol.xforms.warnings import Warnings
from interview_kit.protocol.xforms.xml import Element

#: What XForms call our types; of several names for one the last is the one we write.
TYPES: Final = {
    "string": BaseType.TEXT,
    "integer": BaseType.INTEGER,
    "int": BaseType.INTEGER,
    "decimal": BaseType.DECIMAL,
    "boolean": BaseType.BOOLEAN,
    "date": BaseType.DATE,
    "time": BaseType.TIME,
    "dateTime": BaseType.DATE_TIME,
    "geopoint": BaseType.GEOPOINT,
    "geotrace": BaseType.GEOTRACE,
    "geoshape": BaseType.GEOSHAPE,
    "binary": BaseType.ATTACHMENT,
    "select1": BaseType.SELECT_ONE,
    "select": BaseType.SELECT_MULTIPLE,
    "rank": BaseType.RANK,
    "odk:rank": BaseType.RANK,
}
_CONTROLS: Final = {
    "select": BaseType.SELECT_MULTIPLE,
    "select1": BaseType.SELECT_ONE,
    "rank": BaseType.RANK,
    "upload": BaseType.ATTACHMENT,
    "trigger": BaseType.ACKNOWLEDGE,
}
#: Attributes of a bind that the model has a place for.
_BIND: Final = frozenset(
    {
        "nodeset", "id", "type", "relevant", "required", "readonly", "constraint", "calculate",
        "jr:constraintMsg", "jr:requiredMsg", "jr:preload", "jr:preloadParams",
    }
)  # fmt: skip
_CONTROL: Final = frozenset(
    {"ref", "bind", "nodeset", "appearance", "mediatype", "start", "end", "step", "jr:count"}
)
_TABLE_ROWS: Final = re.compile(
    r"""\s*instance\(\s*(?:'([^']+)'|"([^"]+)")\s*\)/root/item\s*(?:\[(.*)\])?\s*""", re.DOTALL
)
#: How forms write what always holds.
TRUE: Final = frozenset({"true()", "true"})
#: What changes nothing in each of these columns.
_NOTHING: Final = {"relevant": "true()", "required": "false()", "readonly": "false()"}
_WORDS: Final = {"true": "true()", "false": "false()"}
#: What an upload takes that takes anything.
ANY_FILE: Final = "*/*"


class Definitions:
    """Reads definitions; ``choices`` grows by the lists that stand inside controls."""

    def __init__(
        self,
        texts: Translations,
        tables: Mapping[str, Table],
        choices: dict[str, tuple[Choice, ...]],
        warnings: Warnings,
    ) -> None:
        self._texts = texts
        self._tables = tables
        self._choices = choices
        self.warnings = warnings

    def bound(self, bind: Element | None, path: str) -> dict[str, Any]:
        """Return what a bind says."""
        said: dict[str, Any] = {"type": BaseType.TEXT}
        if bind is None:
            return said
        written = (bind.get("type") or "string").rpartition(":")[2] or "string"
        if written in TYPES:
            said["type"] = TYPES[written]
        else:
            self.warnings.add("protocol.warn-type", path=path, type=written)
        for name in ("relevant", "required", "readonly", "constraint", "calculate"):
            text = tidy(bind.get(name) or "")
            text = _WORDS.get(text, text)
            if text and text != _NOTHING.get(name):
                said[name] = text
        said["constraint_message"] = self._texts.message(bind.get("jr:constraintMsg"))
        said["required_message"] = self._texts.message(bind.get("jr:requiredMsg"))
        preload = bind.get("jr:preload")
        if preload:
            parameters = bind.get("jr:preloadParams")
            said["preload"] = f"{preload}/{parameters}" if parameters else preload
        kept = {
            f"bind::{name}": value.strip()
            for name, value in bind.attributes.items()
            if name not in _BIND and not name.startswith("kit:")
        }
        for name in kept:
            self.warnings.add("protocol.warn-attribute", path=path, attribute=name)
        said["kept"] = kept
        said["kit"] = extras_of(bind.attributes, path)
        return said

    def shown(self, control: Control | None) -> dict[str, Any]:
        """Return the words and the appearance of a control."""
        if control is None:
            return {}
        label, hint = self._texts.told(control.label), self._texts.told(control.hint)
        return {
            "label": label.words,
            "media": label.media | {f"hint-{kind}": told for kind, told in hint.media.items()},
            "hint": hint.words,
            "guidance": {**label.guidance, **hint.guidance},
            "appearance": control.element.get("appearance") or "",
        }

    def asked(self, control: Control, said: dict[str, Any], place: str) -> None:
        """Complete what is said of a question by what its control makes of it."""
        element = control.element
        if element.name in _CONTROLS:
            said["type"] = _CONTROLS[element.name]
        if element.name in ("select", "select1", "rank"):
            self._offered(element, said, place)
        elif said["type"] in (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE, BaseType.RANK):
            said["type"] = BaseType.TEXT
        if element.name == "upload":
            media = element.get("mediatype") or ANY_FILE
            said["media_type"] = "" if media == ANY_FILE else media
        elif element.name == "range":
            try:
                said["scale"] = Scale(
                    start=element.get("start"), end=element.get("end"), step=element.get("step")
                )
            except ValidationError:
                self.warnings.add("protocol.warn-range", path=place)
        elif element.name == "secret":
            said["appearance"] = f"{said['appearance']} masked".strip()
        appearance = said["appearance"]
        if "ex:" in appearance or "printer:" in appearance:
            self.warnings.add("protocol.warn-other-program", path=place, appearance=appearance)
        others = {name: value.strip() for name, value in element.attributes.items() if name not in _CONTROL}
        kept = {f"body::{name}": value for name, value in others.items()}
        for name in kept:
            self.warnings.add("protocol.warn-attribute", path=place, attribute=name)
        said["kept"] = {**said.get("kept", {}), **kept}

    def _offered(self, element: Element, said: dict[str, Any], place: str) -> None:
        itemset = element.first("itemset")
        if itemset is None:
            said["choices"] = self._listed(element, place)
            return
        nodes = itemset.get("nodeset") or ""
        value, label = itemset.first("value"), itemset.first("label")
        shown = (label.get("ref") if label is not None else None) or "label"
        stored = (value.get("ref") if value is not None else None) or "name"
        found = _TABLE_ROWS.fullmatch(nodes)
        if found and stored == VALUE and tidy(shown) in (LABEL, f"jr:itext({TEXT_ID})"):
            identifier, condition = found[1] or found[2], found[3]
            if identifier in self._choices and _balanced(condition or ""):
                said["choices"] = identifier
                said["choice_filter"] = self._filter(condition, place) if condition else None
                return
        said["itemset"] = Itemset(nodes=tidy(nodes), value=tidy(stored), label=tidy(shown))

    def _filter(self, condition: str, place: str) -> str | None:
        """Return a filter; one that is no expression offers everything, so that any answer can be given."""
        try:
            parse(condition)
        except InputError as error:
            why = explain(error, DEFAULT_LANGUAGE)
            self.warnings.add("protocol.warn-filter", path=place, text=condition[:200], why=why)
            return None
        return tidy(condition)

    def _listed(self, element: Element, place: str) -> str:
        """Return the name of the list made from the items that stand in the control itself."""
        listed = []
        for item in element.all("item"):
            value, label = item.first("value"), self._texts.told(item.first("label"))
            text = value.text.strip() if value is not None else ""
            listed.append(Choice(value=text, label=label.words, media=label.media))
        name = place.removeprefix("/").replace("/", ".")
        while name in self._choices or name in self._tables:
            name += "_"
        self._choices[name] = tuple(listed)
        return name


def _balanced(condition: str) -> bool:
    """Whether a text is one predicate, not the end of one and the beginning of the next."""
    depth, quote = 0, ""
    for character in condition:
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
