"""What of a worklist is kept for the next run, and what is read afresh?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.queries.knowledge import end_of_day
from db.queries.worklist import paired
from db.reports.worklist import of
from db.worklist.reading import Compare, compare
from db.worklist.seen import Seen, months_end_before, seen
from pages.shared import loaders, written

if TYPE_CHECKING:
    from db.reports import Report, View
    from pages.shared.identity import Visitor


def found(visitor: Visitor, view: View) -> Seen | None:
    """Give the list: what differs is kept until something is published, what was written is not."""
    now = _compared(visitor, view)
    if now is None:
        return None
    earlier = replace(view, as_at=end_of_day(months_end_before(now.on)))
    before = _compared(visitor, earlier)
    made: Seen = loaders.read(
        visitor,
        ("worklist", view, loaders.written(visitor)),
        lambda session: seen(session, now, before, view),
    )
    return made


def report(visitor: Visitor, view: View, found: Seen) -> Report:
    """Give the report of the list; what was read of it is not read again."""
    made: Report = loaders.read(
        visitor,
        ("worklist report", view, loaders.written(visitor)),
        lambda session: of(session, found, view, loaders.now()),
    )
    return made


def _compared(visitor: Visitor, view: View) -> Compare | None:
    pairs = written.read(visitor, paired)
    made: Compare | None = loaders.read(
        visitor, ("differences", view, pairs), lambda one: compare(one, view, loaders.now())
    )
    return made
