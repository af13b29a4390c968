"""What does the environment say about signing in?

Nothing of it stands in a file of ours. Without an issuer there is no identity provider.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from db.errors import SettingError

ISSUER = "MONITOR_OIDC_ISSUER"
METADATA_URL = "MONITOR_OIDC_METADATA_URL"
CLIENT_ID = "MONITOR_OIDC_CLIENT_ID"
CLIENT_SECRET = "MONITOR_OIDC_CLIENT_SECRET"  # noqa: S105 - the name of a setting
CLIENT_SECRET_FILE = "MONITOR_OIDC_CLIENT_SECRET_FILE"  # noqa: S105 - the same
REDIRECT_URI = "MONITOR_OIDC_REDIRECT_URI"
WELL_KNOWN = "/.well-known/openid-configuration"  # OpenID Connect Discovery 1.0, section 4
CALLBACK = "/oauth2callback"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE_SECRET_BYTES = 32  # reliability.md A11
CONTACT = "the person who manages access to this service in your organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The one identity provider whose word is believed, and how it is reached."""

    issuer: str
    metadata_url: str
    client_id: str
    redirect_uri: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sitting lasts: without use, and at most (ASVS 7.3.1, 7.3.2)."""

    idle: timedelta
    whole: timedelta


def configured() -> bool:
    """Say whether people sign in through an identity provider."""
    return bool(os.environ.get(ISSUER))


def provider() -> Provider | None:
    """Give the identity provider; None where none is named.

    Raises
    ------
    SettingError
        If one is named and the rest is missing or cannot be used.
    """
    if not configured():
        return None
    issuer = _url(ISSUER)
    redirect_uri = _url(REDIRECT_URI)
    if urlsplit(redirect_uri).path != CALLBACK:
        msg = (
            f"{REDIRECT_URI} is the address people open, with {CALLBACK} for its path: "
            f"https://monitor.example.org{CALLBACK}."
        )
        raise SettingError(msg)
    given = os.environ.get(METADATA_URL)
    return Provider(
        issuer=issuer,
        metadata_url=_url(METADATA_URL) if given else issuer.rstrip("/") + WELL_KNOWN,
        client_id=_given(CLIENT_ID),
        redirect_uri=redirect_uri,
        client_secret=_client_secret(),
    )


def cookie_secret(derived: bytes) -> str:
    """Give what Streamlit seals its cookies with: as set, or else the store's own derived key.

    Raises
    ------
    SettingError
        If the one set is too short to be safe.
    """
    given = os.environ.get("MONITOR_COOKIE_SECRET")
    if not given:
        return derived.hex()
    if len(given.encode()) < COOKIE_SECRET_BYTES:
        msg = (
            f"MONITOR_COOKIE_SECRET is shorter than {COOKIE_SECRET_BYTES} bytes. Set it to a long "
            "random text, or leave it unset to derive it from the store's own secret."
        )
        raise SettingError(msg)
    return given


def limits() -> Limits:
    """Give how long a sitting lasts: 30 minutes without use and 8 hours at most, if unset.

    Raises
    ------
    SettingError
        If one of the two is no whole number of at least 1.
    """
    return Limits(
        idle=timedelta(minutes=_number("MONITOR_IDLE_MINUTES", 30)),
        whole=timedelta(hours=_number("MONITOR_SESSION_HOURS", 8)),
    )


def contact() -> str:
    """Say whom to ask about access."""
    return os.environ.get("MONITOR_ACCESS_CONTACT") or CONTACT


def _given(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        msg = f"{ISSUER} is set and {name} is not. Set both, or neither."
        raise SettingError(msg)
    return value


def _client_secret() -> str:
    file = os.environ.get(CLIENT_SECRET_FILE)
    if not file:
        return _given(CLIENT_SECRET)
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        msg = f"The file {CLIENT_SECRET_FILE} names cannot be read, or holds nothing."
        raise SettingError(msg)
    return secret


def _url(name: str) -> str:
    """Give an address that nobody on the way can read; on this machine plain http will do."""
    value = _given(name)
    parts = urlsplit(value)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        msg = f"{name} is an address that begins with https://."
        raise SettingError(msg)
    return value


def _number(name: str, otherwise: int) -> int:
    value = os.environ.get(name) or str(otherwise)
    if not (value.isascii() and value.isdecimal() and int(value) >= 1):
        msg = f"{name} is a whole number of at least 1; {otherwise} if unset."
        raise SettingError(msg)
    return int(value)
