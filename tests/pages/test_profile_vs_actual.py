"""The CM reads, on the page itself, that the quarter stands at 178 of 300."""

from __future__ import annotations

from datetime import date

import pytest

from pages.shared import tables
from tests.db import returns
from tests.pages.conftest import words

ASPIRATIONAL = """
    contract | set          | month   | measure      | client_category | value
    CPA-1    | aspirational | 2009-03 | job_outcomes | all             | 85
"""
CAVEAT = "does not vary the contract; the original profile remains in force"
STARTS = """
    contract | month   | measure | client_category | value
    CPA-1    | 2009-01 | starts  | all             | 38
    CPA-1    | 2009-03 | starts  | all             | 80
"""
FAULTY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-03 | job_outcomes | voluntary       | many
    CPA-1    | 2009-03 | job_outcomes | mandatory       | 70
"""

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture
def page(opened):
    """Give the page about the contract that has figures."""

    def opening(login="cm", **address):
        return opened("profile_vs_actual", login, **{"contract": "CPA-1", **address})

    return opening


def rows(at, alt):
    """Give a table of the page by its alternative text."""
    [found] = [each for each in at.dataframe if each.proto.alt == alt]
    return found.value.to_dict("records")


def metrics(at):
    return {each.label.replace("\\", ""): (each.value, each.delta) for each in at.metric}


def test_the_finding_and_the_figures_are_ratios_of_sums(page):
    at = page()
    assert not at.exception
    assert "178 of 300 profiled this quarter (59.3%), 122 people short" in words(at)
    shown = metrics(at)
    assert shown["March 2009"][0] == "80"
    assert shown["Contract quarter"] == ("178", r"59.3% of 300 profiled")
    assert len(shown) == 4


def test_march_stands_at_half_and_the_months_newest_first(page):
    march, *_, january = rows(page(), "Job outcomes by month")
    assert (march["period"], march["actual"], march["profile"]) == ("March 2009", 80, 160)
    assert (march["variance"], march["share"]) == (-80, 50)
    assert january["period"] == "January 2009"


def test_the_chart_prints_which_actual_it_draws_and_speaks_to_who_cannot_see_it(page):
    [first, *_] = page().get("plotly_chart")
    assert "Actual: the provider's return" in first.proto.spec
    assert "178 of 300" in first.proto.alt


def test_another_set_is_drawn_beside_the_original_and_says_what_it_is_not(sample, page):
    returns.send(sample, "profiles", ASPIRATIONAL)
    at = page()
    assert CAVEAT in words(at)
    assert "informal" in words(at)
    original, other = rows(at, "Sets side by side")
    assert original["share_of_profile"] == pytest.approx(100 * 178 / 300)
    assert other["share_of_profile"] == pytest.approx(100 * 80 / 85)
    assert "80 of 85 profiled" in words(page(set="aspirational"))


def test_the_original_alone_carries_no_caveat(page):
    assert CAVEAT not in words(page())


def test_a_gap_is_a_gap_in_the_table_and_out_of_both_sides(sample, page):
    returns.send(
        sample,
        "monthly_return",
        STARTS,
        months=(date(2009, 1, 1), date(2009, 3, 1)),
        confirm_size=True,
    )
    at = page(measure="starts")
    notes = {row["period"]: row["note"] for row in rows(at, "Starts by month")}
    assert notes["February 2009"] == "no return"


def test_a_month_opens_to_its_formula_its_source_and_its_receipt(page):
    said = words(page(month="2009-02"))
    assert "actual / profile = 60 / 100 = 60.0%" in said
    assert "60, from the provider's return, returned" in said
    assert "at least 8 hours a week" in said


def test_pressing_a_month_puts_it_in_the_address(page, monkeypatch):
    monkeypatch.setattr(
        tables, "opened", lambda key: "February 2009" if key.endswith("month") else None
    )
    at = page()
    assert at.query_params["month"] == "2009-02"
    assert "60 / 100" in words(at)


def test_a_month_the_contract_does_not_have_opens_nothing(page):
    at = page(month="2019-01")
    assert not at.exception
    assert "January 2019" not in words(at)


def test_every_figure_opens_to_what_it_means_and_whose_it_is(page):
    said = words(page())
    assert "A contract measure." in said
    assert "Version " in said
    assert "What was known on" in said
    assert "Watched against the original profile" in said


def test_quarters_and_years_are_the_contracts_own(page):
    at = page()
    [quarter] = rows(at, "Job outcomes by quarter")
    assert (quarter["period"], quarter["share"]) == (
        "January to March 2009",
        pytest.approx(100 * 178 / 300),
    )
    [year] = rows(at, "Job outcomes by year")
    assert year["note"].endswith("to March 2009")


def test_what_it_would_take_is_said_for_each_set(page):
    assert "Original profile." in words(page())
    assert "It is not a forecast" in words(page())


def test_months_can_be_left_out_and_sums_to_date_still_run_from_the_first(page):
    shown = rows(page(**{"from": "2009-02", "to": "2009-03"}), "Job outcomes by month")
    assert [row["period"] for row in shown] == ["March 2009", "February 2009"]
    assert shown[0]["to_date_actual"] == 178


def test_what_is_owed_is_said_on_the_page(page):
    # the working date of the sample is 10 April 2009 and March's return is in
    assert "has not been returned" not in words(page())


def test_rows_held_are_said_on_the_page(sample, page):
    returns.send(
        sample, "monthly_return", FAULTY, hold_faulty=True, confirm_size=True, mode="corrections"
    )
    assert "1 row waits to be mended in receipt" in words(page())


def test_the_source_can_be_chosen(page):
    said = words(page(source="plmi"))
    assert "No return has been received" in said


def test_a_contract_without_any_figure_says_what_to_do(opened):
    at = opened("profile_vs_actual", contract="CPA-2")
    assert not at.exception
    assert "No return holds this figure yet" in words(at)


def test_somebody_elses_contract_and_an_unknown_one_are_not_found_in_the_same_words(page):
    theirs, none = (words(page("cm-2", contract=name)) for name in ("CPA-1", "CPA-9"))
    assert "Not found" in theirs
    assert theirs == none


def test_a_rate_is_shown_without_sums(page):
    at = page(measure="fta_rate")
    assert not at.exception
    assert [tab.label for tab in at.tabs] == ["Quarters", "Contract years"]


def test_a_level_at_a_months_end_has_no_sums(page):
    at = page(measure="caseload")
    assert not at.exception


def test_looking_back_shows_what_was_known(page):
    at = page(as_at="2009-06-09")  # the day before anything was sent
    assert "Nothing was known of contract CPA-1 at that time" in words(at)
    assert not at.exception
