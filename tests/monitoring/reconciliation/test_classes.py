"""Every key of two records has exactly one class, whatever the records hold."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import reconciliation
from monitoring.narrative.reconciliation import reasons
from monitoring.reconciliation import RECONCILED, SIDE, SIDES, Difference, Rules, reconcile
from tests.monitoring.reconciliation.drawing import BLANK, NOBODY, RULES, classes, compared, side
from tests.tables import table

ONE = """
    client_id | on
    1         | 2009-03-10
"""


def dated(day, status="", told=""):
    return f"""
    client_id | on    | status   | told_on
    1         | {day} | {status} | {told}
    """


def only(rows):
    (row,) = rows.to_dict("records")
    return row["difference"]


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("2009-03-10", "agrees"),
        ("2009-03-12", "within_tolerance"),  # 2 days: the tolerance
        ("2009-03-13", "date"),
        ("2009-03-08", "within_tolerance"),
        ("2009-02-27", "timing"),  # 11 days, and another month
        ("2009-04-01", "timing"),
        ("2010-03-11", "timing"),  # a year is another month too
    ],
)
def test_a_pair_is_classed_by_how_far_its_days_lie_apart(right, expected):
    assert only(compared(ONE, dated(right))) == expected


def test_days_within_the_tolerance_agree_over_the_end_of_a_month_too():
    assert only(compared(dated("2009-03-31"), dated("2009-04-02"))) == "within_tolerance"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("mandatory", "voluntary", "status"),
        ("mandatory", "mandatory", "agrees"),
        ("mandatory", "", "agrees"),  # what is not known is no contradiction
        ("", "voluntary", "agrees"),
    ],
)
def test_a_pair_that_says_different_things_is_of_class_status(left, right, expected):
    rows = compared(dated("2009-03-10", left), dated("2009-03-10", right))
    assert only(rows) == expected


def test_days_weigh_more_than_what_is_said():
    assert only(compared(dated("2009-03-10", "a"), dated("2009-03-16", "b"))) == "date"


@pytest.mark.parametrize(
    ("notice", "right", "expected"),
    [
        ("2009-03-18", "2009-03-18", "late_notification"),  # 8 days after; 7 are allowed
        ("2009-03-18", "2009-03-20", "late_notification"),
        ("2009-03-17", "2009-03-17", "date"),  # the notice was in time
        ("2009-03-18", "2009-03-21", "date"),  # not dated by the notice
        ("2009-04-18", "2009-04-18", "late_notification"),
    ],
)
def test_a_record_dated_by_a_late_notice_is_explained_by_it(notice, right, expected):
    assert only(compared(dated("2009-03-10", told=notice), dated(right))) == expected


ENDS = """
    client_id | on         | told_on
    2         | 2009-03-01 | 2009-03-31
