"""The commands, typed as a person types them, with a laptop and an office in separate folders."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.data import shipped
from tests.commands.desk import Desk

ANSWERS = json.loads(shipped("resources", "demo", "witness-2.json").read_text("utf-8"))["answers"]
IDENTIFYING = {
    "/witness/name",
    "/witness/other_names",
    "/story/recording",
    "/harm[1]/person",
    "/use/safe_channel",
}
FILES = {"/story/recording", "/further/copy"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A laptop and an office that know each other, and one interview of the demo recorded."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    (desk / "passphrase").write_text("고요한 강 아래 흐르는 물\n", "utf-8")
    (desk / "custodian").write_text("다른 사람의 높고 먼 산\n", "utf-8")
    desk.asks("office", "create", desk / "office", "--name", "T-office")
    desk.asks("field", "create", desk / "laptop", "--name", "T-laptop")
    return desk


def test_the_whole_way_from_the_first_answer_to_the_receipt(desk: Desk) -> None:
    """One story, because each step stands on the one before."""
    laptop, office, stick = desk / "laptop", desk / "office", desk / "stick"
    stick.mkdir()

    request = desk.asks("field", "request", laptop, stick / "laptop.ike")
    enrolled = desk.asks(
        "office", "enrol", office, stick / "laptop.ike", "--fingerprint", request["fingerprint"]
    )
    assert len(enrolled["laptop"]) == 64
    pack = desk.asks("office", "pack", office, stick / "office.ikp")
    assert "Without it" in desk.is_refused("field", "pack", laptop, stick / "office.ikp")
    wrong = "00000 " * 8
    assert "not the one you typed" in desk.is_refused(
        "field", "pack", laptop, stick / "office.ikp", "--fingerprint", wrong
    )
    pinned = desk.asks("field", "pack", laptop, stick / "office.ikp", "--fingerprint", pack["fingerprint"])
    assert pinned["fingerprint"] == pack["fingerprint"]

    answers = shipped("resources", "demo", "witness-2.json")
    interview = desk.asks("field", "interview", laptop, "ed-short", "--answers", answers)["interview"]
    assert len(interview) == 26
    assert desk.asks("field", "list", laptop)[0]["state"] == "draft"

    sealed = desk.asks("field", "seal", laptop, interview[:8])
    assert sealed["interview"] == interview
    assert desk.asks("field", "list", laptop)[0]["state"] == "sealed"
    assert "sealed" in desk.is_refused("field", "seal", laptop, interview)

    (exported,) = desk.asks("field", "export", laptop, stick)["exported"]
    assert desk.asks("field", "list", laptop)[0]["state"] == "exported"
    seen = desk.asks("bundle", "inspect", exported)
    assert seen["recipients"] == ["mlkem768x25519"]

    report = desk.asks("office", "import", office, stick, "--receipts", stick)
    assert report["accepted"] == [interview]
    (receipt,) = report["receipts"]
    assert desk.types("office", "import", office, exported).stdout.startswith("0 accepted, 1 already")
    again = desk.asks("office", "import", office, exported)
    assert (again["accepted"], again["known"]) == ([], [interview])

    shown = desk.asks("office", "show", office, interview[:8])
    open_answers = {path: value for path, value in ANSWERS.items() if path not in IDENTIFYING}
    assert set(shown["answers"]) == set(open_answers)
    for path in set(open_answers) - FILES:
        assert shown["answers"][path] == open_answers[path]
    assert shown["answers"]["/further/copy"]["media"] == "image/png"
    assert set(shown["apart"]) == IDENTIFYING

    read = desk.types("office", "show", office, interview[:8]).stdout
    assert ("Border" in read, "{" in read, "…" in read) == (True, False, False)  # in words, and all of them

    apart = desk.asks("office", "identity", office, interview, "--reason", "T test")["answers"]
    assert set(apart) == IDENTIFYING
    for path in IDENTIFYING - FILES:
        assert apart[path] == ANSWERS[path]
    assert desk.asks("office", "list", office)[0]["interview"] == interview

    counted = desk.asks("office", "statistics", office, "--by", "agency")
    assert counted["rows"] == [{"value": "BORDER_GUARD", "count": 1, "percent": 100.0}]
    assert (counted["by"], counted["denominator"], counted["not_determinable"]) == ("agency", 1, 0)

    assert desk.asks("field", "receipt", laptop, receipt)["received"] == [interview]
    assert desk.asks("field", "list", laptop)[0]["state"] == "received"
    assert desk.asks("field", "export", laptop, stick)["exported"] == []


def test_answers_that_do_not_fit_leave_no_interview_behind(desk: Desk) -> None:
    before = desk.asks("field", "list", desk / "laptop")
    for number, wrong in enumerate(
        (
            {"/nowhere": "x"},
            {"/consent/sc1": "MAYBE"},
            {"/witness/name": "T"},
            {"/consent/sc1": "YES", "/consent/sc2": "YES", "/harm[2]/person": "T"},
        )
    ):
        file = desk / f"wrong-{number}.json"
        file.write_text(json.dumps({"answers": wrong}))
        desk.is_refused("field", "interview", desk / "laptop", "ed-short", "--answers", file)
    assert desk.asks("field", "list", desk / "laptop") == before


def refused_answers(desk: Desk, content: str) -> str:
    """Record an answers file that must be refused; nothing may be left of it."""
    (desk / "answers.json").write_text(content, "utf-8")
    before = desk.asks("field", "list", desk / "laptop")
    reason = desk.is_refused(
        "field", "interview", desk / "laptop", "ed-short", "--answers", desk / "answers.json"
    )
    assert desk.asks("field", "list", desk / "laptop") == before
    return reason


def refused(desk: Desk, changes: dict[str, object]) -> str:
    """Refuse the demo's answers with these changes."""
    return refused_answers(desk, json.dumps({"answers": ANSWERS | dict.fromkeys(FILES) | changes}))


