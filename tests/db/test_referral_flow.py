"""Do the reports of referral flow count what stands in the store, for whoever may see it?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from db import doors
from db.models import FACTS
from db.publishing.request import CallError
from db.reports import View, breakdowns
from db.reports.followed import Making
from db.scope import OPERATOR
from monitoring.frames import FrameError
from monitoring.periods import By
from tests.db.seeded import who
from tests.db.test_client_mix import SIGHTED, UNSIGHTED
from tests.db.travelled import NOW, rows, with_people
from tests.stores import ENGINES

OF_CLIENTS = ("referrals", "waiting", "look-ahead")


@pytest.fixture(params=ENGINES, scope="module")
def filled(request, copies):
    """Give a store with clients to follow, once on each engine; nothing changes it."""
    with copies.lent(request.param, with_people) as store:
        yield store


def test_flow_counts_by_category_beside_what_was_expected(filled):
    january, mandatory, voluntary = rows(filled, "flow", last=None)[:3]
    assert (january["referrals"], january["anticipated"], january["variance"]) == (13, 25, -12)
    assert (mandatory["referrals"], mandatory["anticipated"]) == (12, 20)
    assert (voluntary["referrals"], voluntary["anticipated"]) == (1, 5)
    assert january["mandatory_share"] == pytest.approx(12 / 13)
    assert (january["assumed_share"], january["esa"]) == (20 / 25, "from")
    assert (january["source"], january["origin"]) == ("lms", "counted")
    [everything] = [
        row for row in rows(filled, "flow", by=By.TOTAL) if row["client_category"] == "mandatory"
    ]
    assert (everything["referrals"], everything["anticipated"]) == (12 + 2 + 1, 20 + 4)


def test_weeks_and_offices_add_up_to_what_plain_sql_counts(filled):
    found = rows(filled, "referrals")
    table = FACTS["referrals"].c
    with doors.scoped_session(filled, OPERATOR) as session:
        plain = dict(
            session.execute(
                select(func.coalesce(table.office, "not said"), func.count())
                .where(table.contract_id == 1, table.known_to.is_(None))
                .group_by(table.office)
            ).all()
        )
    told = {}
    for row in found:
        told[row["office"]] = told.get(row["office"], 0) + row["referrals"]
    assert told == plain == {"North": 11, "South": 4, "not said": 2}
    assert found[0]["week"] == "2008-12-29"


def test_who_waits_is_told_by_age_and_by_the_week_they_are_due(filled):
    waiting = {row["waited"]: row["waiting"] for row in rows(filled, "waiting")}
    assert waiting == {
        "Up to 1 week": 0, "1 to 2 weeks": 0, "2 to 4 weeks": 1, "4 to 8 weeks": 0,
        "8 to 13 weeks": 1, "Over 13 weeks": 1,
    }  # R-16 since 14 April, R-13 since 2 February, R-14 since 20 January
    ahead = rows(filled, "look-ahead")
    assert [(row["week"], row["site"], row["referrals"]) for row in ahead] == [
        (None, "Main", 1), (None, "Outreach", 1), ("2009-05-11", "Outreach", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", OF_CLIENTS)
def test_a_report_that_follows_clients_gives_nothing_to_who_sees_none(filled, name):
    assert [login for login in UNSIGHTED if rows(filled, name, who(login))] == []
    assert len(UNSIGHTED) > 2
    assert all(rows(filled, name, who(login)) for login in SIGHTED)


def test_flow_is_for_whoever_sees_the_contract_s_figures(filled):
    assert rows(filled, "flow", who("national"))[0]["referrals"] == 13


def test_an_arrangement_is_not_asked_of_it(filled):
    for name in ("flow", *OF_CLIENTS):
        with pytest.raises(CallError, match="whole contracts"):
            rows(filled, name, arrangement="A1")


def test_a_report_of_clients_that_names_somebody_else_s_contract_is_not_given(filled):
    making = Making("waiting", {"contract": "the contract"})
    with doors.scoped_session(filled, who("national")) as session:
        made = making.report(session, View(contract="CPA-1"), NOW, lambda _: None)
        told = made.frame.reindex([0]).assign(contract="CPA-1")
        with pytest.raises(FrameError, match="follow clients"):
            breakdowns.checked(session, replace(made, frame=told))
