"""Which client-level files were sent when, and what stood in each?

The Jobcentre's referrals come month by month, each file with the two months before once more,
because notices are still given weeks later. The other records came in a few batches.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sample_data.generate.datasets import RECORDS
from sample_data.generate.dice import Dice
from sample_data.generate.months import (
    LAST,
    add_months,
    days_after,
    month_end,
    month_of,
    months,
    text,
)
from sample_data.generate.people_list import login_of_partner, login_of_prime, login_of_tppm
from sample_data.generate.sample_file import SampleFile, csv_bytes, instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sample_data.generate.datasets import Record
    from sample_data.generate.journey_rows import Row
    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan

CUTOFFS = (
    date(2008, 12, 31),
    date(2009, 9, 30),
    date(2010, 5, 31),
    date(2010, 10, 31),
    date(2010, 11, 30),
)
"""The last days of the batches in which the client-level files were sent."""

DAYS_TO_SEND = 6
MONTHLY_DAYS = {2: 2, 3: 4, 4: 4, 5: 3, 9: 0.4, 12: 0.3}  # days to send a month's file, by weight
SENT_ONCE_MORE = 2  # months before
MINUTES_BETWEEN = 7
PAYMENT_OFFICE = "payment-office"


@dataclass(slots=True)
class Sent:
    """What one record has sent so far: the last row under every key."""

    record: Record
    rows: dict[tuple[Any, ...], Row] = field(default_factory=dict)

    def news(self, journeys: Iterable[Journey], cutoff: date, first: date) -> list[Row]:
        """Give the rows that are new or changed, or for whole months those of its months."""
        found = []
        for row in known_rows(self.record, journeys, cutoff):
            if self.record.whole:
                if row[self.record.dating] >= first:
                    found.append(row)
            else:
                key = tuple(map(row.__getitem__, self.record.key))
                if self.rows.get(key) != row:
                    self.rows[key] = row
                    found.append(row)
        return found


def known_rows(record: Record, journeys: Iterable[Journey], cutoff: date) -> Iterator[Row]:
    """Give every row of a record as known on a day."""
    for journey in journeys:
        if not record.provider or _provider_knows(record, journey):
            yield from record.rows(journey, cutoff)


def _provider_knows(record: Record, journey: Journey) -> bool:
    """Say whether the provider's records of this kind hold the journey (see planted.py)."""
    if journey.with_provider:
        return True
    if record.dataset == "deferrals":
        return not journey.wrong_contract
    return record.dataset == "starts" and bool(journey.wrong_contract)


def client_files(plan: Plan, journeys: list[Journey], extra: list[Journey]) -> Iterator[SampleFile]:
    """Give a contract's client-level files; ``extra`` are the neighbour's misfiled clients."""
    yield from _monthly_files(plan, journeys)
    sent = {record.stem: Sent(record) for record in RECORDS if not record.monthly}
    first = plan.starts_on
    for cutoff in CUTOFFS:
        for place, record in enumerate(RECORDS):
            if record.monthly:
                continue
            told = [*journeys, *extra] if record.dataset == "starts" else journeys
            rows = [
                row
                for row in sent[record.stem].news(told, cutoff, first)
                if row["contract"] == plan.contract
            ]
            if rows:
                received = instant(days_after(cutoff, DAYS_TO_SEND), place * MINUTES_BETWEEN)
                yield _file(plan, record, rows, (first, cutoff), received)
        first = add_months(month_of(cutoff), 1)


def _monthly_files(plan: Plan, journeys: list[Journey]) -> Iterator[SampleFile]:
    """Give the files of the records that come every month."""
    by_month: defaultdict[date, list[Journey]] = defaultdict(list)
    for journey in journeys:
        by_month[month_of(journey.referred_on)].append(journey)
    for record in (each for each in RECORDS if each.monthly):
        dice = Dice("monthly", record.stem, plan.contract)
        for month in months(plan.starts_on, LAST):
            first = max(add_months(month, -SENT_ONCE_MORE), plan.starts_on)
            told = (journey for each in months(first, month) for journey in by_month[each])
            rows = list(known_rows(record, told, month_end(month)))
            days = DAYS_TO_SEND if month == LAST else dice.weighted(MONTHLY_DAYS)
            received = instant(days_after(month_end(month), days))
            yield _file(plan, record, rows, (first, month_end(month)), received)


def _file(
    plan: Plan, record: Record, rows: list[Row], span: tuple[date, date], received: str
) -> SampleFile:
    """Give one file with what a loader must know of it."""
    first, cutoff = span
    covered = {text(month) for month in months(first, month_of(cutoff))}
    if record.dating and not record.whole:
        covered |= {
            text(month_of(day)) for row in rows if isinstance(day := row[record.dating], date)
        }
    return SampleFile(
        order=0,
        dataset=record.dataset,
        source=record.source,
        mode=record.mode,
        name=f"plp/clients/{plan.contract}_{record.stem}_{text(month_of(cutoff))}.csv",
        data=csv_bytes(rows, record.columns),
        received=received,
        sender=sender(plan, record.source),
        contract=plan.contract,
        months=tuple(sorted(covered)),
        confirm_size=True,  # a first batch moves caseloads by more than a quarter, as it should
    )


def sender(plan: Plan, source: str) -> str:
    """Give the login of whoever sends a source for a contract."""
    if source == "partner":
        return next(login_of_partner(terms.partner) for terms in plan.terms if terms.weekly)
    return {
        "provider_mi": login_of_prime(plan.prime),
        "plmi": login_of_prime(plan.prime),
        "lms": login_of_tppm(plan.area),
        "tppm": login_of_tppm(plan.area),
        "clerical": login_of_tppm(plan.area),
        "payments": PAYMENT_OFFICE,
        "bdc": "bdc-liaison",
    }.get(source, "national")


def misfiled(all_journeys: dict[str, list[Journey]]) -> dict[str, list[Journey]]:
    """Give, by the contract that reports them, the clients of another contract."""
    found: defaultdict[str, list[Journey]] = defaultdict(list)
    for journeys in all_journeys.values():
        for journey in journeys:
            if journey.wrong_contract:
                found[journey.wrong_contract].append(journey)
    return found
