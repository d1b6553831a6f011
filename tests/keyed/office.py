"""What the office has in the end, asked on the command line, and whether it is what was typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interview_kit.interview.answer import Answer, from_json
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE

_RUN = "from interview_kit.cli import run; run()"


@dataclass(frozen=True)
class Office:
    """An office, and the folder with everything else."""

    folder: Path

    def take_in(self, stick: Path) -> str:
        """Import the one bundle on a stick, put the receipt there, and return the interview's id."""
        done = self._asks("import", self._office, stick, "--receipts", stick)
        (interview,) = done["accepted"]
        return str(interview)

    def answers(self, interview: str) -> dict[str, Answer]:
        """Return every answer the office has, those that only the custodian reads too, by path."""
        shown = self._asks("show", self._office, interview)
        apart = self._asks("identity", self._office, interview, "--reason", "T-comparison")
        both = {**shown["answers"], **apart["answers"]}
        return {path: from_json(answer, path=path) for path, answer in both.items()}

    def shown(self, interview: str) -> Any:
        """Return all that the office shows of an interview."""
        return self._asks("show", self._office, interview)

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


def differences(typed: Mapping[str, Answer], there: Mapping[str, Answer]) -> Iterator[str]:
    """Yield every fact that is not at the office as it was typed, and every one that nobody typed.

    When in the sound an answer was given the program notes by itself.
    """
    for path in dict.fromkeys((*typed, *there)):
        if path not in there:
            yield f"{path}: typed, and not at the office"
        elif path not in typed:
            yield f"{path}: at the office, and never typed"
        elif typed[path] != (found := replace(there[path], anchor=None)):
            yield f"{path}: typed {typed[path].to_short_json()}, there {found.to_short_json()}"
