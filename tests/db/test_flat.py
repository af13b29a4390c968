"""Does the flat sheet hold every known figure once, and the same as the reports do?"""

from __future__ import annotations

from tests.db.returns import CONTRACTS, PROFILES, RETURN, report, send, with_programmes
from tests.stores import prepared

STARTS = """
    contract | month   | measure | client_category | value
    CPA-1    | 2009-01 | starts  | all             | 120
    CPA-2    | 2009-01 | starts  | all             | 90
"""


@prepared
def returned(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS)
    send(store, "profiles", PROFILES)
    send(store, "monthly_return", RETURN)
    send(store, "monthly_return", STARTS, mode="corrections")
    return store


def told(rows):
    return [(row["contract"], row["month"], row["measure"], row["actual"]) for row in rows]


def test_a_row_is_a_contract_a_month_and_a_measure(returned):
    rows = report(returned, "flat")
    counts = [line for line in told(rows) if line[2] in {"job_outcomes", "starts"}]
    assert counts == [
        ("CPA-1", "2009-01", "job_outcomes", 38),
        ("CPA-1", "2009-01", "starts", 120),
        ("CPA-1", "2009-02", "job_outcomes", 60),
        ("CPA-1", "2009-03", "job_outcomes", 80),
        ("CPA-2", "2009-01", "starts", 90),
    ]
    keys = [(row["contract"], row["month"], row["measure"], row["set"]) for row in rows]
    assert len(set(keys)) == len(keys)


def test_every_row_says_who_delivers_where_and_in_which_unit(returned):
    row = next(row for row in report(returned, "flat") if row["measure"] == "job_outcomes")
    assert (row["prime"], row["district"], row["programme"]) == ("Prime 1", "Area 1", "PLP")
    assert (row["measure_title"], row["unit"]) == ("Job outcomes", "people")
    assert (row["profile"], row["actual"], row["set"]) == (40, 38, "original")


def test_it_says_what_the_report_of_each_measure_says(returned):
    rows = [row for row in report(returned, "flat") if row["measure"] == "job_outcomes"]
    own = {row["month"]: row for row in report(returned, "profile", contract="CPA-1")}
    for row in rows:
        for name in ("actual", "profile", "variance", "cumulative_actual"):
            assert row[name] == own[row["month"]][name]


def test_one_measure_may_be_named(returned):
    assert {row["measure"] for row in report(returned, "flat", measure="starts")} == {"starts"}
