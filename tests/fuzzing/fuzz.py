"""Fuzzes one reader, guided by which lines of ours its input reaches.

    python -m tests.fuzzing.fuzz TARGET [--planted] [libFuzzer's arguments and folders]

``--planted`` plants a fault in the program, which must be found.
"""

from __future__ import annotations

import sys
from typing import Final

import atheris

with atheris.instrument_imports(include=["interview_kit"]):
    from tests.fuzzing import mutators
    from tests.fuzzing.planted import FAULTS
    from tests.fuzzing.targets import TARGETS

_PLANTED: Final = "--planted"


def main(arguments: list[str]) -> None:
    """Fuzz until libFuzzer ends; it ends this process too."""
    program, name, *more = arguments
    target = TARGETS[name]
    if _PLANTED in more:
        more.remove(_PLANTED)
        FAULTS[name]()
    options = [program, f"-max_len={target.longest}", *more]
    if target.made_of in mutators.KINDS:
        atheris.Setup(options, target, custom_mutator=mutators.KINDS[target.made_of](_any_change))
    else:
        atheris.Setup(options, target)
    atheris.Fuzz()


def _any_change(data: bytes, longest: int) -> bytes:
    """Name the function anew each time: once fuzzing begins, atheris has put another one in its place."""
    changed: bytes = atheris.Mutate(data, longest)
    return changed


if __name__ == "__main__":
    main(sys.argv)
