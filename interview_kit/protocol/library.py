"""Reading protocols, and the ones that ship with the program."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from interview_kit.crypto import canonical
from interview_kit.crypto.canonical import JsonValue
from interview_kit.data import shipped
from interview_kit.errors import InputError
from interview_kit.files import read_bounded
from interview_kit.protocol.form import Form
from interview_kit.protocol.graph import GraphData
from interview_kit.protocol.model import Node, Protocol

MAX_BYTES: Final = 16 * 1024 * 1024
#: Nodes a protocol may have.
MAX_NODES: Final = 10_000
#: Characters its texts may have.
MAX_TEXTS: Final = MAX_BYTES
#: Groups that may lie inside each other.
MAX_DEPTH: Final = 28


@dataclass(frozen=True)
class LoadedProtocol:
    """A protocol with its one canonical encoding. ``digest`` (SHA-256) is what bundles and journals name."""

    protocol: Protocol
    body: bytes
    digest: bytes
    #: What depends on what, where it was found before.
    graph: GraphData | None = None

    @cached_property
    def form(self) -> Form:
        """The protocol prepared for conducting: its nodes, and what depends on what."""
        return Form(self.protocol, self.graph)

    def reference(self) -> dict[str, JsonValue]:
        """Return how other documents name this protocol version."""
        return {
            "id": self.protocol.id,
            "version": self.protocol.version,
            "digest": self.digest.hex(),
        }


def from_model(protocol: Protocol) -> LoadedProtocol:
    """Encode a protocol canonically; what is at its default is left out.

    Raises :class:`InputError` ``protocol.…`` where it is larger or deeper than any may be.
    """
    if sum(1 for _ in protocol.walk()) > MAX_NODES:
        raise InputError("protocol.too-large", name=protocol.key)
    if _depth(protocol.children) > MAX_DEPTH:
        raise InputError("protocol.too-deep", name=protocol.key, depth=MAX_DEPTH)
    written = protocol.model_dump(mode="json", exclude_defaults=True)
    body = canonical.encode(written | {"format": protocol.format})
    if len(body) > MAX_BYTES:
        raise InputError("protocol.too-large", name=protocol.key)
    return LoadedProtocol(protocol, body, hashlib.sha256(body).digest())


def _depth(nodes: tuple[Node, ...]) -> int:
    return max((1 + _depth(node.children) for node in nodes if node.children), default=0)


@functools.lru_cache(maxsize=32)
def load(body: bytes, *, name: str) -> LoadedProtocol:
    """Read and check a protocol in JSON; ``name`` says in errors where it came from.

    Raises :class:`InputError` ``protocol.…``.
    """
    if len(body) > MAX_BYTES:
        raise InputError("protocol.too-large", name=name)
    try:
        protocol = Protocol.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(map(str, first["loc"])) or "/"
        raise InputError("protocol.invalid", name=name, where=where, why=first["msg"]) from None
    loaded = from_model(protocol)
    _ = loaded.form  # what cannot be conducted is refused now, not in front of a witness
    return loaded


@functools.lru_cache(maxsize=32)
def load_known(body: bytes, graph: str) -> LoadedProtocol:
    """Read a protocol that was loaded before, with the graph that was found then, in JSON.

    Nothing is checked again: both must come from where only this program writes.
    """
    protocol = Protocol.model_validate_json(body)
    return LoadedProtocol(protocol, body, hashlib.sha256(body).digest(), json.loads(graph))


def load_file(path: Path) -> LoadedProtocol:
    """Read and check a protocol file."""
    return load(read_bounded(path, MAX_BYTES), name=path.name)


@functools.cache
def shipped_protocols() -> tuple[LoadedProtocol, ...]:
    """Return the protocols that ship with the program."""
    files = sorted(shipped("resources", "protocols").glob("*.json"))
    return tuple(load_file(file) for file in files)


def find(loaded: tuple[LoadedProtocol, ...], key: str) -> LoadedProtocol:
    """Return the protocol ``id`` (its latest version) or ``id@version`` names.

    Raises :class:`InputError` ``protocol.unknown``.
    """
    fitting = [one for one in loaded if key in (one.protocol.id, one.protocol.key)]
    if not fitting:
        raise InputError("protocol.unknown", key=key[:100])
    return max(fitting, key=lambda one: _version_order(one.protocol.version))


def _version_order(version: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in version.split("."))
