"""Profile against actual as a picture: gaps as gaps, and nothing by colour alone."""

import math
import tomllib
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import charts
from monitoring.charts import layout, palette
from monitoring.charts.layout import EndLabel, spread
from monitoring.profile_sets import ProfileSet
from monitoring.profiles import against_profile, against_profiles
from monitoring.targets import against_target
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_profiles import ACTUALS, NO_PROFILE, PROFILE, WITH_A_GAP
from tests.monitoring.test_targets import COUNTS, TARGET
from tests.tables import table

ROOT = Path(__file__).parents[3]
TITLE = "Job outcomes by month, against the original profile"
PROVISIONAL = ACTUALS.assign(provisional=[False, False, True])
SETS = pd.concat(
    [
        PROFILE.assign(contract="A", set="original"),
        PROFILE.iloc[1:].assign(contract="A", set="aspirational", profile=50.0),
        PROFILE.assign(contract="A", set="flight_path", profile=30.0),
    ]
)
SEVERAL = against_profiles(SETS, WITH_A_GAP.assign(contract="A"))


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def drawn(frame, **options):
    return traces(charts.profile_vs_actual(frame, TITLE, **options))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("mark", palette.MARKS)
def test_every_mark_is_told_from_the_ground_of_both_themes(theme, ground, mark):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert contrast(mark, settings["theme"][theme][ground]) >= 3


def test_the_actual_is_bars_and_the_original_a_dashed_line():
    shown = drawn(against_profile(PROFILE, ACTUALS))
    assert list(shown) == ["Actual", "Original profile"]
    assert shown["Actual"].type == "bar"
    assert list(shown["Actual"].y) == [38, 60, 80]
    assert shown["Actual"].marker.color == palette.ACTUAL
    assert shown["Original profile"].line.dash == "dash"
    assert list(shown["Original profile"].y) == [40, 100, 160]


def test_sets_stand_side_by_side_the_original_first_and_each_with_its_own_line():
    shown = drawn(SEVERAL)
    assert list(shown) == [
        "Actual",
        "Original profile",
        "Aspirational profile",
        "Flight path profile",
        "No return",
    ]
    assert shown["Aspirational profile"].line.dash == "dot"
    assert shown["Flight path profile"].line.color == palette.PURPLE
    assert "informal \u2013 no DWP steer" in shown["Flight path profile"].hovertemplate


def test_a_set_with_authority_is_drawn_by_its_declared_kind():
    sets = {
        "flight_path": ProfileSet(
            "flight_path", ProfileKind.REVISED_CONTRACTUAL, authority="Variation 3"
        )
    }
    shown = drawn(SEVERAL, sets=sets)
    assert shown["Flight path profile"].line.dash == "solid"
    assert "revised by contract" in shown["Flight path profile"].hovertemplate


def test_a_month_without_a_return_is_a_gap_marked_in_words_and_never_a_bar_of_nought():
    shown = drawn(against_profile(PROFILE, WITH_A_GAP))
    assert list(shown["Actual"].y) == [38, None, 80]
    assert list(shown["No return"].x) == [pd.Timestamp("2009-02-01")]
    assert list(shown["No return"].text) == ["<i>no return</i>"]


def test_a_suppressed_month_says_so_and_a_run_of_gaps_says_it_once():
    hidden = ACTUALS.assign(actual=[38, None, None], reason=["", "suppressed", "suppressed"])
    gaps = drawn(against_profile(PROFILE, hidden))["No return"]
    assert list(gaps.text) == ["<i>suppressed</i>", ""]
    assert list(gaps.customdata) == ["suppressed", "suppressed"]


def test_a_provisional_month_is_hatched_and_said_so():
    bars = drawn(against_profile(PROFILE, PROVISIONAL))["Actual"]
    assert list(bars.marker.pattern.shape) == ["", "", palette.HATCH]
    assert bars.customdata[0] == "38 (provider_mi, returned)"
    assert bars.customdata[2] == "80 (provider_mi, returned, provisional)"


def test_bars_stand_on_nought_and_the_ground_is_the_pages_own():
    figure = charts.profile_vs_actual(against_profile(PROFILE, ACTUALS), TITLE, "Actual: PLMI")
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 160
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == palette.CLEAR
    assert figure.layout.showlegend is False
    assert "Actual: PLMI" in figure.layout.title.subtitle.text


def test_no_text_has_a_colour_of_its_own_so_that_both_themes_can_be_read():
    figure = charts.profile_vs_actual(SEVERAL, TITLE)
    assert figure.layout.title.font.color is None
    assert all(each.font.color is None for each in figure.layout.annotations)


def test_series_are_labelled_where_they_end_and_not_in_a_legend():
    figure = charts.profile_vs_actual(SEVERAL, TITLE)
    words = [each.text.split("</span> ")[1] for each in figure.layout.annotations]
    assert sorted(words) == ["Actual", "Aspirational", "Flight path", "Original"]


