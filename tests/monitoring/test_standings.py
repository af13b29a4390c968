"""Performance in words, from the contract's own bands."""

import math

import pandas as pd
import pytest

from monitoring.programmes import Better
from monitoring.standings import achieved, standing, standings, tally
from monitoring.vocabulary import Standing


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (1.2, Standing.ON_PROFILE),
        (0.95, Standing.ON_PROFILE),
        (0.9499, Standing.BELOW),
        (0.80, Standing.BELOW),
        (0.7999, Standing.WELL_BELOW),
        (0.0, Standing.WELL_BELOW),
        (math.nan, Standing.UNKNOWN),
    ],
)
def test_a_share_is_said_in_words_unrounded(share, said):
    assert standing(share, on_profile_from=0.95, below_from=0.80) is said


def say(actual, profile, better=Better.HIGHER):
    bands = pd.DataFrame({"on_profile_from": [0.95], "below_from": [0.80]})
    return standings(pd.Series([actual]), pd.Series([profile]), bands, better).iloc[0]


def test_without_a_profile_or_with_one_of_nought_there_is_no_target():
    assert say(5.0, math.nan) is Standing.NO_TARGET
    assert say(5.0, 0.0) is Standing.NO_TARGET
    assert say(math.nan, math.nan) is Standing.NO_TARGET


def test_without_an_actual_it_is_unknown():
    assert say(math.nan, 5.0) is Standing.UNKNOWN


def test_where_lower_is_better_more_than_profiled_is_below():
    assert say(130.0, 100.0, Better.LOWER) is Standing.WELL_BELOW
    assert say(90.0, 100.0, Better.LOWER) is Standing.ON_PROFILE
    assert say(0.0, 100.0, Better.LOWER) is Standing.ON_PROFILE


def test_where_lower_is_better_an_unknown_profile_leaves_the_share_unknown():
    share = achieved(pd.Series([0.0]), pd.Series([math.nan]), Better.LOWER)
    assert share.isna().all()


def test_every_standing_is_counted_nought_shown():
    counts = tally([Standing.BELOW, Standing.BELOW, Standing.NO_TARGET])
    assert counts == {
        Standing.ON_PROFILE: 0,
        Standing.BELOW: 2,
        Standing.WELL_BELOW: 0,
        Standing.NO_TARGET: 1,
        Standing.UNKNOWN: 0,
    }


def test_no_word_is_one_of_the_three_colours():
    assert not {"red", "amber", "green"} & {word for one in Standing for word in one.split()}
