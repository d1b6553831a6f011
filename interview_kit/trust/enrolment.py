"""Enrolment: a laptop shows its public keys, the supervisor compares the fingerprint and accepts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from interview_kit.crypto.age import HybridRecipient
from interview_kit.crypto.fingerprint import as_digits, fingerprint, matches
from interview_kit.crypto.signatures import VerifyingKeys
from interview_kit.errors import RefusedError
from interview_kit.interview.journal import now
from interview_kit.trust import documents, own
from interview_kit.trust.signed import Document, key_id
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.slots import Base64, Part
from interview_kit.vault.workspace import Workspace

FORMAT: Final = "interview-kit-request/1"


class EnrolmentRequest(Part):
    """What a laptop tells about itself: public keys and nothing that names a person."""

    format: Literal["interview-kit-request/1"] = FORMAT
    purpose: Purpose
    workspace: str
    ed25519: Base64
    mldsa65: Base64
    recipient: str

    @property
    def keys(self) -> VerifyingKeys:
        """The keys that verify what the laptop signs."""
        return VerifyingKeys(self.ed25519, self.mldsa65)

    def fingerprint(self) -> bytes:
        """Return the digest over purpose, workspace and all public keys."""
        return fingerprint(
            f"interview-kit {self.purpose.value} laptop",
            [
                self.workspace.encode(),
                self.ed25519,
                self.mldsa65,
                HybridRecipient.parse(self.recipient).public_key,
            ],
        )


@dataclass(frozen=True, slots=True)
class Laptop:
    """An enrolled laptop, as the office's roster knows it."""

    key: str
    name: str
    request: EnrolmentRequest
    enrolled: str

    @property
    def fingerprint(self) -> str:
        """Its fingerprint, to read aloud."""
        return as_digits(self.request.fingerprint())


def own_request(workspace: Workspace) -> EnrolmentRequest:
    """Return what this laptop would ask to be enrolled with."""
    workspace.must_be(Role.FIELD)
    public = own.signing_keys(workspace).public
    return EnrolmentRequest(
        purpose=workspace.purpose,
        workspace=workspace.id,
        ed25519=public.ed25519,
        mldsa65=public.mldsa65,
        recipient=str(own.identity(workspace).recipient),
    )


def own_fingerprint(workspace: Workspace) -> str:
    """Return this laptop's fingerprint, to read aloud."""
    return as_digits(own_request(workspace).fingerprint())


def write_request(workspace: Workspace, path: Path) -> str:
    """Write the enrolment request to ``path`` and return the fingerprint to read aloud."""
    request = own_request(workspace)
    documents.write(
        path,
        Document.REQUEST,
        workspace.purpose,
        own.signing_keys(workspace),
        request,
        introduce=True,
    )
    return as_digits(request.fingerprint())


def read_request(path: Path, purpose: Purpose) -> EnrolmentRequest:
    """Read a request whose keys prove that they belong together; whose they are, only a comparison tells."""
    with documents.opened(path) as source:
        request, head = documents.read(source, Document.REQUEST, purpose, None, EnrolmentRequest)
        documents.nothing_more(source)
    if request.purpose is not purpose or request.keys != head.keys:
        raise RefusedError("trust.body", document=Document.REQUEST.value)
    return request


def enrol(workspace: Workspace, path: Path, typed_fingerprint: str, name: str = "") -> Laptop:
    """Accept a laptop whose fingerprint was compared. Enrolling the same one again changes only its name.

    Raises :class:`RefusedError` ``trust.fingerprint-differs``.
    """
    workspace.must_be(Role.OFFICE)
    request = read_request(path, workspace.purpose)
    digest = request.fingerprint()
    if not matches(digest, typed_fingerprint):
        raise RefusedError("trust.fingerprint-differs")
    laptop = Laptop(key_id(request.keys), name or as_digits(digest).split()[0], request, now())
    workspace.database.run(
        "INSERT INTO laptop VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
        (laptop.key, laptop.name, digest, request.model_dump_json(), laptop.enrolled),
    )
    return laptop


def roster(workspace: Workspace) -> dict[str, Laptop]:
    """Return the enrolled laptops by key id, in the order of enrolment."""
    rows = workspace.database.run("SELECT key, name, body, enrolled FROM laptop ORDER BY rowid")
    return {
        key: Laptop(key, name, EnrolmentRequest.model_validate(json.loads(body)), enrolled)
        for key, name, body, enrolled in rows
    }
