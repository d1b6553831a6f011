"""A disk whose battery may die: what was written, what of it would have lasted, and calls that fail.

``disk.c`` is loaded before the C library and tells what a process does below one folder. :class:`Disk`
follows that log and knows at every operation what a loss of power would leave: of a file what was synced, of
a folder the names there were when the folder was synced. What was not synced may have arrived or not.
"""

from __future__ import annotations

import ctypes
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).with_name("disk.c")
ROOT: Final = SOURCE.parents[2]
LIBRARY: Final = ROOT / "build" / "faults" / "disk.so"
_HEAD: Final = 21
_SECTOR: Final = 512


def environment() -> dict[str, str]:
    """Return the environment of a process below which the disk can fail; compile what it needs."""
    if not LIBRARY.exists() or LIBRARY.stat().st_mtime < SOURCE.stat().st_mtime:
        LIBRARY.parent.mkdir(parents=True, exist_ok=True)
        made = LIBRARY.with_name(f"{os.getpid()}.so")
        command = ("gcc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", made, SOURCE)
        subprocess.run([*command, "-ldl", "-lpthread"], check=True)
        made.replace(LIBRARY)
    return os.environ | {"LD_PRELOAD": str(LIBRARY), "PYTHONPATH": os.pathsep.join(sys.path)}


class Control:
    """What the layer below this process can be told. The process must have been started over it."""

    def __init__(self) -> None:
        self._layer = ctypes.CDLL(None)
        for name in ("disk_count", "disk_fired"):
            getattr(self._layer, name).restype = ctypes.c_long

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """Count, and where there is a log note, everything below ``folder`` from now on."""
        self._layer.disk_watch(os.fsencode(folder), os.fsencode(log) if log else b"")

    def fail(self, at: int, error: int, *, once: bool) -> None:
        """Let the ``at``-th call from now fail, and where not ``once`` every later one; 0: none."""
        self._layer.disk_fail(ctypes.c_long(at), error, int(once))

    def kill(self, at: int) -> None:
        """Kill the process in the ``at``-th call from now."""
        self._layer.disk_kill(ctypes.c_long(at))

    def mark(self, text: str) -> None:
        """Note in the log what was acknowledged."""
        self._layer.disk_mark(text.encode())

    @property
    def count(self) -> int:
        """How many calls there were since something was armed."""
        return int(self._layer.disk_count())

    @property
    def fired(self) -> int:
        """How many of them failed."""
        return int(self._layer.disk_fired())


@dataclass(frozen=True, slots=True)
class Operation:
    """One record of the log."""

    kind: str
    handle: int
    number: int
    first: bytes
    second: bytes


def read_log(log: Path) -> Iterator[Operation]:
    """Yield what was noted; a record that a kill cut off is none."""
    data, at = log.read_bytes(), 0
    while at + _HEAD <= len(data):
        handle = int.from_bytes(data[at + 1 : at + 5], "little")
        number = int.from_bytes(data[at + 5 : at + 13], "little", signed=True)
        sizes = [int.from_bytes(data[at + place : at + place + 4], "little") for place in (13, 17)]
        texts, end = at + _HEAD, at + _HEAD + sum(sizes)
        middle = texts + sizes[0]
        yield Operation(chr(data[at]), handle, number, data[texts:middle], data[middle:end])
        at = end


class Loss(StrEnum):
    """What a crash takes with it."""

    NOTHING = "nothing"  # kill -9: the system still has it all
    UNSYNCED = "all that was not synced"
    SOME = "some of what was not synced"


@dataclass(slots=True)
class File:
    """A file: as programs see it, as the disk has it, and the writes between the two."""

    live: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        self.pending.append((offset, data))
        _apply(self.live, offset, data)

    def truncate(self, size: int) -> None:
        self.pending.append((size, None))
        _apply(self.live, size, None)

    def sync(self) -> None:
        self.durable, self.pending = bytes(self.live), []

    def after(self, loss: Loss, chance: random.Random) -> bytes:
        if loss is Loss.NOTHING:
            return bytes(self.live)
        left = bytearray(self.durable)
        if loss is Loss.SOME:
            for offset, data in self.pending:
                for part, piece in _torn(offset, data, chance):
                    _apply(left, part, piece)
        return bytes(left)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def _torn(offset: int, data: bytes | None, chance: random.Random) -> Iterator[tuple[int, bytes | None]]:
    """Yield what of one write arrived: all, nothing, or some of its sectors."""
    fate = chance.choice(("all", "nothing", "torn"))
    if fate == "all" or (fate == "torn" and data is None and chance.random() < 0.5):
        yield offset, data
    elif fate == "torn" and data is not None:
        start = 0
        while start < len(data):
            end = min(len(data), start + _SECTOR - (offset + start) % _SECTOR)
            if chance.random() < 0.5:
                yield offset + start, data[start:end]
            start = end


