"""From referrals to starts, cause by cause: every person in one step, and the steps add up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring import reconciliation
from monitoring.charts import bridge as drawn
from monitoring.narrative import reconciliation as words
from monitoring.reconciliation import EVIDENCE, LESS, MORE, SIDES, ByDay, Step
from monitoring.reconciliation.bridge import ALONE, EXTRA
from tests.monitoring.reconciliation.drawing import NOBODY, compared, side
from tests.tables import table

SIDES_OF = SIDES["referrals:lms"], SIDES["starts:provider_mi"]
LEFT = "\n".join(["client_id | on", *(f"{n} | 2009-03-{n:02}" for n in range(1, 11))])
"""Ten were referred."""

RIGHT = """
    client_id | on         | started_on
    1         | 2009-03-01 | 2009-03-20
    2         | 2009-03-02 |
    3         | 2009-03-03 |
    4         | 2009-03-04 |
    5         | 2009-03-05 |
    6         | 2009-03-06 |
    7         | 2009-03-07 |
    11        | 2009-03-11 | 2009-03-25
    12        | 2009-03-12 |
"""
HAPPENED = """
    client_id | kind        | on         | told
    2         | appointment | 2009-03-10 | fta
    3         | appointment | 2009-03-10 | fta
    3         | deferral    | 2009-03-12 | illness
    4         | deferral    | 2009-03-12 | illness
    4         | exit        | 2009-04-12 | moved
    5         | exit        | 2009-04-12 | ineligible_after_wca
    6         | appointment | 2009-03-10 | attended
    1         | appointment | 2009-03-10 | fta
