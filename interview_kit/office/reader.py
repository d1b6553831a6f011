"""As whom an office reads bundles: with its keys, those it had before too, and with whom it has enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.bundle.manifest import Manifest
from interview_kit.bundle.opening import Verified, verify
from interview_kit.counting import Counting
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import InputError, RefusedError
from interview_kit.files import storage_error
from interview_kit.trust import custody, own
from interview_kit.trust.roster import Laptop, roster
from interview_kit.trust.signed import key_id
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reader:
    """What one import reads every bundle with."""

    purpose: Purpose
    identities: tuple[HybridIdentity, ...]
    #: The custodian's recipients.
    custodians: tuple[str, ...]
    #: Key id to what the office signs with, or did.
    office: dict[str, VerifyingKeys]
    laptops: dict[str, Laptop]

    @classmethod
    def of(cls, workspace: Workspace) -> Reader:
        """Return as whom this office reads."""
        workspace.must_be(Role.OFFICE)
        every = [own.own_keys(workspace), *own.past_keys(workspace)]
        return cls(
            workspace.purpose,
            tuple(one.identity for one in every),
            custody.recipients(workspace),
            {key_id(one.signing.public): one.signing.public for one in every},
            roster(workspace),
        )

    def read(self, file: Path, counting: Counting | None = None) -> Verified:
        """Read and check a whole bundle. Raises :class:`RefusedError`, whatever is wrong with it.

        A disk that fails is no reason to refuse one: :class:`StorageError`.
        """
        try:
            with file.open("rb") as source:
                verified = verify(
                    counting.reading(source) if counting else source,
                    identities=self.identities,
                    custodians=self.custodians,
                    purpose=self.purpose,
                    trusted=self.trusted,
                )
            self._must_seal_for_whom_it_may(verified.manifest)
            return verified
        except InputError as error:
            raise RefusedError("bundle.unreadable") from error
        except OSError as error:
            raise storage_error(error, file) from error
        except (ValueError, TypeError, RecursionError, ArithmeticError, LookupError):
            # what makes our code stumble is a reason to refuse the bundle, and must not be quoted
            raise RefusedError("bundle.unreadable") from None

    def trusted(self, signer: str) -> VerifyingKeys:
        """Return whose signature counts: an enrolled laptop's, and our own under what we sealed for one."""
        if signer in self.office:
            return self.office[signer]
        if signer not in self.laptops:
            raise RefusedError("bundle.unknown-laptop")
        return self.laptops[signer].request.keys

    def _must_seal_for_whom_it_may(self, manifest: Manifest) -> None:
        """Refuse a laptop that seals for another one, and an office that seals for nobody it has enrolled."""
        if (manifest.laptop in self.office) != (manifest.sealed_for is not None):
            raise RefusedError("bundle.manifest")
        if manifest.chain not in self.laptops:
            raise RefusedError("bundle.unknown-laptop")
