"""Hangul in Latin letters, by rule, as public lists write it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from interview_kit.values.hangul import southern
from interview_kit.values.places import gazetteer
from interview_kit.values.romanisation import parted, romanise, unit_in_latin, unmarked

#: ISO 3166-2's units with Revised Romanisation, McCune-Reischauer and ISO's own form.
FIRST_LEVEL = (
    ("KP-01", "평양시", "Pyeongyang", "P'yŏngyang", "Phyeongyang"),
    ("KP-02", "평안남도", "Pyeongannam-do", "P'yŏngan-namdo", "Phyeongannamto"),
    ("KP-03", "평안북도", "Pyeonganbuk-do", "P'yŏngan-bukto", "Phyeonganpukto"),
    ("KP-04", "자강도", "Jagang-do", "Chagang-do", "Jakangto"),
    ("KP-05", "황해남도", "Hwanghaenam-do", "Hwanghae-namdo", "Hwanghainamto"),
    ("KP-06", "황해북도", "Hwanghaebuk-do", "Hwanghae-bukto", "Hwanghaipukto"),
    ("KP-07", "강원도", "Gangwon-do", "Kangwŏn-do", "Kangweonto"),
    ("KP-08", "함경남도", "Hamgyeongnam-do", "Hamgyŏng-namdo", "Hamkyeongnamto"),
    ("KP-09", "함경북도", "Hamgyeongbuk-do", "Hamgyŏng-bukto", "Hamkyeongpukto"),
    ("KP-10", "량강도", "Ryanggang-do", "Ryanggang-do", "Ryangkangto"),
    ("KP-13", "라선시", "Raseon", "Rasŏn", "Raseon"),
    ("KP-14", "남포시", "Nampo", "Namp'o", "Nampho"),
    ("KP-15", "개성시", "Gaeseong", "Kaesŏng", "Kaeseong"),
)


@pytest.mark.parametrize(("unit", "korean", "revised", "mccune", "letters"), FIRST_LEVEL)
def test_the_first_level_is_written_as_lists_write_it(
    unit: str, korean: str, revised: str, mccune: str, letters: str
) -> None:
    known = gazetteer()[unit]
    assert known.names["ko"] == korean
    written = [known.romanised(system) for system in ("revised", "mccune", "letters")]
    assert written == [revised, mccune, letters]


def test_only_two_of_the_first_level_are_exceptions() -> None:
    ruled = [unit for unit, korean, *_, letters in FIRST_LEVEL if unit_in_latin(korean, "letters") == letters]
    assert sorted({unit for unit, *_ in FIRST_LEVEL} - set(ruled)) == ["KP-05", "KP-06"]


def test_the_rule_gives_192_of_200_second_level_names_and_the_gazetteer_lists_the_rest() -> None:
    with Path(__file__).with_name("second_level_units.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    ruled = {row["name"]: unmarked(romanise(parted(row["name"])[0], "national")) for row in rows}
    unlike = {row["name"]: row["national"] for row in rows if ruled[row["name"]] != row["national"]}
    assert len(rows) == 200
    assert unlike == {
        "평성시": "Pyongsong",
        "평원군": "Pyongwon",
        "신계군": "Sinkye",
        "갑산군": "Kabsan",
        "벽동군": "Pyokdong",
        "법동군": "Popdong",
        "락랑구역": "Rangnang",
        "천리마구역": "Chollima",
    }
    stored = {
        unit.names["ko"]: unit.exceptions["national"]
        for unit in gazetteer().values()
        if "national" in unit.exceptions and unit.sources == ("adm2",)
    }
    assert stored == unlike


@pytest.mark.parametrize(
    ("korean", "revised", "mccune", "national"),
    [
        ("종로", "Jongno", "Chongno", "Jongro"),
        ("신리", "Silli", "Silli", "Sinri"),
        ("독립문", "Dongnimmun", "Tongnimmun", "Tongrimmun"),
        ("묵호", "Mukho", "Mukho", "Mukho"),
        ("전거리", "Jeongeori", "Chŏn'gŏri", "Jŏngŏri"),
        ("길주", "Gilju", "Kilchu", "Kilju"),
        ("청진", "Cheongjin", "Ch'ŏngjin", "Chŏngjin"),
        ("백암", "Baegam", "Paegam", "Paekam"),
        ("동림", "Dongnim", "Tongnim", "Tongrim"),
        ("값없이", "Gapseopsi", "Kapsŏpsi", "Kapsŏpsi"),
        ("백마산", "Baengmasan", "Paengmasan", "Paengmasan"),
        ("왕십리", "Wangsimni", "Wangsimni", "Wangsimri"),
        ("압록", "Amnok", "Amnok", "Amrok"),
        ("은률", "Eullyul", "Ŭllyul", "Ŭnryul"),
        ("백두산", "Baekdusan", "Paektusan", "Paektusan"),
        ("삭주", "Sakju", "Sakchu", "Sakju"),
        ("대동강", "Daedonggang", "Taedonggang", "Taedonggang"),
        ("꽃마을", "Kkonmaeul", "Kkonmaŭl", "Kkonmaŭl"),
        ("닭섬", "Dakseom", "Taksŏm", "Taksŏm"),
        ("붉은바위", "Bulgeunbawi", "Pulgŭnbawi", "Pulgŭnbawi"),
        ("앉은바위", "Anjeunbawi", "Anjŭnbawi", "Anjŭnbawi"),
        ("해돋이", "Haedoji", "Haedoji", "Haedoti"),
        ("많은골", "Maneungol", "Manŭn'gol", "Manŭngol"),
        ("좋다", "Jota", "Chot'a", "Jotha"),
    ],
)
def test_sounds_change_across_syllables_as_each_system_says(
    korean: str, revised: str, mccune: str, national: str
) -> None:
    assert [romanise(korean, system) for system in ("revised", "mccune", "national")] == [
        revised,
        mccune,
        national,
    ]


def test_what_is_no_hangul_stays_as_it_is() -> None:
    assert romanise("회령 12호 – X", "revised") == "Hoeryeong 12Ho – X"


@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("량강도", "양강도"),
        ("라선시", "나선시"),
        ("녕변군", "영변군"),
        ("은률군", "은율군"),
        ("회령시", "회령시"),
        ("남양로동자구", "남양노동자구"),
        ("림강", "임강"),
    ],
)
def test_the_south_spells_without_the_first_sound(north: str, south: str) -> None:
    assert southern(north) == south
