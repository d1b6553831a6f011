"""Answers said in words: what the witness said first, what was understood by it beside it."""

from __future__ import annotations

import json

import pytest

from interview_kit.data import shipped
from interview_kit.interview.answer import from_json
from interview_kit.interview.reading import AnswerInWords, Section, describe, sections
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.values.missing import Missing
from tests.protocol.forms import calculation, protocol


@pytest.fixture(scope="module")
def short() -> LoadedProtocol:
    return library.find(library.shipped_protocols(), "ed-short")


def said(short: LoadedProtocol, path: str, data: object, language: str = "ko") -> AnswerInWords:
    answer = from_json(json.loads(json.dumps(data)), path=path)
    return describe(answer, short.form.at(path).node, short.protocol, language)


def test_choices_are_read_by_their_labels_in_the_readers_language(short: LoadedProtocol) -> None:
    assert said(short, "/harm/agency", "MSS_COUNTY").words == "보위부 (시·군)"
    assert said(short, "/harm/agency", "MSS_COUNTY", "en").words == "State Security, city or county"
    assert said(short, "/harm/acts", ["DISAPPEARANCE", "TORTURE"]).words == "실종 · 고문"


def test_a_language_the_protocol_lacks_falls_back_to_its_first(short: LoadedProtocol) -> None:
    assert said(short, "/harm/agency", "KPA", "ru").words == "조선인민군"


def test_a_fuzzy_date_is_the_witnesss_words_and_what_was_understood(short: LoadedProtocol) -> None:
    spring = {"edtf": "2010-21", "words": "화폐개혁 다음 해 봄"}
    read = said(short, "/harm/when", spring)
    assert (read.words, read.understood) == ("화폐개혁 다음 해 봄", "2010년 봄 · 2010-03-01 ~ 2010-05-31")


def test_without_words_the_interpretation_stands_alone(short: LoadedProtocol) -> None:
    assert said(short, "/harm/when", {"edtf": "2010-03-01"}, "en") == AnswerInWords("1 March 2010")
    assert said(short, "/harm/when", {"words": "어릴 때"}) == AnswerInWords("어릴 때")
    assert said(short, "/harm/where", {"id": "KP-10"}, "en") == AnswerInWords("Ryanggang, North Korea")


def test_a_place_is_read_as_spoken_with_its_province(short: LoadedProtocol) -> None:
    where = {"id": "KP-09", "words": "회령 집"}
    read = said(short, "/harm/where", where)
    assert (read.words, read.understood) == ("회령 집", "북한 함경북도")


def test_what_stands_beside_an_answer_is_said_too(short: LoadedProtocol) -> None:
    beside = {
        "source": "HEARD_W",
        "certainty": "UNSURE",
        "said": "보위부 차",
        "anchor": [3_782_500, 3_790_000],
    }
    read = said(short, "/harm/agency", {"value": "MSS_PROV", **beside}, "en")
    assert read == AnswerInWords(
        "State Security, province",
        source="Told by another person",
        certainty="Not certain",
        said="보위부 차",
        anchor="1:03:02",
    )


def test_a_missing_value_says_why_and_keeps_what_stands_beside_it(short: LoadedProtocol) -> None:
    read = said(short, "/harm/agency", {"missing": "RF", "said": "말 못 해요"})
    assert (read.words, read.missing, read.said) == ("답변 거부", Missing.REFUSED, "말 못 해요")


def test_an_attachment_says_what_it_is_and_how_large(short: LoadedProtocol) -> None:
    copy = {"attachment": "a" * 26, "media": "image/png", "sha256": "0" * 64, "size": 33_100}
    assert said(short, "/further/copy", copy, "en").words == "Picture, 34 KB"
    sound = copy | {"media": "audio/wav", "size": 41_239_000}
    assert said(short, "/further/copy", sound, "ko").words == "녹음 41.2 MB"


def read_witness(short: LoadedProtocol, opened: dict[str, str]) -> tuple[Section, ...]:
    file = shipped("resources", "demo", "witness-1.json")
    answers = json.loads(file.read_text("utf-8"))["answers"]
    apart = [path for path in answers if short.form.at(path).identifying]
    rest = {path: data for path, data in answers.items() if path not in apart} | opened
    return sections(short, rest, {"/closing/persons": 2}, apart, "ko")


def test_an_interview_is_read_in_the_protocols_order_whatever_the_order_it_came_in(
    short: LoadedProtocol,
) -> None:
    titles = [section.title for section in read_witness(short, {})]
    assert titles == [
        "동의",
        "증언자",
        "자유 진술",
        "피해를 입은 사람 1",
        "피해를 입은 사람 2",
        "다른 목격자와 증거물",
        "이후",
        "진술의 쓰임",
        "마무리",
    ]


def test_identifying_answers_are_named_but_not_read_until_opened(short: LoadedProtocol) -> None:
    witness = read_witness(short, {})[1]
    assert (witness.lines[0].question, witness.lines[0].answer) == ("어떤 이름으로 불러 드리면 됩니까?", None)
    opened = read_witness(short, {"/witness/name": "T-하늘"})[1]
    assert opened.lines[0].answer == AnswerInWords("T-하늘")
    assert [line.identifying for line in opened.lines] == [True, False, False, False]


def test_what_the_program_worked_out_is_marked_as_such(short: LoadedProtocol) -> None:
    first = read_witness(short, {})[-1].lines[0]
    assert (first.answer, first.calculated) == (AnswerInWords("2"), True)


def test_a_result_is_read_by_what_its_list_calls_it() -> None:
    band = calculation("band", "'ADULT'") | {"label": {"en": "T"}, "choices": "band"}
    lists = {"band": [{"value": "ADULT", "label": {"en": "Grown up"}}]}
    loaded = library.from_model(protocol(band, choices=lists))
    (section,) = sections(loaded, {}, {"/band": "ADULT"}, (), "en")
    assert [line.answer for line in section.lines] == [AnswerInWords("Grown up")]
