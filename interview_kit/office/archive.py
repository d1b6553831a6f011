"""The archive: what the office holds, by pseudonym.

Identities are opened by the custodian alone, and logged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interview_kit.bundle import identity as identities
from interview_kit.bundle.identity import Identity
from interview_kit.bundle.manifest import Manifest
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import storage_error, write_atomically
from interview_kit.interview.course import Course
from interview_kit.interview.course import from_json as course_from_json
from interview_kit.interview.journal import now
from interview_kit.office.reader import Reader
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.trust import custody, own
from interview_kit.trust.roster import Laptop, line, roster
from interview_kit.trust.signed import Document
from interview_kit.vault import protocols
from interview_kit.vault.header import Role
from interview_kit.vault.interviews import one_by_prefix
from interview_kit.vault.workspace import SEALED, Workspace


@dataclass(frozen=True, slots=True)
class Archived:
    """One interview in the archive, by its latest bundle."""

    interview: str
    bundle: bytes
    manifest: Manifest
    #: Readable path to answer.
    answers: dict[str, JsonValue]
    #: Paths of answers that only the custodian can read.
    apart: tuple[str, ...]
    #: Results of calculations by readable path.
    calculated: dict[str, JsonValue]
    #: Stable id of each repeat instance by its readable path; empty where the archive is older than such ids.
    instances: dict[str, str]
    protocol: LoadedProtocol
    laptop: str
    file: Path
    imported: str
    course: Course
    #: Key id to name, for those authors of the journal who are the laptop that sealed it, with other keys; of
    #: others the journal says so, and nobody signed it.
    authors: dict[str, str]
    #: How many bundles with different heads tell of this interview; more than one is a conflict to look at.
    heads: int
    #: Last key id in the line of successions of the laptop it counts for.
    line: str
    #: Later interviews about this one, in the order in which they follow one another.
    amendments: tuple[Archived, ...] = ()
    #: What held amendments say of consent. They do not count; but what they take back, nobody may use.
    held_consent: tuple[dict[str, str], ...] = ()

    @property
    def consent(self) -> dict[str, str]:
        """Scope to what the witness says now: in the interview, and in what was sealed about it since.

        Where amendments that do not know of each other differ, the one that allows less counts. Another
        laptop than the interview's, or one whose bundle is held, may only lessen what is allowed.
        """
        said = dict(self.manifest.consent)
        own = [one for one in self.amendments if one.line == self.line]
        others = [one.manifest.consent for one in self.amendments if one.line != self.line]
        others += self.held_consent
        for scope in {scope for one in (*others, *(one.manifest.consent for one in own)) for scope in one}:
            words = _last_words(scope, own) or {said.get(scope, "NO")}
            words |= {one[scope] for one in others if one.get(scope, "YES") != "YES"}
            said[scope] = min(words, key=lambda word: (word == "YES", word))
        return said

    @property
    def sealed_by_office(self) -> bool:
        """Whether the office sealed it, because the interviewer could not."""
        return self.manifest.sealed_for is not None

    @property
    def state(self) -> str:
        """``received``, ``conflict`` where bundles contradict each other, or ``waiting``.

        An amendment waits while nothing that it is about has arrived.
        """
        if self.heads > 1:
            return "conflict"
        return "waiting" if self.manifest.amends else "received"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in quarantine, and why."""

    #: SHA-256 of the file, hex.
    digest: str
    #: Its name in the folder ``quarantine``.
    file: str
    error: RefusedError
    time: str


def listing(workspace: Workspace) -> list[Archived]:
    """Return every interview in the archive, the latest import first, each with what was sealed about it.

    An amendment is a row of its own only while it waits for what it is about.
    """
    workspace.must_be(Role.OFFICE)
    loaded = {one.digest: one for one in protocols.all_in(workspace)}
    laptops = roster(workspace)
    rows = workspace.database.run(
        "SELECT interview, id, manifest, body, protocol, laptop, file, imported,"
        " count(*) OVER (PARTITION BY interview)"
        " FROM bundle WHERE standing = 'accepted' ORDER BY number DESC, id"
    )
    every = [_archived(workspace, row, loaded, laptops) for row in rows]
    # An interview is told by its latest bundle; of amendments every bundle counts. What has a bundle that is
    # no amendment is an interview, whatever others say.
    told: dict[str, Archived] = {}
    for one in every:
        if not one.manifest.amends:
            told.setdefault(one.interview, one)
    amending = [one for one in every if one.manifest.amends and one.interview not in told]
    found = sorted([*told.values(), *amending], key=lambda one: one.imported, reverse=True)
    held = workspace.database.run("SELECT manifest FROM bundle WHERE standing = 'held'")
    manifests = [Manifest.model_validate_json(row[0]) for row in held]
    return _together(found, {one.bundle.hex(): one.interview for one in every}, manifests)


def _together(found: list[Archived], interviews: dict[str, str], held: list[Manifest]) -> list[Archived]:
    """Put amendments to the interviews they are about; ``interviews`` has the one of every bundle."""
    about: dict[str, list[Archived]] = {}
    held_about: dict[str, list[dict[str, str]]] = {}
    amended = {one.interview for one in found if not one.manifest.amends}
    for one in found:
        for interview in amended & {interviews.get(bundle) for bundle in one.manifest.amends}:
            about.setdefault(interview, []).append(one)
    for manifest in held:
        for interview in amended & {interviews.get(bundle) for bundle in manifest.amends}:
            held_about.setdefault(interview, []).append(manifest.consent)
    placed = {one.interview for several in about.values() for one in several}
    return [
        replace(
            one,
            amendments=tuple(_in_turn(about.get(one.interview, []))),
            held_consent=tuple(held_about.get(one.interview, [])),
        )
        for one in found
        if one.interview not in placed
    ]


