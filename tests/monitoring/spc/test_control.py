"""How does a series stand on its chart: where limits stay, begin anew, and what breaks a run?"""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from monitoring.frames import FrameError
from monitoring.periods import add_months
from monitoring.programmes import Better
from monitoring.spc import Assurance, Point, Signal, control, reading, rebased_from

FIRST = date(2008, 1, 1)


def series(values, contract="C-1", **columns):
    months = [add_months(FIRST, at) for at in range(len(values))]
    return pd.DataFrame({"contract": contract, "month": months, "value": values, **columns})


def test_limits_stay_after_two_years_until_they_are_begun_anew():
    made = control(series([10, 12] * 12 + [30] * 6), Better.HIGHER)
    assert made["mean"].unique() == pytest.approx([11])  # of the first 24
    assert set(made["points"]) == {24}
    assert (made["signals"].iloc[-6:].str.startswith(Signal.ABOVE)).all()
    anew = control(series([10, 12] * 12 + [30] * 6), Better.HIGHER, {"C-1": [date(2010, 1, 1)]})
    assert list(anew["stretch"]) == [1] * 24 + [2] * 6
    assert list(anew["mean"].iloc[[0, -1]]) == [11, 30]
    assert (anew["signals"] == "").all()
    assert rebased_from(anew)["month"].dt.date.tolist() == [date(2010, 1, 1)]


def test_limits_of_fewer_than_thirteen_months_are_trial_limits():
    assert control(series([10, 12] * 6), Better.HIGHER)["trial"].all()
    assert not control(series([10, 12] * 7), Better.HIGHER)["trial"].any()


def test_a_missing_month_ends_a_run_and_has_no_signal():
    run = [10.0, 9.0] * 7 + [14.0] * 3 + [float("nan")] + [14.0] * 4
    made = control(series(run), Better.HIGHER)
    assert not made["signals"].str.contains(Signal.RUN_HIGH).any()
    whole = control(series([one for one in run if one == one]), Better.HIGHER)  # noqa: PLR0124 - nan
    assert whole["signals"].str.contains(Signal.RUN_HIGH).sum() == 7


def test_a_provisional_month_neither_moves_limits_nor_signals():
    settled = control(series([10, 12] * 7), Better.HIGHER)
    made = control(
        series([10, 12] * 7 + [500], provisional=[False] * 14 + [True]), Better.HIGHER
    )
    assert made["upper"].iloc[0] == settled["upper"].iloc[0]
    assert (made["signals"].iloc[-1], made["point"].iloc[-1]) == ("", Point.COMMON)


def test_a_lower_limit_is_never_below_nought_nor_a_share_s_above_one():
    made = control(series([0, 9] * 7), Better.HIGHER)
    assert made["lower"].eq(0).all()
    counts = {"numerator": [9, 19] * 7, "denominator": [10, 20] * 7}
    shares = control(series([0.9, 0.95] * 7, **counts), Better.HIGHER)
    assert shares["chart"].eq("p").all()
    assert shares["upper"].max() == 1


def test_contracts_are_judged_each_by_its_own_months():
    both = pd.concat([series([10, 12] * 7), series([100, 120] * 7, "C-2")])
    made = control(both, Better.HIGHER, {"C-2": [date(2008, 6, 15)]})
    assert made.groupby("contract")["stretch"].max().to_dict() == {"C-1": 1, "C-2": 2}
    alone = control(series([10, 12] * 7), Better.HIGHER)
    pd.testing.assert_frame_equal(made[made["contract"] == "C-1"], alone)


def test_without_rows_there_are_the_same_columns():
    some = control(series([1, 2]), Better.HIGHER)
    assert set(control(series([]), Better.HIGHER).columns) == set(some.columns)


def test_a_month_twice_is_a_fault_of_ours():
    with pytest.raises(FrameError):
        control(pd.concat([series([1]), series([2])]), Better.HIGHER)


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (30, Better.HIGHER, Assurance.MISSES),
        (30, Better.LOWER, Assurance.MEETS),
        (2, Better.HIGHER, Assurance.MEETS),
        (2, Better.LOWER, Assurance.MISSES),
        (11, Better.HIGHER, Assurance.VARIES),
        (30, Better.NEITHER, None),
        (np.nan, Better.HIGHER, None),
    ],
)
def test_a_target_is_held_against_the_limits(target, better, expected):
    made = control(series([10, 12] * 7), better).assign(target=target)
    told = reading(made, better)
    assert (told.value, told.mean, told.point) == (12, 11, Point.COMMON)
    assert told.assurance is expected


def test_the_reading_is_of_the_last_month_that_can_be_judged():
    values = [10, 12] * 7 + [float("nan"), 3]
    rows = series(values, provisional=[False] * 15 + [True])
    told = reading(control(rows, Better.HIGHER).assign(target=np.nan), Better.HIGHER)
    assert told.month == pd.Timestamp(add_months(FIRST, 13))
    nothing = series([float("nan")]).assign(target=np.nan)
    assert reading(control(nothing, Better.HIGHER).assign(target=np.nan), Better.HIGHER) is None
