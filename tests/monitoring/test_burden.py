"""What each provider is asked for is counted, and no field is called used that nothing reads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from monitoring import burden, datasets
from monitoring.audiences import Audience
from monitoring.burden import Asking, Use
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Request, Step, Wanted
from monitoring.narrative.burden import burden_finding, table
from tests.monitoring.test_programmes import shipped

NOW = datetime(2009, 4, 10, tzinfo=UTC)
PRIMES = {"CPA-1": "Prime 1", "CPA-2": "Prime 1", "CPA-3": "Prime 3"}


@pytest.fixture(scope="module")
def of():
    return burden.uses(shipped("PLP").measures)


def sent(*rows):
    names = ["prime", "source", "dataset", "returns", "rows", "resubmissions"]
    return pd.DataFrame(rows, columns=names)


def request(number, contract, party, minutes=None, did=Did.ANSWERED, **wanted):
    asked = Wanted(of_party=party, purpose="x", due_on=date(2009, 4, 1), **wanted)
    told = Wanted(of_party=party, purpose="x", minutes=minutes, text="y", **wanted)
    steps = [Step(1, Did.ASKED, asked, "cm", NOW, Audience.SHARED)]
    if did is not Did.ASKED:
        steps.append(Step(2, did, told, "prime", NOW, Audience.SHARED))
    return Request(contract, number, tuple(steps))


def test_a_field_that_dates_splits_or_makes_a_figure_feeds_figures(of):
    for dataset, column in (
        ("starts", "started_on"),  # named by the measure
        ("starts", "client_category"),
        ("appointments", "scheduled_on"),  # the dating column
        ("appointments", "result"),
        ("monthly_return", "value"),
    ):
        assert of[dataset][column] is Use.FIGURES


def test_what_is_only_seen_in_the_rows_behind_a_figure_is_said_to_be(of):
    assert {name for name, use in of["starts"].items() if use is Use.ROWS} == {
        "site", "adviser_ref",
    }  # fmt: skip


def test_of_a_dataset_that_nothing_reads_not_even_the_key_is_used(of):
    assert burden.unused(of["feedback"]) == [
        column.name for column in datasets.dataset("feedback").public_columns
    ]


def test_without_a_measure_counted_from_it_nobody_opens_its_rows():
    of = burden.uses(shipped("NHS-TT").measures)
    assert of["starts"]["site"] is Use.NONE
    assert of["feedback"]["contract"] is Use.NONE


def test_only_fields_there_are_are_said_to_be_read():
    for name, columns in burden.READ.items():
        assert columns <= set(datasets.dataset(name).by_name), name


def test_returns_of_several_contracts_of_a_provider_add_up(of):
    rows = burden.by_provider(
        sent(
            ("Prime 1", "provider_mi", "starts", 3, 40, 1),
            ("Prime 1", "provider_mi", "starts", 2, 10, 0),
            ("Prime 1", "plmi", "monthly_return", 1, 12, 0),
        ),
        {},
        of,
    )
    told = rows.set_index(["source", "dataset"])[["fields", "returns", "rows", "resubmissions"]]
    assert list(told.loc["provider_mi", "starts"]) == [10, 5, 50, 1]
    assert list(told.loc["plmi", "monthly_return"]) == [7, 1, 12, 0]


def test_requests_count_for_whom_they_were_put_to_and_what_they_asked_for():
    found = burden.asked(
        [
            request(1, "CPA-1", Party.PRIME, 45, dataset="starts"),
            request(2, "CPA-2", Party.PRIME, dataset="starts"),
            request(3, "CPA-1", Party.PRIME, 30, measure="job_outcomes"),
            request(4, "CPA-3", Party.PARTNER, did=Did.ASKED),
            request(5, "CPA-3", Party.CM, 90, dataset="contracts"),
        ],
        PRIMES,
    )
    assert found == {
        ("Prime 1", "provider_mi", "starts"): Asking(2, 45, 1),
        ("Prime 1", "provider_mi", "monthly_return"): Asking(1, 30, 0),
        ("Prime 3", "partner", ""): Asking(1, 0, 0),
    }


def test_what_was_asked_for_and_never_sent_has_a_row(of):
    rows = burden.by_provider(sent(), {("Prime 3", "partner", ""): Asking(1, 20, 0)}, of)
    (row,) = rows.to_dict("records")
    assert (row["dataset"], row["fields"], row["returns"], row["minutes"]) == ("", 0, 0, 20)
    assert burden_finding(rows) == "Nothing was sent yet."


def test_the_finding_counts_the_fields_of_a_dataset_once_whoever_sends_it(of):
    rows = burden.by_provider(
        sent(
            ("Prime 1", "provider_mi", "monthly_return", 3, 40, 1),
            ("Prime 1", "plmi", "monthly_return", 2, 10, 0),
            ("Prime 1", "provider_mi", "sites", 1, 9, 0),
        ),
        {("Prime 1", "provider_mi", ""): Asking(1, 75, 0)},
        of,
    )
    assert burden_finding(rows) == (
        "14 fields in 2 kinds of return; 7 of them are used by no page. "
        "1 of 6 returns covered months returned before. "
        "Answering requests took 1 hour 15 minutes."
    )


def test_what_asks_for_most_in_vain_comes_first_and_names_it(of):
    rows = burden.by_provider(
        sent(
            ("Prime 1", "provider_mi", "monthly_return", 3, 40, 1),
            ("Prime 1", "provider_mi", "arrangements", 1, 2, 0),
            ("Prime 1", "provider_mi", "sites", 1, 9, 0),
        ),
        {("Prime 1", "partner", ""): Asking(1, 75, 0)},
        of,
    )
    told = table(rows)
    assert list(zip(told["kind"], told["whose"], told["took"], strict=True)) == [
        ("Sites", "The provider", ""),
        ("Arrangements", "The provider", ""),
        ("Monthly return", "The provider", ""),
        ("Other figures", "Its partners", "1 hour 15 minutes"),
    ]
    assert told["names"].iloc[0].startswith("All 7: contract, site")
    assert told["names"].iloc[1] == "local_label, client_group, is_paid"
