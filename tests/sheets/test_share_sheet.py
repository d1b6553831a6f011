"""A sheet with one share of a secret: what its holder must know, the digits, and nothing of whose it is."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from interview_kit.crypto.shares import Share, combine, split
from interview_kit.sheets.share import share_sheet

SECRET = bytes(range(32))
SHARES = split(SECRET, 3, 5)
SAID = {
    "en": ("Share 2 of 5", "Set 04711", "Any 3 of the 5"),
    "ko": ("조각 2 / 5", "세트 04711", "조각 5개 가운데 3개"),
}


def printed(share: Share, language: str, *, practice: bool = False) -> PdfReader:
    sheet = share_sheet(
        share.groups, share.number, 5, share.threshold, "04711", "2026-11-28", language, practice=practice
    )
    return PdfReader(io.BytesIO(sheet))


def words(sheet: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in sheet.pages).replace("\0", "")


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
def test_it_says_which_share_it_is_and_how_many_open_it(language: str) -> None:
    sheet = printed(SHARES[1], language)
    assert len(sheet.pages) == 1
    for said in (*SAID[language], "2026-11-28", "1.  ", "2.  ", "3.  "):
        assert said in words(sheet)


@pytest.mark.parametrize("language", SAID, ids="T-{}".format)
def test_its_digits_stand_in_order_beside_their_numbers(language: str) -> None:
    found = re.findall(r"^(\d{1,2})\n(\d{3}) (\d{3})$", words(printed(SHARES[1], language)), re.MULTILINE)
    assert [int(number) for number, *_ in found] == list(range(1, 19))
    assert tuple(left + right for _, left, right in found) == SHARES[1].groups


def test_what_is_read_from_three_sheets_opens_the_secret() -> None:
    read = [
        " ".join(re.findall(r"^\d{3} \d{3}$", words(printed(share, "ko")), re.MULTILINE))
        for share in (SHARES[4], SHARES[1], SHARES[2])
    ]
    assert combine([Share.parse(typed) for typed in read]) == SECRET


def test_a_practice_sheet_says_so_and_fits_its_page() -> None:
    for language, said in (("en", "PRACTICE"), ("ko", "연습")):
        sheet = printed(SHARES[0], language, practice=True)
        assert said in words(sheet)
        assert len(sheet.pages) == 1
        assert said not in words(printed(SHARES[0], language))


def test_it_does_not_say_whose_it_is_nor_what_made_it_but_a_program() -> None:
    sheet = printed(SHARES[1], "en")
    assert set(sheet.metadata or {}) <= {"/Producer", "/CreationDate"}
    assert not re.search(r"interview|testimony|office|witness|custodian", words(sheet), re.IGNORECASE)
