"""``interview-kit map``."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.commands.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_places_are_drawn_by_name_or_id(desk: Desk) -> None:
    file = desk / "T.svg"
    given = desk.asks("map", file, "혜산", "Changbai", "CN-LN-shenyang")
    assert given == {"path": str(file), "places": ["KP-10-hyesan", "CN-JL-changbai", "CN-LN-shenyang"]}
    picture = ElementTree.parse(file).getroot()  # noqa: S314 - ours
    assert [one.get("class") for one in picture.iter("{http://www.w3.org/2000/svg}circle")] == ["dot"] * 3


def test_in_order_they_are_numbered_and_joined(desk: Desk) -> None:
    file = desk / "T.svg"
    assert desk.types("map", file, "KP-09-chongjin", "KP-08-hamhung", "--in-order").exit_code == 0
    text = file.read_text("utf-8")
    assert "1 Chongjin" in text
    assert "2 Hamhung" in text
    assert 'class="leg known"' in text


def test_a_name_that_may_be_several_places_is_asked_about(desk: Desk) -> None:
    assert "KP-07, KR-42" in desk.is_refused("map", desk / "T.svg", "Kangwon")
    assert not (desk / "T.svg").exists()


def test_a_name_that_no_place_bears_is_refused(desk: Desk) -> None:
    assert "Xyzzyxq" in desk.is_refused("map", desk / "T.svg", "Xyzzyxq")


def test_only_an_svg_file_is_written(desk: Desk) -> None:
    assert ".svg" in desk.is_refused("map", desk / "T.png", "혜산")
    assert not (desk / "T.png").exists()


def test_a_folder_that_is_not_there_is_told(desk: Desk) -> None:
    assert desk.is_refused("map", desk / "absent" / "T.svg", "혜산")
