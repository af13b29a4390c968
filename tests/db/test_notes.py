"""What disagrees with another file or figure is stored and noted; it holds nothing back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from monitoring.vocabulary import Mode, Severity, Source
from tests.db.returns import report, send
from tests.db.summing import ready, values
from tests.stores import prepared

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from db.store import Store


@prepared
def noting(store: Store) -> Store:
    """Give a store with contracts and arrangements."""
    return ready(store)


def returned(*figures: str) -> str:
    """Draw a monthly return of CPA-1 from month, measure, category, arrangement and value."""
    head = "contract | month | measure | client_category | arrangement | value"
    return "\n".join([head, *(f"CPA-1 | {figure}" for figure in figures)])


def rows_of(answer: Answer, rule: str) -> list[int | None]:
    found = [problem for problem in answer.problems if problem.rule == rule]
    assert {problem.severity for problem in found} <= {Severity.ATTENTION}
    assert answer.status == "published"
    return [problem.row for problem in found]


def message(answer: Answer, rule: str) -> str:
    return next(problem.message for problem in answer.problems if problem.rule == rule)


STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
    CPA-1    | R-2        | 2008-12-05  | 2008-12-20 | mandatory
"""


def test_a_start_without_a_referral_is_noted_once_referrals_were_received(noting: Store):
    assert rows_of(send(noting, "starts", STARTS), "no_referral") == []
    referred = """
        contract | client_ref | referred_on | client_category
        CPA-1    | R-1        | 2009-01-05  | mandatory
    """
    send(noting, "referrals", referred)
    again = STARTS.replace("2009-01-20", "2009-01-21")
    assert rows_of(send(noting, "starts", again), "no_referral") == [3]


def test_a_date_outside_the_contract_is_noted(noting: Store):
    assert rows_of(send(noting, "starts", STARTS), "outside_contract") == [3]
    late = returned("2011-12 | starts | all | | 1", "2012-01 | starts | all | | 1")
    assert rows_of(send(noting, "monthly_return", late), "outside_contract") == [3]


def test_a_client_nobody_referred_or_started_is_noted(noting: Store):
    send(noting, "starts", STARTS)
    left = """
        contract | client_ref | exited_on  | reason
        CPA-1    | R-1        | 2009-03-31 | moved
        CPA-1    | R-9        | 2009-03-31 | moved
    """
    assert rows_of(send(noting, "exits", left), "unknown_client") == [3]


def test_outcomes_above_starts_to_date_are_noted_for_the_same_source(noting: Store):
    first = returned("2009-01 | starts | all | | 10", "2009-01 | job_outcomes | all | | 8")
    assert rows_of(send(noting, "monthly_return", first), "outcomes_above_starts") == []
    # 8 + 7 outcomes on 10 + 4 starts; March has no starts yet and is left out of both sums
    second = returned(
        "2009-02 | starts | all | | 4",
        "2009-02 | job_outcomes | all | | 7",
        "2009-03 | job_outcomes | all | | 90",
    )
    answer = send(noting, "monthly_return", second, mode=Mode.CORRECTIONS)
    assert rows_of(answer, "outcomes_above_starts") == [3]
    assert "15 job_outcomes and only 14 starts" in message(answer, "outcomes_above_starts")
    other = returned("2009-02 | starts | all | | 1")
    answer = send(noting, "monthly_return", other, source=Source.PLMI)
    assert rows_of(answer, "outcomes_above_starts") == []


def test_a_figure_far_from_the_month_before_is_noted(noting: Store):
    figures = returned(
        "2009-01 | starts | all | | 200",
        "2009-02 | starts | all | | 250",  # by 50 and by a quarter: noted
        "2009-03 | starts | all | | 299",  # by 49
        "2009-04 | starts | all | | 240",  # by 59, but by less than a quarter
        "2009-06 | starts | all | | 900",  # the month before is not known
    )
    answer = send(noting, "monthly_return", figures)
    assert rows_of(answer, "jump") == [3]
    assert "is 250, after 200 the month before" in message(answer, "jump")


def test_a_figure_that_stood_otherwise_is_noted_in_its_row(noting: Store):
    send(noting, "monthly_return", returned("2009-01 | starts | all | | 20"))
    changed = returned("2009-01 | job_outcomes | all | | 1", "2009-01 | starts | all | | 21")
    answer = send(noting, "monthly_return", changed, mode=Mode.WHOLE)
    assert rows_of(answer, "figure_restated") == [3]


CLAIMS = """
    contract | client_ref | referred_on | outcome                | claimed_on
    CPA-1    | R-1        | 2009-01-05  | job_outcomes           | 2009-03-05
    CPA-1    | R-1        | 2009-01-05  | sustained_job_outcomes | 2009-09-05
    CPA-1    | R-1        | 2009-04-05  | sustained_job_outcomes | 2009-09-05
    CPA-1    | R-2        | 2009-01-06  | sustained_job_outcomes | 2009-09-05
"""


def test_a_sustained_claim_needs_the_job_outcome_s_claim_of_its_referral(noting: Store):
    answer = send(noting, "claims", CLAIMS)
    assert rows_of(answer, "sustained_without_job_outcome") == [4, 5]


def test_a_payment_that_names_no_referral_answers_for_any_of_the_client_s(noting: Store):
    paid = """
        contract | client_ref | outcome      | paid_on
        CPA-1    | R-2        | job_outcomes | 2009-05-02
    """
    send(noting, "claims", paid, source=Source.PAYMENTS)
    answer = send(noting, "claims", CLAIMS)
    assert rows_of(answer, "sustained_without_job_outcome") == [4]


