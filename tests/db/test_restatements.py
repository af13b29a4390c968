"""Is every figure that moved after its month closed listed, with what moved it, on both engines?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import rules
from db.publishing.request import CallError
from tests.db import returns
from tests.db.agreements import who, with_people
from tests.stores import prepared

RESENT = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | {}
    CPA-1    | 2009-02 | job_outcomes | all             | 60
    CPA-1    | 2009-03 | job_outcomes | all             | 80
"""
MAY_ONLY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-05 | job_outcomes | all             | {}
"""
MONTHS = (date(2009, 1, 1), date(2009, 2, 1), date(2009, 3, 1))


@prepared
def peopled(store):
    """Give a store with a return received on 10 June, on each engine."""
    return with_people(store)


def listed(store, login="cm", **choices):
    return returns.report(store, "restatements", who(login), contract="CPA-1", **choices)


def resend(store, january, day):
    drawn = RESENT.format(january)
    answer = returns.send(
        store,
        "monthly_return",
        drawn,
        now=datetime(2009, 6, day, tzinfo=UTC),
        confirm_size=True,
        months=MONTHS,
    )
    assert answer.submission
    return answer.submission


def test_nothing_published_after_a_month_closed_restates_nothing(peopled):
    assert listed(peopled) == []
    rules.close_month(peopled, who("cm"), "CPA-1", date(2009, 1, 1), returns.NOW)
    assert listed(peopled) == []


def test_a_figure_that_moves_after_is_listed_with_what_moved_it(peopled):
    receipt = resend(peopled, 45, 20)
    [row] = listed(peopled)
    assert (row["month"], row["measure"], row["source"], row["origin"]) == (
        "2009-01",
        "job_outcomes",
        "provider_mi",
        "returned",
    )
    assert (row["as_closed"], row["now"], row["difference"], row["steps"]) == (38, 45, 7, 1)
    assert row["submission"] == receipt
    assert row["when"].startswith("2009-06-20")


def test_the_steps_stand_one_a_row_and_add_up(peopled):
    resend(peopled, 45, 20)
    resend(peopled, 40, 21)
    [row] = listed(peopled)
    steps = listed(peopled, detail=True)
    assert [(step["before"], step["after"]) for step in steps] == [(38, 45), (45, 40)]
    assert sum(step["difference"] for step in steps) == row["difference"] == 2


def test_as_at_an_instant_before_the_change_there_was_none(peopled):
    resend(peopled, 45, 20)
    assert listed(peopled, as_at=datetime(2009, 6, 15, tzinfo=UTC)) == []
    [then] = listed(peopled, as_at=datetime(2009, 6, 20, 12, tzinfo=UTC))
    resend(peopled, 40, 21)
    [row] = listed(peopled, as_at=datetime(2009, 6, 20, 12, tzinfo=UTC))
    assert (row["now"], then["now"]) == (45, 45)


def test_a_month_closed_by_hand_keeps_what_stood_before_its_days_were_up(store):
    with_people(store)
    returns.send(store, "monthly_return", MAY_ONLY.format(10))
    rules.close_month(store, who("cm"), "CPA-1", date(2009, 5, 1), returns.NOW)
    returns.send(store, "monthly_return", MAY_ONLY.format(12))
    found = listed(store)
    assert [(row["as_closed"], row["now"]) for row in found] == [(10, 12)]


def test_the_report_keeps_to_the_readers_contracts(peopled):
    resend(peopled, 45, 20)
    with pytest.raises(CallError, match="not known, or is not yours"):
        listed(peopled, "cm-2")
    assert returns.report(peopled, "restatements", who("cm-2")) == []


@pytest.fixture
def on_sqlite(sqlite_store):
    """Give the same store on SQLite alone."""
    return with_people(sqlite_store)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=st.lists(st.integers(0, 80), min_size=1, max_size=4))
def test_whatever_is_resent_the_steps_add_up_to_now_less_as_closed(on_sqlite, values):
    for value in values:  # one example goes on where the last ended
        returns.send(on_sqlite, "monthly_return", RESENT.format(value), confirm_size=True)
    steps = listed(on_sqlite, detail=True)
    for row in listed(on_sqlite):
        own = [step["difference"] for step in steps if step["month"] == row["month"]]
        assert sum(own) == row["now"] - row["as_closed"]
        assert len(own) == row["steps"]
