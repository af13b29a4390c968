"""Does the calendar tell what came, when, and what is still owed, on both engines?"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from db import doors
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.stores import prepared

JANUARY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 38
"""
PLMI = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-03 | job_outcomes | all             | 71
"""


def at(month, day):
    return datetime(2009, month, day, 12, tzinfo=UTC)


@prepared
def returned(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS, received=at(1, 1))
    send(store, "monthly_return", JANUARY, received=at(2, 6))
    send(store, "monthly_return", PLMI, source="plmi", received=at(4, 10))
    return store


def lines(store, **choices):
    rows = report(store, "punctuality", contract="CPA-1", **choices)
    return [
        (row["month"], row["source"], row["state"], row["due_on"], row["received_on"],
         row["days_late"])
        for row in rows
    ]


def test_every_expected_return_is_set_beside_its_day(returned):
    assert lines(returned) == [
        ("2009-01", "provider_mi", "received", "2009-02-07", "2009-02-06", 0),
        ("2009-02", "provider_mi", "missing", "2009-03-07", None, 95),
        ("2009-03", "plmi", "received late", "2009-04-07", "2009-04-10", 3),
        ("2009-03", "provider_mi", "missing", "2009-04-07", None, 64),
        ("2009-04", "plmi", "missing", "2009-05-07", None, 34),
        ("2009-04", "provider_mi", "missing", "2009-05-07", None, 34),
        ("2009-05", "plmi", "late", "2009-06-07", None, 3),
        ("2009-05", "provider_mi", "late", "2009-06-07", None, 3),
    ]


def test_it_looks_back(returned):
    assert lines(returned, as_at=at(3, 1)) == [
        ("2009-01", "provider_mi", "received", "2009-02-07", "2009-02-06", 0),
        ("2009-02", "provider_mi", "due", "2009-03-07", None, None),
    ]


def test_it_agrees_with_plain_sql(returned):
    with doors.owner(returned) as session:
        found = session.execute(
            text(
                "SELECT count(*) FROM submission_month m JOIN submission s "
                "ON s.submission_id = m.submission_id WHERE s.dataset = 'monthly_return'"
            )
        ).scalar_one()
    came = [line for line in lines(returned) if line[4] is not None]
    assert len(came) == found


def test_a_source_or_months_may_be_chosen(returned):
    assert [line[1] for line in lines(returned, source="plmi")] == ["plmi"] * 3
    assert [line[0] for line in lines(returned, last=NOW.date().replace(month=1, day=1))] == [
        "2009-01"
    ]


def test_a_partner_whose_terms_became_informal_owes_no_more_weeks(returned):
    formal = """
        contract | arrangement | starts_on  | ends_on    | partner | model   | has_targets | is_paid
        CPA-1    | A1          | 2009-01-01 | 2009-01-20 | One     | sla     | no          | no
        CPA-1    | A1          | 2009-01-21 |            | One     |informal | no          | no
    """
    weeks = """
        contract | arrangement | week_starting | referrals
        CPA-1    | A1          | 2009-01-12    | 4
    """
    send(returned, "arrangements", formal, received=at(4, 11))
    send(returned, "partner_weekly", weeks, source="partner", received=at(4, 12))
    rows = report(returned, "punctuality", contract="CPA-1", source="partner")
    assert [(row["week_starting"], row["state"]) for row in rows] == [
        ("2009-01-12", "received late"), ("2009-01-19", "late"),
    ]  # fmt: skip
