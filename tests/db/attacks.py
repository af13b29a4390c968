"""What would somebody try who can put SQL of their own into a question? And what must come of it?

Twenty-seven attacks (``reliability.md`` 2.3), each tried on both engines as the contract manager of
the first of two contracts, or as its prime where something is to be written. ``REFUSED`` is an
error; anything else is exactly what must be answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.db.attacking import (
    KEPT,
    MERGED,
    NONE,
    OWN,
    WIDENED,
    Attack,
    behind,
    context,
    copy_of,
    given_back,
    gives,
    left_behind,
    notices,
    of_another_key,
    peeking,
    prepared,
    publishing,
    refused,
    replayed,
    shown_to,
    then,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FAILS = "CASE WHEN {found} THEN abs(-9223372036854775807 - 1) ELSE 1 END"
FAILS_TOO = "1 / CASE WHEN {found} THEN 0 ELSE 1 END = 1"
JOINED = (
    "SELECT count(*) FROM (SELECT 1 AS one UNION SELECT 2) o LEFT JOIN {table} t ON {condition}"
)
NAMESAKE = "WITH claims AS (SELECT contract_id FROM starts) SELECT * FROM claims"

STATED = (
    "SELECT word FROM ts_stat("
    "'SELECT to_tsvector(''simple'', ''c'' || contract_id) FROM {}.starts')"
)

ATTACKS: Mapping[str, Attack] = {
    "the table itself, by its schema": Attack(
        refused("SELECT * FROM main.starts", 'SELECT * FROM "main"."starts"',
                "SELECT * FROM [main].starts", "SELECT * FROM MAIN . /* */ STARTS",
                "SELECT main.starts.contract_id FROM starts"),
        gives(NONE, "SELECT * FROM store.starts", 'SELECT * FROM "store"."starts"',
              "SELECT * FROM STORE . /* */ STARTS", "TABLE store.starts",
              "SELECT * FROM ONLY store.starts"),
    ),
    "the table itself, within a query": Attack(
        refused("SELECT (SELECT max(contract_id) FROM main.starts)",
                "SELECT * FROM starts JOIN main.starts m ON 1 = 1",
                "SELECT * FROM starts WHERE EXISTS (SELECT 1 FROM main.starts)",
                "SELECT * FROM starts WHERE contract_id IN (SELECT contract_id FROM main.starts)",
                "SELECT contract_id FROM starts UNION SELECT contract_id FROM main.starts",
                "SELECT * FROM (SELECT * FROM main.starts) AS starts"),
        gives([(None,)], "SELECT (SELECT max(contract_id) FROM store.starts)")
        + gives(NONE, "SELECT s.* FROM starts s JOIN store.starts m ON true",
                "SELECT * FROM starts WHERE EXISTS (SELECT 1 FROM store.starts)",
                "SELECT * FROM (SELECT * FROM store.starts) AS starts")
        + gives([(1,)], "SELECT contract_id FROM starts "
                          "UNION SELECT contract_id FROM store.starts"),
    ),
    "counting it, or asking for no column": Attack(
        refused("SELECT count(*) FROM main.starts", "SELECT 1 FROM main.starts",
                "SELECT rowid FROM main.starts", "SELECT oid FROM main.contract"),
        gives([(0,)], "SELECT count(*) FROM store.starts")
        + gives(NONE, "SELECT 1 FROM store.starts", "SELECT ctid FROM store.starts",
                "SELECT tableoid FROM store.starts TABLESAMPLE SYSTEM (100)"),
    ),
    "an expression under the table's name": Attack(
        refused("WITH starts AS (SELECT * FROM main.starts) SELECT * FROM starts",
                "WITH x AS (SELECT * FROM main.starts) SELECT * FROM x",
                "WITH starts AS MATERIALIZED (SELECT contract_id FROM main.starts) "
                "SELECT * FROM starts")
        + gives(OWN, NAMESAKE),
        gives(NONE, "WITH starts AS (SELECT * FROM store.starts) SELECT * FROM starts",
              "WITH starts AS MATERIALIZED (SELECT * FROM store.starts) SELECT * FROM starts")
        + gives(OWN, NAMESAKE),
    ),
    "a recursive expression": Attack(
        refused("WITH RECURSIVE r(n) AS (SELECT rowid FROM main.starts UNION SELECT n FROM r) "
                "SELECT * FROM r",
                "WITH RECURSIVE starts(n) AS (SELECT 1 UNION SELECT contract_id FROM main.starts "
                "JOIN starts) SELECT * FROM starts"),
        gives(NONE, "WITH RECURSIVE r(n) AS (SELECT contract_id FROM store.starts UNION "
                    "SELECT n FROM r) SELECT * FROM r"),
    ),
    "what stands behind the view": Attack(
        refused(*map(behind, (
            "SELECT * FROM temp.{inner}", "SELECT count(*) FROM {INNER}",
            "WITH {inner} AS (SELECT * FROM {inner}) SELECT * FROM {inner}",
            "WITH {inner} AS (SELECT * FROM main.starts) SELECT * FROM {inner}",
        ))),
        refused("SELECT * FROM walls.context_key", "SELECT count(*) FROM walls.context_key",
                publishing("CREATE FUNCTION walls.context() RETURNS jsonb LANGUAGE sql AS "
                           "'SELECT NULL::jsonb'")),
        "On SQLite a name drawn at random; on PostgreSQL the key contexts are signed with.",
    ),
    "how a question is answered": Attack(
        refused("EXPLAIN SELECT * FROM starts",
                " /* so */ -- or so\n eXplain QUERY PLAN SELECT * FROM submission"),
        gives(NONE, then("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM starts",
                         "SELECT * FROM store.starts"))
        + refused("EXPLAIN ANALYZE SELECT * FROM walls.context_key"),
        "PostgreSQL explains: it tells how many rows were filtered out, and none of them.",
    ),
    "another database": Attack(
        refused("ATTACH DATABASE ':memory:' AS other", "DETACH DATABASE main",
                "ATTACH 'file:monitor.db?mode=ro' AS again"),
        refused("SELECT * FROM postgres.store.starts", "CREATE EXTENSION dblink",
                "CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw"),
    ),
    "a setting": Attack(
        refused("PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
                "PRAGMA table_info(starts)", "PRAGMA database_list", "PRAGMA trusted_schema = ON",
                "pragma main . user_version"),
        refused(then("SET row_security = off", "SELECT * FROM store.starts"),
                "SET session_replication_role = replica", "SET TRANSACTION READ WRITE",
                "SET log_statement = 'all'", "ALTER SYSTEM SET log_statement = 'all'"),
    ),
    "the catalogue": Attack(
        refused("SELECT * FROM sqlite_master", "SELECT sql FROM sqlite_temp_master",
                "SELECT count(*) FROM sqlite_temp_schema", "SELECT * FROM alembic_version",
                "SELECT * FROM sqlite_sequence", "SELECT * FROM pragma_table_list",
                "SELECT count(*) FROM pragma_database_list", "SELECT * FROM json_each('[1]')",
                "SELECT * FROM main.sqlite_schema", "SELECT * FROM dbstat"),
        gives(NONE, "SELECT most_common_vals FROM pg_stats WHERE schemaname = 'store'",
              "SELECT most_common_vals FROM pg_stats_ext WHERE schemaname = 'store'")
        + refused("SELECT * FROM pg_statistic", "SELECT * FROM pg_authid",
                  publishing("UPDATE store.alembic_version SET version_num = '1'")),
    ),
    "something of one's own": Attack(
        refused("CREATE TEMP VIEW mine AS SELECT * FROM main.starts",
                "CREATE TEMP TRIGGER t BEFORE DELETE ON main.starts BEGIN SELECT 1; END",
                "CREATE TEMP TABLE mine AS SELECT * FROM main.starts",
                "CREATE VIRTUAL TABLE temp.mine USING fts5(x)",
                "CREATE INDEX i ON starts (row_id)"),
        refused("CREATE TEMP VIEW mine AS SELECT * FROM store.starts",
                "CREATE TEMP TABLE mine AS SELECT * FROM store.starts",
                "SELECT * INTO TEMP mine FROM store.starts",
                publishing("CREATE TABLE public.mine (x integer)"),
                publishing("CREATE VIEW scoped.mine AS SELECT * FROM store.starts"),
                publishing("CREATE MATERIALIZED VIEW store.mine AS SELECT * FROM store.starts")),
    ),
    "a wall taken down": Attack(
        refused("DROP VIEW temp.starts", "ALTER TABLE main.starts RENAME TO mine", "REINDEX",
                "ANALYZE", "DROP TABLE main.starts"),
        refused(publishing("DROP POLICY reads ON store.starts"),
                publishing("ALTER TABLE store.starts DISABLE ROW LEVEL SECURITY"),
                publishing("ALTER TABLE store.starts NO FORCE ROW LEVEL SECURITY"),
                publishing("CREATE POLICY mine ON store.starts USING (true)"),
                publishing("CREATE OR REPLACE VIEW scoped.starts AS SELECT * FROM store.starts"),
                publishing("DROP VIEW scoped.starts"), publishing("TRUNCATE store.starts")),
    ),
    "the scope rewritten": Attack(
        refused("INSERT INTO _scope VALUES ('rows', 2, '*')",
                "UPDATE temp._scope SET contract_id = 2", "DELETE FROM temp._scope",
                "REPLACE INTO temp._scope VALUES ('rows', 2, '*')"),
        gives(NONE, then(WIDENED.format("[1]", "[1,2]")),
              then(WIDENED.format('"everywhere":[', '"everywhere":["clients",')),
              then(WIDENED.format('"read"', '"own"'), "SELECT * FROM store.starts"),
              then(WIDENED.format('"read"', '"publish"'), "SELECT * FROM store.starts"),
              then("SELECT set_config('monitor.context', 'everything', true)")),
    ),
    "the scope read, or emptied": Attack(
        refused("SELECT * FROM _scope", "SELECT count(*) FROM temp._scope",
                "WITH _scope AS (SELECT * FROM temp._scope) SELECT * FROM _scope",
                "SELECT * FROM starts, _scope"),
        gives(NONE, then("SELECT set_config('monitor.context', '', true)"),
              then("SET LOCAL monitor.context = ''"), then("RESET monitor.context"),
              then("RESET ALL", "SELECT contract_id FROM scoped.starts"),
              then("SET LOCAL monitor.context TO DEFAULT")),
    ),
    "another table found first": Attack(
        refused("CREATE TEMP TABLE starts (contract_id integer)",
                "CREATE TEMP VIEW claims AS SELECT 1", "ALTER TABLE temp.starts RENAME TO mine"),
        gives(NONE, then("SET LOCAL search_path = store"),
              then("SELECT set_config('search_path', 'store, scoped', true)"))
        + gives(OWN, then("SET LOCAL search_path = pg_temp, scoped"))
        + gives([(0,)], publishing("CREATE TEMP TABLE starts (contract_id integer)",
                                   "SELECT count(*) FROM starts WHERE contract_id <> 1")),
    ),
    "another role": Attack(
        refused("SELECT set_authorizer(NULL)", "PRAGMA user_version = 1"),
        refused("SET ROLE postgres", "SET LOCAL ROLE pg_read_all_data",
                "SET SESSION AUTHORIZATION postgres", "GRANT pg_read_all_data TO current_user",
                publishing("CREATE ROLE mine SUPERUSER"),
                publishing("ALTER ROLE CURRENT_USER BYPASSRLS"))
        + gives(NONE, then("RESET ROLE", "SELECT * FROM store.starts"),
                then("RESET SESSION AUTHORIZATION", "SELECT * FROM store.starts")),
        "SQLite has no roles: what lets one through there is the authorizer, out of SQL's reach.",
    ),
    "a scope that was another's": Attack(
        gives(NONE, given_back),
        gives(NONE, replayed, lambda store: shown_to(context(store, pid=1), store),
              left_behind(KEPT, "SELECT contract_id FROM scoped.starts WHERE contract_id = 2"),
              then("COMMIT", "SELECT contract_id FROM scoped.starts")),
        "On SQLite the scope stands in the connection, and is emptied when that is given back.",
    ),
    "a scope out of date, undated, or signed by another": Attack(
        refused("WITH w_0_starts AS (SELECT * FROM main.starts) SELECT * FROM w_0_starts",
                behind("WITH {secret}claims AS (SELECT * FROM main.starts) "
                       "SELECT * FROM {secret}claims")),
        gives(NONE, lambda store: shown_to(context(store, until=1.0), store),
              lambda store: shown_to(context(store, until=None), store),
              lambda store: shown_to(context(store, pid=None), store), of_another_key),
        "On SQLite nothing is signed: what an attacker must know is the name, which changes with "
        "every process.",
    ),
    "a question planned for another": Attack(
        gives(OWN, prepared),
        gives(OWN, prepared, left_behind("PREPARE planted AS SELECT contract_id FROM starts",
                                           "EXECUTE planted")),
    ),
    "a cursor left open": Attack(
        gives(NONE, given_back),
        refused(left_behind("DECLARE planted CURSOR WITH HOLD FOR SELECT contract_id FROM starts",
                            "FETCH ALL planted"))
        + gives(NONE, then("DECLARE mine CURSOR FOR SELECT * FROM store.starts",
                           "FETCH ALL mine")),
        "SQL of SQLite has no cursors: the connection is asked again by the driver's own.",
    ),
    "copied out": Attack(
        refused("VACUUM", "VACUUM INTO '/dev/null'", "VACUUM main INTO ':memory:'"),
        refused("COPY (SELECT 1) TO '/dev/null'", "COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY scoped.starts FROM '/dev/null'",
                publishing("COPY (SELECT 1) TO '/dev/null'"),
                publishing("COPY store.starts FROM STDIN")),
    ),
    "files and large objects": Attack(
        refused("SELECT load_extension('x')", "SELECT readfile('/etc/hostname')",
                "SELECT writefile('x', 'y')", "SELECT fts3_tokenizer('simple')",
                "SELECT edit('x')"),
        refused("SELECT pg_read_file('postgresql.conf')", "SELECT lo_import('/etc/hostname')",
                "SELECT lo_export(1, '/dev/null')", "SELECT * FROM pg_ls_dir('.')",
                "LOAD 'dblink'"),
    ),
    "a function that runs SQL": Attack(
        refused("SELECT eval('SELECT 1')", "SELECT query('SELECT * FROM main.starts')",
                "SELECT * FROM pragma_table_info('starts')"),
        gives(NONE, STATED.format("store")) + gives([("c1",)], STATED.format("scoped"))
        + gives([([1],)], "SELECT walls.whole('contract')")
        + gives([(False,)], "SELECT walls.held('people')")
        + refused("DO $$ BEGIN PERFORM * FROM walls.context_key; END $$"),
    ),
    "a function tried on every row": Attack(
        gives(NONE, peeking(FAILS, "SELECT count(*) FROM {table} t WHERE {condition}"),
              peeking(FAILS, JOINED)),
        gives({"peeked at 1"}, notices),
        "SQLite's own functions cannot speak, but they can fail.",
    ),
    "an error that tells": Attack(
        gives(NONE, peeking(FAILS, "SELECT 1 WHERE EXISTS (SELECT 1 FROM {table} "
                                   "WHERE {condition})"),
              peeking("json(CASE WHEN {found} THEN 'x' ELSE '1' END)",
                      "SELECT 1 FROM {table} ORDER BY {condition}")),
        gives(NONE, peeking(FAILS_TOO),
              peeking("CAST(CASE WHEN {found} THEN 'x' ELSE '1' END AS integer) = 1", JOINED)),
    ),
    "whether a row is there": Attack(
        refused("INSERT INTO starts SELECT * FROM starts ON CONFLICT DO NOTHING RETURNING *",
                "REPLACE INTO contract SELECT * FROM contract",
                "INSERT OR IGNORE INTO client SELECT * FROM client RETURNING client_id"),
        refused(publishing("INSERT INTO client (contract_id, client_id, ref_hash) VALUES "
                           "(2, 20, 'x') ON CONFLICT DO NOTHING"),
                publishing("INSERT INTO client (contract_id, client_id, ref_hash) VALUES "
                           "(2, 99, 'x') ON CONFLICT DO NOTHING"),
                publishing(copy_of("starts", contract_id="2") + " RETURNING *"))
        + gives(0, publishing(MERGED), publishing("UPDATE starts SET known_to = 9 "
                                                  "WHERE contract_id = 2"))
        + gives(NONE, publishing("UPDATE starts SET known_to = 9 WHERE contract_id = 2 "
                                 "RETURNING *")),
        "SQLite's reading door writes nothing; its publisher's rights are checked by the code.",
    ),
    "several statements, or the transaction's end": Attack(
        refused("SELECT 1; SELECT * FROM main.starts",
                then("COMMIT", "SELECT * FROM main.starts"),
                then("ROLLBACK", "SELECT * FROM main.starts"),
                then("SAVEPOINT x", "INSERT INTO temp._scope VALUES ('rows', 2, '*')")),
        gives(NONE, then("SELECT 1; COMMIT", "SELECT contract_id FROM scoped.starts"),
              then("ROLLBACK", "SELECT contract_id FROM scoped.starts"),
              then("COMMIT; BEGIN", "SELECT contract_id FROM store.starts")),
    ),
}
"""Every attack, by name."""
