"""Several sets stand side by side, and only the original is the contract."""

from dataclasses import replace

import pytest

from monitoring.profile_sets import (
    CAVEAT,
    NO_STEER,
    ProfileSet,
    difference,
    in_order,
    kind_of,
    set_for,
)
from monitoring.profiles import against_profiles
from monitoring.vocabulary import ProfileKind
from tests.tables import table

ORIGINAL = ProfileSet("original", ProfileKind.ORIGINAL)
ASPIRATIONAL = ProfileSet("aspirational", ProfileKind.ASPIRATIONAL)


def a_set(name, total, april):
    """Give 36 months that add up to a total, April 2009 among them."""
    rest = (total - april) / 35
    months = [f"{2008 + (3 + place) // 12}-{(3 + place) % 12 + 1:02d}" for place in range(36)]
    drawn = "\n".join(f"{month} | {april if month == '2009-04' else rest}" for month in months)
    return table(f"month | profile\n{drawn}").assign(contract="A", set=name)


def test_at_03_both_sets_are_drawn_beside_what_was_delivered():
    sets = [a_set("original", 3600, 130), a_set("aspirational", 2700, 85)]
    actuals = table("""
        contract | month   | actual
        A        | 2009-04 | 80
    """)
    shares = {}
    for one in sets:
        months = against_profiles(one, actuals)
        row = months[months["actual"].notna()].iloc[0]
        shares[row["set"]] = f"{row['share_of_profile']:.1%}"
    assert shares == {"original": "61.5%", "aspirational": "94.1%"}


def test_at_03_the_sets_differ_by_900_over_the_whole_contract():
    apart = difference(a_set("original", 3600, 130), a_set("aspirational", 2700, 85))
    assert apart.difference == pytest.approx(-900)
    assert apart.share == pytest.approx(-0.25)


def test_at_03_a_set_without_authority_is_informal_whatever_it_is_called():
    assert ASPIRATIONAL.label == NO_STEER == "informal \N{EN DASH} no DWP steer"
    assert ASPIRATIONAL.caveat == CAVEAT
    agreed = ProfileSet("aspirational", ProfileKind.ASPIRATIONAL, authority="Letter 12")
    assert agreed.label == "aspirational"
    assert agreed.caveat == CAVEAT


def test_the_original_needs_no_authority_and_no_caveat():
    assert (ORIGINAL.label, ORIGINAL.caveat, ORIGINAL.is_original) == ("original", "", True)


@pytest.mark.parametrize(
    ("name", "declared", "kind"),
    [
        ("original", None, ProfileKind.ORIGINAL),
        ("revised_contractual", None, ProfileKind.REVISED_CONTRACTUAL),
        ("aspirational", "", ProfileKind.ASPIRATIONAL),
        ("flight_path", None, ProfileKind.INFORMAL),
        ("flight_path", "aspirational", ProfileKind.ASPIRATIONAL),
    ],
)
def test_a_set_named_after_a_kind_is_of_that_kind_and_any_other_informal(name, declared, kind):
    assert kind_of(name, declared) is kind


def test_the_original_is_always_shown_first_and_the_informal_last():
    path = ProfileSet("flight_path", ProfileKind.INFORMAL)
    assert in_order([path, ASPIRATIONAL, ORIGINAL]) == [ORIGINAL, ASPIRATIONAL, path]
    assert path.title == "flight path"
    assert ASPIRATIONAL.title == "aspirational"


@pytest.mark.parametrize(
    ("basis", "chosen"),
    [
        ("aspirational", "aspirational"),
        ("original", "original"),
        ("conversion", "original"),
        ("peers", "original"),
        ("month_on_month", "original"),
    ],
)
def test_a_basis_that_is_no_profile_is_drawn_beside_the_original(basis, chosen):
    assert set_for(basis, ("original", "aspirational")) == chosen
    assert set_for(basis, ()) == "original"


def test_whoever_may_not_know_on_whose_authority_a_set_stands_is_not_told_that_there_is_none():
    assert ASPIRATIONAL.label == NO_STEER
    assert replace(ASPIRATIONAL, told=False).label == "aspirational"
