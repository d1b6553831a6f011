"""The one error tree.

    KitError                 anything a person can be told about, by code
    ├── InputError           what was typed, named or handed over is not usable; ask again
    │   └── AnswersError     several answers are not usable, each for a reason of its own
    ├── RefusedError         what arrived from elsewhere (bundle, pack, request, receipt) was not accepted
    └── StorageError         the disk did not do what was asked; the previous state is intact

A code is ``room.what-happened``; its words live in ``resources/translations/<language>/<room>.json``
and are looked up by :mod:`interview_kit.messages`. Parameters are names, paths, counts and key ids,
never testimony: an error may end up on a screen somebody else sees.
"""

from __future__ import annotations

from collections.abc import Sequence

Parameter = str | int


class KitError(Exception):
    """Something a person can be told about.

    ``code`` names the message in the catalogue, ``parameters`` fill it in.
    """

    def __init__(self, code: str, **parameters: Parameter) -> None:
        self.code = code
        self.parameters = parameters
        super().__init__(code)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in sorted(self.parameters.items()))
        return f"{self.code} ({details})" if details else self.code


class InputError(KitError):
    """What was typed, named or handed over cannot be used; nothing has changed."""


class AnswersError(InputError):
    """Several answers cannot be used; ``reasons`` says why, one for each."""

    def __init__(self, reasons: Sequence[InputError]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("interview.answers-refused", count=len(self.reasons))


class RefusedError(KitError):
    """What arrived from elsewhere was not accepted, as a whole; nothing has changed."""


class StorageError(KitError):
    """The disk did not do what was asked; the previous state is intact."""
