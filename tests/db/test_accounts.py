"""How is somebody invited, approved, covered for and ended, and who may do which?"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from db import access_reviews, accounts, doors, people
from db.access_reviews import Reviewed
from db.accounts import Cover, Invitation
from db.journal import Deed
from db.models import AccessEntry
from db.people import Grant, Place
from db.publishing.request import CallError
from db.queries import accounts as reads
from db.queries.accounts import State
from db.scope import OPERATOR
from tests.db.seeded import NOW, seeded, who
from tests.stores import prepared

TODAY = NOW.date()
MANAGER, COLLEAGUE, RIVAL = who("boss-1"), who("aide-1"), who("boss-2")


def act(store, work, principal=OPERATOR):
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        return work(session)


def invited(store, principal=OPERATOR, **said):
    asked = {"email": "new@prime.example", "name": "New", "organisation": "Prime 1"} | said
    return act(store, lambda s: accounts.invite(s, Invitation(**asked), now=NOW), principal)


def listed(store, principal=OPERATOR):
    with doors.scoped_session(store, principal) as session:
        return {one.login: one for one in reads.listed(store, session, NOW)}


def refused(store, work, said, principal=OPERATOR):
    with pytest.raises(CallError, match=said):
        act(store, work, principal)


@prepared
def staffed(store):
    """Give the seeded store with two managers of prime providers and a colleague of one of them."""
    seeded(store)

    def add(session):
        for person, prime, role in (
            (MANAGER, "Prime 1", "PRIME_MANAGER"),
            (COLLEAGUE, "Prime 1", "ADVISER_MANAGER"),
            (RIVAL, "Prime 2", "PRIME_MANAGER"),
        ):
            people.add_user(session, person.login, person.name, organisation=prime, now=NOW)
            over = Place(organisation=prime)
            people.grant(session, Grant(login=person.login, role=role, over=over), now=NOW)

    act(store, add)


def test_an_administrator_invites_approves_and_ends(staffed):
    login = invited(staffed, email=" New@Prime.Example ", organisation="prime  1")
    assert login == "prime-1-1"
    one = listed(staffed)[login]
    assert (one.email, one.organisation, one.state) == (
        "new@prime.example", "Prime 1", State.INVITED
    )  # fmt: skip
    again = Invitation(email="NEW@prime.example", name="x", organisation="x")
    refused(staffed, lambda s: accounts.invite(s, again, now=NOW), "stands for")
    assert invited(staffed, email="other@prime.example") == "prime-1-2"
    act(staffed, lambda s: people.disable_user(s, login, now=NOW))
    assert listed(staffed)[login].state is State.DISABLED
    refused(staffed, lambda s: accounts.approve(s, login, now=NOW), "may not come in")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"email": "nobody"}, "no e-mail address"),
        ({"email": "a b@c.example"}, "no e-mail address"),
        ({"email": "a" * 250 + "@c.example"}, "no e-mail address"),
        ({"name": " "}, "needs a name"),
        ({"organisation": " "}, "Name the organisation"),
        ({"login": "a b"}, "A login is of"),
        ({"login": "cm"}, "stands for cm"),
    ],
)
def test_an_invitation_says_who_and_where_from(full_sqlite, said, message):
    with pytest.raises(CallError, match=message):
        invited(full_sqlite, **said)


def test_a_prime_s_manager_invites_their_own_and_the_department_approves(staffed):
    login = invited(staffed, MANAGER)
    assert listed(staffed, MANAGER)[login].state is State.WAITING
    give = Grant(login=login, role="CM", over=Place(contract="CPA-1"))
    act(staffed, lambda s: people.grant(s, give, now=NOW))
    assert doors.scope_for(staffed, who(login)).is_empty  # a role shows nothing before approval
    refused(staffed, lambda s: accounts.approve(s, login, now=NOW), "Only an admin", MANAGER)
    act(staffed, lambda s: accounts.approve(s, login, now=NOW))
    assert not doors.scope_for(staffed, who(login)).is_empty
    with pytest.raises(CallError, match="people of Prime 1"):
        invited(staffed, MANAGER, email="x@prime.example", organisation="Prime 2")
    with pytest.raises(CallError, match="cannot be invited here"):
        invited(staffed, RIVAL, organisation="Prime 2")  # the e-mail of another's account
    with pytest.raises(CallError, match="Only an administrator"):
        invited(staffed, who("cm"), email="y@prime.example")


def test_a_prime_reads_and_ends_its_own_people_only(staffed):
    assert set(listed(staffed, MANAGER)) == {"boss-1", "aide-1"}
    assert set(listed(staffed, RIVAL)) == {"boss-2"}
    assert set(listed(staffed, COLLEAGUE)) == {"aide-1"}
    for login in ("boss-2", "cm", "nobody"):
        refused(staffed, lambda s, one=login: people.disable_user(s, one, now=NOW),
                f"{login} is not known, or not one of your people", MANAGER)
    refused(staffed, lambda s: people.disable_user(s, "boss-1", now=NOW), "their own", MANAGER)
    act(staffed, lambda s: people.disable_user(s, "aide-1", now=NOW), MANAGER)
    assert doors.scope_for(staffed, COLLEAGUE).is_empty


def test_a_manager_of_nobody_s_contract_manages_nobody(staffed):
    act(staffed, lambda s: people.add_user(s, "stray", "Stray", organisation="Prime 2", now=NOW))
    over = Place(organisation="Prime 1")
    grant = Grant(login="stray", role="PRIME_MANAGER", over=over)
    act(staffed, lambda s: people.grant(s, grant, now=NOW))
    assert doors.scope_for(staffed, who("stray")).manages == ""
    assert doors.scope_for(staffed, MANAGER).manages == "Prime 1"
    assert set(listed(staffed, who("stray"))) == {"stray"}


NEW_PERSON = (
    "INSERT INTO app_user (user_id, login, display_name, organisation, added_at, invited_by, "
    "approved_by, approved_at) VALUES (901, 'x', 'x', 'Prime 1', now(), '', '', now())"
)
NEW_ROLE = (
    "INSERT INTO role_assignment SELECT 901, user_id, '{}', '', '', '{}', '', NULL, {}, 'x', now() "
    "FROM app_user WHERE login = 'aide-1'"
)
A_DAY = "DATE '2100-01-01'"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE app_user SET display_name = 'x' WHERE login = 'boss-2'",
        "UPDATE app_user SET display_name = 'x' WHERE login = 'aide-1'",
        "UPDATE app_user SET organisation = 'Prime 2' WHERE login = 'aide-1'",
        NEW_PERSON,
        NEW_ROLE.format("ADMIN", "", A_DAY),
        NEW_ROLE.format("PRIME_MANAGER", "Prime 2", A_DAY),
        NEW_ROLE.format("PRIME_MANAGER", "Prime 1", "CAST(NULL AS date)"),
        "UPDATE role_assignment SET valid_to = DATE '2100-01-01'",
    ],
)
@pytest.mark.parametrize("staffed", ["postgresql"], indirect=True)
def test_the_server_holds_a_manager_to_ending_inviting_and_cover(staffed, statement):
    changed = 0
    with suppress(DBAPIError), doors.publisher(staffed, MANAGER) as session:
        doors.begin_write(session)
        changed = session.execute(text(statement)).rowcount
    assert changed == 0


@pytest.mark.parametrize("staffed", ["postgresql"], indirect=True)
def test_the_server_lets_a_manager_hand_on_a_role_of_their_own_for_a_while(staffed):
    with doors.publisher(staffed, MANAGER) as session:
        doors.begin_write(session)
        insert = NEW_ROLE.format("PRIME_MANAGER", "Prime 1", A_DAY)
        assert session.execute(text(insert)).rowcount == 1


def cover(store, principal=OPERATOR, days=(TODAY, TODAY + timedelta(days=14)), **who_for):
    asked = {"login": "aide-1", "instead_of": "boss-1"} | who_for
    given = Cover(first=days[0], last=days[1], **asked)
    return act(store, lambda s: accounts.cover(s, given, now=NOW), principal)


def test_cover_for_leave_has_days_and_ends_by_itself(staffed):
    given = cover(staffed, MANAGER)
    assert given == ["PRIME_MANAGER over organisation Prime 1 from 2009-06-10 to 2009-06-24"]
    with doors.owner(staffed) as session:
        from db.scope import work_out  # noqa: PLC0415 - the one place that asks on a day

        held = [
            {sender.role for sender in work_out(session, COLLEAGUE, day).senders}
            for day in (date(2009, 6, 9), date(2009, 6, 24), date(2009, 6, 25))
        ]
    assert [len(roles) for roles in held] == [1, 2, 1]


def test_cover_is_within_what_the_caller_answers_for(staffed):
    for principal, wanted, said in (
        (MANAGER, {"instead_of": "boss-2"}, "not one of your people"),
        (RIVAL, {}, "not one of your people"),
        (who("cm"), {}, "Only an administrator"),
        (OPERATOR, {"login": "boss-1"}, "somebody else"),
        (OPERATOR, {"instead_of": "stranger"}, "holds no role"),
        (OPERATOR, {"days": (TODAY, TODAY - timedelta(days=1))}, "last day of cover"),
        (OPERATOR, {"days": (date(2008, 1, 1), date(2008, 2, 1))}, "last day of cover"),
    ):
        with pytest.raises(CallError, match=said):
            cover(staffed, principal, **wanted)
    act(staffed, lambda s: people.disable_user(s, "aide-1", now=NOW))
    with pytest.raises(CallError, match="cannot stand in"):
        cover(staffed)


def held(store, principal=OPERATOR):
    with doors.scoped_session(store, principal) as session:
        return {(one.login, one.role): one for one in reads.by_role(store, session, NOW)}


def test_access_is_listed_by_role_gone_through_and_what_is_to_end_ends(staffed):
    before = held(staffed)
    national = before["national", "NATIONAL"]
    assert (national.over, national.granted_by) == ("every contract", "operator")
    record = Reviewed(to_end=[national.assignment_id], note="Spring review")
    listed_now = act(
        staffed, lambda s: access_reviews.record(s, record, now=NOW), who("admin")
    )
    assert listed_now == len(before)
    assert set(before) - set(held(staffed)) == {("national", "NATIONAL")}
    with doors.scoped_session(staffed, who("auditor")) as session:
        (review,) = reads.reviews(session)
    assert (review.by_user, review.organisation, review.listed) == ("admin", "", len(before))
    assert review.to_end == ("national: NATIONAL over every contract",)
    with pytest.raises(CallError, match="not held any more"):
        act(staffed, lambda s: access_reviews.record(s, record, now=NOW))


def test_a_prime_s_review_is_of_its_own_and_ends_nothing_by_itself(staffed):
    own = held(staffed, MANAGER)
    assert set(own) == {("boss-1", "PRIME_MANAGER"), ("aide-1", "ADVISER_MANAGER")}
    record = Reviewed(to_end=[own["aide-1", "ADVISER_MANAGER"].assignment_id])
    assert act(staffed, lambda s: access_reviews.record(s, record, now=NOW), MANAGER) == 2
    assert set(held(staffed, MANAGER)) == set(own)
    seen = {}
    for principal in (MANAGER, RIVAL, who("cm"), who("auditor")):
        with doors.scoped_session(staffed, principal) as session:
            seen[principal.login] = [one.organisation for one in reads.reviews(session)]
    assert seen == {"boss-1": ["Prime 1"], "boss-2": [], "cm": [], "auditor": ["Prime 1"]}
    theirs = held(staffed)["boss-2", "PRIME_MANAGER"].assignment_id
    refused(staffed, lambda s: access_reviews.record(s, Reviewed(to_end=[theirs]), now=NOW),
            "not held any more", MANAGER)
    refused(staffed, lambda s: access_reviews.record(s, Reviewed(), now=NOW), "Only", who("cm"))


def test_an_address_is_one_person_s_and_only_an_administrator_sets_it(staffed):
    invited(staffed)
    refused(staffed, lambda s: accounts.set_address(s, "cm", "new@prime.example"), "stands for")
    refused(staffed, lambda s: accounts.set_address(s, "aide-1", "a@b.example"), "Only", MANAGER)
    act(staffed, lambda s: accounts.set_address(s, "cm", "CM@dept.example"))
    assert listed(staffed)["cm"].email == "cm@dept.example"


def test_each_change_of_access_is_written_down_with_it(staffed):
    invited(staffed, login="x")
    act(staffed, lambda s: accounts.approve(s, "x", now=NOW))  # approved already: nothing new
    cover(staffed)
    act(staffed, lambda s: accounts.end_sittings(s, "aide-1", now=NOW))
    national = held(staffed)["national", "NATIONAL"].assignment_id
    record = Reviewed(to_end=[national])
    act(staffed, lambda s: access_reviews.record(s, record, now=NOW), who("admin"))
    waits = invited(staffed, MANAGER, email="w@prime.example")
    act(staffed, lambda s: accounts.approve(s, waits, now=NOW), who("admin"))
    with doors.journal(staffed, reading=True) as session:
        rows = session.scalars(select(AccessEntry).order_by(AccessEntry.entry_id)).all()
        told = [(row.by_user, row.action, row.subject) for row in rows][-7:]
    assert told == [
        ("operator", Deed.INVITE, "x"),
        ("operator", Deed.COVER, "aide-1"),
        ("operator", Deed.END_SITTINGS, "aide-1"),
        ("admin", Deed.END_ROLE, f"role {national}"),
        ("admin", Deed.REVIEW_ACCESS, "access by role"),
        ("boss-1", Deed.INVITE, "prime-1-1"),
        ("admin", Deed.APPROVE, "prime-1-1"),
    ]
