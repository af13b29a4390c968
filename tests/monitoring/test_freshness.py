"""A return is in, late, missing or partly held: with the smallest dates that tell them apart."""

from datetime import date

import pytest

from monitoring.freshness import owed
from monitoring.vocabulary import Freshness

CONTRACT = {"span": (date(2009, 1, 1), date(2011, 12, 1)), "due_days": 7}


@pytest.mark.parametrize(
    ("returned_to", "working", "held", "state", "months"),
    [
        (date(2009, 3, 1), date(2009, 4, 20), False, Freshness.CURRENT, 0),
        (date(2009, 2, 1), date(2009, 4, 7), False, Freshness.CURRENT, 0),  # due on the 7th itself
        (date(2009, 2, 1), date(2009, 4, 8), False, Freshness.LATE, 1),
        (date(2009, 1, 1), date(2009, 4, 8), False, Freshness.MISSING, 2),
        (None, date(2009, 2, 8), False, Freshness.MISSING, 1),
        (None, date(2009, 2, 7), False, Freshness.CURRENT, 0),  # nothing has fallen due yet
        (date(2009, 3, 1), date(2009, 4, 20), True, Freshness.HELD, 0),
        (date(2009, 1, 1), date(2009, 4, 8), True, Freshness.MISSING, 2),
    ],
)
def test_the_state_of_the_returns(returned_to, working, held, state, months):
    said = owed(returned_to=returned_to, held=held, working_date=working, **CONTRACT)
    assert (said.freshness, len(said.months)) == (state, months)


def test_days_late_count_from_the_oldest_month_owed():
    said = owed(returned_to=date(2009, 1, 1), held=False, working_date=date(2009, 4, 8), **CONTRACT)
    assert said.due_on == date(2009, 3, 7)  # February ends on the 28th, and 7 days
    assert said.days_late == 32  # 24 days of March and 8 of April


def test_nothing_is_owed_after_the_contract_ended():
    said = owed(
        returned_to=date(2011, 12, 1), held=False, working_date=date(2013, 1, 1), **CONTRACT
    )
    assert said.freshness is Freshness.CURRENT
