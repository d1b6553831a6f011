"""Recovery files: all keys of an office, or of its custodian, for shares on paper to open.

    shares ──k of n──▶ seed of a recovery identity ──age──▶ recovery file

The shares are made once. The file is written anew whenever keys or the roster change; for that its public
recipient is enough, and until then it is owed. So the office keeps no secret that opens one, and a burnt
office comes back from paper and a stick.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from interview_kit.crypto import canonical, keys, shares, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity, HybridRecipient
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.padding import padded_size
from interview_kit.crypto.shares import Share
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import replacing, storage_error
from interview_kit.interview.journal import now
from interview_kit.trust import custody, office_keys, own, packs, roster, supervisors, team
from interview_kit.trust.custody import CustodianKey
from interview_kit.trust.signed import take
from interview_kit.trust.succession import Succeeded
from interview_kit.trust.supervisors import SupervisorKey
from interview_kit.trust.team import EnrolledLaptop, Ids
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Base64, Part
from interview_kit.vault.workspace import Workspace, create

SUFFIX: Final = ".ikk"
_MEMBER: Final = "recovery.json"
_PADDING: Final = "padding"
_MOST: Final = 16 * 1024 * 1024
_LEAST_SIZE: Final = 256 * 1024
_SEED: Final = 32

Whose = Literal["office", "custodian"]
WHOSE: Final[tuple[Whose, ...]] = ("office", "custodian")


class OfficeSecrets(Part):
    """What an office needs to be the same office again, but for what it archived."""

    format: Literal["interview-kit-recovery/1"] = "interview-kit-recovery/1"
    whose: Literal["office"] = "office"
    purpose: Purpose
    made: str
    name: str
    #: Seeds of signing keys and identity, 96 bytes each: those in use, and those before, the latest first.
    keys: Annotated[tuple[Base64, ...], Field(min_length=1)]
    further: dict[str, str]
    before: tuple[Succeeded, ...]
    #: Closed under the custodian's passphrase.
    custodian: CustodianKey
    #: Closed under their own.
    supervisors: dict[str, SupervisorKey]
    laptops: tuple[EnrolledLaptop, ...]
    released: Ids
    #: Ids of bundles this office sealed for interviewers who were gone.
    sealed_for: Ids
    pack: int
    roster: int


class CustodianSecrets(Part):
    """The custodian's identities: seeds of 32 bytes, the one in use first."""

    format: Literal["interview-kit-recovery/1"] = "interview-kit-recovery/1"
    whose: Literal["custodian"] = "custodian"
    purpose: Purpose
    made: str
    seeds: Annotated[tuple[Base64, ...], Field(min_length=1)]


class SharesMade(Part):
    """What a workspace remembers of shares that were made: nothing secret."""

    recipient: str
    set: int
    threshold: int
    count: int
    made: str
    #: SHA-256 of what the last file says, but for when it was made; empty where none was written.
    written: str = ""


def make_shares(threshold: int, count: int) -> tuple[SharesMade, tuple[Share, ...]]:
    """Make a recovery key; return its shares, known here and nowhere else, and what to remember of them.

    They count once :func:`hand_out` has written a file for them. Raises as :func:`shares.split` does.
    """
    identity = HybridIdentity.generate()
    made = shares.split(identity.seed, threshold, count)
    recipient, kind = str(identity.recipient), made[0].set_number
    return SharesMade(recipient=recipient, set=kind, threshold=threshold, count=count, made=now()), made


def hand_out(
    workspace: Workspace,
    whose: Whose,
    made: SharesMade,
    folder: Path,
    custodian: Sequence[HybridIdentity] = (),
) -> Path:
    """Write the recovery file for shares whose sheets are out; from now on those before are for old files.

    ``custodian`` holds the custodian's identities, the one in use first, where the file is the custodian's.
    """
    workspace.must_be(Role.OFFICE)
    return _write(workspace, whose, made, folder, custodian)


def owed(workspace: Workspace) -> tuple[Whose, ...]:
    """Return whose recovery file does not hold what is in force now, as after new keys or another roster."""
    found = ((whose, _kept(workspace, whose)) for whose in WHOSE)
    return tuple(whose for whose, kept in found if kept and kept.written != _digest(workspace, whose))


def are_made(workspace: Workspace) -> bool:
    """Tell whether there are shares of anybody's, so that files are owed whenever keys change."""
    return any(_kept(workspace, whose) for whose in WHOSE)


def write(workspace: Workspace, folder: Path, custodian: Sequence[HybridIdentity] = ()) -> list[Path]:
    """Write the recovery files for which there are shares into ``folder``, and return them.

    They are named after the set of shares that opens them. The custodian's is written where its identities
    stand open: ``custodian`` holds them, the one in use first.
    """
    workspace.must_be(Role.OFFICE)
    wanted: list[Whose] = ["office", "custodian"] if custodian else ["office"]
    found = [(whose, kept) for whose in wanted if (kept := _kept(workspace, whose)) is not None]
    return [_write(workspace, whose, kept, folder, custodian) for whose, kept in found]


def _write(
    workspace: Workspace, whose: Whose, made: SharesMade, folder: Path, custodian: Sequence[HybridIdentity]
) -> Path:
    body: Part = _office_secrets(workspace)
    if whose == "custodian":
        seeds = tuple(one.seed for one in custodian)
        body = CustodianSecrets(purpose=workspace.purpose, made=now(), seeds=seeds)
    digest, path = _digest(workspace, whose), folder / f"{made.set:05d}{SUFFIX}"
    _encrypt(HybridRecipient.parse(made.recipient), body, path)
    kept = made.model_copy(update={"written": digest})
    workspace.set_setting(f"recovery of {whose}", kept.model_dump(mode="json"))
    return path


