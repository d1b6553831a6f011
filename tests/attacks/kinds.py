"""Every kind of attack there is, by name."""

from __future__ import annotations

from typing import Final

from tests.attacks import (
    addressees,
    bombs,
    chains,
    chunks,
    clocks,
    envelopes,
    heads,
    identities,
    layouts,
    manifests,
    sshsigs,
    stories,
    tarheaders,
    words,
)
from tests.attacks.campaign import Kind

_ROOMS: Final = (
    envelopes,
    chunks,
    addressees,
    heads,
    sshsigs,
    layouts,
    tarheaders,
    manifests,
    stories,
    chains,
    clocks,
    identities,
    words,
    bombs,
)
KINDS: Final[dict[str, Kind]] = {kind.name: kind for room in _ROOMS for kind in room.KINDS}
assert len(KINDS) == sum(len(room.KINDS) for room in _ROOMS), "two kinds of one name"
