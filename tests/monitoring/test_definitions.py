"""Every figure opens: what it means, and the formula with its numbers."""

import math

import pytest

from monitoring.definitions import COLUMNS, panel, table, worked_rate, worked_share
from tests.monitoring.test_programmes import shipped

PLP, NHS, CRS = shipped("PLP"), shipped("NHS-TT"), shipped("MOJ-CRS")
RECOVERY = NHS.measure("recovery_rate")


def test_every_measure_of_every_programme_has_a_row():
    rows = table([PLP, NHS, CRS])
    assert list(rows.columns) == list(COLUMNS)
    assert len(rows) == sum(len(each.measures) for each in (PLP, NHS, CRS))
    assert not rows.duplicated(["programme", "measure"]).any()


@pytest.mark.parametrize(
    "column", ["title", "meaning", "unit", "formula", "owner", "document", "boundary", "sources"]
)
def test_no_measure_is_left_without_its_meaning(column):
    rows = table([PLP, NHS, CRS])
    assert rows.loc[rows[column] == "", ["programme", "measure"]].empty


def test_a_measure_is_a_contract_measure_or_monitoring_only():
    rows = table([PLP]).set_index("measure")
    assert rows.loc["job_outcomes", "boundary"] == "contractual"
    assert rows.loc["starts", "boundary"] == "monitoring only"


def test_a_standard_is_shown_with_who_says_so():
    rows = table([NHS]).set_index("measure")
    assert rows.loc["recovery_rate", "standard"] == "50.0% (NHS England, service standards)"
    assert rows.loc["missed_rate", "standard"] == ""


def test_no_programmes_give_an_empty_table_with_its_columns():
    assert list(table([]).columns) == list(COLUMNS)


def test_the_panel_says_what_it_means_and_leaves_blank_headings_out():
    said = dict(panel(PLP, PLP.measure("ftas")))
    assert said["Meaning"].endswith("Lower is better.")
    assert said["Standing"].startswith("Monitoring only")
    assert said["Believed in this order"].startswith("the provider's return, PLMI")
    assert "Standard" not in said
    assert "no independent confirmation" in said["To know"]


def test_a_rate_is_shown_with_its_numbers():
    assert worked_rate(
        NHS, RECOVERY, {"recovery": 40, "courses_finished": 105, "not_at_caseness": 5}
    ) == ("recovery divided by (courses finished less not at caseness) = 40 / (105 - 5) = 40.0%")


def test_a_rate_with_a_count_unknown_says_so():
    assert worked_rate(NHS, RECOVERY, {"recovery": 40, "courses_finished": 105}) == (
        "recovery divided by (courses finished less not at caseness) "
        "= 40 / (105 - not known) = not known"
    )


def test_a_count_is_shown_as_its_formula():
    assert worked_rate(PLP, PLP.measure("starts"), {}) == "people who started in the month"


def test_a_share_of_profile_is_shown_with_its_numbers():
    assert worked_share({"actual": 178, "profile": 300}) == "actual / profile = 178 / 300 = 59.3%"
    assert worked_share({"actual": 178, "profile": math.nan}).endswith("= not known")
