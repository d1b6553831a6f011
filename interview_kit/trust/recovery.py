"""Recovery files: all keys of an office, or of its custodian, for shares on paper to open.

    shares ──k of n──▶ seed of a recovery identity ──age──▶ recovery file

The shares are made once. The file is written anew whenever keys change; for that its public recipient is
enough. So the office keeps no secret that opens one, and a burnt office comes back from paper and a stick.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from interview_kit.crypto import canonical, keys, shares, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridIdentity, HybridRecipient
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
#: A recovered office goes on beyond every number that laptops may have seen since the file was written.
_AHEAD: Final = 1_000_000

Whose = Literal["office", "custodian"]


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
    pack: int
    roster: int


class CustodianSecrets(Part):
    """The custodian's identities: seeds of 32 bytes, the one in use first."""

    format: Literal["interview-kit-recovery/1"] = "interview-kit-recovery/1"
    whose: Literal["custodian"] = "custodian"
    purpose: Purpose
    made: str
    seeds: Annotated[tuple[Base64, ...], Field(min_length=1)]


class _Kept(Part):
    """What a workspace remembers of shares that were made: nothing secret."""

    recipient: str
    set: int
    threshold: int
    count: int
    made: str


def make_shares(workspace: Workspace, whose: Whose, threshold: int, count: int) -> tuple[Share, ...]:
    """Make a recovery key and return its shares, known here and nowhere else. Write the file next.

    Shares made before open only files written before. Raises as :func:`shares.split` does.
    """
    workspace.must_be(Role.OFFICE)
    identity = HybridIdentity.generate()
    made = shares.split(identity.seed, threshold, count)
    kept = _Kept(
        recipient=str(identity.recipient),
        set=made[0].set_number,
        threshold=threshold,
        count=count,
        made=now(),
    )
    workspace.set_setting(f"recovery of {whose}", kept.model_dump(mode="json"))
    return made


def are_made(workspace: Workspace) -> bool:
    """Tell whether there are shares of anybody's, so that files are owed whenever keys change."""
    return any(_kept(workspace, whose) for whose in ("office", "custodian"))


def write(workspace: Workspace, folder: Path, custodian: Sequence[HybridIdentity] = ()) -> list[Path]:
    """Write the recovery files for which there are shares into ``folder``, and return them.

    They are named after the set of shares that opens them. The custodian's is written where its identities
    stand open: ``custodian`` holds them, the one in use first. Raises :class:`InputError`
    ``trust.no-shares``.
    """
    workspace.must_be(Role.OFFICE)
    bodies: list[tuple[Whose, Part]] = [("office", _office_secrets(workspace))]
    if custodian:
        seeds = tuple(one.seed for one in custodian)
        bodies.append(("custodian", CustodianSecrets(purpose=workspace.purpose, made=now(), seeds=seeds)))
    written = []
    for whose, body in bodies:
        if (kept := _kept(workspace, whose)) is not None:
            written.append(folder / f"{kept.set:05d}{SUFFIX}")
            _write(HybridRecipient.parse(kept.recipient), body, written[-1])
    if not written:
        raise InputError("trust.no-shares")
    return written


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
        pack=packs.number(workspace),
        roster=roster.number(workspace),
    )


def _kept(workspace: Workspace, whose: Whose) -> _Kept | None:
    found = workspace.setting(f"recovery of {whose}")
    return None if found is None else _Kept.model_validate(found)


def _write(recipient: HybridRecipient, body: Part, path: Path) -> None:
    data = canonical.encode(body.model_dump(mode="json"))
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
    return model.model_validate(body)


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
        packs.set_number(workspace, secrets.pack + _AHEAD)
        supervisors.keep(workspace, secrets.supervisors)
        team.keep_roster(workspace, secrets.laptops, secrets.released, secrets.roster + _AHEAD)

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
