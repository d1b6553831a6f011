"""What a question takes over from an interview under another protocol that goes on under this one.

People write it in one cell: ``ed-short:/harm/when source=/harm/source``, and for a repeat
``ed-short:/harm where selected(acts, 'DISAPPEARANCE')``.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: Path of a question or repeat, without positions.
TakenPath = Annotated[str, StringConstraints(pattern=r"^(/[^\W\d][\w.\-]*)+$", max_length=2_000)]
_WHERE: Final = " where "
_SIDES: Final = ("source", "certainty")


class Takes(BaseModel):
    """Where what was answered already stands in the other protocol.

    A question takes the first of these that has an answer. A repeat gets an instance for each instance of
    the repeat that is named here, or for each question named here that has an answer; what stands in such an
    instance is taken from what it was made of.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Id of the other protocol, in any version.
    protocol: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.:\-]{0,127}$")]
    paths: Annotated[tuple[TakenPath, ...], Field(min_length=1, max_length=16)]
    #: Questions whose answers become side fields of this one.
    source: TakenPath | None = None
    certainty: TakenPath | None = None
    #: Of a repeat: an expression, evaluated in each instance there, without which it is not taken.
    where: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None

    @property
    def sides(self) -> dict[str, str]:
        """The paths of side fields by their names."""
        return {name: path for name in _SIDES if (path := getattr(self, name)) is not None}

    def written(self) -> str:
        """Return the cell."""
        words = [f"{self.protocol}:{self.paths[0]}", *self.paths[1:]]
        words += [f"{name}={path}" for name, path in self.sides.items()]
        return " ".join(words) + (f"{_WHERE}{self.where}" if self.where is not None else "")


def read_takes(cell: str) -> dict[str, object]:
    """Return what a cell says, for :class:`Takes`. Raises :class:`ValueError` where it says nothing."""
    places, _, where = cell.partition(_WHERE)
    first, *others = places.split()
    protocol, colon, path = first.rpartition(":")
    if not colon:
        raise ValueError("no protocol is named")
    read: dict[str, object] = {"protocol": protocol}
    if where.strip():
        read["where"] = where.strip()
    paths = [path]
    for word in others:
        name, equals, place = word.partition("=")
        if not equals:
            paths.append(word)
        elif name in _SIDES and name not in read:
            read[name] = place
        else:
            raise ValueError("no side field")
    return read | {"paths": paths}
