"""Does everything come back from a backup, and nothing from a damaged one?"""

from __future__ import annotations

import json
import zipfile

import pytest
from sqlalchemy import func, insert, select, text, update

from db import doors
from db.audit import heads, sealing
from db.backup import backup, restore
from db.chain import KEY_PURPOSE, verify
from db.errors import StoreError
from db.models import AccessEntry, Base, JournalBase, Publication, Submission
from db.scope import OPERATOR
from db.store import Store
from db.upgrade import create_or_upgrade
from tests.db.seeded import NOW, who
from tests.db.test_access_log import tamper
from tests.db.test_chain import chained
from tests.stores import SECRET


@pytest.fixture
def kept(full, tmp_path):
    """Give a store with everything in it, and a backup of it."""
    store = full
    with doors.owner(store) as session:
        session.execute(text("DELETE FROM publication"))
        key = store.key(KEY_PURPOSE)
        session.execute(insert(Publication), chained(key, 1, 3) + chained(key, 2, 2))
    with doors.journal(store) as session:
        session.add(AccessEntry(at=NOW, by_user="cm", action="view", subject="starts",
                                contract="CPA-1", result="shown", detail="tab\tand\nbreak\\"))
    sealing.seal_all(store, OPERATOR, NOW)
    file = tmp_path / "monitor.backup"
    backup(store, file, now=NOW)
    return store, file


@pytest.fixture
def empty(request, full, tmp_path):
    """Give another place on the same engine, with nothing in it."""
    if full.dialect == "sqlite":
        other = Store.open(f"sqlite:///{tmp_path / 'other' / 'monitor.db'}", secret=SECRET)
        yield other
        other.dispose()
        return
    server = request.getfixturevalue("postgres_server")
    name = server.make_database()
    other = server.store(name)
    yield other
    other.dispose()
    server.drop_database(name)


def everything(store):
    with doors.owner(store) as session:
        rows = {
            name: session.execute(select(table).order_by(*table.primary_key)).all()
            for name, table in Base.metadata.tables.items()
        }
    with doors.journal(store) as session:
        return rows | {
            f"journal {name}": session.execute(select(table).order_by(*table.primary_key)).all()
            for name, table in JournalBase.metadata.tables.items()
        }


def test_every_row_of_every_table_comes_back(kept, empty):
    store, file = kept
    restore(empty, file)
    assert everything(empty) == everything(store)
    ends = heads.heads(empty)
    assert ends == heads.heads(store)  # of both logs
    assert {end.log for end in ends} == {"publications", "access"}
    assert heads.verify(empty, ends).broken is None
    with doors.journal(empty) as session:
        assert session.scalars(select(AccessEntry.detail)).all()[-1] == "tab\tand\nbreak\\"
    with doors.owner(empty) as session:
        assert verify(session, empty.key(KEY_PURPOSE), {1: 3, 2: 2}) is None


def test_both_logs_end_where_they_did_and_a_changed_access_entry_is_not_restored(kept, empty,
                                                                                 tmp_path):
    store, file = kept
    restore(empty, file)
    assert heads.heads(empty) == heads.heads(store)
    assert heads.verify(empty, heads.heads(store)).broken is None
    tamper(store, update(AccessEntry).values(by_user="x"))
    backup(store, tmp_path / "tampered.backup", now=NOW)
    with doors.owner(empty) as session:
        session.execute(text("DELETE FROM publication"))
    with pytest.raises(StoreError, match="Access entry 1: it is not as it was written"):
        restore(empty, tmp_path / "tampered.backup")


def test_a_restored_store_is_behind_its_walls_and_goes_on_counting(kept, empty):
    _, file = kept
    restore(empty, file)
    with doors.scoped_session(empty, who("cm")) as session:
        assert session.scalars(text("SELECT DISTINCT contract_id FROM starts")).all() == [1]
    with doors.publisher(empty, OPERATOR) as session:
        doors.begin_write(session)
        last = session.scalar(select(func.max(Submission.submission_id)))
        row = dict(session.execute(select(Submission.__table__)).mappings().first())
        one = Submission(**{**row, "submission_id": None, "sent_by": "operator"})
        session.add(one)
        session.flush()
        assert one.submission_id == last + 1


def test_a_store_that_was_only_made_can_be_restored_into(kept, empty):
    _, file = kept
    create_or_upgrade(empty)
    restore(empty, file)
    assert len(everything(empty)["contract"]) == 2


