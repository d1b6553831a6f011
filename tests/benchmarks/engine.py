"""The protocol engine beside its peers: JavaRosa (in pyxform's jar) and ODK Web Forms, on the same forms.

Usage: ``engine.py PEERS``, the folder with the peers' programs (``gen_form.py``, ``JrBench.java``,
``bench_engine.mjs``). Needs a JDK and npm; what is missing is said and left out. Times are milliseconds.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

FOLDER: Final = Path("build/bench")
WEB_FORMS: Final = ("@getodk/xforms-engine@0.22.0", "solid-js@1", "jsdom@27.2.0", "linkedom")
#: What is measured, with the pattern that finds it in each peer's words.
JAVA: Final = {
    "load, cold": r"round 1  parse\+DAG ([\d.]+) ms",
    "new instance, cold": r"round 1 .*initialize ([\d.]+) ms",
    "load": r"round 4  parse\+DAG ([\d.]+) ms",
    "new instance": r"round 4 .*initialize ([\d.]+) ms",
    "chain of 50 calculations": r"chain of 50 calculates +median ([\d.]+) ms",
    "relevance fan-out": r"gate fan-out +median ([\d.]+) ms",
    "ordinary answer": r"ordinary answers +median ([\d.]+) ms",
    "add 100 repeats": r"total\(newRepeat only\) ([\d.]+) ms",
    "memory (MB)": r"heap used ([\d.]+) MB",
}
NODE: Final = {
    "load": r"loadForm \(parse\) +([\d.]+) ms",
    "new instance": r"createInstance \(init\) +([\d.]+) ms",
    "chain of 50 calculations": r"chain of 50 calculates +([\d.]+) ms",
    "relevance fan-out": r"gate fan-out \(relevance\) +([\d.]+) ms",
    "ordinary answer": r"ordinary answers +([\d.]+) ms",
    "add 10 repeats": r"add 10 repeat instances +([\d.]+) ms",
    "memory (MB)": r"heap at end ([\d.]+) MB",
}

Figures = dict[str, float]


def main(arguments: list[str]) -> int:
    """Measure everything and print one table for each form; or, with ``--ours``, ourselves as JSON."""
    if arguments[:1] == ["--ours"]:
        print(json.dumps(ours(Path(arguments[1]))))  # noqa: T201 - the answer to the process that asked
        return 0
    if len(arguments) != 1 or not Path(arguments[0], "gen_form.py").exists():
        sys.stderr.write("The peers' programs are not here: give their folder. The engine is not compared.\n")
        return 0
    peers = Path(arguments[0]).resolve()
    FOLDER.mkdir(parents=True, exist_ok=True)
    console = Console()
    for name in forms(peers):
        columns = {
            "ours": asked([sys.executable, __file__, "--ours", str(FOLDER / name)], None),
            "JavaRosa": java(peers, FOLDER / f"{name}.xml"),
            "Web Forms": node(peers, FOLDER / f"{name}.xml"),
        }
        console.print(drawn(name, columns))
    return 0


def forms(peers: Path) -> Iterable[str]:
    """Make the forms that are measured, and yield their names."""
    from pyxform.xls2xform import convert

    workbooks = {f"questions-{count}": count for count in (1_000, 5_000)}
    for name, count in workbooks.items():
        file = FOLDER / f"{name}.xlsx"
        subprocess.run(
            [sys.executable, peers / "gen_form.py", str(count), file], check=True, capture_output=True
        )
    others = {"who-verbal-autopsy": peers.parent / "conformance" / "xlsforms" / "whova_form.xlsx"}
    for name, file in others.items():
        if file.exists():
            shutil.copyfile(file, FOLDER / f"{name}.xlsx")
            workbooks[name] = 0
    for name in workbooks:
        made = convert(str(FOLDER / f"{name}.xlsx"), validate=False)
        (FOLDER / f"{name}.xml").write_text(made.xform, "utf-8")
        yield name


# ourselves


def ours(form: Path) -> Figures:
    """Measure this program on one form, in a process of its own."""
    from interview_kit.interview.filling import Filling
    from interview_kit.protocol import library
    from interview_kit.protocol.xforms.reading import read_protocol

    figures: Figures = {}
    cached = form.with_suffix(".json"), form.with_suffix(".graph.json")
    xml = form.with_suffix(".xml")
    if not cached[0].exists() or cached[0].stat().st_mtime < xml.stat().st_mtime:
        start = time.perf_counter()
        loaded, _ = read_protocol(xml)
        figures["load, cold"] = since(start)
        cached[0].write_bytes(loaded.body)
        cached[1].write_text(json.dumps(loaded.form.graph.data()))
        again = subprocess.run(
            [sys.executable, __file__, "--ours", str(form)], check=True, capture_output=True, text=True
        )
        return figures | json.loads(again.stdout)
    body, graph = cached[0].read_bytes(), cached[1].read_text()
    gc.collect()
    before = resident()
    start = time.perf_counter()
    static = library.load_known(body, graph).form
    figures["load"] = since(start)
    start = time.perf_counter()
    filling = Filling(static)
    figures["new instance, cold"] = since(start)
    start = time.perf_counter()
    filling = Filling(static)
    figures["new instance"] = since(start)
    gc.collect()
    figures["memory (MB)"] = resident() - before
    return figures | _answered(filling)


def _answered(filling: object) -> Figures:
    from interview_kit.interview.filling import Filling

    assert isinstance(filling, Filling)
    paths = {path.rpartition("/")[2]: path for path, _ in filling.form.questions()}
    if "chain_root" not in paths:
        return {}

    def median(path: str, texts: Iterable[str]) -> float:
        return statistics.median(timed(partial(filling.answer, path, text)) for text in texts)

    figures = {
        "chain of 50 calculations": median(paths["chain_root"], map(str, range(100, 300))),
        "relevance fan-out": median(paths["gate"], "yn" * 50),
    }
    values = {"integer": "{}", "decimal": "{}.5", "text": "text {}", "date": "2024-01-02"}
    ordinary = []
    for number, (name, path) in enumerate(paths.items()):
        text = values.get(filling.form.at(path).node.type)
        if text and name not in ("chain_root", "gate") and not name.startswith("r_"):
            ordinary.append(timed(partial(filling.answer, path, text.format(number % 900))))
    figures["ordinary answer"] = statistics.median(ordinary)
    repeat = next(node.path for node in filling.form.nodes if node.node.kind == "repeat")
    times = [timed(lambda: filling.add(repeat)) for _ in range(100)]
    return figures | {"add 100 repeats": sum(times), "add 10 repeats": sum(times[:10])}


def timed(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    start = time.perf_counter()
    work()
    return since(start)


def since(start: float) -> float:
    """Return the time since ``start``."""
    return (time.perf_counter() - start) * 1000


def resident() -> float:
    """Return the memory this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


