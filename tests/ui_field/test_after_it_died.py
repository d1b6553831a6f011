"""The program dies while an interview is open: the next time it is opened again, unless it had been left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Person
from interviews import add_person
from stations import Stations

from interview_kit.vault import interviews


def noted_if_it_died_now(person: Person, stations: Stations, folder: Path) -> tuple[str, str] | None:
    """Take the disk as it is, as a battery that runs out leaves it, and return what would be opened again."""
    done: list[object] = []
    person.worker.run(lambda: None, done.append, pytest.fail)
    person.until(lambda: done)
    with stations.copied_to(folder).laptop() as laptop:
        return interviews.take_left_open(laptop)


def test_what_was_open_is_opened_again_where_it_was_changed_last(
    interviewer: Person, stations: Stations, tmp_path: Path
) -> None:
    picture = interviewer.conduct.picture
    assert picture is not None
    assert noted_if_it_died_now(interviewer, stations, tmp_path / "died") == (picture.interview, "")


def test_it_is_opened_at_the_question_that_was_changed_last(
    interviewer: Person, stations: Stations, unlock_again: Callable[[Person], Person]
) -> None:
    add_person(interviewer)
    interviewer.pick("/harm[1]/relation", "sibling")
    interviewer.conduct.show_section("/consent")
    picture = interviewer.conduct.picture
    assert picture is not None
    interviewer.go_away()
    with stations.laptop() as laptop:
        interviews.leave_open(laptop, picture.interview, "")  # as it stands when nothing was left in order
    back = unlock_again(interviewer)
    back.until(lambda: back.conducting)
    assert back.focus_in("/harm[1]/relation")


def test_what_was_left_is_not(interviewer: Person, stations: Stations, tmp_path: Path) -> None:
    interviewer.push("Back to the list")
    interviewer.until(lambda: not interviewer.conducting)
    assert noted_if_it_died_now(interviewer, stations, tmp_path / "died") is None


def test_nor_is_anything_after_the_window_was_closed(interviewer: Person, stations: Stations) -> None:
    interviewer.window.close()
    interviewer.until(lambda: not interviewer.window.isVisible())
    with stations.laptop() as laptop:
        assert interviews.take_left_open(laptop) is None