def test_nothing_published_is_written_over(kept):
    store, file = kept
    with pytest.raises(StoreError, match="has been published"):
        restore(store, file)


def test_a_backup_is_not_written_over(kept):
    store, file = kept
    before = file.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        backup(store, file, now=NOW)
    assert file.read_bytes() == before


def test_a_backup_is_its_owner_s_alone_and_holds_no_key(kept):
    store, file = kept
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert not any("key" in name for name in archive.namelist())
        assert SECRET.encode() not in archive.read("manifest.json")
    assert not file.with_name(file.name + ".part").exists()
    del store


def test_another_key_restores_nothing(kept, empty):
    _, file = kept
    wrong = Store(empty.url, empty.owner_url, "another secret altogether, and long enough")
    with pytest.raises(StoreError, match="another key"):
        restore(wrong, file)
    wrong.dispose()


def rewritten(file, **members):
    """Give a copy of a backup with members changed (or left out)."""
    changed = file.with_name("changed.backup")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            change = next((members[key] for key in members if key in name.replace('"', "")), None)
            data = source.read(name)
            if change is not None:
                data = change(data)
            if data is not None:
                target.writestr(name, data)
    return changed


def manifest(**changes):
    def change(data):
        told = json.loads(data)
        return json.dumps(told | {key: value(told[key]) for key, value in changes.items()}).encode()

    return change


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": lambda _: 2}, "later version"),
        ({"engine": lambda _: "oracle"}, "store on oracle"),
        ({"counts": lambda counts: counts | {'store."starts"': 1}}, "damaged"),
        ({"heads": lambda heads: heads | {"1": 4}}, "publication 4: it is missing"),
        ({"access": lambda head: [head[0] + 1, head[1]]}, "access log: it is missing"),
        ({"access": lambda head: [head[0], "0" * 64]}, "written down elsewhere"),
        ({"revisions": lambda told: told | {"store": "9999"}}, "later version of the product"),
    ],
)
def test_a_backup_that_does_not_hold_what_it_says_restores_nothing(kept, empty, changes, said):
    _, file = kept
    changed = rewritten(file, manifest=manifest(**changes))
    with pytest.raises(StoreError, match=said):
        restore(empty, changed)
    if empty.dialect == "sqlite":
        assert not empty.path.exists()
    else:
        with empty.owner_engine.connect() as connection:
            assert not connection.exec_driver_sql(
                "SELECT 1 FROM pg_namespace WHERE nspname = 'store'"
            ).all()


def test_a_changed_publication_is_not_restored(kept, empty, tmp_path):
    store, _ = kept
    with doors.owner(store) as session:
        session.execute(update(Publication).where(Publication.number == 2).values(by_user="x"))
    backup(store, tmp_path / "tampered.backup", now=NOW)
    with pytest.raises(StoreError, match="publication 2: it is not as it was published"):
        restore(empty, tmp_path / "tampered.backup")


@pytest.mark.parametrize("member", ["store.db", "journal.db", "store.starts.copy"])
def test_a_damaged_member_restores_nothing(kept, empty, member):
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        if member not in [name.replace('"', "") for name in archive.namelist()]:
            return  # of the other engine
    half = rewritten(file, **{member: lambda data: data[: len(data) // 2]})
    with pytest.raises(StoreError, match="damaged"):
        restore(empty, half)
    other = rewritten(file, **{member: lambda data: b"1\tneither\there nor there\n" + data[29:]})
    with pytest.raises(StoreError, match="damaged"):
        restore(empty, other)
    gone = rewritten(file, **{member: lambda _: None})
    with pytest.raises(StoreError, match="no whole backup"):
        restore(empty, gone)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no whole backup"),
        (b"PK\x03\x04 not a zip", "no whole backup"),
        (None, "no whole backup"),
        (b"SQLite format 3\0...", "copied by itself"),
        (b"PGDMP...", "Restore it with pg_restore"),
    ],
)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_is_no_backup_is_refused_by_what_it_is(store, tmp_path, data, said):
    file = tmp_path / "what.backup"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(StoreError, match=said):
        restore(store, file)


def test_a_backup_cut_short_on_its_way_restores_nothing(kept, empty):
    _, file = kept
    whole = file.read_bytes()
    for part in (len(whole) // 2, len(whole) - 40):
        file.write_bytes(whole[:part])
        with pytest.raises(StoreError, match="no whole backup"):
            restore(empty, file)
