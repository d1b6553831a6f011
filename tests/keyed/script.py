"""What is told in an interview, and what happens meanwhile: the scripts that are conducted by keyboard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from interview_kit import study
from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import Answer, from_json
from interview_kit.study import Told
from tests.keyed import fuller

Answers = Mapping[str, JsonValue]


#: In which an interviewer works here.
LANGUAGE: Final = "en"


@dataclass(frozen=True)
class Change:
    """An answer that is given again, or that the program had filled in by itself."""

    path: str
    answer: Answer


@dataclass(frozen=True)
class Script:
    """One interview. ``told`` holds what the witness says, by path, before anything is changed."""

    protocol: str
    told: Mapping[str, Answer]
    #: Of what the program fills in by itself.
    first: tuple[Change, ...]
    #: Where sound is recorded from, and before which sections there is a break.
    sound: str
    rests: tuple[str, ...]
    #: After the last question, in this order.
    corrected: tuple[Change, ...]
    withdrawn: Change
    #: What the withdrawal covers, and is destroyed.
    destroyed: tuple[str, ...]
    #: What lies in the laptop's home folder; an answer names a file by its digest.
    files: tuple[bytes, ...] = ()

    @property
    def letters(self) -> str:
        """Every letter that is typed, for a keyboard that must have them all."""
        said = (*self.told.values(), *(change.answer for change in (*self.corrected, self.withdrawn)))
        return "".join(json.dumps(answer.to_json(), ensure_ascii=False) for answer in said)

    @property
    def recorded(self) -> bool:
        """Whether the witness allows sound."""
        return self.told["/consent/sc3"].value == "YES"


def name_of(digest: str) -> str:
    """Return what a file of a script is called."""
    return f"T-{digest[:12]}.txt"


def answers(told: Answers) -> dict[str, Answer]:
    """Return answers as people write them in the form in which they are compared."""
    return {path: from_json(answer, path=path) for path, answer in told.items()}


def of_study(told: Told) -> Script:
    """Return the script of an interview of a study: its facts, and what a study does not tell of."""
    beyond = {
        path: answer
        for path, answer in fuller.TOLD.items()
        if told.consent.get(fuller.NEEDS.get(path, "SC1"))
    }
    facts = answers({**study.answers(told), **beyond})
    age = "/case[1]/victim[1]/person/age_then"
    before = facts[age]
    older = Answer(
        (before.value if isinstance(before.value, int) else 30) + 1,
        source=before.source,
        certainty=before.certainty,
    )
    withdrawn = "SC10" if told.consent.get("SC10") else "SC5"
    return Script(
        protocol=study.PROTOCOL,
        told=facts,
        first=(Change("/setup/date", facts["/setup/date"]),),
        sound="/account",
        rests=("/case", "/family"),
        files=(fuller.LETTER,),
        corrected=(
            Change(age, older),
            Change("/closing/readback/cases", Answer("CORRECTED")),
            Change("/closing/readback/corrections", Answer("나이를 고쳤습니다.")),
        ),
        withdrawn=Change(f"/consent/{withdrawn.lower()}", Answer("NO")),
        destroyed=("/consent/safe_channel",) if withdrawn == "SC10" else (),
    )


def in_short() -> Script:
    """Return a short interview of our own invention, of one person who disappeared."""
    source, certainty = "HEARD_W", "FAIRLY"
    consent: Answers = {"explained": "YES", "understood": "YES", "mode": "SIGNED"}
    scopes: Answers = {**{f"sc{number}": "YES" for number in (5, 6, 7, 8, 10)}, "sc9": "NO"}
    told: Answers = {
        **{f"/consent/{name}": answer for name, answer in consent.items()},
        **{f"/consent/sc{number}": "YES" for number in (1, 2, 3)},
        "/witness/name": "T-하늘",
        "/witness/age_band": "40-49",
        "/witness/sex": "F",
        "/witness/home": {"value": {"id": "KP-09", "words": "회령"}, "said": "강가의 집"},
        "/story/account": "지어낸 이야기입니다.\n봄에 차가 두 대 왔습니다.",
        "/harm[1]/person": "T-언니",
        "/harm[1]/relation": "sibling",
        "/harm[1]/acts": ["DISAPPEARANCE", "TORTURE"],
        "/harm[1]/when": {"value": {"edtf": "2010-21"}, "source": source, "certainty": certainty},
        "/harm[1]/where": {"value": {"words": "회령 집"}, "source": source, "certainty": certainty},
        "/harm[1]/agency": "MSS_COUNTY",
        "/harm[1]/source": source,
        "/harm[1]/certainty": certainty,
        "/harm[1]/last_news": {"missing": "RF"},
        "/harm[2]/person": "T-조카",
        "/harm[2]/relation": "nephew_niece",
        "/harm[2]/acts": ["DETENTION"],
        "/harm[2]/when": {"missing": "DK"},
        "/harm[2]/where": {"missing": "DK"},
        "/harm[2]/agency": "UNKNOWN",
        "/harm[2]/source": "RUMOUR",
        "/harm[2]/certainty": "GUESS",
        "/further/others": "NO",
        "/further/exhibits": "NO",
        "/further/told_before": ["UN", "NGO"],
        "/next/call_again": "YES",
        "/next/danger": "NO",
        **{f"/use/{scope}": answer for scope, answer in scopes.items()},
        "/closing/readback": "2010년 봄에 두 사람이 끌려갔습니다.",
        "/closing/readback_result": "CORRECTED",
        "/closing/corrections": "차는 한 대였습니다.",
        "/closing/wellbeing": "1",
        "/closing/card": "YES",
    }
    return Script(
        protocol="ed-short",
        told=answers(told),
        first=(),
        sound="/story",
        rests=("/harm", "/next"),
        corrected=(Change("/harm[1]/relation", Answer("cousin")),),
        withdrawn=Change("/use/sc6", Answer("NO")),
        destroyed=(),
    )
