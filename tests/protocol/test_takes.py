"""What a question takes over from another protocol: one cell in a workbook, checked when it is loaded."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interview_kit.errors import InputError
from interview_kit.protocol.takes import Takes, read_takes
from tests.interview.forms import protocol, question

CELLS = [
    "ed-short:/harm/when",
    "ed-short:/harm/when source=/harm/source certainty=/harm/certainty",
    "t:with:colons:/place /other/place",
    "ed-short:/harm where selected(acts, 'DISAPPEARANCE') and ../where = ' where '",
]


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_means_what_is_written_back(cell: str) -> None:
    assert Takes.model_validate(read_takes(cell)).written() == cell


@pytest.mark.parametrize(
    "cell",
    ["", "/harm/when", "ed-short:harm", "ed-short:/harm[1]/when", "ed-short:/a said=/b", "t:/a source=b"],
)
def test_a_cell_that_says_nothing_is_refused(cell: str) -> None:
    with pytest.raises((ValueError, ValidationError)):
        Takes.model_validate(read_takes(cell))


def taking(cell: str, **more: Any) -> dict[str, Any]:
    return question("place", kit={"takes": read_takes(cell)} | more)


def test_a_question_and_a_repeat_take() -> None:
    leg = {"name": "leg", "kind": "repeat", "kit": {"takes": read_takes("t:/leg where a = 1")}}
    form = protocol(leg | {"children": [taking("t:/leg/place")]}).form
    assert form.takes_from("t")
    assert not form.takes_from("u")


@pytest.mark.parametrize(
    "node",
    [
        {"name": "place", "kind": "note", "kit": {"takes": read_takes("t:/place")}},
        taking("t:/place where a = 1"),
        taking("t:/place source=/source"),
        taking("t:/place certainty=/certainty", sides=["source"]),
    ],
)
def test_what_can_take_nothing_is_refused_by_name(node: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"protocol\.takes-here") as refused:
        _ = protocol(node).form
    assert refused.value.parameters["path"] == "/place"


def test_a_condition_that_is_no_formula_is_refused() -> None:
    leg = {"name": "leg", "kind": "repeat", "kit": {"takes": read_takes("t:/leg where a ==")}}
    with pytest.raises(InputError, match=r"protocol\.expression"):
        _ = protocol(leg | {"children": [question("place")]}).form
