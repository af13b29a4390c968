"""Where is the store, how is it reached, and which keys are derived from its secret?"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from db import engines
from db.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = ["Store", "StoreError"]

DEFAULT_URL = "sqlite:///store/monitor.db"
OWNER_ONLY = 0o600


@dataclass(frozen=True, eq=False)
class Store:
    """One store: its engines, its secret and the keys derived from it.

    Make one with ``Store.open``. ``engine`` is the application's: it shows nothing until a door
    (``db.doors``) has said who is asking.
    """

    url: URL
    owner_url: URL
    given_secret: str | None = field(repr=False)

    @staticmethod
    def open(
        url: str | None = None, owner_url: str | None = None, secret: str | None = None
    ) -> Store:
        """Give the store at ``url``, the same object for the same place.

        Parameters
        ----------
        url
            Where the store is (``MONITOR_DATABASE_URL``, else a SQLite file under ``store``).
        owner_url
            The owner's login (``MONITOR_OWNER_URL``, else the same as ``url``).
        secret
            What purpose keys are derived from (``MONITOR_SECRET_KEY``; on SQLite, if unset, the
            file that ``init`` wrote beside the store).

        Raises
        ------
        StoreError
            If the address cannot be read, names another engine, or PostgreSQL has no secret.
        """
        where = url or os.environ.get("MONITOR_DATABASE_URL") or DEFAULT_URL
        owner = owner_url or (os.environ.get("MONITOR_OWNER_URL") if url is None else None) or where
        word = secret or os.environ.get("MONITOR_SECRET_KEY") or None
        with _LOCK:
            known = _OPEN.get((where, owner, word))
            if known is None:
                known = Store(_address(where), _address(owner), word)
                known.check_address()
                _OPEN[where, owner, word] = known
        return known

    @property
    def dialect(self) -> str:
        """Give the engine's name: ``sqlite`` or ``postgresql``."""
        return self.url.get_backend_name()

    @property
    def path(self) -> Path:
        """Give the SQLite file."""
        return Path(self.url.database or "")

    @property
    def journal_path(self) -> Path:
        """Give the second SQLite file: access log, visits and notes."""
        return self.path.with_name(f"{self.path.stem}.journal.db")

    @property
    def key_path(self) -> Path:
        """Give the file that holds a SQLite store's secret when no setting does."""
        return self.path.with_name(f"{self.path.stem}.key")

    @cached_property
    def engine(self) -> Engine:
        """Give the application's engine; without a door's scope it shows no row."""
        if self.dialect == "sqlite":
            return engines.sqlite_reader(self.path)
        return engines.postgres(self.url, application=True)

    @cached_property
    def writing_engine(self) -> Engine:
        """Give the engine publishers write through (on PostgreSQL the application's own)."""
        return engines.sqlite_writer(self.path) if self.dialect == "sqlite" else self.engine

    @cached_property
    def owner_engine(self) -> Engine:
        """Give the owner's engine: init, migrations, backup, restore and purge only."""
        if self.dialect == "sqlite":
            return engines.sqlite_owner(self.path)
        return engines.postgres(self.owner_url, application=False)

    @cached_property
    def journal_engine(self) -> Engine:
        """Give the engine of the journal, so that reading never waits for publishing."""
        if self.dialect == "sqlite":
            return engines.sqlite_journal(self.journal_path)
        return self.engine

    def key(self, purpose: str) -> bytes:
        """Give the 32-byte key of one purpose, which tells nothing of another purpose's key.

        Raises
        ------
        StoreError
            If the store has no secret.
        """
        return hmac.digest(self._secret, purpose.encode(), hashlib.sha256)

    def make_secret(self) -> None:
        """Write a secret beside a SQLite store that has none, readable by its owner only."""
        if self.given_secret or self.dialect != "sqlite" or self.key_path.exists():
            return
        handle = os.open(self.key_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")

    def at(self, url: str) -> Store:
        """Give the store at another place that was made with the same secret."""
        return Store(_address(url), _address(url), self._secret.decode())

    def dispose(self) -> None:
        """Close every connection and forget the store, so that opening it again starts anew."""
        for name in ("engine", "writing_engine", "owner_engine", "journal_engine"):
            if name in self.__dict__:
                self.__dict__.pop(name).dispose()
        self.__dict__.pop("_secret", None)
        with _LOCK:
            for place in [place for place, store in _OPEN.items() if store is self]:
                del _OPEN[place]

    def check_address(self) -> None:
        """Refuse an engine or a place that cannot hold the store."""
        if self.dialect == "sqlite":
            if not self.url.database or self.url.database == ":memory:":
                msg = "A SQLite store needs a file: name one, as in sqlite:///store/monitor.db."
                raise StoreError(msg)
        elif self.dialect != "postgresql":
            msg = f"The store can be SQLite or PostgreSQL, not {self.dialect}."
            raise StoreError(msg)
        elif not self.given_secret:
            msg = "A store on PostgreSQL needs MONITOR_SECRET_KEY; set it to a long random text."
            raise StoreError(msg)

    @cached_property
    def _secret(self) -> bytes:
        if self.given_secret:
            return self.given_secret.encode()
        try:
            return self.key_path.read_text(encoding="ascii").strip().encode()
        except FileNotFoundError:
            msg = (
                f"The key of the store is missing ({self.key_path.name}). Run init to make a "
                "store, or set MONITOR_SECRET_KEY to the key it was made with."
            )
            raise StoreError(msg) from None


_OPEN: dict[tuple[str, str, str | None], Store] = {}
_LOCK = threading.Lock()


def _address(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        msg = "The address of the store cannot be read; it looks like sqlite:///store/monitor.db."
        raise StoreError(msg) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    return url
