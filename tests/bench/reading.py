"""What does a page cost, and does it cost more when there are a hundred times as many clients?"""

from __future__ import annotations

import gc
import time
from datetime import UTC, date, datetime
from statistics import median
from typing import TYPE_CHECKING

from db import doors
from db.reports import View, run
from db.scope import OPERATOR
from monitoring.periods import add_months
from tests.bench.loading import load
from tests.db.returns import csv_of, send, with_programmes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.store import Store

CONTRACTS, MONTHS = 50, 60
FIRST = date(2005, 1, 1)
RUNS = 40


def fill(store: Store) -> Store:
    """Give a store with fifty contracts, sixty months of profiles and of returns."""
    with_programmes(store)
    names = [f"C-{number:02d}" for number in range(CONTRACTS)]
    terms = [f"{name} | PLP | Prime {name} | Area {name} | {FIRST} | {MONTHS}" for name in names]
    header = "contract | programme | prime | district | starts_on | length_months"
    assert send(store, "contracts", csv_of("\n".join([header, *terms]))).status == "published"
    months = [add_months(FIRST, number) for number in range(MONTHS)]
    rows = [(name, f"{month:%Y-%m}") for name in names for month in months]
    profiles = ["contract | set | month | measure | client_category | value"]
    profiles += [f"{name} | original | {month} | job_outcomes | all | 60" for name, month in rows]
    assert send(store, "profiles", csv_of("\n".join(profiles))).status == "published"
    returns = ["contract | month | measure | client_category | value"]
    for place, (name, month) in enumerate(rows):
        returns += [
            f"{name} | {month} | {measure} | all | {20 + place % 17}"
            for measure in ("referrals", "starts", "job_outcomes")
        ]
    assert send(store, "monthly_return", csv_of("\n".join(returns))).status == "published"
    return store


def clients(store: Store, rows: int) -> None:
    """Add so many clients' starts, spread over the contracts."""
    header = "contract,client_ref,referred_on,started_on,client_category"
    lines = [header]
    for number in range(rows):
        day = add_months(FIRST, number % MONTHS)
        lines.append(f"C-{number % CONTRACTS:02d},R-{number:07d},{day},{day},mandatory")
    load(store, ("\n".join(lines) + "\n").encode())


def seconds_in_turn(stores: Sequence[Store], name: str) -> list[float]:
    """Give, for each store, the median seconds of the report's reads and calculation.

    The stores are asked in turn, each first as often as the other, so that whatever else the
    machine does falls on all of them alike; what earlier work left in memory is put out of the
    collector's way first. The first run of each is left out.
    """
    gc.collect()
    gc.freeze()
    taken: list[list[float]] = [[] for _ in stores]
    for run_number in range(RUNS + 1):
        order = list(zip(stores, taken, strict=True))
        for store, times in order if run_number % 2 else reversed(order):
            times.append(_seconds(store, name))
    gc.unfreeze()
    return [median(times[1:]) for times in taken]


def _seconds(store: Store, name: str) -> float:
    with doors.scoped_session(store, OPERATOR) as session:
        began = time.perf_counter()
        run(session, name, View(programme="PLP"), datetime.now(tz=UTC))
        return time.perf_counter() - began
