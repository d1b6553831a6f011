"""The whole way through the widgets: one interview from the first question to the office's archive."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop import Person
from interviews import add_person
from PySide6.QtCore import Qt
from stations import CUSTODIAN_PASSPHRASE, Stations

from interview_kit.crypto.canonical import JsonValue
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.values.places import gazetteer
from interview_kit_ui.widgets.buttons import QuietButton
from interview_kit_ui.widgets.text_line import TextLine

ALT = Qt.KeyboardModifier.AltModifier
RECORDING = b"invented sound " * 2000
EXHIBIT = b"invented picture " * 700

OPEN: dict[str, JsonValue] = {
    "/consent/explained": "YES",
    "/consent/understood": "AGAIN",
    "/consent/sc1": "YES",
    "/consent/sc2": "YES",
    "/consent/sc3": "YES",
    "/consent/mode": "SIGNED",
    "/witness/age_band": "40-49",
    "/witness/sex": "F",
    "/witness/home": {"id": "KP-09", "words": "회령"},
    "/story/account": "지어낸 이야기입니다.\n화폐개혁 다음 해 봄, 밤에 차가 두 대 왔습니다.",
    "/harm[1]/relation": "sibling",
    "/harm[1]/acts": {"value": ["DISAPPEARANCE", "TORTURE"], "said": "흔적이 없어요"},
    "/harm[1]/when": {
        "value": {"edtf": "2010-21", "words": "화폐개혁 다음 해 봄"},
        "source": "HEARD_W",
        "certainty": "FAIRLY",
    },
    "/harm[1]/where": {"words": "회령 집"},
    "/harm[1]/agency": "MSS_COUNTY",
    "/harm[1]/source": "HEARD_W",
    "/harm[1]/certainty": "FAIRLY",
    "/harm[1]/last_news": {"missing": "RF"},
    "/harm[2]/relation": "nephew_niece",
    "/harm[2]/acts": ["DETENTION"],
    "/harm[2]/when": {"missing": "DK"},
    "/harm[2]/where": {"missing": "DK"},
    "/harm[2]/agency": "UNKNOWN",
    "/harm[2]/source": "RUMOUR",
    "/harm[2]/certainty": "GUESS",
    "/further/others": "YES",
    "/further/exhibits": "YES",
    "/further/sc4": "YES",
    "/further/told_before": ["UN", "NGO"],
    "/next/call_again": "YES",
    "/next/danger": "NO",
    "/use/sc5": "YES",
    "/use/sc6": "NO",
    "/use/sc7": "YES",
    "/use/sc8": "LATER",
    "/use/sc9": "NO",
    "/use/sc10": "YES",
    "/closing/readback": "2010년 봄 회령에서 두 사람이 끌려갔다고 들었습니다.",
    "/closing/readback_result": "CORRECTED",
    "/closing/corrections": "차는 한 대였습니다.",
    "/closing/wellbeing": "1",
    "/closing/card": "YES",
}
APART: dict[str, JsonValue] = {
    "/witness/name": "T-하늘",
    "/harm[1]/person": "T-언니",
    "/harm[2]/person": "T-조카",
    "/further/other_witnesses": "T-이웃",
    "/use/safe_channel": "T-번호",
}
LETTERS = {"DK": Qt.Key.Key_D, "RF": Qt.Key.Key_R}


def answer(person: Person, path: str) -> None:
    """Give one answer of those above as a person would."""
    data = (OPEN | APART)[path]
    sides = dict(data) if isinstance(data, dict) and {"value", "missing"} & set(data) else {"value": data}
    value = sides.get("value")
    if "missing" in sides:
        person.go_to(path)
        person.press(LETTERS[str(sides["missing"])], ALT)
    elif isinstance(value, dict):
        write_parts(person, path, value)
    elif isinstance(value, list):
        person.pick(path, *map(str, value))
    elif person.question(path).node.choices:
        person.pick(path, str(value))
    else:
        person.go_to(path)
        person.type(str(value))
    person.saved()
    for side, key in (("source", Qt.Key.Key_S), ("certainty", Qt.Key.Key_C), ("said", Qt.Key.Key_V)):
        if side in sides:
            write_side(person, path, side, str(sides[side]), key)


def write_parts(person: Person, path: str, parts: dict[str, JsonValue]) -> None:
    lines = person.question(path).findChildren(TextLine)
    lines[0].setFocus()
    person.type(str(parts["words"]))
    if "edtf" in parts:
        lines[1].setFocus()
        person.type(str(parts["edtf"]))
    if "id" in parts:
        lines[1].setFocus()
        person.type(gazetteer()[str(parts["id"])].name("ko"))
        person.press(Qt.Key.Key_Return)


def write_side(person: Person, path: str, side: str, value: str, key: Qt.Key) -> None:
    view = person.go_to(path)
    person.press(key, ALT if view.findChildren(TextLine) else Qt.KeyboardModifier.NoModifier)
    if side == "said":
        person.type(value)
        person.press(Qt.Key.Key_Return)
    else:
        choices = person.conduct._conductor.protocol.choices[side]  # type: ignore[union-attr]  # it is open
        number = [choice.value for choice in choices].index(value) + 1
        person.press(Qt.Key(Qt.Key.Key_0 + number))
    person.saved()


def conduct_everything(person: Person, files: dict[str, Path]) -> None:
    person.begin()
    for section in ("/consent", "/witness", "/story", "/harm", "/further", "/next", "/use", "/closing"):
        person.conduct.show_section(section)
        for number in (1, 2) if section == "/harm" else (0,):
            if number:
                add_person(person, number)
            begins = f"{section}[{number}]/" if number else f"{section}/"
            for path in sorted((OPEN | APART), key=place):
                if path.startswith(begins):
                    answer(person, path)
        for path, file in files.items():
            if path.startswith(f"{section}/"):
                person.paths = [file]
                buttons = person.question(path).findChildren(QuietButton)
                person.click(next(button for button in buttons if button.isVisible()))
                if file.suffix == ".png":  # pictures are looked at first
                    person.until(lambda: person.buttons("Attach"))
                    person.push("Attach")
                person.saved()


def place(path: str) -> int:
    """Sort identifying answers where the protocol asks for them, by the order above otherwise."""
    order = list(OPEN)
    first = {"/witness/name": "/witness/age_band", "/further/other_witnesses": "/further/exhibits"}
    first |= {"/harm[1]/person": "/harm[1]/relation", "/harm[2]/person": "/harm[2]/relation"}
    return order.index(first[path]) - 1 if path in first else [*order, "/use/safe_channel"].index(path)


def test_one_interview_all_the_way(person: Person, stations: Stations, tmp_path: Path) -> None:
    files = {"/story/recording": tmp_path / "recording.wav", "/further/copy": tmp_path / "letter.png"}
    files["/story/recording"].write_bytes(RECORDING)
    files["/further/copy"].write_bytes(EXHIBIT)
    conduct_everything(person, files)

    person.conduct.show_section("seal")
    assert person.reads("Ready to be sealed")
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return)
    person.until(lambda: not person.conducting)
    person.until(lambda: any("is sealed" in notice for notice in person.notices()))
    person.paths = [stations.stick]
    person.push("Export sealed interviews")
    person.until(
        lambda: any("Bundles copied to" in notice and ": 1." in notice for notice in person.notices())
    )

    with stations.office() as office:
        report = import_bundles(office, [stations.stick], stations.new_folder("receipts"))
        (archived,) = archive.listing(office)
        opened = archive.read_identity(
            office, archived.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="a test"
        )
    assert report.quarantined == []
    told, apart = dict(archived.answers), dict(opened.answers)
    copy, recording = told.pop("/further/copy"), apart.pop("/story/recording")
    assert isinstance(copy, dict)
    assert isinstance(recording, dict)
    assert copy["sha256"] == hashlib.sha256(EXHIBIT).hexdigest()
    assert recording["sha256"] == hashlib.sha256(RECORDING).hexdigest()
    assert told == OPEN
    assert apart == APART
    assert archived.calculated == {"/closing/persons": 2}

    (receipt,) = report.receipts
    person.paths = [receipt]
    person.push("Take a receipt")
    person.until(lambda: any("that the office holds: 1." in notice for notice in person.notices()))
    assert person.home.picture is not None
    person.until(lambda: person.home.picture.rows[0].progress == "received")  # type: ignore[union-attr]
