"""Run a file of conformance cases: ``python tests/conformance/run.py FILE``.

One line per failure, then ``N passed, M failed``. The exit status is 0 only if every failure is listed
with its reason in ``known_differences.json`` beside this file.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # the project, when run as a script

#: The id of a case and what is wrong with it, if anything.
Outcome: TypeAlias = tuple[str, str | None]


def known_differences() -> dict[str, str]:
    """Return the cases decided against, each with its reason."""
    known: dict[str, str] = json.loads((HERE / "known_differences.json").read_text("utf-8"))
    return known


def outcomes(file: Path) -> Iterator[Outcome]:
    """Run every case of a file, whatever its shape; a shape that cannot be run is a ValueError."""
    return _runner(file)(file)


def _runner(file: Path) -> Callable[[Path], Iterator[Outcome]]:
    if file.suffix in (".json", ".gz"):
        body = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        cases = json.loads(body)
        if isinstance(cases, list) and cases and "expr" in cases[0]:
            return lambda _: _expressions(cases)
        if isinstance(cases, list) and cases and "steps" in cases[0]:
            return lambda _: _traces(cases)
    raise ValueError(f"{file.name} is neither a file of expression cases nor one of recorded forms")


def _traces(traces: list[dict[str, Any]]) -> Iterator[Outcome]:
    from tests.conformance.form_traces import failure_of

    for trace in traces:
        failure = failure_of(trace)
        yield trace["id"], None if failure is None else f"{trace['test'][-120:]}: {failure}"


def _expressions(cases: list[dict[str, Any]]) -> Iterator[Outcome]:
    from tests.conformance.xpath_cases import failure_of

    for case in cases:
        failure = failure_of(case)
        yield case["id"], None if failure is None else f"{case['expr']} {failure}"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: run.py FILE\n")
        return 2
    known = known_differences()
    passed, failures = 0, []
    try:
        for identifier, failure in outcomes(Path(arguments[0])):
            if failure is None:
                passed += 1
                continue
            failures.append(identifier)
            reason = f" (known: {known[identifier]})" if identifier in known else ""
            sys.stdout.write(f"{identifier}: {failure}{reason}\n")
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{passed} passed, {len(failures)} failed\n")
    return 0 if all(identifier in known for identifier in failures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
