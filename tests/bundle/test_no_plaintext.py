"""Invariant 1: no plaintext of an interview ever touches the disk. Invariant 6: after sealing it is gone."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto import keys
from interview_kit.crypto.age import Decryptor
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import InputError, RefusedError
from interview_kit.interview.answer import Answer
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.protocol.library import LoadedProtocol
from interview_kit.protocol.model import BaseType, KitType, Protocol
from interview_kit.trust import enrolment, own, receipts, restoring
from interview_kit.trust.restoring import by_code
from interview_kit.vault import backup, drafts, interviews, recordings
from interview_kit.vault.database import FILE_NAME, Database
from interview_kit.vault.header import database_keys, read_header
from interview_kit.vault.workspace import ATTACHMENTS, Workspace
from tests.bundle.canary import CANARY, NUMBER, decrypted_pages, files_with_canary, found_in
from tests.stations import CUSTODIAN_PASSPHRASE, PASSPHRASE, Stations, demo_answers, record

GEOPOINT = f"41.{NUMBER} 129.{NUMBER} 0 0"
VALUES: dict[str, JsonValue] = {
    "text": CANARY,
    "integer": NUMBER,
    "decimal": f"{NUMBER}.5",
    "select_one": CANARY,
    "select_multiple": [CANARY],
    "attachment": {"file": f"{CANARY}.txt"},
    "rank": [CANARY],
    "boolean": "1",
    "date": "2009-04-15",
    "time": "14:30:00",
    "datetime": "2009-04-15T14:30:00Z",
    "geopoint": GEOPOINT,
    "geotrace": f"{GEOPOINT};{GEOPOINT}",
    "geoshape": f"{GEOPOINT};{GEOPOINT};{GEOPOINT}",
    "acknowledge": "OK",
    "fuzzy_date": {"edtf": "2009", "words": CANARY},
    "place": {"id": "KP-09", "words": CANARY},
    "agency": {"code": CANARY, "words": CANARY},
    "duration": {"iso": "P8M", "words": CANARY},
    "money": {"amount": str(NUMBER), "currency": "KPW", "words": CANARY},
    "person": {"words": CANARY},
    "sketch": {"file": f"{CANARY}.png"},
    "signature": {"file": f"{CANARY}.png"},
    "sides": {"value": "x", "said": CANARY, "source": CANARY, "certainty": CANARY},
    "splice": CANARY * 30,
}


def every_field() -> LoadedProtocol:
    """A protocol with every type of field, open and identifying, whose every text is a canary."""
    assert {*BaseType, *KitType} <= set(VALUES), "a type of field is not searched for"
    listed = [{"value": CANARY, "label": {"en": CANARY}}]
    return library.from_model(
        Protocol.model_validate(
            {
                "id": "canary",
                "version": "1",
                "title": {"en": CANARY},
                "languages": ["en"],
                "choices": dict.fromkeys(("list", "source", "certainty"), listed),
                "children": [
                    {"name": "open", "kind": "group", "children": [field(name) for name in VALUES]},
                    {"name": "people", "kind": "repeat", "children": [field("text")]},
                    {
                        "name": "apart",
                        "kind": "repeat",
                        "kit": {"identifying": True},
                        "children": [field(name) for name in VALUES],
                    },
                ],
            }
        )
    )


def field(name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": name, "kind": "question", "label": {"en": CANARY}}
    if name in list(KitType):
        made |= {"kit": {"type": name}, "type": KitType(name).base.value}
    elif name in list(BaseType):
        made["type"] = name
    if name.startswith("select") or name == "agency":
        made["choices"] = "list"
    if name == "person":
        made["kit"]["picks"] = "/people"
    if name == "sides":
        made["kit"] = {"sides": ["source", "certainty", "said"]}
    return made


@pytest.fixture
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A witness's paper, which lies outside everything that is searched."""
    folder = tmp_path_factory.mktemp("witness")
    for ending in ("txt", "png"):
        (folder / f"{CANARY}.{ending}").write_text(CANARY * 10_000, "utf-8")
    return folder


