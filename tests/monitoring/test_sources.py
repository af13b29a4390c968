"""Every source's figure is held against the provider's own, and missing is not nought."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import charts, reliability, sources, sources_shown
from monitoring.narrative import sources as narrative
from monitoring.narrative import value_for_money
from monitoring.sources import FIRST, RECEIVED, Known, Rules
from tests.monitoring.test_programmes import shipped
from tests.tables import table

OUTCOMES = shipped("PLP").measure("job_outcomes")
AT_07 = """
    contract | measure      | month   | source      | origin   | value
    CPA-1    | job_outcomes | 2009-03 | provider_mi | returned | 78
    CPA-1    | job_outcomes | 2009-03 | plmi        | returned | 71
"""
AT_07_CAME = """
    contract | measure      | month   | source      | origin   | received_on
    CPA-1    | job_outcomes | 2009-03 | provider_mi | returned | 2009-04-06
    CPA-1    | job_outcomes | 2009-03 | plmi        | returned | 2009-04-10
"""
MARCH = date(2009, 3, 1)
MAY = date(2009, 5, 6)
RULES = Rules(MARCH, MARCH, {})


def compared(cells, came=None, first=None, *, rules=RULES, on=MAY):
    """Give the rows of one contract, each figure's first value its own unless another is given."""
    drawn = table(cells)
    own = drawn.rename(columns={"value": "first"}).dropna(subset="first")
    known = Known(
        drawn,
        RECEIVED.empty() if came is None else table(came),
        FIRST.check(own if first is None else table(first)),
    )
    against = "provider_mi" if "provider_mi" in cells else "published"
    return reliability.graded(sources.compare(known, {"CPA-1": rules}, on, against))


def one(rows, source, origin="returned", month="2009-03"):
    found = rows[
        (rows["source"] == source) & (rows["origin"] == origin) & (rows["month"] == month)
    ].to_dict("records")
    assert len(found) == 1
    return found[0]


def test_at_07_plmi_is_3_days_late_and_7_short_of_provider_mi():
    plmi = one(compared(AT_07, AT_07_CAME), "plmi")
    assert (plmi["days_late"], plmi["difference"]) == (3, 78 - 71)
    assert plmi["difference_share"] == pytest.approx(7 / 78)  # 9.0%
    assert plmi["suggested_reason"] == "late submission"
    assert narrative.note(plmi) == ("came 3 days late; differs; suggested reason: late submission")


def test_at_07_the_month_and_the_cost_of_its_outcomes_are_provisional():
    rows = compared(AT_07, AT_07_CAME)
    assert rows["provisional"].all()
    why = reliability.reasons_provisional(rows.to_dict("records"), "B")
    assert value_for_money(why, OUTCOMES.title) == (
        "Cost per job outcome is provisional: the sources differ and PLMI came late."
    )


def test_at_07_the_finding_says_it_in_one_sentence():
    assert narrative.sources_finding(compared(AT_07, AT_07_CAME), OUTCOMES) == (
        "Job outcomes in March 2009 are 78 people by provider MI; PLMI says 71 (7 fewer, 9.0%, "
        "3 days late)."
    )


def test_plmi_that_agrees_with_provider_mi_confirms_nothing_and_lms_does():
    cells = AT_07.replace("| 71", "| 78")
    rows = compared(cells, AT_07_CAME)
    assert one(rows, "plmi")["match"] == "cannot be told"
    assert one(rows, "provider_mi")["match"] == "cannot be told"
    assert narrative.note(one(rows, "plmi")).endswith("agrees, which confirms nothing: one origin")
    lms = compared(cells + "    CPA-1 | job_outcomes | 2009-03 | lms | counted | 78")
    assert one(lms, "lms", "counted")["match"] == "passed"
    assert one(lms, "provider_mi")["match"] == "passed"


def test_an_independent_source_that_differs_is_not_outvoted_by_one_of_the_same_origin():
    cells = (
        AT_07.replace("| 71", "| 78") + "    CPA-1 | job_outcomes | 2009-03 | lms | counted | 70"
    )
    rows = compared(cells)
    assert one(rows, "provider_mi")["match"] == "not passed"