def test_side_fields_are_those_the_question_offers_and_codes_of_their_lists(desk: Desk) -> None:
    when = {"value": {"edtf": "2010"}, "source": "NOPE"}
    assert "“source” takes one of SELF, SAW," in refused(desk, {"/harm[1]/when": when})
    agency = {"value": "KPA", "certainty": "SURE"}
    assert "does not take “certainty”" in refused(desk, {"/harm[1]/agency": agency})
    assert "“said”" in refused(desk, {"/witness/sex": {"missing": "RF", "said": "T"}})


def test_two_paths_of_one_answer_are_refused(desk: Desk) -> None:
    reason = refused(desk, {"/harm/person": "T-other"})
    assert "/harm[1]/person and /harm/person mean the same answer" in reason


def test_a_key_written_twice_is_refused(desk: Desk) -> None:
    twice = '{"answers": {"/consent/sc1": "YES", "/consent/sc1": "NO"}}'
    assert "says “/consent/sc1” twice" in refused_answers(desk, twice)


def test_a_slip_in_json_is_told_by_its_place(desk: Desk) -> None:
    assert "line 2, column 18 is not JSON" in refused_answers(desk, '{"answers":\n {"/consent/sc1" "YES"}}')


def test_all_wrong_answers_are_told_at_once(desk: Desk) -> None:
    reason = refused(desk, {"/witness/sex": "MAYBE", "/harm[1]/when": "spring", "/next/danger": 3})
    assert reason.startswith("3 answers cannot be recorded.")
    assert all(path in reason for path in ("/witness/sex", "/harm[1]/when", "/next/danger"))
    unknown = refused(desk, {"/nowhere": 1, "/harm[1]/nothing": 1})
    assert all(path in unknown for path in ("/nowhere", "/harm[1]/nothing"))


def test_consent_that_was_refused_is_named_as_what_locks_a_repeat(desk: Desk) -> None:
    reason = refused(desk, {"/consent/sc2": "NO", "/harm[2]/person": "T-second"})
    assert "/harm[2]/person is locked: the witness has not given consent SC2." in reason
    assert "skips an instance" not in reason


@pytest.mark.parametrize("content", ["", "[]", '{"answers": 3}', "[" * 100_000, "\udcff"])
def test_a_file_that_is_no_answers_file_is_refused_in_words(desk: Desk, content: str) -> None:
    (desk / "odd.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    reason = desk.is_refused(
        "field", "interview", desk / "laptop", "ed-short", "--answers", desk / "odd.json"
    )
    assert "odd.json is not an answers file" in reason


def test_an_unfinished_interview_is_not_sealed(desk: Desk) -> None:
    (desk / "short.json").write_text('{"answers": {"/consent/sc1": "YES"}}')
    recorded = desk.asks(
        "field", "interview", desk / "laptop", "ed-short@1", "--answers", desk / "short.json"
    )
    refused = desk.asks("field", "seal", desk / "laptop", recorded["interview"], status=1)
    assert refused == {"problems": recorded["problems"]}
    assert {
        "path": "/consent/sc2",
        "question": "May we keep written notes of what you tell us?",
        "message": "Not answered yet",
    } in refused["problems"]
    told = desk.types("field", "seal", desk / "laptop", recorded["interview"])
    assert f"Still to solve: {len(refused['problems'])}." in told.stderr
    assert "/consent/sc2" in told.stdout


