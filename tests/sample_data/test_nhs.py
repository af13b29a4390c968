"""Is the real file real, read as published, and made to fit by nothing but its mapping?"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from itertools import pairwise

import pandas as pd
import pytest

from monitoring import agreement
from monitoring.programmes import programme_from
from monitoring.recognition import fitting_mapping
from sample_data.generate import nhs
from tests.sample_data.conftest import SAMPLE
from tests.sample_data.reading import REFERENCE, checked, mapping, rows_of

PROVIDER_FILE = SAMPLE / "nhs_tt" / nhs.PROVIDER_MONTHS
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
    return next(file for file in nhs.files() if file.dataset == "monthly_return")


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
    rows = rows_of((SAMPLE / "nhs_tt" / nhs.ENGLAND_MONTHS).read_bytes())
    measures = mapping(nhs.MAPPING).measures
    return {
        (row["month"], measure): int(row[heading])
        for row in rows
        for heading, measure in measures.items()
    }


@pytest.fixture(scope="module")
def programme():
    return programme_from(tomllib.loads((REFERENCE / "programmes/NHS-TT.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def compared(figures, programme):
    """Hold the sums against the England series with the product's own arithmetic."""
    series = programme.published
    actuals = pd.DataFrame(figures, columns=["contract", "month", "measure", "actual", "reason"])
    first_last = actuals.groupby("contract")["month"].agg(first="min", last="max").reset_index()
    file = next(each for each in nhs.files() if each.dataset == "area_indicators")
    columns = checked(file).columns
    measures = {indicator: measure for measure, indicator in series.indicators.items()}
    published = pd.DataFrame(
        {
            "measure": [measures[each] for each in columns["indicator"]],
            "month": columns["month"],
            "published": columns["value"],
        }
    )
    assert set(columns["district"]) == {series.district}
    return agreement.against_published(actuals, first_last, published, series)


def sums(figures):
    found = defaultdict(int)
    for _, month, measure, value, _ in figures:
        found[month.isoformat()[:7], measure] += value or 0
    return found


def test_every_provider_month_gives_a_row_a_measure(published, figures):
    lines = len(rows_of(published.data))
    assert lines == 5_981
    assert len(figures) == lines * 13


def test_the_products_sums_are_those_of_the_plain_files(compared):
    """Plain arithmetic on the two files, with nothing of the product but the list of columns."""
    plain = defaultdict(list)
    for row in rows_of(PROVIDER_FILE.read_bytes()):
        for heading, measure in mapping(nhs.MAPPING).measures.items():
            plain[row["month"], measure].append(row[heading])
    whole = england()
    assert len(compared) == len(whole) == 39 * 13
    for row in compared.to_dict("records"):
        cells = plain[f"{row['month']:%Y-%m}", row["measure"]]
        shown = [int(cell) for cell in cells if cell]
        assert row["sum"] == sum(shown)
        assert row["published"] == whole[f"{row['month']:%Y-%m}", row["measure"]]
        assert row["contracts_counted"] == len(shown)
        assert row["contracts_suppressed"] == len(cells) - len(shown)


@pytest.mark.parametrize("measure", SELDOM_SUPPRESSED)
def test_providers_add_up_to_england_to_a_tenth_of_a_percent(compared, figures, measure):
    found, whole = sums(figures), england()
    months = {month for month, _ in whole}
    provided = sum(found[month, measure] for month in months)
    assert provided == pytest.approx(
        sum(whole[month, measure] for month in months), rel=TENTH_OF_A_PERCENT
    )
    told = agreement.by_measure(compared).set_index("measure").loc[measure]
    assert (told["sum"], told["agrees"]) == (provided, True)


def test_nine_counts_agree_with_england_in_every_single_month_and_three_in_most(compared):
    """The numbers docs/sample_data.md states."""
    told = agreement.by_measure(compared).set_index("measure")
    assert told["months_agreeing"].to_dict() == {
        **dict.fromkeys(SELDOM_SUPPRESSED[:9], 39),
        "reliable_improvement": 35,
        "recovery": 29,
        "reliable_recovery": 30,
        "not_at_caseness": 0,
    }
    assert round(told.loc["recovery", "widest"], 4) == 0.0025


def test_no_difference_is_larger_than_rounding_and_suppression_can_make_it(compared):
    assert compared["explained"].all()


def test_not_at_caseness_cannot_agree_for_suppression_hides_more_than_a_tenth_of_a_percent(
    compared,
):
    told = agreement.by_measure(compared).set_index("measure").loc["not_at_caseness"]
    assert round(told["difference_share"], 3) == -0.021
    assert not told["agrees"]
    own = compared[compared["measure"] == "not_at_caseness"]
    hidden = 4 * own["contracts_suppressed"].sum()  # at most 4 in each hidden cell
    assert hidden > -own["difference"].sum() > 0.001 * own["published"].sum()


def test_the_mapping_of_each_file_is_the_one_its_header_fits():
    shipped = [mapping(nhs.MAPPING), mapping(nhs.ENGLAND_MAPPING)]
    for file in nhs.files():
        if file.mapping:
            headers = next(iter(rows_of(file.data)))
            assert fitting_mapping(list(headers), shipped).name == file.mapping


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


def test_a_contract_begins_with_the_first_month_seen_and_ends_with_the_last_of_one_long_gone():
    seen = defaultdict(list)
    for row in sorted(rows_of(PROVIDER_FILE.read_bytes()), key=lambda row: row["month"]):
        seen[row["provider_code"]].append(row["month"])
    ended = 0
    for row in nhs.contracts():
        months = seen[row["contract"]]
        assert row["starts_on"] == f"{months[0]}-01"
        if months[-1] < "2023-10":  # none of the six months October 2023 to March 2024
            ended += 1
            first, last = (12 * int(each[:4]) + int(each[5:]) for each in (months[0], months[-1]))
            assert int(row["length_months"]) == last - first + 1
        else:
            assert row["length_months"] == ""
    assert ended == 19


def test_nobody_who_was_away_six_months_came_back():
    places = {month: place for place, month in enumerate(sorted({key[0] for key in england()}))}
    seen = defaultdict(list)
    for row in rows_of(PROVIDER_FILE.read_bytes()):
        seen[row["provider_code"]].append(places[row["month"]])
    away = [
        after - before - 1
        for months in map(sorted, seen.values())
        for before, after in pairwise(months)
    ]
    assert max(away) < nhs.GONE_AFTER


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