def _in_turn(amendments: list[Archived]) -> list[Archived]:
    """Return amendments so that each comes after those it names."""
    # who knows of more names more
    return sorted(amendments, key=lambda one: (len(one.manifest.amends), one.manifest.begun, one.bundle))


def _last_words(scope: str, amendments: Sequence[Archived]) -> set[str]:
    """Return what amendments say of a consent scope on which none builds that speaks of it, too."""
    spoken = [one for one in amendments if scope in one.manifest.consent]
    built_on = {bundle for one in spoken for bundle in one.manifest.amends}
    return {one.manifest.consent[scope] for one in spoken if one.bundle.hex() not in built_on}


def _archived(
    workspace: Workspace,
    row: tuple[Any, ...],
    loaded: dict[bytes, LoadedProtocol],
    laptops: dict[str, Laptop],
) -> Archived:
    interview, bundle, manifest, body, protocol, laptop, file, imported, heads = row
    told = json.loads(body)
    instances = told["instances"]
    course = course_from_json(told.get("course"))
    return Archived(
        interview,
        bundle,
        Manifest.model_validate_json(manifest),
        told["answers"],
        tuple(told["apart"]),
        told["calculated"],
        instances if isinstance(instances, dict) else dict.fromkeys(instances, ""),
        loaded[protocol],
        laptops[laptop].name,
        workspace.folder / SEALED / file,
        imported,
        course,
        {
            key: laptops[key].name
            for key in course.authors
            if key in laptops and line(laptops, key) == line(laptops, laptop)
        },
        heads,
        line(laptops, laptop),
    )


def find(workspace: Workspace, prefix: str) -> Archived:
    """Return the interview that an id or a unique prefix of it names; it may be an amendment."""
    rows = listing(workspace)
    every = [*rows, *(amendment for row in rows for amendment in row.amendments)]
    return one_by_prefix({row.interview: row for row in every}, prefix)


def quarantine(workspace: Workspace) -> list[Waiting]:
    """Return what waits in quarantine, the latest first."""
    rows = workspace.database.run(
        "SELECT digest, file, code, parameters, time FROM quarantined ORDER BY time DESC"
    )
    return [
        Waiting(digest.hex(), file, RefusedError(code, **json.loads(parameters)), time)
        for digest, file, code, parameters, time in rows
    ]


def read_identity(workspace: Workspace, prefix: str, *, custodian_passphrase: str, reason: str) -> Identity:
    """Open the identifying answers of one interview with the custodian's passphrase.

    Logged, with the reason.
    """
    archived = find(workspace, prefix)
    if not reason.strip():
        raise InputError("office.reason-needed")
    custodian = custody.identities(workspace, custodian_passphrase)
    _must_be_as_accepted(workspace, archived)
    opened = identities.read(
        archived.file, archived.protocol, office=own.identities(workspace), custodian=custodian
    )
    log(workspace, "identity-read", {"interview": archived.interview, "reason": reason})
    return opened


def _must_be_as_accepted(workspace: Workspace, archived: Archived) -> None:
    """Refuse a bundle that was exchanged on the disk: anybody can encrypt to an office and its custodian."""
    accepted = workspace.database.run("SELECT digest FROM bundle WHERE id = ?", (archived.bundle,))[0][0]
    try:
        with archived.file.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise storage_error(error, archived.file) from error
    if found != accepted:
        raise RefusedError("office.bundle-altered", interview=archived.interview)


def write_key(workspace: Workspace, path: Path) -> None:
    """Write what stock tools need to open and verify bundles. Logged.

    ``path`` takes the office's age identities, past ones too; beside it go ``path.allowed_signers`` with the
    Ed25519 key of every enrolled laptop and of the office itself and, for each, ``path.KEYID.mldsa65.der``
    under the first 8 digits of its key id.
    """
    workspace.must_be(Role.OFFICE)
    identities = "".join(f"{one}\n" for one in own.identities(workspace))
    files = {path: identities.encode("ascii")} | _verifying_files(workspace, path)
    for file in files:
        if file.exists():
            raise InputError("office.file-exists", path=str(file))
    log(workspace, "key-written", {})
    for file, content in files.items():
        write_atomically(file, content)


def _verifying_files(workspace: Workspace, path: Path) -> dict[Path, bytes]:
    namespace, lines, files = Document.BUNDLE.namespace(workspace.purpose), "", {}
    reader = Reader.of(workspace)
    signers = {key: laptop.request.keys for key, laptop in reader.laptops.items()}
    for key, keys in (signers | reader.office).items():
        lines += f'{key} namespaces="{namespace}" {keys.openssh()}\n'
        files[path.with_name(f"{path.name}.{key[:8]}.mldsa65.der")] = keys.mldsa65_der()
    return {path.with_name(f"{path.name}.allowed_signers"): lines.encode("ascii")} | files


def log(workspace: Workspace, what: str, detail: dict[str, JsonValue]) -> None:
    """Append to the audit log."""
    workspace.database.run(
        "INSERT INTO audit (time, what, detail) VALUES (?, ?, ?)",
        (now(), what, json.dumps(detail, ensure_ascii=False)),
    )


def audit(workspace: Workspace) -> list[tuple[str, str, dict[str, JsonValue]]]:
    """Return the audit log, the latest first: time, what, detail."""
    rows = workspace.database.run("SELECT time, what, detail FROM audit ORDER BY number DESC")
    return [(time, what, json.loads(detail)) for time, what, detail in rows]
