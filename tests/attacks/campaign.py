"""A campaign against an office's intake: kinds of attacks, and what becomes of each case.

Every case goes to the reader that intake uses, with the office's keys in memory. Some of each kind go the
whole way through intake, and what the archive holds is compared before and after.
"""

from __future__ import annotations

import io
import random
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from interview_kit.bundle.opening import Verified, verify
from interview_kit.errors import KitError, RefusedError
from interview_kit.files import remove_durably
from interview_kit.interview import reading
from interview_kit.office import archive, chains, statistics
from interview_kit.office.intake import import_bundles
from interview_kit.office.reader import Reader
from interview_kit.office.remarks import remarks
from interview_kit.vault.workspace import QUARANTINE, Workspace
from tests.attacks.refusals import content, digest_of
from tests.attacks.scene import Case, Cases, Scene
from tests.attacks.watch import watched

ACCEPTED: Final = "accepted"
#: Of each kind, so many cases first and then one in so many go the whole way.
FIRST: Final = 3
EVERY: Final = 100
#: Of a kind that may be accepted, so many go into the archive.
TAKEN_IN: Final = 10


@dataclass(frozen=True)
class Kind:
    """One way to attack. ``codes`` are the reasons for which it may be refused, and no others."""

    name: str
    #: The invariant it is about, as the design numbers them.
    invariant: int
    cases: Cases
    codes: frozenset[str]
    #: Which office of the scene reads it.
    at: str = "office"
    #: What reads it, where not the bundle as a whole is asked about.
    reads: Callable[[Desk, bytes], object] | None = None
    #: How it goes the whole way then, in an archive of its own.
    reads_whole: Callable[[Desk, bytes], object] | None = None
    #: How many cases a short campaign tries.
    sample: int = 40
    #: Whether some may be accepted: who holds a laptop's keys can tell any story that holds together.
    may_pass: bool = False


@dataclass
class Tally:
    """What a campaign did with one kind."""

    name: str
    cases: int = 0
    whole: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    #: Refused, and for a reason that belongs to another kind.
    otherwise: int = 0
    #: Cases after which the archive was another one.
    changed: int = 0
    slowest: float = 0.0
    largest: int = 0
    seconds: float = 0.0
    #: What is wrong, in words.
    findings: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """How many were taken for genuine."""
        return self.codes[ACCEPTED]

    @property
    def refused(self) -> int:
        """How many were refused, for whatever reason."""
        return self.codes.total() - self.codes[ACCEPTED]


class Desk:
    """Where an office reads what arrives."""

    def __init__(self, office: Workspace, scene: Scene, incoming: Path) -> None:
        self.office = office
        self.scene = scene
        self.reader = Reader.of(office)
        self.folder = incoming
        self._file = incoming / "arrived.ikb"

    def read(self, data: bytes) -> Verified:
        """Read and check a bundle as intake does, without an archive."""
        return verify(
            io.BytesIO(data),
            identities=self.reader.identities,
            custodians=self.reader.custodians,
            purpose=self.reader.purpose,
            trusted=self.reader.trusted,
        )

    def put(self, data: bytes) -> Path:
        """Return the file in which these bytes arrive."""
        self._file.write_bytes(data)
        return self._file

    def import_whole(self, data: bytes) -> str:
        """Import a file; return why it is in quarantine, which is emptied again, or that it is not there."""
        report = import_bundles(self.office, [self.put(data)])
        if not report.quarantined:
            return ACCEPTED
        (waiting,) = archive.quarantine(self.office)
        assert (waiting.digest, waiting.error.code) == (
            digest_of(self._file),
            report.quarantined[0].error.code,
        ), "what was refused does not wait in quarantine"
        self.office.database.run("DELETE FROM quarantined")
        remove_durably(self.office.folder / QUARANTINE / waiting.file)
        return waiting.error.code

    def take_in(self, data: bytes) -> str:
        """Import a file that may be accepted, and look at everything an office looks at."""
        code = self.import_whole(data)
        chains.chains(self.office)
        for row in archive.listing(self.office):
            for language in ("en", "ko"):
                remarks(row, language)
                reading.sections(row.protocol, row.answers, row.calculated, row.apart, language)
        for field_ in statistics.fields(self.office):
            statistics.table(self.office, field_.path)
        return code

    def state(self) -> object:
        """Return everything that a refused bundle must leave as it was."""
        around = self.office.folder.parent.rglob("*")
        kept = ("store.db-wal", "store.db-shm", self._file.name)
        return content(self.office), sorted(str(path) for path in around if path.name not in kept)


