"""A client known under two contracts is named to those who see the clients of both, and no other.

Contract CPA-1 and CPA-2 are of one programme; NTT-1 is of another.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from db import doors, people
from db.models import Base, Client, ClientMark, SeenElsewhere
from db.people import Grant, Place
from db.publishing import crossings
from db.queries.elsewhere import known_elsewhere
from db.queries.knowledge import end_of_day
from db.scope import OPERATOR, Principal
from db.setup import initialise
from monitoring.vocabulary import Mode, Role, Source
from tests.db.returns import NOW, preview, send, with_programmes
from tests.db.summing import SIGNED
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

CONTRACTS = """
    contract | programme | prime   | district | starts_on
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01
    CPA-2    | PLP       | Prime 2 | Area 2   | 2009-01-01
    NTT-1    | NHS-TT    | Prime 3 | Area 3   | 2009-01-01
"""
MARCH = datetime(2009, 3, 2, tzinfo=UTC)
APRIL = datetime(2009, 4, 2, tzinfo=UTC)
PEOPLE = {
    "cm-both": (Role.CM, (Place(contract="CPA-1"), Place(contract="CPA-2"))),
    "cm-1": (Role.CM, (Place(contract="CPA-1"),)),
    "prime-1": (Role.PRIME_MANAGER, (Place(organisation="Prime 1"),)),
    "prime-2": (Role.PRIME_MANAGER, (Place(organisation="Prime 2"),)),
    "partner-of-both": (
        Role.PARTNER_MANAGER,
        (Place(arrangement="CPA-1:A1"), Place(arrangement="CPA-2:A1")),
    ),
    "national": (Role.NATIONAL, (Place(),)),
    "auditor": (Role.AUDITOR, (Place(),)),
    "payments": (Role.PAYMENT_OFFICE, (Place(),)),
    "admin": (Role.ADMIN, (Place(),)),
}
OWN_PUBLICATIONS = "SELECT * FROM publication WHERE contract_id <> 0 ORDER BY contract_id, number"
"""The reference stream moves with any contract's figures, and tells nobody whose."""

SEEING = {"cm-both", "payments", "admin"}


@prepared
def three(store: Store) -> Store:
    """Give a store with three contracts and the people who see some of them."""
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS, now=SIGNED).status == "published"
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, places) in PEOPLE.items():
            people.add_user(session, login, login, now=NOW)
            for over in places:
                people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    return store


def who(login: str) -> Principal:
    return Principal(login, login)


def starts(*clients: str) -> str:
    """Draw a file of starts from CONTRACT:REFERENCE."""
    rows = [" | ".join([*one.split(":"), "2009-01-05", "mandatory"]) for one in clients]
    return "\n".join(["contract | client_ref | referred_on | client_category", *rows])


def sent(store: Store, *clients: str, **said: object) -> None:
    assert send(store, "starts", starts(*clients), mode=Mode.CORRECTIONS, **said).status in {
        "published",
        "duplicate",
    }


def seen(store: Store, contract: str, login: str = "", as_at: datetime | None = None) -> dict:
    """Give, for each client reference of a contract, the other contracts it is known under."""
    principal = who(login) if login else OPERATOR
    with doors.scoped_session(store, principal) as session:
        return {
            one: sorted(others)
            for one, others in known_elsewhere(session, contract, as_at).items()
        }


def raw(store: Store, login: str) -> list[tuple[int, ...]]:
    """Give every row of the crossing that a person is shown, asked past the ORM."""
    with doors.scoped_session(store, who(login)) as session:
        told = text("SELECT contract_id, client_id, other_contract FROM seen_elsewhere")
        return sorted(tuple(row) for row in session.execute(told))


def test_a_client_of_one_contract_is_said_to_be_known_under_the_other(three):
    sent(three, "CPA-1:R-1", "CPA-1:R-2", now=MARCH)
    sent(three, "CPA-2:R-2", "CPA-2:R-3", now=APRIL)
    assert seen(three, "CPA-1") == {"R-2": ["CPA-2"]}
    assert seen(three, "CPA-2") == {"R-2": ["CPA-1"]}


def test_both_contracts_in_one_file_are_told_apart(three):
    sent(three, "CPA-1:R-1", "CPA-2:R-1", "CPA-2:R-2")
    assert seen(three, "CPA-1") == {"R-1": ["CPA-2"]}


def test_a_client_named_again_makes_no_second_pair(three):
    sent(three, "CPA-1:R-1", now=MARCH)
    sent(three, "CPA-2:R-1", now=MARCH)
    sent(three, "CPA-2:R-1", "CPA-2:R-4", now=APRIL)
    assert raw(three, "admin") == [(1, 1, 2), (2, 1, 1)]


def test_another_programme_knows_its_clients_under_other_marks(three):
    sent(three, "CPA-1:R-1", "NTT-1:R-1")
    assert seen(three, "CPA-1") == seen(three, "NTT-1") == {}
    with doors.owner(three) as session:
        assert len(set(session.scalars(select(ClientMark.mark)))) == 2


@pytest.mark.parametrize("login", PEOPLE)
def test_only_those_who_see_the_clients_of_both_learn_of_it(three, login):
    sent(three, "CPA-1:R-1")
    sent(three, "CPA-2:R-1")
    assert raw(three, login) == ([(1, 1, 2), (2, 1, 1)] if login in SEEING else [])


