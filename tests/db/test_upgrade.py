"""Do the histories lead to the tables the code works with, whole or not at all?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select, text

from db import doors, upgrade
from db.errors import StoreError
from db.models import Base, Contract, JournalBase
from db.proof import prove
from db.scope import OPERATOR
from db.store import Store
from db.upgrade import HISTORIES, create_or_upgrade, is_current
from tests.stores import SECRET


def differences(connection, metadata):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, metadata)


def test_the_history_of_the_store_leads_to_its_models(store):
    with doors.owner(store) as session:
        assert differences(session.connection(), Base.metadata) == []


def test_the_history_of_the_journal_leads_to_its_models(store):
    with doors.journal(store) as session:
        assert differences(session.connection(), JournalBase.metadata) == []


def test_every_constraint_of_the_models_is_in_the_store(store):
    with doors.owner(store) as session:
        there = inspect(session.connection())
        for name, table in Base.metadata.tables.items():
            checks = {one["name"] for one in there.get_check_constraints(name)}
            unique = {one["name"] for one in there.get_unique_constraints(name)}
            keys = {one["name"] for one in there.get_foreign_keys(name)}
            named = {str(one.name) for one in table.constraints}
            assert checks | unique | keys | {f"pk_{name}"} == named, name
            assert set(there.get_pk_constraint(name)["constrained_columns"]) == {
                column.name for column in table.primary_key
            }, name


def test_only_one_row_of_a_key_may_be_open(store):
    with doors.owner(store) as session:
        there = inspect(session.connection())
        for name, table in Base.metadata.tables.items():
            for index in table.indexes:
                found = {one["name"]: one for one in there.get_indexes(name)}[index.name]
                assert found["column_names"] == [column.name for column in index.columns]
                assert bool(found["unique"]) is index.unique
                if index.unique and "known_to" in table.c:
                    where = found["dialect_options"][f"{store.dialect}_where"]
                    assert "known_to IS NULL" in str(where)


def test_upgrading_again_keeps_what_is_there(full):
    create_or_upgrade(full)
    with doors.scoped_session(full, OPERATOR) as session:
        assert session.scalars(select(Contract.reference)).all() == ["CPA-1", "CPA-2"]


def test_a_store_knows_whether_it_is_current(store):
    assert is_current(store)
    with doors.owner(store) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert not is_current(store)


def test_a_store_of_another_version_is_not_served(store):
    prove(store)
    with doors.owner(store) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(StoreError, match=r"python cli\.py init"):
        prove(store)


def test_a_store_whose_version_may_not_be_read_is_not_current(postgres_store):
    app = postgres_store.url.username
    with doors.owner(postgres_store) as session:
        session.execute(text(f"REVOKE SELECT ON store.alembic_version FROM {app}"))  # noqa: S608 - our own names
    assert not is_current(postgres_store)
    create_or_upgrade(postgres_store)
    assert is_current(postgres_store)


def test_a_store_with_an_older_journal_is_not_current(store):
    door, place = doors.owner, "journal.alembic_version"
    if store.dialect == "sqlite":
        door, place = doors.journal, "alembic_version"
    with door(store) as session:
        session.execute(text(f"UPDATE {place} SET version_num = '0005'"))  # noqa: S608 - our own names
    assert not is_current(store)


def test_a_store_that_was_never_made_is_not_current(tmp_path):
    missing = Store.open(f"sqlite:///{tmp_path / 'none.db'}", secret=SECRET)
    assert not is_current(missing)
    assert not missing.path.exists()


def test_an_empty_file_is_not_current(tmp_path):
    empty = Store.open(f"sqlite:///{tmp_path / 'empty.db'}", secret=SECRET)
    empty.path.touch()
    assert not is_current(empty)
    empty.dispose()


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(full, monkeypatch):
    def fail(connection, history):
        del history
        schema = "store." if full.dialect == "postgresql" else ""
        connection.execute(text(f"DROP TABLE {schema}measure_value"))
        raise RuntimeError

    monkeypatch.setattr(upgrade, "migrate", fail)
    with pytest.raises(RuntimeError):
        create_or_upgrade(full)
    with doors.scoped_session(full, OPERATOR) as session:
        assert session.scalar(text("SELECT count(*) FROM measure_value")) == 6


@pytest.mark.parametrize("history", ["store", "journal"])
def test_every_revision_can_be_undone_and_done_again(store, history):
    door = doors.owner if history == "store" else doors.journal
    metadata = Base.metadata if history == "store" else JournalBase.metadata
    if store.dialect == "postgresql":
        door = doors.owner
    with door(store) as session:
        connection = session.connection()
        if store.dialect == "postgresql":
            upgrade.postgres.take_down(connection)
            connection.execute(text(f"SET LOCAL search_path = {history}"))
        config = Config(attributes={"connection": connection, "metadata": metadata})
        config.set_main_option("script_location", str(HISTORIES / f"of_{history}"))
        upgrade.command.downgrade(config, "base")
        assert inspect(connection).get_table_names() in (["alembic_version"], [])
        upgrade.command.upgrade(config, "head")
        assert differences(connection, metadata) == []


def test_a_revision_uses_nothing_that_may_change_after_it():
    for path in sorted(HISTORIES.glob("*/versions/r*.py")):
        imported = re.findall(r"^(?:from|import) (\S+)", path.read_text(), flags=re.MULTILINE)
        assert set(imported) <= {"__future__", "sqlalchemy", "alembic", "db.migrations.first"}, path


def test_a_new_store_keeps_its_secret_beside_it_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("MONITOR_SECRET_KEY", raising=False)
    new = Store.open(f"sqlite:///{tmp_path / 'deep' / 'monitor.db'}")
    create_or_upgrade(new)
    assert new.key_path.stat().st_mode & 0o777 == 0o600
    kept = new.key("chain")
    create_or_upgrade(new)
    new.dispose()
    again = Store.open(f"sqlite:///{tmp_path / 'deep' / 'monitor.db'}")
    assert again is not new
    assert again.key("chain") == kept
    assert len({again.key(purpose) for purpose in ("chain", "client", "context")}) == 3
    again.dispose()


def test_histories_travel_with_the_package():
    assert (Path(upgrade.__file__).parent / "migrations" / "of_store" / "env.py").exists()
