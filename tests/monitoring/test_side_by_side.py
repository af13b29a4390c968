"""The same actual beside every set, the original always among them."""

from datetime import date

import pandas as pd
import pytest

from monitoring.profile_sets import NO_STEER, ProfileSet
from monitoring.profiles import against_profiles
from monitoring.side_by_side import shown, table
from monitoring.vocabulary import ProfileKind

SETS = {
    "aspirational": ProfileSet("aspirational", ProfileKind.ASPIRATIONAL),
    "original": ProfileSet("original", ProfileKind.ORIGINAL, authority="Contract"),
}
MONTHS = pd.date_range("2009-04-01", periods=36, freq="MS")


def profiled(name, april, total):
    """Profile a first month, and spread the rest of a total over the other 35."""
    values = [april, *[(total - april) / 35] * 35]
    return pd.DataFrame({"contract": "A", "set": name, "month": MONTHS, "profile": values})


ACTUAL = pd.DataFrame({"contract": ["A"], "measure": [""], "month": MONTHS[:1], "actual": [80.0]})
BOTH = against_profiles(
    pd.concat([profiled("original", 130, 3600), profiled("aspirational", 85, 2700)]),
    ACTUAL,
    date(2009, 4, 1),
)


def test_april_is_set_against_both_and_the_total_against_the_original():
    # requirements.md AT-03: 3,600 with April 130; 2,700 with April 85; April closes at 80
    original, other = table(BOTH, SETS, date(2012, 3, 1)).to_dict("records")
    assert original["set"] == "original"
    assert original["share_of_profile"] == pytest.approx(80 / 130)  # 61.5%
    assert other["share_of_profile"] == pytest.approx(80 / 85)  # 94.1%
    assert other["standing"] == NO_STEER
    assert other["against_original"] == pytest.approx(-900)
    assert other["against_original_share"] == pytest.approx(-0.25)
    assert pd.isna(original["against_original"])


def test_what_each_month_left_must_bring_is_reckoned_to_the_contracts_last_month():
    original, _ = table(BOTH, SETS, date(2012, 3, 1)).to_dict("records")
    assert original["needed"] == pytest.approx((3600 - 80) / 35)
    assert original["projected"] == pytest.approx(80 * 36)


def test_before_anything_was_returned_every_set_stands_unknown():
    months = against_profiles(profiled("original", 130, 3600), ACTUAL.iloc[:0])
    [row] = table(months, {"original": SETS["original"]}, None).to_dict("records")
    assert pd.isna(row["share_of_profile"])
    assert row["total"] == pytest.approx(3600)


def test_shares_are_shown_in_percent_and_people_whole():
    row = shown(table(BOTH, SETS, date(2012, 3, 1))).iloc[1]
    assert row["against_original_share"] == pytest.approx(-25)
    assert row["needed"] == round((2700 - 80) / 35)
