"""What does the terminal answer when a file is checked or sent?"""

from __future__ import annotations

import re

import pytest

from db import doors
from db.queries import submissions
from db.scope import OPERATOR
from tests.db.returns import CONTRACTS, RETURN

ANSWER = {
    "submission",
    "status",
    "sha256",
    "rows",
    "changes",
    "problems",
    "earlier_submission",
}
NOTHING = {"added": 0, "changed": 0, "removed": 0, "unchanged": 0}
FEBRUARY = "    CPA-1    | 2009-02 | job_outcomes | all             | 60\n"
SHORTER = RETURN.replace(FEBRUARY, "") + "    CPA-1 | 2009-02 | starts | all | 9\n"
NO_CONTRACT = """
    month   | measure      | client_category | value
    2009-01 | job_outcomes | all             | 38
"""


def actuals(terminal, *words):
    return {row["month"]: row["actual"] for row in terminal.rows("profile", *words)}


def sent(terminal):
    return len(terminal.json("submissions")["submissions"])


def test_a_file_published_is_answered_by_one_object_with_the_keys_scripts_rely_on(terminal):
    answer = terminal.load("monthly_return", RETURN)
    assert set(answer) == ANSWER
    assert answer["status"] == "published"
    assert isinstance(answer["submission"], int)
    assert re.fullmatch("[0-9a-f]{64}", answer["sha256"])
    assert answer["rows"] == {"read": 3, "stored": 3, "held": 0}
    assert answer["changes"] == NOTHING | {"added": 3}
    assert answer["earlier_submission"] is None


def test_check_says_what_load_would_and_keeps_nothing(terminal):
    before = sent(terminal)
    seen = terminal.check("monthly_return", RETURN)
    assert (seen["status"], seen["submission"]) == ("published", None)
    assert sent(terminal) == before
    assert set(actuals(terminal, "--contract", "CPA-1").values()) == {None}
    done = terminal.load("monthly_return", RETURN)
    assert {name: done[name] for name in ANSWER - {"submission"}} == {
        name: seen[name] for name in ANSWER - {"submission"}
    }


def test_check_answers_a_refusal_a_duplicate_and_a_question_as_load_does(filled):
    assert filled.check("monthly_return", RETURN)["status"] == "duplicate"
    unknown = filled.check("monthly_return", RETURN.replace("CPA-1", "CPA-9"), code=1)
    assert unknown["status"] == "refused"
    larger = filled.check("monthly_return", RETURN.replace("| 80", "| 180"), code=1)
    assert larger["status"] == "needs_confirmation"
    assert {each["rule"] for each in larger["problems"]} == {"large_change"}
    assert actuals(filled, "--contract", "CPA-1")["2009-03"] == 80


def test_the_same_bytes_again_name_the_submission_that_stands_and_store_nothing(terminal):
    first = terminal.load("monthly_return", RETURN)
    before = sent(terminal)
    again = terminal.load("monthly_return", RETURN)
    assert (again["status"], again["submission"]) == ("duplicate", None)
    assert again["earlier_submission"] == first["submission"]
    assert (again["changes"], sent(terminal)) == (NOTHING, before)


def test_bytes_that_a_correction_overtook_may_be_sent_again_and_bring_their_figures_back(filled):
    filled.load("monthly_return", RETURN.replace("| 80", "| 90"))
    back = filled.load("monthly_return", RETURN)
    assert (back["status"], back["changes"]) == (
        "published",
        NOTHING | {"changed": 1, "unchanged": 2},
    )
    assert actuals(filled, "--contract", "CPA-1")["2009-03"] == 80


def test_bytes_stay_a_duplicate_while_only_other_months_are_corrected(filled):
    april = "contract | month | measure | client_category | value\nCPA-1 | 2009-04 | starts | all |"
    filled.load("monthly_return", f"{april} 7")
    filled.load("monthly_return", f"{april} 8")
    assert filled.load("monthly_return", RETURN)["status"] == "duplicate"


def test_a_large_change_is_asked_about_and_stores_nothing_until_confirmed(filled):
    larger = RETURN.replace("| 80", "| 180")  # 178 becomes 278: by 100 people, by 56%
    asked = filled.load("monthly_return", larger, code=1)
    assert (asked["status"], asked["submission"]) == ("needs_confirmation", None)
    assert asked["rows"]["stored"] == 0
    [problem] = asked["problems"]
    assert problem["message"] == (
        "job_outcomes of contract CPA-1 moves from 80 to 180 over the same month. "
        "If that is right, add --confirm-size."
    )
    assert actuals(filled, "--contract", "CPA-1")["2009-03"] == 80
    assert filled.load("monthly_return", larger, "--confirm-size")["status"] == "published"
    assert actuals(filled, "--contract", "CPA-1")["2009-03"] == 180


