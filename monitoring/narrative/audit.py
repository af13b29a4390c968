"""How is it said whether both chained logs are as they were written?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.audit import (
    DAYS_BACK,
    FROM_HOUR,
    LONDON,
    MANY_REFUSED,
    REFUSED,
    TO_HOUR,
)
from monitoring.narrative.words import count_of, day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitoring.audit import Unusual

AS_WRITTEN = "Every publication is as it was published, and every sealed access entry as written."
NOW_SEALED = "What was not yet sealed is sealed now."


def verified(fault: str | None, unsealed: int) -> str:
    """Say what a check of both logs found.

    >>> verified("Access entry 3: it is missing.", 2)
    'Access entry 3: it is missing.'
    """
    if fault:
        return fault
    return f"{AS_WRITTEN} {NOW_SEALED}" if unsealed else AS_WRITTEN


def sealed(entries: int) -> str:
    """Say how many entries were sealed now.

    >>> sealed(1), sealed(1200)
    ('1 access entry is sealed now.', '1,200 access entries are sealed now.')
    """
    found = count_of(entries, "access entry", "access entries")
    return f"{found} {'is' if entries == 1 else 'are'} sealed now."


def state(checked: tuple[datetime, str] | None, sealed_at: datetime | None, unsealed: int) -> str:
    """Say how the logs stand: when they were last checked, and what is sealed.

    Parameters
    ----------
    checked
        When both logs were last checked and what was found; None where they never were.
    sealed_at
        When the last seal was made.
    unsealed
        How many access entries no seal covers yet.
    """
    if checked is None:
        said = "Nobody has checked the logs yet: run audit verify on the server."
    elif checked[1] == INTACT:
        said = f"Both logs were as they were written when last checked, {_when(checked[0])}."
    else:
        broken = "A log was not as it was written when last checked"
        said = f"{broken}, {_when(checked[0])}. {checked[1]}"
    seal = f"Last sealed {_when(sealed_at)}" if sealed_at else "Nothing is sealed yet"
    waits = count_of(unsealed, "access entry", "access entries")
    return f"{said} {seal}; {waits} not yet sealed."


def counts(access: int, publications: int) -> str:
    """Say how many acts are in view.

    >>> counts(1, 2000)
    '1 access entry and 2,000 publications.'
    """
    acts = count_of(access, "access entry", "access entries")
    return f"{acts} and {count_of(publications, 'publication', 'publications')}."


def unusual_lines(found: Sequence[Unusual], names: dict[str, str]) -> list[str]:
    """Say what is unusual, one line each."""
    return [_line(each, names.get(each.who, each.who)) for each in found]


NOTHING_UNUSUAL = (
    f"Nothing unusual in the last {DAYS_BACK} days: nobody was refused {MANY_REFUSED} times in a "
    f"day, and no file was taken away at a weekend or outside {FROM_HOUR}:00 to {TO_HOUR}:00."
)
INTACT = "as written"
KINDS = (
    "sign in", "sign out", "open", "look", "export", "send", "submission", "withdrawal", "return",
    "certification", "release", "purge", "parameter", "close", "benchmark", "save mapping",
    "add person", "disable person", "grant", "go on", "remind", "backup", "restore", "verify",
)  # fmt: skip
"""The kinds of act and of publication that are looked for by name."""

DEFINITIONS = {
    "at": "when it was done, or written into the store",
    "who": "the login it was done under; blank where the reader may not see whose return it was",
    "what": "the kind of act, or of publication",
    "subject": "the page, report, file, person, mapping or return it was about",
    "contract": "the contract it was about; blank where it was about none or about several",
    "result": "how it ended: published, or shown, taken, made, sent, refused, needs_confirmation",
    "detail": "rules, counts, filters and the digest of a file; never a value of a file's",
    "log": "publications, or the access log",
    "number": "the number of the entry, or of the publication within its contract",
}

ABOUT = {
    "Publications": "Every return, withdrawal, certificate, rule and closed month, chained by a "
    "keyed hash, contract by contract, in the transaction that published it.",
    "Access log": "Sign-ins, refusals, looks at rows about single people, files taken away, edits "
    "of people and rights, backups. An entry is written at once and sealed with those around it.",
    "Not in either": "Values of a file, references of clients, and what somebody typed. Copying a "
    "table from the screen leaves no entry: it was shown already.",
    "Checked": "The command audit verify reads both logs from their beginning and names the "
    "first line that is not as it was. Heads kept elsewhere (audit heads) show a cut end.",
    "Days": "Chosen days are days in UTC. Times are shown in London's.",
}


def _line(one: Unusual, name: str) -> str:
    if one.kind == REFUSED and one.day is not None:
        return f"{name} was refused {one.times:,} times on {day(one.day)}."
    files = count_of(one.times, "file", "files")
    return (
        f"{name} took {files} away at a weekend or outside {FROM_HOUR}:00 to {TO_HOUR}:00, in the "
        f"last {DAYS_BACK} days."
    )


def _when(moment: datetime) -> str:
    there = moment.astimezone(LONDON)
    return f"on {day(there)} at {there:%H:%M}"
