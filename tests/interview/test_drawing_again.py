"""Drawing again: what did not change is the same object, and what is shown is what a first drawing shows."""

from __future__ import annotations

from contextlib import suppress

from interview_kit.errors import InputError
from interview_kit.interview.drawing import Drawer, draw
from interview_kit.interview.picture import InterviewPicture, NodePicture
from tests.changes import chance
from tests.interview.forms import Witness, ed_short, protocol, question


def nodes(picture: InterviewPicture) -> dict[str, NodePicture]:
    """Return every node by its stable path."""
    found: dict[str, NodePicture] = {}
    waiting = [node for section in picture.sections for node in section.nodes]
    while waiting:
        node = waiting.pop()
        found[node.stable] = node
        waiting.extend(node.children)
    return found


def test_an_answer_leaves_every_other_question_and_section_the_same_object() -> None:
    home = {"name": "home", "kind": "group", "label": {"en": "T"}, "children": [question("a"), question("b")]}
    work = {"name": "work", "kind": "group", "label": {"en": "T"}, "children": [question("c")]}
    witness = Witness(protocol(home, work))
    drawer = Drawer()
    before = drawer.draw(witness.interview)
    witness.says("/home/a", "T-1")
    after = drawer.draw(witness.interview)
    changed = {path for path, node in nodes(after).items() if nodes(before)[path] is not node}
    assert changed == {"/home/a", "/home"}
    assert after.sections[1] is before.sections[1]
    assert after.sections[0].answered == before.sections[0].answered + 1


def test_words_that_quote_an_answer_are_drawn_with_it() -> None:
    quoting = question("b") | {"label": {"en": "When did ${../a} leave?"}}
    home = {"name": "home", "kind": "group", "label": {"en": "T"}, "children": [question("a"), quoting]}
    witness = Witness(protocol(home))
    drawer = Drawer()
    drawer.draw(witness.interview)
    witness.says("/home/a", "T-1")
    assert nodes(drawer.draw(witness.interview))["/home/b"].definition.label == {"en": "When did T-1 leave?"}


def test_an_order_put_right_moves_the_paths_of_all_that_stand_after() -> None:
    stay = {"name": "stay", "kind": "repeat", "label": {"en": "T"}, "children": [question("where")]}
    witness = Witness(protocol(stay))
    drawer = Drawer()
    witness.adds("/stay")
    witness.adds("/stay")
    witness.says("/stay[1]/where", "T-1")
    drawer.draw(witness.interview)
    witness.moves("/stay[1]", 2)
    told = {node.path: node.answer for node in nodes(drawer.draw(witness.interview)).values() if node.answer}
    assert list(told) == ["/stay[2]/where"]


def test_after_every_change_it_shows_what_a_first_drawing_shows() -> None:
    random = chance(7)
    witness = Witness(ed_short())
    drawer = Drawer()
    for scope in ("sc1", "sc2", "sc3"):
        witness.says(f"/consent/{scope}", "YES")
    done = 0
    for _ in range(150):
        asked = [
            node
            for node in nodes(drawer.draw(witness.interview)).values()
            if node.choices and node.relevant and not node.readonly and not node.computed
        ]
        node = random.choice(asked)
        choice = random.choice(node.choices).value
        several = node.definition.type is not None and node.definition.type.value == "select_multiple"
        match random.randrange(6):
            case 0:
                with suppress(InputError):  # consent may have been taken back
                    witness.adds("/harm")
            case 1 if done:
                witness.undoes()
                done = 0
            case _:
                witness.says(node.path, [choice] if several else choice)
                done += 1
        assert drawer.draw(witness.interview) == draw(witness.interview)
