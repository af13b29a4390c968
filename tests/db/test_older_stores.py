"""A store made by an older version holds its rows, and nothing more, until ``init`` has run.

It stood at revision 0006: no targets were derived, no clients marked, and nothing was written down.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from alembic.config import Config
from sqlalchemy import inspect, text

from db import chain, doors, people, upgrade
from db.governance import notes
from db.models import Base
from db.scope import OPERATOR, Principal
from db.setup import initialise
from db.upgrade import HISTORIES, create_or_upgrade, is_current
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.notes import Said, Subject
from monitoring.vocabulary import Role
from tests.db.returns import CONTRACTS, NOW, PROFILES, RETURN, report, send, with_programmes
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

OLDER = "0006"
SINCE = {"derived_target", "client_mark", "seen_elsewhere", "note", "certification", "ending"}
SIGNED = datetime(2009, 1, 5, tzinfo=UTC)
ARRANGED = """
contract | arrangement | starts_on  | partner | model      | has_targets | is_paid | outcome_share
CPA-1    | A1          | 2009-01-01 | One     | end_to_end | yes         | yes     | 0.2
CPA-1    | A2          | 2009-01-01 | Two     | end_to_end | yes         | yes     | 0.5
"""
STARTS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | R-1        | 2009-01-05  | mandatory
    CPA-2    | R-1        | 2009-02-05  | mandatory
    CPA-2    | R-2        | 2009-02-06  | mandatory
"""
FIRST, SECOND, BOTH = (Principal(each, each) for each in ("a1", "a2", "cm-both"))
ROLES = (
    (FIRST, Role.PARTNER_MANAGER, people.Place(arrangement="CPA-1:A1")),
    (SECOND, Role.PARTNER_MANAGER, people.Place(arrangement="CPA-1:A2")),
    (BOTH, Role.CM, people.Place(contract="CPA-1")),
    (BOTH, Role.CM, people.Place(contract="CPA-2")),
)


def take_back(store: Store, revision: str) -> None:
    """Take a store's tables back to those of an older version, its rows with them."""
    with doors.owner(store) as session:
        connection = session.connection()
        if store.dialect == "postgresql":
            upgrade.postgres.take_down(connection)
            connection.execute(text("SET LOCAL search_path = store"))
        config = Config(attributes={"connection": connection, "metadata": Base.metadata})
        config.set_main_option("script_location", str(HISTORIES / "of_store"))
        upgrade.command.downgrade(config, revision)


def add_people(store: Store) -> None:
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for who in dict.fromkeys(who for who, _, _ in ROLES):
            people.add_user(session, who.login, who.name, now=NOW)
        for who, role, over in ROLES:
            people.grant(session, people.Grant(login=who.login, role=role, over=over), now=NOW)


@prepared
def older(store: Store) -> Store:
    """Give a store of the older version that holds returns of two contracts."""
    with_programmes(store)
    agreed = {"contracts": CONTRACTS, "arrangements": ARRANGED, "profiles": PROFILES}
    for dataset, drawn in agreed.items():
        answer = send(store, dataset, drawn, now=SIGNED)
        assert answer.status == "published", answer.problems
    assert send(store, "starts", STARTS).status == "published"
    assert send(store, "monthly_return", RETURN).status == "published"
    add_people(store)
    take_back(store, OLDER)
    return store


def tables(store: Store) -> set[str]:
    with doors.owner(store) as session:
        return set(inspect(session.connection()).get_table_names())


def seen(store: Store, who: Principal, statement: str) -> list[object]:
    with doors.scoped_session(store, who) as session:
        return sorted(session.scalars(text(statement)))


def test_the_older_store_is_known_to_be_one(older):
    assert not SINCE & tables(older)
    assert not is_current(older)


def test_an_upgrade_alone_keeps_every_row_and_puts_the_walls_up(older):
    create_or_upgrade(older)
    assert is_current(older)
    assert tables(older) >= SINCE
    assert [row["actual"] for row in report(older, "profile", contract="CPA-1")] == [38, 60, 80]
    for name in sorted(SINCE - {"client_mark"}):  # a mark is read by nobody, through no door
        assert seen(older, FIRST, f"SELECT count(*) FROM {name}") == [0]  # noqa: S608 - our own names


def test_init_derives_the_targets_of_what_stands_and_shows_each_partner_its_own(older):
    initialise(older, NOW)
    rows = report(older, "profile", FIRST, contract="CPA-1", arrangement="A1")
    assert [(row["profile"], row["derived"]) for row in rows] == [
        (8, True), (20, True), (32, True),  # 20% of 40, 100 and 160
    ]  # fmt: skip
    own = "SELECT DISTINCT arrangement FROM derived_target"
    assert [seen(older, who, own) for who in (FIRST, SECOND)] == [["A1"], ["A2"]]
    assert seen(older, FIRST, "SELECT value FROM profiles") == []


def test_init_marks_the_clients_of_what_stands_for_who_sees_both_contracts(older):
    initialise(older, NOW)
    pairs = "SELECT other_contract FROM seen_elsewhere"
    assert seen(older, BOTH, pairs) == [1, 2]
    assert seen(older, FIRST, pairs) == []


def test_what_is_written_after_it_is_read_by_its_readers_only(older):
    initialise(older, NOW)
    pen = Pen(older, BOTH, NOW)
    notes.note(pen, Place("CPA-1", Audience.DWP), Subject(), Said("Ask for the plan"))
    assert seen(older, BOTH, "SELECT text FROM note") == ["Ask for the plan"]
    assert seen(older, FIRST, "SELECT text FROM note") == []


def test_init_twice_changes_nothing_and_the_chain_of_publications_holds(older):
    initialise(older, NOW)
    count = "SELECT count(*) FROM derived_target"
    before = seen(older, BOTH, count)
    initialise(older, NOW)
    assert seen(older, BOTH, count) == before == [6]
    with doors.scoped_session(older, OPERATOR) as session:
        assert chain.verify(session, older.key(chain.KEY_PURPOSE)) is None
