"""What a desk is made of is there by the time its passphrase was typed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

#: A process that has loaded nothing yet loads ahead, and tells what the desk still had to import.
CHECK = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
from interview_kit_ui import loading_ahead
app = QCoreApplication([])
parent = QObject()
ahead = loading_ahead.LoadingAhead(getattr(loading_ahead, sys.argv[1]), parent)
ahead.destroyed.connect(app.quit)
app.exec()
before = set(sys.modules)
__import__(sys.argv[2])
print(*sorted(set(sys.modules) - before))
"""


@pytest.mark.parametrize(
    ("modules", "desk"),
    [("FIELD", "interview_kit_ui.field.desk"), ("OFFICE", "interview_kit_ui.office.desk")],
)
def test_nothing_of_a_desk_is_left_to_import(modules: str, desk: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", CHECK, modules, desk],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.split() == []
