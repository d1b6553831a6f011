"""Counting: one table from the archive, over the witnesses who agreed to be counted (scope SC5).

What is counted are records: the interviews, or for a question inside a repeat the instances of that
repeat. A record whose value cannot be told (not answered, don't know, refused, a date that straddles
two years, a place without a province) is never guessed; it is counted as not determinable and stays in
the denominator.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError
from interview_kit.interview.answer import as_text, from_json
from interview_kit.office.archive import Archived, listing
from interview_kit.protocol.formnode import FormNode
from interview_kit.protocol.model import BaseType, Kind, KitType, Node, Texts
from interview_kit.values import edtf, places
from interview_kit.values.paths import without_positions
from interview_kit.vault.workspace import Workspace

#: Counted when no field is named.
PROTOCOL: Final = "protocol"
COUNTING_SCOPE: Final = "SC5"


@dataclass(frozen=True, slots=True)
class Field:
    """A question, or a result of calculation, that can be counted by."""

    path: str
    label: Texts
    #: Label of the section it belongs to.
    section: Texts
    #: Label of the repeat whose instances are counted; None where interviews are.
    repeat: Texts | None


@dataclass(frozen=True, slots=True)
class Row:
    """One value and how often it was found. ``percent`` is of the denominator, to one decimal."""

    value: str
    label: Texts
    count: int
    percent: float


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of one field. With several choices per record the counts may add up to more than the records."""

    by: str
    denominator: int
    rows: tuple[Row, ...]
    not_determinable: int
    #: Interviews left out because the witness did not agree to be counted.
    left_out: int


def table(workspace: Workspace, by: str = PROTOCOL) -> Table:
    """Count the archive by a question, named by its path or its last name.

    Raises :class:`InputError` ``office.no-such-field``.
    """
    archive = [one for one in listing(workspace) if one.state != "waiting"]
    counted = [one for one in archive if one.heads == 1 and one.consent.get(COUNTING_SCOPE) == "YES"]
    labels: dict[str, Texts] = {}
    tally: Counter[str] = Counter()
    records = undetermined = 0
    found = by == PROTOCOL
    for one in counted:
        for values in _records(one, by, labels):
            found = True
            records += 1
            tally.update(values)
            undetermined += not values
    if not found and not any(_field(one, by) for one in archive):
        raise InputError("office.no-such-field", field=by[:100])
    rows = tuple(
        Row(value, labels[value], count, round(100 * count / records, 1))
        for value, count in sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    )
    return Table(by, records, rows, undetermined, len(archive) - len(counted))


def fields(workspace: Workspace) -> list[Field]:
    """Return what can be counted by, over all protocols in the archive, in their order."""
    found: dict[str, Field] = {}
    for loaded in {one.protocol.digest: one.protocol for one in listing(workspace)}.values():
        form = loaded.form
        for one in form.nodes:
            path = one.path
            if path not in found and _countable(one):
                section = form.at(f"/{path.split('/')[1]}").node.label
                around = one.repeat.node.label if one.repeat else None
                found[path] = Field(path, one.node.label, section, around)
    return list(found.values())


def _records(one: Archived, by: str, labels: dict[str, Texts]) -> list[list[str]]:
    """Return the values of each record of one interview."""
    if by == PROTOCOL:
        labels[one.protocol.protocol.key] = one.protocol.protocol.title
        return [[one.protocol.protocol.key]]
    path = _field(one, by)
    if path is None:
        return []
    node = one.protocol.form.at(path).node
    answered = {
        answer_path: data
        for answer_path, data in (one.answers | one.calculated).items()
        if without_positions(answer_path) == path
    }
    return [_values(one, node, data, labels) for data in _by_record(one, path, answered).values()]


def _by_record(one: Archived, path: str, answered: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return answer or None for each instance of the repeat around a question, or for the interview."""
    repeat = one.protocol.form.repeat_around(path)
    if repeat is None:
        return {"": next(iter(answered.values()), None)}
    holders = [instance for instance in one.instances if without_positions(instance) == repeat]
    return {
        holder: next((data for where, data in answered.items() if where.startswith(f"{holder}/")), None)
        for holder in holders
    }


def _field(one: Archived, by: str) -> str | None:
    for form in one.protocol.form.nodes:
        if by in (form.path, form.path[1:], form.node.name) and _countable(form):
            return form.path
    return None


def _countable(form: FormNode) -> bool:
    node = form.node
    if form.identifying:
        return False
    if node.kind is Kind.CALCULATION:
        return node.choices is not None
    chosen = node.type in (BaseType.SELECT_ONE, BaseType.SELECT_MULTIPLE)
    return node.kind is Kind.QUESTION and (chosen or node.kit.type in (KitType.DATE, KitType.PLACE))


def _values(one: Archived, node: Node, data: JsonValue, labels: dict[str, Texts]) -> list[str]:
    answer = from_json(data, path=node.name)
    match node.kit.type, answer.value:
        case _, None:
            return []
        case KitType.DATE, dict(parts):
            return _years(str(parts.get("edtf") or ""), labels)
        case KitType.PLACE, dict(parts):
            return _provinces(str(parts.get("id") or ""), labels)
        case KitType.AGENCY, dict(parts) if not parts.get("code"):
            return []
        case _, value:
            chosen = [str(item) for item in value] if isinstance(value, list) else [as_text(answer)]
            for choice in chosen:
                labels[choice] = one.protocol.protocol.choice_label(node.choices or "", choice)
            return chosen


def _years(written: str, labels: dict[str, Texts]) -> list[str]:
    year = edtf.parse(written).year if written else None
    if year is None:
        return []
    labels[str(year)] = {"en": str(year)}
    return [str(year)]


def _provinces(place: str, labels: dict[str, Texts]) -> list[str]:
    unit = places.within(place, "province") or places.within(place, "country")
    if unit is None or unit.id == "KP":
        return []
    labels[unit.id] = unit.names
    return [unit.id]
