"""What attacks are made of: bundles that are genuine, and the forgers who have taken them apart.

Made once and copied, because passphrases are slow on purpose. Keys, ids and times are new each time; which
byte an attack changes, and into what, follows from a seed.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from interview_kit.bundle.export import export
from interview_kit.crypto.age import HybridIdentity
from interview_kit.office.intake import import_bundles
from interview_kit.trust import custody, own
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import Forger, take_apart
from tests.stations import (
    CUSTODIAN_PASSPHRASE,
    Stations,
    enrol,
    enrolled_stations,
    introduce,
    record_and_seal,
)

#: Its name, which says what was done, and the file that arrives.
Case = tuple[str, bytes]
#: Yields cases in an order that chance decides, so that the first few are a fair sample.
Cases = Callable[["Scene", random.Random], Iterator[Case]]

Item = TypeVar("Item")


def shuffled(chance: random.Random, items: Iterable[Item]) -> list[Item]:
    """Return things in an order that chance decides."""
    found = list(items)
    chance.shuffle(found)
    return found


@dataclass(frozen=True)
class Scene:
    """An office that holds one interview already, and what a forger may have got hold of.

    ``stations`` has the laptop, a ``colleague``'s laptop, the office, and an ``other`` office that has
    enrolled the laptop too; ``practice`` is a laptop and an office for practice.
    """

    stations: Stations
    practice: Stations

    @cached_property
    def genuine(self) -> bytes:
        """The laptop's first bundle, which the office does not have yet."""
        return self.stations.bundle.read_bytes()

    @cached_property
    def second(self) -> bytes:
        """The laptop's second bundle, which the office has."""
        return _bundle(self.stations, "second").read_bytes()

    @cached_property
    def _first(self) -> Forger:
        return take_apart(self.stations)

    @cached_property
    def _second(self) -> Forger:
        return take_apart(self.stations, _bundle(self.stations, "second"))

    @cached_property
    def _colleagues(self) -> Forger:
        forger = take_apart(self.stations, _bundle(self.stations, "third"))
        with self.stations.open("colleague") as colleague:
            forger.keys = own.signing_keys(colleague)
        return forger

    @cached_property
    def _practised(self) -> Forger:
        forger = take_apart(self.practice)
        forger.purpose = Purpose.PRACTICE
        return forger

    def forger(self) -> Forger:
        """The parts of the first bundle."""
        return self._first.copy()

    def second_forger(self) -> Forger:
        """The parts of the second one."""
        return self._second.copy()

    def colleague(self) -> Forger:
        """The parts of a bundle from another laptop that the office has enrolled."""
        return self._colleagues.copy()

    def practised(self) -> Forger:
        """The parts of a bundle of the practice laptop."""
        return self._practised.copy()

    @cached_property
    def others(self) -> HybridIdentity:
        """What the other office opens bundles with."""
        with self.stations.open("other") as office:
            return own.identity(office)

    @cached_property
    def custodian(self) -> HybridIdentity:
        """What the custodian opens identities with."""
        with self.stations.office() as office:
            return custody.identities(office, CUSTODIAN_PASSPHRASE)[0]

    def office(self, name: str) -> Workspace:
        """Open the ``office``, the ``other`` one, or the one for ``practice``."""
        return self.practice.office() if name == "practice" else self.stations.open(name)

    def copied_to(self, folder: Path) -> Scene:
        """Return the same scene with workspaces of its own."""
        return Scene(self.stations.copied_to(folder / "real"), self.practice.copied_to(folder / "practice"))


def prepared(folder: Path) -> Scene:
    """Make a scene."""
    stations = enrolled_stations(folder / "real").with_office("other").with_laptop("colleague")
    with stations.laptop() as laptop, stations.office() as office, stations.open("other") as other:
        record_and_seal(laptop)
        export(laptop, stations.stick)
        enrol(laptop, other, stations.stick)
        shutil.copy(record_and_seal(laptop, "witness-1.json").file, stations.new_folder("second"))
        import_bundles(office, [stations.new_folder("second")])
        with stations.open("colleague") as colleague:
            introduce(colleague, office, stations.stick)
            shutil.copy(record_and_seal(colleague, "witness-3.json").file, stations.new_folder("third"))
    practice = enrolled_stations(folder / "practice", Purpose.PRACTICE)
    with practice.laptop() as laptop:
        record_and_seal(laptop)
        export(laptop, practice.stick)
    return Scene(stations, practice)


def _bundle(stations: Stations, folder: str) -> Path:
    (file,) = stations.new_folder(folder).glob("*.ikb")
    return file