@pytest.fixture
def searched(stations: Stations, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which everything lands: workspaces, stick, home, temporary files."""
    for name in ("home", "tmp"):
        (stations.folder / name).mkdir()
    for variable in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(stations.folder / "tmp"))
    for variable in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(stations.folder / "home"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(stations.folder)
    yield stations.folder
    monkeypatch.undo()


def begin(laptop: Workspace, notes: Path) -> str:
    answers = {f"/{group}/{name}": value for group in ("open", "apart[1]") for name, value in VALUES.items()}
    return drafts.record(laptop, every_field(), answers, notes)


def test_invariant_01_no_plaintext_is_written_on_the_whole_way(
    stations: Stations, searched: Path, notes: Path
) -> None:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, begin(laptop, notes))
        assert files_with_canary(searched) == []  # while it is open, the log of the database beside it
        draft.answer("/open/splice", Answer(value=CANARY * 30 + CANARY))
        draft.answer("/open/text", Answer(value=f"changed {CANARY}"))
        draft.remove("/apart[1]", f"because {CANARY}")
        draft.withdraw("/open/attachment")
        draft.attach("/open/attachment", notes / f"{CANARY}.txt")
        assert files_with_canary(searched) == []
    assert files_with_canary(searched) == []
    with stations.laptop() as laptop:
        sealed = seal(laptop, draft.interview.id)
        assert files_with_canary(searched) == []
        export(laptop, stations.new_folder("usb"))
    with stations.office() as office:
        report = import_bundles(office, [stations.new_folder("usb")], stations.new_folder("receipts"))
        assert sealed.interview in report.accepted
        assert CANARY in str(archive.find(office, sealed.interview).answers)
        assert files_with_canary(searched) == []
    with stations.laptop() as laptop:
        receipts.accept_receipt(laptop, report.receipts[0])
    assert files_with_canary(searched) == []


def test_invariant_01_looking_at_identities_writes_nothing_down(
    stations: Stations, searched: Path, notes: Path
) -> None:
    with stations.laptop() as laptop:
        sealed = seal(laptop, begin(laptop, notes))
        export(laptop, stations.new_folder("usb"))
    with stations.office() as office:
        import_bundles(office, [stations.new_folder("usb")])
        found = archive.read_identity(
            office, sealed.interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="a test"
        )
        assert CANARY in str(found.answers)
        assert files_with_canary(searched) == []
    assert files_with_canary(searched) == []


def test_invariant_01_names_sound_backups_and_what_is_restored_are_closed_too(
    stations: Stations, searched: Path, notes: Path
) -> None:
    """Whose workspace it is, a recording that runs, what was taken back, a copy in a safe."""
    with stations.laptop() as laptop, stations.office() as office:
        for workspace in (laptop, office):
            workspace.set_setting("name", CANARY)
        enrolment.enrol(office, stations.stick / "laptop.ike", enrolment.own_fingerprint(laptop), CANARY)
        draft = drafts.open_draft(laptop, begin(laptop, notes))
        draft.withdraw("/open/attachment")
        running = recordings.begin(laptop, draft, "/open/attachment", "audio/ogg")
        running.append(CANARY.encode() * 3000)
        running.flush()
        draft.answer("/open/text", Answer(value=f"changed {CANARY}"))
        draft.undo()
        assert files_with_canary(searched) == []
        running.finish(draft)
        code, _ = laptop.keyring.set_recovery_code()
        file = backup.write(laptop, stations.stick, "2026-03-01T09:30:00.000Z").file
    restored = restoring.restore(file, searched / "new", by_code(code), PASSPHRASE, cost=keys.FLOOR)
    with restored:
        assert restored.name == CANARY
        drafts.open_draft(restored, draft.interview.id)
        assert files_with_canary(searched) == []
    assert files_with_canary(searched) == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_search_finds_a_canary_that_was_planted(
    searched: Path, encoding: str, form: Literal["NFC", "NFD"]
) -> None:
    (searched / "tmp" / "planted").write_bytes(b"x" + unicodedata.normalize(form, CANARY).encode(encoding))
    (searched / "home" / f"{CANARY}.txt").touch()
    (searched / "office" / "number").write_text(f"[{NUMBER}]")
    assert files_with_canary(searched) == [f"home/{CANARY}.txt", "office/number", "tmp/planted"]


def test_the_search_finds_a_canary_left_in_a_free_page(stations: Stations) -> None:
    """With ``secure_delete`` off, what was deleted stays readable, under the new key as well."""
    with stations.laptop() as laptop:
        laptop.database.run("PRAGMA secure_delete = OFF")
        seal(laptop, tell(laptop))
    assert found_in(clear_text(stations))


def tell(laptop: Workspace) -> str:
    """Record an interview whose words, open and identifying, are canaries; its protocol is not."""
    answers = demo_answers("witness-2.json")
    answers |= {"/witness/name": CANARY, "/story/account": CANARY * 300, "/closing/readback": CANARY}
    return record(laptop, answers)


def test_invariant_06_after_sealing_the_workspace_does_not_yield_the_testimony(
    stations: Stations, searched: Path
) -> None:
    """Not with its passphrase either, nor from the free pages of its database, nor from the log beside it."""
    folder = searched / "laptop"
    with stations.laptop() as laptop:
        interview = tell(laptop)
        assert found_in(clear_text(stations)), "the search does not see into the database"
    assert found_in(clear_text(stations))
    assert len(list((folder / ATTACHMENTS).iterdir())) == 2
    with stations.laptop() as laptop:
        seal(laptop, interview)
        assert not found_in(clear_text(stations))
        assert interviews.find(laptop, interview).state == "sealed"
        with pytest.raises(InputError, match="interview-sealed"):
            drafts.open_draft(laptop, interview)
    assert interview.encode() in clear_text(stations)
    assert not found_in(clear_text(stations))
    assert list((folder / ATTACHMENTS).iterdir()) == []
    assert files_with_canary(searched) == []


def test_invariant_06_no_key_on_the_laptop_opens_what_was_sealed(stations: Stations) -> None:
    with stations.laptop() as laptop:
        identity = own.identity(laptop)
        sealed = seal(laptop, tell(laptop))
        with sealed.file.open("rb") as file, pytest.raises(RefusedError, match="age-no-match"):
            Decryptor(file, [identity])


def test_invariant_06_a_key_from_before_the_sealing_opens_nothing(stations: Stations) -> None:
    """Somebody copied the key while the draft was open; the database has another key now."""
    old = raw_key(stations)
    with stations.laptop() as laptop:
        seal(laptop, tell(laptop))
    assert raw_key(stations) != old
    with pytest.raises(RefusedError, match="database-key"):
        Database(stations.folder / "laptop" / FILE_NAME, old)


def clear_text(stations: Stations) -> bytes:
    return decrypted_pages(stations.folder / "laptop" / FILE_NAME, raw_key(stations))


def raw_key(stations: Stations) -> bytes:
    """The key of the laptop's database, as whoever knows the passphrase derives it."""
    header = read_header(stations.folder / "laptop")
    (key,) = database_keys(header, stations.secrets["laptop"].workspace_key)
    return key
