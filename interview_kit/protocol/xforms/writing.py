"""Back to a workbook: our model as an XLSForm that pyxform reads into an equal model.

What an XLSForm cannot say is refused by name. A path is written ``${name}`` where that means the same;
elsewhere it stays XPath, which ODK and pyxform read as well.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.scoping import Place
from interview_kit.protocol.model import Action, BaseType, Event, Kind, Media, Node, Protocol, Table, Texts
from interview_kit.protocol.xforms.definitions import ANY_FILE, TYPES
from interview_kit.protocol.xforms.extras import written_extras
from interview_kit.protocol.xforms.texts import UNDETERMINED
from interview_kit.protocol.xforms.xlsform import load_xlsform

Row = dict[str, str]

_TYPES: Final = {
    BaseType.TEXT: "text",
    BaseType.INTEGER: "integer",
    BaseType.DECIMAL: "decimal",
    BaseType.DATE: "date",
    BaseType.TIME: "time",
    BaseType.DATE_TIME: "dateTime",
    BaseType.GEOPOINT: "geopoint",
    BaseType.GEOTRACE: "geotrace",
    BaseType.GEOSHAPE: "geoshape",
    BaseType.ACKNOWLEDGE: "acknowledge",
}
_SELECTS: Final = {
    BaseType.SELECT_ONE: "select_one",
    BaseType.SELECT_MULTIPLE: "select_multiple",
    BaseType.RANK: "rank",
}
_FILES: Final = {
    "image/*": "image",
    "audio/*": "audio",
    "video/*": "video",
    "application/*": "file",
}
_PRELOADS: Final = {
    "timestamp/start": "start",
    "timestamp/end": "end",
    "date/today": "today",
    "property/deviceid": "deviceid",
    "property/username": "username",
    "property/phonenumber": "phonenumber",
    "property/email": "email",
}
_SUBMISSION: Final = {
    "submission action": "submission_url",
    "submission base64RsaPublicKey": "public_key",
    "submission orx:auto-send": "auto_send",
    "submission orx:auto-delete": "auto_delete",
}
_PLAIN: Final = re.compile(r"(?:\.\.|/[\w.\-]+)(?:/(?:\.\.|[\w.\-]+))*")
#: Quoted words, or a path from the root that nothing goes on from.
_PATHS: Final = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w.\])@:/-])/[\w-]+(?:/[\w-]+)+(?![\w\[/(:.-])""")
#: An expression in a text, and what stands before it.
_EXPRESSION: Final = re.compile(r"((?:^|[^$]))\$\{([^}]*)\}")
_BINDS: Final = ("relevant", "constraint", "required", "readonly")
_XFORM_TYPES: Final = {type_: name for name, type_ in TYPES.items() if type_ is not BaseType.TEXT}


def write_xlsform(protocol: Protocol) -> tuple[bytes, dict[str, bytes]]:
    """Return the workbook of a protocol, and the files that belong beside it by their names.

    Raises :class:`InputError` ``protocol.not-writable``, which names the node and what cannot be said.
    """
    files = {table.source.rpartition("/")[2]: _csv(table) for table in protocol.tables.values()}
    read = protocol
    for named in (True, False):  # where a name does not lead back to the very path, paths stay paths
        body = _workbook(protocol, named=named)
        read = load_xlsform(
            body, name="form.xlsx", files=lambda address: files.get(address.rpartition("/")[2])
        ).protocol
        if read == protocol:
            return body, files
    _refuse(*_difference(protocol, read))


def _difference(wanted: Protocol, got: Protocol) -> tuple[str, str]:
    """Return the first place where both differ, and in what."""
    ours = dict(_places(wanted.children, (wanted.root,)))
    theirs = dict(_places(got.children, (got.root,)))
    for place, node in ours.items():
        if place not in theirs:
            return _path(place), node.kind.value
        for name in Node.model_fields:
            if name != "children" and getattr(node, name) != getattr(theirs[place], name):
                return _path(place), name
    for name in Protocol.model_fields:
        if name != "children" and getattr(wanted, name) != getattr(got, name):
            return "/", name
    return next(_path(place) for place in theirs if place not in ours), "children"


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    written.writerow(table.columns)
    written.writerows([cell or "" for cell in row] for row in table.rows)
    return text.getvalue().encode()


def _workbook(protocol: Protocol, *, named: bool) -> bytes:
    from openpyxl import Workbook

    writer = _Writer(protocol, named=named)
    sheets = {
        "survey": list(writer.survey()),
        "choices": list(writer.choices()),
        "settings": [writer.settings()],
    }
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        _fill(book.create_sheet(name), rows)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def _fill(sheet: Any, rows: list[Row]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = list(dict.fromkeys(name for row in rows for name in row if row[name]))
    for at, name in enumerate(columns, 1):
        sheet.cell(1, at, name).font = Font(bold=True)
        longest = max(len(row.get(name, "")) for row in rows)
        sheet.column_dimensions[get_column_letter(at)].width = min(48, max(12, longest + 2))
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 2):
        for at, name in enumerate(columns, 1):
            if row.get(name):
                cell = sheet.cell(number, at)
                cell.value = row[name]
                cell.data_type = "s"  # a text that begins with "=" is no formula


