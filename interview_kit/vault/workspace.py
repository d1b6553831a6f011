"""An open workspace: one encrypted folder, its database and its keys."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interview_kit.crypto import keys
from interview_kit.crypto.age import HybridIdentity
from interview_kit.crypto.canonical import JsonValue
from interview_kit.crypto.recovery import RecoveryCode
from interview_kit.errors import InputError, RefusedError, StorageError
from interview_kit.files import storage_error, sync_folder
from interview_kit.vault import attempts, database, header, holder, repaired, slots
from interview_kit.vault.database import Database
from interview_kit.vault.header import Header, Purpose, Role
from interview_kit.vault.keyring import Keyring
from interview_kit.vault.slots import Holders, SlotSecret

#: Folders of a workspace beside its two files.
ATTACHMENTS: Final = "attachments"
SEALED: Final = "sealed"
QUARANTINE: Final = "quarantine"

_ID_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz234567"
_ROTATION_OWED: Final = "rotation owed"
_ID: Final = "workspace"
_AUTHOR_BEFORE: Final = "author key before"


def new_id(length: int = 26) -> str:
    """Return random base32 characters, five bits each; 26 of them name an interview or a workspace."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(length))


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A slot that opened: what it takes to open the database, derived apart from it."""

    folder: Path
    header: Header
    secret: SlotSecret


class Workspace:
    """An open workspace. One thread owns it; leaving the context closes it."""

    def __init__(self, unlocked: Unlocked, file: str = database.FILE_NAME) -> None:
        """Open the database; whoever opens it next finishes what is owed (:mod:`.interviews`).

        ``file`` is another one only while a repair makes it.
        """
        self.folder, self._file = unlocked.folder, file
        self.keyring = Keyring(unlocked.folder, unlocked.header, unlocked.secret)
        self._key = b""
        self._database: Database | None = self._open_database()
        try:
            if self.setting(_ID) != self.id:  # an empty database opens under any key
                raise RefusedError("vault.database-damaged", path=str(self.folder))
            self.database.migrate()
            self._finish_author_change()
        except BaseException:
            self.database.close()
            raise
        holder.note(self.folder)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def database(self) -> Database:
        """The open database; where a rotation had to leave it closed, opened as soon as the disk allows."""
        if self._database is None:
            self._database = self._open_database()
        return self._database

    @property
    def id(self) -> str:
        """26 random base32 characters."""
        return self.keyring.header.id

    @property
    def role(self) -> Role:
        """Field or office."""
        return self.keyring.header.role

    @property
    def purpose(self) -> Purpose:
        """Real or practice."""
        return self.keyring.header.purpose

    @property
    def name(self) -> str:
        """What the person called it; known only inside."""
        return str(self.setting("name"))

    @property
    def author(self) -> str:
        """Key id (hex) of the keys this workspace signs with; empty until they are made."""
        return str(self.setting("author") or "")

    def must_be(self, role: Role) -> None:
        """Refuse a job that belongs to the other kind of workspace (``vault.wrong-role``)."""
        if self.role is not role:
            raise InputError(f"vault.needs-{role.value}")

    def close(self) -> None:
        """Checkpoint and close; harmless twice."""
        holder.forget(self.folder)
        if self._database is not None:
            self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside happens durably, or none of it."""
        return self.database.transaction()

    def setting(self, name: str) -> JsonValue:
        """Return a setting kept inside the workspace, or None."""
        rows = self.database.run("SELECT value FROM setting WHERE name = ?", (name,))
        return json.loads(rows[0][0]) if rows else None

    def set_setting(self, name: str, value: JsonValue) -> None:
        """Keep a setting inside the workspace."""
        self.database.run(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False)),
        )

    def forget_setting(self, name: str) -> None:
        """Forget a setting."""
        self.database.run("DELETE FROM setting WHERE name = ?", (name,))

    def secret(self, name: str) -> bytes:
        """Return a secret that lies under the author key."""
        self._finish_author_change()
        rows = self.database.run("SELECT box FROM secret WHERE name = ?", (name,))
        if not rows:
            raise RefusedError("vault.database-damaged", path=str(self.folder))
        return keys.unwrap(self.keyring.author_wrapping(), rows[0][0], name.encode())

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret under the author key, in place of the one before."""
        box = keys.wrap(self.keyring.author_wrapping(), value, name.encode())
        self.database.run("INSERT OR REPLACE INTO secret VALUES (?, ?)", (name, box))

    def renew(
        self, passphrase: str, holders: Holders | None, cost: keys.Cost | None = None
    ) -> tuple[RecoveryCode, str]:
        """Change every key, because a passphrase or a recovery code may be known; return the new code.

        Nothing that opened the workspace before does so afterwards. Cut off at any moment, it opens in the
        old way or in the new one. Raises :class:`RefusedError` ``vault.no-author-key`` under escrow.
        """
        if self.setting(_AUTHOR_BEFORE) is not None:
            # An earlier one failed. Its note is the only way to the signing keys if the header it wrote is
            # there: first make sure which one is.
            self.keyring.write_again()
            self._finish_author_change()
        new = SlotSecret.generate()
        assert new.author_key is not None, "just generated"
        before = self.keyring.secret.author_key
        if before is None:
            raise RefusedError("vault.no-author-key")
        with self.transaction():
            box = keys.wrap(keys.derive(new.author_key, _AUTHOR_BEFORE), before, self.id.encode())
            self.set_setting(_AUTHOR_BEFORE, base64.b64encode(box).decode())
            self.owe_rotation()
        made = self.keyring.renew(new, self._key, passphrase, cost or keys.calibrated(), holders)
        with contextlib.suppress(
            StorageError
        ):  # both are noted and finished later; the code is known now only
            self._finish_author_change()
            self.rotate_if_owed()
        return made

    def _finish_author_change(self) -> None:
        """Put the secrets under the author key in force, where a renewal was cut off before it had."""
        noted = self.setting(_AUTHOR_BEFORE)
        author = self.keyring.secret.author_key
        if noted is None or author is None:
            return
        with self.transaction():
            try:
                box = base64.b64decode(str(noted))
                before = keys.unwrap(keys.derive(author, _AUTHOR_BEFORE), box, self.id.encode())
            except RefusedError:  # the header never came to name the new key
                pass
            else:
                wrapping = keys.derive(before, "signing keys")
                for name, box in self.database.run("SELECT name, box FROM secret"):
                    self.keep_secret(name, keys.unwrap(wrapping, box, name.encode()))
            self.forget_setting(_AUTHOR_BEFORE)

    def owe_rotation(self) -> None:
        """Note, inside the caller's transaction, that the database key must be replaced."""
        self.set_setting(_ROTATION_OWED, True)

    def rotate_if_owed(self) -> None:
        """Replace the database key if a sealing asked for it and was cut off before."""
        if self.setting(_ROTATION_OWED):
            self._rotate()

    def _rotate(self) -> None:
        """Replace the database key, so that the old one opens no later copy of the file.

        Crash-safe: the header holds both keys until the new one has opened the database. Whatever fails,
        the database is opened again with the key that is in force, at the latest when it is used next.
        """
        path = self.folder / database.FILE_NAME
        if shutil.disk_usage(self.folder).free < 2 * path.stat().st_size:
            raise StorageError("files.disk-full", path=str(path))
        if len(self.keyring.header.database) > 1:
            self.keyring.set_database_keys(self._key)
        new = database.new_key()
        self.keyring.set_database_keys(self._key, new)
        try:
            self.database.rekey(new)
        finally:
            self.database.close()
            self._database = None
            self._database = self._open_database()
        if self._key == new:
            self.set_setting(_ROTATION_OWED, False)

    def _open_database(self) -> Database:
        repaired.finish(self.folder)
        path = self.folder / self._file
        candidates = self.keyring.database_keys
        for number, key in enumerate(candidates, start=1):
            try:
                opened = Database(path, key)
            except RefusedError:
                if number == len(candidates):
                    raise
                continue
            except StorageError as error:
                raise holder.named(error, self.folder) from None
            self._key = key
            if len(candidates) > 1:
                self._settle(key)
            return opened
        raise RefusedError("vault.database-key", path=str(path))

    def _settle(self, key: bytes) -> None:
        """Forget the other key of a rotation; where the disk refuses, both stay until a later opening."""
        with contextlib.suppress(StorageError):
            self.keyring.set_database_keys(key)


