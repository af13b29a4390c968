"""What scope do roles give, and what does it let a person send?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import doors
from db.models import RoleAssignment, User
from db.scope import (
    OPERATOR,
    Entry,
    Partner,
    Place,
    Principal,
    Scope,
    Sender,
    merged,
    places_of,
    work_out,
)
from db.walls.levels import Level, Reach, reaches
from monitoring.audiences import Side
from monitoring.rights import RIGHTS
from monitoring.vocabulary import Role
from tests.db.seeded import NOW

DWP = (Side.DEPARTMENT,)
PLACES = [Place(1, "CPA-1", "prime1", "area1"), Place(2, "CPA-2", "prime1", "area2"),
          Place(3, "CPA-3", "prime2", "area1")]
PARTNERS = [Partner(1, "A1", "partner1"), Partner(3, "A7", "partner1"), Partner(3, "A8", "other")]


def held(role, **over):
    named = dict.fromkeys(("contract", "district", "organisation", "arrangement"), "") | over
    return places_of(role, RoleAssignment(role=str(role), **named), PLACES, PARTNERS)


@pytest.mark.parametrize(
    ("role", "over", "reached"),
    [
        (Role.CM, {"contract": "CPA-2"}, [(2, "*")]),
        (Role.CM, {"contract": "CPA-9"}, []),
        (Role.CM, {"district": " AREA  1"}, [(1, "*"), (3, "*")]),
        (Role.PRIME_MANAGER, {"organisation": "Prime 1"}, [(1, "*"), (2, "*")]),
        (Role.PRIME_MANAGER, {"organisation": "Prime 1", "district": "Area 2"}, [(2, "*")]),
        (Role.PARTNER_MANAGER, {"contract": "CPA-1", "arrangement": "A1"}, [(1, "A1")]),
        (Role.PARTNER_MANAGER, {"organisation": "Partner 1"}, [(1, "A1"), (3, "A7")]),
        (Role.PARTNER_MANAGER, {"organisation": "Partner 1", "contract": "CPA-3"}, [(3, "A7")]),
        (Role.NATIONAL, {}, [(None, "*")]),
        (Role.NATIONAL, {"district": "Area 2"}, [(2, "*")]),
        # what is not enough for the role shows nothing
        (Role.CM, {}, []),
        (Role.PRIME_MANAGER, {}, []),
        (Role.PARTNER_MANAGER, {}, []),
        (Role.PARTNER_MANAGER, {"contract": "CPA-1"}, []),
        (Role.PARTNER_MANAGER, {"arrangement": "A1"}, []),
        (Role.PARTNER_MANAGER, {"organisation": "Partner 1", "arrangement": "A1"}, []),
        (Role.CM, {"contract": "CPA-1", "arrangement": "A1"}, []),
    ],
)
def test_a_role_reaches_what_it_is_held_over(role, over, reached):
    assert held(role, **over) == reached


def scope(*roles):
    return merged("someone", [(role, places) for role, places in roles], {1, 2, 3})


def test_several_roles_give_the_widest_view_of_each_contract():
    both = scope((Role.TPPM, [(1, "*")]), (Role.NATIONAL, [(None, "*")]))
    assert both.entries == (
        Entry(1, clients=True, prices=True, sides=DWP),
        Entry(2, prices=True, sides=DWP),
        Entry(3, prices=True, sides=DWP),
    )
    assert not both.everything


def test_an_administrator_of_everything_sees_everything_and_of_one_contract_that():
    assert scope((Role.ADMIN, [(None, "*")])).everything
    one = scope((Role.ADMIN, [(1, "*")]))
    assert not one.everything
    assert not one.administers
    assert one.entries == (Entry(1, clients=True, prices=True, advisers=True, sides=DWP),)


def test_a_contract_seen_whole_is_not_seen_again_in_part():
    reach = reaches(scope((Role.JOBCENTRE, [(1, "*")]), (Role.PARTNER_MANAGER, [(1, "A1")])))
    assert (reach[Level.ROWS].whole, reach[Level.ROWS].parts) == ({1}, frozenset())
    assert (reach[Level.CLIENTS].whole, reach[Level.CLIENTS].parts) == (frozenset(), {(1, "A1")})


def test_a_partner_sends_for_its_arrangement_only():
    partner = scope((Role.PARTNER_MANAGER, [(1, "A1")]))
    assert partner.may_send("partner_weekly", "partner", 1, "A1")
    assert not partner.may_send("partner_weekly", "partner", 1, "A2")
    assert not partner.may_send("partner_weekly", "partner", 1)
    assert not partner.may_send("partner_weekly", "partner", 2, "A1")
    assert not partner.may_send("starts", "provider_mi", 1, "A1")


def test_a_prime_sends_for_its_contracts_only():
    prime = scope((Role.PRIME_MANAGER, [(1, "*"), (2, "*")]))
    assert prime.may_send("starts", "provider_mi", 2)
    assert not prime.may_send("starts", "provider_mi", 3)
    assert not prime.may_send("partner_weekly", "partner", 1, "A1")


def test_reference_data_is_sent_by_those_whose_role_is_held_everywhere():
    assert scope((Role.NATIONAL, [(None, "*")])).may_send("area_indicators", "published", 0)
    assert not scope((Role.CM, [(1, "*")])).may_send("area_indicators", "published", 0)
    assert Scope("operator", everything=True).may_send("area_indicators", "published", 0)


def test_the_empty_scope_shows_and_sends_nothing():
    nothing = Scope("someone")
    assert nothing.is_empty
    assert set(reaches(nothing).values()) == {Reach()}
    assert not nothing.may_send("starts", "provider_mi", 1)


def test_detail_is_asked_for_by_contract_and_arrangement():
    mixed = scope((Role.CM, [(1, "*")]), (Role.PARTNER_MANAGER, [(2, "A1")]))
    assert mixed.sees_clients(1)
    assert mixed.sees_prices(1, "A1")
    assert not mixed.sees_advisers(1)
    assert mixed.sees_advisers(2, "A1")
    assert not mixed.sees_clients(2)
    assert not mixed.sees_clients(2, "A2")


ROLES = st.lists(st.tuples(
    st.sampled_from([role for role in Role if not RIGHTS[role].one_arrangement]),
    st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.just("*")), max_size=3),
), max_size=4)


@given(ROLES, ROLES)
def test_one_more_role_never_takes_anything_away(some, more):
    narrow, wide = reaches(scope(*some)), reaches(scope(*some, *more))
    for level in Level:
        assert narrow[level].whole <= wide[level].whole
        assert narrow[level].everywhere <= wide[level].everywhere


def test_scopes_that_differ_have_different_fingerprints():
    scopes = [Scope("a"), Scope("b"), Scope("a", entries=(Entry(1),)),
              Scope("a", entries=(Entry(1, clients=True),)), Scope("a", everything=True),
              Scope("a", senders=(Sender(Role.CM, 1),))]
    assert len({one.fingerprint for one in scopes}) == len(scopes)
    assert Scope("a").fingerprint == Scope("a").fingerprint


@pytest.mark.parametrize(("day", "seen"), [
    (date(2009, 3, 31), 0), (date(2009, 4, 1), 1), (date(2009, 4, 30), 1), (date(2009, 5, 1), 0),
])
def test_a_role_counts_from_its_first_day_to_its_last(store, day, seen):
    with doors.owner(store) as session:
        add_role(session, valid_from=date(2009, 4, 1), valid_to=date(2009, 4, 30))
    with doors.owner(store) as session:
        assert len(work_out(session, Principal("x", "x"), day).senders) == seen


def add_role(session, **days):

    user = User(login="x", display_name="x", organisation="", added_at=NOW, approved_at=NOW)
    session.add(user)
    session.flush()
    session.add(RoleAssignment(user_id=user.user_id, role="NATIONAL", contract="", district="",
                               organisation="", arrangement="", granted_by="x", granted_at=NOW,
                               **days))


def test_the_operator_needs_no_row_in_the_store(store):
    with doors.owner(store) as session:
        assert work_out(session, OPERATOR, date(2009, 1, 1)).everything
