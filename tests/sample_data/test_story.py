"""Does the sample tell the story of the source report, and can it be believed?"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from monitoring.datasets import codes
from sample_data.generate.areas import AREAS
from sample_data.generate.bids import spread
from sample_data.generate.light import figures
from sample_data.generate.light_areas import LIGHT
from sample_data.generate.months import ESA_FROM, months
from sample_data.generate.story import economy
from tests.sample_data.reading import rows_in

FIRST, SECOND, THIRD, FOURTH = AREAS


def total(rows, measure, category="all"):
    return sum(
        int(row["value"])
        for row in rows
        if row["measure"] == measure
        and row["client_category"] == category
        and not row["arrangement"]
    )


def test_about_twenty_thousand_clients_stand_in_four_areas(key):
    assert 19_000 <= sum(key["clients"].values()) <= 21_500
    assert max(key["clients"], key=key["clients"].get) == "PLP-A3"  # the largest contract


def test_phases_begin_in_december_2007_and_april_2008_and_run_for_36_months():
    begun = {plan.contract: plan.starts_on.isoformat()[:7] for plan in AREAS}
    assert begun == {
        "PLP-A1": "2008-04",
        "PLP-A2": "2007-12",
        "PLP-A3": "2008-04",
        "PLP-A4": "2007-12",
    }
    assert {plan.length for plan in AREAS} == {36}


def test_the_bids_assumed_37_in_a_hundred_mandatory_clients_in_work(key):
    assert [story["profiled_share"] for story in key["story"].values()] == pytest.approx(
        [0.37] * 4, abs=0.001
    )


def test_about_12_in_a_hundred_found_it_and_the_third_area_fewest(key):
    stories = key["story"].values()
    jobs = sum(story["mandatory_job_outcomes"] for story in stories)
    starts = sum(story["mandatory_starts"] for story in stories)
    assert 0.11 < jobs / starts < 0.13
    assert min(key["story"], key=lambda contract: key["story"][contract]["share"]) == "PLP-A3"


def test_fewer_voluntary_clients_came_than_the_bids_assumed_and_they_were_easier_to_help(
    told, files
):
    profile = rows_in(files, "profiles", contract="PLP-A3")
    original = [row for row in profile if row["set"] == "original"]
    lived = told.journeys["PLP-A3"]
    came = sum(not each.mandatory for each in lived)
    assert came < 0.4 * total(original, "referrals", "voluntary")
    found = {
        kind: _share_in_work([each for each in lived if each.mandatory is kind])
        for kind in (True, False)
    }
    assert found[False] > 1.5 * found[True]


def _share_in_work(journeys):
    started = [each for each in journeys if each.started_on]
    return sum(any(job.outcome for job in each.jobs) for each in started) / len(started)


def test_new_claims_are_for_esa_from_27_october_2008_and_not_before(files):
    rows = rows_in(files, "referrals")
    before = Counter(row["benefit"] for row in rows if row["referred_on"] < ESA_FROM.isoformat())
    after = Counter(
        row["benefit"]
        for row in rows
        if row["referred_on"] >= ESA_FROM.isoformat() and row["client_category"] == "mandatory"
    )
    assert before["ESA"] == 0
    assert after["ESA"] > 0.9 * after.total()


def test_the_recession_shows_in_outcomes_claimants_and_vacancies(told, files):
    jobs = Counter(
        job.started_on.isoformat()[:7]
        for lived in told.journeys.values()
        for each in lived
        for job in each.jobs
        if job.outcome
    )
    before = sum(jobs[f"2008-{month:02d}"] for month in (8, 9, 10))
    trough = sum(jobs[f"2009-{month:02d}"] for month in (4, 5, 6))
    later = sum(jobs[f"2010-{month:02d}"] for month in (4, 5, 6))
    assert trough < 0.85 * before
    assert later > 1.3 * trough
    area = {
        (row["indicator"], row["month"]): float(row["value"])
        for row in rows_in(files, "area_indicators", mapping="")
        if row["district"] == "Area 1"
    }
    assert area["jsa_claimants", "2009-06"] > 1.6 * area["jsa_claimants", "2008-06"]
    assert area["vacancies", "2009-06"] < 0.6 * area["vacancies", "2008-06"]


def test_job_chances_fall_from_autumn_2008_and_recover_in_part():
    chances = [economy(month) for month in months(FIRST.starts_on, FIRST.last_month)]
    assert min(chances) < 0.5
    assert min(chances) < chances[-1] < 0.9


def test_interviews_are_28_days_apart_or_more_and_five_at_most(told):
    for each in told.journeys["PLP-A2"]:
        held = [a for a in each.appointments if a.result == "attended"]
        gaps = [
            (later.scheduled_on - earlier.scheduled_on).days for earlier, later in pairwise(held)
        ]
        assert len(held) <= 5
        assert not gaps or min(gaps) >= 28


def test_many_fail_to_attend(told):
    results = Counter(
        a.result for lived in told.journeys.values() for each in lived for a in each.appointments
    )
    assert 0.28 < results["fta"] / (results["fta"] + results["attended"]) < 0.42


def test_the_supply_chains_differ_as_table_2_1_says(files):
    models = defaultdict(set)
    for row in rows_in(files, "arrangements", mapping=""):
        models[row["contract"]].add(row["model"])
    assert models == {
        "PLP-A1": {"sla"},
        "PLP-A2": {"specialist", "sla", "informal"},
        "PLP-A3": set(codes.ARRANGEMENT_MODELS),
        "PLP-A4": {"end_to_end", "specialist", "informal"},
    }


def test_readiness_is_written_in_three_schemes(files):
    assert {row["scheme"] for row in rows_in(files, "readiness")} == {
        "rag",
        "one_to_five",
        "one_to_four",
    }


def test_the_prime_passes_on_the_clients_further_from_work(told):
    lived = [each for each in told.journeys["PLP-A3"] if each.received_on.year == 2008]
    green = {
        passed: sum(each.band == "green" for each in lived if bool(each.arrangement) is passed)
        / sum(bool(each.arrangement) is passed for each in lived)
        for passed in (True, False)
    }
    assert green[True] < 0.6 * green[False]


def test_the_third_prime_pays_its_partners_latest(files):
    late = defaultdict(list)
    for row in rows_in(files, "partner_payments", source="provider_mi"):
        if row["paid_on"]:
            late[row["contract"]].append(row["paid_on"] > row["due_on"])
    shares = {contract: sum(paid) / len(paid) for contract, paid in late.items()}
    assert max(shares, key=shares.get) == "PLP-A3"


def test_complaints_were_more_numerous_in_the_early_days(files):
    years = Counter(
        row["received_on"][:4]
        for row in {row["complaint_ref"]: row for row in rows_in(files, "complaints")}.values()
    )
    assert years["2008"] > years["2010"]


def test_in_the_light_contracts_one_falls_and_one_recovers():
    falling, rising = (figures(plan) for plan in (LIGHT[3], LIGHT[4]))
    early, late = ("2010-03", "2010-04", "2010-05"), ("2010-09", "2010-10", "2010-11")

    def jobs(found, wanted):
        return sum(
            value
            for (measure, month, category), value in found.items()
            if measure == "job_outcomes" and category == "all" and month.isoformat()[:7] in wanted
        )

    assert jobs(falling, late) < 0.75 * jobs(falling, early)
    assert jobs(rising, late) > 1.3 * jobs(rising, early)


def test_some_primes_hold_several_contracts():
    held = Counter(plan.prime for plan in (*AREAS, *LIGHT))
    assert {prime for prime, contracts in held.items() if contracts > 1} == {
        f"Prime Provider {number}" for number in range(1, 6)
    }


def test_a_total_is_shared_out_to_the_last_one():
    assert spread(10, [1, 1, 1]) == [3, 4, 3]
    assert sum(spread(1234, [0.1, 0.7, 0.3, 0.9])) == 1234


def test_profiles_for_everybody_are_the_sum_of_the_categories(files):
    found = defaultdict(dict)
    for row in rows_in(files, "profiles"):
        if not row.get("arrangement") and "client_category" in row and row["contract"] < "PLP-Z":
            place = (row["contract"], row["set"], row["month"], row["measure"])
            found[place][row["client_category"]] = float(row["value"])
    uneven = [
        place
        for place, parts in found.items()
        if len(parts) == 3 and parts["all"] != parts["mandatory"] + parts["voluntary"]
    ]
    assert uneven == []
