"""A short interview that goes on as a full one: nothing is asked twice, nothing of the record is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interview_kit.crypto.canonical import JsonValue
from interview_kit.interview.answer import Answer, from_json
from interview_kit.interview.carrying import Carrying
from interview_kit.interview.journal import EntryKind
from interview_kit.office import archive
from interview_kit.office.intake import import_bundles
from interview_kit.vault import drafts, interviews
from interview_kit.vault.drafts import Draft
from interview_kit.vault.workspace import Workspace
from tests.attacks.forger import take_apart
from tests.content import ed_short
from tests.promotions import promoted_and_sealed, sealed, shipped
from tests.stations import CUSTODIAN_PASSPHRASE, Stations, record

#: What ED-FULL does not ask, or asks again on purpose: an explanation of its own, and a closing of its own.
NOT_CARRIED = {
    "/consent/explained",
    "/consent/understood",
    "/witness/age_band",
    "/harm/acts",
    "/further/others",
    "/further/exhibits",
    "/next/call_again",
    "/next/danger",
    "/next/danger_words",
    "/closing/readback",
    "/closing/readback_result",
    "/closing/corrections",
    "/closing/wellbeing",
    "/closing/card",
}
#: Questions whose answers stand beside others.
BESIDE = {"/harm/source", "/harm/certainty"}


@pytest.fixture
def laptop(stations: Stations) -> Iterator[Workspace]:
    with stations.laptop() as opened:
        yield opened


@pytest.fixture
def draft(laptop: Workspace) -> Draft:
    """A short interview in which everything was answered."""
    return drafts.open_draft(laptop, record(laptop, dict(ed_short.WHOLE)))


def promoted(draft: Draft) -> Carrying:
    return draft.promote(shipped("ed-full"))


def answers(draft: Draft) -> dict[str, JsonValue]:
    told = draft.interview
    return told.answers_json(identifying=False) | told.answers_json(identifying=True)


# Nothing is asked twice -----------------------------------------------------------------------------


def test_every_question_of_the_short_protocol_is_taken_over_or_left_on_purpose() -> None:
    takes = [node.node.kit.takes for node in shipped("ed-full").form.nodes]
    taken = {path for one in takes if one for path in (*one.paths, *one.sides.values())}
    asked = {path for path, _ in shipped("ed-short").form.questions()}
    assert asked - taken == NOT_CARRIED
    assert taken - asked == {"/harm", "/story/sound"}


def test_what_was_answered_stands_in_the_full_interview(draft: Draft) -> None:
    before = answers(draft)
    carrying = promoted(draft)
    now = answers(draft)
    for path in ("/witness/name", "/witness/other_names", "/witness/sex", "/witness/home", "/consent/mode"):
        assert now[path] == before[path]
    for number in (1, 2, 3):
        assert now[f"/consent/sc{number}"] == before[f"/consent/sc{number}"]
    for number in range(5, 11):
        assert now[f"/consent/sc{number}"] == before[f"/use/sc{number}"]
    assert now["/consent/sc4"] == before["/further/sc4"]
    assert now["/account/words"] == before["/story/account"]
    assert now["/account/recording"] == before["/story/recording"]
    assert now["/account/sound[1]/recording"] == before["/story/sound[1]/recording"]
    assert now["/source[1]/who"] == before["/further/other_witnesses"]
    assert now["/exhibit[1]/copy"] == before["/further/copy"]
    assert now["/exhibit[2]/copy"] == before["/further/copy_with_faces"]
    assert now["/earlier/told"] == before["/further/told_before"]
    assert now["/consent/safe_channel"] == before["/use/safe_channel"]
    assert now["/consent/words_to_avoid"] == before["/use/words_to_avoid"]
    assert {place.path for place in carrying.carried} <= set(now)


def test_a_person_harmed_becomes_a_case_with_source_and_certainty_beside_what_was_told(draft: Draft) -> None:
    harm = draft.interview.instances()
    promoted(draft)
    now, victim = answers(draft), "/case[1]/victim[1]"
    known = {"source": "RUMOUR", "certainty": "GUESS"}
    assert now[f"{victim}/person/name"] == "T-언니"
    assert now[f"{victim}/person/relation"] == "sibling"
    assert now[f"{victim}/taking/when"] == {"value": {"edtf": "2009-11-30"}} | known
    assert now[f"{victim}/taking/where"] == {"value": {"id": "KP-09"}} | known
    assert now[f"{victim}/taking/captor"] == {"value": {"code": "MSS_COUNTY"}} | known
    assert now[f"{victim}/fate/words"] == "T: nothing since"
    assert now["/case[2]/victim[1]/person/name"] == "T-조카"
    instances = draft.interview.instances()
    for number in (1, 2):
        assert instances[f"/case[{number}]"] == instances[f"/case[{number}]/victim[1]"]
        assert instances[f"/case[{number}]"] == harm[f"/harm[{number}]"]


def test_no_question_that_was_answered_is_open_again(draft: Draft) -> None:
    carried = {place.path for place in promoted(draft).carried}
    unanswered = {one.path for one in draft.interview.problems() if one.code == "interview.unanswered"}
    assert carried
    assert not carried & unanswered
    assert "interview.source-missing" not in {
        one.code for one in draft.interview.problems() if one.path.startswith("/case[1]/victim[1]/taking/wh")
    }


def test_whoever_did_not_disappear_is_no_case_and_is_named_as_left(laptop: Workspace) -> None:
    told = ed_short.WHOLE | {"/harm[2]/acts": ["TORTURE"]}
    draft = drafts.open_draft(laptop, record(laptop, told))
    left = {place.path for place in promoted(draft).left}
    assert "/case[2]" not in draft.interview.instances()
    assert {"/harm[2]/person", "/harm[2]/when", "/harm[2]/source"} <= left
    assert not left & {"/harm[1]/person", "/harm[1]/source", "/harm[1]/certainty"}


def test_what_is_not_carried_over_is_named_with_its_question(draft: Draft) -> None:
    left = {place.path: place.label["en"] for place in promoted(draft).left}
    assert left["/witness/age_band"] == "How old are you, roughly?"
    assert {path.replace("[1]", "").replace("[2]", "") for path in left} == NOT_CARRIED


def test_an_answer_the_full_protocol_does_not_offer_is_asked_again(laptop: Workspace) -> None:
    """Who does not know their own name may say so in the short protocol alone."""
    draft = drafts.open_draft(laptop, record(laptop, ed_short.WHOLE | {"/witness/name": {"missing": "NA"}}))
    left = {place.path for place in promoted(draft).left}
    assert "/witness/name" in left
    assert "/witness/name" not in answers(draft)


def test_where_consent_was_not_given_nothing_it_covers_is_carried_over(laptop: Workspace) -> None:
    draft = drafts.open_draft(laptop, record(laptop, dict(ed_short.DECLINED)))
    promoted(draft)
    assert answers(draft) == {"/consent/sc1": "NO", "/setup/date": answers(draft)["/setup/date"]}


# One journal ----------------------------------------------------------------------------------------


def test_it_is_one_interview_with_one_journal(draft: Draft, laptop: Workspace) -> None:
    before = list(draft.interview.entries)
    promoted(draft)
    entries = draft.interview.entries
    assert entries[: len(before)] == before
    assert entries[len(before)].kind is EntryKind.PROMOTE
    again = drafts.open_draft(laptop, draft.interview.id).interview
    assert again.entries == entries
    assert again.to_json() == draft.interview.to_json()
    (row,) = [one for one in interviews.listing(laptop) if one.interview == again.id]
    assert row.protocol == "ed-full@1"


def test_it_goes_on_as_any_interview(draft: Draft) -> None:
    promoted(draft)
    draft.answer("/case[1]/victim[1]/person/sex", Answer("F"))
    assert answers(draft)["/case[1]/victim[1]/person/sex"] == "F"
    assert draft.can_undo
    draft.undo()
    assert "/case[1]/victim[1]/person/sex" not in answers(draft)


def test_nothing_before_a_promotion_is_undone_nor_what_it_carried_over(draft: Draft) -> None:
    assert draft.can_undo
    promoted(draft)
    assert not draft.can_undo
    assert not draft.can_redo


def test_it_happens_once(draft: Draft) -> None:
    promoted(draft)
    before = list(draft.interview.entries)
    with pytest.raises(Exception, match=r"interview\.promoted"):
        promoted(draft)
    assert draft.interview.entries == before


def test_the_history_of_an_answer_shows_what_it_was_before(draft: Draft) -> None:
    draft.answer("/harm[1]/when", from_json({"edtf": "2010"}, path="/harm[1]/when"))
    promoted(draft)
    told = draft.interview.history("/case[1]/victim[1]/taking/when")
    dates = [one.answer.value for one in told if one.answer]
    assert dates == [{"edtf": "2009-11-30"}, {"edtf": "2010"}, {"edtf": "2010"}]
    assert [one.earlier for one in told] == [True, True, False]
    histories = draft.interview.histories()
    assert [one.answer and one.answer.value for one in histories["ed-short:/witness/age_band"]] == ["40-49"]


# Consent that is withdrawn reaches back -------------------------------------------------------------


def values_told(draft: Draft) -> str:
    return "".join(str(entry.value) for entry in draft.interview.entries)


def test_what_is_withdrawn_is_destroyed_where_it_was_told_first(draft: Draft, stations: Stations) -> None:
    attachments = stations.folder / "laptop" / "attachments"
    promoted(draft)
    kept = len(list(attachments.iterdir()))
    draft.answer("/consent/sc3", Answer("NO"))
    draft.withdraw("/account/recording")
    draft.withdraw("/account/sound[1]/recording")
    assert "audio" not in values_told(draft)
    assert len(list(attachments.iterdir())) == kept - 2


def test_what_stood_beside_an_answer_goes_with_it(draft: Draft) -> None:
    promoted(draft)
    draft.answer("/consent/sc2", Answer("NO"))
    stable = draft.interview.instances()["/case[1]"]
    draft.withdraw("/case[1]/victim[1]/taking/when")
    gone = {entry.path for entry in draft.interview.entries if entry.withheld}
    assert gone == {
        f"/harm[{stable}]/when",
        f"/harm[{stable}]/source",
        f"/harm[{stable}]/certainty",
        f"/case[{stable}]/victim[{stable}]/taking/when",
    }


@pytest.mark.parametrize("known", [True, False])
def test_what_was_not_carried_over_is_destroyed_with_the_scope_it_needed(
    draft: Draft, laptop: Workspace, *, known: bool
) -> None:
    """Where a damaged disk took the protocol from before, what was told then goes with taking part."""
    promoted(draft)
    if not known:
        laptop.database.run("PRAGMA foreign_keys = OFF")
        laptop.database.run("DELETE FROM protocol WHERE id = 'ed-short'")
    again = drafts.open_draft(laptop, draft.interview.id)
    again.destroy_beyond_consent()
    assert not any(entry.withheld for entry in again.interview.entries)
    again.answer("/consent/sc2", Answer("NO"))
    again.destroy_beyond_consent()
    told = values_told(again)
    assert "a brother was questioned" not in told
    assert "40-49" not in told
    assert "T-언니" not in told
    assert ("'value': 'SIGNED'" in told) is True


# To the office --------------------------------------------------------------------------------------


def test_a_promoted_interview_is_sealed_imported_and_read(
    draft: Draft, laptop: Workspace, stations: Stations
) -> None:
    carrying = promoted(draft)
    interview, bundle = draft.interview.id, sealed(draft, laptop, stations.stick)
    with stations.office() as office:
        assert import_bundles(office, [bundle]).accepted == [interview]
        told = archive.find(office, interview)
        assert told.protocol.protocol.id == "ed-full"
        assert told.answers["/case[1]/victim[1]/taking/captor"] == {
            "value": {"code": "MSS_COUNTY"},
            "source": "RUMOUR",
            "certainty": "GUESS",
        }
        assert told.course.promoted is not None
        assert told.course.promoted.began == "ed-short@1"
        found = archive.read_identity(
            office, interview, custodian_passphrase=CUSTODIAN_PASSPHRASE, reason="T"
        )
    assert found.answers["/case[1]/victim[1]/person/name"] == "T-언니"
    assert found.earlier["ed-short:/witness/age_band"] == "40-49"
    assert len(found.earlier) == len(carrying.left)


def test_what_was_told_before_goes_to_the_custodian_alone(stations: Stations) -> None:
    forger = take_apart(stations, promoted_and_sealed(stations))
    entries = forger.journal()
    (at,) = [entry.counter for entry in entries if entry.kind is EntryKind.PROMOTE]
    before = [entry for entry in entries if 1 < entry.counter < at]
    assert all(entry.withheld or entry.kind is EntryKind.ADD for entry in before)
    assert not entries[0].withheld
    assert b"a place to sleep" not in forger.parts["journal.jsonl"]
