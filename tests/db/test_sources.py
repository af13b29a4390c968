"""AT-07 in a store: PLMI against provider MI, with its lateness, its lineage and its grade."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from db import doors, people
from db.people import Grant, Place
from db.queries import sources as queries
from db.scope import OPERATOR, Principal
from db.sending import Desk
from db.withdrawing import Taking, withdraw
from monitoring.vocabulary import Role, Source
from tests.db.returns import CONTRACTS, NOW, report, send, with_programmes
from tests.stores import prepared

HEADER = "contract | month | measure | client_category | value\n"
MARCH = {"contract": "CPA-1", "first": datetime(2009, 3, 1, tzinfo=UTC).date(),
         "last": datetime(2009, 3, 1, tzinfo=UTC).date()}  # fmt: skip
CM = Principal("cm", "Contract manager")
CLAIMS = """
    contract | client_ref | outcome      | claimed_on | decision | paid_on    | amount_gbp
    CPA-1    | R-1        | job_outcomes | 2009-03-02 | accepted | 2009-03-20 | 600.00
    CPA-1    | R-2        | job_outcomes | 2009-03-02 | accepted | 2009-04-20 | 600.00
"""


def figure(value, month="2009-03", measure="job_outcomes"):
    return f"{HEADER}CPA-1 | {month} | {measure} | all | {value}"


def day(month, number):
    return datetime(2009, month, number, 9, 0, tzinfo=UTC)


@prepared
def at_07(store):
    """PLMI due 7 April received 10 April with 71, provider MI in time with 78."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS, received=day(1, 2))
    send(store, "monthly_return", figure(78), received=day(4, 6))
    send(store, "monthly_return", figure(71), source=Source.PLMI, received=day(4, 10))
    return store


def one(rows, source):
    (found,) = [row for row in rows if row["source"] == source]
    return found


def test_at_07_through_the_store(at_07):
    plmi = one(report(at_07, "sources", **MARCH), "plmi")
    assert (plmi["value"], plmi["difference"], plmi["days_late"]) == (71, 7, 3)
    assert plmi["difference_share"] == pytest.approx(7 / 78)
    assert "late submission" in plmi["note"]
    assert plmi["provisional"] is True
    assert plmi["value_for_money"].startswith("Cost per job outcome is provisional: the sources")
    own = one(report(at_07, "sources", **MARCH), "provider_mi")
    assert (own["difference"], own["days_late"], own["grade"]) == (0, 0, "B")
    assert own["working"].startswith("3 of 4 tests passed, grade B: timeliness passed;")


def test_as_at_the_day_before_plmi_came_it_was_not_received_and_not_nought(at_07):
    told = report(at_07, "sources", **MARCH, as_at=datetime(2009, 4, 9, tzinfo=UTC))
    assert [row["source"] for row in told] == ["provider_mi"]
    send(at_07, "monthly_return", figure(60, "2009-02"), source=Source.PLMI, received=day(5, 1))
    later = report(at_07, "sources", contract="CPA-1")
    february = [row for row in later if row["month"] == "2009-02"]
    assert one(february, "provider_mi")["value"] is None
    assert one(february, "plmi")["difference"] is None


def test_a_restated_figure_is_held_against_what_was_given_first_and_came_when_it_first_came(at_07):
    send(at_07, "monthly_return", figure(60), received=day(5, 7))
    own = one(report(at_07, "sources", **MARCH), "provider_mi")
    assert (own["received_on"], own["days_late"]) == ("2009-04-06", 0)
    assert "restatement not passed (moved by 23.1% from 78)" in own["working"]
    then = one(report(at_07, "sources", **MARCH, as_at=day(4, 30)), "provider_mi")
    assert "restatement passed" in then["working"]


def test_rows_on_hold_leave_a_return_incomplete(at_07):
    faulty = figure(80) + "\nCPA-1 | 2009-03 | starts | nobody | 5"
    send(at_07, "monthly_return", faulty, hold_faulty=True, received=day(5, 7))
    own = one(report(at_07, "sources", **MARCH), "provider_mi")
    assert own["completeness"] == "not passed"
    assert "rows of its return are held" in own["note"]


def test_client_rows_of_lms_stand_beside_the_providers_return(at_07):
    referrals = """
        contract | client_ref | referred_on | client_category
        CPA-1    | R-1        | 2009-03-04  | mandatory
        CPA-1    | R-2        | 2009-03-05  | voluntary
    """
    send(at_07, "referrals", referrals, received=day(5, 1))
    send(at_07, "monthly_return", figure(2, measure="referrals"), mode="corrections",
         received=day(5, 2))  # fmt: skip
    told = report(at_07, "sources", **MARCH, measure="referrals")
    lms = one(told, "lms")
    assert (lms["origin"], lms["value"], lms["difference"], lms["days_late"]) == (
        "counted",
        2,
        0,
        24,
    )
    assert lms["match"] == "passed"
    assert lms["value_for_money"] is None


def test_a_source_can_be_asked_for_alone(at_07):
    alone = report(at_07, "sources", **MARCH, source=Source.PLMI)
    assert [row["source"] for row in alone] == ["plmi"]


def test_nothing_known_is_no_row(store):
    assert report(with_programmes(store), "sources") == []


def test_what_was_paid_for_outcomes_is_told_to_who_may_see_prices(at_07):
    send(at_07, "claims", CLAIMS, source=Source.PAYMENTS, received=day(5, 1))
    with doors.publisher(at_07, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "cm", "Contract manager", now=NOW)
        place = Place(contract="CPA-2")
        people.grant(session, Grant(login="cm", role=Role.CM, over=place), now=NOW)
    month = MARCH["last"]
    with doors.scoped_session(at_07, OPERATOR) as session:
        assert queries.paid_for(session, 1, "job_outcomes", month) == 600_00
        assert queries.paid_for(session, 1, "sustained_job_outcomes", month) is None
    with doors.scoped_session(at_07, CM) as session:
        assert queries.paid_for(session, 1, "job_outcomes", month) is None


def test_a_return_that_was_withdrawn_has_not_come(at_07):
    withdraw(Desk(at_07, OPERATOR, NOW), Taking(submission=3, reason="Wrong month."))
    told = report(at_07, "sources", **MARCH)
    assert [row["source"] for row in told] == ["provider_mi"]
    send(at_07, "monthly_return", figure(60, "2009-02"), source=Source.PLMI)
    plmi = one(report(at_07, "sources", **MARCH), "plmi")
    assert (plmi["value"], plmi["received_on"], plmi["days_late"]) == (None, None, 64)


def test_rows_of_two_programmes_stand_in_the_order_of_their_contracts(at_07):
    trust = """
        contract | programme | prime | district | starts_on
        AAA      | NHS-TT    | Trust | London   | 2009-03-01
    """
    send(at_07, "contracts", trust, received=day(1, 2))
    figures = f"{HEADER}AAA | 2009-03 | referrals | all | 10"
    send(at_07, "monthly_return", figures, source=Source.PUBLISHED, received=day(4, 6))
    rows = report(at_07, "sources")
    assert list(dict.fromkeys(row["contract"] for row in rows)) == ["AAA", "CPA-1"]
