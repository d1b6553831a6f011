"""What of a form this program keeps without acting upon it: said once for each place."""

from __future__ import annotations

from interview_kit.errors import InputError


class Warnings:
    """A list of messages in the order they came up, each once. They are never raised."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], InputError] = {}

    def add(self, code: str, **parameters: str | int) -> None:
        """Note a warning by its message code."""
        self._found.setdefault((code, repr(sorted(parameters.items()))), InputError(code, **parameters))

    @property
    def all(self) -> tuple[InputError, ...]:
        """Every warning."""
        return tuple(self._found.values())
