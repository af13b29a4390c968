"""Does a partner's weekly return reach the department only once it is released?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from db import doors, people
from db.models import FACTS, Release, Submission, SubmissionContent
from db.people import Grant, Place
from db.publishing.releases import release
from db.publishing.request import CallError
from db.scope import OPERATOR
from db.writing import Pen
from monitoring.vocabulary import Role
from tests.db.returns import CONTRACTS, send, with_programmes
from tests.db.seeded import who
from tests.stores import prepared

NOW = datetime.now(tz=UTC)  # rights are those of today, and the walls know only the day it is
ARRANGEMENTS = (
    "contract,arrangement,starts_on,partner,model,has_targets,is_paid\n"
    "CPA-1,A1,2009-01-01,Partner 1,end_to_end,yes,yes\n"
)
WEEK = "contract,arrangement,week_starting,referrals\nCPA-1,A1,2009-01-05,6\n"
ROLES = {
    "cm": (Role.CM, Place(contract="CPA-1")),
    "prime": (Role.PRIME_MANAGER, Place(contract="CPA-1")),
    "partner": (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
}


@prepared
def sent(store):
    with_programmes(store)
    send(store, "contracts", CONTRACTS)
    send(store, "arrangements", ARRANGEMENTS, source="provider_mi")
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in ROLES.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    return store


def weekly(store, received=None):
    return send(store, "partner_weekly", WEEK, now=NOW, received=received).submission


def seen(store, login):
    """Give how many weekly rows, receipts and files somebody sees."""
    weeks = FACTS["partner_weekly"]
    with doors.scoped_session(store, who(login)) as session:
        return (
            session.scalar(select(func.count()).select_from(weeks)),
            session.scalar(
                select(func.count())
                .select_from(Submission)
                .where(Submission.dataset == "partner_weekly")
            ),
            session.scalar(
                select(func.count())
                .select_from(SubmissionContent)
                .join(Submission, Submission.submission_id == SubmissionContent.submission_id)
                .where(Submission.dataset == "partner_weekly")
            ),
        )


def test_partner_and_prime_see_it_at_once_and_the_department_does_not(sent):
    weekly(sent)
    assert seen(sent, "partner") == seen(sent, "prime") == (1, 1, 1)
    assert seen(sent, "cm") == (0, 0, 0)


def test_the_department_sees_it_after_the_days_the_contract_sets(sent):
    weekly(sent, received=NOW - timedelta(days=11))
    assert seen(sent, "cm") == (1, 1, 1)


@pytest.mark.parametrize("login", ["prime", "partner"])
def test_prime_or_partner_may_release_it_earlier(sent, login):
    number = weekly(sent)
    release(Pen(sent, who(login), NOW), number)
    assert seen(sent, "cm") == (1, 1, 1)
    with doors.scoped_session(sent, who("cm")) as session:
        assert session.scalars(select(Release.by_user).order_by(Release.step)).all() == ["", login]


def test_the_department_can_neither_release_nor_tell_it_from_nothing(sent):
    number = weekly(sent)
    said = []
    for asked in (number, 999):
        with pytest.raises(CallError) as refused:
            release(Pen(sent, who("cm"), NOW), asked)
        said.append(str(refused.value).replace(str(asked), "N"))
    assert said[0] == said[1]


def test_what_is_open_is_not_released_again(sent):
    number = weekly(sent, received=NOW - timedelta(days=11))
    with pytest.raises(CallError, match="open to the department already"):
        release(Pen(sent, who("prime"), NOW), number)
