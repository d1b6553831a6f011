"""What a form looks up elsewhere: texts, labels, rows of tables, properties of the device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from interview_kit.errors import InputError
from interview_kit.protocol.expressions.functions.function import Function, Kind
from interview_kit.protocol.expressions.namespaces import JAVAROSA
from interview_kit.protocol.expressions.nodes import Atom, Value

if TYPE_CHECKING:
    from interview_kit.protocol.expressions.context import Context


def _itext(context: Context, identifier: str) -> Value:
    return context.environment.itext(identifier)


def _choice_name(context: Context, value: str, path: str) -> str:
    return context.environment.choice_name(value, path.strip(), context.node)


def _pulldata(context: Context, instance: str, column: str, key_column: str, key: str) -> Atom:
    """One cell of a table: of the first row whose key column has the key; empty where none has."""
    document = context.environment.instances.get(instance)
    if document is None:
        raise InputError("expressions.no-such-instance")
    for root in document.children:
        for row in context.environment.lookup.rows(root, "item", key_column, key) or ():
            for cell in row.children_named(column):
                return cell.value
    return ""


def _property(context: Context, name: str) -> str:
    return context.environment.properties.get(name, "")


def _version(context: Context) -> str:
    return context.environment.version


LOOKUPS: Final = (
    Function(f"{{{JAVAROSA}}}itext", _itext, (Kind.TEXT,), Kind.VALUE, contextual=True),
    Function(
        f"{{{JAVAROSA}}}choice-name",
        _choice_name,
        (Kind.TEXT, Kind.TEXT),
        Kind.TEXT,
        contextual=True,
    ),
    Function(
        "pulldata",
        _pulldata,
        (Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.TEXT),
        Kind.ATOM,
        contextual=True,
    ),
    Function("property", _property, (Kind.TEXT,), Kind.TEXT, contextual=True),
    Function("version", _version, (), Kind.TEXT, contextual=True),
)
