"""Workspaces as every earlier version of the program left them; ``make.py`` made them."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Any

from interview_kit.vault.header import database_keys, open_with_passphrase, read_header
from tests.stations import Stations

HERE = Path(__file__).parent


def versions() -> list[int]:
    """Return the schema versions there is a golden workspace of."""
    return sorted(int(file.stem) for file in HERE.glob("*.tar"))


def unpacked(version: int, folder: Path) -> tuple[Stations, dict[str, Any]]:
    """Unpack a laptop and an office of that version; return them and what must be read out of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(HERE / f"{version}.tar") as archive:
        archive.extractall(folder, filter="data")
    (folder / "stick").mkdir()
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text("utf-8"))
    secrets = {
        name: open_with_passphrase(read_header(folder / name), expected["passphrase"])
        for name in ("laptop", "office")
    }
    return Stations(folder, secrets), expected


def oldest(folder: Path) -> Stations:
    """Unpack the laptop that has the longest way to today's schema."""
    stations, _ = unpacked(versions()[0], folder)
    return stations


def database_key(stations: Stations, name: str) -> bytes:
    """Return the key of a workspace's database, as whoever knows the passphrase derives it."""
    (key,) = database_keys(read_header(stations.folder / name), stations.secrets[name].workspace_key)
    return key
