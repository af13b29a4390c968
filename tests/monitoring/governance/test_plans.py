"""A measure before and after a plan: means and ratios with their counts, never called an effect."""

from __future__ import annotations

from datetime import date

from monitoring.governance.plans import NOT_AN_EFFECT, before_and_after, sentence
from tests.monitoring.test_programmes import shipped

PLP = shipped("PLP")


def month(number):
    return date(2009, number, 1)


FIGURES = {month(each): (float(each * 10), 1.0) for each in (1, 2, 4, 5, 6, 7)}


def stretches(until=date(2009, 7, 1), figures=FIGURES):
    """Give January to March, the plan in April and May, and what came after."""
    return before_and_after(figures, month(4), date(2009, 5, 20), until)


def test_the_months_before_during_and_after_are_told_apart():
    before, during, after = stretches()
    assert (before.first, before.last) == (date(2008, 10, 1), month(3))
    assert (before.known, before.months, before.value) == (2, 6, 15)
    assert (during.first, during.last, during.value) == (month(4), month(5), 45)
    assert (after.first, after.last, after.value) == (month(6), month(7), 65)


def test_a_plan_that_still_runs_has_no_after():
    assert [each.name for each in stretches(until=month(4))] == ["before", "while it ran"]


def test_the_sentence_gives_means_with_their_months_and_claims_nothing():
    said = sentence(stretches(), PLP.measure("job_outcomes"))
    assert said == (
        "Job outcomes: before (October 2008 to March 2009) 15 a month over 2 months of 6, while it "
        "ran (April to May 2009) 45 a month over 2 months and after (June to July 2009) 65 a month "
        "over 2 months."
    )
    assert "not an effect" in NOT_AN_EFFECT


def test_a_rate_is_a_ratio_of_sums_with_its_counts():
    pairs = {month(3): (1.0, 10.0), month(4): (9.0, 30.0), month(6): (2.0, 4.0)}
    said = sentence(stretches(month(6), pairs), PLP.measure("conversion_rate"))
    assert "before (October 2008 to March 2009) 10.0% (1 of 10)" in said
    assert "while it ran (April to May 2009) 30.0% (9 of 30)" in said
    assert "after (June 2009) 2 of 4" in said  # under ten: counts only


def test_a_stretch_without_figures_says_so():
    said = sentence(stretches(figures={}), PLP.measure("job_outcomes"))
    assert "no figure" in said
