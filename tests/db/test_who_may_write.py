"""May each role take back, send back, certify, open, close, share and accept as the rules say?

By the code on both engines, and below the code on PostgreSQL. Purging has no role: it is the
owner's, from the terminal.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DatabaseError

from db import doors, people, profile_drafts, rules, variations
from db.certifying import Statement, certify
from db.models import Certification, Ending, Release
from db.people import Grant
from db.people import Place as Over
from db.publishing.releases import release
from db.publishing.request import CallError
from db.scope import OPERATOR
from db.sending import Desk
from db.variations import Proposal
from db.withdrawing import Taking, send_back, withdraw
from db.writing import Pen
from monitoring.parameters import Setting
from monitoring.reprofiling import Draft
from monitoring.rights import RIGHTS, may_send
from monitoring.variations import Did
from monitoring.vocabulary import Ended, Role, Source, Status
from tests.db.returns import PROFILES, RETURN, send
from tests.db.seeded import who
from tests.db.summing import SIGNED, ready
from tests.db.test_isolation import OVER

NOW = datetime.now(tz=UTC)
WEEK = "contract,arrangement,week_starting,referrals\nCPA-1,A1,2009-{:02}-01,6\n"
ELSEWHERE = {
    "cm-2": (Role.CM, Over(contract="CPA-2")),
    "prime-2": (Role.PRIME_MANAGER, Over(organisation="Prime 2")),
    "partner-2": (Role.PARTNER_MANAGER, Over(arrangement="CPA-1:A2")),
}
"""The same roles, held over somebody else's."""

SENDS = {role for role in Role if may_send(role, "contracts", Source.DWP)}
RETURNS = {role for role in Role if may_send(role, "monthly_return", Source.PROVIDER_MI)}
MAY = {
    "withdraw": RETURNS,
    "send back": {role for role in Role if Source.PROVIDER_MI in RIGHTS[role].sends_back},
    "certify": {Role.PRIME_MANAGER},
    "release": {Role.PRIME_MANAGER, Role.PARTNER_MANAGER, Role.ADMIN},
    "close": SENDS,
    "share": SENDS,
    "accept for the department": {r for r in Role if may_send(r, "profile_sets", Source.DWP)},
    "accept for the provider": RETURNS,
}
DAY = date(2009, 1, 1)


@pytest.fixture
def filled(store):
    """Give a store with a contract that asks for certificates, and a person of every role."""
    return with_everybody(store)


def with_everybody(store):
    """Fill a store."""
    ready(store)
    setting = Setting("certified_returns", "monthly_return", DAY, "Schedule 4")
    rules.set_parameter(store, OPERATOR, "CPA-1", setting, SIGNED)
    send(store, "profiles", PROFILES)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        named = {str(role): (role, OVER.get(role, Over())) for role in Role} | ELSEWHERE
        for login, (role, over) in named.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    return store


def allowed(act):
    """Give the people who may."""
    found = set()
    for login in [*ELSEWHERE, *map(str, Role)]:
        try:
            act(login)
        except (CallError, DatabaseError):
            continue
        found.add(login)
    return found


def test_each_role_takes_back_sends_back_and_certifies_as_the_rules_say(filled):
    number = send(filled, "monthly_return", RETURN, now=NOW).submission
    taking = Taking(submission=number, reason="A slip.")
    for how, name in ((withdraw, "withdraw"), (send_back, "send back")):
        assert allowed(lambda who_: how(desk(filled, who_), taking, keep=False)) == MAY[name], name  # noqa: B023 - called at once
    said = Statement(submission=number, text="True.", post="Director")
    assert allowed(lambda login: certify(desk(filled, login), said)) == MAY["certify"]


def desk(store, login):
    return Desk(store, who(login), NOW)


def pen(store, login):
    return Pen(store, who(login), NOW)


