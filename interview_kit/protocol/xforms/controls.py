"""The body of an XForm: which control asks for which node, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from interview_kit.errors import InputError
from interview_kit.protocol.xforms.xml import Element

#: Groups in a body, those without a node of their own too.
MAX_GROUPS: Final = 20_000
_INPUTS: Final = frozenset(
    {"input", "secret", "select", "select1", "rank", "upload", "trigger", "range", "textarea"}
)
_TEXTS: Final = frozenset({"label", "hint", "help", "alert", "item", "itemset", "value", "setvalue"})


@dataclass
class Control:
    """What the body says of one node: a control, a group, or a repeat with the group around it."""

    element: Element
    label: Element | None = None
    hint: Element | None = None
    repeat: Element | None = None


@dataclass
class Body:
    """The controls of a form by the path of their node, and the values they set."""

    controls: dict[str, Control] = field(default_factory=dict)
    #: ``setvalue`` elements with the path of the node they stand on.
    actions: list[tuple[str, Element]] = field(default_factory=list)
    #: Groups that name no node: where they stand, with their label.
    loose: list[tuple[str, Element]] = field(default_factory=list)
    unknown: list[Element] = field(default_factory=list)


def read_body(body: Element | None, binds: dict[str, str], *, name: str) -> Body:
    """Read a body. ``binds`` gives the path of each bind's id, for controls that name one.

    Raises :class:`InputError` ``protocol.too-large`` with ``name``.
    """
    read = Body()
    if body is not None:
        _Reader(read, binds, name).inside(body, "")
    return read


def resolve(reference: str, context: str) -> str:
    """Return the path a plain reference means, seen from ``context``; without predicates."""
    if not reference.startswith("/"):
        reference = f"{context}/{reference}"
    steps: list[str] = []
    for step in reference.split("/")[1:]:
        name = step.partition("[")[0].strip()
        if name == ".." and steps:
            steps.pop()
        elif name not in ("", ".", "current()"):
            steps.append(name)
    return "/" + "/".join(steps)


class _Reader:
    def __init__(self, read: Body, binds: dict[str, str], name: str) -> None:
        self._read = read
        self._binds = binds
        self._name = name
        self._groups = 0

    def inside(self, element: Element, context: str) -> None:
        for child in element.children:
            if child.name in _INPUTS:
                path = self._path(child, "ref", context)
                self._read.controls.setdefault(
                    path, Control(child, child.first("label"), child.first("hint"))
                )
                self._actions(child, path)
            elif child.name == "group":
                self._group(child, context)
            elif child.name == "repeat":
                self._repeat(child, None, context)
            elif child.name == "setvalue":
                self._read.actions.append((context, child))
            elif child.name not in _TEXTS:
                self._read.unknown.append(child)

    def _group(self, group: Element, context: str) -> None:
        self._groups += 1
        if self._groups > MAX_GROUPS:
            raise InputError("protocol.too-large", name=self._name)
        path = self._path(group, "ref", context) if group.get("ref") or group.get("bind") else ""
        repeats = group.all("repeat")
        if len(repeats) == 1:
            nodeset = self._path(repeats[0], "nodeset", path or context)
            if path in ("", nodeset):  # the group around a repeat gives it a label
                self._repeat(repeats[0], group, context)
                rest = [child for child in group.children if child.name not in ("repeat", "label", "hint")]
                self._others(group, rest, path or context)
                return
        if path:
            self._read.controls.setdefault(path, Control(group, group.first("label"), group.first("hint")))
            self._actions(group, path)
        elif group.first("label") is not None or group.get("appearance"):
            self._read.loose.append((context, group))
        self.inside(group, path or context)

    def _others(self, group: Element, children: list[Element], context: str) -> None:
        around = Element(group.name, group.prefix, group.namespace, group.attributes)
        around.content = list(children)
        self.inside(around, context)

    def _repeat(self, repeat: Element, around: Element | None, context: str) -> None:
        path = self._path(repeat, "nodeset", context)
        label = around.first("label") if around is not None else repeat.first("label")
        hint = around.first("hint") if around is not None else None
        known = self._read.controls.get(path)
        if known is None or known.repeat is None:
            element = around if around is not None else repeat
            self._read.controls[path] = Control(element, label, hint, repeat)
        self._actions(repeat, path)
        self.inside(repeat, path)

    def _actions(self, element: Element, path: str) -> None:
        if element.name in _INPUTS:
            self._read.actions.extend((path, child) for child in element.all("setvalue"))

    def _path(self, element: Element, attribute: str, context: str) -> str:
        bound = element.get("bind")
        if bound and bound in self._binds:
            return self._binds[bound]
        return resolve(element.get(attribute) or element.get("ref") or element.get("nodeset") or "", context)
