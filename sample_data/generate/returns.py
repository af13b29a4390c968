"""What stood in each monthly return: the provider's own, PLMI, the payment office's, a clerk's?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.batches import PAYMENT_OFFICE, sender
from sample_data.generate.dice import Dice
from sample_data.generate.events import (
    MEASURES,
    by_month,
    jobcentre_events,
    payment_events,
    provider_events,
)
from sample_data.generate.months import (
    FIRST,
    LAST,
    add_months,
    days_after,
    month_end,
    month_of,
    months,
    text,
)
from sample_data.generate.quirks import QUIRKS, Quirk, apply_quirk
from sample_data.generate.sample_file import SampleFile, csv_bytes, instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sample_data.generate.events import Event
    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan


Events = dict["date", list["Event"]]

COLUMNS = ("contract", "month", "measure", "client_category", "arrangement", "value", "note")
CATEGORIES = ("all", "mandatory", "voluntary")
PARTNER_MEASURES = ("referrals", "starts", "wfis_total", "job_outcomes", "sustained_job_outcomes")
PLMI_MEASURES = ("starts", "wfis_total", "job_outcomes", "sustained_job_outcomes")
PAID_MEASURES = ("job_outcomes", "sustained_job_outcomes")
PLMI_DAYS = {2: 2, 3: 4, 4: 4, 5: 3, 9: 0.5, 13: 0.4}  # days to send it, by weight
EARLY_FROM, EARLY_DAYS = date(2010, 4, 1), 3
PAYMENT_DAYS = {11: 2, 13: 3, 15: 3, 17: 2, 24: 0.5}
LAST_PAID = date(2010, 10, 1)  # November's falls due on 20 December
CLERICAL_MONTHS = (2, 6, 10)
STILL_COUNTED = 6

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Returned:
    """One monthly return to be written: which months, known by when, in which kind of file."""

    plan: Plan
    source: str
    months: tuple[date, ...]
    known_by: date
    received_on: date
    again: bool = False

    @property
    def name(self) -> str:
        """Give the file's name: a return sent again says so."""
        span = "_to_".join(text(month) for month in sorted({self.months[0], self.months[-1]}))
        ending = "_again" if self.again else ""
        return f"plp/monthly_returns/{self.plan.contract}_{self.source}_{span}{ending}.csv"


def monthly_returns(plan: Plan, journeys: list[Journey]) -> Iterator[SampleFile]:
    """Give every monthly return of a contract, from every source that makes one."""
    own = by_month(provider_events(journeys))
    for returned in (*own_returns(plan), *own_returns_again(plan)):
        yield return_file(returned, _provider_rows(returned, own))
    for returned in plmi_returns(plan):
        yield return_file(returned, _rows(returned, own, PLMI_MEASURES))
    on_paper = by_month(jobcentre_events(journeys))
    for returned in _clerical(plan):
        yield return_file(returned, _rows(returned, on_paper, ("referrals",)))


def own_returns(plan: Plan) -> Iterator[Returned]:
    """Give the provider's own return of each month, a few days after it."""
    dice = Dice("own returns", plan.contract)
    for month in months(plan.starts_on, LAST):
        due = month_end(month)
        received_on = days_after(due, dice.weighted({3: 3, 4: 4, 5: 5, 7: 1, 9: 0.5, 13: 0.4}))
        if month == LAST:
            received_on = days_after(due, 6)
        if not never_came(plan, month):
            yield Returned(plan, "provider_mi", (month,), received_on, received_on)


def own_returns_again(plan: Plan) -> Iterator[Returned]:
    """Give each quarter's returns once more, with what was reported late, seven weeks after it."""
    for last in range(2, 36, 3):
        quarter = tuple(
            month
            for back in (2, 1, 0)
            if not never_came(plan, month := add_months(plan.starts_on, last - back))
        )
        received_on = days_after(month_end(add_months(plan.starts_on, last)), 49)
        if received_on <= days_after(month_end(LAST), 8):
            yield Returned(plan, "provider_mi", quarter, received_on, received_on, again=True)


def never_came(plan: Plan, month: date, source: str = "provider_mi") -> bool:
    """Say whether a month's return never came, then or later."""
    return QUIRKS.get(f"{plan.contract}_{source}_{text(month)}.csv", Quirk()).never


def plmi_returns(plan: Plan) -> Iterator[Returned]:
    """Give what the provider sent to the department's web tool, in time more often than not.

    Since April 2010 these are early counts, closed three days before the month's end.
    """
    dice = Dice("plmi", plan.contract)
    for month in months(plan.starts_on, LAST):
        received_on = days_after(month_end(month), dice.weighted(PLMI_DAYS))
        early = EARLY_DAYS if month >= EARLY_FROM else 0
        known_by = month_end(month) - timedelta(days=early)
        if not never_came(plan, month, "plmi"):
            yield Returned(plan, "plmi", (month,), known_by, received_on)


