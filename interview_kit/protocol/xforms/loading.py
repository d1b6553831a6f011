"""From an XForm to our protocol model. What this program does not act upon is kept and named in warnings.

Follows the ODK XForms specification.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from interview_kit.errors import InputError
from interview_kit.protocol.library import MAX_NODES, MAX_TEXTS
from interview_kit.protocol.model import (
    Action,
    BaseType,
    Choice,
    Event,
    Kind,
    Node,
    Protocol,
    Table,
)
from interview_kit.protocol.xforms.controls import Body, Control, read_body, resolve
from interview_kit.protocol.xforms.definitions import TRUE, Definitions
from interview_kit.protocol.xforms.extras import is_asked
from interview_kit.protocol.xforms.tables import Files, choices_of, no_files, table_of
from interview_kit.protocol.xforms.texts import Translations
from interview_kit.protocol.xforms.tidy import tidy
from interview_kit.protocol.xforms.warnings import Warnings
from interview_kit.protocol.xforms.xml import XFORMS, Element, parse_xml

_UNFIT: Final = re.compile(r"[^A-Za-z0-9_.:\-]+")
_TITLE: Final = "kit:title-"
#: Prefixes every protocol has.
_COMMON: Final = {
    "http://openrosa.org/javarosa": "jr",
    "http://openrosa.org/xforms": "orx",
    "http://www.opendatakit.org/xforms": "odk",
    "http://www.opendatakit.org/xforms/entities": "entities",
    "urn:interview-kit:protocol": "kit",
}
#: Namespaces that only mark up the file.
_MARKS: Final = frozenset(
    {
        XFORMS,
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2001/xml-events",
        "http://www.w3.org/2001/XMLSchema",
    }
)


@dataclass(frozen=True)
class Loading:
    """A protocol, and what of the file this program keeps without acting upon it."""

    protocol: Protocol
    warnings: tuple[InputError, ...]


def load_xform(
    body: bytes,
    *,
    name: str,
    files: Files = no_files,
    placeholders: bool = False,
) -> Loading:
    """Read an XForm.

    ``name`` says in errors which file it is; ``files`` finds those it names; ``placeholders`` tells
    whether pyxform wrote it. Raises :class:`InputError` ``protocol.…``.
    """
    document = parse_xml(body, name=name)
    head, sheet = document.root.first("head"), document.root.first("body")
    model = head.first("model") if head is not None else None
    instance = model.first("instance") if model is not None else None
    if head is None or model is None or instance is None or not instance.children:
        raise InputError("protocol.no-xform", name=name)
    loader = _Loader(name, model, instance, sheet, files, placeholders=placeholders)
    title = head.first("title")
    namespaces = {
        prefix: uri
        for prefix, uri in document.prefixes.items()
        if _COMMON.get(uri) != prefix and uri not in _MARKS
    }
    try:
        return loader.protocol(title.text.strip() if title is not None else "", namespaces)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"])) or "/"
        raise InputError("protocol.invalid", name=name, where=where, why=first["msg"]) from None


class _Loader:
    def __init__(
        self,
        name: str,
        model: Element,
        instance: Element,
        body: Element | None,
        files: Files,
        *,
        placeholders: bool,
    ) -> None:
        self.warnings = Warnings()
        self._name = name
        self._nodes = 0
        self._model = model
        self._top = instance.children[0]
        self._texts = Translations(model.first("itext"), name=name, most=MAX_TEXTS, placeholders=placeholders)
        self._binds: dict[str, Element] = {}
        self._paths: dict[str, str] = {}
        for bind in model.all("bind"):
            path = resolve(bind.get("nodeset") or "", f"/{self._top.tag}")
            if "[" in (bind.get("nodeset") or ""):
                self.warnings.add("protocol.warn-position", path=(bind.get("nodeset") or "")[:200])
            self._binds.setdefault(path, bind).attributes.update(bind.attributes)
            if bind.get("id"):
                self._paths.setdefault(bind.get("id") or "", path)
        self._body: Body = read_body(body, self._paths, name=name)
        self._style = (body.get("class") or "") if body is not None else ""
        self._placed: set[str] = set()
        self._tables: dict[str, Table] = {}
        for other in model.all("instance")[1:]:
            identifier = other.get("id") or ""
            if identifier in self._tables:
                self.warnings.add("protocol.warn-doubled", path=f"instance({identifier!r})")
                continue
            self._tables[identifier] = table_of(other, files, self.warnings)
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._presets: dict[str, str] = {}
        self._definitions = Definitions(self._texts, self._tables, self._choices, self.warnings)

    def protocol(self, title: str, namespaces: dict[str, str]) -> Loading:
        top = self._top
        for identifier, table in self._tables.items():
            listed = choices_of(table, self._texts) if not table.source else None
            if listed is not None:
                self._choices[identifier] = listed
        children = self._children(top, f"/{top.tag}", "")
        actions = self._actions()
        self._note_leftovers()
        identifier = top.get("id") or top.namespace or top.tag
        version = top.get("version") or top.get("orx:version") or "0"
        return Loading(
            Protocol(
                id=self._fitting("id", identifier),
                version=self._fitting("version", version)[:64],
                title={self._texts.default: title or identifier} | self._titles(),
                languages=self._languages(),
                language_names={tag: name for tag, name in self._texts.names.items() if tag != name},
                choices=self._choices,
                tables={name: one for name, one in self._tables.items() if name not in self._choices},
                texts=self._texts.left(),
                actions=actions,
                namespaces=namespaces,
                root=top.tag,
                presets=self._presets,
                amends=self._top.get("kit:amends") == "yes",
                kept=self._form_properties(),
                children=children,
            ),
            self.warnings.all,
        )

    # nodes

    def _children(self, element: Element, path: str, place: str) -> tuple[Node, ...]:
        """Return the nodes below an element; instances of one repeat stand under one name."""
        named: dict[str, list[Element]] = {}
        for child in element.children:
            named.setdefault(child.tag, []).append(child)
        return tuple(self._node(group, f"{path}/{tag}", f"{place}/{tag}") for tag, group in named.items())

    def _node(self, elements: list[Element], path: str, place: str) -> Node:
        self._placed.add(path)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise InputError("protocol.too-large", name=self._name)
        control = self._body.controls.get(path)
        bind = self._binds.get(path)
        repeats = control is not None and control.repeat is not None
        templates = [one for one in elements if one.get("jr:template") is not None]
        instances = [one for one in elements if one.get("jr:template") is None]
        shape = (templates or instances)[0]
        said: dict[str, Any] = self._definitions.bound(bind, path) | self._definitions.shown(control)
        said["attributes"] = {
            name: text.strip() for name, text in shape.attributes.items() if name != "jr:template"
        }
        if repeats:
            assert control is not None
            assert control.repeat is not None
            count = control.repeat.get("jr:count")
            said["repeat_count"] = tidy(count) if count else None
            said["instances"] = len(instances)
            if control.repeat.get("jr:noAddRemove") in TRUE:
                said["instances"] = max(1, len(instances))
                said["repeat_count"] = said["repeat_count"] or str(said["instances"])
            said["appearance"] = control.repeat.get("appearance") or said.get("appearance") or ""
            wanted = bind.get("kit:instances") if bind is not None else None
            if wanted is not None:
                said["instances"] = _count(wanted, place)
            for number, instance in enumerate(instances[: said["instances"]], 1):
                self._preset(shape, instance, f"{place}[{number}]")
        elif len(elements) > 1:
            self.warnings.add("protocol.warn-doubled", path=place)
        if repeats or shape.children or (control is not None and control.element.name == "group"):
            children = self._children(shape, path, place)
            if not children:
                self.warnings.add("protocol.warn-empty-group", path=place)
            said.pop("type", None)
            kind = Kind.REPEAT if repeats else Kind.GROUP
            return Node(name=shape.tag, kind=kind, children=children, **_given(said))
        asked = bind is None or is_asked(bind.attributes, path)
        return self._leaf(shape, control, said, path, place, asked=asked)

    def _preset(self, shape: Element, instance: Element, place: str) -> None:
        """Note where an instance differs from the shape that new ones take."""
        if not instance.children:
            if instance is not shape and instance.text.strip() != shape.text.strip():
                self._presets[place] = instance.text.strip()
            return
        shapes = {child.tag: child for child in reversed(shape.children)}
        for child in instance.children:
            if child.tag in shapes:
                self._preset(shapes[child.tag], child, f"{place}/{child.tag}")

    def _leaf(
        self,
        element: Element,
        control: Control | None,
        said: dict[str, Any],
        path: str,
        place: str,
        *,
        asked: bool,
    ) -> Node:
        default = element.text if element.text.strip() else ""
        said["default"] = default
        kind = Kind.CALCULATION
        if control is None:  # pyxform translates labels of calculations too, and then shows them nowhere
            said["label"] = self._texts.by_id(f"{path}:label").words
        elif not asked:
            self._definitions.asked(control, said, place)
            said = {**said, "type": BaseType.TEXT, "readonly": None}
        else:
            kind = Kind.QUESTION
            self._definitions.asked(control, said, place)
            noted = control.element.name == "input" and said.get("readonly") in TRUE
            if noted and said["type"] is BaseType.TEXT and not (default or said.get("calculate")):
                kind = Kind.NOTE
                said.pop("readonly")
                said.pop("type")
        return Node(name=element.tag, kind=kind, **_given(said))

    def _languages(self) -> tuple[str, ...]:
        """Return the languages, in our own order where the form states it."""
        known = self._texts.languages
        stated = (self._top.get("kit:languages") or "").split()
        return tuple(dict.fromkeys((*(tag for tag in stated if tag in known), *known)))

    def _titles(self) -> dict[str, str]:
        """Return the title in further languages: our own attributes of the outermost element."""
        found = self._top.attributes.items()
        return {name.removeprefix(_TITLE): text for name, text in found if name.startswith(_TITLE)}

    # actions and the rest

    def _actions(self) -> tuple[Action, ...]:
        found = []
        standing = [("", one) for one in self._model.all("setvalue")] + self._body.actions
        for path, element in standing:
            events = []
            for name in (element.get("event") or element.get("ev:event") or "").split():
                if name in set(Event):
                    events.append(Event(name))
                else:
                    self.warnings.add("protocol.warn-event", event=name)
            target = element.get("ref") or self._bind_path(element.get("bind"))
            if not events or not target:
                continue
            if path and path not in self._placed:
                continue  # its control is named among those that stand nowhere
            value = tidy(element.get("value") or "") or None
            found.append(
                Action(
                    events=tuple(events),
                    at=path.removeprefix(f"/{self._top.tag}") or None,
                    target=tidy(target),
                    value=value,
                    text="" if value else element.text.strip(),
                )
            )
        for other in self._model.children:
            if other.name not in ("itext", "instance", "bind", "setvalue", "submission"):
                self.warnings.add("protocol.warn-element", element=other.tag)
        return tuple(found)

    def _bind_path(self, identifier: str | None) -> str | None:
        return None if identifier is None else self._paths.get(identifier)

    def _note_leftovers(self) -> None:
        for path in dict.fromkeys((*self._binds, *self._body.controls)):
            if path not in self._placed and path != f"/{self._top.tag}":
                self.warnings.add("protocol.warn-no-node", path=path)
        for place, group in self._body.loose:
            label = self._texts.told(group.first("label")).words
            words = next(iter(label.values()), "")
            self.warnings.add("protocol.warn-loose-group", path=place or "/", label=words[:80])
        for element in self._body.unknown:
            self.warnings.add("protocol.warn-element", element=element.tag)
        for form in sorted(self._texts.unknown_forms):
            self.warnings.add("protocol.warn-text-form", form=form)
        if self._model.first("submission") is not None:
            self.warnings.add("protocol.warn-submission")

    def _form_properties(self) -> dict[str, str]:
        known = ("id", "version", "orx:version", "kit:languages", "kit:amends")
        style = {"style": self._style} if self._style else {}
        kept = style | {
            name: value
            for name, value in self._top.attributes.items()
            if name not in known and not name.startswith(_TITLE)
        }
        submission = self._model.first("submission")
        if submission is not None:
            kept |= {f"submission {name}": value for name, value in submission.attributes.items()}
        return kept

    def _fitting(self, what: str, text: str) -> str:
        fitting = _UNFIT.sub("-", text.strip())[:128] or "form"
        if fitting != text:
            self.warnings.add("protocol.warn-renamed", what=what, before=text[:80], after=fitting)
        return fitting


def _count(text: str, place: str) -> int:
    if not (text.isdecimal() and len(text) < 4):
        raise InputError("protocol.kit-column", path=place, column="instances", value=text[:80])
    return int(text)


def _given(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}
