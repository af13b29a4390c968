"""Do the walls stand? Asked once when the server starts, before anybody is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from db import doors
from db.errors import StoreError
from db.models import JournalBase
from db.scope import Principal
from db.upgrade import is_current
from db.walls.rules import RULES

if TYPE_CHECKING:
    from db.store import Store

NOBODY = Principal("", "Nobody")
UNFORCED = text(
    "SELECT nspname || '.' || relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
    "WHERE nspname IN ('store', 'journal') AND relkind IN ('r', 'p', 'm') "
    "AND relname <> 'alembic_version' AND NOT (relrowsecurity AND relforcerowsecurity)"
)
"""What no policy holds for: a table whose wall is down, or rows kept beside their table."""


QUIET_LOG = {
    "log_error_verbosity": ("terse",),  # else the detail of an error repeats a key, or a row
    "log_min_error_statement": ("panic",),  # else the statement that failed is logged
    "log_parameter_max_length": ("0",),  # else what a statement was given may be logged
}
"""What a PostgreSQL server must be told by its owner, so that its log repeats nothing of a row."""


ANOTHER_VERSION = (
    "The store was made by another version of the product. Run python cli.py init with this one, "
    "which brings it up to date and keeps what it holds."
)


def noisy(store: Store) -> str:
    """Say which settings let the database's own log repeat values, and how to mend it; or nothing.

    A login may not set them for itself.
    """
    if store.dialect != "postgresql":
        return ""
    asked = text("SELECT name, setting FROM pg_settings WHERE name = ANY (:names)")
    with store.engine.connect() as connection:
        found = connection.execute(asked, {"names": list(QUIET_LOG)})
        loud = [row.name for row in found if row.setting not in QUIET_LOG[row.name]]
    if not loud:
        return ""
    role = f"ALTER ROLE {store.url.username} SET"
    told = " ".join(f"{role} {name} = {QUIET_LOG[name][0]};" for name in sorted(loud))
    return (
        "The database server's own log may repeat values of rows when a statement fails. Have a "
        f"superuser run: {told} The same for the owner's login."
    )


def prove(store: Store) -> None:
    """See that the tables are today's, and that who has no scope is shown no row of any.

    On PostgreSQL to connect is to prove more: that the server is recent enough, and that the
    application's login owns nothing of the store and cannot pass by its policies (``db.engines``).

    Raises
    ------
    StoreError
        If another version made the store, or a table shows a row to nobody in particular, or one
        day could: the store must not be opened so.
    """
    if not is_current(store):
        raise StoreError(ANOTHER_VERSION)
    places = [f'"{name}"' for name in RULES]
    if store.dialect == "postgresql":
        places += [f'store."{name}"' for name in RULES]
        places += [f'journal."{name}"' for name in JournalBase.metadata.tables]
    with doors.scoped_session(store, NOBODY) as session:
        open_to_all = [
            place
            for place in places
            if session.execute(text(f"SELECT 1 FROM {place} LIMIT 1")).first()  # noqa: S608 - our own names
        ]
        if store.dialect == "postgresql":
            open_to_all += session.scalars(UNFORCED)
    if open_to_all:
        msg = f"The store shows {open_to_all[0]} to everybody. Run init, which puts its walls back."
        raise StoreError(msg)
