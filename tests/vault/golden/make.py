"""Make the golden workspaces of a schema version, with the program as it was then:

    python tests/vault/golden/make.py COMMIT

``COMMIT`` is the last one before the next migration. Writes ``VERSION.tar`` beside this file: a laptop with a
draft and a sealed interview, an office that has its bundle, and what must be read out of both. Made once
for each version, committed, and never made again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def then(folder: Path) -> None:
    """Run inside the program of that time, with the helpers its own tests had."""
    from interview_kit.interview.answer import Answer
    from interview_kit.office import archive
    from interview_kit.office.intake import import_bundles
    from interview_kit.vault import drafts, interviews
    from tests import stations as of_then

    stations = of_then.enrolled_stations(folder)
    with stations.laptop() as laptop:
        of_then.export_one(laptop, stations.stick)
        draft = drafts.open_draft(laptop, of_then.record(laptop))
        draft.answer("/witness/name", Answer("T-바다, 다시"))
        draft = drafts.open_draft(laptop, draft.interview.id)
        told = draft.interview.answers_json(identifying=True) | draft.interview.answers_json(
            identifying=False
        )
        expected = {
            "version": laptop.database.run("PRAGMA user_version")[0][0],
            "passphrase": of_then.PASSPHRASE,
            "custodian": of_then.CUSTODIAN_PASSPHRASE,
            "draft": draft.interview.id,
            "answers": told,
            "entries": len(draft.interview.entries),
            "sealed": [row.interview for row in interviews.listing(laptop) if row.state == "sealed"],
        }
    with stations.office() as office:
        import_bundles(office, [stations.stick])
        expected["archived"] = {row.interview: row.answers for row in archive.listing(office)}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), "utf-8")


def main(commit: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        tree, folder = Path(place) / "tree", Path(place) / "golden"
        folder.mkdir()
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            paths = os.pathsep.join([str(tree), str(tree / "ui")])
            subprocess.run(
                [sys.executable, str(Path(__file__).resolve()), "--then", str(folder)],
                cwd=tree,
                env=os.environ | {"PYTHONPATH": paths},
                check=True,
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
        version = json.loads((folder / "expected.json").read_text("utf-8"))["version"]
        target = HERE / f"{version}.tar"
        with tarfile.open(target, "w") as archive:
            for name in ("expected.json", "laptop", "office"):
                archive.add(folder / name, name, filter=_nobody)
    print(target)  # noqa: T201 - a command says what it made


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out whose machine it was made on."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    if sys.argv[1] == "--then":
        then(Path(sys.argv[2]))
    else:
        main(sys.argv[1])
