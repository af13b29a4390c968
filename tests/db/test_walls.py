"""Does each person see their own rows and no other, on both engines, whatever the way of asking?"""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, literal_column, select, text
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import FACTS, Base, RoleAssignment, User
from db.proof import prove
from db.scope import OPERATOR
from db.walls.rules import RULES, SIGNED
from db.walls.written import AUDIENCED
from tests.db.seeded import (
    CLIENT_TABLES,
    PEOPLE,
    STRANGER,
    SUBMISSIONS,
    client,
    who,
)

STARTS = FACTS["starts"]
OWN_CONTRACT_ONLY = ("cm", "tppm", "prime", "advisers", "partner", "jobcentre")
CROSSINGS = {"client_mark", "seen_elsewhere"}  # not for one contract's people: test_crossings
OF_CONTRACTS = sorted(
    name
    for name, rule in RULES.items()
    if "contract_id" in Base.metadata.tables[name].c and rule.read != SIGNED
    if name not in CROSSINGS
)


def rows(store, principal, name, *wanted):
    with doors.scoped_session(store, principal) as session:
        base = Base.metadata.tables[name]
        columns = [base.c[one] for one in wanted] or [*base.columns]
        return [tuple(row) for row in session.execute(select(*columns).order_by(*base.primary_key))]


def values(store, login, name, wanted):
    return {row[0] for row in rows(store, who(login), name, wanted)}


def test_without_a_scope_every_table_is_empty(shown):
    for name in RULES:
        mine = {"app_user": 1}  # one's own row, which says nothing new
        assert len(rows(shown, STRANGER, name)) == mine.get(name, 0), name


def test_somebody_unknown_sees_nothing_at_all(shown):
    assert all(not rows(shown, who("nobody"), name) for name in RULES)


def test_without_a_door_the_application_s_engine_shows_nothing(shown):
    with shown.engine.connect() as connection:
        if shown.dialect == "postgresql":
            connection.exec_driver_sql("SET search_path = scoped")
        for name in RULES:
            assert not connection.exec_driver_sql(f'SELECT * FROM "{name}"').all(), name  # noqa: S608


def test_what_a_door_showed_is_gone_when_it_is_closed(full):
    assert rows(full, OPERATOR, "starts")
    assert full.engine.pool.checkedin() == 1
    test_without_a_door_the_application_s_engine_shows_nothing(full)


def test_the_walls_are_proved_before_anybody_is_let_in(shown):
    prove(shown)


def test_the_operator_sees_every_row(shown):
    with doors.owner(shown) as session:
        there = {
            name: session.scalar(select(func.count()).select_from(base))
            for name, base in Base.metadata.tables.items()
        }
    empty = [name for name, many in there.items() if not many]
    assert empty == ["access_review"]  # tests/db/test_accounts.py has its rows
    assert there == {name: len(rows(shown, OPERATOR, name)) for name in there}


@pytest.mark.parametrize("login", OWN_CONTRACT_ONLY)
def test_nobody_sees_a_row_of_a_contract_that_is_not_theirs(shown, login):
    for name in OF_CONTRACTS:
        assert values(shown, login, name, "contract_id") <= {0, 1}, name


@pytest.mark.parametrize("login", OWN_CONTRACT_ONLY)
def test_no_text_of_another_contract_reaches_anybody(shown, login):
    for name in RULES:
        assert "K2" not in repr(rows(shown, who(login), name)), name


def test_a_contract_manager_sees_every_table_of_the_contract(shown):
    assert all(rows(shown, who("cm"), name) for name in OF_CONTRACTS)


def test_client_rows_are_for_those_who_work_with_clients(shown):
    for login in PEOPLE:
        sees = {name for name in CLIENT_TABLES if rows(shown, who(login), name)}
        expected = {
            "partner": {"appointments", "employment", "provision", "starts"},
        }.get(login, set(CLIENT_TABLES))
        if login in {"national", "evaluator", "auditor", "jobcentre"}:
            expected = set()
        assert sees == expected, login