def test_a_source_without_a_figure_has_no_difference_and_is_not_nought():
    cells = AT_07 + "    CPA-1 | job_outcomes | 2009-02 | plmi | returned | 60"
    rules = Rules(date(2009, 2, 1), MARCH, {})
    rows = compared(cells, rules=rules)
    gone = one(rows, "provider_mi", month="2009-02")
    assert pd.isna(gone["value"])
    assert gone["reason"] == "not_returned"
    assert pd.isna(one(rows, "plmi", month="2009-02")["difference"])
    assert gone["grade"] == ""


def test_a_difference_of_nought_is_agreement_and_a_figure_of_nought_is_a_figure():
    cells = AT_07.replace("| 78", "| 0").replace("| 71", "| 0")
    plmi = one(compared(cells, AT_07_CAME), "plmi")
    assert (plmi["difference"], plmi["differs"]) == (0, False)
    assert pd.isna(plmi["difference_share"])  # nothing to be a share of
    assert plmi["suggested_reason"] == ""


def test_what_has_not_come_is_late_to_the_working_date_once_it_fell_due():
    cells = AT_07 + "    CPA-1 | job_outcomes | 2009-04 | provider_mi | returned | 80"
    rules = Rules(MARCH, date(2009, 4, 1), {})
    in_time = one(compared(cells, rules=rules, on=date(2009, 5, 7)), "plmi", month="2009-04")
    assert pd.isna(in_time["days_late"])
    assert narrative.note(in_time) == "not due until 7 May 2009"
    overdue = compared(cells, rules=rules, on=date(2009, 5, 10))
    late = one(overdue, "plmi", month="2009-04")
    assert (late["days_late"], late["awaited"]) == (3, True)
    assert narrative.note(late) == "not received; it fell due on 7 May 2009"
    assert overdue[overdue["month"] == "2009-04"]["provisional"].all()


def test_a_contract_says_when_its_plmi_falls_due_and_how_far_figures_may_lie_apart():
    rules = Rules(MARCH, MARCH, {"plmi_due_days": 10, "reconciliation_tolerance": 7})
    plmi = one(compared(AT_07, AT_07_CAME, rules=rules), "plmi")
    assert (plmi["days_late"], plmi["differs"], plmi["provisional"]) == (0, False, False)


def test_what_client_rows_count_owes_no_return_where_the_source_returns_figures():
    cells = AT_07 + "    CPA-1 | job_outcomes | 2009-03 | payments | counted | 70"
    assert one(compared(cells), "payments", "counted")["due_on"] == pd.Timestamp("2009-04-20")
    cells += "\n    CPA-1 | job_outcomes | 2009-03 | payments | returned | 70"
    assert pd.isna(one(compared(cells), "payments", "counted")["due_on"])


def test_the_provider_is_held_against_by_what_it_returned_before_what_is_counted():
    cells = AT_07 + "    CPA-1 | job_outcomes | 2009-03 | provider_mi | counted | 75"
    rows = compared(cells)
    assert one(rows, "provider_mi")["held_against"]
    assert one(rows, "provider_mi", "counted")["difference"] == 3
    counted = cells.replace("provider_mi | returned | 78", "provider_mi | returned |")
    again = compared(counted)
    assert one(again, "provider_mi", "counted")["held_against"]
    assert one(again, "plmi")["difference"] == 75 - 71


def test_a_figure_restated_by_more_than_5_percent_does_not_pass_and_the_working_says_by_how_much():
    first = AT_07.replace("value", "first").replace("| 78", "| 60")
    own = one(compared(AT_07, AT_07_CAME, first), "provider_mi")
    assert own["restated_share"] == pytest.approx(18 / 60)
    assert narrative.working(own) == (
        "2 of 4 tests passed, grade C: timeliness passed; completeness passed; match cannot be "
        "told; restatement not passed (moved by 30.0% from 60)."
    )


@pytest.mark.parametrize(("passed", "grade"), [(4, "A"), (3, "B"), (2, "C"), (1, "D"), (0, "D")])
def test_the_grade_counts_the_tests_passed(passed, grade):
    cells = """
        contract | measure      | month   | source      | origin   | value
        CPA-1    | job_outcomes | 2009-03 | provider_mi | returned | 78
        CPA-1    | job_outcomes | 2009-03 | lms         | counted  | 78
    """
    came = AT_07_CAME.replace("2009-04-06", "2009-04-06" if passed > 0 else "2009-04-09")
    held = passed < 3
    drawn = table(came).assign(held=held)
    lms = 78 if passed > 3 else 70
    first = cells.replace("value", "first").replace("| 78", "| 40" if passed < 2 else "| 78")
    known = Known(table(cells.replace("counted  | 78", f"counted  | {lms}")), drawn, table(first))
    rows = reliability.graded(sources.compare(known, {"CPA-1": RULES}, MAY))
    own = one(rows, "provider_mi")
    assert sum(own[test] == "passed" for test in reliability.TESTS) == passed
    assert own["grade"] == grade


