"""Promoted interviews, for tests of what becomes of them. Everything in them is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import from_json
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.vault import drafts
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from tests.content import ed_short
from tests.stations import Stations, record

#: What is answered where no missing code and no choice will do.
GIVEN: Final[dict[str, JsonValue]] = {
    "/setup/interviewer": "T-1",
    "/setup/others": "NO",
    "/setup/interpreting": "NO",
    "/setup/safety": ["ROOM", "PHONES", "REFERRALS", "RECORDER", "EXIT"],
    "/consent/un_bodies": ["WGEID"],
    "/consent/partners": "T-partners",
    "/account/ended": "OK",
    "/case/victim/taking/when": {"value": {"edtf": "2011"}, "source": "SAW"},
}


def shipped(name: str) -> LoadedProtocol:
    """Return a protocol that ships with the program."""
    return library.find(library.shipped_protocols(), name)


def promoted_and_sealed(stations: Stations) -> Path:
    """Record a short interview, go on with it as a full one, and return its bundle on the stick."""
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))
        draft.promote(shipped("ed-full"))
        return sealed(draft, laptop, stations.stick)


def sealed(draft: Draft, laptop: Workspace, stick: Path) -> Path:
    """Answer what is left as one can, seal it, and return its bundle on the stick."""
    fill_in(draft)
    assert [one for one in draft.interview.problems() if one.level == "error"] == []
    done = seal(laptop, draft.interview.id)
    export(laptop, stick)
    return stick / done.file.name


def fill_in(draft: Draft) -> None:
    """Give to each required question that is open its first missing code, choice, or a word."""
    for _ in range(12):
        wanting = [one for one in draft.interview.problems() if one.level == "error"]
        if not wanting:
            return
        for problem in wanting:
            _fill(draft, problem.path)


def _fill(draft: Draft, path: str) -> None:
    node = draft.interview.loaded.form.at(path)
    told = GIVEN.get(node.path)
    if told is None:
        missing, lists = node.node.kit.missing, draft.interview.loaded.protocol.choices
        told = {"missing": missing[0].value} if missing else "OK"
        if not missing and node.node.choices is not None:
            told = lists[node.node.choices][0].value
    draft.answer(path, from_json(told, path=path))
