"""Invented interviews in memory, for pictures of screens: nothing is stored, nobody is real."""

from __future__ import annotations

from collections.abc import Mapping

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview import journal
from interview_kit.interview.answer import from_json
from interview_kit.interview.carrying import carry
from interview_kit.interview.interview import Interview
from interview_kit.interview.journal import EntryKind
from interview_kit.interview.notes import Promoted
from interview_kit.interview.persons import meant
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol

INTERVIEW = "k7m2qd4xw5t3ba6cjrhplo2nuy"
AUTHOR = "ab" * 16

CONSENT: dict[str, JsonValue] = {
    "/consent/explained": "YES",
    "/consent/understood": "YES",
    "/consent/sc1": "YES",
    "/consent/sc2": "YES",
    "/consent/sc3": "YES",
    "/consent/mode": "AUDIO",
}
WITNESS: dict[str, JsonValue] = {
    "/witness/name": "T-하늘",
    "/witness/age_band": "40-49",
    "/witness/sex": "F",
    "/witness/home": {"id": "KP-09", "words": "회령 남문동, 역에서 걸어서 십 분"},
}
STORY: dict[str, JsonValue] = {
    "/story/account": "지어낸 이야기입니다. 화폐개혁 다음 해 봄, 밤에 차가 두 대 왔습니다. "
    "언니네 집 문을 두드렸고, "
    "아침에는 아무도 없었습니다. 이웃은 보지 못했다고만 했습니다. 그해 여름에 청진 쪽에서 "
    "언니를 보았다는 말을 한 번 "
    "들었고, 그 뒤로는 아무 소식도 없습니다.",
    "/story/recording": {
        "attachment": "a" * 26,
        "media": "audio/wav",
        "sha256": "3fa2c1d09b7e44a1" * 4,
        "size": 41_238_112,
    },
}
HARM: dict[str, JsonValue] = {
    "/harm[1]/person": "T-언니",
    "/harm[1]/relation": "sibling",
    "/harm[1]/acts": {"value": ["DISAPPEARANCE", "DETENTION"], "said": "끌려간 다음엔 흔적이 없어요"},
    "/harm[1]/when": {
        "value": {"edtf": "2010-21", "words": "화폐개혁 다음 해 봄"},
        "source": "HEARD_W",
        "certainty": "FAIRLY",
    },
    "/harm[1]/where": {"value": {"id": "KP-09", "words": "회령 집"}, "source": "SAW"},
    "/harm[1]/agency": "MSS_COUNTY",
    "/harm[1]/source": "HEARD_W",
    "/harm[1]/certainty": "FAIRLY",
    "/harm[1]/last_news": "그해 여름 청진으로 옮겨졌다고 들었습니다.",
    "/harm[2]/person": "T-조카",
    "/harm[2]/relation": "nephew_niece",
    "/harm[2]/when": {"edtf": "2010-04-14", "words": "태양절 바로 전날 밤"},
    "/harm[2]/source": "RUMOUR",
}
REST: dict[str, JsonValue] = {
    "/further/others": "NO",
    "/further/exhibits": "NO",
    "/further/told_before": ["NONE"],
    "/next/call_again": "YES",
    "/next/danger": "NO",
    "/use/sc5": "YES",
    "/use/sc6": "YES",
    "/use/sc7": "YES",
    "/use/sc8": "LATER",
    "/use/sc9": "NO",
    "/use/sc10": "NO",
    "/closing/readback": "2010년 봄 회령에서 밤에 두 사람이 끌려갔고, 그해 여름 한 사람을 "
    "청진에서 보았다고 들었습니다.",
    "/closing/readback_result": "CONFIRMED",
    "/closing/wellbeing": "1",
    "/closing/card": "YES",
}
SECOND_PERSON: dict[str, JsonValue] = {
    "/harm[2]/acts": ["DISAPPEARANCE"],
    "/harm[2]/where": {"id": "KP-09", "words": "회령 집"},
    "/harm[2]/agency": {"missing": "DK"},
    "/harm[2]/certainty": "UNSURE",
}


def ed_short() -> LoadedProtocol:
    """Return the protocol of every screen."""
    return library.find(library.shipped_protocols(), "ed-short")


def ed_full() -> LoadedProtocol:
    """Return the protocol a short interview may go on under."""
    return library.find(library.shipped_protocols(), "ed-full")


def promoted(before: Interview, loaded: LoadedProtocol) -> Interview:
    """Return an interview as it goes on under another protocol."""
    moves = carry(before, loaded).moves
    value = Promoted(loaded.reference(), len(moves)).to_json()
    entries = list(before.entries)
    for kind, path, said in ((EntryKind.PROMOTE, "", value), *moves):
        entries.append(journal.link(INTERVIEW, entries[-1], kind=kind, path=path, value=said, author=AUTHOR))
    return Interview.fold(loaded, INTERVIEW, entries, earlier=before.loaded)


def told(*parts: Mapping[str, JsonValue], under: LoadedProtocol | None = None) -> Interview:
    """Return an interview in which these answers were given, in this order."""
    loaded = under or ed_short()
    begun = journal.link(INTERVIEW, None, kind=EntryKind.BEGIN, path="", value=None, author=AUTHOR)
    interview = Interview.fold(loaded, INTERVIEW, [begun])
    for part in parts:
        for path, data in part.items():
            for number, repeat in enumerate(interview.instances_missing(path)):
                stable = interview.prepare_add(repeat, f"{len(interview.entries)}x{number}")
                _write(interview, EntryKind.ADD, stable, None)
            answer = meant(interview.root, from_json(data, path=path), loaded.form.at(path), path=path)
            _write(interview, *interview.prepare_answer(path, answer))
    return interview


def _write(interview: Interview, kind: EntryKind, path: str, value: JsonValue) -> None:
    last = interview.last_entry
    interview.apply(journal.link(INTERVIEW, last, kind=kind, path=path, value=value, author=AUTHOR))