@pytest.mark.parametrize(
    ("grade", "least", "worse"),
    [("A", "B", False), ("B", "B", False), ("C", "B", True), ("", "D", True)],
)
def test_a_grade_is_below_another(grade, least, worse):
    assert reliability.below(grade, least) is worse


def test_sources_that_agree_and_are_all_in_make_nothing_provisional():
    cells = (
        AT_07.replace("| 71", "| 78") + "    CPA-1 | job_outcomes | 2009-03 | lms | counted | 78"
    )
    came = AT_07_CAME.replace("2009-04-10", "2009-04-07") + (
        "    CPA-1 | job_outcomes | 2009-03 | lms | counted | 2009-04-07"
    )
    rows = compared(cells, came)
    assert not rows["provisional"].any()
    assert reliability.reasons_provisional(rows.to_dict("records"), "B") == []
    assert value_for_money([], OUTCOMES.title).endswith("so it is not provisional.")
    said = narrative.sources_finding(rows, OUTCOMES)
    assert said.endswith("78 people by provider MI; PLMI and LMS (counted) say the same.")


def test_the_other_reasons_a_cost_is_provisional():
    alone = compared(AT_07.rpartition("    CPA-1")[0], AT_07_CAME)
    assert reliability.reasons_provisional(alone.to_dict("records"), "A") == [
        "the provider's figure is graded B, below A"
    ]
    none = compared(AT_07.replace("| 78", "|"))
    assert reliability.reasons_provisional(none.to_dict("records"), "B") == [
        "a source has not come",
        "the provider has given no figure",
    ]
    open_still = alone.assign(provisional=True)
    assert reliability.reasons_provisional(open_still.to_dict("records"), "B") == [
        "the month is not closed yet"
    ]


def test_where_the_programme_has_no_provider_mi_its_first_source_is_held_against():
    cells = AT_07.rpartition("    CPA-1")[0].replace("provider_mi", "published")
    rows = compared(cells)
    assert one(rows, "published")["held_against"]
    assert narrative.sources_finding(rows, OUTCOMES).endswith(
        "by the published series; no other source has a figure to hold it against."
    )


def test_the_last_month_compared_is_the_last_with_two_figures_else_the_last_with_one():
    cells = AT_07 + "    CPA-1 | job_outcomes | 2009-04 | plmi | returned | 60"
    rows = compared(cells, rules=Rules(MARCH, date(2009, 4, 1), {}))
    assert sources.last_compared(rows) == pd.Timestamp("2009-03-01")
    alone = compared(AT_07.rpartition("    CPA-1")[0])
    assert sources.last_compared(alone) == pd.Timestamp("2009-03-01")
    assert sources.last_compared(alone.iloc[:0]) is None


def test_a_run_of_months_may_be_open_at_either_end():
    rows = compared(AT_07)
    assert len(sources.of_months(rows, MARCH, None)) == 2
    assert len(sources.of_months(rows, None, date(2009, 2, 1))) == 0


def test_a_chart_has_one_line_a_source_and_breaks_where_there_is_no_figure():
    cells = """
        contract | measure      | month   | source      | origin   | value
        CPA-1    | job_outcomes | 2009-03 | provider_mi | returned | 78
        CPA-1    | job_outcomes | 2009-03 | provider_mi | counted  | 75
        CPA-1    | job_outcomes | 2009-03 | plmi        | returned | 71
        CPA-1    | job_outcomes | 2009-03 | payments    | counted  | 80
        CPA-1    | job_outcomes | 2009-04 | payments    | counted  | 60
    """
    rows = compared(cells, rules=Rules(MARCH, date(2009, 4, 1), {}))
    drawn = charts.source_differences(rows, "Job outcomes")
    assert [trace.name for trace in drawn.data] == ["PLMI", "Payments"]
    assert [list(trace.y) for trace in drawn.data] == [[7.0, None], [-2.0, None]]
    low, high = drawn.layout.yaxis.range
    assert low < -2
    assert high > 7
    assert sources.comparable(rows)
    assert narrative.sources_trend(rows, OUTCOMES) == (
        "Months that differ, March to April 2009: PLMI 1 of 1, by 7 at most; payments 1 of 1, "
        "by 2 at most."
    )


