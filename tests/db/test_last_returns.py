"""The last month a contract returned is told of those returns the reader may see a part in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from db import doors, people
from db.models import SubmissionContract
from db.people import Grant, Place
from db.queries.submissions import last_returns
from db.scope import OPERATOR, Principal
from monitoring.vocabulary import Role
from tests.db.returns import CONTRACTS, NOW, send, with_programmes
from tests.db.summing import SIGNED

OF_BOTH = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-02 | job_outcomes | all             | 38
    CPA-2    | 2009-03 | job_outcomes | all             | 21
"""
PARTNER = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | end_to_end | yes         | yes
"""
SOURCES = ["provider_mi"]


def of_both(store):
    """Give a store in which one file holds a return of each of two contracts."""
    with_programmes(store)
    for dataset, drawn in (
        ("contracts", CONTRACTS),
        ("arrangements", PARTNER),
        ("monthly_return", OF_BOTH),
    ):
        assert send(store, dataset, drawn, now=SIGNED).status == "published"
    return store


def months(session):
    return {number: each.month for number, each in last_returns(session, [1, 2], SOURCES).items()}


def test_a_return_is_left_out_for_whom_its_part_in_the_contract_is_not(store):
    of_both(store)
    reader = Principal("both", "Prime of one contract, partner under the other")
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "both", "both", now=NOW)
        for role, over in (
            (Role.PRIME_MANAGER, Place(organisation="Prime 2")),
            (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
        ):
            people.grant(session, Grant(login="both", role=role, over=over), now=NOW)
    with doors.scoped_session(store, reader) as session:
        assert months(session) == {2: date(2009, 3, 1)}


def test_a_month_without_its_line_is_left_out_and_no_error(store):
    of_both(store)
    with doors.owner(store) as session:
        assert months(session) == {1: date(2009, 2, 1), 2: date(2009, 3, 1)}
        line = SubmissionContract
        last = last_returns(session, [1], SOURCES)[1].submission
        session.execute(delete(line).where(line.contract_id == 1, line.submission_id == last))
        assert months(session) == {2: date(2009, 3, 1)}
