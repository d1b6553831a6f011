"""Enrolment: a laptop shows its public keys, the supervisor compares the fingerprint and accepts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from interview_kit.crypto.fingerprint import as_digits, matches
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.journal import now
from interview_kit.trust import documents, own, roster
from interview_kit.trust.requests import EnrolmentRequest, LaptopSuccession, ReplacedLaptop
from interview_kit.trust.roster import Laptop
from interview_kit.trust.signed import Document
from interview_kit.trust.succession import MOST, endorse
from interview_kit.vault import interviews
from interview_kit.vault.header import Purpose, Role
from interview_kit.vault.workspace import Workspace

_BEFORE: Final = "laptop keys before"
_Many = TypeAdapter(tuple[ReplacedLaptop, ...])


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
        before=_before(workspace),
    )


def _before(workspace: Workspace) -> tuple[ReplacedLaptop, ...]:
    """Return the keys that lead to the present ones; a restored backup begins anew."""
    match workspace.setting(_BEFORE):
        case {"to": str(author), "before": list(line)} if author == workspace.author:
            return _Many.validate_python(line)
    return ()


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


def rotate(workspace: Workspace) -> None:
    """Give this laptop new keys, which the ones before sign. The office must take its new request."""
    before = own_request(workspace)
    number, previous = interviews.next_seal(workspace)
    bundle = previous.hex() if previous else None
    with workspace.transaction():
        signing = own.replace_keys(workspace).signing
        told = LaptopSuccession(laptop=own_request(workspace).laptop, number=number - 1, bundle=bundle)
        replaced = ReplacedLaptop(
            laptop=before.laptop,
            number=told.number,
            bundle=told.bundle,
            endorsement=endorse(signing, workspace.purpose, told),
        )
        line = _Many.dump_python((*before.before, replaced)[-MOST:], mode="json")
        workspace.set_setting(_BEFORE, {"to": workspace.author, "before": line})


def enrol(
    workspace: Workspace,
    path: Path,
    typed_fingerprint: str | None = None,
    name: str = "",
    then: Callable[[Laptop], None] = lambda laptop: None,
) -> Laptop:
    """Accept a laptop whose fingerprint was compared. Enrolling the same one again changes only its name.

    One that is enrolled already may come with new keys, which the known ones signed: then nothing need be
    compared, and those before count up to the last bundle they name. ``then`` is done in the same
    transaction. Raises :class:`RefusedError`
    ``trust.fingerprint-differs`` or ``trust.succession``, :class:`InputError`
    ``trust.laptop-fingerprint-needed``.
    """
    workspace.must_be(Role.OFFICE)
    request = read_request(path, workspace.purpose)
    digest, known = request.fingerprint(), roster.roster(workspace)
    if typed_fingerprint is not None and not matches(digest, typed_fingerprint):
        raise RefusedError("trust.fingerprint-differs")
    replaced = request.replaces(
        [key for key, one in known.items() if one.ended is None],
        [key for key, one in known.items() if one.ended is not None],
    )
    key = request.key
    if typed_fingerprint is None and not replaced and key not in known:
        raise InputError("trust.laptop-fingerprint-needed")
    first = known.get(replaced[0].laptop.key) if replaced else known.get(key)
    name = name or (first.name if first else as_digits(digest).split()[0])
    laptop = Laptop(key, name, request, now())
    successors = [*(one.laptop.key for one in replaced[1:]), key]
    with workspace.transaction():
        roster.put(workspace, laptop)
        for one, successor in zip(replaced, successors, strict=bool(replaced)):
            before = one.laptop.key
            if before not in known:
                roster.put(workspace, _unseen(one, workspace.purpose, name))
            roster.end(workspace, before, "replaced", one.last, successor=successor)
        then(laptop)
    return laptop


def _unseen(replaced: ReplacedLaptop, purpose: Purpose, name: str) -> Laptop:
    """Return a laptop for keys that came and went between two requests: bundles may bear them."""
    request = EnrolmentRequest(purpose=purpose, **replaced.laptop.model_dump())
    return Laptop(request.key, name, request, now())
