"""Stock tools, and where a machine's own are too old, public packages behind the same arguments."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "build" / "node"
#: Without these there is nothing to test with.
PROGRAMS = ("node", "tar", "sha256sum", "ssh-keygen", "basenc")


@dataclass(frozen=True)
class Tools:
    """A shell with the stock tools, and the office's key as ``interview-kit office key`` wrote it."""

    folder: Path
    key: Path
    environment: dict[str, str]

    def sh(self, script: str, *arguments: object, **variables: object) -> subprocess.CompletedProcess[str]:
        """Run a script in an empty folder, stopping at the first command that fails."""
        texts = {name: str(value) for name, value in variables.items()}
        return subprocess.run(
            ["sh", "-eu", "-c", script, "sh", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment | texts,
            capture_output=True,
            text=True,
            check=False,
        )


def stand_in(program: Path, script: str) -> None:
    """Put a program of that name into the path, which is a public package under Node.

    Debian's age knows no hybrid recipients yet, and its OpenSSL no ML-DSA.
    """
    program.write_text(f'#!/bin/sh\nexec node "{HERE / script}" "{MODULES}" "$@"\n', "utf-8")
    program.chmod(0o755)


def openssl_knows_mldsa() -> bool:
    if shutil.which("openssl") is None:
        return False
    command = ["openssl", "list", "-signature-algorithms"]
    return "ML-DSA-65" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