def create(
    folder: Path,
    *,
    role: Role,
    purpose: Purpose,
    name: str,
    passphrase: str,
    cost: keys.Cost | None = None,
    furnish: Callable[[Workspace], None] = lambda workspace: None,
) -> Workspace:
    """Make a workspace in ``folder``, which must be empty or not there yet, and return it open.

    ``furnish`` puts in what it must never be without; the header is written last, so a workspace that was
    cut off while it was made is none. Whatever fails, what was made until then is removed again. Takes about
    a second. Raises :class:`InputError` ``vault.folder-not-empty``.
    """
    identifier, secret, database_key = new_id(), SlotSecret.generate(), database.new_key()
    new = Header(
        id=identifier,
        role=role,
        purpose=purpose,
        slots=(slots.with_passphrase(identifier, secret, passphrase, cost or keys.calibrated()),),
        database=(header.wrap_database_key(identifier, secret.workspace_key, database_key),),
    )
    with made_in(folder):
        with contextlib.closing(Database(folder / database.FILE_NAME, database_key)) as opened:
            opened.migrate()
            for setting, value in ((_ID, identifier), ("name", name)):
                written = json.dumps(value, ensure_ascii=False)
                opened.run("INSERT INTO setting VALUES (?, ?)", (setting, written))
        workspace = Workspace(Unlocked(folder, new, secret))
        try:
            furnish(workspace)
            header.write_header(folder, new, secret.workspace_key)
        except BaseException:
            workspace.close()
            raise
    return workspace


