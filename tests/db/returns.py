"""Small returns to send in tests, drawn as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from db import doors, registers, sending
from db.publishing.request import Answer, Sending
from db.reports import View, run
from db.scope import OPERATOR, Principal
from monitoring import printing

if TYPE_CHECKING:
    from db.store import Store

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)

CONTRACTS = """
    contract | programme | prime   | district | starts_on  | length_months | value_gbp
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36            | 6000000
    CPA-2    | PLP       | Prime 2 | Area 2   | 2009-01-01 | 36            | 3000000
"""
PROFILES = """
    contract | set      | month   | measure      | client_category | value
    CPA-1    | original | 2009-01 | job_outcomes | all             | 40
    CPA-1    | original | 2009-02 | job_outcomes | all             | 100
    CPA-1    | original | 2009-03 | job_outcomes | all             | 160
"""
RETURN = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 38
    CPA-1    | 2009-02 | job_outcomes | all             | 60
    CPA-1    | 2009-03 | job_outcomes | all             | 80
"""


def csv_of(drawn: str) -> bytes:
    """Give a drawn table as the bytes of a CSV."""
    lines = [line for line in drawn.splitlines() if line.strip()]
    rows = [",".join(cell.strip() for cell in line.split("|")) for line in lines]
    return ("\n".join(rows) + "\n").encode()


def send(
    store: Store,
    dataset: str,
    drawn: str | bytes,
    who: Principal = OPERATOR,
    now: datetime = NOW,
    **said: Any,
) -> Answer:
    """Send a drawn table (or bytes) as a file."""
    data = drawn if isinstance(drawn, bytes) else csv_of(drawn)
    asked = Sending(dataset=dataset, name=f"{dataset}.csv", data=data)
    return sending.send(sending.Desk(store, who, now), replace(asked, **said))


def preview(
    store: Store, dataset: str, drawn: str, who: Principal = OPERATOR, **said: Any
) -> Answer:
    """Give what sending a drawn table would answer."""
    asked = Sending(dataset=dataset, name=f"{dataset}.csv", data=csv_of(drawn))
    return sending.preview(sending.Desk(store, who, NOW), replace(asked, **said))


def with_programmes(store: Store) -> Store:
    """Give the store with the shipped programmes in it."""
    with doors.owner(store) as session:
        for definition in registers.shipped_programmes():
            registers.add_programme(session, definition, None, NOW)
    return store


def report(
    store: Store, name: str, who: Principal = OPERATOR, **choices: Any
) -> list[dict[str, Any]]:
    """Give a report's rows as the terminal prints them."""
    with doors.scoped_session(store, who) as session:
        made = run(session, name, View(**choices), NOW)
    return printing.records(made.frame, made.whole)
