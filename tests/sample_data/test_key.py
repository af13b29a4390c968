"""Is what the answer key says in the files, no more and no less?"""

from __future__ import annotations

from collections import Counter

import pytest

from sample_data.generate.boundaries import boundaries
from sample_data.generate.jobs import judge
from sample_data.generate.key import answer_key
from sample_data.generate.quirks import QUIRKS
from tests.sample_data.reading import checked, rows_in

CLASSES = {
    *("left_only", "right_only", "date", "status", "duplicate", "wrong_contract"),
    *("late_notification", "ineligible_exit", "deferral", "timing", "within_tolerance"),
    *("paid_not_reported", "claimed_by_both"),
}
CONTRACTS = ("PLP-A1", "PLP-A2", "PLP-A3", "PLP-A4")


def keys(rows):
    return {(row["client_ref"], row["referred_on"]) for row in rows}


def planted(key, kind, contract):
    return [
        each
        for found in key["planted"]
        if (found["kind"], found["contract"]) == (kind, contract)
        for each in found["keys"]
    ]


def starts_of(files, contract):
    return {
        (row["client_ref"], row["referred_on"]): row
        for row in rows_in(files, "starts", contract=contract)
    }


def referrals_of(files, contract):
    return {
        (row["client_ref"], row["referred_on"]): row
        for row in rows_in(files, "referrals", contract=contract)
    }


def test_the_key_beside_the_code_is_the_one_the_story_gives(told, files, key):
    assert answer_key(told, files) == key


def test_every_class_of_disagreement_is_planted(key):
    assert {each["kind"] for each in key["planted"]} == CLASSES
    assert all(each["count"] == len(each["keys"]) > 0 for each in key["planted"])


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_two_records_of_referrals_differ_by_what_was_planted_and_nothing_else(
    files, key, contract
):
    left, right = set(referrals_of(files, contract)), set(starts_of(files, contract))
    said = key["reconciliation"][contract]
    sizes = said["planted"]
    assert (len(left), len(right), len(left & right)) == (
        said["left_rows"],
        said["right_rows"],
        said["same_client_and_day"],
    )
    gone = ("left_only", "deferral", "ineligible_exit", "wrong_contract")
    assert len(left - right) == (
        said["moved"] + sum(sizes[kind] for kind in gone) + said["not_yet_received"]
    )
    assert len(right - left) == (
        said["moved"] + sizes["right_only"] + sizes["duplicate"] + said["misfiled_here"]
    )


@pytest.mark.parametrize("contract", CONTRACTS)
def test_each_class_stands_in_the_files_as_the_key_says(files, key, contract):
    left, right = referrals_of(files, contract), starts_of(files, contract)
    for each in planted(key, "left_only", contract):
        assert (each["client_ref"], each["referred_on"]) in left
        assert each["client_ref"] not in {ref for ref, _ in right}
    for each in planted(key, "right_only", contract):
        assert (each["client_ref"], each["referred_on"]) in right
        assert each["client_ref"] not in {ref for ref, _ in left}
    for each in planted(key, "status", contract):
        place = each["client_ref"], each["referred_on"]
        assert left[place]["client_category"] != right[place]["client_category"]
    for each in planted(key, "duplicate", contract):
        assert (each["client_ref"], each["duplicate_on"]) in right
        assert (each["client_ref"], each["referred_on"]) in right
    for each in planted(key, "timing", contract):
        assert each["provider_referred_on"][:7] > each["referred_on"][:7]
        assert (each["client_ref"], each["provider_referred_on"]) in right


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_start_under_the_wrong_contract_is_in_the_neighbours_file(files, key, contract):
    for each in planted(key, "wrong_contract", contract):
        other = starts_of(files, each["reported_under"])
        assert (each["client_ref"], each["referred_on"]) in other


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_paid_outcome_that_was_not_reported_is_with_the_payment_office_only(files, key, contract):
    paid = {
        row["client_ref"] for row in rows_in(files, "claims", contract=contract, source="payments")
    }
    reported = {
        row["client_ref"]
        for name in ("employment", "claims")
        for row in rows_in(files, name, contract=contract, source="provider_mi")
    }
    for each in planted(key, "paid_not_reported", contract):
        assert each["client_ref"] in paid
        assert each["client_ref"] not in reported


