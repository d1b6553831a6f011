"""One scene for all attacks of a run."""

from __future__ import annotations

import pytest

from tests.attacks import scene
from tests.attacks.scene import Scene


@pytest.fixture(scope="session")
def prepared_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Offices, laptops and bundles. Only to be copied."""
    return scene.prepared(tmp_path_factory.mktemp("scene"))