def test_removing_rows_of_several_months_takes_more_than_confirming_a_size(filled):
    asked = filled.load("monthly_return", SHORTER, "--confirm-size", code=1)
    assert asked["status"] == "needs_confirmation"
    [problem] = asked["problems"]
    assert problem["rule"] == "removal"
    typed = "python cli.py load monthly_return monthly_return.csv --confirm-size --format json"
    kept = f"add or correct what the file holds: `{typed} --mode corrections`"
    assert kept in problem["message"]
    assert problem["message"].endswith(f"`{typed} --mode whole`.")
    whole = filled.load("monthly_return", SHORTER, "--mode", "whole")
    assert whole["changes"] == {"added": 1, "changed": 0, "removed": 1, "unchanged": 2}
    assert actuals(filled, "--contract", "CPA-1")["2009-02"] is None


def test_the_months_named_are_those_a_file_replaces(filled):
    months = [word for month in (1, 2, 3) for word in ("--month", f"2009-0{month}")]
    answer = filled.load("monthly_return", SHORTER, *months)
    assert answer["changes"]["removed"] == 1


def test_corrections_leave_what_they_do_not_name(filled):
    answer = filled.load("monthly_return", SHORTER, "--mode", "corrections")
    assert answer["changes"] == {"added": 1, "changed": 0, "removed": 0, "unchanged": 2}
    assert actuals(filled, "--contract", "CPA-1")["2009-02"] == 60


def test_rows_of_one_month_are_removed_on_one_yes(terminal):
    both = """
        contract | month   | measure      | client_category | value
        CPA-1    | 2009-01 | job_outcomes | all             | 38
        CPA-1    | 2009-01 | starts       | all             | 90
    """
    terminal.load("monthly_return", both)
    one = "\n".join(both.splitlines()[:3])
    assert terminal.load("monthly_return", one, code=1)["status"] == "needs_confirmation"
    assert terminal.load("monthly_return", one, "--confirm-size")["changes"]["removed"] == 1


def test_a_faulty_row_refuses_the_file_unless_it_is_held(terminal):
    faulty = RETURN + "    CPA-1 | 2009-03 | starts | everyone | 12\n"
    refused = terminal.load("monthly_return", faulty, code=1)
    assert refused["rows"] == {"read": 4, "stored": 0, "held": 0}
    assert refused["changes"] == NOTHING
    (problem,) = refused["problems"]
    assert set(problem) == {"row", "column", "rule", "severity", "message", "value"}
    assert (problem["row"], problem["column"]) == (5, "client_category")
    assert (problem["severity"], problem["value"]) == ("holds the row", "everyone")
    held = terminal.load("monthly_return", faulty, "--hold-faulty")
    assert (held["status"], held["rows"]) == ("held", {"read": 4, "stored": 3, "held": 1})


def test_findings_come_in_the_order_of_the_rows(terminal):
    faulty = RETURN.replace("CPA-1    | 2009-02", "CPA-9    | 2009-02").replace(
        "all             | 80", "nobody          | 80"
    )
    problems = terminal.load("monthly_return", faulty, code=1)["problems"]
    assert [each["row"] for each in problems] == [3, 4]


@pytest.mark.parametrize("column", ["client_ref", "adviser_ref"])
def test_what_stands_in_a_column_of_references_is_never_repeated(terminal, column):
    secret = "R-77\N{EM DASH}secret"  # noqa: S105 - a case reference no file may hold
    starts = f"""
        contract | client_ref | referred_on | client_category | adviser_ref
        CPA-1    | {secret if column == "client_ref" else "R-1"} | 2009-13-01 | mandatory | {
        secret if column == "adviser_ref" else "A-1"
    }
    """
    said = terminal("check", "starts", terminal.file("s.csv", starts), "--format", "json")
    assert said.code == 1
    assert secret not in said.out + said.err
    assert all(each["value"] is None for each in said.json["problems"] if each["column"] == column)


def test_an_identifier_refuses_the_file_and_is_not_repeated(terminal):
    starts = """
        contract | client_ref | referred_on | client_category
        CPA-1    | QQ123456C  | 2009-01-05  | mandatory
    """
    said = terminal("load", "starts", terminal.file("s.csv", starts), "--format", "json")
    assert said.code == 1
    assert "QQ123456C" not in said.out + said.err
    assert {each["value"] for each in said.json["problems"]} == {None}


def test_the_contract_named_fills_the_column_and_must_agree_with_it(terminal):
    filled = terminal.load("monthly_return", NO_CONTRACT, "--contract", "CPA-1")
    assert filled["rows"]["stored"] == 1
    other = terminal.load("monthly_return", RETURN, "--contract", "CPA-2", code=1)
    assert other["status"] == "refused"


