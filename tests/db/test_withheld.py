"""Can the department tell a withheld weekly return from none, whatever it reads?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from db import doors, people, rules
from db.models import Base
from db.people import Grant, Place
from db.publishing.releases import release
from db.queries import knowledge, submissions, weeks
from db.reports import REPORTS, View, run
from db.scope import OPERATOR
from db.sending import Desk
from db.walls.rules import RULES
from db.withdrawing import Taking, withdraw
from db.writing import Pen
from monitoring.parameters import Setting
from monitoring.vocabulary import Role
from tests.db.returns import CONTRACTS, RETURN, send, with_programmes
from tests.db.seeded import who
from tests.stores import prepared

NOW = datetime.now(tz=UTC)  # the walls know only the day it is
ARRANGEMENTS = (
    "contract,arrangement,starts_on,partner,model,has_targets,is_paid\n"
    "CPA-1,A1,2009-01-01,Partner 1,end_to_end,yes,yes\n"
    "CPA-1,A2,2009-01-01,Partner 2,end_to_end,yes,yes\n"
    "CPA-2,A1,2009-01-01,Partner 1,end_to_end,yes,yes\n"
)
HEAD = "contract,arrangement,week_starting,referrals\n"
FIRST, MENDED, NEXT = (
    HEAD + line
    for line in ("CPA-1,A1,2009-01-05,6\n", "CPA-1,A1,2009-01-05,7\n", "CPA-1,A1,2009-02-02,8\n")
)
BOTH = HEAD + "CPA-1,A1,2009-03-02,3\nCPA-2,A1,2009-03-02,4\n"
PEOPLE = {
    "cm": (Role.CM, Place(contract="CPA-1")),
    "cm-2": (Role.CM, Place(contract="CPA-2")),
    "tppm": (Role.TPPM, Place(district="Area 1")),
    "jobcentre": (Role.JOBCENTRE, Place(district="Area 1")),
    "payments": (Role.PAYMENT_OFFICE, Place()),
    "national": (Role.NATIONAL, Place()),
    "bdc": (Role.BDC_LIAISON, Place()),
    "evaluator": (Role.EVALUATOR, Place()),
    "auditor": (Role.AUDITOR, Place()),
    "other": (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A2")),
    "prime": (Role.PRIME_MANAGER, Place(contract="CPA-1")),
    "partner": (Role.PARTNER_MANAGER, Place(organisation="Partner 1")),
}
REPORTED = {"cm", "national", "other"}  # the others read the same tables through the same reports
TOLD_NOTHING = [login for login in PEOPLE if login not in {"prime", "partner"}]


@prepared
def sent(store):
    """Give the store with one week of a partner that has opened long since."""
    with_programmes(store)
    for name, drawn in (("contracts", CONTRACTS), ("monthly_return", RETURN)):
        send(store, name, drawn)
    send(store, "arrangements", ARRANGEMENTS, source="provider_mi")
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in PEOPLE.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    weekly(store, FIRST, NOW - timedelta(days=11))
    return store


def weekly(store, drawn, received=None):
    answer = send(store, "partner_weekly", drawn.encode(), now=NOW, received=received)
    assert answer.status == "published"
    return answer.submission


def everything(store, login):
    """Give all somebody can get: every row, what changes a cache, the list and every report."""
    with doors.scoped_session(store, who(login)) as session:
        tables = {
            name: [tuple(row) for row in session.execute(select(*Base.metadata.tables[name].c))]
            for name in RULES
        }
        reports = {
            name: run(session, name, View(), NOW).frame.to_json(date_format="iso")
            for name in REPORTS
            if login in REPORTED
        }
        return {
            **{name: sorted(map(repr, rows)) for name, rows in tables.items()},
            **{f"report {name}": rows for name, rows in reports.items()},
            "head": knowledge.head(session),
            "list": repr(submissions.submissions(session)),
            "count": submissions.count(session),
            "weeks": repr(weeks.returned(session, "CPA-1").to_dict("records")),
        }


def differences(before, after):
    return {name for name in before if before[name] != after[name]}


def test_what_is_withheld_changes_nothing_the_department_or_another_partner_can_get(sent):
    before = {login: everything(sent, login) for login in TOLD_NOTHING}
    prime = everything(sent, "prime")
    mended = weekly(sent, MENDED)
    weekly(sent, NEXT)
    for login in TOLD_NOTHING:
        assert differences(before[login], everything(sent, login)) == set(), login
    told = {"partner_weekly", "publication", "head", "list", "count", "weeks", "release"}
    assert told <= differences(prime, everything(sent, "prime"))
    withdraw(Desk(sent, who("partner"), NOW), Taking(submission=mended, reason="A slip."))
    for login in TOLD_NOTHING:
        assert differences(before[login], everything(sent, login)) == set(), login


def test_a_week_sent_again_stands_as_it_was_until_the_new_one_opens(sent):
    number = weekly(sent, MENDED)
    assert [referrals(sent, login) for login in ("cm", "prime", "partner")] == [[6], [7], [7]]
    release(Pen(sent, who("partner"), NOW), number)
    assert referrals(sent, "cm") == [7]


def referrals(store, login, contract="CPA-1"):
    with doors.scoped_session(store, who(login)) as session:
        return list(weeks.returned(session, contract)["referrals"])


def test_a_return_of_two_contracts_opens_in_each_by_its_own_rule(sent):
    later = Setting("release_days", "60", date(2009, 1, 1), "letter")
    rules.set_parameter(sent, OPERATOR, "CPA-2", later, NOW - timedelta(days=20))
    number = weekly(sent, BOTH, NOW - timedelta(days=11))
    assert 3 in referrals(sent, "cm")
    assert referrals(sent, "cm-2", "CPA-2") == []
    content = everything(sent, "national")["submission_content"]
    assert not any(row.startswith(f"({number},") for row in content)