@contextmanager
def desk(scene: Scene, at: str, folder: Path) -> Iterator[Desk]:
    """Open a copy of the office at which a kind of attack arrives."""
    with scene.copied_to(folder).office(at) as office:
        yield Desk(office, scene, folder)


def attack(
    kind: Kind,
    at: Desk,
    seed: int,
    limit: int | None = None,
    noted: Callable[[str], object] = lambda name: None,
) -> Tally:
    """Try the cases of a kind, or as many as ``limit`` says; ``noted`` hears of each before it is tried."""
    chance = random.Random(f"{seed} {kind.name}")  # noqa: S311 - to be drawn again from a seed
    tally = Tally(kind.name)
    for number, case in enumerate(islice(kind.cases(at.scene, chance), limit)):
        noted(case[0])
        code = _try(kind, case, at, tally)
        if kind.may_pass:
            if code == ACCEPTED and tally.whole < TAKEN_IN:
                _take_in(kind, case, at, tally)
        elif number < FIRST or number % EVERY == 0:
            _try_whole(kind, case, at, tally, code)
    return tally


def _try(kind: Kind, case: Case, at: Desk, tally: Tally) -> str:
    name, data = case
    with watched() as cost:
        code, crash = _outcome(lambda: (kind.reads or Desk.read)(at, data))
    tally.cases += 1
    tally.slowest, tally.largest = max(tally.slowest, cost.seconds), max(tally.largest, cost.memory)
    tally.seconds += cost.seconds
    _judge(kind, name, tally, code, crash or cost.too_much)
    return code


def _judge(kind: Kind, name: str, tally: Tally, code: str, crash: str) -> None:
    if crash:
        tally.crashes += 1
        tally.findings.append(f"{kind.name}: {name}: {crash}")
        return
    tally.codes[code] += 1
    if kind.may_pass or code in kind.codes:
        return
    tally.otherwise += code != ACCEPTED
    tally.findings.append(f"{kind.name}: {name}: {code}")


def _try_whole(kind: Kind, case: Case, at: Desk, tally: Tally, expected: str) -> None:
    """Let a case go the whole way. It must be refused for the reason its reader gives."""
    name, data = case
    before = at.state()
    if kind.reads_whole is None:
        code, crash = _outcome(lambda: at.import_whole(data))
    else:
        with (
            tempfile.TemporaryDirectory(dir=at.folder) as folder,
            desk(at.scene, kind.at, Path(folder)) as own,
        ):
            code, crash = _outcome(lambda: kind.reads_whole and kind.reads_whole(own, data))
    tally.whole += 1
    if crash or code != expected:
        tally.crashes += 1
        tally.findings.append(f"{kind.name}: {name}: {crash or code} from intake, {expected} from its reader")
    if at.state() != before:
        tally.changed += 1
        tally.findings.append(f"{kind.name}: {name}: the archive is another one")


def _take_in(kind: Kind, case: Case, at: Desk, tally: Tally) -> None:
    """Let a story that holds together into the archive. Nobody may stumble over it there."""
    name, data = case
    tally.whole += 1
    code, crash = _outcome(lambda: at.take_in(data))
    if crash or code != ACCEPTED:
        tally.crashes += 1
        tally.findings.append(f"{kind.name}: {name}: {crash or code} in the archive")


def _outcome(act: Callable[[], object]) -> tuple[str, str]:
    """Return the code with which something ended, and what went wrong where it ended in no such way."""
    try:
        done = act()
    except RefusedError as refused:
        return refused.code, ""
    except KitError as error:  # intake takes it for a stumble of our own, and has no words for the reason
        return "", f"{type(error).__name__} {error.code}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        *_, last = traceback.extract_tb(error.__traceback__)
        return "", f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
    return (done if isinstance(done, str) else ACCEPTED), ""
