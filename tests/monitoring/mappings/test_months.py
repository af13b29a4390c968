"""A heading is the month its pattern says, or no month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.mappings.months import months_by, problem_of


@pytest.mark.parametrize(
    ("pattern", "heading"),
    [
        ("YYYY-MM", "2009-04"),
        ("YYYY-MM", " 2009 - 04 "),
        ("Mon-YY", "Apr-09"),
        ("Mon YYYY", "APR 2009"),
        ("Month YYYY", "April 2009"),
        ("Outcomes (YYYY_MM)", "outcomes (2009_04)"),
        ("MM/YYYY", "4/2009"),
    ],
)
def test_a_heading_of_the_pattern_is_its_month(pattern, heading):
    assert months_by(pattern)(heading) == "2009-04"


@pytest.mark.parametrize("heading", ["Total", "2009", "2009-13", "2009-00", "2009-04-01", ""])
def test_any_other_heading_is_no_month(heading):
    assert months_by("YYYY-MM")(heading) == ""


def test_a_short_year_is_of_this_century_up_to_the_pivot():
    assert (months_by("Mon-YY")("May-29"), months_by("Mon-YY")("May-30")) == ("2029-05", "1930-05")


@pytest.mark.parametrize("pattern", ["", "YYYY", "MM", "YYYY-YY-MM", "YYYY-MM-Mon", "months"])
def test_a_pattern_has_one_year_and_one_month(pattern):
    assert "needs one year" in problem_of(pattern)


@given(st.dates(), st.sampled_from([("YYYY-MM", "%Y-%m"), ("Month YYYY", "%B %Y")]))
def test_every_month_is_found_again(day, spelling):
    pattern, form = spelling
    written = day.strftime(form).replace(day.strftime("%Y"), f"{day.year:04d}")
    assert months_by(pattern)(written) == f"{day.year:04d}-{day.month:02d}"
    assert date.fromisoformat(months_by(pattern)(written) + "-01") == day.replace(day=1)
