"""The tree: generations from kin that was told, else from relations; and what ties people."""

from __future__ import annotations

from interview_kit_ui.field.views.family_lines import Measures, corners, drawn
from interview_kit_ui.field.views.family_tree import WITNESS, Relative, Tie, Tree, arranged

MOTHER, FATHER = Relative("mother", 1, partners=("father",)), Relative("father", 1)
SISTER = Relative("sister", 0, parents=("mother", "father"))
BOXES = Measures(width=100, height=50, across=10, down=40, heading=20)


def line_of(tree: Tree, identifier: str) -> int:
    return next(seat.line for seat in tree.seats if seat.id == identifier)


def test_a_relation_says_the_generation_where_no_kin_was_told() -> None:
    tree = arranged([Relative("aunt", 1), Relative("niece", -1)], 4)
    assert [line_of(tree, one) for one in ("aunt", WITNESS, "niece")] == [0, 1, 2]


def test_kin_that_was_told_places_who_has_no_generation_of_their_own() -> None:
    in_law = Relative("in-law", None, partners=("sister",))
    tree = arranged([MOTHER, FATHER, SISTER, in_law], 4)
    assert line_of(tree, "in-law") == line_of(tree, "sister") == line_of(tree, "mother") + 1
    assert tree.unplaced_from is None


def test_most_of_a_group_outweigh_the_one_whose_relation_does_not_fit() -> None:
    tree = arranged([MOTHER, FATHER, Relative("sister", 3, parents=("mother",))], 4)
    assert line_of(tree, "sister") == line_of(tree, WITNESS)


def test_who_fits_nowhere_stands_below_everybody() -> None:
    tree = arranged([MOTHER, Relative("neighbour")], 4)
    assert tree.unplaced_from == line_of(tree, "neighbour") == 2


def test_kin_not_told_is_one_tie_for_all_who_belong_together() -> None:
    ties = arranged([MOTHER, FATHER, SISTER], 4).ties
    assert [tie for tie in ties if not tie.told] == [Tie(("mother", "father"), below=WITNESS, told=False)]


def test_nobody_stands_for_the_witness_who_was_told_of_as_themselves() -> None:
    tree = arranged([MOTHER, Relative("I", 0, parents=("mother",), is_witness=True)], 4)
    assert {seat.id for seat in tree.seats} == {"mother", "I"}
    assert all(tie.told for tie in tree.ties)


def test_partners_stand_side_by_side() -> None:
    people = [MOTHER, Relative("uncle", 1), Relative("aunt", 1), FATHER]
    at = {seat.id: seat.right for seat in arranged(people, 4).seats}
    assert abs(at["mother"] - at["father"]) == 1


def test_a_long_generation_goes_on_in_lines_that_leave_room_for_ties() -> None:
    tree = arranged([Relative(str(number), 1) for number in range(9)], 4)
    lines = {seat.line: seat.right % 1 for seat in tree.seats if seat.id != WITNESS}
    assert len(lines) == 3
    assert all(lines[number] != lines[number + 1] for number in range(2))
    assert max(abs(seat.right) for seat in tree.seats) <= 1.5


def test_a_parent_of_themselves_is_still_drawn() -> None:
    tree = arranged(
        [Relative("loop", 0, ("loop",), ("loop",)), Relative("a", 1, ("b",)), Relative("b", 1, ("a",))], 4
    )
    assert {seat.id for seat in tree.seats} == {"loop", "a", "b", WITNESS}


def test_one_line_leads_to_a_child_from_between_its_parents() -> None:
    tree = arranged([MOTHER, FATHER, SISTER], 4)
    at = corners(tree, BOXES, 200)
    lines = [line for line in drawn(tree, BOXES, at) if line.told and len(line.points) == 4]
    between = (at["mother"][0] + at["father"][0]) / 2 + BOXES.width / 2
    assert [line.points[0][0] for line in lines] == [between]
    assert lines[0].points[-1] == (at["sister"][0] + BOXES.width / 2, at["sister"][1])


def test_arrows_lead_from_person_to_person_and_never_to_the_witness() -> None:
    tree = arranged([MOTHER, FATHER, SISTER], 4)
    assert tree.beside("mother", 1, 0) in ("father", "mother")
    assert tree.beside("mother", 0, 1) == "sister"
    assert tree.beside("sister", 0, 1) == "sister"
    assert {tree.beside("sister", 1, 0), tree.beside("sister", -1, 0)} == {"sister"}
