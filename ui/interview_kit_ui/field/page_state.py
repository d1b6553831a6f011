"""What a page remembers of what was done on it, also while it is not there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass
class PageState:
    """Stable paths of one section."""

    #: Instances whose questions are shown, and those known so far.
    opened: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    #: Questions that were asked openly first.
    asked_openly: set[str] = field(default_factory=set)

    def meet(self, instances: Sequence[str]) -> str:
        """Open the last of the instances that were not there before, and return it; empty for none."""
        new = [stable for stable in instances if stable not in self.known]
        self.opened |= set(new[-1:])
        self.known |= set(new)
        return new[-1] if new else ""

    def forget(self, there: Collection[str]) -> set[str]:
        """Forget the instances that are no longer ``there``, and return them."""
        gone = self.known - set(there)
        self.known -= gone
        self.opened -= gone
        return gone

    def close_all(self, repeat: str) -> None:
        """Close every instance of a repeat, and what is opened inside them."""
        self.opened = {stable for stable in self.opened if not stable.startswith(f"{repeat}[")}
