"""Does what people write reach its audience and nobody else, by any table or report?

Every kind of written thing by every side and audience. A report without a place in ``VIEWS`` fails:
it must be said here how it is asked for. Every role by every report is in ``tests/matrix``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import select

from db import assumptions, doors, governance, people
from db.models import Base
from db.people import Grant
from db.people import Place as Over
from db.publishing.request import CallError
from db.reports import REPORTS, View, run
from db.scope import OPERATOR
from db.walls.rules import RULES
from db.writing import Pen, Place
from monitoring.assumptions import Assumption
from monitoring.audiences import READERS, Audience, Side, open_to
from monitoring.governance.handing_over import Reach
from monitoring.governance.items import ItemKind, Terms
from monitoring.governance.notes import Said, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Wanted
from monitoring.rights import RIGHTS
from monitoring.vocabulary import Role
from tests.db.returns import CONTRACTS, PROFILES, RETURN, send, with_programmes
from tests.db.seeded import who

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
DUE = date(2009, 7, 1)
ASKED = {Audience.DWP: Party.TPPM, Audience.PARTNER: Party.PARTNER}  # who reads it is asked
OVER = {
    Role.PARTNER_MANAGER: Over(arrangement="CPA-1:A1"),
    Role.CM: Over(contract="CPA-1"),
    Role.TPPM: Over(district="Area 1"),
    Role.JOBCENTRE: Over(district="Area 1"),
    Role.PRIME_MANAGER: Over(organisation="Prime 1"),
    Role.ADVISER_MANAGER: Over(organisation="Prime 1"),
}
"""What each role is held over here; the others over everything."""

OF_CPA_2 = "cm-2"
ARRANGEMENTS = (
    "contract,arrangement,starts_on,partner,model,has_targets,is_paid\n"
    "CPA-1,A1,2009-01-01,Partner 1,end_to_end,yes,yes\n"
    "CPA-1,A9,2009-01-01,Partner 9,end_to_end,yes,yes\n"
    "CPA-2,A1,2009-01-01,Partner 8,end_to_end,yes,yes\n"
)
OTHERS = RETURN.replace("CPA-1", "CPA-2").replace(" 38 ", " 987001 ").replace(" 60\n", " 987002\n")
VIEWS = {
    "portfolio": {},
    "profile": {},
    "definitions": {},
    "agreement": {"left": "monthly_return:provider_mi", "right": "monthly_return:published"},
    "sources": {},
    "punctuality": {},
    "flat": {},
    "restatements": {},
    "actions": {},
    "agreed": {},
    "confidence": {},
    "worklist": {},
    "reviews": {},
    "burden": {},
    "mix": {},
    "flow": {},
    "referrals": {},
    "waiting": {},
    "look-ahead": {},
    "reconcile": {},
    "timeliness": {},
    "waits": {},
    "journey": {},
    "interviews": {"detail": True},
    "deviation": {},
    "assessments": {},
    "ineligible": {},
    "minimum-service": {"detail": True},
    "services": {},
    "appointments": {},
    "follow-ups": {"detail": True},
    "unfollowed": {},
    "deferrals": {"detail": True},
    "control-chart": {},
    "funnel": {},
    "match-rate": {},
    "timing": {},
    "likely-pairs": {},
    "leavers": {},
}
"""How each report is asked for, beside the contract."""


@pytest.fixture
def filled(store):
    """Give a store in which contract CPA-2 and arrangement A9 hold marks of their own."""
    return fill(with_programmes(store))


def fill(store):
    """Fill a store that knows its programmes."""
    for name, drawn in (
        ("contracts", CONTRACTS),
        ("profiles", PROFILES),
        ("profiles", PROFILES.replace("CPA-1", "CPA-2")),
        ("monthly_return", OTHERS),
    ):
        assert send(store, name, drawn, now=NOW).status == "published"
    assert send(store, "arrangements", ARRANGEMENTS, source="provider_mi", now=NOW).submission
    both = RETURN.replace("| month", "| arrangement | month").replace("CPA-1    |", "CPA-1 | |")
    both += "CPA-1 | A1 | 2009-01 | job_outcomes | all | 11\n"
    both += "CPA-1 | A9 | 2009-01 | job_outcomes | all | 976009\n"
    answer = send(store, "monthly_return", both, now=NOW, confirm_size=True)
    assert answer.submission, answer
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        named = {str(role): (role, OVER.get(role, Over())) for role in Role}
        named[OF_CPA_2] = (Role.CM, Over(contract="CPA-2"))
        for login, (role, over) in named.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    other = Pen(store, who(OF_CPA_2), NOW)
    write_everything(other, Place("CPA-2", Audience.EVERYONE), "OTHER")
    return store


def write_everything(pen, place, mark):
    """Write one of every kind, each with the mark in every text it has."""
    governance.raise_item(pen, place, Terms(kind=ItemKind.ISSUE, what=mark, text=mark))
    governance.note(pen, place, Subject(measure="job_outcomes"), Said(mark))
    asked = ASKED.get(place.audience, Party.PRIME)
    governance.ask(pen, place, Wanted(of_party=asked, purpose=mark, due_on=DUE))
    governance.add_contact(pen, place, Reach("prime", "district", mark, mark))


def reports(store, login, **choices):
    """Give what somebody can get from every report, as text, by report."""
    found = {}
    with doors.scoped_session(store, who(login)) as session:
        for name in REPORTS:
            try:
                made = run(session, name, View(**VIEWS[name], **choices), NOW)
            except CallError as error:
                found[name] = str(error)
                continue
            found[name] = repr(made.frame.to_dict("list")) + repr(made.months.to_dict("list"))
    return found


def tables(store, login):
    """Give every row of every table somebody sees, as text."""
    with doors.scoped_session(store, who(login)) as session:
        return {
            name: repr(session.execute(select(*Base.metadata.tables[name].c)).all())
            for name in RULES
        }


def test_every_report_has_its_place_here():
    assert set(VIEWS) == set(REPORTS), "Say in VIEWS how each report is asked for."


WRITERS = {
    Side.DEPARTMENT: Role.CM,
    Side.PRIME: Role.PRIME_MANAGER,
    Side.PARTNER: Role.PARTNER_MANAGER,
}


def test_what_each_side_writes_reaches_its_audience_and_nobody_else_by_any_way(filled):
    marks = {}
    for side, login in WRITERS.items():
        for audience, part in product(open_to(side), ("", "A1", "A9")):
            if side is Side.PARTNER and part != "A1":
                continue
            mark = f"Said-{side}-{audience}-{part or 'whole'}."
            marks[mark] = (audience, part)
            write_everything(
                Pen(filled, who(login), NOW), Place("CPA-1", audience, part), mark
            )
    assumed = Assumption("conversion", "all", "", 0.3, "Assumed-shared.")
    assumptions.write(Pen(filled, who(Role.CM), NOW), "CPA-1", assumed)
    marks["Assumed-shared."] = (Audience.SHARED, "")
    for role in Role:
        rows = tables(filled, role)
        told = "".join([*rows.values(), *reports(filled, role).values()])
        for mark, (audience, part) in marks.items():
            assert (mark in told) == reads(role, audience, part), (role, mark)
        kinds = [name for name, text in rows.items() if "Said-" in text]
        if RIGHTS[role].side is not None:
            assert kinds == ["note", "item_step", "request_step", "contact_point"], role


def reads(role, audience, part):
    """Say whether a role, held as here, belongs to the readers."""
    right = RIGHTS[role]
    if right.administers:
        return True
    if right.side is None or right.side not in READERS[audience]:
        return False
    return right.side is not Side.PARTNER or part in {"", "A1"}
