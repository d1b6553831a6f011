"""``interview-kit places``: finding places, their ids and what held them."""

from __future__ import annotations

from typing import Any

import click

from interview_kit.commands.speech import Speech, SpokenCommand
from interview_kit.errors import InputError
from interview_kit.messages import say
from interview_kit.values.place_search import Found, search
from interview_kit.values.places import Former, Unit, gazetteer, holder_in_words

_MOST = 50  # of what is found, so that a slip of the keys fills no screens


@click.command("places", cls=SpokenCommand)
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@click.option("--within", metavar="ID", help="Only what this place holds or held.")
@click.pass_obj
def places(speech: Speech, words: tuple[str, ...], within: str | None) -> None:
    """Find places by any spelling, old name, initial consonants or id, or list them all."""
    query = " ".join(words)
    if within is not None and within not in gazetteer():
        raise InputError("cli.no-place", words=within[:100])
    found = _found(query, within)
    if not found:
        raise InputError("cli.no-place", words=query[:100])
    speech.table(
        ("cli.column-id", "cli.column-name", "cli.column-held-by", "cli.column-former-names"),
        [_row(one.unit, speech.language) for one in found],
    )
    speech.give([_entry(one) for one in found])


def _found(query: str, within: str | None) -> list[Found]:
    known = gazetteer().get(query.strip())
    if known is not None:
        return [Found(known, known.id, 0, certain=True)]
    if query:
        return search(query, within, limit=_MOST)
    return [Found(unit, unit.id, 0, certain=True) for unit in gazetteer().values()]


def _row(unit: Unit, language: str) -> tuple[str, ...]:
    former = ", ".join(_former(one, language) for one in unit.former)
    return unit.id, _name(unit, language), holder_in_words(unit.id, language), former


def _name(unit: Unit, language: str) -> str:
    own, korean = unit.name(language), unit.names["ko"]
    return own if own == korean else f"{own} ({korean})"


def _former(one: Former, language: str) -> str:
    if one.start is None and one.end is None:
        return one.ko
    start, end = ("" if year is None else str(year) for year in (one.start, one.end))
    return say("cli.former-name", language, name=one.ko, start=start, end=end)


def _entry(one: Found) -> dict[str, Any]:
    unit = one.unit
    return {
        "id": unit.id,
        "level": unit.level,
        "within": unit.parent,
        "between": list(unit.between),
        "names": unit.names,
        "former": [{"ko": name.ko, "from": name.start, "to": name.end} for name in unit.former],
        "was_in": [{"id": holder.parent, "from": holder.start, "to": holder.end} for holder in unit.was_in],
        "certainty": unit.certainty,
        "sources": list(unit.sources),
        "found_as": one.name,
        "certain": one.certain,
    }
