"""The recorded cases of other engines, where they lie beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance import run

CASES = Path(__file__).parents[2].parent / "shared" / "conformance" / "xpath_cases.json"


def test_nearly_every_recorded_expression_means_what_it_means_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not CASES.exists():
        pytest.skip("the recorded cases are not beside this checkout (../shared/conformance)")
    assert run.main([str(CASES)]) == 0
    passed, _, failed, _ = capsys.readouterr().out.splitlines()[-1].replace(",", "").split()
    assert int(passed) >= 0.99 * (int(passed) + int(failed))


def write(folder: Path, name: str, content: str) -> str:
    file = folder / name
    file.write_text(content, "utf-8")
    return str(file)


CASE = (
    '[{"id": "x-1", "expr": "1 + 1", "context": null, "context_path": null, "root_path": null,'
    ' "namespaces": {}, "lang": null, "tz": "GMT", "expected_type": "number", "expected": %s}]'
)


def test_a_case_that_holds_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([write(tmp_path, "cases.json", CASE % 2)]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_a_failure_nobody_decided_on_is_shown_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([write(tmp_path, "cases.json", CASE % 3)]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("x-1: 1 + 1 gave 2.0")
    assert shown[-1] == "0 passed, 1 failed"


def test_a_file_of_another_shape_is_refused_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([write(tmp_path, "other.json", "[]")]) == 2
    assert "other.json" in capsys.readouterr().err