"""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2009-03-25", "not_yet_received"),  # less than 7 days before the record ends
        ("2009-03-24", "left_only"),
        ("", "left_only"),  # no referral of the record has a day of notice
    ],
)
def test_a_notice_shortly_before_the_record_ends_was_not_yet_received(told, expected):
    rows = compared(dated("2009-03-20", told=told), ENDS)
    assert classes(rows)[0] == (1, "2009-03-20", expected)


def test_without_days_of_receipt_nothing_is_said_to_be_on_its_way():
    assert only(compared(dated("2009-03-20", told="2009-03-31"), NOBODY)) == "left_only"


def test_a_notice_that_had_not_gone_out_is_not_yet_received():
    left = """
    client_id | on         | told_on
    1         | 2009-03-30 |
    2         | 2009-03-01 | 2009-03-02
    3         | 2009-02-02 |
    """
    rows = compared(left, ENDS)
    assert [row[2] for row in classes(rows)] == ["not_yet_received", "agrees", "left_only"]


def test_nearest_days_are_paired_first():
    left = """
    client_id | on
    1         | 2009-01-10
    1         | 2009-06-10
    """
    right = """
    client_id | on
    1         | 2009-06-11
    """
    assert classes(compared(left, right)) == [
        (1, "2009-01-10", "left_only"),
        (1, "2009-06-10", "within_tolerance"),
    ]


def test_of_two_as_near_the_earlier_goes_first():
    right = """
    client_id | on
    1         | 2009-01-10
    1         | 2009-05-10
    """
    rows = compared(dated("2009-03-11"), right)  # 60 days each
    assert classes(rows) == [(1, "2009-03-11", "timing"), (1, "2009-05-10", "right_only")]


def test_a_pair_taken_leaves_the_next_nearest():
    left = """
    client_id | on
    1         | 2009-03-08
    1         | 2009-03-09
    """
    right = """
    client_id | on
    1         | 2009-02-04
    1         | 2009-03-07
    1         | 2009-04-12
    """
    rows = compared(left, right, rules=Rules(duplicate_days=0))
    # 7 and 8 March first; then 9 March is 33 days from 4 February and 34 from 12 April
    assert classes(rows) == [
        (1, "2009-03-08", "within_tolerance"),
        (1, "2009-03-09", "timing"),
        (1, "2009-04-12", "right_only"),
    ]


def test_clients_are_never_paired_with_others():
    assert classes(compared(ONE, "client_id | on\n2 | 2009-03-10")) == [
        (1, "2009-03-10", "left_only"),
        (2, "2009-03-10", "right_only"),
    ]


def test_claims_of_different_outcomes_are_never_paired():
    rows = compared(
        "client_id | on | outcome\n1 | 2009-03-10 | job_outcomes",
        "client_id | on | outcome\n1 | 2009-03-10 | sustained_job_outcomes",
    )
    assert list(rows["difference"]) == ["left_only", "right_only"]


def test_a_pair_of_which_one_gives_no_day_is_not_said_to_agree():
    right = side(ONE).assign(on=pd.NaT)
    assert list(reconcile(side(ONE), right, RULES)["difference"]) == ["date"]


def test_nothing_on_either_side_is_no_key():
    assert compared(NOBODY, NOBODY).empty


def test_what_the_payment_office_never_holds_differs_from_nothing():
    claims = """
    client_id | on         | status   | told_on
    1         | 2009-03-02 | accepted | 2009-03-02
    2         | 2009-03-02 | rejected | 2009-03-02
    3         | 2009-03-02 |          |
    4         | 2009-03-02 | accepted | 2009-03-20
    """
    paid = """
    client_id | on         | status   | told_on
    5         | 2009-03-02 | accepted | 2009-03-25
    """
    sides = SIDES["claims:provider_mi"], SIDES["claims:payments"]
    rows = compared(claims, paid, sides=sides)
    assert [row[2] for row in classes(rows)] == [
        "left_only", "not_expected", "not_yet_received", "not_yet_received", "right_only",
    ]  # fmt: skip


def test_a_start_without_a_claim_or_an_exit_is_what_is_expected():
    for other in ("claims:payments", "exits:bdc"):
        sides = SIDES["starts:provider_mi"], SIDES[other]
        assert only(compared(ONE, NOBODY, sides=sides)) == "not_expected"
        assert only(compared(NOBODY, ONE, sides=sides[::-1])) == "not_expected"
        assert only(compared(NOBODY, ONE, sides=sides)) == "right_only"


def test_the_benefit_centre_is_not_expected_to_know_of_jobs():
    left = """
    client_id | on         | status
    1         | 2009-03-02 | job
    2         | 2009-03-02 | left_benefit
    """
    rows = compared(left, NOBODY, sides=(SIDES["exits:provider_mi"], SIDES["exits:bdc"]))
    assert list(rows["difference"]) == ["not_expected", "left_only"]


def test_an_accepted_pair_is_joined_and_says_so():
    accepted = table("left_client | right_client | on\n1 | 9 | 2009-03-10")
    right = """
    client_id | on
    9         | 2009-01-05
    9         | 2009-03-11
    """
    rows = compared(ONE, right, accepted=accepted)
    told = [(row.client_id, row.difference, row.reason) for row in rows.itertuples()]
    assert told == [
        (1, "within_tolerance", "Joined: accepted as a likely pair."),
        (9, "right_only", ""),
    ]


def test_an_accepted_pair_whose_row_is_gone_joins_nothing():
    accepted = table("left_client | right_client | on\n1 | 9 | 2009-03-11")
    rows = compared(ONE, "client_id | on\n9 | 2009-03-11", accepted=accepted)
    assert list(rows["difference"]) == ["left_only", "right_only"]


DAYS = st.integers(0, 120).map(lambda days: date(2009, 1, 1) + timedelta(days=days))
ROWS = st.lists(st.tuples(st.integers(1, 4), DAYS, st.sampled_from(["", "a", "b"])), max_size=14)


def frame(rows):
    drawn = pd.DataFrame(rows, columns=["client_id", "on", "status"])
    return SIDE.check(drawn.assign(**{name: v for name, v in BLANK.items() if name != "status"}))


@settings(max_examples=60)
@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_any_two_records_have_every_row_in_exactly_one_class_that_no_order_changes(
    left, right, dice
):
    rows = RECONCILED.check(reconcile(frame(left), frame(right), RULES))
    totals = reconciliation.totals(rows)
    assert sorted(rows["left_at"][rows["left_at"] >= 0]) == list(range(len(left)))
    assert sorted(rows["right_at"][rows["right_at"] >= 0]) == list(range(len(right)))
    assert totals.union == len(left) + len(right) - totals.matched
    assert reconciliation.tally(rows)["count"].sum() == totals.union
    alone = ~(rows["left_at"].ge(0) & rows["right_at"].ge(0))
    assert set(rows[alone]["difference"]) <= {"left_only", "right_only", "duplicate"}
    assert "duplicate" not in set(rows[~alone]["difference"])
    shuffled = [dice.sample(each, len(each)) for each in (left, right)]
    again = reconcile(*map(frame, shuffled), RULES)
    said = rows.drop(columns=["left_at", "right_at"])
    pd.testing.assert_frame_equal(said, RECONCILED.check(again)[list(said)])


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_totals_are_the_same_whichever_record_is_the_left(left, right):
    one, other = (
        reconciliation.tally(reconcile(*map(frame, each), RULES)).set_index("class")["count"]
        for each in ((left, right), (right, left))
    )
    swapped = other.rename({"left_only": "right_only", "right_only": "left_only"})
    assert one.to_dict() == swapped.to_dict()


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_pairs_are_those_of_taking_the_nearest_of_all_one_by_one(left, right):
    """Held against the plain way: every possible pair of a client, in the order of distance."""
    rows = reconcile(frame(left), frame(right), Rules(duplicate_days=-1))
    apart = rows["days_apart"].abs().dropna()
    taken, used = [], set()
    every = sorted(
        (abs((b[1] - a[1]).days), min(a[1], b[1]), ("l", i), ("r", j))
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if a[0] == b[0]
    )
    for distance, _, one, other in every:
        if not {one, other} & used:
            used |= {one, other}
            taken.append(distance)
    assert sorted(apart) == sorted(taken)


def test_every_class_is_said_in_words():
    assert set(reconciliation.MEANINGS) == set(Difference)


def test_what_is_known_of_a_difference_is_said():
    left = """
    client_id | on         | status    | told_on
    1         | 2009-03-10 | mandatory | 2009-03-11
    2         | 2009-03-10 | mandatory | 2009-03-11
    3         | 2009-03-10 | mandatory | 2009-03-11
    4         | 2009-03-30 | mandatory | 2009-04-09
    5         | 2009-03-28 | mandatory | 2009-03-29
    6         | 2009-03-10 | mandatory | 2009-03-11
    7         | 2009-03-30 | mandatory |
    8         | 2009-03-10 | mandatory | 2009-03-11
    """
    right = """
    client_id | on         | status    | told_on
    1         | 2009-03-11 | mandatory | 2009-03-31
    2         | 2009-03-15 | mandatory | 2009-03-31
    3         | 2009-03-10 | voluntary | 2009-03-31
    4         | 2009-04-09 | mandatory | 2009-03-31
    6         | 2009-03-10 | mandatory | 2009-03-31
    6         | 2009-03-20 | mandatory | 2009-03-31
    """
    rows = compared(left, right)
    sides = SIDES["referrals:lms"], SIDES["starts:provider_mi"]
    ends = "the record of Provider's starts ends on 31 March 2009"
    assert reasons(rows, side(left), side(right), pd.DataFrame(), sides) == [
        "1 day apart, within the tolerance.",
        "5 days apart: 10 March 2009 and 15 March 2009.",
        "Jobcentre referrals: mandatory. Provider's starts: voluntary.",
        "The notice went out on 9 April 2009, 10 days after the referral.",
        f"The notice went out on 29 March 2009; {ends}.",
        None,
        "Provider's starts hold the client more often about this day than Jobcentre referrals.",
        f"No notice had gone out yet; {ends}.",
        None,
    ]
