"""A forger who holds everything but the office's secrets, and may even hold the laptop's signing keys.

He takes a genuine bundle apart (the tests lend him the office's key for that), changes a part, and puts it
together again: digests, chain and signatures made anew wherever a test does not say otherwise. So what is
refused is refused for the one thing that was changed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interview_kit.bundle.manifest import PADDING, padding_size
from interview_kit.crypto import canonical, ustar
from interview_kit.crypto.age import Decryptor, Encryptor, HybridRecipient
from interview_kit.crypto.age.recipients import Recipient
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.signatures import SigningKeys
from interview_kit.interview import journal
from interview_kit.interview.journal import Entry
from interview_kit.trust import own
from interview_kit.trust.signed import Document, key_id, signer_line
from interview_kit.vault.header import Purpose
from interview_kit.vault.workspace import new_id
from tests.stations import Stations

Layout = list[tuple[str, bytes]]


@dataclass
class Forger:
    """The parts of one bundle. Change them, then :meth:`write`."""

    keys: SigningKeys
    recipients: list[Recipient]
    #: Without ``members``: those are made of the parts.
    manifest: dict[str, Any]
    #: Every member between head and padding, in order.
    parts: dict[str, bytes]
    purpose: Purpose = Purpose.REAL

    def json(self, name: str) -> dict[str, Any]:
        """A part that holds JSON."""
        document = canonical.decode(self.parts[name])
        assert isinstance(document, dict)
        return document

    def retell(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a part that holds JSON."""
        document = self.json(name)
        change(document)
        self.parts[name] = canonical.encode(document)

    def journal(self) -> list[Entry]:
        """The entries of the journal."""
        lines = self.parts["journal.jsonl"].splitlines()
        return [journal.entry_from_json(canonical.decode(line)) for line in lines]

    def rewrite_journal(self, entries: Sequence[Entry]) -> None:
        """Write these entries, and let the manifest name them."""
        lines = [canonical.encode(entry.to_json()) + b"\n" for entry in entries]
        self.parts["journal.jsonl"] = b"".join(lines)
        self.manifest["journal"] = {"entries": len(entries), "head": entries[-1].hash.hex()}

    def members(self) -> list[dict[str, JsonValue]]:
        """What the manifest says of the parts."""
        return [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in self.parts.items()
        ]

    def body(self) -> bytes:
        """The manifest, to be signed."""
        return canonical.encode({"members": self.members()} | self.manifest)

    def head(self, body: bytes | None = None, namespace: str | None = None) -> Layout:
        """The four members that a bundle begins with."""
        body = self.body() if body is None else body
        signatures = self.keys.sign(body, namespace or Document.BUNDLE.namespace(self.purpose))
        return [
            ("signer", signer_line(Document.BUNDLE, key_id(self.keys.public))),
            ("manifest.json.sig", signatures.sshsig),
            ("manifest.json.mldsa65", signatures.mldsa65),
            ("manifest.json", body),
        ]

    def layout(self, head: Layout | None = None) -> Layout:
        """Every member, padding included."""
        return padded([*(head or self.head()), *self.parts.items()])

    def sealed(self, plain: bytes | Layout | None = None) -> bytes:
        """Encrypt an archive, by default what the parts make, to the recipients."""
        if not isinstance(plain, bytes):
            plain = archive(self.layout() if plain is None else plain)
        sink = io.BytesIO()
        with Encryptor(sink, self.recipients) as sealed:
            sealed.write(plain)
        return sink.getvalue()

    def write(self, folder: Path, plain: bytes | Layout | None = None) -> Path:
        """Write what :meth:`sealed` gives into a file."""
        file = folder / f"{new_id(16)}.ikb"
        file.write_bytes(self.sealed(plain))
        return file

    def copy(self) -> Forger:
        """Return the same parts once more, to be changed."""
        return replace(
            self,
            recipients=[*self.recipients],
            manifest=deepcopy(self.manifest),
            parts=dict(self.parts),
        )


def take_apart(stations: Stations, bundle: Path | None = None) -> Forger:
    """Take a bundle apart, by default the one on the stick, with all the keys a test can lend."""
    with stations.laptop() as laptop, stations.office() as office:
        keys, identity = own.signing_keys(laptop), own.identity(office)
    data = (bundle or stations.bundle).read_bytes()
    members = dict(read(Decryptor(io.BytesIO(data), [identity])))
    manifest = canonical.decode(members["manifest.json"])
    assert isinstance(manifest, dict)
    del manifest["members"]
    parts = {name: data for name, data in list(members.items())[4:] if name != PADDING}
    return Forger(keys, [identity.recipient], manifest, parts)


def read(source: ustar.Source) -> Layout:
    """Every member of an archive."""
    reader, members = ustar.Reader(source), []
    while member := reader.next():
        members.append((member.name, reader.read(member.size)))
    return members


def padded(members: Layout, padding: bytes | None = None) -> Layout:
    """Add the padding there must be, or another one."""
    used = sum(ustar.stored_size(len(data)) for _, data in members)
    return [*members, (PADDING, bytes(padding_size(used)) if padding is None else padding)]


def archive(members: Layout) -> bytes:
    """Write members as the program does."""
    sink = io.BytesIO()
    writer = ustar.Writer(sink)
    for name, data in members:
        writer.add(name, data)
    writer.finish()
    return sink.getvalue()


def relink(interview: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return entries of the same words as one unbroken chain."""
    linked: list[Entry] = []
    for entry in entries:
        salt, last = entry.salt, linked[-1] if linked else None
        linked.append(
            Entry(
                counter=len(linked) + 1,
                time=entry.time,
                kind=entry.kind,
                path=entry.path,
                author=entry.author,
                previous=last.hash if last else journal.origin(interview),
                commitment=entry.commitment if salt is None else journal.commit(salt, entry.value),
                salt=salt,
                value=entry.value,
            )
        )
    return linked


def for_office(forger: Forger, recipient: HybridRecipient) -> None:
    """Address a bundle to another office."""
    forger.recipients = [recipient]
    forger.manifest["recipients"] = [str(recipient)]
