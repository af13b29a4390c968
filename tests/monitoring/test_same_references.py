"""Clients whom two systems know by two references are one client, and nobody stands twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import datasets
from monitoring.checks import Expectation, check
from monitoring.same_references import Overlap, bring_together
from tests.files import drawn_file

EXITS = datasets.dataset("exits")
FILE = """
    contract | client_ref | exited_on  | reason
    CPA-1    | PX-1       | 2009-03-04 | job
    CPA-1    | R-2        | 2009-03-05 | moved
    CPA-2    | PX-1       | 2009-03-06 | other
"""
CROSSWALK = {("CPA-1", "PX-1"): "R-1", ("CPA-1", "PX-9"): "R-9", ("CPA-1", "R-2"): "R-2"}


def brought(drawing, crosswalk, senders=None):
    checked = check(EXITS, drawn_file(drawing), Expectation())
    assert not checked.problems
    given = senders or [""] * len(checked.row_numbers)
    return checked, bring_together(checked, given, crosswalk)


def test_a_contracts_own_crosswalk_puts_the_reference_meant_in_place():
    checked, made = brought(FILE, CROSSWALK)
    assert checked.columns["client_ref"] == ["R-1", "R-2", "PX-1"]
    assert (made.replaced, made.rows) == ({("CPA-1", "PX-1"): "R-1"}, 1)
    assert made.note == "1 reference in 1 row resolved by the crosswalk."


def test_equal_rows_of_one_client_are_kept_once():
    again = FILE + "    CPA-1    | R-1        | 2009-03-04 | job"
    checked, made = brought(again, CROSSWALK)
    assert checked.columns["client_ref"] == ["R-1", "R-2", "PX-1"]
    assert checked.repeated_rows == [5]
    assert made.left_out == {3}
    assert made.problems == ()


def test_rows_of_one_client_that_differ_are_all_held_and_name_each_other():
    again = FILE + "    CPA-1    | R-1        | 2009-03-04 | moved"
    _, made = brought(again, CROSSWALK)
    assert [(each.row, each.severity) for each in made.problems] == [
        (2, "holds the row"),
        (5, "holds the row"),
    ]
    assert "Rows 2 and 5" in made.problems[0].message
    assert made.problems[0].value is None


def test_two_senders_may_speak_of_one_client():
    again = FILE + "    CPA-1    | R-1        | 2009-03-04 | moved"
    _, made = brought(again, CROSSWALK, ["A1", "", "", "A2"])
    assert made.problems == ()


@pytest.mark.parametrize(
    ("overlap", "matched", "differ"),
    [
        (Overlap(412, 397, 385), 385 / 397, False),
        (Overlap(4, 10, 1), 0.25, True),
        (Overlap(4, 4, 2), 0.5, False),
        (Overlap(2, 10, 0), 0.0, False),
    ],
)
def test_under_half_of_the_smaller_record_is_not_the_same_reference(overlap, matched, differ):
    assert overlap.matched == pytest.approx(matched)
    assert overlap.differ is differ
    said = overlap.sentence("Referrals", "starts")
    assert ("do not use the same reference" in said) is differ
    assert said.startswith("Referrals and starts")


@given(st.dictionaries(st.sampled_from(["A", "B", "C"]), st.sampled_from(["X", "Y"])))
def test_every_row_stands_once_or_is_held_or_repeats_another(standing):
    drawing = "contract | client_ref | exited_on | reason\n" + "\n".join(
        f"CPA-1 | {each} | 2009-03-04 | job" for each in "ABCX"
    )
    checked, made = brought(drawing, {("CPA-1", own): meant for own, meant in standing.items()})
    assert len(checked.row_numbers) + len(checked.repeated_rows) == 4
    keys = list(zip(checked.columns["client_ref"], checked.columns["exited_on"], strict=True))
    assert len(set(keys)) == len(keys)
    assert made.problems == ()
