"""A folder with stock tools, and with what the office wrote for opening and verifying its bundles."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from interview_kit.office import archive
from tests.interop.stocktools import MODULES, PROGRAMS, Tools, openssl_knows_mldsa, stand_in
from tests.stations import Stations


@pytest.fixture
def tools(stations: Stations, tmp_path: Path) -> Tools:
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.fail(f"not installed: {', '.join(missing)} (packaging/linux/system-packages.txt)")
    if not (MODULES / ".installed").exists():
        pytest.fail("the npm package age-encryption is not installed: make build/node/.installed")
    programs, folder = tmp_path / "bin", tmp_path / "empty"
    programs.mkdir()
    folder.mkdir()
    stand_in(programs / "age", "age.mjs")
    if not openssl_knows_mldsa():
        stand_in(programs / "openssl", "mldsa65.mjs")
    with stations.office() as office:
        archive.write_key(office, tmp_path / "key")
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    return Tools(folder, tmp_path / "key", os.environ | {"PATH": path})