def test_practice_is_marked_wherever_it_is_spoken_of(desk: Desk) -> None:
    mark = "Practice workspace"
    made = desk.types("field", "create", desk / "practice", "--name", "T", "--practice")
    assert mark in made.stderr
    assert mark in desk.types("field", "list", desk / "practice").stderr
    assert desk.asks("field", "request", desk / "practice", desk / "practice.ike")["practice"] is True
    assert mark not in desk.types("field", "list", desk / "laptop").stderr
    assert "practice" not in desk.asks("field", "request", desk / "laptop", desk / "real.ike")


def test_a_wrong_passphrase_opens_nothing(desk: Desk) -> None:
    (desk / "wrong").write_text("고요한 산 아래\n", "utf-8")
    result = desk.types("field", "list", desk / "laptop", "--passphrase-file", desk / "wrong")
    assert result.exit_code == 1
    assert "does not open the workspace" in result.stderr


def test_a_passphrase_can_be_typed_instead(desk: Desk) -> None:
    result = CliRunner().invoke(
        main, ["field", "list", str(desk / "laptop"), "--language", "ko"], input="고요한 강 아래 흐르는 물\n"
    )
    assert result.exit_code == 0
    assert "면담" in result.stdout


def test_the_other_kind_of_workspace_is_refused(desk: Desk) -> None:
    assert "office workspace" in desk.is_refused("field", "list", desk / "office")
    assert "interviewer's workspace" in desk.is_refused("office", "list", desk / "laptop")


def test_reasons_are_told_in_the_language_asked_for(desk: Desk) -> None:
    result = desk.types("office", "show", desk / "office", "zzz", "--language", "ko")
    assert (result.exit_code, result.stderr) == (1, "zzz 면담이 없습니다.\n")


def test_wrong_usage_is_another_matter_than_a_refusal(desk: Desk) -> None:
    assert desk.types("field", "seal").exit_code == 2
    assert desk.types("field", "fly", desk / "laptop").exit_code == 2
    assert desk.types("demo").exit_code == 2


def test_one_passphrase_for_office_and_custodian_is_refused_and_in_practice_warned_of(desk: Desk) -> None:
    create = ("office", "create", desk / "careless", "--name", "T")
    same = ("--custodian-passphrase-file", desk / "passphrase")
    assert "whoever opens the office opens the identities too" in desk.is_refused(*create, *same)
    assert not (desk / "careless").exists()
    result = desk.types(*create, *same, "--practice")
    assert result.exit_code == 0
    assert "whoever opens the office opens the identities too" in result.stderr


def test_a_passphrase_that_protects_nothing_is_refused_and_the_same_command_works_with_a_better_one(
    desk: Desk,
) -> None:
    create = ("field", "create", desk / "weak", "--name", "T", "--passphrase-file", desk / "weak-passphrase")
    for weak, reason in (("", "too short"), ("강 아래 집", "at least 12 characters")):
        (desk / "weak-passphrase").write_text(weak, "utf-8")
        assert reason in desk.is_refused(*create)
        assert not (desk / "weak").exists()
    (desk / "weak-passphrase").write_text("강 아래 조용하고 낡은 집", "utf-8")
    assert desk.types(*create).exit_code == 0


def without_terminal(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a service would: no terminal, no display."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env=kept | {"LANG": "en_GB.UTF-8"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=60,
        check=False,
    )


def test_without_a_terminal_a_passphrase_is_not_asked_for(desk: Desk) -> None:
    run = without_terminal(
        "-c", "from interview_kit.cli import main; main()", "field", "list", desk / "laptop"
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.splitlines()[-1] == (
        "There is no terminal here to ask for a passphrase. Give --passphrase-file."
    )
    assert "Warning" not in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":9753"}], ids=str)
def test_without_a_display_the_desktop_program_says_so_in_one_sentence(display: dict[str, str]) -> None:
    run = without_terminal("-m", "interview_kit_ui.app", **display)
    assert run.returncode == 1
    assert run.stderr.startswith("There is no display here")
    assert len(run.stderr.splitlines()) == 1


def test_protocols_can_be_listed_checked_and_read(desk: Desk) -> None:
    listed = [one["protocol"] for one in desk.asks("protocol", "list")]
    assert listed == ["ed-full@1", "ed-short@1", "follow-up@1"]
    file = shipped("resources", "protocols", "ed-short.json")
    checked = desk.asks("protocol", "check", file)
    assert (checked["protocol"], checked["warnings"]) == ("ed-short@1", [])
    questions = desk.asks("protocol", "show", "ed-short")["questions"]
    assert "/harm/agency" in [question["path"] for question in questions]
    assert "no protocol" in desk.is_refused("protocol", "show", "other")
    shown = desk.types("protocol", "show", "ed-short").stdout
    assert "+source: SELF SAW" in shown
    assert "/harm[n]/" in shown