@contextmanager
def made_in(folder: Path) -> Iterator[None]:
    """Make the folders of a new workspace; if something fails inside, remove everything that was made.

    Raises :class:`InputError` ``vault.folder-not-empty``.
    """
    _must_be_free(folder)
    made: list[Path] = []
    try:
        _make_folder(folder, made)
        yield
    except BaseException:
        for part in (ATTACHMENTS, SEALED, QUARANTINE):
            with contextlib.suppress(OSError):
                made += (file for file in (folder / part).iterdir())
        # The header first: without it nobody takes the rest for a workspace, should the removal be cut off.
        made.sort(key=lambda path: (path.name != header.FILE_NAME, -len(path.parts)))
        for one in made:
            with contextlib.suppress(OSError):
                one.rmdir() if one.is_dir() else one.unlink()
        raise


def _must_be_free(folder: Path) -> None:
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError("vault.folder-not-empty", path=str(folder))
    except NotADirectoryError as error:
        raise InputError("vault.folder-not-empty", path=str(folder)) from error
    except OSError as error:
        raise storage_error(error, folder) from error


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make the folders, and note in ``made`` what is new: that, and the files that will be."""
    try:
        for new in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            new.mkdir()
            made.append(new)
            sync_folder(new.parent)
        folder.chmod(0o700)
        for part in (ATTACHMENTS, SEALED, QUARANTINE):
            (folder / part).mkdir(mode=0o700)
            made.append(folder / part)
        made += (folder / f"{database.FILE_NAME}{end}" for end in ("", "-wal", "-journal"))
        made.append(folder / header.FILE_NAME)
    except FileExistsError as error:
        raise InputError("vault.folder-not-empty", path=str(folder)) from error
    except OSError as error:
        raise storage_error(error, folder) from error


def unlock(folder: Path, passphrase: str) -> Unlocked:
    """Try a passphrase on the workspace in ``folder``; needs no database and takes about a second.

    Raises :class:`InputError` ``vault.no-workspace``, ``vault.passphrase-wrong`` or, after several wrong
    ones, ``vault.wait``; :class:`RefusedError` where the header was altered.
    """
    read = header.read_header(folder)
    attempts.must_not_wait(folder)
    try:
        secret = header.open_with_passphrase(read, passphrase)
    except InputError:
        attempts.note_failure(folder)
        raise
    attempts.forget(folder)
    return Unlocked(folder, read, secret)


def unlock_with_code(folder: Path, code: RecoveryCode) -> Unlocked:
    """Open with the printed recovery code. Nobody guesses one, so nobody waits.

    Raises :class:`InputError` ``vault.no-workspace`` or ``vault.recovery-wrong``.
    """
    read = header.read_header(folder)
    return Unlocked(folder, read, header.open_with_recovery_code(read, code))


def unlock_for_somebody_gone(
    folder: Path, office: Sequence[HybridIdentity], custodian: Sequence[HybridIdentity]
) -> Unlocked:
    """Open with what office and custodian hold together; its signing keys stay closed.

    Raises :class:`InputError` ``vault.no-workspace`` or ``vault.escrow-not-ours``.
    """
    read = header.read_header(folder)
    return Unlocked(folder, read, header.open_escrow(read, office, custodian))


def open_workspace(folder: Path, passphrase: str) -> Workspace:
    """Unlock and open in one step."""
    return Workspace(unlock(folder, passphrase))
