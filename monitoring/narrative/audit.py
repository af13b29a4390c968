"""How is it said whether both chained logs are as they were written?"""

from __future__ import annotations

from monitoring.narrative.words import count_of

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
