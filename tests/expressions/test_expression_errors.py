"""What is said about an expression that cannot be understood or worked out, and where."""

from __future__ import annotations

import pytest

from interview_kit.errors import InputError
from interview_kit.messages import LANGUAGES, explain
from interview_kit.protocol.expressions import parse
from interview_kit.protocol.expressions.checking import problems_of
from tests.expressions.asking import ask


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "operand-expected", 1),
        ("1 +", "operand-expected", 4),
        ("1 2", "operator-expected", 3),
        ("1 And 1", "operator-expected", 3),
        ("(1", "symbol-expected", 3),
        ("concat(1 2)", "symbol-expected", 10),
        ("a[1", "symbol-expected", 4),
        ("a/", "step-expected", 3),
        ("a/1", "step-expected", 3),
        ("up::a", "unknown-axis", 1),
        ("namespace::a", "unknown-axis", 1),
        ("a = 'b", "text-not-closed", 5),
        ("${a}", "no-variables", 1),
        ("a = ‘b’", "unexpected-character", 5),
        ("a # b", "unexpected-character", 3),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(text: str, code: str, column: int) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.parameters["column"]) == (f"expressions.{code}", column)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("1 + no-such(2)", "unknown-function", 5),
        ("itext('a')", "unknown-function", 1),
        ("1 + concat(substring(2))", "wrong-arguments", 12),
        ("true(1)", "wrong-arguments", 1),
        ("/data/none:a", "unknown-prefix", 1),
        ("1 + count(1)", "not-nodes", 5),
        ("1 + count(if(true(), 1, 2))", "not-nodes", 5),
        ("1 | 2", "not-nodes", None),
        ("concat('a', date('2001-02-30'))", "not-a-date", 13),
        ("instance('none')/root", "no-such-instance", 1),
        ("indexed-repeat(1, /data, 1)", "not-a-plain-path", 1),
        ("digest('a', 'crc')", "unknown-digest", 1),
        ("distance('here')", "not-a-place", 1),
        ("regex('a', '(')", "pattern-not-understood", 1),
    ],
)
def test_what_cannot_work_fails_where_it_is_reached(text: str, code: str, column: int | None) -> None:
    with pytest.raises(InputError) as caught:
        ask(text)
    assert (caught.value.code, caught.value.parameters.get("column")) == (f"expressions.{code}", column)


def test_what_is_not_reached_does_not_fail() -> None:
    assert ask("true() or no-such()") is True
    assert ask("if(false(), substring(), 'fine')") == "fine"


def test_without_a_document_only_what_reads_answers_fails() -> None:
    from interview_kit.protocol.expressions import Context, Environment, compile_expression

    nowhere = Context(Environment())
    assert compile_expression(parse("1 + 1"))(nowhere) == 2
    for text in ("/data/a", ".", "current()/a", "string()", "indexed-repeat(/d/a, /d, 1)"):
        run = compile_expression(parse(text))
        with pytest.raises(InputError, match="no-instance"):
            run(nowhere)


def test_everything_that_would_fail_is_found_beforehand_and_in_order() -> None:
    expression = parse("no-such(1) + count(2) + x:y + regex(., '[') + jr:choice-name(., 'a b') + pi()")
    found = [
        (problem.code.split(".")[1], problem.parameters["column"]) for problem in problems_of(expression)
    ]
    assert found == [
        ("unknown-function", 1),
        ("not-nodes", 14),
        ("unknown-prefix", 25),
        ("pattern-not-understood", 31),
        ("operator-expected", 47),
    ]


def test_a_sound_expression_has_no_problems() -> None:
    assert problems_of(parse("selected(../a, 'x') and count(/data/b[c = current()/../d]) > 1")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_words_that_can_be_said(language: str) -> None:
    for text in ("1 2", "(1", "a = 'b", "€"):
        with pytest.raises(InputError) as caught:
            parse(text)
        said = explain(caught.value, language)
        assert str(caught.value.parameters["column"]) in said
        assert said != explain(caught.value, "en") or language == "en"
