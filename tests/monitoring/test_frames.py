"""A frame is what its contract says, whichever engine it came from."""

from datetime import date

import pandas as pd
import pytest

from monitoring.frames import ACTUALS, ALL_ACTUALS, PROFILE, FrameError
from tests.tables import table

MONTHS_AS_ENGINES_GIVE_THEM = [
    pd.Series([date(2009, 1, 1)]),
    pd.Series([date(2009, 1, 1)], dtype="object"),
    pd.Series(["2009-01-01"]),
    pd.Series([pd.Timestamp("2009-01-01")], dtype="datetime64[s]"),
]


@pytest.mark.parametrize("months", MONTHS_AS_ENGINES_GIVE_THEM)
def test_a_month_is_cast_to_one_kind_however_it_comes(months):
    checked = PROFILE.check(pd.DataFrame({"month": months, "profile": [40]}))
    assert str(checked["month"].dtype) == "datetime64[us]"
    assert checked["month"].iloc[0] == pd.Timestamp("2009-01-01")


def test_an_empty_result_keeps_the_kinds_of_its_columns():
    nothing = pd.DataFrame({"month": [], "profile": []}, dtype="object")
    assert PROFILE.check(nothing).dtypes.astype(str).to_dict() == {
        "month": "datetime64[us]",
        "profile": "float64",
    }
    assert PROFILE.empty().dtypes.equals(PROFILE.check(nothing).dtypes)


def test_a_missing_column_is_named():
    with pytest.raises(FrameError, match="profile has no column profile"):
        PROFILE.check(table("month\n2009-01"))


def test_a_key_that_repeats_is_refused():
    with pytest.raises(FrameError, match="repeats a row of month"):
        PROFILE.check(
            table("""
            month   | profile
            2009-01 | 40
            2009-01 | 41
        """)
        )


def test_a_month_is_the_first_of_a_month():
    with pytest.raises(FrameError, match="not the first of a month"):
        PROFILE.check(
            table("""
            month      | profile
            2009-01-02 | 40
        """)
        )


def test_a_value_of_another_kind_is_refused():
    with pytest.raises(FrameError, match="cannot read profile"):
        PROFILE.check(
            table("""
            month   | profile
            2009-01 | forty
        """)
        )


def test_columns_with_a_default_may_be_left_out_and_blank_text_is_the_empty_text():
    checked = ACTUALS.check(
        table("""
        month   | actual | source
        2009-01 | 38     | provider_mi
        2009-02 |        |
    """)
    )
    assert list(checked["source"]) == ["provider_mi", ""]
    assert list(checked["reason"]) == ["", ""]
    assert list(checked["provisional"]) == [False, False]
    assert checked["actual"].isna().tolist() == [False, True]


def test_columns_nobody_asked_for_are_left_behind():
    checked = PROFILE.check(
        table("""
        month   | profile | note
        2009-01 | 40      | hello
    """)
    )
    assert list(checked.columns) == ["month", "profile"]


def test_an_unknown_flag_is_no():
    checked = ALL_ACTUALS.check(
        table("""
        contract | month   | actual | provisional
        A        | 2009-01 | 38     | yes
        A        | 2009-02 | 60     |
    """)
    )
    assert list(checked["provisional"]) == [True, False]