@pytest.mark.parametrize("login", ["cm-1", "prime-1"])
def test_whoever_sees_one_contract_sees_no_sign_that_there_is_another(three, login):
    def told() -> dict[str, str]:
        with doors.scoped_session(three, who(login)) as session:
            return {
                table.name: repr(session.execute(select(table).order_by(*table.primary_key)).all())
                for table in Base.metadata.sorted_tables
                if table.name not in {"benchmark_value", "publication"}
            } | {"publication": repr(session.execute(text(OWN_PUBLICATIONS)).all())}

    sent(three, "CPA-1:R-1", now=MARCH)
    before = told()
    sent(three, "CPA-2:R-1", now=APRIL)
    assert told() == before


def test_a_crossing_makes_no_publication_of_its_own(three):
    sent(three, "CPA-1:R-1", now=MARCH)
    sent(three, "CPA-2:R-1", now=APRIL)
    with doors.owner(three) as session:
        kinds = session.execute(text("SELECT DISTINCT kind FROM publication")).scalars().all()
    assert set(kinds) <= {"submission", "benchmark"}


def test_a_mark_is_for_nobody_but_those_who_keep_the_store(three):
    sent(three, "CPA-1:R-1")
    for login in PEOPLE:
        with doors.scoped_session(three, who(login)) as session:
            assert bool(session.scalars(select(ClientMark.mark)).all()) is (login == "admin"), login


def test_a_mark_tells_neither_the_reference_nor_the_hash_of_a_contract(three):
    sent(three, "CPA-1:R-1", "CPA-2:R-1")
    with doors.owner(three) as session:
        marks = session.execute(select(ClientMark.mark, ClientMark.of_contract)).all()
        hashes = session.scalars(select(Client.ref_hash)).all()
    (one,) = {row.mark for row in marks}
    assert {row.of_contract for row in marks} == {1, 2}
    packed = one.to_bytes(8, "big", signed=True)
    assert not any(packed in bytes(each) for each in hashes)


def test_it_is_known_from_the_later_of_the_two(three):
    sent(three, "CPA-2:R-1", received=APRIL)
    sent(three, "CPA-1:R-1", received=MARCH)  # sent later, but received before
    assert seen(three, "CPA-1", as_at=end_of_day(MARCH.date())) == {}
    assert seen(three, "CPA-1", as_at=end_of_day(APRIL.date())) == {"R-1": ["CPA-2"]}
    assert seen(three, "CPA-2", as_at=end_of_day(APRIL.date())) == {"R-1": ["CPA-1"]}


def test_rights_are_those_of_now_whenever_it_was_known(three):
    sent(three, "CPA-1:R-1", received=MARCH)
    sent(three, "CPA-2:R-1", received=MARCH)
    assert seen(three, "CPA-1", "cm-both", end_of_day(MARCH.date())) == {"R-1": ["CPA-2"]}
    assert seen(three, "CPA-1", "cm-1", end_of_day(MARCH.date())) == {}


def test_a_preview_marks_nobody(three):
    preview(three, "starts", starts("CPA-1:R-1"))
    with doors.owner(three) as session:
        assert session.scalars(select(ClientMark)).all() == []


def test_a_prime_finds_clients_of_a_contract_it_may_not_see(three):
    sent(three, "CPA-1:R-1", who=who("prime-1"))
    sent(three, "CPA-2:R-1", who=who("prime-2"))
    assert seen(three, "CPA-1", "cm-both") == {"R-1": ["CPA-2"]}
    assert seen(three, "CPA-2", "prime-2") == {}


def test_a_client_whose_only_row_is_held_is_marked_all_the_same(three):
    faulty = "contract | client_ref | referred_on | client_category\nCPA-1 | R-1 | soon | mandatory"
    send(three, "starts", faulty, hold_faulty=True, source=Source.PROVIDER_MI)
    sent(three, "CPA-2:R-1")
    with doors.owner(three) as session:
        named = session.scalars(select(Client.contract_id)).all()
        marked = session.scalars(select(ClientMark.of_contract)).all()
    assert sorted(named) == sorted(marked)


def test_a_store_made_before_marks_is_filled_by_init(three):
    sent(three, "CPA-1:R-1", "CPA-1:R-2", received=MARCH)
    sent(three, "CPA-2:R-1", received=APRIL)
    tables = (ClientMark.__table__, SeenElsewhere.__table__)
    with doors.owner(three) as session:
        before = [sorted(session.execute(select(one)).all()) for one in tables]
        for one in tables:
            session.execute(one.delete())
    initialise(three, NOW)
    with doors.owner(three) as session:
        assert [sorted(session.execute(select(one)).all()) for one in tables] == before
        crossings.fill(session, three)
        assert [sorted(session.execute(select(one)).all()) for one in tables] == before
    assert seen(three, "CPA-1", as_at=end_of_day(MARCH.date())) == {}


PAIRS = """
    SELECT a.contract_id, a.client_id, b.contract_id, b.client_id
    FROM client a
    JOIN client b ON b.client_ref = a.client_ref AND b.contract_id <> a.contract_id
    JOIN contract x ON x.contract_id = a.contract_id
    JOIN contract y ON y.contract_id = b.contract_id AND y.programme = x.programme
"""
FILES = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["CPA-1", "CPA-2", "NTT-1"]), st.integers(1, 6)),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=FILES)
def test_the_pairs_are_those_a_plain_comparison_of_references_finds(three, files):
    for file in files:
        sent(three, *(f"{contract}:R-{number}" for contract, number in file))
    columns = ("contract_id", "client_id", "other_contract", "other_client")
    with doors.owner(three) as session:
        expected = sorted(map(tuple, session.execute(text(PAIRS))))
        table = SeenElsewhere.__table__
        rows = session.execute(select(*(table.c[name] for name in columns)))
        assert sorted(map(tuple, rows)) == expected
