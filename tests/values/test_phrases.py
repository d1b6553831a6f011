"""What people type about a date, and what is understood by it.

``phrases.tsv`` holds the phrases; ``PHRASES=a.tsv:b.tsv`` in the environment adds tables of others.
"""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from interview_kit.commands.phrase_tables import Row, rows
from interview_kit.values import edtf
from interview_kit.values.date_phrases import Context, understood
from interview_kit.values.dates_in_words import how_in_words, in_words
from interview_kit.values.landmarks import Landmark, common_landmarks

OURS = Path(__file__).parent / "phrases.tsv"
TABLES = [OURS, *(Path(name) for name in os.environ.get("PHRASES", "").split(os.pathsep) if name)]
ROWS = [row for table in TABLES for row in rows(table)]
BORN = Context(born=edtf.parse("1990-05-10"))


def meant(words: str, language: str = "ko", context: Context = BORN) -> list[str]:
    return [reading.date.edtf for reading in understood(words, language, context)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line}-{row.phrase}")
def test_a_phrase_means_what_the_table_says(row: Row) -> None:
    assert row.found() == row.expected()


def test_the_table_is_long_and_in_three_languages() -> None:
    languages = [row.language for row in rows(OURS)]
    assert len(languages) >= 160
    assert min(languages.count(code) for code in ("ko", "en", "es")) >= 50


def test_languages_are_mixed_and_the_hint_only_settles_what_is_in_doubt() -> None:
    assert meant("early 2009년 봄") == meant("2009년 초봄") == ["2009-03"]
    assert meant("Kim Jong Il 사망 다음 해", "es") == ["2012"]
    assert meant("3/11/2009", "es") == ["2009-11-03"]
    assert meant("3/11/2009", "en") == ["2009-11-03", "2009-03-11"]
    assert meant("09.11.30", "ko")[0] == "2009-11-30"


def test_words_with_several_meanings_get_several_readings() -> None:
    assert meant("08년") == ["2008", "1908"]
    assert meant("2009년 겨울") == ["2009-24", "2008-24"]
    assert meant("2009년 음력 5월") == ["[2009-05-24..2009-06-22]", "[2009-06-23..2009-07-21]"]
    assert meant("2012년 설") == ["2012-01-23", "2012-01-01"]


def test_two_digits_are_a_year_that_has_been() -> None:
    assert meant("27년")[0] == "2027"
    assert meant("27년", context=Context(today=date(2026, 7, 15)))[0] == "1927"


def test_an_age_is_counted_as_koreans_do_or_in_full_years() -> None:
    assert meant("스무 살 때") == ["2009", "[2010-05-10..2011-05-09]"]
    assert meant("만 20세") == ["[2010-05-10..2011-05-09]"]
    assert meant("when I was 20", "en") == ["[2010-05-10..2011-05-09]", "2009"]
    assert meant("스무 살 때", context=Context()) == []


def test_words_that_lean_on_today_need_it() -> None:
    assert meant("작년 봄", context=Context()) == []
    assert meant("작년 봄", context=Context(today=date(2010, 1, 2))) == ["2009-21"]


def test_landmarks_of_ones_own_life_come_first() -> None:
    wedding = Landmark.personal("MARRIAGE", "1998-04", "결혼", "my wedding")
    own = Context(landmarks=(wedding,))
    assert meant("결혼한 다음 해 봄", context=own) == ["1999-21"]
    assert meant("two years after my wedding", "en", own) == ["2000"]
    assert meant("결혼한 다음 해 봄", context=Context()) == []
    assert meant("결혼한 해", context=Context(landmarks=(Landmark.personal("X", "no date", "결혼"),))) == []


def test_lunar_dates_end_with_the_tables() -> None:
    assert meant("음력 2050년 8월 15일") == ["2050-09-30"]
    assert meant("음력 2051년 8월 15일") == []
    assert meant("2010년 윤5월") == []


def test_how_words_were_understood_can_be_read() -> None:
    said = understood("음력 2009년 8월 15일", "ko")[0]
    assert how_in_words(said.how, "ko") == "음력 2009년 8월 15일 = 양력 2009-10-03"
    juche = understood("주체98년 봄", "ko")[0]
    assert how_in_words(juche.how, "en") == "Juche 98 = 2009"
    after = understood("화폐개혁 다음 해", "ko")[0]
    assert how_in_words(after.how, "en") == "Currency reform: 30 November 2009"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.line}-{row.phrase}")
def test_every_reading_can_be_said_in_every_language(row: Row) -> None:
    for reading in understood(row.phrase, row.language, row.context):
        for language in ("ko", "en", "es"):
            assert "[values" not in in_words(reading.date, language) + how_in_words(reading.how, language)


def test_every_landmark_is_known_by_the_names_the_program_gives_it() -> None:
    for landmark in common_landmarks():
        for language in ("ko", "en", "es"):
            assert understood(landmark.label[language], language), landmark.label[language]


WORDS = some.sampled_from(sorted({word for row in ROWS for word in row.phrase.split()}))


@given(some.lists(WORDS, min_size=1, max_size=7), some.sampled_from(["ko", "en", "es", ""]))
def test_no_words_are_too_odd(words: list[str], language: str) -> None:
    for reading in understood(" ".join(words), language, Context(BORN.born, date(2026, 7, 15))):
        assert edtf.parse(reading.date.edtf) == reading.date


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("from 2011 until 2010", "en"),
        ("2011년부터 2010년까지", "ko"),
        ("desde 2011 hasta 2010", "es"),
        ("4월명절까지 2", "ko"),
    ],
)
def test_a_time_that_ends_before_it_begins_is_not_understood(words: str, language: str) -> None:
    assert meant(words, language) == []


@given(some.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    for reading in understood(text):
        assert edtf.parse(reading.date.edtf) == reading.date


@given(some.dates(date(1900, 1, 1), date(2049, 12, 31)))
def test_a_day_written_out_is_that_day_in_every_language(day: date) -> None:
    month = in_words(edtf.parse(f"{day:%Y-%m}"), "en")
    assert meant(f"{day.year}년 {day.month}월 {day.day}일") == [day.isoformat()]
    assert meant(f"{day.day} {month}", "en") == [day.isoformat()]
    assert meant(f"주체{day.year - 1911}년 {day.month}월 {day.day}일")[:1] == (
        [day.isoformat()] if day.year > 1911 else []
    )


def test_understanding_takes_no_time_to_speak_of() -> None:
    understood("2009년", "ko")
    started = time.perf_counter()
    for row in ROWS:
        understood(f"{row.phrase} ", row.language, Context(BORN.born, date(2026, 7, 16)))
    assert (time.perf_counter() - started) / len(ROWS) < 0.005
