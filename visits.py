"""Who is a browser, in a cookie nobody else can make?

Every browser gets a visit with its first page. In a demonstration it says whom the browser views
as; behind an identity provider it is the key of a sitting, which the store knows of.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from db.queries import visitors
from db.signing_in import settings
from db.store import Store, StoreError

if TYPE_CHECKING:
    from starlette.types import Scope

COOKIE = "monitor_visit"
VISIT_SECONDS = 8 * 60 * 60  # a working day; ASVS 7.3.2 asks for an absolute limit


def demo() -> bool:
    """Say whether the *view as* switch is on: never beside an identity provider on a real store."""
    if os.environ.get("MONITOR_DEMO") != "1":
        return False
    return not settings.configured() or is_a_sample()


def is_a_sample() -> bool:
    """Say whether the store is a sample; False while there is none."""
    try:
        return visitors.is_a_sample(Store.open())
    except StoreError:
        return False


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser from its first page to its last, and whom it views as."""

    visit: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    login: str | None = None
    since: int = field(default_factory=lambda: int(time.time()))

    def standing(self) -> bool:
        """Say whether the visit has not run out."""
        lasts = settings.limits().whole.total_seconds() if settings.configured() else VISIT_SECONDS
        return 0 <= time.time() - self.since < lasts


class Seal:
    """Makes visits into cookies and believes only the cookies it made."""

    def __init__(self, key: bytes) -> None:
        """Take the key that only this server has."""
        self._key = key

    def close(self, visit: Visit) -> str:
        """Give the cookie's text."""
        body = base64.urlsafe_b64encode(json.dumps(asdict(visit)).encode()).decode()
        return f"{body}.{self._mark(body)}"

    def open(self, cookie: str | None) -> Visit | None:
        """Give the visit a cookie stands for, or None for any other text."""
        body, _, mark = (cookie or "").rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark(body).encode()):
            return None
        visit = Visit(**json.loads(base64.urlsafe_b64decode(body)))
        return visit if visit.standing() else None

    def _mark(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()


def key_of(purpose: str) -> bytes:
    """Give a key of the store's, or one that dies with us while there is no store."""
    try:
        return Store.open().key(purpose)
    except StoreError:
        return secrets.token_bytes(32)


SEAL = Seal(key_of("visit cookie"))


def visit_of(scope: Scope) -> Visit | None:
    """Give the visit a request belongs to, or None when its cookie is not ours."""
    return SEAL.open(HTTPConnection(scope).cookies.get(COOKIE))


def cookie_header(visit: Visit, *, secure: bool) -> str:
    """Give the header that hands a visit to its browser."""
    ending = "; Secure" if secure else ""
    return f"{COOKIE}={SEAL.close(visit)}; Path=/; HttpOnly; SameSite=Lax{ending}"


def local_path(target: str) -> str:
    """Give a path of this site to go on to, whatever was asked for."""
    parts = urlsplit(target)
    odd = parts.scheme or parts.netloc or "\\" in target or not target.isprintable()
    return "/" if odd or not target.startswith("/") or target.startswith("//") else target