def test_arrangements_that_add_up_to_more_than_the_contract_s_profile_are_noted(noting: Store):
    profile = """
        contract | set   | month   | measure  | client_category | arrangement | value
        CPA-1    | plan  | 2009-01 | starts   | all             |             | 40
        CPA-1    | plan  | 2009-01 | starts   | all             | A1          | 30
        CPA-1    | plan  | 2009-01 | starts   | all             | A2          | 10
        CPA-1    | plan  | 2009-02 | starts   | all             |             | 40
        CPA-1    | plan  | 2009-02 | starts   | all             | A1          | 30
        CPA-1    | plan  | 2009-02 | starts   | all             | A2          | 11
        CPA-1    | plan  | 2009-03 | starts   | all             | A1          | 30
        CPA-1    | plan  | 2009-03 | fta_rate | all             |             | 0.2
        CPA-1    | plan  | 2009-03 | fta_rate | all             | A1          | 0.3
    """
    answer = send(noting, "profiles", profile)
    assert rows_of(answer, "shares_above_profile") == [5]
    assert "add up to 41, above the contract's 40" in message(answer, "shares_above_profile")
    more = "contract | set | month | measure | client_category | arrangement | value\n"
    answer = send(noting, "profiles", f"{more}CPA-1 | plan | 2009-01 | starts | all | own | 1")
    assert rows_of(answer, "shares_above_profile") == [2]


def test_where_whole_and_parts_disagree_the_whole_stands_and_it_is_noted(noting: Store):
    figures = returned(
        "2009-01 | starts | all | | 20",
        "2009-01 | starts | mandatory | | 12",
        "2009-01 | starts | voluntary | | 7",
        "2009-02 | starts | all | | 20",
        "2009-02 | starts | mandatory | | 12",  # the voluntary ones may be the other 8
        "2009-03 | starts | all | | 20",
        "2009-03 | starts | mandatory | | 21",  # that cannot be
    )
    answer = send(noting, "monthly_return", figures)
    assert rows_of(answer, "parts_differ") == [2, 7]
    assert "is 20, but its categories add up to 19 (mandatory 12, voluntary 7)" in message(
        answer, "parts_differ"
    )
    assert values(noting, "starts", origin="returned") == {1: 20, 2: 20, 3: 20}


def test_arrangements_and_the_prime_s_own_make_the_whole(noting: Store):
    figures = returned(
        "2009-01 | starts | all | | 20",
        "2009-01 | starts | all | A1 | 5",
        "2009-01 | starts | all | A2 | 5",  # own delivery may be the other 10
        "2009-02 | starts | all | | 20",
        "2009-02 | starts | all | A1 | 5",
        "2009-02 | starts | all | A2 | 5",
        "2009-02 | starts | all | own | 9",
        "2009-03 | starts | mandatory | | 20",
        "2009-03 | starts | mandatory | A1 | 21",
    )
    answer = send(noting, "monthly_return", figures)
    assert rows_of(answer, "parts_differ") == [5, 9]
    assert "starts (mandatory) of March 2009" in answer.problems[-1].message


@pytest.mark.parametrize(
    ("figures", "whole"),
    [
        (("all | A1 | 5", "all | A2 | 6", "all | own | 7"), 18),
        (("all | A1 | 5", "all | A2 | 6"), None),
        (("all | A1 | 5", "all | A2 |", "all | own | 7"), None),
        (("mandatory | | 5", "voluntary | | 6"), 11),
        (("mandatory | | 5",), None),
        (("mandatory | | 5", "all | A1 | 5", "all | A2 | 6", "all | own | 7"), 18),
        (
            (
                "mandatory | A1 | 1",
                "voluntary | A1 | 2",
                "all | A2 | 6",
                "mandatory | own | 4",
                "voluntary | own | 5",
            ),
            18,
        ),
    ],
)
def test_parts_alone_make_the_whole_when_all_of_them_are_there(
    noting: Store, figures: tuple[str, ...], whole: int | None
):
    send(noting, "monthly_return", returned(*(f"2009-01 | starts | {each}" for each in figures)))
    assert values(noting, "starts", origin="returned") == {1: whole}


ENDED = """
    contract | arrangement | starts_on  | ends_on    | partner | model      | has_targets | is_paid
    CPA-1    | A2          | 2009-01-01 | 2009-02-28 | P 2     | end_to_end | yes         | yes
"""


def test_an_arrangement_is_a_part_only_while_it_ran(noting: Store):
    figures = [
        f"2009-{month:02} | starts | all | {part} | 5" for month in (2, 3) for part in ("A1", "own")
    ]
    send(noting, "monthly_return", returned(*figures))
    assert values(noting, "starts", origin="returned") == {2: None, 3: None}
    send(noting, "arrangements", ENDED)
    assert values(noting, "starts", origin="returned") == {2: None, 3: 10}


def test_findings_of_a_file_of_several_contracts_stand_under_their_own(noting: Store):
    both = returned("2009-01 | starts | all | | 20") + "\nCPA-2 | 2009-01 | starts | all | | 30"
    received = datetime(2009, 5, 1, tzinfo=UTC)
    send(noting, "monthly_return", both, received=received)
    answer = send(noting, "monthly_return", both.replace("| 30", "| 31"))
    assert rows_of(answer, "figure_restated") == [3]


def test_no_finding_is_made_of_a_figure_that_did_not_move(noting: Store):
    figures = returned("2009-01 | starts | all | | 200", "2009-02 | starts | all | | 20")
    send(noting, "monthly_return", figures)
    longer = figures + "\nCPA-1 | 2009-02 | exits | all | | 1"
    answer = send(noting, "monthly_return", longer, mode=Mode.CORRECTIONS)
    assert [problem.rule for problem in answer.problems] == []
    assert report(noting, "profile", contract="CPA-1", measure="exits")[0]["actual"] in {None, 1}