def test_a_job_claimed_by_both_stands_twice_with_one_start(files, key):
    rows = rows_in(files, "employment", contract="PLP-A3")
    for each in planted(key, "claimed_by_both", "PLP-A3"):
        same = {
            (row["employer_ref"], row["arrangement"])
            for row in rows
            if row["client_ref"] == each["client_ref"]
            and row["job_started_on"] == each["job_started_on"]
        }
        assert {bool(arrangement) for _, arrangement in same} == {True, False}


def test_every_oddity_of_a_return_names_a_file_of_the_sample(files, key):
    names = {file.name.rsplit("/", 1)[1] for file in files}
    for name, quirk in QUIRKS.items():
        assert (name in names) is not quirk.never
    assert {each["class"] for each in key["returns"]} >= {
        "jump",
        "late_plmi",
        "plmi_differs",
        "cumulative_falls",
        "not_yet_returned",
        "held_rows",
        "parts_unequal_whole",
        "parts_only",
        "never_returned",
    }


def test_a_month_that_was_never_returned_is_in_no_file(files):
    covered = {
        month
        for file in files
        if file.contract == "PLP-A3"
        and file.source == "provider_mi"
        and file.dataset == "monthly_return"
        for month in file.months
    }
    assert {"2009-08", "2010-11"}.isdisjoint(covered)


def test_the_figure_to_date_that_falls_leaves_its_month_unknown(files):
    last = next(file for file in files if file.name.endswith("PLP-L6_year_to_date_2010-11.csv"))
    assert Counter(problem.rule for problem in checked(last).problems) == {"cumulative_falls": 2}


@pytest.mark.parametrize("edge", boundaries(), ids=lambda edge: edge.name)
def test_a_client_on_the_edge_of_a_rule_is_judged_as_written_beside_it(edge):
    judge(edge.journey)
    assert any(job.outcome for job in edge.journey.jobs) is edge.job_outcome
    blocked = edge.why.startswith("blocked")
    assert edge.journey.sustained_on == edge.sustained_on or blocked


def test_every_client_on_an_edge_is_in_the_files(files, key):
    have = {row["client_ref"] for row in rows_in(files, "employment", contract="PLP-A1")}
    assert {each["client_ref"] for each in key["boundaries"]} <= have


@pytest.mark.parametrize("contract", CONTRACTS)
def test_counted_totals_are_those_of_the_rows(files, key, contract):
    counted = key["counted"][contract]
    months = Counter(day[:7] for _, day in referrals_of(files, contract))
    assert {month: by["all"] for month, by in counted["referrals"].items()} == {
        month: months[month] for month in counted["referrals"]
    }
    missed = Counter(
        row["scheduled_on"][:7]
        for row in rows_in(files, "appointments", contract=contract, source="provider_mi")
        if row["result"] == "fta"
    )
    assert {month: by["all"] for month, by in counted["ftas"].items()} == {
        month: missed[month] for month in counted["ftas"]
    }


def test_the_totals_returned_are_those_of_the_last_return_of_a_month(files, key):
    again = next(
        file
        for file in files
        if file.name.endswith("PLP-A1_provider_mi_2010-04_to_2010-06_again.csv")
    )
    value = next(
        row["value"]
        for row in rows_in([again], "monthly_return")
        if (row["month"], row["measure"], row["client_category"])
        == ("2010-06", "job_outcomes", "all")
    )
    assert key["returned"]["PLP-A1"]["provider_mi"]["job_outcomes"]["2010-06"] == int(value)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_accepted_claims_are_those_last_sent(files, key, contract):
    last = {
        (row["client_ref"], row["referred_on"], row["outcome"]): row
        for row in rows_in(files, "claims", contract=contract, source="provider_mi")
    }
    months = Counter(
        row["decided_on"][:7]
        for row in last.values()
        if (row["outcome"], row["decision"]) == ("job_outcomes", "accepted")
    )
    said = key["accepted"][contract]["provider_mi"]["job_outcomes"]
    assert {month: by["all"] for month, by in said.items()} == {
        month: months[month] for month in said
    }
