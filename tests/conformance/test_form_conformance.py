"""Recorded runs of whole forms, and real XLSForms, where they lie beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_kit.interview.filling import Filling
from interview_kit.protocol.xforms.reading import read_protocol
from tests.conformance import run

BESIDE = Path(__file__).parents[2].parent / "shared" / "conformance"
ABSENT = "the recorded cases are not beside this checkout (../shared/conformance)"


def test_nearly_every_recorded_form_behaves_as_it_does_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    traces = BESIDE / "form_traces.json.gz"
    if not traces.exists():
        pytest.skip(ABSENT)
    assert run.main([str(traces)]) == 0
    passed, _, failed, _ = capsys.readouterr().out.splitlines()[-1].replace(",", "").split()
    assert int(passed) >= 0.97 * (int(passed) + int(failed))


@pytest.mark.filterwarnings(
    "ignore::UserWarning"
)  # openpyxl has words about extensions of strangers' workbooks
def test_every_real_workbook_loads_and_can_be_filled_in() -> None:
    files = sorted((BESIDE / "xlsforms").glob("*"))
    if not files:
        pytest.skip(ABSENT)
    for file in files:
        loaded, _ = read_protocol(file)
        filling = Filling(loaded.form)
        asked = [path for path, _ in loaded.form.questions() if loaded.form.repeat_around(path) is None]
        for path in asked[:3]:
            filling.answer(path, "1")
        assert len(list(filling.tree.root.walk())) > 1, file.name


FORM = (
    "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'>"
    "<h:head><h:title/><model><instance><data id='t'><a>1</a></data></instance></model></h:head>"
    "<h:body><input ref='/data/a'/></h:body></h:html>"
)


def trace(value: str) -> str:
    """A file of one recording, in which the only answer is ``value``."""
    states = [
        {"ref": "/data", "type": "root", "relevant": True},
        {"ref": "/data/a", "type": "input", "relevant": True, "value": value},
    ]
    steps = [{"op": "init", "state": states}]
    return json.dumps([{"id": "t-1", "test": "a story", "resources": {}, "form": FORM, "steps": steps}])


def test_a_recording_that_holds_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "traces.json").write_text(trace("1"))
    assert run.main([str(tmp_path / "traces.json")]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"


def test_a_recording_that_does_not_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "traces.json").write_text(trace("2"))
    assert run.main([str(tmp_path / "traces.json")]) == 1
    assert "/data/a value: '1' instead of '2'" in capsys.readouterr().out