@dataclass(slots=True)
class Folder:
    """A folder: the names in it now, those the disk has, and what was done to them in between."""

    live: dict[str, File | Folder] = field(default_factory=dict)
    durable: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[dict[str, File | Folder | None]] = field(default_factory=list)

    def change(self, names: dict[str, File | Folder | None]) -> None:
        self.pending.append(names)
        _rename(self.live, names)

    def sync(self) -> None:
        self.durable, self.pending = dict(self.live), []

    def after(self, loss: Loss, chance: random.Random) -> dict[str, File | Folder]:
        if loss is Loss.NOTHING:
            return self.live
        left = dict(self.durable)
        if loss is Loss.SOME:  # a file system keeps the order of what happened to one folder
            for names in self.pending[: chance.randint(0, len(self.pending))]:
                _rename(left, names)
        return left


def _rename(entries: dict[str, File | Folder], names: dict[str, File | Folder | None]) -> None:
    for name, node in names.items():
        if node is None:
            entries.pop(name, None)
        else:
            entries[name] = node


class Disk:
    """What is on the disk below one folder, followed from a start at which all was synced."""

    def __init__(self, folder: Path) -> None:
        self._base = str(folder)
        self._root = _read(folder)
        self._handles: dict[int, File | Folder] = {}

    def follow(self, operation: Operation) -> None:
        """Do what the process did."""
        match operation.kind:
            case "o":
                self._open(operation)
            case "w":
                self._file(operation).write(operation.number, operation.first)
            case "t":
                self._file(operation).truncate(operation.number)
            case "s":
                self._handles[operation.handle].sync()
            case "d":
                folder, name = self._place(operation.first)
                folder.change({name: Folder()})
            case "u":
                folder, name = self._place(operation.first)
                folder.change({name: None})
            case "r":
                self._rename(operation)

    def _file(self, operation: Operation) -> File:
        found = self._handles[operation.handle]
        assert isinstance(found, File)
        return found

    def _open(self, operation: Operation) -> None:
        if operation.first.decode() == self._base:
            self._handles[operation.handle] = self._root
            return
        folder, name = self._place(operation.first)
        if name not in folder.live:
            assert operation.number & 1, f"{name} was made where nobody saw it"
            folder.change({name: File()})
        node = folder.live[name]
        if operation.number & 2 and isinstance(node, File):
            node.truncate(0)
        self._handles[operation.handle] = node

    def _rename(self, operation: Operation) -> None:
        source, old = self._place(operation.first)
        target, new = self._place(operation.second)
        node = source.live[old]
        if source is target:
            source.change({old: None, new: node})
        else:
            source.change({old: None})
            target.change({new: node})

    def _place(self, path: bytes) -> tuple[Folder, str]:
        *parents, name = path.decode().removeprefix(self._base).strip("/").split("/")
        node: File | Folder = self._root
        for parent in parents:
            assert isinstance(node, Folder)
            node = node.live[parent]
        assert isinstance(node, Folder)
        return node, name

    def write(self, target: Path, loss: Loss, chance: random.Random) -> None:
        """Write down what a crash at this moment would leave."""
        _write(self._root, target, loss, chance)

    def differences(self) -> list[str]:
        """Return where the real folder is not as it was followed: there, something went unseen."""
        mine, real = dict(_files(self._root, "")), dict(_files(_read(Path(self._base)), ""))
        return sorted(name for name in mine.keys() | real.keys() if mine.get(name) != real.get(name))


def _read(folder: Path) -> Folder:
    entries: dict[str, File | Folder] = {}
    for path in folder.iterdir():
        if path.is_dir():
            entries[path.name] = _read(path)
        else:
            content = path.read_bytes()
            entries[path.name] = File(bytearray(content), content)
    return Folder(entries, dict(entries))


def _write(folder: Folder, target: Path, loss: Loss, chance: random.Random) -> None:
    target.mkdir()
    for name, node in folder.after(loss, chance).items():
        if isinstance(node, Folder):
            _write(node, target / name, loss, chance)
        else:
            (target / name).write_bytes(node.after(loss, chance))


def _files(folder: Folder, above: str) -> Iterator[tuple[str, bytes | None]]:
    for name, node in folder.live.items():
        if isinstance(node, Folder):
            yield above + name, None
            yield from _files(node, f"{above}{name}/")
        else:
            yield above + name, bytes(node.live)
