"""``protocol check``, ``convert`` and ``run``, typed as a person types them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from interview_kit.cli import main
from interview_kit.data import shipped
from tests.protocol.forms import KIT, workbook, xform

UP, DOWN, ENTER, CTRL_C = "\x1b[A", "\x1b[B", "\r", "\x03"


def types(*words: object, language: str = "en_GB.UTF-8") -> Result:
    return CliRunner(env={"LANG": language}).invoke(main, [str(word) for word in words])


def is_refused(*words: object) -> str:
    """Type a command that must be refused in both languages, and return the reason."""
    for language in ("ko_KR.UTF-8", "en_GB.UTF-8"):
        result = types(*words, language=language)
        assert (result.exit_code, result.stdout) == (1, ""), result.output
        assert len(result.stderr.splitlines()) == 1
    return result.stderr


# run ----------------------------------------------------------------------------------------------


@contextmanager
def keys(*pressed: str) -> Iterator[None]:
    """Press these keys, whenever the program asks for any."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text("".join(pressed))
        yield


@pytest.fixture
def conducted(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Run a form in the terminal with these keys, and return what was answered."""

    def conduct(
        rows: list[dict[str, Any]], *pressed: str, choices: list[dict[str, Any]] | None = None
    ) -> Any:
        (tmp_path / "t.xlsx").write_bytes(workbook(rows, choices or [], {"namespaces": KIT}))
        with keys(*pressed):
            result = types("protocol", "run", tmp_path / "t.xlsx", "--json")
        assert result.exit_code == 0, result.output
        document = json.loads(result.stdout)
        answers = {path: text for path, text in document["answers"].items() if "/meta" not in path}
        return {"answers": answers, "told": result.stderr}

    return conduct


YES_NO = [{"list_name": "yn", "name": name, "label": f"T {name}"} for name in ("yes", "no")]
ASKED = {"type": "select_one yn", "name": "gate", "label": "T gate?"}
BEHIND = {"type": "text", "name": "behind", "label": "T behind?", "relevant": "${gate} = 'yes'"}
NAME = {"type": "text", "name": "called", "label": "T name?"}


def test_a_choice_opens_what_is_behind_it(conducted: Callable[..., dict[str, Any]]) -> None:
    opened = conducted([ASKED, BEHIND], ENTER, "T told", ENTER, choices=YES_NO)
    assert opened["answers"] == {"/gate": "yes", "/behind": "T told"}


def test_what_is_behind_a_closed_door_is_not_asked(conducted: Callable[..., dict[str, Any]]) -> None:
    shut = conducted([ASKED, BEHIND, NAME], DOWN, ENTER, "T-Ok", ENTER, choices=YES_NO)
    assert shut["answers"] == {"/gate": "no", "/called": "T-Ok"}


def test_no_answer_is_an_answer_to_a_choice(conducted: Callable[..., dict[str, Any]]) -> None:
    assert conducted([ASKED], DOWN, DOWN, ENTER, choices=YES_NO)["answers"] == {}


def test_several_choices_are_picked_with_the_blank(conducted: Callable[..., dict[str, Any]]) -> None:
    several = ASKED | {"type": "select_multiple yn"}
    assert conducted([several], " ", DOWN, " ", ENTER, choices=YES_NO)["answers"] == {"/gate": "yes no"}


def test_an_answer_that_does_not_fit_is_asked_again_in_the_forms_words(
    conducted: Callable[..., dict[str, Any]],
) -> None:
    age = {"type": "integer", "name": "age", "label": "T age?", "constraint": ". < 120"}
    words = {"constraint_message": "T nobody is that old", "required": "yes", "required_message": "T say it"}
    done = conducted([age | words], ENTER, "150", ENTER, "\x7f\x7f\x7f", "41", ENTER)
    assert done["answers"] == {"/age": "41"}
    assert done["told"].count("T nobody is that old") == 1
    assert done["told"].count("T say it") == 1


def test_what_no_type_can_hold_is_asked_again(conducted: Callable[..., dict[str, Any]]) -> None:
    age = {"type": "integer", "name": "age", "label": "T age?"}
    assert conducted([age], "many", ENTER, "7", ENTER)["answers"] == {"/age": "7"}


def test_what_is_no_duration_and_no_money_is_asked_again(conducted: Callable[..., dict[str, Any]]) -> None:
    held = {"type": "text", "name": "held", "label": "T how long?", "bind::kit:type": "duration"}
    paid = {"type": "text", "name": "paid", "label": "T how much?", "bind::kit:type": "money"}
    done = conducted([held, paid], "long", ENTER, "P8M", ENTER, "300", ENTER, "300 CNY", ENTER)
    assert done["answers"] == {"/held": "P8M", "/paid": "300 CNY"}


def test_a_person_is_picked_from_those_told_of(conducted: Callable[..., dict[str, Any]]) -> None:
    whom = {"type": "text", "name": "whom", "label": "T whom?", "bind::kit:type": "person"}
    begin = {"type": "begin_repeat", "name": "child", "label": "T child"}
    rows = [begin, NAME, {"type": "end_repeat"}, whom | {"bind::kit:picks": "${child}"}]
    done = conducted(rows, "T-Ae", ENTER, "y", "T-Bok", ENTER, "n", DOWN, ENTER)
    assert done["answers"]["/whom"] == "a1"


def test_instances_are_added_as_long_as_somebody_says_yes(conducted: Callable[..., dict[str, Any]]) -> None:
    rows = [{"type": "begin_repeat", "name": "child", "label": "T child"}, NAME, {"type": "end_repeat"}]
    pressed = ("T-Ae", ENTER, "y", "T-Bok", ENTER, "n")
    done = conducted(rows, *pressed)
    assert done["answers"] == {"/child[1]/called": "T-Ae", "/child[2]/called": "T-Bok"}


def test_instances_that_a_count_asks_for_are_not_asked_about(
    conducted: Callable[..., dict[str, Any]],
) -> None:
    count = {"type": "integer", "name": "n", "label": "T how many?"}
    begin = {"type": "begin_repeat", "name": "child", "label": "T child", "repeat_count": "${n}"}
    done = conducted([count, begin, NAME, {"type": "end_repeat"}], "2", ENTER, "T-Ae", ENTER, "T-Bok", ENTER)
    assert done["answers"] == {"/n": "2", "/child[1]/called": "T-Ae", "/child[2]/called": "T-Bok"}


def test_control_c_ends_it_with_what_was_answered(conducted: Callable[..., dict[str, Any]]) -> None:
    needed = NAME | {"name": "other", "required": "yes"}
    assert conducted([NAME, needed], "T-Ok", ENTER, CTRL_C)["answers"] == {"/called": "T-Ok"}


def test_notes_and_what_may_not_change_are_only_read(conducted: Callable[..., dict[str, Any]]) -> None:
    note = {"type": "note", "name": "n", "label": "T listen"}
    fixed = {"type": "text", "name": "f", "label": "T fixed", "read_only": "yes", "default": "T-7"}
    done = conducted([note, fixed, NAME], "T-Ok", ENTER)
    assert done["answers"] == {"/f": "T-7", "/called": "T-Ok"}
    assert "T listen" in done["told"]
    assert "T fixed T-7" in done["told"]


# check --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("t.json", b"", "not a protocol"),
        ("t.json", b"[" * 100_000, "not a protocol"),
        ("t.json", b"\xff\xfe", "not a protocol"),
        ("t.json", b'{"format": "interview-kit-protocol/9"}', "not a protocol"),
        ("t.xml", b"", "not a form"),
        ("t.xml", b"<a/>", "not an XForm"),
        ("t.xml", b"<!DOCTYPE a><a/>", "document type"),
        ("t.xml", b"<a>" * 100_000, "nests deeper"),
        ("t.xlsx", b"", "cannot be read as a workbook"),
        ("t.xlsx", b"PK\x03\x04" + b"\0" * 50, "cannot be read as a workbook"),
        ("t.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600, "cannot be read as a workbook"),
        ("t.csv", b"\xff\xff", "cannot be read as a workbook"),
        ("t.csv", b"survey,,\n,type,name\n,hologram,a", "hologram"),
        ("t.pdf", b"%PDF", "ends in none of"),
        ("t", b"", "ends in none of"),
    ],
)
def test_a_strange_file_is_refused_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason in is_refused("protocol", "check", tmp_path / name)


def test_what_is_no_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "folder.xml").mkdir()
    for name in ("none.json", "none.xml", "folder.xml", "t" * 300 + ".xml"):
        assert is_refused("protocol", "check", tmp_path / name)


def test_what_a_form_asks_for_in_vain_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_bytes(xform("<a/>", model='<bind nodeset="/data/a" type="barcode"/>'))
    result = types("protocol", "check", tmp_path / "t.xml")
    assert result.exit_code == 0
    assert "barcode" in result.stdout


# convert ------------------------------------------------------------------------------------------

SHORT = shipped("resources", "protocols", "ed-short.json")


@pytest.mark.parametrize("name", ["t.xls", "t.csv", "t.xml", "t.JSON.txt", "t"])
def test_an_ending_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    assert name in is_refused("protocol", "convert", SHORT, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["t.json", "t.xlsx"])
def test_a_folder_that_is_not_there_or_takes_nothing_is_refused(tmp_path: Path, name: str) -> None:
    assert is_refused("protocol", "convert", SHORT, tmp_path / "none" / name)
    (tmp_path / "file").write_text("T")
    assert is_refused("protocol", "convert", SHORT, tmp_path / "file" / name)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert is_refused("protocol", "convert", SHORT, tmp_path / "t.json")
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_for_tables_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    row = {"type": "select_one_from_file towns.csv", "name": "a", "label": "T"}
    (tmp_path / "form.xlsx").write_bytes(workbook([row]))
    (tmp_path / "towns.csv").write_text("name,label\nT-a,T\n")
    (tmp_path / "out-media").write_text("T in the way")
    assert "out-media" in is_refused("protocol", "convert", tmp_path / "form.xlsx", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
    (tmp_path / "out-media").unlink()
    assert types("protocol", "convert", tmp_path / "form.xlsx", tmp_path / "out.xlsx").exit_code == 0
    assert (tmp_path / "out-media" / "towns.csv").read_text() == "name,label\nT-a,T\n"
