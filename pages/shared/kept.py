"""Which settings of the server keep people apart, and do they stand?

The fourteen of ``reliability.md`` 3.6. A deployment may set its own by environment; what would let
somebody in, or tell too much, is refused at start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from db.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_UPLOAD, MOST_MESSAGE, MOST_SECONDS = 20, 50, 30


class Kept(NamedTuple):
    """What a setting must be, for a program and for a person, and why."""

    stands: Callable[[Any], bool]
    wanted: str
    why: str


def _is(value: object) -> Callable[[Any], bool]:
    return lambda found: found == value


def _at_most(most: int) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, int) and 0 < found <= most


def _named(hosts: Any) -> bool:  # noqa: ANN401 - whatever was set
    return bool(hosts) and "*" not in hosts


def settings(headers: Mapping[str, str]) -> dict[str, Kept]:
    """Give what each setting must be; ``headers`` are those the guard itself sets."""
    return {
        "server.enableCORS": Kept(_is(value=True), "true", "another site could read answers"),
        "server.enableXsrfProtection": Kept(
            _is(value=True), "true", "another site could upload for a visitor"
        ),
        "server.allowedHosts": Kept(
            _named, "the names it is reached by", "a name pointed at it would pass for its own"
        ),
        "server.maxUploadSize": Kept(
            _at_most(MOST_UPLOAD), f"at most {MOST_UPLOAD}", "one upload could fill the memory"
        ),
        "server.maxMessageSize": Kept(
            _at_most(MOST_MESSAGE), f"at most {MOST_MESSAGE}", "one answer could fill the memory"
        ),
        "server.enableAgentApi": Kept(_is(value=False), "false", "it asks nobody who they are"),
        "server.enableStaticServing": Kept(_is(value=False), "false", "it asks nobody either"),
        "server.trustedUserHeaders": Kept(
            _is(dict(headers)), "left to the guard", "a visitor could say who they are"
        ),
        "server.unsafeMetricsUserAttributes": Kept(
            lambda found: not found, "empty", "figures of use would name people"
        ),
        "client.showErrorDetails": Kept(_is("none"), "none", "an error may repeat what was sent"),
        "client.toolbarMode": Kept(_is("minimal"), "minimal", "its menu is for developers"),
        "browser.gatherUsageStats": Kept(_is(value=False), "false", "use would be told elsewhere"),
        "server.fileWatcherType": Kept(_is("none"), "none", "a changed file would run at once"),
        "server.disconnectedSessionTTL": Kept(
            _at_most(MOST_SECONDS), f"at most {MOST_SECONDS}", "a session left could be taken up"
        ),
    }


def see_to(found: Callable[[str], Any], headers: Mapping[str, str]) -> None:
    """Refuse to start where a setting does not stand.

    Parameters
    ----------
    found
        Gives what a setting is.
    headers
        The identity headers the guard sets, which alone may be believed.

    Raises
    ------
    StoreError
        If a setting does not stand: all of them are named, with what they must be and why.
    """
    wrong = [
        f"{name} must be {kept.wanted} ({kept.why})"
        for name, kept in settings(headers).items()
        if not kept.stands(found(name))
    ]
    if wrong:
        msg = (
            f"The server does not start: {'; '.join(wrong)}. Mend .streamlit/config.toml or the "
            "environment (STREAMLIT_SERVER_ALLOWED_HOSTS and its like)."
        )
        raise StoreError(msg)
