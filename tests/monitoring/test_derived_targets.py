"""A partner's target is its own profile, else its share of the contract's, month by month.

The contract's profile is 120 job outcomes a month.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.derived_targets import PLACES, Asked, Terms, derived_targets, terms_in_force

WHOLE = [
    Asked("original", "job_outcomes", "all", "", date(2009, month, 1), 120) for month in range(1, 7)
]
APRIL = date(2009, 4, 1)


def terms(starts, ends=None, share=0.2, *, has_targets=True):
    """Give terms of arrangement P1 from a day of 2009 (month, day), maybe to another."""
    last = None if ends is None else date(2009, *ends)
    return Terms("P1", date(2009, *starts), last, has_targets, share)


def by_month(*of, profile=WHOLE):
    return {each.month.month: each.value for each in derived_targets(profile, of)}


def test_a_fifth_of_120_is_24():
    assert by_month(terms((1, 1))) == dict.fromkeys(range(1, 7), 24)


def test_months_before_and_after_the_terms_have_no_target():
    assert by_month(terms((2, 1), (4, 30))) == dict.fromkeys((2, 3, 4), 24)


def test_the_month_in_which_terms_begin_or_end_counts_whole():
    assert by_month(terms((2, 16), (4, 2))) == dict.fromkeys((2, 3, 4), 24)


def test_a_changed_share_counts_from_its_first_whole_month():
    assert by_month(terms((1, 1)), terms((3, 2), share=0.5)) == {
        1: 24, 2: 24, 3: 24, 4: 60, 5: 60, 6: 60,
    }


def test_terms_replaced_do_not_come_back_when_those_after_them_end():
    assert by_month(terms((1, 1)), terms((2, 1), (3, 31), share=0.5)) == {1: 24, 2: 60, 3: 60}


def test_terms_begin_in_the_month_in_which_those_before_them_ended():
    assert by_month(terms((1, 1), (1, 20)), terms((2, 10), share=0.5)) == {
        1: 24, 2: 60, 3: 60, 4: 60, 5: 60, 6: 60,
    }


def test_of_two_terms_from_the_same_day_the_first_stands():
    first, second = terms((1, 1)), terms((1, 1), share=0.5)
    assert terms_in_force([first, second], APRIL) is first


@pytest.mark.parametrize("of", [terms((1, 1), share=None), terms((1, 1), has_targets=False)])
def test_without_targets_or_share_there_is_none(of):
    assert by_month(of) == {}


def test_a_share_of_nought_is_a_target_of_nought():
    assert by_month(terms((1, 1), share=0.0)) == dict.fromkeys(range(1, 7), 0)


def test_its_own_profile_stands_for_its_set_measure_and_category_alone():
    own = Asked("original", "job_outcomes", "all", "P1", APRIL, 9)
    others = [
        Asked("original", "starts", "all", "", APRIL, 50),
        Asked("original", "job_outcomes", "mandatory", "", APRIL, 100),
        Asked("aspirational", "job_outcomes", "all", "", APRIL, 80),
    ]
    found = derived_targets([*WHOLE, own, *others], [terms((1, 1))])
    assert [(each[:3], each.value) for each in found] == [
        (("original", "starts", "all"), 10),
        (("original", "job_outcomes", "mandatory"), 20),
        (("aspirational", "job_outcomes", "all"), 16),
    ]


def test_referrals_are_sent_and_not_shared():
    sent = Asked("original", "referrals", "all", "", APRIL, 300)
    assert derived_targets([sent], [terms((1, 1))]) == []


SHARES = st.floats(0, 1).map(lambda share: round(share, 4))
DAYS = st.integers(0, 180).map(lambda days: date(2009, 1, 1) + timedelta(days=days))
ROWS = st.builds(
    Terms,
    st.sampled_from(["P1", "P2"]),
    DAYS,
    st.none() | DAYS,
    st.booleans(),
    st.none() | SHARES,
)


@given(of=st.lists(ROWS, max_size=6), value=st.integers(0, 10_000))
def test_a_target_is_never_above_what_is_asked_of_the_contract_and_stands_once(of, value):
    asked = [each._replace(value=value) for each in WHOLE]
    found = derived_targets(asked, of)
    assert all(0 <= each.value <= value for each in found)
    places = [(each.arrangement, each.month) for each in found]
    assert len(places) == len(set(places))


@given(shares=st.lists(SHARES, min_size=1, max_size=5), value=st.integers(0, 10_000))
def test_targets_add_up_to_the_shares_of_the_profile(shares, value):
    of = [Terms(f"P{n}", date(2009, 1, 1), None, True, share) for n, share in enumerate(shares)]  # noqa: FBT003 - of a row
    (first, *_) = WHOLE
    found = derived_targets([first._replace(value=value)], of)
    within = len(shares) * 10**-PLACES
    assert sum(each.value for each in found) == pytest.approx(sum(shares) * value, abs=within)


@given(of=st.lists(ROWS, max_size=6), month=st.integers(1, 6))
def test_terms_in_force_run_on_some_day_of_the_month(of, month):
    first = date(2009, month, 1)
    found = terms_in_force([each for each in of if each.arrangement == "P1"], first)
    if found is not None:
        assert found.starts_on < date(2009, month + 1, 1)
        if found.starts_on < first:
            assert found.ends_on is None or found.ends_on >= first