def test_one_file_may_be_sent_for_several_contracts(terminal):
    first = terminal.load("monthly_return", NO_CONTRACT, "--contract", "CPA-1")
    second = terminal.load("monthly_return", NO_CONTRACT, "--contract", "CPA-2")
    assert (first["status"], second["status"]) == ("published", "published")


def test_the_source_named_is_whose_word_the_figures_are(filled):
    filled.load("monthly_return", RETURN.replace("| 80", "| 71"), "--source", "plmi")
    assert actuals(filled, "--contract", "CPA-1", "--source", "plmi")["2009-03"] == 71
    assert actuals(filled, "--contract", "CPA-1")["2009-03"] == 80


STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory
    CPA-1    | R-2        | 2009-01-06  | 2009-01-21 | mandatory
"""


def test_a_counted_figure_is_nought_in_the_months_a_file_covers_and_missing_elsewhere(terminal):
    terminal.load("starts", STARTS, "--month", "2009-01", "--month", "2009-03")
    rows = actuals(terminal, "--contract", "CPA-1", "--measure", "starts")
    assert rows["2009-01"] == 2
    assert rows.get("2009-02") is None
    assert rows["2009-03"] == 0


def test_without_months_named_a_file_covers_those_of_its_own_rows(terminal):
    terminal.load("starts", STARTS)
    rows = actuals(terminal, "--contract", "CPA-1", "--measure", "starts")
    assert rows == {"2009-01": 2}


def test_the_reason_given_is_kept_with_the_receipt(terminal, store):
    number = terminal.load("monthly_return", RETURN, "--reason", "As agreed")["submission"]
    with doors.scoped_session(store, OPERATOR) as session:
        assert submissions.submission(session, number).reason == "As agreed"


def test_an_administrator_says_when_a_file_was_received_and_as_at_goes_by_it(terminal):
    terminal.load("monthly_return", RETURN, "--received", "2009-04-07T12:00+01:00")
    assert actuals(terminal, "--contract", "CPA-1", "--as-at", "2009-04-06")["2009-01"] is None
    assert actuals(terminal, "--contract", "CPA-1", "--as-at", "2009-04-07")["2009-01"] == 38
    one = terminal.json("submissions", "--contract", "CPA-1")["submissions"][0]
    assert one["received_at"].startswith("2009-04-07T11:00")
    assert one["sent_at"].startswith("2009-06-10")


def test_a_file_received_today_is_received_now_and_not_at_the_end_of_the_day(terminal):
    terminal.load("monthly_return", RETURN, "--received", "2009-06-10")
    one = terminal.json("submissions", "--contract", "CPA-1")["submissions"][0]
    assert one["received_at"] == one["sent_at"]


def test_a_file_cannot_be_received_tomorrow_nor_before_what_is_published(filled):
    larger = filled.file("f.csv", RETURN.replace("| 80", "| 81"))
    tomorrow = filled("load", "monthly_return", larger, "--received", "2009-06-11")
    assert (tomorrow.code, tomorrow.out) == (2, "")
    assert "has not come yet" in tomorrow.err
    before = filled("load", "monthly_return", larger, "--received", "2009-01-01")
    assert (before.code, before.out) == (2, "")
    assert "already published" in before.err


def test_a_table_says_what_became_of_the_file_and_lists_what_was_found(terminal):
    faulty = terminal.file("f.csv", RETURN + "    CPA-1 | 2009-03 | starts | everyone | 12\n")
    said = terminal("load", "monthly_return", faulty, "--hold-faulty")
    assert said.code == 0
    assert said.lines[0] == (
        "held. Rows: 4 read, 3 stored, 1 held. Changes: 3 added, 0 changed, 0 removed, 0 unchanged."
    )
    assert re.fullmatch(r"Receipt \d+\.", said.lines[1])
    assert said.lines[2].split()[:3] == ["row", "column", "rule"]
    again = terminal("load", "monthly_return", faulty, "--hold-faulty")
    assert again.lines[1] == said.lines[1].replace("Receipt", "Earlier submission:")


def test_csv_holds_the_findings_alone(terminal):
    faulty = terminal.file("f.csv", RETURN + "    CPA-1 | 2009-03 | starts | everyone | 12\n")
    said = terminal("check", "monthly_return", faulty, "--format", "csv")
    assert said.lines[0] == "row,column,rule,severity,message,value"
    assert len(said.lines) == 2
    assert said.err.startswith("refused. ")


def test_a_contract_sent_again_unchanged_leaves_its_row_alone(terminal):
    third = "    CPA-3 | PLP | Prime 3 | Area 3 | 2009-01-01 | 36 | 1\n"
    answer = terminal.load("contracts", CONTRACTS + third)
    assert answer["changes"] == NOTHING | {"added": 1, "unchanged": 2}
