"""Who adds people and grants roles, and over what can a role be held?"""

from __future__ import annotations

from datetime import date

import pytest

from db import doors, people
from db.people import Grant, Person, Place
from db.publishing.request import CallError
from db.scope import OPERATOR
from tests.db.seeded import NOW, who


def act(store, work, principal=OPERATOR):
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        return work(session)


def give(store, role, login="stranger", principal=OPERATOR, days=(None, None), **over):
    given = Grant(login=login, role=role, over=Place(**over), valid_from=days[0], valid_to=days[1])
    act(store, lambda session: people.grant(session, given, now=NOW), principal)


def listed(store, login="stranger", principal=OPERATOR):
    with doors.scoped_session(store, principal) as session:
        return next(one for one in people.list_users(session) if one.login == login)


def test_a_person_is_listed_with_their_roles(full):
    give(full, "TPPM", district="AREA 2")
    give(full, "CM", contract="CPA-1", days=(date(2009, 1, 1), date(2009, 12, 31)))
    give(full, "PARTNER_MANAGER", arrangement="CPA-2:A1")
    give(full, "NATIONAL")
    assert listed(full) == Person(
        login="stranger", name="Stranger", organisation="", disabled=False,
        roles=(
            "TPPM over district Area 2",
            "CM over contract CPA-1 from 2009-01-01 to 2009-12-31",
            "PARTNER_MANAGER over contract CPA-2, arrangement A1",
            "NATIONAL over every contract",
        ),
    )


def test_a_role_granted_again_with_a_last_day_ends_then(full):
    give(full, "TPPM", district="Area 2")
    give(full, "TPPM", district="Area 2", days=(None, date(2009, 6, 30)))
    assert listed(full).roles == ("TPPM over district Area 2 to 2009-06-30",)
    give(full, "TPPM", district="Area 2", days=(date(2009, 9, 1), None))
    assert len(listed(full).roles) == 2


@pytest.mark.parametrize(
    ("role", "over", "said"),
    [
        ("BOSS", {}, "not a role"),
        ("CM", {}, "needs a contract"),
        ("PRIME_MANAGER", {}, "needs a contract"),
        ("CM", {"contract": "CPA-9"}, "CPA-9 is not known"),
        ("TPPM", {"district": "Area 9"}, "Area 9 is not known"),
        ("PRIME_MANAGER", {"organisation": "Prime 9"}, "Prime 9 is not known"),
        ("CM", {"contract": "CPA-1", "arrangement": "A1"}, "not over one arrangement"),
        ("NATIONAL", {"arrangement": "CPA-1:A1"}, "not over one arrangement"),
        ("PARTNER_MANAGER", {"contract": "CPA-1"}, "held over an arrangement"),
        ("PARTNER_MANAGER", {"arrangement": "A1"}, "held over an arrangement"),
        ("PARTNER_MANAGER", {}, "held over an arrangement"),
    ],
)
def test_a_role_over_what_it_is_not_held_over_is_refused(full, role, over, said):
    with pytest.raises(CallError, match=said):
        give(full, role, **over)
    assert listed(full).roles == ()


def test_a_role_does_not_end_before_it_begins(full):
    with pytest.raises(CallError, match="before its first day"):
        give(full, "NATIONAL", days=(date(2009, 2, 1), date(2009, 1, 31)))


def test_a_role_needs_a_person(full):
    with pytest.raises(CallError, match="nobody is not known"):
        give(full, "NATIONAL", login="nobody")


@pytest.mark.parametrize("login", ["", "  "])
def test_a_person_needs_a_login(full, login):
    with pytest.raises(CallError, match="needs a login"):
        act(full, lambda session: people.add_user(session, login, "Somebody", now=NOW))


def test_a_login_is_given_once(full):
    with pytest.raises(CallError, match="in use"):
        act(full, lambda session: people.add_user(session, "cm", "Another", now=NOW))


def test_a_disabled_person_sees_nothing_until_let_in_again(full):
    act(full, lambda session: people.disable_user(session, "cm", now=NOW))
    assert listed(full, "cm").disabled
    assert doors.scope_for(full, who("cm")).is_empty
    act(full, lambda session: people.add_user(session, "cm", "Contract manager", now=NOW))
    assert listed(full, "cm").name == "Contract manager"
    assert not doors.scope_for(full, who("cm")).is_empty


@pytest.mark.parametrize("login", ["cm", "national", "auditor", "stranger"])
def test_only_an_administrator_changes_people(full, login):
    for work in (
        lambda session: people.add_user(session, "new", "New", now=NOW),
        lambda session: people.disable_user(session, "admin", now=NOW),
        lambda session: people.grant(session, Grant(login=login, role="ADMIN"), now=NOW),
    ):
        with pytest.raises(CallError, match="Only an administrator"):
            act(full, work, who(login))


def test_an_administrator_in_the_store_does_what_the_operator_does(full):
    give(full, "AUDITOR", principal=who("admin"))
    assert listed(full, principal=who("admin")).roles == ("AUDITOR over every contract",)


def test_a_person_sees_themselves_only(full):
    with doors.scoped_session(full, who("cm")) as session:
        assert [one.login for one in people.list_users(session)] == ["cm"]
