"""Settings: whatever is missing, foreign or broken is at its default, and nothing ever raises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_kit import settings
from interview_kit.errors import StorageError
from interview_kit.settings import Settings

CHOSEN = Settings(language="ko", theme="dark", text_scale=1.3, last_folder="현장", idle_minutes=10)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.json"
    settings.save(CHOSEN, file)
    assert settings.load(file) == CHOSEN


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_a_broken_file_means_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert settings.load(tmp_path / "settings.json") == Settings()


@pytest.mark.parametrize(
    "foreign",
    [
        {"language": "xx"},
        {"language": ["ko"]},
        {"theme": 1},
        {"text_scale": 9.0},
        {"text_scale": True},
        {"idle_minutes": 4},
        {"idle_minutes": True},
        {"idle_minutes": "5"},
        {"more": 1},
    ],
)
def test_one_foreign_value_spoils_no_other(tmp_path: Path, foreign: dict[str, object]) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"last_folder": "현장"} | foreign), "utf-8")
    assert settings.load(file) == Settings(last_folder="현장")


def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(StorageError):
        settings.save(CHOSEN, tmp_path / "taken" / "settings.json")


def test_the_first_window_waits_for_nothing_heavy() -> None:
    """The core is loaded while the person types; none of it belongs to what the first window imports."""
    check = "import sys; from interview_kit_ui import app; app.load(); print(*sorted(sys.modules))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", check], env=environment, check=True, capture_output=True, text=True
    )
    assert not {"pydantic", "cryptography", "sqlcipher3", "rich", "click"} & set(ran.stdout.split())