@pytest.mark.parametrize(
    ("name", "hidden", "seeing"),
    [
        ("contracts", "value_gbp", {"cm", "prime", "payments", "national", "admin"}),
        ("claims", "amount_gbp", {"cm", "prime", "payments", "admin"}),
        (
            "partner_payments",
            "amount_gbp",
            {"cm", "prime", "partner", "payments", "national", "admin"},
        ),
        ("starts", "adviser_ref", {"prime", "advisers", "partner", "admin"}),
        ("appointments", "adviser_ref", {"prime", "advisers", "partner", "admin"}),
        (
            "complaints",
            "summary",
            {"cm", "tppm", "prime", "advisers", "partner", "payments", "bdc", "admin"},
        ),
        (
            "complaints",
            "client_id",
            {"cm", "tppm", "prime", "advisers", "partner", "payments", "bdc", "admin"},
        ),
    ],
)
def test_a_column_is_blank_to_those_it_is_not_for(shown, name, hidden, seeing):
    assert {login for login in PEOPLE if values(shown, login, name, hidden) - {None}} == seeing


def test_a_partner_sees_only_its_own_arrangement(shown):
    for name in OF_CONTRACTS:
        if "arrangement" in Base.metadata.tables[name].c:
            whole = {""} if name in AUDIENCED else set()  # what is for every partner alike
            own = {"A1"} | whole if name != "difference_step" else set()  # of prime and department
            assert values(shown, "partner", name, "arrangement") == own, name
    assert values(shown, "partner", "client", "client_id") == {client(1, "A1")}
    assert values(shown, "partner", "contracts", "value_gbp") == {None}
    assert values(shown, "partner", "submission", "submission_id") == {6, 10}


def test_bytes_are_for_those_who_may_see_everything_in_them(shown):
    for login, expected in {
        "cm": {1, 5, 6, 7, 8, 9, 10},  # not 3 (another contract's too), not 4 (adviser references)
        "tppm": {1, 6, 7, 9, 10},  # nor what holds prices
        "prime": {1, 4, 5, 6, 7, 8, 9, 10},
        "partner": {6, 10},
        "national": {1, 2, 3, 6, 7, 8, 10},  # nothing about single people
        "admin": {number for number, _, _ in SUBMISSIONS},
    }.items():
        assert values(shown, login, "submission_content", "submission_id") == expected, login


def test_a_receipt_is_for_everybody_with_a_contract_in_it(shown):
    assert values(shown, "cm", "submission", "submission_id") == {1, 3, 4, 5, 6, 7, 8, 9, 10}


def test_price_parameters_and_findings_on_prices_ask_for_prices(full):
    with doors.owner(full) as session:
        base = Base.metadata.tables["contract_parameter"]
        row = dict(session.execute(select(base)).mappings().first())
        session.execute(
            insert(base),
            [
                row | {"contract_id": 1, "code": code}
                for code in ("jo_share", "price_per_start", "swing_share")
            ],
        )
        finding = Base.metadata.tables["finding"]
        row = dict(
            session.execute(select(finding).where(finding.c.contract_id == 1)).mappings().first()
        )
        session.execute(insert(finding), [row | {"seq": 901, "column": "value_gbp"}])
    assert values(full, "tppm", "contract_parameter", "code") == {"K1 code", "swing_share"}
    assert {"jo_share", "price_per_start"} <= values(full, "cm", "contract_parameter", "code")
    assert 901 not in values(full, "tppm", "finding", "seq")
    assert 901 in values(full, "cm", "finding", "seq")


def test_a_finding_about_a_whole_file_is_for_those_with_a_contract_in_it(full):
    with doors.owner(full) as session:
        finding = Base.metadata.tables["finding"]
        row = dict(session.execute(select(finding)).mappings().first()) | {"contract_id": 0}
        both = [row | {"seq": 900 + number, "submission_id": number} for number in (2, 3)]
        session.execute(insert(finding), both)
    assert values(full, "cm", "finding", "seq") & {902, 903} == {903}
    assert values(full, "admin", "finding", "seq") & {902, 903} == {902, 903}


def test_people_and_roles_are_listed_to_administrators_and_auditors_only(shown):
    for login in PEOPLE:
        everybody = login in {"admin", "auditor"}
        assert (len(rows(shown, who(login), "app_user")) > 1) is everybody, login
        assert (len(rows(shown, who(login), "role_assignment")) > 1) is everybody, login


