"""``interview-kit map``: places on a map, as an SVG file."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.commands.speech import Speech, SpokenCommand
from interview_kit.errors import InputError
from interview_kit.files import write_atomically
from interview_kit.maps.marks import Leg, mark
from interview_kit.maps.outlines import outlines
from interview_kit.maps.svg import svg
from interview_kit.values.place_search import resolve, search
from interview_kit.values.places import Unit, gazetteer


@click.command("map", cls=SpokenCommand)
@click.argument("out", metavar="OUT.svg", type=click.Path(path_type=Path))
@click.argument("places", metavar="PLACE...", nargs=-1, required=True)
@click.option("--in-order", is_flag=True, help="Number the places and join them in the order given.")
@click.pass_obj
def draw_map(speech: Speech, out: Path, places: tuple[str, ...], in_order: bool) -> None:
    """Draw places, each an id or a name of the gazetteer, on a map of countries and provinces."""
    if out.suffix != ".svg":
        raise InputError("maps.ending", path=str(out))
    units = [_named(words) for words in places]
    numbers = [str(number) if in_order else "" for number in range(1, len(units) + 1)]
    marks = [mark(unit.id, speech.language, number) for unit, number in zip(units, numbers, strict=True)]
    drawn = [one for one in marks if one.drawn_at(outlines())]
    if len(drawn) < len(marks):
        lost = next(unit for unit, one in zip(units, marks, strict=True) if one not in drawn)
        raise InputError("maps.nowhere", place=lost.name(speech.language))
    legs = [Leg(start, start + 1) for start in range(len(marks) - 1)] if in_order else []
    write_atomically(out, svg(marks, legs, speech.language).encode())
    speech.say("maps.written", path=str(out), count=len(marks))
    speech.give({"path": str(out), "places": [unit.id for unit in units]})


def _named(words: str) -> Unit:
    unit = gazetteer().get(words) or resolve(words)
    if unit is not None:
        return unit
    alike = [found.unit.id for found in search(words, limit=5)]
    if not alike:
        raise InputError("cli.no-place", words=words[:100])
    raise InputError("maps.which-place", words=words[:100], ids=", ".join(alike))
