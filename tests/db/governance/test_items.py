"""Is an item never lost and never closed without an outcome, whoever writes and reads?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError

from db import doors, governance
from db.models import ItemStep
from db.publishing.request import CallError
from db.queries import governance as reads
from monitoring.governance.items import NO_OUTCOME, Did, ItemKind, Terms
from tests.db.governance.writing import (
    DWP,
    EVERYONE,
    ISSUE,
    NOW,
    PRIME,
    SHARED,
    close,
    held,
    pen,
    reading,
    step,
)
from tests.db.seeded import who


def raised(store, login="tppm", place=SHARED, terms=ISSUE):
    return governance.raise_item(pen(store, login), place, terms)


def seen(store, login, number):
    with reading(store, login) as session:
        return reads.item(session, "CPA-1", number)


def listed(store, login):
    """Give the open items a person reads, those of the filled store left out."""
    with reading(store, login) as session:
        return {one.number for one in reads.open_items(session, "CPA-1")}


@pytest.fixture(autouse=True)
def _plain(full):
    """Take out the filled store's own rows, whose codes are no codes."""
    with doors.owner(full) as session:
        for table in ("item_step", "meeting", "note", "request_step"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - ours


def test_all_parties_see_the_items_shared_with_them_and_no_others(full):
    mine, shared, wide = (
        raised(full, "cm", DWP),
        raised(full, "cm", SHARED),
        raised(full, "cm", EVERYONE),
    )
    own = raised(full, "prime", PRIME)
    assert listed(full, "tppm") == {mine, shared, wide}
    assert listed(full, "prime") == {shared, wide, own}
    assert listed(full, "partner") == {wide}
    assert listed(full, "evaluator") == set()


def test_an_issue_of_three_monthly_meetings_is_carried_three_times_and_heads_the_list(full):
    first = governance.hold(pen(full, "tppm"), SHARED, held(), raised=[ISSUE])
    [number] = listed(full, "prime")
    assert seen(full, "prime", number).terms.meeting == first
    for minutes in (1, 2):
        governance.hold(pen(full, "tppm", minutes), SHARED, held(), carried=[number])
    one = seen(full, "prime", number)
    assert one.carried == 3
    assert one.lacks == ("an owner", "a date")
    assert [each.did for each in one.steps] == ["raised", "carried", "carried", "carried"]


def written(store, row):
    """Write a step past every function of ours."""
    with doors.publisher(store, who("cm")) as session:
        doors.begin_write(session)
        session.execute(insert(ItemStep), [row])


@pytest.mark.parametrize("outcome", ["", "  "])
def test_nothing_closes_without_an_outcome_by_any_way_in(full, outcome):
    number = raised(full)
    with pytest.raises(CallError, match=NO_OUTCOME):
        close(full, "prime", number, outcome)
    row = {
        "contract_id": 1,
        "item_id": number,
        "step": 2,
        "kind": "issue",
        "did": "closed",
        "what": "Gone",
        "how": "",
        "who": "",
        "outcome": outcome,
        "measure": "",
        "text": "",
        "by_user": "cm",
        "at": NOW,
        "audience": "shared",
        "arrangement": "",
    }
    with pytest.raises(DatabaseError):
        written(full, row)
    assert listed(full, "prime") == {number}


def test_a_closed_item_keeps_its_outcome_and_opens_again_with_a_reason(full):
    number = raised(full)
    close(full, "prime", number, "Sent with the referral since May")
    assert listed(full, "tppm") == set()
    with pytest.raises(CallError, match="Open it again"):
        step(full, "cm", number, Did.CHANGED)
    step(full, "cm", number, Did.REOPENED, text="It came back in June")
    one = seen(full, "tppm", number)
    assert one.is_open
    assert [each.terms.outcome for each in one.steps] == [
        "",
        "Sent with the referral since May",
        "",
    ]


def test_who_reads_it_is_widened_and_never_narrowed(full):
    number = raised(full, "cm", DWP)
    step(full, "cm", number, Did.CHANGED, SHARED)
    with pytest.raises(CallError, match="only be widened"):
        step(full, "cm", number, Did.CHANGED, DWP)
    one = seen(full, "prime", number)
    assert (len(one.steps), one.steps_before) == (1, 1)
    assert len(seen(full, "cm", number).steps) == 2


def test_a_step_of_somebody_who_may_not_read_it_is_refused_in_the_words_for_unknown(full):
    number = raised(full, "cm", DWP)
    for one in (number, 99):
        with pytest.raises(CallError, match="not yours"):
            step(full, "prime", one, Did.CHANGED)
    with pytest.raises(CallError, match="not yours"):
        seen(full, "prime", number)


def test_its_kind_stays_what_it_was_raised_as(full):
    number = raised(full)
    other = Terms(kind=ItemKind.STARTUP, what="Open an office", who="Prime", due_on=NOW.date())
    governance.take_step(pen(full, "cm"), SHARED, number, Did.CHANGED, other)
    assert seen(full, "cm", number).terms.kind is ItemKind.ISSUE


def test_an_action_belongs_to_a_plan_of_its_own_contract(full):
    with pytest.raises(CallError, match="no plan or meeting"):
        raised(full, terms=Terms(kind=ItemKind.ISSUE, what="Within nothing", within=7))


def test_a_meeting_that_cannot_carry_an_item_is_not_written_down_at_all(full):
    number = raised(full)
    close(full, "cm", number, "Mended")
    for one in (number, 99):
        with pytest.raises(CallError):
            governance.hold(pen(full, "tppm"), SHARED, held(), carried=[one])
    with reading(full, "tppm") as session:
        assert reads.meetings(session, "CPA-1") == []


def test_how_it_stood_at_an_instant_can_be_asked(full):
    number = raised(full)
    governance.take_step(
        pen(full, "cm", 60),
        SHARED,
        number,
        Did.CLOSED,
        Terms(kind=ItemKind.ISSUE, what=ISSUE.what, outcome="Mended"),
    )
    with reading(full, "cm") as session:
        [then] = reads.open_items(session, "CPA-1", NOW + timedelta(minutes=30))
        assert (then.number, then.last.number) == (number, 1)
        assert reads.open_items(session, "CPA-1") == []
