"""Where in the sound an answer was given: by what it keeps itself, else by the times in the journal."""

from __future__ import annotations

from interview_kit.interview import journal
from interview_kit.interview.answer import Answer
from interview_kit.interview.events import Event, What
from interview_kit.interview.journal import EntryKind
from interview_kit.interview.moments import LEAD, moment_of, placed
from tests.interview.forms import AUTHOR, INTERVIEW, Witness, protocol, question

SOUND = "t" * 26
FORM = protocol(question("kept", kit={"sides": ["anchor"]}), question("plain"))


class Course:
    """A journal that is written second by second of one day."""

    def __init__(self) -> None:
        self.witness = Witness(FORM)
        self.entries = list(self.witness.interview.entries)

    def at(self, second: int, kind: EntryKind, path: str = "", value: object = None) -> None:
        time = f"2026-11-28T{9 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000Z"
        last = self.entries[-1]
        self.entries.append(
            journal.link(INTERVIEW, last, kind=kind, path=path, value=value, author=AUTHOR, time=time)  # type: ignore[arg-type]
        )

    def sound(self, second: int, place: int) -> None:
        self.at(second, EntryKind.EVENT, value=Event(What.SOUND, attachment=SOUND, at=place).to_json())

    def silence(self, second: int, place: int) -> None:
        self.at(second, EntryKind.EVENT, value=Event(What.SILENCE, at=place).to_json())

    def says(self, second: int, value: str = "T") -> None:
        self.at(second, EntryKind.ANSWER, "/plain", {"value": value})

    @property
    def moment(self) -> int | None:
        return moment_of(self.entries, "/plain")


def test_the_moment_is_shortly_before_it_was_written_down() -> None:
    told = Course()
    told.sound(100, 0)
    told.says(160)
    assert told.moment == 60_000 - LEAD


def test_it_never_lies_before_the_sound_began() -> None:
    told = Course()
    told.sound(100, 5_000)
    told.says(102)
    assert told.moment == 5_000


def test_pauses_do_not_count() -> None:
    told = Course()
    told.sound(100, 0)
    told.silence(160, 60_000)
    told.says(200)
    assert told.moment is None
    told.sound(3600, 60_000)
    told.says(3630)
    assert told.moment == 90_000 - LEAD


def test_what_is_mended_in_silence_keeps_its_moment_and_what_is_cleared_has_none() -> None:
    told = Course()
    told.sound(0, 0)
    told.says(30)
    told.silence(60, 60_000)
    told.says(90, "T-mended")
    assert told.moment == 30_000 - LEAD
    told.at(95, EntryKind.CLEAR, "/plain")
    assert told.moment is None


def test_what_was_undone_was_never_said() -> None:
    told = Course()
    told.sound(0, 0)
    told.says(30)
    told.at(31, EntryKind.UNDO, value={"counter": told.entries[-1].counter})
    assert told.moment is None


def test_an_answer_that_keeps_its_moment_is_believed_before_any_clock() -> None:
    told = Course()
    told.sound(0, 0)
    told.at(30, EntryKind.ANSWER, "/kept", {"value": "T", "anchor": [7_000, 9_000]})
    assert moment_of(told.entries, "/kept") == 7_000


def test_only_a_question_that_offers_it_keeps_the_moment() -> None:
    told, spoken = Witness(FORM).interview, (1_000, 2_000)
    assert placed(told, "/kept", Answer("T"), spoken).anchor == spoken
    assert placed(told, "/plain", Answer("T"), spoken).anchor is None
    assert placed(told, "/kept", Answer(), spoken) == Answer()


def test_a_text_that_is_being_typed_is_not_written_anew_for_each_second_of_it() -> None:
    witness = Witness(FORM)
    first = placed(witness.interview, "/kept", Answer("T"), (1_000, 2_000))
    witness.says("/kept", first.to_json())
    assert placed(witness.interview, "/kept", Answer("T and"), (1_000, 9_000)).anchor == (1_000, 2_000)
    assert placed(witness.interview, "/kept", Answer("T and on"), (1_000, 40_000)).anchor == (1_000, 40_000)
    assert placed(witness.interview, "/kept", Answer("T later"), (50_000, 51_000)).anchor == (50_000, 51_000)
    assert placed(witness.interview, "/kept", Answer("T mended"), None).anchor == (1_000, 2_000)
