"""A bar for what takes longer than a moment, where somebody is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from interview_kit.commands.speech import Speech


@contextmanager
def shown(speech: Speech, key: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while the context lasts; what is yielded takes how much is done, and how much there is."""
    screen = Console(stderr=True)
    with Progress(console=screen, disable=speech.as_json or not screen.is_terminal, transient=True) as bar:
        task = bar.add_task(speech.text(key))
        yield lambda done, total: bar.update(task, completed=done, total=total)
