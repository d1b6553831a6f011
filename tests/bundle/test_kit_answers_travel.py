"""Agencies, durations, money, persons and pictures, from an answers file to the office's archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.journal import EntryKind
from interview_kit.interview.reading import sections
from interview_kit.interview.record import check_record
from interview_kit.office import archive, statistics
from interview_kit.office.intake import import_bundles
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.vault import drafts
from tests.interview.forms import INTERVIEW, Witness, question
from tests.interview.kit_forms import AGENCIES, every_type, kit, person, protocol, repeat
from tests.stations import Stations

SIGNED: dict[str, JsonValue] = {"file": "T-signature.png"}
ANSWERS: dict[str, JsonValue] = {
    "/counted": "YES",
    "/agency": {"code": "MSS_COUNTY", "words": "회령 보위부"},
    "/stay": {"value": {"iso": "P8M~", "words": "여덟 달쯤"}, "said": "T eight moons"},
    "/bribe": {"amount": "300", "currency": "CNY"},
    "/signed": SIGNED,
    "/because": {"id": "/victim[2]"},
    "/victim[1]/called": "T-언니",
    "/victim[1]/mother": {"id": "/victim[2]"},
    "/victim[1]/held_by": {"words": "T-모르는 사람들"},
    "/victim[2]/called": "T-어머니",
    "/victim[2]/mother": {"missing": "DK"},
    "/victim[2]/held_by": {"code": "SOCSEC_LOCAL"},
}


def asked() -> LoadedProtocol:
    return protocol(
        question("counted", type="select_one", choices="yes", kit={"grants": "SC5"}),
        kit("agency", "agency"),
        kit("stay", "duration") | {"kit": {"type": "duration", "sides": ["said"]}},
        kit("bribe", "money"),
        kit("signed", "signature"),
        person("because"),
        repeat(
            "victim",
            question("called", kit={"identifying": True}),
            person("mother", acyclic=True),
            kit("held_by", "agency"),
        ),
        agencies=AGENCIES,
        yes=["YES", "NO"],
    )


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "T-signature.png").write_bytes(b"T picture")
    return tmp_path


def test_all_of_it_arrives_and_names_stay_with_the_custodian(stations: Stations, notes: Path) -> None:
    with stations.laptop() as laptop:
        interview = drafts.record(laptop, asked(), ANSWERS, notes)
        assert drafts.open_draft(laptop, interview).interview.problems() == []
        seal(laptop, interview)
        export(laptop, stations.stick)
    with stations.office() as office:
        import_bundles(office, [stations.stick])
        one = archive.find(office, interview)
        by_agency = statistics.table(office, "/agency")
        by_victim = statistics.table(office, "/victim/held_by")
        counted = {field.path for field in statistics.fields(office)}
    assert one.answers["/agency"] == ANSWERS["/agency"]
    assert one.answers["/bribe"] == ANSWERS["/bribe"]
    assert one.answers["/because"] == {"id": one.instances["/victim[2]"]}
    assert one.apart == ("/victim[1]/called", "/victim[2]/called")
    assert [(row.value, row.count) for row in by_agency.rows] == [("MSS_COUNTY", 1)]
    assert [(row.value, row.count) for row in by_victim.rows] == [("SOCSEC_LOCAL", 1)]
    assert by_victim.not_determinable == 1
    assert {"/agency", "/victim/held_by"} <= counted
    assert counted.isdisjoint({"/stay", "/bribe", "/because", "/signed", "/victim/mother"})
    read = sections(one.protocol, one.answers, one.calculated, one.apart, "en", one.instances)
    lines = {line.path: line.answer.words for section in read for line in section.lines if line.answer}
    assert lines["/because"] == "victim 2 · SOCSEC_LOCAL"
    assert "T-어머니" not in str(read)


def test_a_person_who_is_not_there_is_named_and_nothing_recorded(stations: Stations, notes: Path) -> None:
    with stations.laptop() as laptop:
        with pytest.raises(InputError) as refused:
            drafts.record(laptop, asked(), {"/because": {"id": "/victim[3]"}}, notes)
        assert refused.value.code == "interview.no-such-person"
        assert refused.value.parameters == {"path": "/because", "person": "/victim[3]"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/agency", {"code": "KGB"}),
        ("/agency", "MSS_COUNTY"),
        ("/stay", {"iso": "forever"}),
        ("/bribe", {"amount": "300", "currency": "ZZZ"}),
        ("/because", {"id": "\u202e"}),
        ("/map", {"attachment": "a" * 26, "media": "text/html", "sha256": "0" * 64, "size": 1}),
    ],
    ids=str,
)
def test_a_record_with_an_answer_of_another_shape_is_refused(path: str, value: dict[str, JsonValue]) -> None:
    """The journal tells the same: no honest program wrote it, and no reader must stumble over it."""
    witness = Witness(every_type())
    witness._append(EntryKind.ANSWER, witness.interview.told_at(path).stable_path(), {"value": value})
    body = witness.interview.to_json()
    with pytest.raises(RefusedError, match="record"):
        check_record(body, every_type(), INTERVIEW, witness.interview.entries)


def test_a_record_with_a_reason_the_question_does_not_take_is_refused() -> None:
    strict = protocol(question("name", kit={"missing": ["RF"]}))
    loose = Witness(protocol(question("name")))
    loose.says("/name", {"missing": "DK"})
    witness = Witness(strict)
    entry = loose.interview.entries[-1]
    witness._append(entry.kind, entry.path, entry.value)
    with pytest.raises(RefusedError, match="record"):
        check_record(witness.interview.to_json(), strict, INTERVIEW, witness.interview.entries)


def test_an_agency_whose_code_is_no_longer_offered_is_told_by_its_words() -> None:
    agency = kit("agency", "agency") | {"choice_filter": "name = /data/only"}
    loaded = protocol(question("only"), agency, agencies=AGENCIES)
    witness = Witness(loaded)
    witness.says_all({"/only": "MSS_COUNTY", "/agency": {"code": "MSS_COUNTY", "words": "T-보위부"}})
    witness.says("/only", "SOCSEC_LOCAL")
    told = check_record(witness.interview.to_json(), loaded, INTERVIEW, witness.interview.entries)
    assert told.answers["/agency"] == {"words": "T-보위부"}


def test_a_result_its_list_has_no_name_for_is_accepted_and_read_as_it_is() -> None:
    worked_out = {"name": "body", "kind": "calculation", "calculate": "'NAVY'", "choices": "agencies"}
    loaded = protocol(question("name"), worked_out, agencies=AGENCIES)
    witness = Witness(loaded)
    told = check_record(witness.interview.to_json(), loaded, INTERVIEW, witness.interview.entries)
    (section,) = sections(loaded, told.answers, told.calculated, told.apart, "en")
    assert [line.answer.words for line in section.lines if line.answer] == ["NAVY"]