def test_a_title_is_broken_into_lines_a_narrow_screen_can_hold():
    figure = charts.profile_vs_actual(against_profile(PROFILE, ACTUALS), "word " * 30, "note " * 30)
    heading, note = figure.layout.title.text, figure.layout.title.subtitle.text
    assert max(len(line) for line in heading.split("<br>")) <= layout.TITLE_WIDTH
    assert max(len(line) for line in note.split("<br>")) <= layout.NOTE_WIDTH


def test_nothing_returned_still_draws_what_is_profiled():
    shown = drawn(against_profile(PROFILE, ACTUALS.iloc[:0]))
    assert list(shown["Actual"].y) == [None, None, None]
    assert list(shown["No return"].customdata) == ["no return"] * 3


def test_neither_profile_nor_actual_is_an_empty_picture_and_no_fault():
    nothing = against_profile(NO_PROFILE, ACTUALS.iloc[:0])
    assert list(drawn(nothing)) == ["Actual"]
    figure = charts.cumulative_vs_profile(nothing, TITLE)
    assert not figure.layout.annotations


def test_a_rate_is_written_in_percent_with_its_target():
    shown = drawn(against_target(COUNTS, TARGET).assign(set="original"), share=True)
    assert shown["Actual"].customdata[0].startswith("40.0%")
    assert shown["Target"].customdata[0] == "50.0%"


def test_to_date_ends_at_the_last_month_returned_and_breaks_at_a_gap():
    shown = traces(charts.cumulative_vs_profile(SEVERAL, TITLE))
    assert list(shown["Actual"].y) == [38, None, 118]
    assert list(shown["Original profile"].y) == [40, None, 200]
    assert not any(trace.connectgaps for trace in shown.values())
    partly = traces(charts.cumulative_vs_profile(against_profile(PROFILE, ACTUALS.iloc[:2]), TITLE))
    assert list(partly["Actual"].y) == [38, 98]


def test_a_set_that_begins_later_starts_from_what_had_been_delivered():
    months = against_profiles(SETS, ACTUALS.assign(contract="A"))
    shown = traces(charts.cumulative_vs_profile(months, TITLE))
    aspirational = shown["Aspirational profile"]
    assert list(aspirational.y) == [None, 38 + 50, 38 + 100]
    # its distance from the actual is its own variance to date: 60 + 80 of 100
    assert shown["Actual"].y[-1] - aspirational.y[-1] == (60 + 80) - (50 + 50)


def test_a_set_with_a_single_month_is_a_point_that_can_be_seen():
    one = against_profile(PROFILE.iloc[:1], ACTUALS.iloc[:1])
    assert drawn(one)["Original profile"].mode == "markers"


def test_a_set_without_any_month_reached_is_not_labelled():
    later = pd.concat(
        [
            PROFILE.assign(contract="A", set="original"),
            table("""
        contract | set          | month   | profile
        A        | aspirational | 2010-01 | 85
    """),
        ]
    )
    months = against_profiles(later, ACTUALS.assign(contract="A"))
    figure = charts.cumulative_vs_profile(months, TITLE)
    assert len(figure.layout.annotations) == 2


FEW = table("""
    month   | numerator | denominator
    2023-04 | 40        | 100
    2023-05 | 3         | 9
    2023-06 |           |
    2023-07 | 30        | 50
""")


def test_a_rate_of_fewer_than_ten_is_a_gap_with_its_word_and_its_counts_on_hover():
    shown = drawn(against_target(FEW, TARGET), share=True)
    assert list(shown["Actual"].y) == [pytest.approx(0.4), None, None, pytest.approx(0.6)]
    gaps = shown["No return"]
    assert [f"{month:%Y-%m}" for month in gaps.x] == ["2023-05", "2023-06"]
    assert list(gaps.text) == ["<i>under 10</i>", "<i>no return</i>"]
    assert gaps.customdata[0] == "3 of 9, counts only"


def test_a_rate_says_its_counts_on_hover():
    said = drawn(against_target(FEW, TARGET), share=True)["Actual"].customdata
    assert said[0].startswith("40.0% (40 of 100)")


HEIGHTS = st.lists(st.floats(0, 100), min_size=1, max_size=4)


@given(HEIGHTS)
def test_no_label_touches_another_and_none_is_lower_than_its_line(heights):
    top = 100.0
    labels = [
        EndLabel(str(place), height, "--", palette.SLATE) for place, height in enumerate(heights)
    ]
    placed = spread(labels, top)
    steps = [after - before for (_, before), (_, after) in pairwise(placed)]
    assert all(step >= layout.LABEL_GAP * top - 1e-9 for step in steps)
    assert all(height >= label.height for label, height in placed)


def test_a_long_label_is_cut_to_what_the_margin_holds():
    assert layout.shortened("Revised by contract") == "Revised by co\u2026"
    assert layout.shortened("Original") == "Original"


def test_contrast_is_reckoned_as_the_guidelines_do():
    assert math.isclose(contrast("#000000", "#ffffff"), 21)
