"""What an interviewer and the office do, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from interview_kit.bundle.export import export
from interview_kit.bundle.seal import seal
from interview_kit.crypto.canonical import JsonValue
from interview_kit.errors import StorageError
from interview_kit.interview.answer import Answer
from interview_kit.office.intake import import_bundles
from interview_kit.protocol import library
from interview_kit.protocol.model import Protocol
from interview_kit.trust import receipts
from interview_kit.vault import drafts, interviews, recordings
from interview_kit.vault.workspace import ATTACHMENTS, SEALED, Workspace, new_id
from tests import promotions
from tests.faults.activity import Work
from tests.faults.pictures import archived, look
from tests.stations import DEMO, Stations


@contextmanager
def answering(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, the_draft(laptop))
        long = "긴 이야기입니다. " * 900
        yield Work(
            [
                lambda: draft.answer("/witness/name", Answer("T-하나")),
                lambda: draft.answer("/story/account", Answer(long)),
                lambda: draft.add("/harm"),
                lambda: draft.answer("/harm[2]/person", Answer("T-둘")),
                lambda: draft.attach("/further/copy", DEMO / "silence.wav"),
                lambda: draft.answer("/story/account", Answer(long.replace("긴", "짧은", 400))),
                lambda: draft.answer("/harm[1]/when", Answer({"edtf": "2015", "words": "2015년"})),
                lambda: draft.withdraw("/further/copy"),
                lambda: draft.answer("/witness/sex", Answer()),
                draft.undo,
                draft.redo,
                lambda: draft.attach("/further/copy", DEMO / "sketch.png"),
                lambda: draft.remove("/harm[2]", "T"),
                lambda: draft.answer("/witness/name", Answer("T-셋")),
            ],
            lambda: _looked_into(laptop, draft),
        )


def _looked_into(laptop: Workspace, draft: drafts.Draft) -> JsonValue:
    stored = drafts.open_draft(laptop, draft.interview.id).interview
    assert stored.answers_json(identifying=True) == draft.interview.answers_json(identifying=True)
    assert stored.entries == draft.interview.entries, "the draft in hand is not the draft on the disk"
    return look(laptop)


def the_draft(laptop: Workspace) -> str:
    return next(row.interview for row in interviews.listing(laptop) if row.state == "draft")


@contextmanager
def beginning(stations: Stations) -> Iterator[Work]:
    """An interview whose protocol puts answers in at its beginning is never there without them."""
    loaded = library.from_model(
        Protocol.model_validate(
            {
                "id": "t-begun",
                "version": "1",
                "title": {"en": "T"},
                "languages": ["en"],
                "children": [{"name": "place", "kind": "question"}],
                "actions": [
                    {"events": ["odk-instance-first-load"], "target": "/data/place", "text": "T-서울"}
                ],
            }
        )
    )
    with stations.laptop() as laptop:
        yield Work([lambda: drafts.begin(laptop, loaded)] * 2, lambda: look(laptop))


def _the_same_each_time(protocol: Protocol) -> Protocol:
    """Return a protocol without what the program notes by itself: the time, and codes by chance."""
    sections = [
        section.model_copy(update={"children": tuple(one for one in section.children if not one.preload)})
        for section in protocol.children
    ]
    return protocol.model_copy(update={"id": "t-full", "children": tuple(sections)})


@contextmanager
def promoting(stations: Stations) -> Iterator[Work]:
    """An interview goes on under another protocol with all that is carried over, or not at all."""
    loaded = library.from_model(_the_same_each_time(promotions.shipped("ed-full").protocol))
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, the_draft(laptop))
        yield Work(
            [
                lambda: draft.answer("/witness/name", Answer("T-하나")),
                lambda: draft.promote(loaded),
                lambda: draft.answer("/witness/work", Answer(["FARM"])),
                lambda: draft.answer("/account/notes", Answer("T-나중")),
            ],
            lambda: _looked_into(laptop, draft),
        )


@contextmanager
def recording(stations: Stations) -> Iterator[Work]:
    """Sound that was flushed is played after a crash, up to there."""
    with stations.laptop() as laptop:
        draft = drafts.open_draft(laptop, the_draft(laptop))
        taken: list[int] = []
        running: list[recordings.Recording] = []

        def piece(number: int) -> None:
            if number not in taken:  # what was taken in once waits until the disk takes it
                taken.append(number)
                running[0].append(bytes([number]) * 3000)
            running[0].flush()

        steps = [partial(piece, number) for number in range(6)]
        try:
            yield Work(
                [
                    lambda: draft.withdraw("/story/recording"),
                    lambda: running.append(recordings.begin(laptop, draft, "/story/recording", "audio/ogg")),
                    *steps,
                    lambda: running[0].finish(draft),
                ],
                lambda: _looked_into(laptop, draft),
            )
        finally:
            for one in running:
                one.close()


@contextmanager
def sealing(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        interview = the_draft(laptop)

        def step() -> None:
            if interviews.find(laptop, interview).state == "draft":
                seal(laptop, interview)
            else:  # it was sealed, but not all was cleared away
                interviews.finish_owed(laptop)

        yield Work([step], lambda: look(laptop))


def cut_off(stations: Stations) -> None:
    """Leave behind what a sealing leaves that was cut off before it had cleared away."""
    folder = stations.folder / "laptop"
    with stations.laptop() as laptop:
        seal(laptop, the_draft(laptop))
        laptop.owe_rotation()
    for file in list((folder / SEALED).iterdir()):
        file.rename(file.with_name(f"{file.name}.part"))
    (folder / SEALED / f"{new_id(16)}.ikb.part").write_bytes(bytes(5000))
    (folder / ATTACHMENTS / new_id()).write_bytes(bytes(5000))


@contextmanager
def clearing_up(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: interviews.finish_owed(laptop)], lambda: look(laptop))


@contextmanager
def exporting(stations: Stations) -> Iterator[Work]:
    with stations.laptop() as laptop:
        yield Work([lambda: export(laptop, stations.stick)], lambda: look(laptop))


def exported(stations: Stations) -> None:
    with stations.laptop() as laptop:
        export(laptop, stations.stick)


@contextmanager
def importing(stations: Stations) -> Iterator[Work]:
    with stations.office() as office:

        def step() -> None:
            report = import_bundles(office, [stations.stick], stations.stick)
            failed = [one.error for one in report.quarantined if isinstance(one.error, StorageError)]
            for error in [*failed, report.receipts_failed]:
                if error:
                    raise error

        yield Work([step], lambda: archived(office))


def received(stations: Stations) -> None:
    exported(stations)
    with stations.office() as office:
        import_bundles(office, [stations.stick], stations.stick)


@contextmanager
def receiving(stations: Stations) -> Iterator[Work]:
    (receipt,) = stations.stick.glob("*.ikr")
    with stations.laptop() as laptop:
        yield Work([lambda: receipts.accept_receipt(laptop, receipt)], lambda: look(laptop))