"""


def steps(left=LEFT, right=RIGHT, happened=HAPPENED):
    rows = compared(left, right)
    told = EVIDENCE.check(table(happened)) if happened else EVIDENCE.empty()
    found = reconciliation.bridge(rows, side(right), told).astype({"step": "str"})
    return dict(zip(found["step"], found["people"], strict=True))


def test_each_person_is_in_the_step_of_the_last_thing_known():
    told = {name: count for name, count in steps().items() if count}
    assert told == {
        "referred": 10,
        "failed_to_attend": 1,  # client 2; client 3 was deferred since, 1 started all the same
        "waiting": 1,  # 7
        "deferred": 1,  # 3
        "left": 1,  # 4
        "ineligible": 1,  # 5
        "seen_not_started": 1,  # 6
        "unexplained": 3,  # 8, 9 and 10 are in no record of the provider
        "no_referral": 1,  # 11; 12 has not started
        "started": 2,
    }


def test_the_finding_and_the_chart_say_the_same_steps():
    told = steps()
    totals = {"union": 12, "unexplained": 5, "unexplained_rate": 5 / 12, "bridge": told}
    assert words.finding(totals, SIDES_OF) == (
        "10 referred, 2 started; of the 9 who did not start: 1 failed to attend, 1 still waiting, "
        "1 deferred, 1 found ineligible, 1 left for another reason, 1 seen and not started and "
        "3 unexplained. 1 of those who started was not referred here. In all 5 unexplained, both "
        "ways added (41.7% of 12 in either)."
    )
    bars = drawn.steps(told, words.SHORTEST, "Steps").data[0]
    ends = dict(zip(bars.y, zip(bars.base, bars.x, strict=True), strict=True))
    assert ends["Referred"] == (0, 10)
    assert ends["Failed to attend"] == (9, 1)
    assert ends["Unexplained"] == (1, 3)
    assert ends["No referral"] == (1, 1)
    assert ends["Started"] == (0, 2)
    assert len(bars.y) == len([each for each in told.values() if each])


def test_ten_missing_each_way_are_twenty():
    left = "\n".join(["client_id | on", *(f"{n} | 2009-03-05" for n in range(10))])
    right = "\n".join(["client_id | on", *(f"{n} | 2009-03-05" for n in range(10, 20))])
    assert reconciliation.totals(compared(left, right)).unexplained == 20


ROWS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 28), st.booleans()), max_size=12
)


@settings(max_examples=40)
@given(ROWS, ROWS)
def test_the_steps_add_up_whatever_the_records_hold(left, right):
    one, other = (
        "\n".join(
            ["client_id | on | started_on", *(
                f"{client} | 2009-03-{day:02} | {'2009-04-01' if begun else ''}"
                for client, day, begun in rows
            )]
        )
        for rows in (left, right)
    )  # fmt: skip
    told = steps(one if left else NOBODY, other if right else NOBODY, "")
    less, more = (sum(told[step] for step in each) for each in (LESS, MORE))
    assert told[Step.REFERRED] - less + more == told[Step.STARTED]
    assert told[Step.STARTED] == sum(begun for _, _, begun in right)


def test_every_class_of_a_row_alone_has_a_step():
    alone = {
        "duplicate", "wrong_contract", "ineligible_exit", "deferral", "not_yet_received",
        "left_only", "right_only",
    }  # fmt: skip
    assert {str(each) for each in {*ALONE, *EXTRA}} == alone
    assert set(Step) == set(words.SHORTEST)


def test_a_gap_is_parted_into_timing_and_the_rest_by_either_day():
    left = """
    client_id | on         | known_at
    1         | 2009-03-31 | 2009-04-06
    2         | 2009-03-10 | 2009-04-06
    3         | 2009-03-11 | 2009-04-06
    """
    right = """
    client_id | on         | known_at
    1         | 2009-04-05 | 2009-05-06
    2         | 2009-03-10 | 2009-04-06
    """
    rows = compared(left, right)
    told = reconciliation.gaps(rows, side(left), side(right), ByDay.EVENT)
    # March: 3 against 1, of which one stands in April; April makes up for it
    assert told[["left", "right", "gap", "timing", "rest"]].to_numpy().tolist() == [
        [3, 1, 2, 1, 1],
        [0, 1, -1, -1, 0],
    ]
    assert words.timing(told).startswith("The gaps of the months come to 3, whichever way; 2 are")
    told = reconciliation.gaps(rows, side(left), side(right), ByDay.REPORT)
    assert [f"{each:%Y-%m}" for each in told["month"]] == ["2009-04", "2009-05"]
    assert told["rest"].tolist() == [1, 0]


def test_the_match_rate_of_each_month_leaves_out_what_the_other_never_holds():
    left = """
    client_id | on         | status
    1         | 2009-03-02 | left_benefit
    2         | 2009-03-02 | job
    3         | 2009-04-02 | left_benefit
    """
    right = "client_id | on | status\n1 | 2009-03-02 | left_benefit"
    sides = SIDES["exits:provider_mi"], SIDES["exits:bdc"]
    rows = compared(left, right, sides=sides)
    assert reconciliation.totals(rows).match_rate == 1 / 2
    told = reconciliation.trend(rows.assign(month=rows["on"].dt.month), ["month"])
    assert told["match_rate"].tolist() == [1.0, 0.0]
    assert told["unexplained"].tolist() == [0, 1]
    said = words.trend(told.assign(month=pd.Timestamp("2009-04-01")))
    assert said == "Most of what is unexplained is of April 2009: 1 of 1."


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        ("R-10001", "r 10001", "the same but for spaces"),
        ("R-10O01", "R-10001", "a letter stands for a digit"),
        ("R-10012", "R-10021", "two neighbouring characters"),
        ("R-10001", "R-10001/2", "an ending"),
        ("R-10001A", "R-10001", "an ending"),
        ("R-10001", "R-10002", None),
        ("R-10012", "R-10210", None),
    ],
)
def test_references_that_nearly_agree_are_proposed_with_the_reason(left, right, why):
    found = reconciliation.proposals(referred(1, left), referred(2, right))
    assert list(found["likeness"].str.contains(why)) == [True] if why else found.empty


def referred(client, reference, day="2009-03-10", status="mandatory"):
    return table(f"client_id | on | status | reference\n{client} | {day} | {status} | {reference}")


def test_rows_far_apart_or_of_different_people_are_not_proposed():
    mine = referred(1, "R-10001")
    assert not reconciliation.proposals(mine, referred(2, "R 10001", "2009-04-07")).empty
    assert reconciliation.proposals(mine, referred(2, "R 10001", "2009-04-08")).empty
    assert reconciliation.proposals(mine, referred(2, "R 10001", status="voluntary")).empty


def test_whom_the_benefit_centre_told_to_have_left_and_the_provider_carries():
    told = side("""
    client_id | on         | status
    1         | 2009-04-10 | left_benefit
    2         | 2009-04-10 | left_benefit
    3         | 2009-04-10 | left_benefit
    4         | 2009-04-10 | left_benefit
    """)
    gone = side("client_id | on | status\n2 | 2009-04-12 | moved")
    starts = table("""
    client_id | on         | started_on | state
    1         | 2009-03-01 | 2009-03-10 | active
    2         | 2009-03-01 | 2009-03-10 | active
    3         | 2009-03-01 | 2009-03-10 | left
    4         | 2009-05-01 | 2009-05-10 | active
    """)
    found = reconciliation.still_carried(told, starts, gone, pd.Timestamp("2009-04-20"))
    # 2 was seen to leave, 3 is carried as left, 4 started only afterwards
    assert found[["client_id", "days_since"]].to_numpy().tolist() == [[1, 10]]