PATHS = {
    "driver": lambda s: s.connection().exec_driver_sql("SELECT contract_id FROM starts"),
    "raw cursor": lambda s: (
        s.connection().connection.cursor().execute("SELECT contract_id FROM starts").fetchall()
    ),
    "injected": lambda s: s.execute(
        text(
            "SELECT contract_id FROM starts WHERE contract_id = 1 OR 1 = 1 "
            "UNION ALL SELECT contract_id FROM client"
        )
    ),
    "group": lambda s: s.execute(select(STARTS.c.contract_id).group_by(STARTS.c.contract_id)),
    "window": lambda s: s.execute(
        select(func.max(STARTS.c.contract_id).over(order_by=STARTS.c.row_id))
    ),
}
"""Ways besides the 36 of tests/db/ways.py."""


@pytest.mark.parametrize("path", PATHS)
def test_ways_that_pass_by_the_orm_give_one_s_own_rows(shown, path):
    with doors.scoped_session(shown, who("cm")) as session:
        assert {row[0] for row in PATHS[path](session)} == {1}


def test_every_way_of_counting_counts_one_s_own_rows(shown):
    with doors.scoped_session(shown, who("cm")) as session:
        for name in OF_CONTRACTS:
            seen = len(session.execute(text(f'SELECT * FROM "{name}"')).all())  # noqa: S608
            assert session.scalar(text(f'SELECT count(*) FROM "{name}"')) == seen, name  # noqa: S608


def test_rights_are_those_of_now(full):
    assert values(full, "cm", "starts", "contract_id") == {1}
    with doors.publisher(full, OPERATOR) as session:
        doors.begin_write(session)
        session.scalars(select(User).where(User.login == "cm")).one().disabled_at = func.now()
    assert values(full, "cm", "starts", "contract_id") == set()


WRITES = (
    "INSERT INTO organisation VALUES ('x', 'x')",
    "UPDATE starts SET known_to = 9",
    "DELETE FROM starts",
    "DROP TABLE starts",
    "CREATE TABLE mine (x integer)",
    "CREATE TEMP TABLE mine (x integer)",
    "CREATE VIEW mine AS SELECT 1",
)


@pytest.mark.parametrize("statement", WRITES)
def test_a_reading_door_writes_nothing(shown, statement):
    with doors.scoped_session(shown, OPERATOR) as session, pytest.raises(DatabaseError):
        session.execute(text(statement))


@pytest.mark.parametrize("statement", WRITES[:5])
def test_a_publisher_writes_nothing_before_it_begins(shown, statement):
    with doors.publisher(shown, OPERATOR) as session, pytest.raises(DatabaseError):
        session.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM starts",
        "DELETE FROM publication",
        "UPDATE starts SET adviser_ref = 'x'",
        "UPDATE publication SET detail = 'x'",
        "UPDATE submission SET sha256 = 'x'",
        "UPDATE finding SET message = 'x'",
        "DROP TABLE starts",
        "ALTER TABLE starts ADD COLUMN x integer",
        "CREATE TABLE mine (x integer)",
    ],
)
def test_a_publisher_only_adds_and_closes(shown, statement):
    with doors.publisher(shown, OPERATOR) as session:
        doors.begin_write(session)
        with pytest.raises(DatabaseError):
            session.execute(text(statement))
        session.rollback()


def test_a_publisher_closes_a_row(full):
    with doors.publisher(full, OPERATOR) as session:
        doors.begin_write(session)
        session.execute(text("UPDATE starts SET known_to = 2 WHERE contract_id = 1"))
    with doors.scoped_session(full, OPERATOR) as session:
        assert (
            session.scalar(
                select(func.count())
                .select_from(STARTS)
                .where(STARTS.c.known_to == literal_column("2"))
            )
            == 3
        )


def test_a_role_ends_on_its_last_day(shown):
    with doors.scoped_session(shown, who("cm")) as session:
        assert session.scalar(select(func.count()).select_from(RoleAssignment)) == 1
