"""Is a file known for what it is by its header?"""

from __future__ import annotations

import csv

import pytest

from monitoring.datasets import ALL
from monitoring.datasets.templates import template_csv
from monitoring.mappings import Mapping
from monitoring.recognition import fitting_mapping, recognised

RETURN = ("contract", "month", "measure", "client_category", "value")


def header_of(name):
    return next(csv.reader(template_csv(ALL[name]).splitlines()))


@pytest.mark.parametrize("name", ALL)
def test_every_template_is_known_for_its_own_dataset(name):
    assert recognised(header_of(name), ALL.values()).name == name


@pytest.mark.parametrize("name", ALL)
def test_a_header_without_a_contract_column_is_known_too(name):
    header = [each for each in header_of(name) if each != "contract"]
    assert recognised(header, ALL.values()).name == name


def test_headings_are_compared_case_and_spaces_apart():
    assert recognised(["Month", "MEASURE", "Client category", "Value"], ALL.values()).name == (
        "monthly_return"
    )


def test_one_misspelt_heading_does_not_hide_what_the_file_is():
    header = [each.replace("client_category", "category") for each in RETURN]
    assert recognised(header, ALL.values()).name == "monthly_return"


def test_a_header_that_has_little_in_common_with_any_dataset_is_not_guessed():
    assert recognised(["Org", "Period", "Figure", "month"], ALL.values()) is None


def test_where_two_fit_equally_the_file_s_name_decides():
    header = ["contract", "month", "value"]
    both = [ALL["monthly_return"], ALL["expected_referrals"]]
    assert recognised(header, both, "expected referrals.csv").name == "expected_referrals"


WIDE = Mapping.from_json(
    {
        "name": "wide",
        "dataset": "monthly_return",
        "sentence": "Measures side by side.",
        "constants": {"client_category": "all"},
        "columns": {"month": "Period"},
        "wide": {"measure": {"Starters": "starts", "Jobs": "job_outcomes"}},
    }
)


def test_a_saved_mapping_is_offered_where_the_file_has_its_columns():
    assert fitting_mapping(["Period", "Starters", "Jobs"], [WIDE]) is WIDE


def test_a_saved_mapping_is_not_offered_where_a_column_is_missing():
    assert fitting_mapping(["Period", "Starters"], [WIDE]) is None


def test_of_two_mappings_the_one_that_uses_more_of_the_file_is_offered():
    parts = WIDE.as_json() | {"name": "narrow", "wide": {"measure": {"Starters": "starts"}}}
    narrow = Mapping.from_json(parts | {"ignore": "*"})
    assert fitting_mapping(["Period", "Starters", "Jobs"], [narrow, WIDE]) is WIDE
