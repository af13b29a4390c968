"""Setting rules and closing months from the terminal."""

from __future__ import annotations

MAY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-05 | job_outcomes | all             | 90
"""
SET = ("parameter", "set", "CPA-1")
WITH = ("--authority", "Review of 3 June")


def test_a_rule_set_says_its_publication_and_changes_what_reports_say(filled):
    filled.later(2)
    told = filled.json(*SET, "below_from", "0.55", "--from", "2009-06-01", *WITH)
    assert set(told) == {"contract", "code", "value", "publication"}
    assert (told["contract"], told["code"], told["value"]) == ("CPA-1", "below_from", "0.55")
    assert filled.rows("portfolio")[0]["standing"] == "below"
    before = filled.rows("portfolio", "--as-at", "2009-06-11")
    assert before[0]["standing"] == "well below"


def test_a_month_closed_is_final_in_the_report(filled):
    filled.load("monthly_return", MAY)
    may = ("--contract", "CPA-1", "--from", "2009-05")
    assert [row["provisional"] for row in filled.rows("profile", *may)] == [True]
    told = filled.json("close", "CPA-1", "2009-05")
    assert (told["contract"], told["month"]) == ("CPA-1", "2009-05")
    assert [row["provisional"] for row in filled.rows("profile", *may)] == [False]
    again = filled("close", "CPA-1", "2009-05")
    assert (again.code, again.err) == (2, "May 2009 of contract CPA-1 is closed already.\n")


def test_both_are_printed_as_a_table_and_as_csv(filled):
    said = filled(*SET, "swing_count", "5", "--from", "2009-06-01", *WITH)
    assert said.lines[0].split() == ["contract", "code", "value", "publication"]
    said = filled("close", "CPA-1", "2009-04", "--format", "csv")
    assert said.lines[0] == "contract,month,publication"


def test_a_swing_set_is_asked_about(filled):
    filled.json(*SET, "swing_count", "5", "--from", "2009-06-01", *WITH)
    filled.json(*SET, "swing_share", "0.05", "--from", "2009-06-01", *WITH)
    less = "contract | month | measure | client_category | value\nCPA-1 | 2009-03 | job_outcomes |"
    answer = filled.load("monthly_return", f"{less} all | 70", "--mode", "corrections", code=1)
    assert answer["status"] == "needs_confirmation"
