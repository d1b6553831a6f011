"""What the office has in the end, asked on the command line, and whether it is what was typed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from interview_kit.interview import course
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.course import Course
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE

_SOUND: Final = re.compile(r"/recording$")
_RUN: Final = "from interview_kit.cli import run; run()"


@dataclass(frozen=True)
class Record:
    """What the office has of one interview: every answer by path, and what course it took."""

    answers: Mapping[str, Answer]
    course: Course

    @property
    def sounds(self) -> list[str]:
        """Where sound that was recorded became an answer."""
        return [path for path in self.answers if _SOUND.search(path)]

    @property
    def moments(self) -> int:
        """Of how many answers is known when in the sound they were given."""
        return sum(answer.anchor is not None for answer in self.answers.values())


@dataclass(frozen=True)
class Office:
    """An office, and the folder with everything else."""

    folder: Path

    def take_in(self, stick: Path) -> str:
        """Import the one bundle on a stick, put the receipt there, and return the interview's id."""
        done = self._asks("import", self._office, stick, "--receipts", stick)
        (interview,) = done["accepted"]
        return str(interview)

    def record(self, interview: str) -> Record:
        """Return all the office has of an interview, with what only the custodian reads."""
        shown = self._asks("show", self._office, interview)
        apart = self._asks("identity", self._office, interview, "--reason", "T-comparison")
        both = {**shown["answers"], **apart["answers"]}
        answers = {path: from_json(answer, path=path) for path, answer in both.items()}
        return Record(answers, course.from_json(shown["course"]))

    @property
    def _office(self) -> Path:
        return self.folder / "office"

    def _asks(self, *words: object) -> Any:
        secrets = {"PASSPHRASE": PASSPHRASE, "CUSTODIAN_PASSPHRASE": CUSTODIAN_PASSPHRASE}
        environment = dict(os.environ)
        for name, secret in secrets.items():
            file = self.folder / name.lower()
            file.write_text(secret)
            environment[f"INTERVIEW_KIT_{name}_FILE"] = str(file)
        command = [sys.executable, "-c", _RUN, "office", *map(str, words), "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def differences(typed: Mapping[str, Answer], record: Record) -> Iterator[str]:
    """Yield every fact that is not at the office as it was typed, and every one that nobody typed.

    What was recorded nobody typed.
    """
    there = {path: answer for path, answer in record.answers.items() if path not in record.sounds}
    for path in dict.fromkeys((*typed, *there)):
        if path not in there:
            yield f"{path}: typed, and not at the office"
        elif path not in typed:
            yield f"{path}: at the office, and never typed"
        elif typed[path] != (found := as_typed(there[path])):
            yield f"{path}: typed {typed[path].to_short_json()}, there {found.to_short_json()}"


def as_typed(answer: Answer) -> Answer:
    """Return of an answer what somebody gave: of a file its digest, and not when it was heard."""
    match answer.value:
        case {"attachment": _, "sha256": digest}:
            return replace(answer, value={"sha256": digest}, anchor=None)
    return replace(answer, anchor=None)
