"""A cohort is the starts of one month; each start reaches an outcome once, when it first does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db import rules
from db.scope import OPERATOR
from monitoring.parameters import Setting
from tests.db.returns import NOW, send
from tests.db.summing import cohorts, months, ready
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

STARTS = """
    contract | client_ref | referred_on | received_on | started_on | client_category | arrangement
    CPA-1    | R-1        | 2009-01-05  | 2009-01-08  | 2009-01-20 | mandatory       |
    CPA-1    | R-2        | 2009-01-06  | 2009-01-09  | 2009-01-23 | voluntary       | A1
    CPA-1    | R-3        | 2009-01-07  | 2009-02-02  |            | mandatory       | A1
    CPA-1    | R-4        | 2009-02-09  | 2009-02-10  | 2009-02-20 | mandatory       | A1
"""
JOBS = """
    contract | client_ref | job_started_on | employer_ref | referred_on
    CPA-1    | R-1        | 2009-01-10     | E-1          |
    CPA-1    | R-1        | 2009-03-01     | E-2          |
    CPA-1    | R-1        | 2009-04-01     | E-3          | 2009-01-05
    CPA-1    | R-2        | 2009-01-31     | E-1          | 2009-01-06
    CPA-1    | R-3        | 2009-03-01     | E-1          |
    CPA-1    | R-4        | 2009-03-01     | E-1          | 2009-01-01
"""


@prepared
def counting(store: Store) -> Store:
    """Give a store with starts."""
    ready(store)
    send(store, "starts", STARTS)
    return store


def test_the_size_of_a_cohort_is_its_starts_at_every_level(counting: Store):
    assert cohorts(counting, "starts") == {(1, 0): 2, (2, 0): 1}
    assert cohorts(counting, "starts", category="mandatory") == {(1, 0): 1, (2, 0): 1}
    assert cohorts(counting, "starts", arrangement="A1") == {(1, 0): 1, (2, 0): 1}


def test_a_start_counts_once_at_its_first_event_not_before_it(counting: Store):
    send(counting, "employment", JOBS)
    # R-2 at once, R-1 two months on (the job before the start is not one of it); R-3 never
    # started, and the job of R-4 names a referral nobody reported
    assert cohorts(counting, "job_starts") == {(1, 0): 1, (1, 2): 2}
    assert cohorts(counting, "job_starts", category="mandatory") == {(1, 2): 1}
    assert cohorts(counting, "job_starts", arrangement="own") == {(1, 2): 1}
    assert cohorts(counting, "job_starts", arrangement="A1", category="voluntary") == {(1, 0): 1}


def test_an_event_without_a_referral_belongs_to_the_one_that_ran_on_its_day(counting: Store):
    again = """
        contract | client_ref | referred_on | started_on | client_category
        CPA-1    | R-1        | 2009-03-01  | 2009-03-01 | mandatory
    """
    send(counting, "starts", again)
    send(counting, "employment", JOBS)
    # the job of 1 March is the second start's, that of 1 April names the first one's referral
    assert cohorts(counting, "job_starts", category="mandatory") == {(1, 3): 1, (3, 0): 1}


def test_claims_accepted_and_fifth_interviews_are_reached_too(counting: Store):
    claims = """
        contract | client_ref | referred_on | outcome | decided_on | decision
        CPA-1    | R-1        | 2009-01-05  | jo      | 2009-04-02 | accepted
        CPA-1    | R-2        |             | jo      | 2009-05-02 | accepted
        CPA-1    | R-4        | 2009-02-09  | jo      | 2009-05-02 | rejected
        CPA-1    | R-1        | 2009-01-05  | sjo     | 2009-10-02 | accepted
    """
    interviews = """
        contract | client_ref | scheduled_on | wfi_no | result   | mode
        CPA-1    | R-1        | 2009-05-02   | 5      | attended | group
        CPA-1    | R-1        | 2009-05-03   | 5      | attended |
        CPA-1    | R-4        | 2009-05-03   | 5      | fta      |
    """
    send(counting, "claims", claims)
    send(counting, "appointments", interviews)
    assert cohorts(counting, "job_outcomes") == {(1, 3): 1, (1, 4): 2}
    assert cohorts(counting, "sustained_job_outcomes") == {(1, 9): 1}
    assert cohorts(counting, "wfi_5") == {(1, 4): 1}


def test_a_later_file_moves_only_the_numbers_it_changes(counting: Store):
    send(counting, "employment", JOBS)
    more = """
        contract | client_ref | job_started_on | employer_ref
        CPA-1    | R-4        | 2009-02-25     | E-9
    """
    send(counting, "employment", more)
    assert cohorts(counting, "job_starts") == {(1, 0): 1, (1, 2): 2, (2, 0): 1}
    moved = STARTS.replace("2009-01-23", "2009-02-01")  # after its job: it reaches none any more
    send(counting, "starts", moved)
    assert cohorts(counting, "job_starts") == {(1, 2): 1, (2, 0): 1}
    assert cohorts(counting, "starts") == {(1, 0): 1, (2, 0): 2}


def test_a_cohort_is_made_by_the_event_that_makes_a_start(counting: Store):
    send(counting, "employment", JOBS)
    setting = Setting("start_event", "referral_accepted", date(2009, 1, 1), "Contract")
    rules.set_parameter(counting, OPERATOR, "CPA-1", setting, NOW)
    assert cohorts(counting, "starts") == {(1, 0): 2, (2, 0): 2}
    # R-1 was received before the first job; R-3 now starts in February
    assert cohorts(counting, "job_starts") == {(1, 0): 2, (2, 1): 1}


def test_a_first_interview_that_comes_later_moves_its_start_to_another_cohort(counting: Store):
    setting = Setting("start_event", "wfi1_attended", date(2009, 1, 1), "Contract")
    rules.set_parameter(counting, OPERATOR, "CPA-1", setting, NOW)
    assert cohorts(counting, "starts") == {}
    interviews = """
        contract | client_ref | scheduled_on | wfi_no | result
        CPA-1    | R-1        | 2009-02-02   | 1      | attended
        CPA-1    | R-1        | 2009-06-02   | 5      | attended
    """
    send(counting, "appointments", interviews, months=months(2, 6))
    assert cohorts(counting, "starts") == {(2, 0): 1}
    assert cohorts(counting, "wfi_5") == {(2, 4): 1}