def payment_returns(lived: Mapping[Plan, list[Journey]]) -> Iterator[SampleFile]:
    """Give the payment office's figures, one file a month for all of its contracts."""
    paid = {plan: by_month(payment_events(journeys)) for plan, journeys in lived.items()}
    dice = Dice("payment returns")
    for month in months(FIRST, LAST_PAID):
        day = days_after(month_end(month), dice.weighted(PAYMENT_DAYS))
        rows = [
            row
            for plan, events in paid.items()
            if plan.starts_on <= month
            for row in _rows(Returned(plan, "payments", (month,), day, day), events, PAID_MEASURES)
        ]
        yield SampleFile(
            order=0,
            dataset="monthly_return",
            source="payments",
            name=f"plp/monthly_returns/payments_{text(month)}.csv",
            data=csv_bytes(rows, COLUMNS),
            received=instant(day, 90),
            sender=PAYMENT_OFFICE,
            months=(text(month),),
        )


def _clerical(plan: Plan) -> Iterator[Returned]:
    """Give the third party provision manager's count from the paper, three times a year."""
    for month in months(plan.starts_on, LAST):
        if month.month in CLERICAL_MONTHS:
            yield Returned(
                plan, "clerical", (month,), month_end(month), days_after(month_end(month), 21)
            )


def _provider_rows(returned: Returned, events: Events) -> list[Row]:
    """Give the rows of the provider's own return: the whole first, then its end-to-end partners."""
    rows = _rows(returned, events, MEASURES)
    for terms in returned.plan.terms:
        ended = terms.ends_on is not None and returned.months[0] > add_months(
            month_of(terms.ends_on), STILL_COUNTED
        )
        if terms.client_share > 0 and not ended:
            rows += _partner_rows(returned, events, terms.arrangement)
    return rows


def _partner_rows(returned: Returned, events: Events, arrangement: str) -> list[Row]:
    """Give what the prime says its partner did, until half a year after its terms ended."""
    part = (
        event for event in of_months(events, returned.months) if event.arrangement == arrangement
    )
    figures = count(part, returned.known_by)
    return [
        _row(returned.plan, month, measure, "all", figures[measure, month, "all"])
        | {"arrangement": arrangement}
        for month in returned.months
        for measure in PARTNER_MEASURES
    ]


def _rows(returned: Returned, events: Events, measures: tuple[str, ...]) -> list[Row]:
    """Give a row for every month, measure and category of what was known."""
    return figure_rows(
        returned, count(of_months(events, returned.months), returned.known_by), measures
    )


def figure_rows(
    returned: Returned, figures: Counter[tuple[str, date, str]], measures: tuple[str, ...]
) -> list[Row]:
    """Give a row for every month, measure and category, nought included."""
    return [
        _row(returned.plan, month, measure, category, figures[measure, month, category])
        for month in returned.months
        for measure in measures
        for category in CATEGORIES
    ]


def _row(plan: Plan, month: date, measure: str, category: str, value: int) -> Row:
    """Give one row."""
    return {
        "contract": plan.contract,
        "month": text(month),
        "measure": measure,
        "client_category": category,
        "arrangement": "",
        "value": value,
        "note": "",
    }


def of_months(events: Events, wanted: tuple[date, ...]) -> Iterator[Event]:
    """Give the events of some months."""
    for month in wanted:
        yield from events.get(month, ())


def count(events: Iterable[Event], known_by: date) -> Counter[tuple[str, date, str]]:
    """Count events by measure, month and category, as far as they were known."""
    figures: Counter[tuple[str, date, str]] = Counter()
    for event in events:
        if event.known_on <= known_by:
            figures[event.measure, event.month, "all"] += 1
            figures[event.measure, event.month, event.category] += 1
    return figures


def return_file(returned: Returned, rows: list[Row]) -> SampleFile:
    """Give the return as a file, with whatever went wrong with it."""
    quirk = QUIRKS.get(returned.name.rsplit("/", 1)[1], Quirk())
    received_on = quirk.received_on or returned.received_on
    return SampleFile(
        order=0,
        dataset="monthly_return",
        source=returned.source,
        name=returned.name,
        data=csv_bytes(apply_quirk(quirk, rows), COLUMNS),
        received=instant(received_on, 90),
        sender=sender(returned.plan, returned.source),
        contract=returned.plan.contract,
        months=tuple(text(month) for month in returned.months),
        hold_faulty=quirk.holds,
        confirm_size=returned.again,
        reason="Late reports added." if returned.again else "",
    )
