"""``interview-kit dates``, typed as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from interview_kit.cli import main

OURS = Path(__file__).parent.parent / "values" / "phrases.tsv"


def types(*words: object, language: str = "en_GB.UTF-8") -> Result:
    return CliRunner(env={"LANG": language, "COLUMNS": "200"}).invoke(main, [str(word) for word in words])


def test_words_are_shown_with_what_they_mean_and_why() -> None:
    shown = types("dates", "주체98년", "봄").output
    assert "2009-21" in shown
    assert "2009-03-01" in shown
    assert "spring 2009" in shown
    assert "Juche 98 = 2009" in shown


def test_an_age_needs_a_birth_and_a_language_may_be_another() -> None:
    words = ("dates", "cuando", "tenía", "20", "años", "--in", "es", "--json")
    assert types(*words).exit_code == 1
    readings = json.loads(types(*words, "--born", "1990-05").stdout)
    assert [one["edtf"] for one in readings] == ["[2010-05..2011-05]", "2009"]
    assert readings[0]["earliest"] == "2010-05-01"


def test_last_year_is_counted_from_today() -> None:
    readings = json.loads(types("dates", "작년", "--today", "2010-01-02", "--json").stdout)
    assert readings[0]["edtf"] == "2009"


def test_what_is_not_understood_is_said_so() -> None:
    for language in ("ko_KR.UTF-8", "en_GB.UTF-8"):
        result = types("dates", "언제인지 모른다", language=language)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "EDTF" in result.stderr
    assert types("dates").exit_code == 2


def test_our_own_table_agrees() -> None:
    assert types("dates", "--table", OURS).exit_code == 0


def test_rows_of_a_table_that_differ_are_printed_and_refused(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text(
        "# invented\n"
        "en\tspring 2009\t2009-21\t2009-03-01\t2009-05-31\n"
        "ko\t2009년 봄\t2009-22\t2009-06-01\t2009-08-31\n"
        "en\tmid 2009\t2009-05/2009-08\t2009-05-01\t2009-08-31\n"
        "en\tno idea\n",
        "utf-8",
    )
    result = types("dates", "--table", table)
    assert result.exit_code == 1
    assert "2009년 봄" in result.stdout
    assert "spring 2009" not in result.stdout
    assert "2 of 4" in result.stderr
    assert "1 of 4" in types("dates", "--table", table, "--bounds").stderr


def test_a_table_that_is_none_is_refused_by_line(tmp_path: Path) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("en\tspring 2009\t2009-21\n", "utf-8")
    assert "Line 1" in types("dates", "--table", table).stderr
    table.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in types("dates", "--table", table).stderr
    assert types("dates", "--table", tmp_path / "none.tsv").exit_code == 1
