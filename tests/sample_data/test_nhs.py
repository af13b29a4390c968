"""Is the real file real, read as published, and made to fit by nothing but its mapping?"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from sample_data.generate import nhs
from tests.sample_data.conftest import SAMPLE
from tests.sample_data.reading import checked, mapping, rows_of

TENTH_OF_A_PERCENT = 0.001
# The national series rounds nothing and suppresses nothing; a provider's counts under 5 are blank.
SELDOM_SUPPRESSED = (
    "referrals",
    "first_assessments",
    "starts",
    "courses_finished",
    "appointments",
    "appointments_attended",
    "appointments_missed",
    "within_6_weeks",
    "within_18_weeks",
    "reliable_improvement",
    "recovery",
    "reliable_recovery",
)


@pytest.fixture(scope="module")
def published():
    return next(file for file in nhs.files() if file.mapping)


@pytest.fixture(scope="module")
def figures(published):
    columns = checked(published).columns
    return list(
        zip(
            columns["contract"],
            columns["month"],
            columns["measure"],
            columns["value"],
            columns["missing_reason"],
            strict=True,
        )
    )


def england():
    rows = rows_of((SAMPLE / "nhs_tt" / "nhstt_england_month_2021-01_2024-03.csv").read_bytes())
    measures = mapping(nhs.MAPPING).measures
    return {
        (row["month"], measure): int(row[heading])
        for row in rows
        for heading, measure in measures.items()
    }


def sums(figures):
    found = defaultdict(int)
    for _, month, measure, value, _ in figures:
        found[month.isoformat()[:7], measure] += value or 0
    return found


def test_every_provider_month_gives_a_row_a_measure(published, figures):
    lines = len(rows_of(published.data))
    assert lines == 5_981
    assert len(figures) == lines * 13


@pytest.mark.parametrize("measure", SELDOM_SUPPRESSED)
def test_providers_add_up_to_england_to_a_tenth_of_a_percent(figures, measure):
    found, whole = sums(figures), england()
    months = {month for month, _ in whole}
    provided = sum(found[month, measure] for month in months)
    assert provided == pytest.approx(
        sum(whole[month, measure] for month in months), rel=TENTH_OF_A_PERCENT
    )


@pytest.mark.parametrize(
    "measure",
    ["referrals", "starts", "courses_finished", "appointments_attended", "appointments_missed"],
)
def test_the_large_counts_agree_with_england_in_every_single_month(figures, measure):
    found, whole = sums(figures), england()
    apart = {
        month: found[month, measure] / value - 1
        for (month, each), value in whole.items()
        if each == measure and abs(found[month, measure] / value - 1) > TENTH_OF_A_PERCENT
    }
    assert apart == {}


def test_a_blank_is_suppressed_and_never_nought(figures):
    reasons = Counter((value is None, reason) for *_, value, reason in figures)
    assert set(reasons) == {(False, ""), (True, "suppressed")} or set(reasons) == {
        (False, None),
        (True, "suppressed"),
    }
    assert min(value for *_, value, _ in figures if value is not None) == 5


def test_a_contract_is_a_provider_through_all_its_renamings(published):
    names = defaultdict(set)
    for row in rows_of(published.data):
        names[row["provider_code"]].add(row["provider_name"])
    contracts = {row["contract"]: row for row in nhs.contracts()}
    assert set(contracts) == set(names)
    assert sum(len(each) > 1 for each in names.values()) == 28
    latest = {
        row["provider_code"]: row["provider_name"]
        for row in sorted(rows_of(published.data), key=lambda row: row["month"])
    }
    assert {code: row["prime"] for code, row in contracts.items()} == latest


def test_a_contract_begins_with_the_first_month_seen_and_has_no_length(published):
    first = {}
    for row in sorted(rows_of(published.data), key=lambda row: row["month"]):
        first.setdefault(row["provider_code"], f"{row['month']}-01")
    assert {row["contract"]: row["starts_on"] for row in nhs.contracts()} == first
    assert all("length_months" not in row for row in nhs.contracts())


def test_the_standards_are_the_targets_of_rates_in_every_month_of_a_provider():
    rows = nhs.profiles()
    assert {(row["measure"], row["value"]) for row in rows} == {
        ("recovery_rate", "0.50"),
        ("within_6_weeks_rate", "0.75"),
        ("within_18_weeks_rate", "0.95"),
    }
    one = [
        row["month"]
        for row in rows
        if (row["contract"], row["measure"]) == ("RT119", "recovery_rate")
    ]
    assert one == sorted(set(one))


def test_the_committed_lists_are_those_the_real_file_gives():
    for file in nhs.files():
        assert (SAMPLE / file.name).read_bytes() == file.data
