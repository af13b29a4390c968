"""A provider's own layout becomes the rows it means, each with the number it has in the file."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from monitoring.findings import Unreadable
from monitoring.mappings import Mapping
from tests.files import drawn_file, file_of, rows_of

RETURN = dataset("monthly_return")


def mapping(**parts):
    return Mapping.from_json(
        {"name": "export", "dataset": "monthly_return", "sentence": "An export.", **parts}
    )


LONG = {
    "constants": {"client_category": "all", "measure": "starts"},
    "columns": {"contract": "Ref", "month": "Period", "value": "Figure"},
}
MEASURES = {
    "constants": {"client_category": "all"},
    "columns": {"contract": "Ref", "month": "Period"},
    "wide": {"measure": {"Started": "starts", "Jobs": "job_outcomes"}},
}
MONTHS = {
    "constants": {"client_category": "all", "measure": "starts"},
    "columns": {"contract": "Ref"},
    "wide": {"month": {"headers": "Mon-YY"}},
}
TO_DATE = """
    Ref   | Period  | Figure
    CPA-1 | 2009-02 | 10
    CPA-1 | 2009-03 | 25
    CPA-1 | 2009-04 | 5
    CPA-1 | 2009-05 | 4
    CPA-1 | 2009-07 | 9
    CPA-1 | 2009-08 | 9
