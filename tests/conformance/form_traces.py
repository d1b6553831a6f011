"""Recorded runs of whole forms: what each node is after every step."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from interview_kit.errors import KitError
from interview_kit.interview.filling import Filling
from interview_kit.interview.tree import TreeNode
from interview_kit.protocol.form import Form
from interview_kit.protocol.model import BaseType, Kind, Protocol
from interview_kit.protocol.xforms.loading import load_xform
from interview_kit.values.paths import without_positions

#: What the recordings call our types.
_VALUE_TYPES: Final = {
    BaseType.INTEGER: "int",
    BaseType.DECIMAL: "decimal",
    BaseType.BOOLEAN: "boolean",
    BaseType.DATE: "date",
    BaseType.TIME: "time",
    BaseType.DATE_TIME: "dateTime",
    BaseType.GEOPOINT: "geopoint",
    BaseType.GEOTRACE: "geotrace",
    BaseType.GEOSHAPE: "geoshape",
    BaseType.ATTACHMENT: "binary",
}
_SELECTS: Final = {BaseType.SELECT_ONE: "select", BaseType.SELECT_MULTIPLE: "select", BaseType.RANK: "rank"}
_BY_NUMBER: Final = frozenset({"decimal", "geopoint"})
#: Recordings that go on with an interview saved before.
_RESTORED: Final = re.compile(r"mode: '(restore|edit)'|\bediting\b|deserialized", re.I)
_NUMBERS: Final = re.compile(r"-?\d+(?:\.\d+)?")

State = dict[str, dict[str, Any]]


def failure_of(trace: dict[str, Any]) -> str | None:
    """Play one recording; return what first differs, or None."""
    files = {
        name: (body if isinstance(body, str) else json.dumps(body)).encode()
        for name, body in trace["resources"].items()
    }
    try:
        protocol = load_xform(trace["form"].encode(), name=trace["id"], files=files.get).protocol
        filling = _begun(protocol, trace)
        for number, step in enumerate(trace["steps"]):
            _play(filling, _legible(step, trace["steps"][number:]))
            difference = _difference(step["state"], seen(filling))
            if difference:
                return f"step {number} ({step['op']} {step.get('ref', '')}): {difference}"
    except KitError as error:
        return f"refused: {error} {error.parameters}"
    return None


def _begun(protocol: Protocol, trace: dict[str, Any]) -> Filling:
    """Begin as the recording did: anew, or from saved answers, which its first state tells."""
    if not _RESTORED.search(trace["test"]):
        return Filling(protocol)
    first = trace["steps"][0]["state"]
    asked = {path for path, _ in Form(protocol).questions()}
    saved = {
        _inside(state["ref"]): state["value"]
        for state in first
        if isinstance(state.get("value"), str)
        and state["relevant"]
        and without_positions(_inside(state["ref"])) in asked
    }
    return Filling(protocol, answers=saved)


def _legible(step: dict[str, Any], following: list[dict[str, Any]]) -> dict[str, Any]:
    """Where a recording lost what was answered (an object of its own), a later state still tells."""
    if not str(step.get("value", "")).startswith("[object"):
        return step
    later = [state for one in following for state in one["state"] if state["ref"] == step["ref"]]
    return {**step, "value": next((state["value"] for state in later if state["value"]), "")}


def _play(filling: Filling, step: Mapping[str, Any]) -> None:
    match step["op"]:
        case "answer":
            filling.answer(_inside(step["ref"]), step["value"])
        case "add-repeat":
            filling.add(_inside(step["ref"]))
        case "remove-repeat":
            filling.remove(_inside(step["ref"]))
        case "set-language":
            filling.speak(step["language"])


def _inside(reference: str) -> str:
    return "/" + reference.split("/", 2)[2]


# what we see


def seen(filling: Filling) -> State:
    """Return the state of every node, in the recordings' words."""
    found: State = {}
    root = filling.tree.root
    prefix = f"/{root.form.node.name}"
    for path, node in _nodes(root, prefix):
        found[path] = _common(filling, node) | _particular(filling, node)
    return found


def _nodes(node: TreeNode, path: str) -> Iterator[tuple[str, TreeNode]]:
    yield path, node
    for form in node.form.children:
        name = form.node.name
        if form.node.kind is Kind.REPEAT:
            for number, instance in enumerate(node.instances(form), 1):
                yield from _nodes(instance, f"{path}/{name}[{number}]")
        else:
            yield from _nodes(node.named[name][0], f"{path}/{name}")


def _common(filling: Filling, node: TreeNode) -> dict[str, Any]:
    label = filling.label(node)
    state: dict[str, Any] = {
        "relevant": node.relevant,
        "readonly": filling.readonly(node),
        "required": filling.required(node),
    }
    if label:
        state["label"] = label
    return state


def _particular(filling: Filling, node: TreeNode) -> dict[str, Any]:
    definition = node.form.node
    if definition.kind in (Kind.GROUP, Kind.REPEAT):
        return {}
    violation = filling.violation(node)
    state: dict[str, Any] = {
        "value": node.text if node.relevant else "",
        "valueType": _VALUE_TYPES.get(definition.type, "string"),
        "constraintValid": violation != "constraint",
        "requiredValid": violation != "required",
    }
    if definition.kind is Kind.QUESTION and definition.type in _SELECTS:
        state["choices"] = [list(choice) for choice in filling.choices(node)]
    return state


# what differs


def _difference(recorded: list[dict[str, Any]], ours: State) -> str | None:
    expected = {state["ref"]: state for state in recorded if not state["type"].startswith("repeat-range")}
    counts = {state["ref"]: state["count"] for state in recorded if "count" in state}
    for path in expected.keys() ^ ours.keys():
        if not _added_by_recorder(path, expected, ours):
            return f"{path} is {'missing' if path in expected else 'too much'}"
    for path, count in counts.items():
        if count != sum(1 for one in ours if re.fullmatch(re.escape(path) + r"\[\d+\]", one)):
            return f"{path} has another number of instances than {count}"
    for path, state in expected.items():
        if path in ours:
            for name, value in state.items():
                if name in ("ref", "type", "violation") or not _told(name, state):
                    continue
                got = ours[path].get(name)
                if not _same(value, got, state.get("valueType")):
                    return f"{path} {name}: {got!r} instead of {value!r}"
    return None


def _told(name: str, state: Mapping[str, Any]) -> bool:
    return name != "label" or bool(state["label"])


def _added_by_recorder(path: str, expected: State, ours: State) -> bool:
    """The recording engine gives every form a meta group with an instance id; we leave forms as they are."""
    added = ("/meta", "/meta/instanceID", "/meta/deprecatedID")
    return path in expected and path not in ours and ("/orx:meta" in path or path.endswith(added))


def _same(recorded: Any, ours: Any, value_type: str | None) -> bool:
    if isinstance(recorded, dict) and recorded.get("volatile"):
        return True
    if recorded == ours:
        return True
    if value_type in _BY_NUMBER and isinstance(recorded, str) and isinstance(ours, str):
        numbers = [float(one) for one in _NUMBERS.findall(recorded)]
        return bool(numbers) and numbers == [float(one) for one in _NUMBERS.findall(ours)]
    return False