# peers


def java(peers: Path, form: Path) -> Figures:
    """Measure JavaRosa, warmed up by three rounds."""
    import pyxform

    jar = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    if shutil.which("javac") is None or not jar.exists():
        return {}
    classes = FOLDER / "classes"
    subprocess.run(["javac", "-cp", jar, "-d", classes, peers / "JrBench.java"], check=True)
    return asked(["java", "-cp", f"{jar}:{classes}", "JrBench", str(form), "4"], JAVA)


def node(peers: Path, form: Path) -> Figures:
    """Measure ODK Web Forms; ten repeats instead of a hundred, which take it minutes."""
    home = FOLDER / "node"
    if shutil.which("npm") is None:
        return {}
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}')
        subprocess.run(["npm", "install", "--silent", *WEB_FORMS], cwd=home, check=True, capture_output=True)
    program = [
        "node",
        "--expose-gc",
        "--max-old-space-size=6000",
        str(peers / "bench_engine.mjs"),
        str(form.resolve()),
    ]
    return asked([*program, "jsdom"], NODE, folder=home, BENCH_NODE=f"{home.resolve()}/", REPS="10")


def asked(
    command: list[str], patterns: dict[str, str] | None, folder: Path | None = None, **more: str
) -> Figures:
    """Run a program and read its figures: JSON, or by pattern. One that ends early has told what it told."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **more}, check=False, capture_output=True, text=True
    )
    if patterns is None:
        if done.returncode:
            raise SystemExit(done.stderr)
        figures: Figures = json.loads(done.stdout)
        return figures
    found = {name: re.search(pattern, done.stdout) for name, pattern in patterns.items()}
    return {name: float(match[1]) for name, match in found.items() if match}


def drawn(name: str, columns: dict[str, Figures]) -> Table:
    """Return the table of one form: our figures, and each peer's with the ratio of ours to it."""
    table = Table("what", *columns, title=name, box=None, title_justify="left")
    own = columns["ours"]
    for what in dict.fromkeys(what for figures in columns.values() for what in figures):
        cells = []
        for peer, figures in columns.items():
            value = figures.get(what)
            if value is None:
                cells.append("")
            elif peer == "ours" or what not in own:
                cells.append(f"{value:.3g}")
            else:
                cells.append(f"{value:.3g}  ({own[what] / value:.3g})" if value else f"{value:.3g}")
        table.add_row(what, *cells)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
