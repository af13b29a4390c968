"""Counted figures follow the client rows: by month, category and arrangement, and the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from db import rules
from db.scope import OPERATOR
from monitoring.parameters import Setting
from monitoring.vocabulary import Mode, Source
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.db.summing import months, ready, values
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

STARTS = """
    contract | client_ref | referred_on | received_on | started_on | client_category | arrangement
    CPA-1    | R-1        | 2009-01-05  | 2009-01-08  | 2009-01-20 | mandatory       |
    CPA-1    | R-2        | 2009-01-06  | 2009-01-09  | 2009-02-03 | voluntary       | A1
    CPA-1    | R-3        | 2009-01-07  | 2009-02-02  |            | mandatory       | A1
    CPA-1    | R-4        | 2009-02-09  | 2009-02-10  | 2009-02-20 | mandatory       | A1
"""
APPOINTMENTS = """
    contract | client_ref | scheduled_on | slot | wfi_no | result    | mode       | arrangement
    CPA-1    | R-1        | 2009-02-02   | 9:00 | 1      | fta       |            |
    CPA-1    | R-1        | 2009-03-02   |      | 1      | attended  |            |
    CPA-1    | R-1        | 2009-04-02   |      | 1      | attended  | individual |
    CPA-1    | R-2        | 2009-02-03   |      | 1      | attended  | group      | A1
    CPA-1    | R-2        | 2009-02-10   |      | 1      | attended  | telephone  | A1
    CPA-1    | R-3        | 2009-02-11   |      | 6      | attended  |            |
    CPA-1    | R-3        | 2009-02-12   |      |        | attended  |            |
    CPA-1    | R-3        | 2009-02-13   |      |        | fta       |            |
    CPA-1    | R-3        | 2009-02-16   |      | 2      | cancelled |            |
"""
CLAIMS = """
    contract | client_ref | referred_on | outcome | job_started_on | claimed_on | decided_on | decision | paid_on
    CPA-1    | R-1        | 2009-01-05  | jo      | 2009-02-02     | 2009-03-02 | 2009-04-02 | accepted | 2009-05-02
    CPA-1    | R-2        | 2009-01-06  | jo      | 2009-02-03     | 2009-03-03 | 2009-04-03 | accepted |
    CPA-1    | R-3        | 2009-01-07  | jo      | 2009-02-04     | 2009-03-04 | 2009-04-04 | rejected |
    CPA-1    | R-4        | 2009-02-09  | jo      |                | 2009-03-04 |            |          |
    CPA-1    | R-1        | 2009-01-05  | sjo     | 2009-02-02     | 2009-08-02 | 2009-09-02 | accepted | 2009-10-02
"""  # noqa: E501 - a table is easier to read than its parts
EXITS = """
    contract | client_ref | exited_on  | referred_on | reason
    CPA-1    | R-1        | 2009-03-31 |             | moved
    CPA-1    | R-2        | 2009-02-28 | 2009-01-06  | ineligible_after_wca
    CPA-1    | R-3        | 2009-02-28 | 2009-01-07  | other