"""


def applied(parts, drawing, keyed=None, **sides):
    return mapping(**parts).apply(drawn_file(drawing, **sides), keyed)


def refused(parts, drawing, keyed=None):
    with pytest.raises(Unreadable) as fault:
        applied(parts, drawing, keyed)
    return [(problem.rule, problem.column) for problem in fault.value.problems]


def values(table):
    return [(row["row"], row["value"]) for row in rows_of(table)]


def test_columns_are_renamed_and_constants_filled():
    table = applied(
        LONG,
        """
        REF   | period  | Figure
        CPA-1 | 2009-04 | 38
    """,
    )
    assert rows_of(table) == [
        {
            "row": 2,
            "contract": "CPA-1",
            "month": "2009-04",
            "measure": "starts",
            "client_category": "all",
            "value": "38",
            "missing_reason": "",
        }
    ]
    assert table.how.mapping == "export"


def test_measures_side_by_side_become_rows_that_share_a_number():
    table = applied(
        MEASURES,
        """
        Ref   | Period  | Started | Jobs
        CPA-1 | 2009-04 | 38      | 4
        CPA-2 | 2009-04 | 40      | 5
        CPA-3 | 2009-04 | 42      |
    """,
    )
    assert [(r["row"], r["contract"], r["measure"], r["value"]) for r in rows_of(table)] == [
        (2, "CPA-1", "starts", "38"),
        (2, "CPA-1", "job_outcomes", "4"),
        (3, "CPA-2", "starts", "40"),
        (3, "CPA-2", "job_outcomes", "5"),
        (4, "CPA-3", "starts", "42"),
        (4, "CPA-3", "job_outcomes", ""),
    ]


def test_months_side_by_side_become_rows():
    table = applied(
        MONTHS,
        """
        Ref   | Apr-09 | May-09
        CPA-1 | 38     | 40
    """,
    )
    assert [(r["month"], r["value"]) for r in rows_of(table)] == [
        ("2009-04", "38"),
        ("2009-05", "40"),
    ]


def test_one_bad_cell_of_a_wide_row_holds_that_figure_only():
    table = applied(
        MEASURES,
        """
        Ref   | Period  | Started | Jobs
        CPA-1 | 2009-04 | 38      | many
    """,
    )
    checked = check(RETURN, table, Expectation())
    assert checked.columns["measure"] == ["starts"]
    assert (list(checked.held_rows), checked.rows_held, checked.row_numbers) == ([2], 1, [2])


def test_codes_are_translated_and_a_code_that_means_nothing_leaves_its_row_out():
    parts = {
        "constants": {"client_category": "all"},
        "columns": {"contract": "Ref", "month": "Period", "measure": "What", "value": "Figure"},
        "translate": {"measure": {"S1": "starts", "X9": None}},
    }
    table = applied(
        parts,
        """
        Ref   | Period  | What | Figure
        CPA-1 | 2009-04 | s1   | 38
        CPA-1 | 2009-04 | X9   | 99
        CPA-1 | 2009-04 | J1   | 4
    """,
    )
    assert [(r["row"], r["measure"]) for r in rows_of(table)] == [(2, "starts"), (4, "J1")]


def test_marks_become_reasons_and_never_figures():
    table = applied(
        {**LONG, "marks": {"suppressed": ["*", "C"], "not_published": ["NRF"]}},
        """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 | *
        CPA-1 | 2009-05 | c
        CPA-1 | 2009-06 | nrf
        CPA-1 | 2009-07 |
        CPA-1 | 2009-08 | 0
    """,
    )
    checked = check(RETURN, table, Expectation())
    assert checked.problems == []
    assert checked.columns["value"] == [None, None, None, None, 0]
    assert checked.columns["missing_reason"] == [
        "suppressed",
        "suppressed",
        "not_published",
        "not_returned",
        None,
    ]


def test_a_blank_may_be_a_mark_and_marks_blank_the_numbers_of_any_dataset():
    table = applied(
        {**LONG, "marks": {"not_published": [""]}},
        """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 |
    """,
    )
    assert rows_of(table)[0]["missing_reason"] == "not_published"
    weekly = {
        "dataset": "partner_weekly",
        "columns": {"arrangement": "A", "week_starting": "W", "referrals": "R"},
        "marks": {"suppressed": ["*"]},
    }
    table = applied(
        weekly,
        """
        A  | W          | R
        P1 | 2009-04-06 | *
    """,
    )
    assert rows_of(table) == [
        {"row": 2, "arrangement": "P1", "week_starting": "2009-04-06", "referrals": ""}
    ]


def test_without_a_value_column_every_figure_is_unknown():
    parts = {**LONG, "columns": {"contract": "Ref", "month": "Period"}}
    table = applied(
        parts,
        """
        Ref   | Period
        CPA-1 | 2009-04
    """,
    )
    assert rows_of(table)[0]["missing_reason"] == ""


def test_identifiers_are_dropped_or_replaced_before_anything_is_kept():
    parts = {
        "dataset": "exits",
        "columns": {"client_ref": "Case", "exited_on": "Left", "reason": "Why"},
        "drop": ["Surname"],
        "reference": ["Case"],
    }
    drawing = """
        Case     | Surname | Left       | Why
        ab 12 34 | Smith   | 2009-09-30 | moved
        AB1234   | Jones   | 2009-09-30 | moved
                 | Jones   | 2009-09-30 | moved
    """
    table = applied(parts, drawing, keyed=lambda text: f"K-{text}")
    assert [row["client_ref"] for row in rows_of(table)] == ["K-AB1234", "K-AB1234", ""]
    assert "Smith" not in str(rows_of(table))
    assert refused(parts, drawing) == [("no_key", None)]


def test_a_heading_the_mapping_does_not_name_refuses_unless_ignored():
    drawing = """
        Ref   | Period  | Figure | Notes
        CPA-1 | 2009-04 | 38     | x
    """
    assert refused(LONG, drawing) == [("unknown_header", "Notes")]
    for ignore in (["notes"], "*"):
        assert values(applied({**LONG, "ignore": ignore}, drawing)) == [(2, "38")]


def test_a_missing_or_repeated_heading_refuses():
    assert refused(
        LONG,
        """
        Ref   | ref   | Figure
        CPA-1 | CPA-1 | 38
    """,
    ) == [("repeated_header", "ref"), ("missing_header", "Period")]
    assert refused(
        MONTHS,
        """
        Ref   | Comment
        CPA-1 | x
    """,
    ) == [("unknown_header", "Comment"), ("missing_header", None)]


def test_a_heading_that_fills_an_optional_column_may_be_missing():
    parts = {**LONG, "columns": {**LONG["columns"], "note": "Remark"}}
    table = applied(
        parts,
        """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 | 38
    """,
    )
    assert "note" not in table.headers
    parts["translate"] = {"note": {"x": None}}
    table = applied(
        parts,
        """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 | 38
    """,
    )
    assert values(table) == [(2, "38")]


def test_figures_to_date_by_contract_year_become_monthly_figures():
    table = applied({**LONG, "cumulative": "contract"}, TO_DATE)
    # 25 - 10; a fall to 5; a fall to 4; June missing, so July is unknown; 9 - 9
    assert values(table) == [(2, "10"), (3, "15"), (4, ""), (5, ""), (6, ""), (7, "0")]
    assert [(p.row, p.rule, p.value) for p in table.found] == [
        (4, "cumulative_falls", "5"),
        (5, "cumulative_falls", "4"),
        (6, "cumulative_gap", None),
    ]
    assert "2009-02, the first month of the file" in table.how.notes[0]


def test_figures_to_date_by_april_to_march_begin_again_each_april():
    table = applied({**LONG, "cumulative": "april_march"}, TO_DATE)
    # February has no January before it; April begins again at 5
    assert values(table) == [(2, ""), (3, "15"), (4, "5"), (5, ""), (6, ""), (7, "0")]
    assert [p.rule for p in table.found] == ["cumulative_gap", "cumulative_falls", "cumulative_gap"]
    assert "each April" in table.how.notes[0]


def test_a_figure_to_date_that_falls_is_noted_and_the_month_left_unknown():
    checked = check(RETURN, applied({**LONG, "cumulative": "contract"}, TO_DATE), Expectation())
    assert checked.columns["value"] == [10, 15, None, None, None, 0]
    assert [(p.row, p.severity.value) for p in checked.problems] == [
        (4, "for your attention"),
        (5, "for your attention"),
        (6, "for your attention"),
    ]


def test_january_follows_december_and_day_and_month_in_doubt_are_no_hindrance():
    table = applied(
        {**LONG, "cumulative": "contract"},
        """
        Ref   | Period     | Figure
        CPA-1 | 01/12/2008 | 1,000
        CPA-1 | 01/01/2009 | 1,250
        CPA-1 | 01/02/2009 | *
    """,
    )
    assert values(table) == [(2, "1000"), (3, "250"), (4, "*")]


def test_figures_to_date_that_are_not_figures_are_left_to_the_checks():
    table = applied(
        {**LONG, "cumulative": "contract"},
        """
        Ref   | Period  | Figure
        CPA-1 | soon    | 10
        CPA-1 | 2009-04 | many
    """,
    )
    assert values(table) == [(2, "10"), (3, "many")]
    assert table.how.notes == ()


def test_series_are_kept_apart_case_and_spaces_aside():
    table = applied(
        {**MEASURES, "cumulative": "contract"},
        """
        Ref   | Period  | Started | Jobs
        CPA-1 | 2009-05 | 30      | 4
        cpa-1 | 2009-04 | 10      | 1
        CPA-2 | 2009-05 | 7       | 7
    """,
    )
    assert values(table) == [(2, "20"), (2, "3"), (3, "10"), (3, "1"), (4, "7"), (4, "7")]


def test_profiles_to_date_keep_their_decimals():
    parts = {
        "dataset": "profiles",
        "constants": {"set": "original", "client_category": "all", "measure": "starts"},
        "columns": {"contract": "Ref", "month": "Period", "value": "Figure"},
        "cumulative": "contract",
    }
    table = applied(
        parts,
        """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 | 10.5
        CPA-1 | 2009-05 | 21.25
        CPA-1 | 2009-06 | 1,021
    """,
    )
    assert values(table) == [(2, "10.5"), (3, "10.75"), (4, "1,021")]


def test_declared_totals_follow_renamed_columns_and_are_said_to_be_unchecked_otherwise():
    drawing = """
        Ref   | Period  | Figure
        CPA-1 | 2009-04 | 38
    """
    table = applied(LONG, drawing, declared={"rows": "1", "Figure": "38"})
    assert table.declared == {"rows": "1", "value": "38"}
    table = applied(LONG, drawing, declared={"rows": "1", "total:figure": "38"})
    assert table.declared == {"rows": "1", "value": "38"}
    table = applied({**LONG, "cumulative": "contract"}, drawing, declared={"rows": "1"})
    assert table.declared == {}
    assert [p.rule for p in table.found] == ["control_total_unchecked"]


FIGURES = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=30)


def month_texts(count):
    return [f"{2008 + at // 12}-{at % 12 + 1:02d}" for at in range(3, 3 + count)]


@settings(deadline=None)
@given(FIGURES, st.randoms())
def test_taking_apart_is_the_inverse_of_adding_up_in_any_order_of_rows(figures, random):
    to_date = list(zip(month_texts(len(figures)), map(str, accumulate(figures)), strict=True))
    rows = [["CPA-1", month, text] for month, text in to_date]
    random.shuffle(rows)
    table = mapping(**LONG, cumulative="contract").apply(
        file_of(["Ref", "Period", "Figure"], rows, batch=4), None
    )
    found = {row["month"]: int(row["value"]) for row in rows_of(table)}
    assert [found[month] for month, _ in to_date] == figures
    assert table.found == ()


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 99), min_size=2, max_size=2), min_size=1, max_size=20))
def test_wide_and_long_hold_the_same_figures(figures):
    months = month_texts(len(figures))
    wide = [["CPA-1", month, *map(str, row)] for month, row in zip(months, figures, strict=True)]
    table = mapping(**MEASURES).apply(
        file_of(["Ref", "Period", "Started", "Jobs"], wide, batch=3), None
    )
    back = {}
    for row in rows_of(table):
        back.setdefault((row["row"], row["contract"], row["month"]), {})[row["measure"]] = row[
            "value"
        ]
    assert [
        [key[1], key[2], each["starts"], each["job_outcomes"]] for key, each in back.items()
    ] == wide
    assert [key[0] for key in back] == list(range(2, len(wide) + 2))
