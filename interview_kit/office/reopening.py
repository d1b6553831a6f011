"""Opening a laptop's workspace whose interviewer is gone, and sealing what was left there.

Office and custodian must act together, each look is logged, and neither can sign as the interviewer: the
office signs with its own keys, and journal and manifest say for whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interview_kit.bundle.seal import Sealed, seal
from interview_kit.office import archive
from interview_kit.trust import custody, own
from interview_kit.vault import interviews, recordings
from interview_kit.vault.header import Role
from interview_kit.vault.workspace import Workspace, unlock_for_somebody_gone


@contextmanager
def reopened(office: Workspace, laptop: Path, custodian_passphrase: str) -> Iterator[Workspace]:
    """Open the workspace in ``laptop`` with this office's key and its custodian's; the look is logged first.

    Raises :class:`InputError` ``trust.custodian-passphrase-wrong`` or ``vault.escrow-not-ours``.
    """
    office.must_be(Role.OFFICE)
    custodian = custody.identities(office, custodian_passphrase)
    unlocked = unlock_for_somebody_gone(laptop, own.identities(office), custodian)
    archive.log(office, "laptop-reopened", {"workspace": unlocked.header.id})
    with Workspace(unlocked) as there:
        there.must_be(Role.FIELD)
        interviews.finish_owed(there)
        recordings.recover(there)
        yield there


def seal_for(office: Workspace, laptop: Workspace, interview: str) -> Sealed:
    """Seal a draft of a reopened workspace as it was left, signed by the office. It is logged."""
    archive.log(office, "sealed-for", {"workspace": laptop.id, "interview": interview})
    sealed = seal(laptop, interview, signer=own.signing_keys(office))
    office.database.run("INSERT INTO sealed_for VALUES (?)", (sealed.bundle,))
    return sealed
