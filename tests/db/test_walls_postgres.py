"""Do the policies of PostgreSQL hold against somebody who speaks SQL to them?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.exc import ProgrammingError

from db import doors, engines
from db.engines import check_login, check_server
from db.errors import StoreError
from db.models import Base
from db.proof import prove
from db.scope import OPERATOR
from db.store import Store
from db.upgrade import create_or_upgrade
from db.walls import postgres
from db.walls.postgres import Purpose
from db.walls.rules import RULES
from tests.db.attacking import copy_of
from tests.db.seeded import who
from tests.stores import SECRET


@pytest.fixture(name="full")
def _full(full_postgres):
    return full_postgres


def seen(session, name="starts"):
    return {row[0] for row in session.execute(text(f"SELECT contract_id FROM {name}"))}  # noqa: S608 - the test's own names


def test_the_application_s_login_owns_nothing_and_passes_by_no_policy(full):
    with full.engine.connect() as connection:
        assert connection.exec_driver_sql(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        ).one() == (False, False, False, False)
        assert not connection.exec_driver_sql(
            "SELECT relname FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')"
        ).all()
        with pytest.raises(ProgrammingError):
            connection.exec_driver_sql("SET row_security = off; SELECT * FROM store.starts")


def test_row_level_security_is_forced_on_every_table(full):
    with full.engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE relkind = 'r' AND nspname IN ('store', 'journal') "
            "AND relname <> 'alembic_version'"
        ).all()
    assert {name for name, _ in tables} >= set(RULES)
    assert all(forced for _, forced in tables)


def test_the_tables_themselves_are_empty_to_a_reader(full):
    with doors.scoped_session(full, OPERATOR) as session:
        for name in RULES:
            assert session.scalar(text(f"SELECT count(*) FROM store.{name}")) == 0, name  # noqa: S608


def test_the_owner_s_login_sees_nothing_without_a_signed_context(full):
    with full.owner_engine.connect() as connection:
        for name in RULES:
            assert connection.scalar(text(f"SELECT count(*) FROM store.{name}")) == 0, name  # noqa: S608


def write(full, login, statement):
    with doors.publisher(full, who(login)) as session:
        doors.begin_write(session)
        return session.execute(text(statement)).rowcount


PERSON = (
    "INSERT INTO app_user (user_id, login, display_name, organisation, added_at, invited_by, "
    "approved_by)"
)


@pytest.mark.parametrize(
    ("login", "statement"),
    [
        ("prime", copy_of("starts", contract_id="2", known_from="7", known_to="8")),
        ("cm", copy_of("contracts", contract_id="2", known_from="7", known_to="8")),
        ("cm", copy_of("contract", contract_id="9", reference="'CPA-9'")),
        ("partner", copy_of("partner_weekly", known_from="7", known_to="8", sender="'A2'")),
        ("tppm", copy_of("measure_value", contract_id="2", known_from="7", known_to="8")),
        ("prime", copy_of("publication", contract_id="2", number="70")),
        ("prime", f"{PERSON} VALUES (900, 'x', 'x', '', now(), '', '')"),
        ("auditor", copy_of("measure_value", known_from="7", known_to="8")),
        ("stranger", copy_of("measure_value", known_from="7", known_to="8")),
    ],
)
def test_a_publisher_cannot_add_a_row_of_what_is_not_theirs(full, login, statement):
    before = everything(full)
    with suppress(ProgrammingError):  # refused, or there was nothing it could read and so copy
        assert write(full, login, statement) == 0
    assert everything(full) == before


def everything(full):
    with doors.owner(full) as session:
        return {name: session.scalar(select(func.count()).select_from(table))
                for name, table in Base.metadata.tables.items()}


def test_a_publisher_closes_only_rows_of_its_own(full):
    closing = "UPDATE {} SET known_to = 2 WHERE contract_id {}"
    assert write(full, "prime", closing.format("starts", "= 2")) == 0
    assert write(full, "prime", closing.format("starts", "> 0")) == 3
    assert write(full, "partner", closing.format("partner_weekly", "> 0")) == 1


def test_a_partner_adds_rows_of_its_own_arrangement(full):
    statement = copy_of("partner_weekly", known_from="7", known_to="8", sender="'A1'")
    assert write(full, "partner", statement + " AND arrangement = 'A1'") == 1


def test_one_login_for_both_is_refused(full):
    same = Store.open(
        full.owner_url.render_as_string(hide_password=False), secret=SECRET,
        owner_url=full.owner_url.render_as_string(hide_password=False),
    )
    with pytest.raises(StoreError, match="same login"):
        create_or_upgrade(same)
    with pytest.raises(StoreError, match="owns the store"), same.engine.connect():
        pass
    same.dispose()


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS"])
def test_an_application_login_that_passes_by_policies_is_refused(postgres_server, full, right):
    name = full.url.username or ""
    postgres_server.execute(f"ALTER ROLE {{}} {right}", name)
    try:
        with pytest.raises(StoreError, match="superuser"):
            create_or_upgrade(full)
        full.engine.dispose()
        with pytest.raises(StoreError, match="pass by"), full.engine.connect():
            pass
    finally:
        postgres_server.execute(f"ALTER ROLE {{}} NO{right}", name)


def test_a_login_that_does_not_exist_is_named(full):
    missing = Store.open(
        full.url.set(username="nobody_here").render_as_string(hide_password=False),
        full.owner_url.render_as_string(hide_password=False), SECRET,
    )
    with pytest.raises(StoreError, match="no login nobody_here"):
        create_or_upgrade(missing)
    missing.dispose()


@pytest.mark.parametrize(
    ("version", "refused"),
    [(140099, True), (150013, True), (150014, False), (160009, True), (160010, False),
     (170005, True), (170006, False), (180000, False), (190000, False)],
)
def test_a_server_with_known_faults_is_refused(version, refused):
    class Info:
        server_version = version

    class Connection:
        info = Info

    if refused:
        with pytest.raises(StoreError, match="too old"):
            check_server(Connection)
    else:
        check_server(Connection)


def test_init_and_the_start_of_the_server_refuse_one_too(full, monkeypatch):
    full.dispose()
    monkeypatch.setattr(engines, "MINIMUM_SERVERS", dict.fromkeys(range(15, 30), 990001))
    for start in (create_or_upgrade, prove):
        with pytest.raises(StoreError, match=r"is too old: before 99\.1 .* Use 99\.1 or later"):
            start(full)


@pytest.mark.parametrize(
    "taken_down",
    [
        "ALTER TABLE store.starts NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE journal.visit DISABLE ROW LEVEL SECURITY",
        "CREATE MATERIALIZED VIEW store.kept_beside AS SELECT 1",
    ],
)
def test_the_server_does_not_start_on_a_wall_that_is_down(full, taken_down):
    prove(full)
    with full.owner_engine.begin() as connection:
        connection.exec_driver_sql(taken_down)
    with pytest.raises(StoreError, match=r"shows (store|journal)\.\w+ to everybody"):
        prove(full)


def test_a_superuser_s_address_is_no_application_login(postgres_server):
    engine = create_engine(postgres_server.admin.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection, pytest.raises(StoreError, match="pass by"):
        check_login(connection.connection.dbapi_connection)
    engine.dispose()


def test_a_wall_that_is_taken_down_shows(full):
    """The walls are what hides rows: without one of them the same question answers otherwise."""
    with full.owner_engine.begin() as connection:
        connection.exec_driver_sql("DROP POLICY reads ON store.starts")
        connection.exec_driver_sql(
            f"CREATE POLICY reads ON store.starts TO {full.url.username} USING (true)"
        )
    with doors.scoped_session(full, who("cm")) as session:
        assert seen(session, "store.starts") == {1, 2}
    with pytest.raises(StoreError, match="to everybody"):
        prove(full)


def test_a_signature_says_how_far_a_scope_reaches(full):
    scope = replace(doors.scope_for(full, who("partner")))
    told = postgres.told(scope, Purpose.READ, 1)
    assert told["everywhere"] == ["signed"]
    assert told["parts"]["rows"] == ["1:A1"]
    assert told["whole"] == {"contract": [1], "any_partner": [1], "publish": [1], "write": [1]}