def _digest(workspace: Workspace, whose: Whose) -> str:
    """Return a digest of what a recovery file would say now; the custodian's keys are known by recipients."""
    if whose == "custodian":
        content: JsonValue = list(custody.recipients(workspace))
    else:
        content = _office_secrets(workspace).model_dump(mode="json", exclude={"made", "pack", "roster"})
    return hashlib.sha256(canonical.encode(content)).hexdigest()


def _office_secrets(workspace: Workspace) -> OfficeSecrets:
    told = team.roster_of(workspace)
    every = [own.own_keys(workspace), *own.past_keys(workspace)]
    return OfficeSecrets(
        purpose=workspace.purpose,
        made=now(),
        name=workspace.name,
        keys=tuple(one.to_bytes() for one in every),
        further=office_keys.further_recipients(workspace),
        before=office_keys.before(workspace),
        custodian=custody.kept(workspace),
        supervisors=supervisors.kept(workspace),
        laptops=told.laptops,
        released=told.released,
        sealed_for=tuple(sorted(roster.sealed_for(workspace))),
        pack=packs.number(workspace),
        roster=roster.number(workspace),
    )


def _kept(workspace: Workspace, whose: Whose) -> SharesMade | None:
    found = workspace.setting(f"recovery of {whose}")
    return None if found is None else SharesMade.model_validate(found)


def _encrypt(recipient: HybridRecipient, body: Part, path: Path) -> None:
    data = canonical.encode(body.model_dump(mode="json"))
    if len(data) > _MOST:
        raise InputError("trust.recovery-too-large")
    used = ustar.stored_size(len(data)) + ustar.BLOCK + len(ustar.END)
    with replacing(path) as file, Encryptor(file, [recipient]) as sealed:
        archive = ustar.Writer(sealed)
        archive.add(_MEMBER, data)
        archive.add(_PADDING, bytes(padded_size(used, _LEAST_SIZE) - used))
        archive.finish()


def read(path: Path, given: Sequence[Share]) -> OfficeSecrets | CustodianSecrets:
    """Open a recovery file with enough shares.

    Raises as :func:`shares.combine` does, :class:`InputError` ``trust.shares-other-file``, or
    :class:`RefusedError` ``trust.not-a-recovery-file``.
    """
    identity = HybridIdentity.from_seed(shares.combine(given))
    try:
        with path.open("rb") as source:
            archive = ustar.Reader(Decryptor(source, [identity]))
            data = take(archive, _MEMBER, _MOST)
            archive.read_all(_padding(archive), _MOST)
            if archive.next() is not None:
                raise RefusedError("trust.not-a-recovery-file")
    except OSError as error:
        raise storage_error(error, path) from error
    except RefusedError as error:
        if error.code == "crypto.age-no-match":
            raise InputError("trust.shares-other-file") from error
        raise RefusedError("trust.not-a-recovery-file") from error
    body = canonical.decode(data, max_bytes=_MOST)
    model = CustodianSecrets if isinstance(body, dict) and body.get("whose") == "custodian" else OfficeSecrets
    try:
        return model.model_validate(body)
    except ValidationError:  # its words quote keys
        raise RefusedError("trust.not-a-recovery-file") from None


def _padding(archive: ustar.Reader) -> ustar.Member:
    member = archive.next()
    if member is None or member.name != _PADDING:
        raise RefusedError("trust.not-a-recovery-file")
    return member


def recover_office(
    folder: Path, secrets: OfficeSecrets, passphrase: str, cost: keys.Cost | None = None
) -> Workspace:
    """Make the office again in ``folder``, empty or not there yet, and return it open. Its archive is empty.

    Laptops know it by its keys and seal for it as before; what they still hold can be imported again.
    """
    own.check_passphrases(secrets.purpose, passphrase, about=(secrets.name,))
    current, *past = [own.OwnKeys.from_bytes(one) for one in secrets.keys]

    def furnish(workspace: Workspace) -> None:
        own.keep(workspace, current, past)
        custody.keep(workspace, secrets.custodian)
        office_keys.keep(workspace, secrets.further, secrets.before)
        packs.set_number(workspace, secrets.pack + roster.AHEAD)
        supervisors.keep(workspace, secrets.supervisors)
        roster.keep_sealed_for(workspace, secrets.sealed_for)
        team.keep_roster(workspace, secrets.laptops, secrets.released, secrets.roster + roster.AHEAD)

    return create(
        folder,
        role=Role.OFFICE,
        purpose=secrets.purpose,
        name=secrets.name,
        passphrase=passphrase,
        cost=cost or keys.calibrated(),
        furnish=furnish,
    )


def recover_custodian(
    workspace: Workspace, secrets: CustodianSecrets, passphrase: str, cost: keys.Cost | None = None
) -> None:
    """Give the custodian's keys a new passphrase, where the old one is lost.

    Raises :class:`InputError` ``trust.shares-other-file`` unless they are this office's custodian's.
    """
    identities = [HybridIdentity.from_seed(seed) for seed in secrets.seeds]
    if custody.kept(workspace).recipient not in {str(one.recipient) for one in identities}:
        raise InputError("trust.shares-other-file")
    own.check_passphrases(workspace.purpose, passphrase, about=(workspace.name,))
    custody.keep(workspace, custody.closed(identities, passphrase, cost or keys.calibrated()))
