"""Every finding of the lint in the smallest protocol that has it, and gone from its mended twin."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.interview.linting import lint
from interview_kit.messages import LANGUAGES, say
from interview_kit.protocol.library import from_model
from interview_kit.protocol.lint.finding import LEVELS, Finding
from interview_kit.protocol.model import Protocol
from tests.protocol.forms import calculation, protocol, question, repeat

Part = dict[str, Any]
YES_NO = [{"value": "YES", "label": {"en": "Yes"}}, {"value": "NO", "label": {"en": "No"}}]


def listed(*labels: str) -> list[Part]:
    return [{"value": f"C{number}", "label": {"en": label}} for number, label in enumerate(labels, 1)]


def asked(name: str = "q", label: str = "What happened?", **more: Any) -> Part:
    return question(name, label={"en": label}, **more)


def picked(name: str = "q", label: str = "What happened?", choices: str = "list", **more: Any) -> Part:
    return asked(name, label, type="select_one", choices=choices, **more)


def group(name: str, *children: Part, **more: Any) -> Part:
    return {"name": name, "kind": "group", "label": {"en": name}, "children": children} | more


def note(name: str, level: str | None = "warning", **more: Any) -> Part:
    return {"name": name, "kind": "note", "label": {"en": "Look again."}, "kit": {"level": level}} | more


GRANTING = picked("sc1", "Do you agree to take part?", "yes_no", kit={"grants": "SC1"})


def telling(*children: Part, choices: dict[str, Any] | None = None, **more: Any) -> Protocol:
    """A protocol that asks for consent and then, under it, these questions."""
    return protocol(
        group("consent", GRANTING),
        group("told", *children, kit={"needs": ["SC1"]}),
        choices={"yes_no": YES_NO, **(choices or {})},
        **more,
    )


def consenting(*children: Part, after: tuple[Part, ...] = ()) -> Protocol:
    """A protocol of which the group about consent holds these, and ends with others."""
    return protocol(group("consent", *children), *after, choices={"yes_no": YES_NO})


WORDS = {
    "ko": {"consent": "동의", "agree": "동의하십니까?", "yes": "예", "no": "아니오", "title": "티"},
    "es": {"consent": "Consentimiento", "agree": "¿Acepta?", "yes": "Sí", "no": "No", "title": "T"},
}


def in_two(label: dict[str, str], other: str = "ko") -> Protocol:
    """A protocol in English and another language of which one question has these words."""
    words = WORDS[other]
    agree = {"en": "Do you agree?", other: words["agree"]}
    granting = question("sc1", label=agree, type="select_one", choices="yes_no", kit={"grants": "SC1"})
    consent = {"name": "consent", "kind": "group", "label": {"en": "Consent", other: words["consent"]}}
    yes = {"value": "YES", "label": {"en": "Yes", other: words["yes"]}}
    no = {"value": "NO", "label": {"en": "No", other: words["no"]}}
    return protocol(
        consent | {"children": [granting]},
        question("q", label=label, kit={"needs": ["SC1"]}),
        choices={"yes_no": [yes, no]},
        languages=["en", other],
        title={"en": "T", other: words["title"]},
    )


LONG = "Tell me about the house. " * 13
EIGHT = listed("Taken", "Held", "Moved", "Hurt", "Tried", "Freed", "Returned", "Lost")
SAID = {"sides": ["said"]}
SUM = calculation("sum", "concat(/data/told/name, 'x')")
NAME = asked("name", "What is your name?", kit={"identifying": True})
DATE = {"type": "fuzzy_date"}
SOURCED = DATE | {"sides": ["source"]}
SOURCES = {"source": listed("Saw it", "Heard it")}


def event(kit: Part) -> Part:
    first = asked("taken", "When was that?", kit=SOURCED)
    return repeat("victim", first, asked("news", "When was the last news?", kit=kit))


#: Finding, path, the protocol that has it, the same protocol without it.
CASES: list[tuple[str, str, Protocol, Protocol]] = [
    ("leading", "/told/q", telling(asked(label="He was beaten, right?")), telling(asked())),
    (
        "presupposes",
        "/told/q",
        telling(asked(label="How badly were you beaten?")),
        telling(
            picked("hurt", "Was force used?", "yes_no"),
            asked(label="How badly were you beaten?", relevant="/data/told/hurt = 'YES'"),
        ),
    ),
    (
        "loaded",
        "/told/q",
        telling(asked(label="What did that horrible place look like?")),
        telling(asked(label="What did that place look like?")),
    ),
    (
        "doubled",
        "/told/q",
        telling(asked(label="Where was he held, and when was that?")),
        telling(asked(label="Where was he held?")),
    ),
    (
        "closed",
        "/told/q",
        telling(asked(label="Did anything else happen?", appearance="multiline")),
        telling(asked(label="What else happened?", appearance="multiline")),
    ),
    ("long-label", "/told/q", telling(asked(label=LONG)), telling(asked(label=LONG[:275]))),
    (
        "hint-repeats",
        "/told/q",
        telling(asked(hint={"en": "What happened"})),
        telling(asked(hint={"en": "In your own order."})),
    ),
    ("no-words", "/told/q", telling(question("q")), telling(asked())),
    ("not-translated", "/q", in_two({"en": "Since when?"}), in_two({"en": "Since when?", "ko": "언제부터?"})),
    (
        "foreign-words",
        "/q",
        in_two({"en": "Since when?", "ko": "Since when?"}),
        in_two({"en": "Since when?", "ko": "언제부터?"}),
    ),
    (
        "same-words",
        "/q",
        in_two({"en": "What did you see there?", "es": "What did you see there?"}, "es"),
        in_two({"en": "What did you see there?", "es": "¿Qué vio usted allí?"}, "es"),
    ),
    (
        "placeholders-differ",
        "/q",
        in_two({"en": "Since when, ${/data/consent/sc1}?", "ko": "언제부터?"}),
        in_two({"en": "Since when, ${/data/consent/sc1}?", "ko": "${ /data/consent/sc1 }, 언제부터?"}),
    ),
    (
        "no-way-out",
        "/told/q",
        telling(asked(kit={"missing": ["NA"]})),
        telling(asked(kit={"missing": ["NA", "RF"]})),
    ),
    (
        "missing-as-choice",
        "choices/list/C2",
        telling(picked(), choices={"list": listed("Taken", "Don't know")}),
        telling(picked(), choices={"list": listed("Taken", "Unknown body")}),
    ),
    (
        "before-consent",
        "/consent/name",
        consenting(asked("name", "What is your name?", kit={"identifying": True}), GRANTING),
        consenting(asked("name", "Name of the interpreter", kit={"identifying": True}), GRANTING),
    ),
    (
        "outside-consent",
        "/q",
        consenting(GRANTING, after=(asked(),)),
        consenting(GRANTING, after=(asked(kit={"needs": ["SC1"]}),)),
    ),
    ("no-consent", "", protocol(asked()), telling(asked())),
    (
        "granted-twice",
        "/consent/again",
        consenting(GRANTING, GRANTING | {"name": "again"}),
        consenting(GRANTING, GRANTING | {"name": "again", "kit": {"grants": "SC2"}}),
    ),
    (
        "cannot-grant",
        "/consent/sc1",
        protocol(
            picked("other", "Where?", "yes_no"),
            group("consent", picked("sc1", "Do you agree?", "list", kit={"grants": "SC1"})),
            choices={"yes_no": YES_NO, "list": listed("Yes", "No")},
        ),
        consenting(GRANTING),
    ),
    (
        "names-somebody",
        "/told/q",
        telling(asked(label="What is his phone number?")),
        telling(asked(label="What is his phone number?", kit={"identifying": True})),
    ),
    (
        "may-name-somebody",
        "/told/q",
        telling(asked(label="Who told you?")),
        telling(asked(label="Who told you?", kit={"identifying": False})),
    ),
    (
        "reveals",
        "/told/sum",
        telling(NAME, SUM | {"kit": {"identifying": False}}),
        telling(NAME, SUM),
    ),
    (
        "doubled-value",
        "choices/list/C1",
        telling(picked(), choices={"list": [*listed("Taken"), {"value": "C1", "label": {"en": "Held"}}]}),
        telling(picked(), choices={"list": listed("Taken", "Held")}),
    ),
    (
        "doubled-choice",
        "choices/list/C2",
        telling(picked(), choices={"list": listed("Taken", "taken ")}),
        telling(picked(), choices={"list": listed("Taken", "Held")}),
    ),
    (
        "unused-list",
        "choices/list",
        telling(asked(), choices={"list": listed("Taken")}),
        telling(asked(relevant="count(instance('list')/root/item) = 1"), choices={"list": listed("Taken")}),
    ),
    (
        "not-open-first",
        "/told/q",
        telling(picked(kit=SAID), choices={"list": EIGHT}),
        telling(picked(kit=SAID | {"open_first": True}), choices={"list": EIGHT}),
    ),
    (
        "no-source",
        "/told/victim/news",
        telling(event(DATE), choices=SOURCES),
        telling(event(SOURCED), choices=SOURCES),
    ),
    (
        "never-asked",
        "/told/q",
        telling(asked(relevant="/data/consent/sc1 = 'NO'")),
        telling(asked(relevant="/data/consent/sc1 = 'YES'")),
    ),
    (
        "hardly-asked",
        "/told/q",
        telling(asked("day", "When?", kit=DATE), asked(relevant="kit:before(/data/told/day, '1900') = 'x'")),
        telling(asked("day", "When?", kit=DATE), asked(relevant="kit:before(/data/told/day, '1900') = 'no'")),
    ),
    (
        "rule-never",
        "/told/rule",
        telling(
            asked("age", "How old?", type="integer"),
            note("rule", relevant="/data/told/age > 60 and /data/told/age < 18"),
        ),
        telling(
            asked("age", "How old?", type="integer"),
            note("rule", relevant="/data/told/age > 60 or /data/told/age < 18"),
        ),
    ),
    (
        "rule-hardly-ever",
        "/told/rule",
        telling(repeat("harm", asked()), note("rule", relevant="count(/data/told/harm) < 0")),
        telling(repeat("harm", asked()), note("rule", relevant="count(/data/told/harm) = 0")),
    ),
    (
        "rule-always",
        "/told/rule",
        telling(asked(), note("rule")),
        telling(asked(), note("rule", relevant="/data/told/q = ''")),
    ),
    (
        "rule-nearly-always",
        "/told/rule",
        telling(repeat("harm", asked()), note("rule", relevant="count(/data/told/harm) >= 0")),
        telling(repeat("harm", asked()), note("rule", relevant="count(/data/told/harm) > 1")),
    ),
]


def found(whole: Protocol) -> list[Finding]:
    return lint(from_model(whole).form).findings


@pytest.mark.parametrize(("code", "path", "broken", "_mended"), CASES, ids=[case[0] for case in CASES])
def test_what_is_wrong_is_found_where_it_is(
    code: str, path: str, broken: Protocol, _mended: Protocol
) -> None:
    assert (code, path) in [(one.code, one.path) for one in found(broken)]


@pytest.mark.parametrize(("code", "_path", "_broken", "mended"), CASES, ids=[case[0] for case in CASES])
def test_nothing_at_all_is_found_once_it_is_mended(
    code: str, _path: str, _broken: Protocol, mended: Protocol
) -> None:
    assert found(mended) == []


def noted(*children: Part) -> Protocol:
    notes = group("notes", *children) | {"label": {"en": "Interviewer's notes"}}
    return consenting(GRANTING, after=(notes,))


def test_what_the_team_notes_about_the_conversation_needs_no_consent_and_no_way_out() -> None:
    assert found(noted(asked(label="How did it go?", kit={"missing": []}))) == []


def test_what_the_team_notes_about_the_witness_does() -> None:
    (one,) = found(noted(asked(label="Leads to check", kit={"sensitive": True})))
    assert one.code == "before-consent"


def test_how_consent_was_given_is_simply_noted() -> None:
    assert found(consenting(GRANTING, asked("mode", "How was it given?", kit={"missing": []}))) == []


def test_who_interprets_is_written_down_before_consent() -> None:
    interpreter = group("team", asked("name", "Name", kit={"identifying": True}))
    setup = interpreter | {"label": {"en": "Interpreter"}}
    whole = protocol(setup, group("consent", GRANTING), choices={"yes_no": YES_NO})
    assert found(whole) == []
    unnamed = protocol(interpreter, group("consent", GRANTING), choices={"yes_no": YES_NO})
    assert [one.code for one in found(unnamed)] == ["before-consent"]


def test_what_only_the_translation_fills_in_is_found_too() -> None:
    (one,) = found(in_two({"en": "Since when?", "ko": "${/data/consent/sc1}, 언제부터?"}))
    assert (one.code, one.language) == ("placeholders-differ", "ko")


def test_what_is_read_back_can_only_be_confirmed() -> None:
    back = asked(label="Family", kit={"missing": []})
    whole = telling(group("back", back) | {"label": {"en": "Reading back"}})
    assert found(whole) == []


def test_every_finding_has_such_a_protocol_and_words_in_every_language() -> None:
    assert {case[0] for case in CASES} == set(LEVELS)
    for code, _, broken, _ in CASES:
        for one in found(broken):
            for language in LANGUAGES:
                words = say(f"lint.{one.code}", language, **one.parameters)
                assert not words.startswith("["), code
                assert not re.search(r"(?<!\$)\{", words), code


def lint_file(tmp_path: Path, whole: Protocol, *options: str) -> tuple[int, str]:
    file = tmp_path / "t.json"
    file.write_text(
        whole.model_dump_json(exclude_defaults=True).replace("{", '{"format":"interview-kit-protocol/1",', 1)
    )
    result = CliRunner().invoke(main, ["--language", "en", "protocol", "lint", str(file), *options])
    return result.exit_code, result.output


def test_an_error_fails_the_command_and_says_what_to_do(tmp_path: Path) -> None:
    status, output = lint_file(tmp_path, telling(asked(label="He was beaten, right?")))
    assert status == 1
    assert "to mend" in output
    assert "/told/q" in output


def test_advice_alone_does_not_fail_the_command(tmp_path: Path) -> None:
    status, output = lint_file(tmp_path, telling(asked(label="Who told you?")))
    assert status == 0
    assert "to think about" in output


def test_json_tells_every_finding_in_every_language(tmp_path: Path) -> None:
    status, output = lint_file(tmp_path, telling(asked(label="He was beaten, right?")), "--json")
    told = json.loads(output)
    assert (status, told["errors"], told["advice"], told["undecided"]) == (1, 1, 0, [])
    (finding,) = told["findings"]
    assert (finding["code"], finding["path"], finding["language"]) == ("leading", "/told/q", "en")
    assert set(finding["words"]) == set(LANGUAGES)


def test_a_clean_protocol_is_called_so(tmp_path: Path) -> None:
    status, output = lint_file(tmp_path, telling(asked()))
    assert (status, output) == (0, "t@1: nothing to mend and nothing to advise.\n")