def test_a_source_that_owes_no_figure_leaves_a_gap_in_the_chart_and_is_not_drawn_across_it():
    cells = """
        contract | measure      | month   | source      | origin   | value
        CPA-1    | job_outcomes | 2009-03 | provider_mi | returned | 78
        CPA-1    | job_outcomes | 2009-04 | provider_mi | returned | 78
        CPA-1    | job_outcomes | 2009-05 | provider_mi | returned | 78
        CPA-1    | job_outcomes | 2009-03 | clerical    | returned | 71
        CPA-1    | job_outcomes | 2009-05 | clerical    | returned | 70
    """
    rows = compared(cells, rules=Rules(MARCH, date(2009, 5, 1), {}), on=date(2009, 6, 30))
    (drawn,) = charts.source_differences(rows, "Job outcomes").data
    assert (drawn.name, list(drawn.y), drawn.connectgaps) == ("Clerical", [7.0, None, 8.0], False)
    assert len(rows[rows["source"] == "clerical"]) == 2


def test_without_another_source_there_is_no_trend_to_tell():
    alone = compared(AT_07.rpartition("    CPA-1")[0])
    assert not sources.comparable(alone)
    assert narrative.sources_trend(alone, OUTCOMES) == (
        "No other source can be held against the provider's job outcomes."
    )


def test_the_page_shows_four_figures_at_most():
    rows = compared(AT_07, AT_07_CAME).assign(
        value_for_money="Cost per job outcome is provisional: the sources differ."
    )
    paid = sources_shown.cost_of_each(7_800_00, rows[rows["held_against"]]["value"])
    shown = [
        (each.label, each.value, each.comparison) for each in sources_shown.figures(rows, paid)
    ]
    assert shown == [
        ("Provider MI", "78", "came 6 April 2009"),
        ("PLMI, furthest apart", "71", "7 fewer, 9.0% of provider MI"),
        ("PLMI, late by", "3 days", "came 10 April 2009"),
        ("Cost per job outcome", "\N{POUND SIGN}100", "provisional"),
    ]
    unknown = sources_shown.figures(rows, sources_shown.cost_of_each(None, rows["value"]))
    assert unknown[-1].value == "Not known"


def test_a_month_without_a_figure_of_the_provider_says_so():
    none = compared(AT_07.replace("| 78", "|")).assign(value_for_money=None)
    assert narrative.sources_finding(none, OUTCOMES) == (
        "No figure of job outcomes in March 2009 has come from the provider yet."
    )
    assert [each.label for each in sources_shown.figures(none, None)] == ["Provider MI, late by"]


def test_tables_leave_the_difference_of_the_figure_held_against_blank():
    rows = compared(AT_07, AT_07_CAME).assign(note="a note")
    told = sources_shown.table(rows)
    assert list(told["difference"]) == ["", "+7"]
    assert list(told["source_named"]) == ["Provider MI", "PLMI"]
    months, names = sources_shown.run(rows)
    assert names == {"own": "Provider MI", "plmi returned": "PLMI"}
    assert months.loc[0, ["own", "plmi returned", "late"]].tolist() == [78, "+7", 3]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 20))
def test_the_difference_is_the_providers_figure_less_the_sources(provider, source, tolerance):
    blank = AT_07.replace("| 78", "| {provider}").replace("| 71", "| {source}")
    cells = blank.format(provider=provider, source=source)  # at once: one may equal the other's 71
    rules = Rules(MARCH, MARCH, {"reconciliation_tolerance": tolerance})
    plmi = one(compared(cells, AT_07_CAME, rules=rules), "plmi")
    assert plmi["value"] + plmi["difference"] == provider
    assert plmi["differs"] == (abs(provider - source) > tolerance)
    assert (plmi["suggested_reason"] != "") == plmi["differs"]


def test_sources_that_agree_are_said_to_at_the_head_of_the_page():
    rows = compared(AT_07.replace("| 71", "| 78")).assign(value_for_money=None)
    shown = sources_shown.figures(rows, None)
    assert (shown[1].label, shown[1].comparison) == ("PLMI", "agrees, as all others do")
