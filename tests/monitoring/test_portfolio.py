"""One row a contract, and contracts never added into one actual."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.frames import ALL_ACTUALS, PROFILES
from monitoring.portfolio import (
    HISTORY,
    by_provider,
    overview,
    programme_standing,
)
from monitoring.profiles import against_profiles, to_date
from monitoring.programmes import Better
from monitoring.vocabulary import Direction, Standing
from tests.tables import table

CONTRACTS = table("""
    contract | prime   | district | freshness
    A        | Prime 1 | Area 1   | current
    B        | Prime 1 | Area 2   | late
    C        | Prime 2 | Area 3   | missing
""")


def months_of(contract, figures, name="actual", first="2009-01-01", **more):
    return pd.DataFrame(
        {
            "contract": contract,
            "month": pd.date_range(first, periods=len(figures), freq="MS"),
            name: pd.Series(figures, dtype="float64"),
            **more,
        }
    )


def profile(contract, figures, **more):
    return months_of(contract, figures, "profile", set="original", **more)


def row_of(contract="A", **frames):
    rows = overview(
        CONTRACTS,
        frames.get("profiles", PROFILES.empty()),
        frames.get("actuals", ALL_ACTUALS.empty()),
        better=frames.get("better", Better.HIGHER),
    )
    return rows[rows["contract"] == contract].iloc[0]


def test_to_date_covers_the_months_that_have_both_and_ends_at_the_last_returned():
    row = row_of(profiles=profile("A", [40, 100, 160, 100]), actuals=months_of("A", [38, None, 80]))
    assert (row["actual"], row["profile"], row["behind"]) == (118, 200, 82)
    assert row["share_of_profile"] == pytest.approx(118 / 200)
    assert (row["months_to"], row["months_missing"]) == (pd.Timestamp("2009-03-01"), 1)


def test_this_month_is_the_last_one_returned():
    row = row_of(profiles=profile("A", [40, 100, 160]), actuals=months_of("A", [38, 60]))
    assert (row["month_actual"], row["month_profile"], row["month_share"]) == (60, 100, 0.6)


def test_every_contract_has_a_row_even_when_nothing_was_returned():
    rows = overview(CONTRACTS, profile("A", [40]), ALL_ACTUALS.empty())
    assert list(rows["contract"]) == ["A", "B", "C"]
    assert rows["actual"].isna().all()
    assert rows["months_to"].isna().all()
    assert list(rows["history"]) == [[], [], []]
    assert list(rows["standing"]) == [Standing.NO_TARGET] * 3
    assert list(rows["freshness"]) == ["current", "late", "missing"]


def test_a_store_without_figures_still_lists_its_contracts():
    rows = overview(CONTRACTS, PROFILES.empty(), ALL_ACTUALS.empty())
    assert len(rows) == 3
    assert list(rows["direction"]) == [Direction.UNKNOWN] * 3


def test_without_a_profile_the_actual_stands_and_there_is_no_target():
    row = row_of(actuals=months_of("A", [38, None, 80]))
    assert (row["actual"], row["months_missing"]) == (118, 1)
    assert math.isnan(row["profile"])
    assert row["standing"] is Standing.NO_TARGET


def test_a_contract_with_two_sets_has_a_row_for_each():
    sets = pd.concat([profile("A", [100]), profile("A", [80]).assign(set="aspirational")])
    rows = overview(CONTRACTS, sets, months_of("A", [76]))
    shares = {row.set: row.share_of_profile for row in rows.itertuples() if row.contract == "A"}
    assert shares == {"aspirational": pytest.approx(0.95), "original": pytest.approx(0.76)}


@pytest.mark.parametrize(
    ("figures", "direction"),
    [
        ([10, 10, 10, 12, 12, 12], Direction.RISING),
        ([12, 12, 12, 10, 10, 10], Direction.FALLING),
        ([100, 100, 100, 105, 105, 105], Direction.LEVEL),
        ([100, 100, 100, 106, 106, 106], Direction.RISING),
        ([0, 0, 0, 1, 0, 0], Direction.RISING),
        ([0, 0, 0, 0, 0, 0], Direction.LEVEL),
        ([10, 10, 12, 12, 12], Direction.UNKNOWN),
        ([10, None, 10, 12, 12, 12], Direction.UNKNOWN),
        ([99, 10, 10, 10, 12, 12, 12, None], Direction.RISING),
    ],
)
def test_three_months_are_compared_with_the_three_before(figures, direction):
    assert row_of(actuals=months_of("A", figures))["direction"] is direction


def test_how_far_is_level_is_a_parameter():
    figures = months_of("A", [100, 100, 100, 106, 106, 106])
    rows = overview(CONTRACTS, PROFILES.empty(), figures, tolerance=0.10)
    assert rows["direction"].iloc[0] is Direction.LEVEL


def test_the_bands_are_the_contracts_own():
    frames = {"profiles": profile("A", [100]), "actuals": months_of("A", [90])}
    assert row_of(**frames)["standing"] is Standing.BELOW
    strict = CONTRACTS.assign(on_profile_from=[0.99, None, None], below_from=[0.95, None, None])
    assert overview(strict, *frames.values())["standing"].iloc[0] is Standing.WELL_BELOW


def test_history_is_the_last_24_months_with_gaps_kept():
    figures = [float(place) for place in range(30)]
    figures[28] = None
    history = row_of(actuals=months_of("A", figures))["history"]
    assert len(history) == HISTORY
    assert history[0] == 6
    assert history[-2:] == [None, 29]


def test_a_last_month_that_may_still_change_is_provisional():
    marked = months_of("A", [38, 60], provisional=[False, True])
    assert row_of(actuals=marked)["provisional"]
    assert not row_of(actuals=marked.assign(provisional=[True, False]))["provisional"]


def test_since_the_last_review_only_later_months_count():
    reviewed = CONTRACTS.assign(reviewed_to=pd.to_datetime(["2009-01-01", None, None]))
    rows = overview(
        reviewed,
        pd.concat([profile("A", [40, 100, 160]), profile("B", [10])]),
        pd.concat([months_of("A", [0, 60, 80]), months_of("B", [5])]),
    )
    assert rows["behind_since_review"].iloc[0] == (100 - 60) + (160 - 80)
    assert math.isnan(rows["behind_since_review"].iloc[1])


def test_where_lower_is_better_more_than_profiled_is_behind():
    row = row_of(profiles=profile("A", [100]), actuals=months_of("A", [130]), better=Better.LOWER)
    assert row["behind"] == 30
    assert row["standing"] is Standing.WELL_BELOW


def test_a_contract_not_asked_for_is_left_out():
    rows = overview(CONTRACTS.iloc[:1], profile("Z", [100]), months_of("Z", [5]))
    assert list(rows["contract"]) == ["A"]
    assert rows["actual"].isna().all()


FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 99)), min_size=0, max_size=30)


@given(st.lists(st.integers(0, 99), max_size=30), FIGURES)
def test_the_row_and_the_page_of_a_contract_never_disagree(profiled, figures):
    profiles = profile("A", profiled) if profiled else PROFILES.empty()
    actuals = months_of("A", figures) if figures else ALL_ACTUALS.empty()
    row = row_of(profiles=profiles, actuals=actuals)
    beside = against_profiles(profiles, actuals)
    page = to_date(beside[beside["contract"] == "A"])
    if page.empty:
        assert math.isnan(row["actual"])
        return
    last = page.iloc[-1]
    for name, told in (
        ("actual", "cumulative_actual"),
        ("profile", "cumulative_profile"),
        ("share_of_profile", "cumulative_share"),
        ("months_missing", "months_missing"),
    ):
        assert row[name] == pytest.approx(last[told], nan_ok=True)
    assert row["months_to"] == last["month"]


def test_a_programme_says_how_many_contracts_stand_where_and_adds_nothing_up():
    rows = overview(
        CONTRACTS,
        pd.concat([profile("A", [100]), profile("B", [1000])]),
        pd.concat([months_of("A", [97]), months_of("B", [500])]),
    )
    told = programme_standing(rows)
    assert told.contracts == 3
    assert told.standings[Standing.ON_PROFILE] == 1
    assert told.standings[Standing.WELL_BELOW] == 1
    assert told.standings[Standing.NO_TARGET] == 1
    assert told.median_share == pytest.approx((0.97 + 0.5) / 2)
    assert told.contracts_with_share == 2


def test_a_programme_without_any_share_has_no_middle():
    told = programme_standing(overview(CONTRACTS, PROFILES.empty(), ALL_ACTUALS.empty()))
    assert math.isnan(told.median_share)


def test_a_provider_is_a_ratio_of_the_sums_of_its_contracts_and_says_how_many_it_counts():
    rows = overview(
        CONTRACTS,
        pd.concat([profile("A", [100]), profile("B", [300])]),
        pd.concat([months_of("A", [97]), months_of("B", [150]), months_of("C", [9])]),
    )
    [one, two] = by_provider(rows).to_dict("records")
    assert (one["prime"], one["contracts"], one["contracts_counted"]) == ("Prime 1", 2, 2)
    assert one["share_of_profile"] == pytest.approx((97 + 150) / (100 + 300))
    assert (two["contracts"], two["contracts_counted"]) == (1, 0)
    assert math.isnan(two["actual"])