class _Writer:
    def __init__(self, protocol: Protocol, *, named: bool) -> None:
        self._protocol = protocol
        self._by_name = named
        self._named: dict[str, list[Place]] = {}
        self._repeats: set[Place] = set()
        for place, node in _places(protocol.children, (protocol.root,)):
            self._named.setdefault(node.name, []).append(place)
            if node.kind is Kind.REPEAT:
                self._repeats.add(place)
        self._meta = next((node for node in protocol.children if node.name == "meta"), None)
        self._events = self._by_target()
        for what, there in (
            ("presets", protocol.presets),
            ("texts", protocol.texts),
            ("namespaces", {prefix for prefix in protocol.namespaces if prefix == "kit"}),
        ):
            if there:
                _refuse("/", what)
        for name, table in protocol.tables.items():
            if not table.source.endswith(".csv"):
                _refuse("/", f"instance {name}")

    # sheets

    def survey(self) -> Iterator[Row]:
        for node in self._protocol.children:
            if node is not self._meta:
                yield from self._rows(node, (self._protocol.root, node.name))

    def choices(self) -> Iterator[Row]:
        root = self._protocol.root
        for name, listed in self._protocol.choices.items():
            for choice in listed:
                yield (
                    {"list_name": name, "name": choice.value}
                    | self._told("label", self._texts(choice.label, (root,)))
                    | self._media(choice.media)
                    | choice.columns
                )

    def settings(self) -> Row:
        protocol = self._protocol
        default = protocol.languages[0]
        doubled = any(
            len({choice.value for choice in listed}) < len(listed) for listed in protocol.choices.values()
        )
        row = {
            "allow_choice_duplicates": "yes" if doubled else "",
            "form_title": protocol.title.get(default) or next(iter(protocol.title.values())),
            "form_id": protocol.id,
            "version": protocol.version,
        }
        if default != UNDETERMINED:
            row["default_language"] = self._language(default)
        spaces = {"kit": "urn:interview-kit:protocol", **protocol.namespaces}
        row["namespaces"] = " ".join(f'{prefix}="{uri}"' for prefix, uri in spaces.items())
        if protocol.root != "data":
            row["name"] = protocol.root
        for language, title in protocol.title.items():
            if language != default:
                row[f"attribute::kit:title-{language}"] = title
        if len(protocol.languages) > 2:  # pyxform puts all but the default in an order of its own
            row["attribute::kit:languages"] = " ".join(protocol.languages)
        if protocol.amends:
            row["attribute::kit:amends"] = "yes"
        for name, value in protocol.kept.items():
            if name in _SUBMISSION:
                row[_SUBMISSION[name]] = value
            elif name == "style":
                row["style"] = value
            elif not name.startswith("submission "):
                row[f"attribute::{name}"] = value
        return row | self._meta_settings()

    def _meta_settings(self) -> Row:
        if self._meta is None:
            return {"omit_instanceID": "true"}
        row: Row = {}
        for child in self._meta.children:
            if child.name == "instanceName" and child.calculate:
                row["instance_name"] = child.calculate
            elif child.name != "instanceID":
                _refuse(f"/meta/{child.name}", "meta")
        return row

    # nodes

    def _rows(self, node: Node, place: Place) -> Iterator[Row]:
        row = self._row(node, place)
        if node.kind not in (Kind.GROUP, Kind.REPEAT):
            yield row
            return
        word = node.kind.value
        yield {"type": f"begin_{word}"} | row
        for child in node.children:
            yield from self._rows(child, (*place, child.name))
        yield {"type": f"end_{word}"}

    def _row(self, node: Node, place: Place) -> Row:
        row: Row = {"name": node.name}
        if node.kind not in (Kind.GROUP, Kind.REPEAT):
            row = {"type": self._type(node, place), **row}
        for column in ("label", "hint", "guidance", "constraint_message", "required_message"):
            told = self._texts(getattr(node, column), place)
            row |= self._told({"guidance": "guidance_hint"}.get(column, column), told)
        row |= self._media(node.media)
        row |= {name: self._xpath(getattr(node, name)) for name in _BINDS}
        row["calculation"] = self._xpath(node.calculate)
        row["default"] = node.default
        row["appearance"] = node.appearance
        row["choice_filter"] = self._xpath(node.choice_filter)
        row["repeat_count"] = self._repeat_count(node, place)
        row["parameters"] = self._parameters(node)
        row |= node.kept
        row |= {f"instance::{name}": text for name, text in node.attributes.items()}
        row |= {f"bind::kit:{name}": text for name, text in written_extras(node.kit, place[0]).items()}
        if node.kind is Kind.REPEAT and node.instances != 1:
            row["bind::kit:instances"] = str(node.instances)
        row |= self._bind_type(node)
        return row | self._set(place)

    def _type(self, node: Node, place: Place) -> str:
        if node.kind is Kind.NOTE:
            return "note"
        if node.kind is Kind.CALCULATION:
            if node.choices is not None:
                return f"select_one{self._list(node, place)}"
            if node.preload in _PRELOADS:
                return _PRELOADS[node.preload]
            return "calculate" if node.calculate else "hidden"
        if node.scale is not None:
            return "range"
        if node.type is BaseType.ATTACHMENT:
            return _FILES.get(node.media_type, "file")
        if node.type in _SELECTS:
            return f"{_SELECTS[node.type]}{self._list(node, place)}"
        return _TYPES.get(node.type) or _refuse(_path(place), f"type {node.type}")

    def _list(self, node: Node, place: Place) -> str:
        if node.choices is not None:
            return f" {node.choices}"
        if node.itemset is not None:
            for name, table in self._protocol.tables.items():
                if node.itemset.nodes == f"instance('{name}')/root/item":
                    return f"_from_file {table.source.rpartition('/')[2]}"
        _refuse(_path(place), "itemset")

    def _bind_type(self, node: Node) -> Row:
        """A calculation is text to pyxform unless it is told otherwise."""
        if node.kind is Kind.CALCULATION and node.choices is not None:
            return {"readonly": "yes", "bind::kit:asked": "no"}
        if node.kind is Kind.CALCULATION and node.preload not in _PRELOADS:
            row = {"bind::type": _XFORM_TYPES[node.type]} if node.type in _XFORM_TYPES else {}
            kind, _, what = node.preload.partition("/")
            return row | {"bind::jr:preload": kind, "bind::jr:preloadParams": what}
        if node.type is BaseType.ATTACHMENT and node.media_type not in _FILES:
            return {"body::mediatype": node.media_type or ANY_FILE}
        if node.scale is not None and node.type is BaseType.DECIMAL:
            return {"bind::type": "decimal"}
        return {}

    def _parameters(self, node: Node) -> str:
        if node.scale is None:
            return ""
        ends = (("start", node.scale.start), ("end", node.scale.end), ("step", node.scale.step))
        return " ".join(f"{name}={value}" for name, value in ends if value)

    def _repeat_count(self, node: Node, place: Place) -> str:
        """Return a count; of a plain path pyxform would make a calculation unless it is ``${name}``."""
        count = node.repeat_count or ""
        return self._reference(count, place) if _PLAIN.fullmatch(count) else count

    def _by_target(self) -> dict[str, list[Action]]:
        found: dict[str, list[Action]] = {}
        for action in self._protocol.actions:
            found.setdefault(action.target, []).append(action)
        return found

    def _set(self, place: Place) -> Row:
        """A value set at the beginning is a default; one set by another question has a trigger."""
        row: Row = {}
        for action in self._events.get("/" + "/".join(place), ()):
            if action.events == (Event.VALUE_CHANGED,) and action.at is not None:
                row["trigger"] = f"${{{action.at.rpartition('/')[2]}}}"
                row["calculation"] = action.value or ""
            elif action.value is not None:
                row["default"] = action.value
        return row

    # texts

    def _told(self, column: str, told: Texts) -> Row:
        return {
            column if tag == UNDETERMINED else f"{column}::{self._language(tag)}": text
            for tag, text in told.items()
        }

    def _media(self, media: Media) -> Row:
        row: Row = {}
        for kind, told in media.items():
            row |= self._told(kind, {tag: text.rpartition("/")[2] for tag, text in told.items()})
        return row

    def _language(self, tag: str) -> str:
        return self._protocol.language_names.get(tag, tag)

    def _texts(self, told: Texts, place: Place) -> Texts:
        """Return texts with ``${name}`` for each path in them."""

        def named(found: re.Match[str]) -> str:
            return found[1] + self._reference(found[2], place)

        return {tag: _EXPRESSION.sub(named, text) for tag, text in told.items()}

    def _xpath(self, text: str | None) -> str:
        """Return an expression with ``${name}`` for each path that a name alone finds, outside repeats."""

        def named(found: re.Match[str]) -> str:
            if found[0][0] != "/":
                return found[0]
            place = tuple(found[0].split("/")[1:])
            inside = any(place[:count] in self._repeats for count in range(1, len(place) + 1))
            alone = self._named.get(place[-1]) == [place] and not inside
            return f"${{{place[-1]}}}" if alone else found[0]

        return _PATHS.sub(named, text) if text and self._by_name else text or ""

    def _reference(self, expression: str, place: Place) -> str:
        steps = expression.strip().split("/")
        target: Place = tuple(steps[1:])
        if steps[0] in ("..", "."):
            up = sum(step == ".." for step in steps)
            target = (*place[: len(place) - up], *steps[up:])
        if self._named.get(target[-1] if target else "", []) != [target]:
            _refuse(_path(place), f"${{{expression}}}")
        return f"${{{target[-1]}}}"


def _places(nodes: tuple[Node, ...], above: Place) -> Iterator[tuple[Place, Node]]:
    for node in nodes:
        place = (*above, node.name)
        yield place, node
        yield from _places(node.children, place)


def _path(place: Place) -> str:
    return "/" + "/".join(place[1:])


def _refuse(path: str, what: str) -> NoReturn:
    raise InputError("protocol.not-writable", path=path, what=what)
