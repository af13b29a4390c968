"""Can everybody send what is theirs to send, and nothing else, as the application's own login?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from db import doors, people
from db.models import Submission
from db.people import Grant, Place
from db.publishing.request import CallError
from db.scope import OPERATOR
from monitoring.vocabulary import Role, Source
from tests.db.returns import CONTRACTS, PROFILES, RETURN, send, with_programmes
from tests.db.seeded import NOW, who
from tests.stores import prepared

ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | specialist | yes         | yes
    CPA-1    | A2          | 2009-01-01 | Partner 2 | specialist | yes         | yes
"""
WEEKLY = """
    contract | arrangement | week_starting | referrals | attended
    CPA-1    | {}          | 2009-03-02    | 4         | 3
"""
REFERRALS = """
    contract | client_ref | referred_on | client_category
    {}       | R1         | 2009-03-02  | mandatory
"""
STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    {}       | R1         | 2009-03-02  | 2009-03-09 | mandatory
"""
CLAIMS = """
    contract | client_ref | outcome    | claimed_on | amount_gbp
    {}       | R1         | job_outcome | 2009-05-01 | 900.00
"""
PEOPLE = {
    "cm": (Role.CM, Place(contract="CPA-1")),
    "tppm": (Role.TPPM, Place(district="Area 1")),
    "prime": (Role.PRIME_MANAGER, Place(contract="CPA-1")),
    "partner": (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
    "payments": (Role.PAYMENT_OFFICE, Place()),
    "national": (Role.NATIONAL, Place()),
    "auditor": (Role.AUDITOR, Place()),
}


@prepared
def ready(store):
    with_programmes(store)
    signed = datetime(2008, 12, 1, tzinfo=UTC)
    assert send(store, "contracts", CONTRACTS, now=signed).status == "published"
    assert send(store, "arrangements", ARRANGEMENTS, now=signed).status == "published"
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in PEOPLE.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    return store


def other(drawn):
    return drawn.replace("CPA-1", "CPA-2")


@pytest.mark.parametrize(
    ("login", "dataset", "drawn", "source"),
    [
        ("cm", "profiles", PROFILES, None),
        ("prime", "monthly_return", RETURN, None),
        ("prime", "starts", STARTS.format("CPA-1"), None),
        ("tppm", "referrals", REFERRALS.format("CPA-1"), None),
        ("partner", "partner_weekly", WEEKLY.format("A1"), None),
        ("payments", "claims", CLAIMS.format("CPA-2"), Source.PAYMENTS),
        ("national", "profiles", other(PROFILES), None),
    ],
)
def test_what_is_theirs_to_send_is_published(ready, login, dataset, drawn, source):
    answer = send(ready, dataset, drawn, who(login), source=source)
    assert answer.status == "published", answer.problems
    again = send(ready, dataset, drawn, who(login), source=source)
    assert (again.status, again.earlier_submission) == ("duplicate", answer.submission)


@pytest.mark.parametrize(
    ("login", "dataset", "drawn", "source"),
    [
        ("cm", "profiles", other(PROFILES), None),
        ("cm", "monthly_return", RETURN, None),
        ("prime", "monthly_return", other(RETURN), None),
        ("prime", "profiles", PROFILES, None),
        ("tppm", "referrals", REFERRALS.format("CPA-2"), None),
        ("tppm", "starts", STARTS.format("CPA-1"), None),
        ("partner", "partner_weekly", WEEKLY.format("A2"), None),
        ("partner", "monthly_return", RETURN, None),
        ("payments", "claims", CLAIMS.format("CPA-1"), Source.PROVIDER_MI),
        ("auditor", "monthly_return", RETURN, None),
        ("nobody", "monthly_return", RETURN, None),
    ],
)
def test_what_is_not_theirs_to_send_stores_nothing(ready, login, dataset, drawn, source):
    try:
        status = send(ready, dataset, drawn, who(login), source=source).status
    except CallError:
        status = "refused"
    assert status == "refused"
    with doors.owner(ready) as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 2
