"""Our own columns in an XLSForm: ``bind::kit:…``, and how each is written in a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import ValidationError

from interview_kit.errors import InputError
from interview_kit.protocol.model import Extras
from interview_kit.protocol.takes import read_takes
from interview_kit.protocol.xforms.controls import resolve

_YES: Final = frozenset({"yes", "true", "true()", "1"})
_NO: Final = frozenset({"no", "false", "false()", "0"})
_NONE: Final = "none"
#: Columns that say what the node itself is.
_OF_THE_NODE: Final = ("instances", "asked")


def _truth(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise ValueError


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _text(text: str) -> str:
    return text


def _reasons(text: str) -> tuple[str, ...]:
    """Return codes of missing values; no cell can be empty and yet be there."""
    return () if text.lower() == _NONE else _words(text)


_COLUMNS: Final[dict[str, Callable[[str], object]]] = {
    "type": _text,
    "identifying": _truth,
    "sensitive": _truth,
    "open_first": _truth,
    "grants": _text,
    "needs": _words,
    "sides": _words,
    "required_sides": _words,
    "level": _text,
    "missing": _reasons,
    "picks": _text,
    "acyclic": _truth,
    "kin": _text,
    "marks": _truth,
    "view": _text,
    "stamps": _truth,
    "born": _truth,
    "reads": _words,
    "takes": read_takes,
}


def extras_of(attributes: Mapping[str, str], path: str) -> Extras:
    """Read the ``kit:…`` attributes of the bind of ``path``, which begins with the outermost element.

    Raises :class:`InputError` ``protocol.kit-column`` for one that does not exist or cannot hold that.
    """
    read: dict[str, Any] = {}
    for name, text in attributes.items():
        prefix, _, column = name.partition(":")
        if prefix != "kit" or column in _OF_THE_NODE:
            continue
        try:
            read[column] = _COLUMNS[column](text.strip())
        except (KeyError, ValueError):
            raise InputError("protocol.kit-column", path=path, column=column, value=text[:80]) from None
    if "picks" in read:
        read["picks"] = _pointed_at(read["picks"], path)
    if "reads" in read:
        read["reads"] = tuple(_pointed_at(one, path) for one in read["reads"])
    try:
        return Extras(**read)
    except ValidationError as error:
        column = str(error.errors(include_url=False)[0]["loc"][0])
        text = attributes.get(f"kit:{column}", "")
        raise InputError("protocol.kit-column", path=path, column=column, value=text[:80]) from None


def _pointed_at(written: str, path: str) -> str:
    """Return a path without the outermost element; expressions write it so, and pyxform what was ${name}."""
    found, root = resolve(written, path), f"/{path.split('/')[1]}"
    return found.removeprefix(root) if found.startswith(f"{root}/") else found


def is_asked(attributes: Mapping[str, str], path: str) -> bool:
    """Return whether the control of a bind asks anybody; ``kit:asked`` "no" makes its list name a result.

    Raises :class:`InputError` ``protocol.kit-column`` if the column says neither yes nor no.
    """
    text = attributes.get("kit:asked", "yes")
    try:
        return _truth(text.strip())
    except ValueError:
        raise InputError("protocol.kit-column", path=path, column="asked", value=text[:80]) from None


def written_extras(extras: Extras, root: str) -> dict[str, str]:
    """Return the cells of a node's extras by column name, without ``bind::kit:``."""
    cells = {}
    for column, value in extras.model_dump(mode="json", exclude_defaults=True).items():
        if column == "takes" and extras.takes is not None:
            cells[column] = extras.takes.written()
        elif isinstance(value, bool):
            cells[column] = "yes" if value else "no"
        else:
            cells[column] = " ".join(value) or _NONE if isinstance(value, list) else str(value)
    for column in ("picks", "reads"):
        if column in cells:
            cells[column] = " ".join(f"/{root}{one}" for one in cells[column].split())
    return cells
