"""What do the reports print, under which keys, and what does each option do?"""

from __future__ import annotations

import re

import pytest

from tests.db.returns import PROFILES, RETURN

PROFILE_KEYS = {
    "contract", "month", "measure", "set", "profile", "actual", "variance", "share_of_profile",
    "cumulative_profile", "cumulative_actual", "cumulative_share", "months_missing",
    "provisional", "source", "origin",
}  # fmt: skip
PORTFOLIO_KEYS = {
    "contract", "prime", "set", "profile", "actual", "share_of_profile", "months_to",
    "direction", "freshness", "source", "origin",
}  # fmt: skip
MONTH = re.compile(r"\d{4}-\d{2}")
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model    | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | specialist | yes         | yes
"""
PARTS = """
    contract | month   | measure      | client_category | arrangement | value
    CPA-1    | 2009-01 | job_outcomes | mandatory       |             | 20
    CPA-1    | 2009-01 | job_outcomes | all             | A1          | 11
"""
ASPIRATION = """
    contract | set          | month   | measure      | client_category | value
    CPA-1    | aspirational | 2009-04 | job_outcomes | all             | 85
"""


def one(terminal, *words):
    (row,) = terminal.rows("profile", "--contract", "CPA-1", *words)
    return row


def column(rows, name):
    return [row[name] for row in rows]


def test_at_01_the_quarter_is_a_ratio_of_sums_and_not_the_mean_of_months(filled):
    march = one(filled, "--from", "2009-03", "--to", "2009-03")
    assert (march["profile"], march["actual"], march["variance"]) == (160, 80, -80)
    assert march["share_of_profile"] == pytest.approx(0.5)
    quarter = one(filled, "--by", "quarter")
    assert (quarter["month"], quarter["profile"], quarter["actual"]) == ("2009-01", 300, 178)
    assert quarter["share_of_profile"] == pytest.approx(178 / 300)
    assert quarter["share_of_profile"] != pytest.approx((38 / 40 + 60 / 100 + 80 / 160) / 3)


def test_at_03_both_sets_stand_side_by_side_and_the_original_cannot_be_changed(filled):
    filled.load("profiles", PROFILES + "    CPA-1 | original | 2009-04 | job_outcomes | all | 130")
    filled.load("profiles", ASPIRATION)
    april = "contract | month | measure | client_category | value\nCPA-1 | 2009-04 | job_outcomes |"
    filled.load("monthly_return", f"{april} all | 80")
    month = ("--from", "2009-04", "--to", "2009-04")
    assert one(filled, *month)["share_of_profile"] == pytest.approx(80 / 130)  # 61.5%
    aspired = one(filled, *month, "--set", "aspirational")
    assert (aspired["set"], aspired["profile"]) == ("aspirational", 85)
    assert aspired["share_of_profile"] == pytest.approx(80 / 85)  # 94.1%
    refused = filled.load("profiles", PROFILES.replace("| 160", "| 150"), code=1)
    assert {each["rule"] for each in refused["problems"]} == {"original_locked"}


def test_the_profile_report_is_one_object_with_a_definition_for_every_column(filled):
    answer = filled.json("report", "profile", "--contract", "CPA-1")
    assert set(answer) == {"report", "parameters", "as_at", "definitions", "rows"}
    assert answer["report"] == "profile"
    assert answer["parameters"]["contract"] == "CPA-1"
    assert answer["parameters"]["measure"] == "job_outcomes"
    assert set(answer["rows"][0]) >= PROFILE_KEYS
    assert set(answer["definitions"]) >= set(answer["rows"][0])
    assert all(answer["definitions"].values())


def test_counts_are_whole_rates_are_fractions_and_unknown_is_null(filled):
    january = one(filled, "--to", "2009-01")
    counts = ("profile", "actual", "variance", "cumulative_profile", "cumulative_actual")
    assert [type(january[name]) for name in counts] == [int] * 5
    assert isinstance(january["share_of_profile"], float)
    assert isinstance(january["provisional"], bool)
    filled.load("profiles", PROFILES + "    CPA-1 | original | 2009-04 | job_outcomes | all | 9")
    april = one(filled, "--from", "2009-04")
    missing = [april[name] for name in ("actual", "variance", "share_of_profile")]
    assert missing == [None, None, None]
    assert april["months_missing"] == 1


def test_the_portfolio_gives_every_contract_its_own_row_in_order(filled):
    answer = filled.json("report", "portfolio")
    assert column(answer["rows"], "contract") == ["CPA-1", "CPA-2"]
    assert set(answer["rows"][0]) >= PORTFOLIO_KEYS
    assert set(answer["definitions"]) >= set(answer["rows"][0])
    first = answer["rows"][0]
    assert (first["profile"], first["actual"], first["months_to"]) == (300, 178, "2009-03")
    assert all(isinstance(figure, int | None) for figure in first["history"])
    assert answer["rows"][1]["actual"] is None


def test_rows_are_ordered_by_contract_then_month_written_without_a_day(filled):
    filled.load("profiles", PROFILES.replace("CPA-1", "CPA-2"))
    rows = filled.rows("profile")
    keys = [(row["contract"], row["month"]) for row in rows]
    assert keys == sorted(keys)
    assert {contract for contract, _ in keys} == {"CPA-1", "CPA-2"}
    assert all(MONTH.fullmatch(month) for _, month in keys)


@pytest.mark.parametrize(
    ("by", "months"),
    [("month", 14), ("quarter", 5), ("year", 2), ("total", 1)],
)
def test_rows_cover_the_contracts_own_months_quarters_years_or_all(terminal, by, months):
    rows = "".join(
        f"    CPA-1 | {2009 + n // 12}-{n % 12 + 1:02} | starts | all | 10\n" for n in range(14)
    )
    terminal.at(2010, 6, 1)
    terminal.load(
        "monthly_return", "    contract | month | measure | client_category | value\n" + rows
    )
    found = terminal.rows("profile", "--contract", "CPA-1", "--measure", "starts", "--by", by)
    assert len(found) == months
    assert sum(column(found, "actual")) == 140
    assert found[0]["month"] == "2009-01"


def test_sums_to_date_run_from_the_contracts_first_month_whatever_from_is(filled):
    march = one(filled, "--from", "2009-03")
    assert (march["cumulative_profile"], march["cumulative_actual"]) == (300, 178)


def test_a_category_or_an_arrangement_picks_its_own_cells_and_is_never_added(filled):
    filled.load("arrangements", ARRANGEMENTS, "--source", "dwp")
    filled.load("monthly_return", PARTS, "--mode", "corrections")
    assert one(filled, "--to", "2009-01")["actual"] == 38
    assert one(filled, "--client-category", "mandatory")["actual"] == 20
    assert one(filled, "--arrangement", "A1")["actual"] == 11


def test_as_at_shows_what_was_known_at_an_instant_or_the_end_of_a_day(terminal):
    terminal.load("monthly_return", RETURN, "--received", "2009-04-07T12:00+01:00")
    corrected = terminal.file("c.csv", RETURN.replace("| 38", "| 41"))
    terminal.json("load", "monthly_return", corrected, "--received", "2009-05-07T12:00+01:00")

    def january(*words):
        return one(terminal, "--to", "2009-01", *words)["actual"]

    assert january() == 41
    assert january("--as-at", "2009-05-07") == 41
    assert january("--as-at", "2009-05-07T11:59+01:00") == 38
    assert january("--as-at", "2009-04-07T11:59") == january("--as-at", "2009-04-06")
    assert january("--as-at", "2009-04-06") is None
    told = terminal.json("report", "profile", "--as-at", "2009-05-07")
    assert told["as_at"].startswith("2009-05-07T23:59:59")


def test_an_answer_once_given_for_an_instant_never_changes(terminal):
    terminal.load("monthly_return", RETURN, "--received", "2009-04-07")
    asked = ("report", "profile", "--as-at", "2009-05-01")
    before = terminal.json(*asked)
    terminal.load("monthly_return", RETURN.replace("| 38", "| 41"))
    terminal.load("profiles", ASPIRATION)
    assert terminal.json(*asked) == before


def test_definitions_list_every_measure_of_a_programme(terminal):
    rows = terminal.rows("definitions", "--programme", "PLP")
    assert {"starts", "job_outcomes"} <= set(column(rows, "measure"))
    assert terminal.rows("definitions", "--measure", "starts")[0]["measure"] == "starts"


def test_a_programme_narrows_to_its_own_contracts_and_its_headline(filled):
    assert filled.rows("profile", "--programme", "NHS-TT") == []
    assert {row["measure"] for row in filled.rows("portfolio", "--programme", "PLP")} == {
        "job_outcomes"
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--basis", "cohort"),
        ("--basis", "period"),
        ("--elapsed", "6"),
        ("--left", "referrals:lms", "--right", "starts:provider_mi"),
        ("--detail",),
    ],
)
def test_options_of_reports_still_to_come_are_taken_and_told(filled, words):
    told = filled.json("report", "profile", "--contract", "CPA-1", *words)
    assert told["parameters"][words[0].removeprefix("--")]
    assert len(told["rows"]) == 3


def test_a_table_leaves_out_lines_and_csv_keeps_every_column(filled):
    table, as_csv = filled("report", "portfolio"), filled("report", "portfolio", "--format", "csv")
    assert "history" not in table.lines[0]
    assert "history" in as_csv.lines[0]
    assert len(as_csv.lines) == 1 + 2


def test_a_report_without_rows_says_so_and_keeps_its_header(terminal):
    nothing = ("report", "profile", "--programme", "NHS-TT")
    assert terminal(*nothing).out == "No rows.\n"
    assert terminal(*nothing, "--format", "csv").lines[0].startswith("contract,month,measure,set")


def test_submissions_are_listed_latest_first_with_what_they_did(filled):
    rows = filled.json("submissions")["submissions"]
    assert column(rows, "dataset") == ["monthly_return", "profiles", "contracts", "contracts"]
    first = rows[0]
    assert (first["months"], first["version"]) == (["2009-01", "2009-02", "2009-03"], 1)
    assert (first["rows_stored"], first["rows_added"], first["sent_by"]) == (3, 3, "operator")
    own = filled.json("submissions", "--contract", "CPA-2")["submissions"]
    assert column(own, "dataset") == ["contracts"]
    assert filled("submissions").lines[0].split()[:3] == ["submission", "contract", "dataset"]
    assert filled("submissions", "--format", "csv").lines[0].startswith("submission,contract")


def test_what_was_never_profiled_has_no_set_and_no_source_where_nothing_was_returned(filled):
    less = "contract | month | measure | client_category | value\nCPA-2 | 2009-01 | job_outcomes |"
    filled.load("monthly_return", f"{less} all | 5")
    (second,) = filled.rows("profile", "--contract", "CPA-2")
    assert (second["set"], second["profile"], second["actual"]) == (None, None, 5)
    filled.load("profiles", PROFILES + "    CPA-1 | original | 2009-04 | job_outcomes | all | 9")
    april = one(filled, "--from", "2009-04")
    assert (april["set"], april["source"], april["origin"]) == ("original", None, None)


def test_each_row_names_its_measure_and_the_call_only_the_one_that_all_are_of(filled):
    other = """
        contract | programme | prime   | district | starts_on
        TT-1     | NHS-TT    | Prime 3 | Area 3   | 2009-01-01
    """
    filled.load("contracts", other)
    less = "contract | month | measure | client_category | value\nTT-1 | 2009-01 | referrals |"
    filled.load("monthly_return", f"{less} all | 5", "--source", "published")
    told = filled.json("report", "profile")
    measures = {(row["contract"], row["measure"]) for row in told["rows"]}
    assert measures == {("CPA-1", "job_outcomes"), ("TT-1", "referrals")}
    assert told["parameters"]["measure"] is None
    only = filled.json("report", "profile", "--programme", "NHS-TT")
    assert only["parameters"]["measure"] == "referrals"
