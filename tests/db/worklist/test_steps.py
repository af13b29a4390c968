"""Are steps about differences kept to who may read and take them, and never lost?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import AccessEntry, DifferenceStep
from db.publishing.request import CallError, NotYoursError
from db.queries import worklist as reads
from db.worklist.steps import About, Refused, hands, take
from db.writing import Pen
from monitoring.audiences import Audience
from monitoring.worklist.items import Key
from monitoring.worklist.steps import Did, Hand, Said
from tests.db.seeded import PEOPLE, who

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
ABOUT = About("CPA-1", "referrals:lms", "starts:provider_mi")
SIDES = (ABOUT.left, ABOUT.right)
ONE, TWO = Key(10, date(2009, 3, 2)), Key(11, date(2009, 3, 3))
ANSWER = Said(reason="received_next_month", text="Seen on 6 April.")


def pen(store, login, minutes=0):
    return Pen(store, who(login), NOW + timedelta(minutes=minutes))


def took(store, login, did, said, *keys, **more):
    wanted = dict.fromkeys(keys or (ONE,), said)
    audience = more.get("audience", Audience.SHARED)
    return take(pen(store, login, more.get("minutes", 0)), ABOUT, did, wanted, audience)


def said(store, login, as_at=None):
    """Give how each difference stands as somebody reads it."""
    with doors.scoped_session(store, who(login)) as session:
        rows = reads.said(session, 1, *SIDES, as_at)
    last = rows.drop_duplicates(["client_id", "on"], keep="last").set_index("client_id")
    return last["state"].to_dict()


def test_a_difference_goes_from_the_department_to_the_provider_and_back(full):
    assert took(full, "tppm", Did.TAKEN, Said(owner="TPPM", clerical_ref="C/12"), ONE, TWO) == 2
    took(full, "tppm", Did.ASKED, Said(due_on=date(2009, 6, 24)), ONE, TWO, minutes=1)
    assert said(full, "prime") == {10: "with the provider", 11: "with the provider"}
    took(full, "prime", Did.ANSWERED, ANSWER, ONE, minutes=2)
    took(full, "tppm", Did.RETURNED, Said(text="Which week?"), ONE, minutes=3)
    took(full, "advisers", Did.ANSWERED, ANSWER, ONE, minutes=4)
    took(full, "cm", Did.ACCEPTED, Said(), ONE, minutes=5)
    assert said(full, "tppm") == {10: "closed", 11: "with the provider"}
    assert said(full, "tppm", NOW + timedelta(minutes=2))[10] == "answered"  # as known then
    with doors.scoped_session(full, who("cm")) as session:
        rows = reads.said(session, 1, *SIDES)
        steps = reads.history(session, 1, SIDES, ONE)
    last = rows[rows["client_id"] == 10].iloc[-1]
    assert (last["owner"], last["clerical_ref"], last["reason"], last["answer"]) == (
        "TPPM", "C/12", "received_next_month", "Seen on 6 April.",
    )
    assert [each.did for each in steps] == [
        Did.TAKEN, Did.ASKED, Did.ANSWERED, Did.RETURNED, Did.ANSWERED, Did.ACCEPTED,
    ]
    assert steps[1].who == "tppm"


def test_hundreds_are_written_whole_or_not_at_all_and_the_settled_ones_are_named(full):
    keys = [Key(10, date(2009, 3, 1) + timedelta(days=day)) for day in range(300)]
    assert took(full, "tppm", Did.ASKED, Said(), *keys) == 300
    took(full, "tppm", Did.CLOSED, Said(reason="duplicate"), keys[7])
    with pytest.raises(Refused, match="1 item of 300: This is closed") as refused:
        took(full, "prime", Did.ANSWERED, ANSWER, *keys)
    assert list(refused.value.why) == [keys[7]]
    assert set(said(full, "tppm").values()) <= {"with the provider", "closed"}


def test_a_note_reaches_its_audience_alone_and_stands_in_nobody_s_way(full):
    took(full, "tppm", Did.ASKED, Said())
    took(full, "tppm", Did.NOTED, Said(text="Ask again on Friday."), audience=Audience.DWP)
    took(full, "prime", Did.NOTED, Said(text="Our file is late."), audience=Audience.PRIME)
    took(full, "prime", Did.ANSWERED, ANSWER)
    for login, words in (("cm", "Friday"), ("prime", "file is late")):
        with doors.scoped_session(full, who(login)) as session:
            told = [each.text for each in reads.history(session, 1, SIDES, ONE) if each.text]
        assert len(told) == 2
        assert words in told[0]
    assert said(full, "cm") == {10: "answered"}


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"admin"}))
def test_only_managers_and_providers_of_the_contract_settle_it(full_sqlite, login):
    may = {
        Did.CLOSED: {"tppm", "cm"},
        Did.ANSWERED: {"prime", "advisers"},
        Did.NOTED: {"tppm", "cm", "prime", "advisers", "payments", "bdc"},
    }
    for did, people in may.items():
        if login in people:
            assert took(full_sqlite, login, did, ANSWER) == 1
            took(full_sqlite, "cm", Did.CLOSED, ANSWER) if did is Did.ANSWERED else None
            took(full_sqlite, "cm", Did.REOPENED, ANSWER) if did is not Did.NOTED else None
        else:
            with pytest.raises(CallError):
                took(full_sqlite, login, did, ANSWER)


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_steps_are_read_by_who_sees_the_clients_and_is_of_the_audience(full, login):
    took(full, "tppm", Did.ASKED, Said(text="Look."))
    reading = login in {"cm", "tppm", "prime", "advisers", "payments", "bdc", "admin"}
    assert bool(said(full, login)) is reading
    with doors.scoped_session(full, who(login)) as session:
        scope = doors.scope_of(session)
        rows = session.scalars(select(DifferenceStep.contract_id).distinct()).all()
    assert (2 in rows) == (login in {"payments", "bdc", "admin"})  # who are over every contract
    assert bool(hands(scope, 1)) is reading


def test_another_s_contract_is_as_unknown_as_none(full_sqlite):
    for contract in ("CPA-2", "CPA-7"):
        about = About(contract, *SIDES)
        with pytest.raises(NotYoursError, match=f"Contract {contract} is not known, or is not"):
            take(pen(full_sqlite, "tppm"), about, Did.ASKED, {ONE: Said()})


def test_an_administrator_has_every_hand_and_does_not_accept_their_own_answer(full_sqlite):
    with doors.scoped_session(full_sqlite, who("admin")) as session:
        assert hands(doors.scope_of(session), 1) == frozenset(Hand)
    took(full_sqlite, "admin", Did.ANSWERED, ANSWER)
    with pytest.raises(Refused, match="somebody else looks at it"):
        took(full_sqlite, "admin", Did.ACCEPTED, Said())


def test_nothing_written_is_ever_changed(full):
    took(full, "tppm", Did.ASKED, Said())
    change = update(DifferenceStep).values(state="closed")
    with doors.publisher(full, who("tppm")) as session:
        doors.begin_write(session)
        with pytest.raises(DatabaseError):
            session.execute(change)
        session.rollback()
    assert said(full, "tppm") == {10: "with the provider"}


def test_nothing_is_asked_of_nothing(full_sqlite):
    with pytest.raises(CallError, match="at least one"):
        take(pen(full_sqlite, "tppm"), ABOUT, Did.ASKED, {})


def test_what_is_written_holds_no_identifier(full_sqlite):
    with pytest.raises(CallError, match="national insurance number"):
        took(full_sqlite, "tppm", Did.ASKED, Said(text="It is AB123456C."))
    assert said(full_sqlite, "tppm") == {}


def test_the_access_log_says_what_was_done_and_how_often_and_of_nobody(full):
    took(full, "tppm", Did.ASKED, Said(text="Look."), ONE, TWO)
    with doors.journal(full) as session:
        entry = session.scalars(select(AccessEntry).order_by(AccessEntry.entry_id.desc())).first()
    assert (entry.action, entry.contract, entry.by_user) == ("work on differences", "CPA-1", "tppm")
    assert (entry.subject, entry.detail) == ("referrals:lms starts:provider_mi", "asked 2")


def test_a_likely_pair_is_accepted_or_refused_by_a_person_and_can_be_taken_back(full):
    def pairs():
        with doors.scoped_session(full, who("tppm")) as session:
            return [
                read(session, 1, *SIDES).to_dict("records")
                for read in (reads.accepted_pairs, reads.refused_pairs)
            ]

    pair = [{"left_client": 10, "right_client": 12, "on": date(2009, 3, 2)}]
    took(full, "tppm", Did.PARTED, Said(partner=12))
    assert pairs() == [[], pair]
    took(full, "tppm", Did.PAIRED, Said(partner=12), minutes=1)
    assert pairs() == [pair, []]
    took(full, "tppm", Did.REOPENED, Said(text="Two people after all."), minutes=2)
    assert pairs() == [[], []]
