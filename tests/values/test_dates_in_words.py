"""A fuzzy date said back to the people at the table, in three languages."""

from __future__ import annotations

import pytest

from interview_kit.values import edtf
from interview_kit.values.dates_in_words import bounds_in_words, in_words, interpretation

SAID = {
    "2009": ("2009", "2009년"),
    "2009-11": ("November 2009", "2009년 11월"),
    "2009-11-03": ("3 November 2009", "2009년 11월 3일"),
    "2010-21": ("spring 2010", "2010년 봄"),
    "2010-24": ("winter 2010", "2010년 겨울"),
    "200X": ("the 2000s", "2000년대"),
    "19XX": ("1900–1999", "1900~1999년"),
    "2009-XX": ("2009, month not known", "2009년, 달은 모름"),
    "2009-XX-XX": ("2009, month not known", "2009년, 달은 모름"),
    "2009-11-XX": ("November 2009, day not known", "2009년 11월, 날은 모름"),
    "2009?": ("2009 (not certain)", "2009년(확실하지 않음)"),
    "2010-21~": ("about spring 2010", "2010년 봄 무렵"),
    "2009%": ("about 2009 (not certain)", "2009년 무렵(확실하지 않음)"),
    "199X/2003-05": ("the 1990s to May 2003", "1990년대부터 2003년 5월까지"),
    "../2009": ("until 2009", "2009년까지"),
    "2009~/..": ("since about 2009", "2009년 무렵부터"),
    "2009/": ("from 2009, end not known", "2009년부터, 끝은 모름"),
    "/2009": ("until 2009, beginning not known", "2009년까지, 시작은 모름"),
    "XXXX": ("year not known", "해는 모름"),
    "XXXX-08-15": ("15 August, year not known", "8월 15일, 해는 모름"),
    "XXXX-XX-15": ("day 15, month not known, year not known", "15일, 달은 모름, 해는 모름"),
    "XXXX-21": ("spring, year not known", "봄, 해는 모름"),
    "[XXXX-09,XXXX-10]": ("September or October, year not known", "9월 또는 10월, 해는 모름"),
    "199X-08": ("August, the 1990s", "1990년대 8월"),
    "2009-1X": ("October – December, 2009", "2009년 10월 ~ 12월"),
    "2009-11-2X": ("20 – 29 November, 2009", "2009년 11월 20 ~ 29일"),
    "2009-XX-15": ("day 15, month not known, 2009", "2009년 15일, 달은 모름"),
    "2009-26": ("summer 2009", "2009년 여름"),
    "2009-33": ("January – March, 2009", "2009년 1월 ~ 3월"),
    "2009-40": ("first half of 2009", "2009년 상반기"),
    "1XXX": ("1000–1999", "1000~1999년"),
    "?2009-11": ("November 2009 (not certain)", "2009년 11월(확실하지 않음)"),
    "2009-11~-30": ("about 30 November 2009", "2009년 11월 30일 무렵"),
    "[2009,2011]": ("2009 or 2011", "2009년 또는 2011년"),
    "{2009,2011}": ("2009 and 2011", "2009년 및 2011년"),
    "[2009-01..2009-04]": ("between January 2009 and April 2009", "2009년 1월에서 2009년 4월 사이"),
    "[..1993]": ("1993 or earlier", "1993년 이전"),
    "[2011..]": ("2011 or later", "2011년 이후"),
}


SAID_IN_SPANISH = {
    "2009": "2009",
    "2009-11-03": "3 de noviembre de 2009",
    "2009-11-XX": "noviembre de 2009, día desconocido",
    "2010-21": "la primavera de 2010",
    "2009-40": "la primera mitad de 2009",
    "199X/2003-05": "desde la década de 1990 hasta mayo de 2003",
    "2009~/..": "desde alrededor de 2009",
    "2009%": "alrededor de 2009 (no es seguro)",
    "XXXX-08-15": "15 de agosto, año desconocido",
    "[XXXX-09,XXXX-10]": "septiembre o bien octubre, año desconocido",
    "{2010-22,2010-24}": "el verano de 2010 y el invierno de 2010",
    "[2009-01..2009-04]": "entre enero de 2009 y abril de 2009",
    "[2011..]": "2011 o después",
}


@pytest.mark.parametrize("text", SAID_IN_SPANISH)
def test_spanish_needs_neither_e_nor_u_before_a_vowel(text: str) -> None:
    assert in_words(edtf.parse(text), "es") == SAID_IN_SPANISH[text]


@pytest.mark.parametrize("text", SAID)
def test_a_fuzzy_date_is_said_as_people_say_it(text: str) -> None:
    english, korean = SAID[text]
    assert in_words(edtf.parse(text), "en") == english
    assert in_words(edtf.parse(text), "ko") == korean


def test_the_days_it_may_be_stand_beside_it() -> None:
    spring = edtf.parse("2010-21")
    assert bounds_in_words(spring, "en") == "2010-03-01 – 2010-05-31"
    assert bounds_in_words(spring, "ko") == "2010-03-01 ~ 2010-05-31"


def test_one_day_is_said_once_and_an_open_end_stays_open() -> None:
    assert bounds_in_words(edtf.parse("2010-03-01"), "en") == "2010-03-01"
    assert bounds_in_words(edtf.parse("2010/.."), "en") == "2010-01-01 or later"
    assert bounds_in_words(edtf.parse("../2010"), "ko") == "2010-12-31 이전"


def test_an_interpretation_gives_both_and_says_an_exact_day_only_once() -> None:
    assert interpretation(edtf.parse("2010-21"), "ko") == "2010년 봄 · 2010-03-01 ~ 2010-05-31"
    assert interpretation(edtf.parse("2010-03-01"), "en") == "1 March 2010"
