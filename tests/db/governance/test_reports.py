"""Can a script list what is overdue and when the next review is due, on both engines?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from db import doors, governance, people
from db.governance import Held
from db.reports import View, run
from db.reports import board as boards
from db.scope import OPERATOR
from db.writing import Pen, Place
from monitoring import printing
from monitoring.audiences import Audience
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.reviews import MeetingKind
from monitoring.vocabulary import Role
from tests.db import returns
from tests.db.seeded import who
from tests.stores import prepared

NOW = datetime(2009, 4, 10, 9, tzinfo=UTC)
BEGUN = datetime(2009, 1, 2, 9, tzinfo=UTC)
SHARED, DWP = Place("CPA-1", Audience.SHARED), Place("CPA-1", Audience.DWP)
RATED = """
    contract | programme | prime   | district | starts_on  | length_months | risk_rating | tppm
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36            | High        | TPPM 1
    CPA-2    | PLP       | Prime 2 | Area 2   | 2009-01-01 | 36            |             |
"""
LATE = Terms(
    kind=ItemKind.ACTION,
    what="Send the list",
    how="By post",
    who="Prime 1",
    due_on=date(2009, 3, 27),
    review_on=date(2009, 4, 15),
    measure="starts",
    month=date(2009, 1, 1),
)


@prepared
def reviewed(store):
    """Give a store with a review on 15 January, an overdue action and one of DWP alone."""
    returns.with_programmes(store)
    returns.send(store, "contracts", RATED, now=BEGUN)
    returns.send(store, "profiles", returns.PROFILES, now=BEGUN)
    returns.send(store, "monthly_return", returns.RETURN, now=BEGUN)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, role, over in (
            ("cm", Role.CM, people.Place(contract="CPA-1")),
            ("prime", Role.PRIME_MANAGER, people.Place(organisation="Prime 1")),
        ):
            people.add_user(session, login, login, now=NOW)
            people.grant(session, people.Grant(login=login, role=role, over=over), now=NOW)
    pen = Pen(store, who("cm"), datetime(2009, 1, 15, 15, tzinfo=UTC))
    told = Held(kind=MeetingKind.PPR, held_on=date(2009, 1, 15), as_at=pen.now, channel="face")
    governance.hold(pen, SHARED, told)
    governance.raise_item(pen, SHARED, LATE)
    governance.raise_item(pen, DWP, replace(LATE, what="Ask why", due_on=date(2009, 5, 1)))
    return store


def report(store, name, login, now=NOW, **more):
    """Give a report's rows as the terminal prints them."""
    with doors.scoped_session(store, who(login)) as session:
        made = run(session, name, View(**more), now)
    return printing.records(made.frame, made.whole)


def test_overdue_actions_are_listed_for_those_who_may_read_them(reviewed):
    mine = report(reviewed, "actions", "cm", contract="CPA-1")
    assert [(row["item"], row["state"], row["days_late"]) for row in mine] == [
        (1, "overdue", 14),
        (2, "open", 0),
    ]
    [theirs] = report(reviewed, "actions", "prime")
    assert (theirs["who"], theirs["due_on"], theirs["month"]) == (
        "Prime 1",
        "2009-03-27",
        "2009-01",
    )
    assert (theirs["outcome"], theirs["plan"], theirs["carried"]) == (None, None, 0)


def test_what_was_closed_is_listed_with_detail_only(reviewed):
    pen = Pen(reviewed, who("prime"), NOW)
    governance.take_step(pen, SHARED, 1, Did.CLOSED, replace(LATE, outcome="Sent"))
    assert report(reviewed, "actions", "prime") == []
    [row] = report(reviewed, "actions", "prime", detail=True)
    assert (row["state"], row["outcome"]) == ("closed", "Sent")
    early = datetime(2009, 4, 9, tzinfo=UTC)
    [then] = report(reviewed, "actions", "prime", as_at=early)
    assert then["state"] == "overdue"
    assert report(reviewed, "actions", "prime", measure="referrals", detail=True) == []


def test_the_review_after_15_january_is_due_on_15_april(reviewed):
    rows = {row["kind"]: row for row in report(reviewed, "reviews", "prime")}
    assert (rows["ppr"]["last_held"], rows["ppr"]["next_due"]) == ("2009-01-15", "2009-04-15")
    assert (rows["ppr"]["interval_months"], rows["ppr"]["state"]) == (3, "due soon")
    assert (rows["tppm"]["state"], rows["contact"]["next_due"]) == ("none recorded", None)


def test_a_contract_without_rating_or_provision_manager_says_so(reviewed):
    rows = {row["kind"]: row for row in returns.report(reviewed, "reviews", contract="CPA-2")}
    assert set(rows) == {"ppr", "contact"}
    assert rows["ppr"]["state"] == "no interval set"


def test_the_portfolio_counts_from_the_last_review(reviewed):
    [row] = report(reviewed, "portfolio", "prime")
    assert row["behind_since_review"] == (40 - 38) + (100 - 60) + (160 - 80)


def test_the_board_gives_a_plan_its_measure_by_month(reviewed):
    with doors.scoped_session(reviewed, who("prime")) as session:
        asked = View(contract="CPA-1", measure="job_outcomes")
        measure, figures, until = boards.measured(session, asked, NOW)
        assert (measure.code, until) == ("job_outcomes", date(2009, 3, 1))
        assert figures[date(2009, 2, 1)] == (60.0, 1.0)
        rate = View(contract="CPA-1", measure="conversion_rate")
        assert boards.measured(session, rate, NOW)[1] == {}
        board = boards.board(session, View(contract="CPA-1"), NOW)
    assert [one.number for one in board.items] == [1]
    assert board.item(2) is None
