"""Typing commands as a person does, with passphrases in files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from interview_kit.cli import main


@dataclass
class Desk:
    """Types commands and reads what they print."""

    folder: Path

    def types(self, *words: object) -> Result:
        """Type a command; the passphrases lie in files."""
        environment = {
            "INTERVIEW_KIT_PASSPHRASE_FILE": str(self.folder / "passphrase"),
            "INTERVIEW_KIT_CUSTODIAN_PASSPHRASE_FILE": str(self.folder / "custodian"),
            "LANG": "en_GB.UTF-8",
        }
        return CliRunner(env=environment).invoke(main, [str(word) for word in words])

    def asks(self, *words: object, status: int = 0) -> Any:
        """Type a command with ``--json`` and return the document it prints."""
        result = self.types(*words, "--json")
        assert result.exit_code == status, result.output
        return json.loads(result.stdout)

    def is_refused(self, *words: object) -> str:
        """Type a command that must be refused, and return the reason."""
        result = self.types(*words)
        assert result.exit_code == 1, result.output
        assert not result.stdout
        return result.stderr

    def __truediv__(self, name: str) -> Path:
        return self.folder / name