"""


@prepared
def counted(store: Store) -> Store:
    """Give a store with contracts and arrangements."""
    return ready(store)


def set_rule(store: Store, code: str, text: str, since: date = date(2009, 1, 1)) -> int:
    setting = Setting(code, text, since, "Contract")
    return rules.set_parameter(store, OPERATOR, "CPA-1", setting, NOW)


def test_referrals_count_by_the_day_of_referral_and_only_from_the_jobcentre(counted: Store):
    rows = """
        contract | client_ref | referred_on | client_category
        CPA-1    | R-1        | 2009-01-31  | mandatory
        CPA-1    | R-1        | 2009-03-01  | mandatory
        CPA-1    | R-2        | 2009-01-01  | voluntary
    """
    send(counted, "referrals", rows, months=months(1, 2, 3))
    assert values(counted, "referrals", source=Source.LMS) == {1: 2, 2: 0, 3: 1}
    assert values(counted, "referrals", source=Source.LMS, category="voluntary") == {
        1: 1,
        2: 0,
        3: 0,
    }
    assert values(counted, "referrals") == {}


def test_starts_are_counted_with_every_margin_and_blank_means_the_prime_s_own(counted: Store):
    send(counted, "starts", STARTS)
    assert values(counted, "starts") == {1: 1, 2: 2}
    assert values(counted, "starts", category="mandatory") == {1: 1, 2: 1}
    assert values(counted, "starts", arrangement="own") == {1: 1}
    assert values(counted, "starts", arrangement="A1") == {2: 2}
    assert values(counted, "starts", arrangement="A1", category="mandatory") == {2: 1}
    assert values(counted, "starts", arrangement="A2") == {}


def test_a_start_may_be_the_receipt_of_the_referral_by_parameter(counted: Store):
    send(counted, "starts", STARTS)
    set_rule(counted, "start_event", "referral_accepted")
    assert values(counted, "starts") == {1: 2, 2: 2}


def test_a_start_may_be_the_first_interview_attended_one_to_one_by_parameter(counted: Store):
    set_rule(counted, "start_event", "wfi1_attended")
    send(counted, "starts", STARTS)
    assert values(counted, "starts") == {1: 0, 2: 0}  # the months of referral are covered
    send(counted, "appointments", APPOINTMENTS, months=months(2, 3, 4))
    assert values(counted, "starts") == {1: 0, 2: 1, 3: 1}
    assert values(counted, "starts", arrangement="A1", category="voluntary") == {2: 1}
    assert values(counted, "caseload") == {1: 0, 2: 1, 3: 2}


def test_the_first_interview_of_each_referral_makes_its_start(counted: Store):
    set_rule(counted, "start_event", "wfi1_attended")
    twice = """
        contract | client_ref | referred_on | client_category
        CPA-1    | R-1        | 2009-01-05  | mandatory
        CPA-1    | R-1        | 2009-04-01  | mandatory
    """
    send(counted, "starts", twice)
    send(counted, "appointments", APPOINTMENTS, months=months(2, 3, 4))
    assert values(counted, "starts") == {1: 0, 3: 1, 4: 1}


def test_each_month_is_counted_under_the_rule_in_force_on_its_first_day(counted: Store):
    send(counted, "starts", STARTS)
    set_rule(counted, "start_event", "referral_accepted", date(2009, 1, 2))
    assert values(counted, "starts") == {1: 1, 2: 2}  # January by started_on: R-1 alone
    # February by received_on, not
    assert values(counted, "starts", category="mandatory") == {1: 1, 2: 2}
    set_rule(counted, "start_event", "started_on", date(2009, 2, 1))
    assert values(counted, "starts", category="mandatory") == {1: 1, 2: 1}
    set_rule(counted, "start_event", "referral_accepted", date(2009, 1, 1))
    assert values(counted, "starts") == {1: 2, 2: 2}


def test_clients_found_ineligible_count_as_starts_unless_the_contract_says_otherwise(
    counted: Store,
):
    send(counted, "starts", STARTS)
    send(counted, "exits", EXITS, months=months(2, 3))
    assert values(counted, "starts") == {1: 1, 2: 2}
    set_rule(counted, "ineligible_start_counts", "no")
    assert values(counted, "starts") == {1: 1, 2: 1}
    other = EXITS.replace("ineligible_after_wca", "moved               ")
    send(counted, "exits", other, months=months(2, 3))
    assert values(counted, "starts") == {1: 1, 2: 2}


def test_a_changed_rule_moves_the_figures_from_its_publication_on_and_not_before(counted: Store):
    sent = NOW - timedelta(days=2)
    send(counted, "starts", STARTS, received=sent)
    set_rule(counted, "start_event", "referral_accepted")
    assert values(counted, "starts") == {1: 2, 2: 2}
    assert values(counted, "starts", as_at=NOW - timedelta(days=1)) == {1: 1, 2: 2}
    rows = report(counted, "profile", contract="CPA-1", measure="starts")
    assert [row["actual"] for row in rows][:2] == [2, 2]


def test_interviews_count_when_attended_one_to_one_and_ftas_whatever_the_appointment(
    counted: Store,
):
    send(counted, "starts", STARTS)
    send(counted, "appointments", APPOINTMENTS, months=months(2, 3, 4))
    assert values(counted, "wfi_1") == {2: 1, 3: 1, 4: 1}
    assert values(counted, "wfi_2") == {2: 0, 3: 0, 4: 0}
    assert values(counted, "wfis_total") == {2: 2, 3: 1, 4: 1}  # the sixth is an interview too
    assert values(counted, "ftas") == {2: 2, 3: 0, 4: 0}
    assert values(counted, "wfis_total", category="voluntary") == {2: 1, 3: 0, 4: 0}
    assert values(counted, "wfis_total", arrangement="A1") == {2: 1}


def test_claims_count_when_accepted_in_the_month_they_were_decided(counted: Store):
    send(counted, "claims", CLAIMS)
    assert values(counted, "job_outcomes") == {4: 2}
    assert values(counted, "sustained_job_outcomes") == {9: 1}


@pytest.mark.parametrize(
    ("stage", "event", "expected"),
    [
        ("accepted", None, {4: 2}),
        ("paid", None, {5: 1}),
        ("accepted", "job_started_on", {2: 2}),
        ("accepted", "claimed_on", {3: 2}),
        ("accepted", "paid_on", {5: 1}),
        ("paid", "decided_on", {4: 1}),
    ],
)
def test_which_claims_count_and_in_which_month_is_the_contract_s_to_say(
    counted: Store, stage: str, event: str | None, expected: dict[int, int]
):
    send(counted, "claims", CLAIMS)
    set_rule(counted, "actual_stage", stage)
    if event:
        set_rule(counted, "actual_event", event)
    assert values(counted, "job_outcomes") == expected


def test_a_payment_extract_counts_what_was_paid_in_the_month_it_was_paid(counted: Store):
    paid = """
        contract | client_ref | outcome      | paid_on
        CPA-1    | R-1        | job_outcomes | 2009-05-02
        CPA-1    | R-2        | job_outcomes |
    """
    send(counted, "claims", paid, source=Source.PAYMENTS, months=months(5, 6))
    assert values(counted, "job_outcomes", source=Source.PAYMENTS) == {5: 1, 6: 0}
    assert values(counted, "job_outcomes") == {}


def test_the_caseload_is_who_started_and_had_not_left_by_the_end_of_the_month(counted: Store):
    send(counted, "starts", STARTS, months=months(1, 2, 3, 4))
    assert values(counted, "caseload") == {1: 1, 2: 3, 3: 3, 4: 3}
    send(counted, "exits", EXITS, months=months(2, 3))
    # R-2 left in February and R-1 in March; R-3, who left too, had never started
    assert values(counted, "caseload") == {1: 1, 2: 2, 3: 1, 4: 1}
    assert values(counted, "client_months") == {1: 1, 2: 2, 3: 1, 4: 1}
    assert values(counted, "caseload", category="mandatory") == {1: 1, 2: 2, 3: 1, 4: 1}
    assert values(counted, "caseload", category="voluntary") == {1: 0, 2: 0, 3: 0, 4: 0}
    assert values(counted, "caseload", arrangement="A1") == {1: 0, 2: 1, 3: 1, 4: 1}
    assert values(counted, "caseload", arrangement="own") == {1: 1, 2: 1, 3: 0, 4: 0}


def test_an_exit_without_a_referral_ends_the_one_that_ran_on_its_day(counted: Store):
    twice = """
        contract | client_ref | referred_on | started_on | client_category
        CPA-1    | R-1        | 2009-01-05  | 2009-01-10 | mandatory
        CPA-1    | R-1        | 2009-03-05  | 2009-03-10 | mandatory
    """
    left = """
        contract | client_ref | exited_on  | reason
        CPA-1    | R-1        | 2009-02-10 | moved
    """
    send(counted, "starts", twice, months=months(1, 2, 3))
    send(counted, "exits", left, months=months(2))
    assert values(counted, "caseload") == {1: 1, 2: 0, 3: 1}


def test_who_left_before_starting_was_never_on_the_caseload(counted: Store):
    send(
        counted, "starts", STARTS.replace("2009-01-20", "2009-04-20"), months=months(1, 2, 3, 4, 5)
    )
    early = """
        contract | client_ref | exited_on  | referred_on | reason
        CPA-1    | R-1        | 2009-02-01 | 2009-01-05  | moved
    """
    send(counted, "exits", early, months=months(2))
    assert values(counted, "caseload", category="mandatory") == {1: 0, 2: 1, 3: 1, 4: 1, 5: 1}


def test_a_client_takes_the_category_of_the_latest_start_in_every_measure(counted: Store):
    send(counted, "appointments", APPOINTMENTS, months=months(2, 3, 4))
    assert values(counted, "ftas", category="mandatory") == {2: 0, 3: 0, 4: 0}
    send(counted, "starts", STARTS)
    assert values(counted, "ftas", category="mandatory") == {2: 2, 3: 0, 4: 0}
    send(
        counted,
        "starts",
        STARTS.replace("| 2009-01-20 | mandatory", "| 2009-01-20 | voluntary"),
    )
    assert values(counted, "ftas", category="mandatory") == {2: 1, 3: 0, 4: 0}


def test_a_correction_moves_a_count_from_one_month_to_another(counted: Store):
    send(counted, "starts", STARTS)
    one = STARTS.replace("2009-01-20", "2009-03-20")
    send(counted, "starts", one, mode=Mode.CORRECTIONS)
    assert values(counted, "starts") == {1: 0, 2: 2, 3: 1}


def test_deferrals_and_job_starts_count_in_the_month_they_began(counted: Store):
    deferrals = """
        contract | client_ref | from_on    | reason  | review_on
        CPA-1    | R-1        | 2009-04-27 | illness | 2009-06-01
    """
    jobs = """
        contract | client_ref | job_started_on | employer_ref | arrangement
        CPA-1    | R-1        | 2009-04-27     | E-1          | A1
        CPA-1    | R-1        | 2009-05-01     | E-2          |
    """
    send(counted, "deferrals", deferrals)
    send(counted, "employment", jobs)
    assert values(counted, "deferrals") == {4: 1}
    assert values(counted, "job_starts") == {4: 1, 5: 1}
    assert values(counted, "job_starts", arrangement="A1") == {4: 1}


def test_a_rule_that_counts_nothing_leaves_the_figures_alone(counted: Store):
    send(counted, "starts", STARTS, received=datetime(2009, 6, 1, tzinfo=UTC))
    set_rule(counted, "swing_count", "10")
    assert values(counted, "starts") == {1: 1, 2: 2}


def test_interviews_offered_are_those_attended_and_those_failed_set_against_the_same_profile(
    store: Store,
):
    ready = with_programmes(store)
    send(ready, "contracts", CONTRACTS)
    send(ready, "profiles", """
        contract | set      | month   | measure    | client_category | value
        CPA-1    | original | 2009-03 | wfis_total | all             | 5
    """)
    send(ready, "appointments", """
        contract | client_ref | scheduled_on | wfi_no | result   | mode
        CPA-1    | R-1        | 2009-03-02   | 1      | attended | individual
        CPA-1    | R-2        | 2009-03-03   | 1      | fta      | individual
        CPA-1    | R-3        | 2009-03-04   | 2      | attended | group
        CPA-1    | R-4        | 2009-03-05   |        | fta      | individual
    """)
    rows = {
        measure: report(ready, "profile", contract="CPA-1", measure=measure)[0]
        for measure in ("wfis_total", "wfis_offered")
    }
    assert [(row["profile"], row["actual"]) for row in rows.values()] == [(5, 1), (5, 2)]
