"""Is it said what each set promises, on whose authority, and how far it is from the original?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring import charts, sets_shown
from monitoring.charts import palette
from monitoring.periods import add_months
from monitoring.profile_sets import CAVEAT, NO_STEER, ProfileSet, SetDifference
from monitoring.sets_shown import SetsOf
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_programmes import shipped

PLP = shipped("PLP")
MEASURE = PLP.measure("job_outcomes")
KEY = ("job_outcomes", "all")
FIRST = date(2009, 1, 1)
ORIGINAL = ProfileSet("original", ProfileKind.ORIGINAL, authority="Contract")
HOPED = ProfileSet(
    "aspirational",
    ProfileKind.ASPIRATIONAL,
    author="Contract manager",
    rationale="Too high.",
    effective_from=FIRST,
    provider_agreed_on=date(2009, 1, 7),
)
LATER = ProfileSet("spring_2009", ProfileKind.INFORMAL, authority="Minute 3")


def months(total, count=36):
    return {add_months(FIRST, place): total / count for place in range(count)}


FOUND = SetsOf(
    {one.name: one for one in (HOPED, ORIGINAL, LATER)},
    {
        "original": {KEY: months(3600), ("starts", "all"): months(9000)},
        "aspirational": {KEY: months(2700)},
        "spring_2009": {("starts", "all"): months(250, 1)},
    },
)


def test_at_03_the_page_says_900_fewer_minus_a_quarter_and_who_did_not_ask_for_it():
    said = sets_shown.finding(FOUND, KEY, MEASURE)
    assert said.startswith("The original promises 3,600 people over 36 months.")
    assert f"Aspirational ({NO_STEER}) asks for 2,700 of the original's 3,600" in said
    assert said.endswith("900 fewer (\N{MINUS SIGN}25.0%).")


def test_the_table_has_a_row_a_set_the_original_first():
    rows = sets_shown.table(FOUND, KEY).set_index("set")
    assert list(rows.index) == ["Original", "Aspirational", "Spring 2009"]
    assert pd.isna(rows.loc["Original", "difference"])
    assert (rows.loc["Aspirational", "difference"], rows.loc["Aspirational", "share"]) == (
        -900,
        -25,
    )
    assert rows.loc["Spring 2009", "months"] == "no figures of this measure"


def test_a_set_that_begins_later_is_held_against_the_same_months():
    apart = FOUND.against_original("spring_2009", ("starts", "all"))
    assert apart == SetDifference(250, 250, 0, 0)
    assert FOUND.against_original("original", KEY) is None
    assert FOUND.against_original("aspirational", ("starts", "all")) is None


def test_totals_stand_by_measure_and_a_set_without_one_is_blank():
    rows = sets_shown.totals(FOUND, PLP.by_code, "all").set_index("measure")
    assert rows.loc["Starts", "original"] == pytest.approx(9000)
    assert pd.isna(rows.loc["Starts", "aspirational"])
    assert sets_shown.totals(FOUND, PLP.by_code, "voluntary").empty


def test_each_set_says_who_why_and_whether_it_was_agreed():
    assert sets_shown.told(HOPED) == (
        "Contract manager; no authority given; from 1 January 2009; the provider agreed on "
        "7 January 2009. Too high."
    )
    assert "Authority Minute 3; no agreement of the provider is recorded." in sets_shown.told(LATER)
    assert HOPED.caveat == CAVEAT


def test_without_an_original_or_another_set_that_is_said():
    alone = SetsOf({"original": ORIGINAL}, {"original": {KEY: months(3600)}})
    assert sets_shown.finding(alone, KEY, MEASURE).endswith("No other set is shared.")
    assert "No original profile" in sets_shown.finding(SetsOf({}, {}), KEY, MEASURE)
    assert SetsOf({}, {}).original is None


def test_the_editor_says_what_moves_and_where_most():
    said = sets_shown.shifts_finding(
        {FIRST: 10.0, date(2009, 2, 1): 10.0}, {FIRST: 4.0, date(2009, 2, 1): 11.0}, MEASURE
    )
    assert said == (
        "The original has 20 people, the new set 15: 5 fewer (\N{MINUS SIGN}25.0%). 2 of 2 months "
        "move; January 2009 most, by 6 fewer."
    )
    same = sets_shown.shifts_finding({FIRST: 10.0}, {FIRST: 10.0}, MEASURE)
    assert same.endswith("the same. No month moves.")
    more = sets_shown.shifts_finding({FIRST: 10.0}, {FIRST: 12.0}, MEASURE)
    assert "2 more (+20.0%)" in more


def test_months_that_do_not_add_up_are_named_and_counted():
    assert sets_shown.uneven(["May", "June"]) == "May and June"
    assert (
        sets_shown.uneven(["May", "June", "July", "August"])
        == "May, June and July and 1 other month"
    )
    assert sets_shown.named("revised_2010") == "Revised 2010"


def test_each_set_is_a_line_of_its_kind_with_its_name_at_its_end():
    figure = charts.profile_sets(
        [
            (HOPED, months(2700)),
            (ORIGINAL, months(3600)),
            (LATER, {FIRST: 5.0}),
            (ProfileSet("empty", ProfileKind.INFORMAL), {}),
        ],
        "Sets",
    )
    drawn = {trace.name: trace for trace in figure.data}
    assert drawn["Original"].line.dash == palette.LINES[ProfileKind.ORIGINAL].dash
    assert drawn["Aspirational"].line.color == palette.PURPLE
    assert drawn["Spring 2009"].mode == "markers"
    assert "no DWP steer" in drawn["Aspirational"].hovertemplate
    assert len(figure.layout.annotations) == 3
