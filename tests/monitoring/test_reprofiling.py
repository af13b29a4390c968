"""Does a profile drawn up anew add up, and is its distance from the original told whole?"""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import reprofiling
from monitoring.periods import add_months
from monitoring.profile_sets import difference
from monitoring.reprofiling import Draft
from monitoring.vocabulary import ProfileKind

JANUARY = date(2009, 1, 1)


def months(*values):
    return {add_months(JANUARY, place): float(value) for place, value in enumerate(values)}


SHAPES = st.lists(st.integers(0, 500), min_size=1, max_size=48).map(lambda each: months(*each))


def draft(**figures):
    """Give a draft with figures of job outcomes by category."""
    keyed = {("job_outcomes", name): values for name, values in figures.items()}
    return Draft(contract="CPA-1", name="asked", figures=keyed)


@given(st.integers(0, 10_000), SHAPES)
def test_what_is_spread_adds_up_to_its_total_in_whole_numbers(total, shape):
    made = reprofiling.spread(total, shape)
    assert sum(made.values()) == total
    assert list(made) == list(shape)
    assert all(value == int(value) and value >= 0 for value in made.values())


def test_a_total_is_spread_in_the_proportions_of_the_set_it_began_as():
    assert reprofiling.spread(30, months(10, 20, 30)) == months(5, 10, 15)


def test_a_shape_of_nothing_is_the_same_each_month():
    assert reprofiling.spread(9, months(0, 0, 0)) == months(3, 3, 3)
    assert reprofiling.evenly(9, months(1, 5, 90)) == months(3, 3, 3)


@given(SHAPES, st.integers(-50, 50))
def test_months_moved_keep_their_total(shape, later):
    assert sum(reprofiling.shifted(shape, later).values()) == sum(shape.values())


def test_what_would_leave_the_contract_stands_in_its_last_month():
    assert reprofiling.shifted(months(1, 2, 3, 4), 2) == months(0, 0, 1, 2 + 3 + 4)
    assert reprofiling.shifted(months(1, 2, 3, 4), -1) == months(1 + 2, 3, 4, 0)


def test_only_the_months_named_are_changed():
    made = reprofiling.changed(
        months(10, 10, 10, 10),
        date(2009, 3, 1),
        date(2009, 4, 1),
        lambda part: reprofiling.scaled(part, 50),
    )
    assert made == months(10, 10, 5, 5)
    assert reprofiling.changed(months(1), date(2010, 1, 1), date(2010, 2, 1), dict) == months(1)


def test_at_03_the_editor_says_minus_900_a_quarter():
    original = dict.fromkeys(months(*[0] * 36), 100.0)  # 36 months
    original |= {date(2009, 4, 1): 130.0, date(2009, 5, 1): 70.0}
    new = reprofiling.spread(2700, original)
    told = difference(reprofiling.frame_of(original), reprofiling.frame_of(new))
    assert (told.original, told.other, told.difference, told.share) == (3600, 2700, -900, -0.25)
    rows = reprofiling.compared(original, new)
    assert len(rows) == 36
    assert rows["moved"].iloc[-1] == -900


def test_a_month_that_only_one_set_has_is_a_shift_and_stays_unknown_in_the_other():
    rows = reprofiling.compared(months(10, 20), {date(2009, 2, 1): 25.0})
    assert list(rows["difference"]) == [-10, 5]
    assert list(rows["moved"]) == [-10, -5]
    assert rows["new"].isna().tolist() == [True, False]


@given(SHAPES, SHAPES)
def test_the_shifts_add_up_to_the_difference_of_the_totals(one, other):
    rows = reprofiling.compared(one, other)
    assert rows["difference"].sum() == sum(other.values()) - sum(one.values())


def test_all_clients_that_are_not_the_sum_of_the_categories_are_named():
    made = draft(all=months(10, 10), mandatory=months(6, 6), voluntary=months(4, 5))
    assert reprofiling.out_of_line(made, "job_outcomes") == [date(2009, 2, 1)]
    assert reprofiling.out_of_line(draft(all=months(10)), "job_outcomes") == []
    summed = reprofiling.summed(made, "job_outcomes")
    assert summed.figures["job_outcomes", "all"] == months(10, 11)
    assert reprofiling.out_of_line(summed, "job_outcomes") == []


@given(SHAPES, st.data())
def test_categories_shared_out_add_up_to_all_clients(whole, data):
    def any_months():
        return {month: float(data.draw(st.integers(0, 50))) for month in whole}

    made = draft(all=whole, mandatory=any_months(), voluntary=any_months())
    assert (
        reprofiling.out_of_line(reprofiling.shared_out(made, "job_outcomes"), "job_outcomes") == []
    )


def test_categories_shared_out_keep_their_proportions():
    made = draft(all=months(20), mandatory=months(6), voluntary=months(4))
    shared = reprofiling.shared_out(made, "job_outcomes")
    assert shared.figures["job_outcomes", "mandatory"] == months(12)
    assert shared.figures["job_outcomes", "voluntary"] == months(8)


def test_a_draft_reads_back_as_it_was_written():
    made = Draft(
        contract="CPA-1",
        name="asked",
        kind=ProfileKind.ASPIRATIONAL,
        author="Contract manager",
        rationale='Fewer, "voluntary"\nclients',
        effective_from=JANUARY,
        figures={("starts", "all"): months(1, 2.5)},
    )
    assert reprofiling.draft_of(reprofiling.draft_text(made)) == made


@pytest.mark.parametrize("text", ["", "£10,000 a month from April", "[1]", '{"a": 1}', "[[1,2,3]]"])
def test_a_change_told_in_words_has_no_figures(text):
    assert reprofiling.figures_of(text) == {}


def test_the_files_hold_what_the_datasets_ask_for():
    made = Draft(
        contract="CPA-1", name="asked", rationale="a, b", figures={("starts", "all"): months(7)}
    )
    [said] = csv.DictReader(io.StringIO(reprofiling.set_file(made).decode()))
    assert (said["set"], said["kind"], said["rationale"]) == ("asked", "informal", "a, b")
    [row] = csv.DictReader(io.StringIO(reprofiling.profiles_file(made).decode()))
    assert (row["month"], row["measure"], row["value"]) == ("2009-01", "starts", "7")
