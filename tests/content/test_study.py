"""A synthetic study is recorded, sealed, imported, and ``office show`` gives back each fact of it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from interview_kit.errors import InputError
from interview_kit.study import read_study
from interview_kit.values import places
from tests.commands.desk import Desk
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, enrolled_stations, seal_study

SMALL = Path(__file__).with_name("study.json")
#: The whole mock study, where it lies beside this project.
WHOLE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "mock-study.json"
#: What of a mention only the custodian can read, with its path.
APART = {"name": "name", "nickname": "nickname", "name_romanised": "romanised"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    (tmp_path / "custodian").write_text(CUSTODIAN_PASSPHRASE)
    return Desk(tmp_path)


@pytest.mark.parametrize("file", [SMALL, WHOLE], ids=["small", "whole"])
def test_the_office_gives_back_each_fact_of_a_study(file: Path, desk: Desk) -> None:
    if not file.exists():
        pytest.skip("the mock study is not beside this project; the small one is")
    stations = enrolled_stations(desk.folder)
    told = json.loads(file.read_text("utf-8"))["interviews"]
    identifiers = seal_study(stations, read_study(file))
    done = desk.asks("office", "import", desk / "office", stations.stick)
    assert len(done["accepted"]) == len(told)
    for interview, one in zip(identifiers, told, strict=True):
        shown = desk.asks("office", "show", desk / "office", interview)
        assert facts(shown["answers"]) == {
            "date": one["date"],
            "sex": one["witness"]["sex"],
            "left_nk": one["witness"]["left_nk"],
            "consent": one["consent"],
            "mentions": [open_facts(mention) for mention in one["mentions"]],
        }
        assert "T-TRUTH" not in json.dumps(shown)


def test_names_of_a_study_are_with_the_custodian(desk: Desk) -> None:
    stations = enrolled_stations(desk.folder)
    identifiers = seal_study(stations, read_study(SMALL))
    desk.asks("office", "import", desk / "office", stations.stick)
    for interview, one in zip(identifiers, json.loads(SMALL.read_text("utf-8"))["interviews"], strict=True):
        opened = desk.asks("office", "identity", desk / "office", interview, "--reason", "T-test")["answers"]
        assert opened["/witness/name"] == one["witness"]["alias"]
        assert opened["/witness/birth"] == {"edtf": one["witness"]["birth"]}
        for number, mention in enumerate(one["mentions"], 1):
            at = f"/case[{number}]/victim[1]/person"
            for name, path in APART.items():
                if name in mention:
                    assert value(opened[f"{at}/{path}"]) == mention[name]


def facts(answers: dict[str, Any]) -> dict[str, Any]:
    """Read an interview of the study back from what the office shows."""
    count = sum(path.endswith("/person/sex") for path in answers)
    return {
        "date": answers["/setup/date"],
        "sex": answers["/witness/sex"],
        "left_nk": answers["/witness/left"]["edtf"],
        "consent": {f"SC{n}": answers[f"/consent/sc{n}"] == "YES" for n in range(1, 11)},
        "mentions": [mention(answers, f"/case[{number}]/victim[1]") for number in range(1, count + 1)],
    }


def mention(answers: dict[str, Any], at: str) -> dict[str, Any]:
    when, where, reason, captor = (
        answers[f"{at}/taking/{name}"] for name in ("when", "where", "reason", "captor")
    )
    legs = sum(path.startswith(f"{at}/leg[") and path.endswith("/facility") for path in answers)
    assert when["source"] == where["source"] == captor["source"] == reason["source"]
    return {
        "relation": answers[f"{at}/person/relation"],
        "sex": answers[f"{at}/person/sex"],
        "age": (value(answers[f"{at}/person/age_then"]), answers.get(f"{at}/person/age_then_most")),
        "taken_when": (value(when) or {}).get("edtf"),
        **where_taken(where["value"]),
        "first_captor": (value(captor) or {}).get("code"),
        "reason": value(reason),
        "legs": [leg(answers, f"{at}/leg[{number}]") for number in range(1, legs + 1)],
        "source": when["source"],
        "certainty": when["certainty"],
    }


def leg(answers: dict[str, Any], at: str) -> dict[str, Any]:
    where = answers[f"{at}/where"]["value"]
    country = places.within(where["id"], "country")
    months = answers.get(f"{at}/duration")
    return {
        "facility": value(answers[f"{at}/facility"]),
        "agency": (value(answers[f"{at}/agency"]) or {}).get("code"),
        "country": country.id if country else None,
        "place_words": where.get("words"),
        "months": int(months["iso"][1:-1]) if months else None,
        "status": answers[f"{at}/status"].lower(),
    }


def where_taken(place: dict[str, str]) -> dict[str, Any]:
    """Country and province come from the gazetteer; provinces are told of North Korea alone."""
    country, province = (places.within(place["id"], level) for level in ("country", "province"))
    at_home = country is not None and country.id == "KP"
    return {
        "taken_place": place.get("words"),
        "taken_admin1": province.id if province and at_home else None,
        "taken_country": country.id if country else None,
    }


def open_facts(told: dict[str, Any]) -> dict[str, Any]:
    """Return what of a mention the office may see, in the shape of :func:`mention`."""
    kept = {name: told.get(name) for name in ("relation", "sex", "taken_when", "taken_place", "taken_admin1")}
    kept |= {name: told[name] for name in ("taken_country", "first_captor", "reason", "source", "certainty")}
    least, most = told.get("age_then_range") or (told.get("age_then"), None)
    legs = [{name: said for name, said in one.items() if name != "order"} for one in told["legs"]]
    return kept | {"age": (least, most), "legs": legs}


def value(answer: Any) -> Any:
    """Return what was answered, or None where it is missing."""
    if isinstance(answer, dict) and "missing" in answer:
        return None
    return answer["value"] if isinstance(answer, dict) and "value" in answer else answer


def test_the_demo_takes_a_study_all_the_way(tmp_path: Path, desk: Desk) -> None:
    done = desk.asks("demo", "--study", SMALL, tmp_path / "demo")
    assert Path(done["office"]).is_dir()
    rows = desk.types("office", "list", done["office"], "--passphrase-file", _note(tmp_path, done))
    assert rows.stdout.count("ed-full@1") == 2


def _note(folder: Path, done: dict[str, str]) -> Path:
    (folder / "of-the-demo").write_text(done["passphrase"])
    return folder / "of-the-demo"


def test_what_is_no_study_is_refused_with_the_place(tmp_path: Path) -> None:
    file = tmp_path / "T.json"
    file.write_text('{"interviews": [{"id": "T001"}]}')
    with pytest.raises(InputError, match="not-a-study") as refused:
        read_study(file)
    assert refused.value.parameters["where"] == "interviews/0/date"


def test_of_a_file_with_a_million_mistakes_the_first_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "T.json"
    file.write_text('{"interviews": [' + "{}," * 1_000_000 + "{}]}")
    started = time.perf_counter()
    with pytest.raises(InputError, match="not-a-study") as refused:
        read_study(file)
    assert refused.value.parameters["where"] == "interviews/0/id"
    assert time.perf_counter() - started < 2