def test_places_are_found_by_name_in_any_language(desk: Desk) -> None:
    for words in ("량강", "ryang", "KP-10"):
        assert desk.asks("places", words)[0]["id"] == "KP-10"
    assert len(desk.asks("places")) > 700
    assert "No place is called" in desk.is_refused("places", "Atlantis")


def test_a_place_is_shown_with_what_holds_it_and_its_old_names(desk: Desk) -> None:
    shown = " ".join(desk.types("places", "새별").stdout.split())
    assert "KP-09-kyongwon Kyongwon (경원군) North Hamgyong, 새별군 (1977–2005)" in shown
    (found, *_) = desk.asks("places", "새별")
    assert found["former"] == [{"ko": "새별군", "from": 1977, "to": 2005}]
    assert found["certain"] is True


def test_a_name_on_both_sides_of_the_line_is_not_certain_until_a_country_is_said(desk: Desk) -> None:
    assert [(one["id"], one["certain"]) for one in desk.asks("places", "강원도")] == [
        ("KP-07", False),
        ("KR-42", False),
    ]
    assert [one["certain"] for one in desk.asks("places", "강원도", "--within", "KP")] == [True]
    assert [one["id"] for one in desk.asks("places", "북한", "강원도")] == ["KP-07"]


def test_the_answers_that_the_readme_shows_are_taken(desk: Desk) -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")
    shown = readme[readme.index('    {"answers": {\n') :].split("\n\n")[0]
    (desk / "readme.json").write_text(shown, "utf-8")
    (desk / "letter.png").write_bytes(b"T")
    recorded = desk.asks("field", "interview", desk / "laptop", "ed-short", "--answers", desk / "readme.json")
    left = {problem["path"] for problem in recorded["problems"]}
    assert left.isdisjoint(json.loads(shown)["answers"])


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"relevant": "/data/a ="}, "/a, relevant"),
        ({"choices": "none"}, "the list none"),
        ({"kit": {"needs": ["SC3"]}}, "SC3"),
        ({"surprise": 1}, "surprise"),
        ({"kind": "calculation", "calculate": "/data/a + 1"}, "depend on each other"),
    ],
)
def test_a_protocol_that_cannot_be_conducted_is_refused_by_name(
    desk: Desk, broken: dict[str, object], reason: str
) -> None:
    protocol = {
        "id": "t-broken",
        "version": "1",
        "title": {"en": "T"},
        "languages": ["en"],
        "children": [{"name": "a", "kind": "question"} | broken],
    }
    (desk / "broken.json").write_text(json.dumps(protocol))
    assert reason in desk.is_refused("protocol", "check", desk / "broken.json")


def test_a_path_that_leads_nowhere_is_a_warning(desk: Desk) -> None:
    node = {"name": "a", "kind": "question", "relevant": "/data/b = 1"}
    protocol = {"id": "t", "version": "1", "title": {"en": "T"}, "languages": ["en"], "children": [node]}
    (desk / "odd.json").write_text(json.dumps(protocol))
    (warning,) = desk.asks("protocol", "check", desk / "odd.json")["warnings"]
    assert "/a, relevant" in warning
    assert "/data/b" in warning


def test_the_demo_takes_three_witnesses_all_the_way(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    made = desk.asks("demo", tmp_path / "demo")
    (tmp_path / "passphrase").write_text(made["passphrase"])
    states = [row["state"] for row in desk.asks("field", "list", made["laptop"])]
    assert sorted(states) == ["draft", "received", "received", "received"]
    assert len(desk.asks("office", "list", made["office"])) == 3
    assert "not empty" in desk.is_refused("demo", tmp_path / "demo")


def test_a_fingerprint_is_shown_in_digits_and_in_words_and_either_is_taken(
    desk: Desk, tmp_path: Path
) -> None:
    shown = desk.types("field", "request", desk / "laptop", tmp_path / "again.ike", "--language", "ko").stdout
    _, digits, words = (line.strip() for line in shown.splitlines())
    assert len(digits.split()) == 8
    assert len(words.split()) == 12
    for read_aloud in (digits, words):
        enrolled = desk.asks(
            "office", "enrol", desk / "office", tmp_path / "again.ike", "--fingerprint", read_aloud
        )
        assert len(enrolled["laptop"]) == 64