def test_each_role_opens_a_week_and_closes_a_month_as_the_rules_say(filled):
    month = iter(range(1, 12))
    weeks = [
        send(filled, "partner_weekly", WEEK.format(next(month)).encode(), now=NOW).submission
        for _ in range(4)
    ]

    def opening(login):
        release(pen(filled, login), weeks[-1])
        weeks.pop()  # opened: the next person tries another

    assert allowed(opening) == MAY["release"]
    ended = iter((date(2009, 1, 1), date(2009, 2, 1), date(2009, 3, 1), date(2009, 4, 1)))
    months = [*ended]

    def closing(login):
        rules.close_month(filled, who(login), "CPA-1", months[-1], NOW)
        months.pop()

    assert allowed(closing) == MAY["close"]


def test_each_role_shares_a_set_and_accepts_a_variation_as_the_rules_say(filled):
    def sharing(login):
        draft = Draft(
            contract="CPA-1",
            name=f"set-{login.lower().replace('_', '-')}",
            rationale="Fewer clients.",
            effective_from=DAY,
            figures={("job_outcomes", "all"): {DAY: 30.0}},
        )
        answers = profile_drafts.share(desk(filled, login), draft)
        assert {one.status for one in answers} == {Status.PUBLISHED}

    assert allowed(sharing) == MAY["share"]
    for did, side in ((Did.ACCEPTED_DWP, "department"), (Did.ACCEPTED_PROVIDER, "provider")):
        by_role = allowed(lambda login: accepting(filled, login, did))  # noqa: B023 - called at once
        assert by_role == MAY[f"accept for the {side}"], side


def accepting(store, login, did):
    """Accept a variation of one's own, proposed by somebody else."""
    reference = f"{did}-{login}"
    proposal = Proposal(reference=reference, kind="words", reason="As agreed.")
    variations.propose(Pen(store, OPERATOR, NOW), "CPA-1", proposal)
    variations.answer(pen(store, login), "CPA-1", reference, did)


def test_nobody_throws_away_another_s_draft(filled):
    mine = Draft(contract="CPA-1", name="mine", rationale="x", effective_from=DAY, figures={})
    profile_drafts.keep(filled, who(Role.CM), mine, NOW)
    for login in [*ELSEWHERE, *set(Role) - {Role.CM}]:
        profile_drafts.forget(filled, who(login), "CPA-1", "mine")
        assert profile_drafts.drafts(filled, who(login), "CPA-1") == []
    assert len(profile_drafts.drafts(filled, who(Role.CM), "CPA-1")) == 1


@pytest.fixture
def filled_postgres(postgres_store):
    """Give the same on PostgreSQL alone, where the walls stand below the code."""
    return with_everybody(postgres_store)


def test_below_the_code_too_each_role_writes_only_what_the_rules_let_it(filled_postgres):
    store = filled_postgres
    number = send(store, "monthly_return", RETURN, now=NOW).submission
    week = send(store, "partner_weekly", WEEK.format(1).encode(), now=NOW).submission
    line = {"contract_id": 1, "at": NOW}
    over = line | {"submission_id": number, "number": 99, "reason": "x"}
    whole = {r for r in Role if RIGHTS[r].sends and not RIGHTS[r].one_arrangement}
    rows = {
        "withdrawn": (Ending, over | {"kind": Ended.WITHDRAWN.value}, whole),
        "returned": (Ending, over | {"kind": Ended.RETURNED.value}, MAY["send back"]),
        "certified": (
            Certification,
            line | {"submission_id": number, "step": 1, "number": 99, "did": "certified",
                    "statement": "x", "post": "x"},
            MAY["certify"] | {Role.ADMIN},  # an administrator's scope has no bounds
        ),
        "opened": (
            Release,
            line | {"submission_id": week, "step": 9, "opens_on": DAY},
            MAY["release"],
        ),
    }
    for name, (model, row, expected) in rows.items():
        assert allowed(lambda login: added(store, login, model, row)) == expected, name  # noqa: B023 - called at once


def added(store, login, model, row):
    """Add a row past the code, and take it back."""
    with doors.publisher(store, who(login)) as session:
        doors.begin_write(session)
        session.execute(insert(model), [row | {"by_user": login}])
        session.rollback()
