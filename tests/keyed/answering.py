"""How each kind of question is answered with keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from interview_kit.interview.answer import Answer
from interview_kit.values import durations
from interview_kit.values.places import gazetteer
from tests.keyed.program import Program, Seen

_NUMBERS: Final = 9
_LETTERS: Final = {"DK": "d", "RF": "r", "NA": "n"}
_SIDES: Final = {"source": "s", "certainty": "c", "said": "v"}


def give(program: Program, answer: Answer, language: str) -> None:
    """Answer the question that has the focus; what stands there already is replaced."""
    asked = question(program.look())
    if answer.missing is not None:
        program.press(_chord(asked, _LETTERS[answer.missing.value]))
    else:
        if asked["folded"]:  # it was asked openly
            program.press("Return")
            asked = question(program.look())
        _HOW.get(asked["kind"], _type)(program, asked, answer.value, language)
    there = asked["answer"] if isinstance(asked["answer"], dict) else {}
    for side, key in _SIDES.items():
        if (value := getattr(answer, side)) is not None and value != there.get(side):
            _give_side(program, side, key, value)


def question(seen: Seen) -> Seen:
    """Return the question that has the focus."""
    found: Seen | None = seen["focus"].get("question")
    assert found is not None, f"no question has the focus: {seen['focus']}"
    return found


def _chord(asked: Seen, letter: str) -> str:
    return f"alt+{letter}" if asked["typed"] else letter


def _give_side(program: Program, side: str, key: str, value: str) -> None:
    program.press(_chord(question(program.look()), key))
    opened = program.look()
    if side == "said":
        program.type(value)
        program.press("Return")
    else:
        codes = question(opened)["sides"][side]
        program.press(str(codes.index(value) + 1))


# Options ---------------------------------------------------------------------------------------


def _pick_one(program: Program, asked: Seen, value: Any, _language: str) -> None:
    _pick(program, asked["options"], value)


def _pick_several(program: Program, asked: Seen, value: Any, _language: str) -> None:
    for name in sorted({*asked["options"]["chosen"]} ^ {*value}):
        _pick(program, asked["options"], name)
        if asked["options"]["finder"]:
            asked = question(program.look())


def _pick(program: Program, options: Seen, name: str) -> None:
    if options["finder"] and not _offered(options, name):
        program.type(_searched(options["called"][name]))
        options = question(program.look())["options"]
    names = [one for one, _ in options["offered"]]
    assert name in names, f"{name} is not among {names}"
    at = names.index(name)
    if at < _NUMBERS:
        program.press(str(at + 1))
    else:
        _walk(program, options, at)
        program.press("Return" if options["finder"] else "space")


def _offered(options: Seen, name: str) -> bool:
    return any(one == name for one, _ in options["offered"])


def _searched(called: str) -> str:
    """Return the longest part of what an option is called without digits: those would pick."""
    return max(re.split(r"[\d]+", called), key=len).strip()


def _walk(program: Program, options: Seen, at: int) -> None:
    """Go from what is marked to the option at a place, down and then across."""
    columns, marked = options["columns"], options["marked"]
    if marked < 0:
        program.press("Down")
        marked = 0
    rows, across = at // columns - marked // columns, at % columns - marked % columns
    steps = ["Down" if rows > 0 else "Up"] * abs(rows) + ["Right" if across > 0 else "Left"] * abs(across)
    if steps:
        program.press(*steps)


# What is typed ---------------------------------------------------------------------------------


def _type(program: Program, asked: Seen, value: Any, _language: str) -> None:
    _write(program, str(value), over=asked["answer"] is not None)


def _write(program: Program, text: str, *, over: bool) -> None:
    if over:
        program.press("ctrl+a", "Delete")
    program.type(text)


def _date(program: Program, asked: Seen, value: Any, _language: str) -> None:
    over = asked["answer"] is not None
    if "words" in value:
        _write(program, value["words"], over=over)
        if "edtf" in value:
            program.press("Down")  # takes the likeliest
    elif "edtf" in value:
        program.press("Tab")
        _write(program, value["edtf"], over=over)


def _place(program: Program, _asked: Seen, value: Any, language: str) -> None:
    if "words" in value:
        program.type(value["words"])
        if "id" not in value or _take_place(program, value["id"]):
            return
    if "id" in value:
        program.press("Tab")
        unit = gazetteer()[value["id"]]
        program.type(unit.name(language))
        assert _take_place(program, value["id"]), f"{value['id']} is not suggested: {program.look()['focus']}"


def _take_place(program: Program, place: str) -> bool:
    """Pick a place from the list below the line; return whether it is there."""
    for shown in question(program.look())["suggested"]:
        if place in shown["places"]:
            program.press(*["Down"] * (shown["places"].index(place) - shown["marked"]), "Return")
            return True
    return False


def _agency(program: Program, asked: Seen, value: Any, _language: str) -> None:
    if "code" in value:
        _pick(program, asked["options"], value["code"])
    if "words" in value:
        program.press("Tab")
        program.type(value["words"])


def _duration(program: Program, _asked: Seen, value: Any, _language: str) -> None:
    if "words" in value:
        program.type(value["words"])
    read = durations.parse(value["iso"])
    for unit in durations.UNITS:
        program.press("Tab")
        if (count := getattr(read, unit)) is not None:
            program.type(str(count))


def _money(program: Program, asked: Seen, value: Any, _language: str) -> None:
    _write(program, value.get("words", ""), over=asked["answer"] is not None)
    program.press("Tab")
    program.type(value["amount"])
    program.press("Tab")
    program.type(value["currency"])  # the list goes to what begins so


_HOW: Final[dict[str, Callable[[Program, Seen, Any, str], None]]] = {
    "select_one": _pick_one,
    "select_multiple": _pick_several,
    "acknowledge": lambda program, _asked, _value, _language: program.press("1"),
    "fuzzy_date": _date,
    "place": _place,
    "agency": _agency,
    "duration": _duration,
    "money": _money,
}
