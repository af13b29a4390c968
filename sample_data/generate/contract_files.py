"""Which files beside the returns and the clients' records belong to a contract?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sample_data.generate import bids, supply, voices
from sample_data.generate.batches import CUTOFFS, DAYS_TO_SEND, sender
from sample_data.generate.dice import Dice
from sample_data.generate.months import add_months, days_after, month_of, months, text
from sample_data.generate.people_list import login_of_partner
from sample_data.generate.sample_file import SampleFile, csv_bytes, instant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan, Terms

    Row = dict[str, Any]

SIGNED_MONTHS_BEFORE = 1
AFTERNOON = 240
WEEK = timedelta(days=6)  # from its Monday to its Sunday
WEEKLY_DAYS = {1: 3, 2: 5, 3: 3, 4: 2, 6: 1, 9: 0.3, 12: 0.2}  # from the Sunday, by weight
LATE_WEEKS = {("E2E-COUNCIL", date(2010, 11, 8)): 22}
"""Weeks that came later than chance would have it: this one when the council was asked for it."""
LAST_RECEIVED = date(2010, 12, 9)  # what would come after the working date is awaited


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its dataset, columns and source, where it lies and how its rows differ."""

    dataset: str
    columns: tuple[str, ...]
    folder: str
    source: str = "dwp"
    key: str = ""
    dating: str = ""


SETS = Form("profile_sets", bids.SET_COLUMNS, "agreed")
PROFILES = Form("profiles", bids.COLUMNS, "agreed")
BY_OFFICE = Form("expected_referrals", supply.EXPECTED_COLUMNS, "agreed")
BY_PARTNER = replace(BY_OFFICE, source="provider_mi")
ARRANGEMENTS = Form("arrangements", supply.ARRANGEMENT_COLUMNS, "agreed", "provider_mi")
SITES = Form("sites", supply.SITE_COLUMNS, "agreed", "provider_mi")
INVOICES = Form(
    "partner_payments", supply.PAYMENT_COLUMNS, "partners", "provider_mi", "invoice_ref", "due_on"
)
COMPLAINTS = Form(
    "complaints", voices.COMPLAINT_COLUMNS, "voices", "tppm", "complaint_ref", "received_on"
)
EXERCISES = Form("feedback_exercises", voices.EXERCISE_COLUMNS, "voices", "survey")
ANSWERS = Form("feedback", voices.FEEDBACK_COLUMNS, "voices", "survey")
WEEKS = Form("partner_weekly", supply.WEEKLY_COLUMNS, "partners", "partner")


def agreed_files(plan: Plan) -> Iterator[SampleFile]:
    """Give what stands before the contract begins: its set, its profiles, what was expected."""
    day = days_after(add_months(plan.starts_on, -SIGNED_MONTHS_BEFORE), 4)
    yield _write(plan, SETS, "original", [bids.set_row(plan)], instant(day, 10))
    yield from _terms_files(plan, day)
    rows = [*bids.original(plan), *bids.partner_profiles(plan)]
    yield _write(plan, PROFILES, "original", rows, instant(day, 40))
    if plan.offices:
        rows = list(supply.expected_by_office(plan))
        yield _write(plan, BY_OFFICE, "offices", rows, instant(day, 50))
    rows = list(supply.expected_by_arrangement(plan))
    if rows:
        yield _write(plan, BY_PARTNER, "partners", rows, instant(day, 60))


def later_set_files(plan: Plan) -> Iterator[SampleFile]:
    """Give the sets drawn up after the contract began."""
    for later in bids.LATER_SETS:
        if later.contract == plan.contract:
            drawn_up = days_after(later.first, 9)
            yield _write(plan, SETS, later.name, [later.row()], instant(drawn_up, 0))
            rows = list(bids.later_set(plan, later))
            yield _write(plan, PROFILES, later.name, rows, instant(drawn_up, 10))


def _terms_files(plan: Plan, day: date) -> Iterator[SampleFile]:
    """Give the arrangements and sites, and again whenever some were new or ended."""
    kinds = ((ARRANGEMENTS, supply.arrangements, 20), (SITES, supply.sites, 30))
    for form, rows_on, minutes in kinds:
        known: list[Row] = []
        for seen_on in (day, *_changes(plan, day)):
            rows = [row for row in rows_on(plan, seen_on) if row not in known]
            known += rows
            if rows:
                received = instant(days_after(seen_on, 0), minutes)
                yield _write(plan, form, seen_on.isoformat(), rows, received)


def _changes(plan: Plan, signed_on: date) -> list[date]:
    """Give the days on which terms or sites changed after the contract was signed."""
    days = {terms.starts_on for terms in plan.terms} | {site.opened_on for site in plan.sites}
    ended = {terms.ends_on for terms in plan.terms if terms.ends_on}
    notice = timedelta(days=supply.NOTICE_DAYS)
    noticed = {max(day - notice, signed_on) for day in days if day > signed_on + notice}
    return sorted(noticed | ended)


def supply_files(plan: Plan, journeys: list[Journey]) -> Iterator[SampleFile]:
    """Give the partners' invoices, batch by batch, and their returns, week by week."""
    yield from _news(plan, INVOICES, lambda cutoff: list(supply.invoices(plan, cutoff)))
    if any(terms.arrangement == supply.KEEPS_ITS_BOOKS for terms in plan.terms):
        books = replace(INVOICES, source="partner")
        yield from _news(plan, books, lambda cutoff: list(supply.partner_invoices(plan, cutoff)))
    for terms in plan.terms:
        if terms.weekly:
            yield from _weekly_files(plan, terms, journeys)


def _weekly_files(plan: Plan, terms: Terms, journeys: list[Journey]) -> Iterator[SampleFile]:
    """Give one partner's weekly returns, each a few days after its week."""
    form = replace(WEEKS, folder="weeks")
    dice = Dice("weekly", plan.contract, terms.arrangement)
    for row in supply.weekly(plan, terms, journeys, (terms.starts_on, CUTOFFS[-1])):
        monday = row["week_starting"]
        days = dice.weighted(WEEKLY_DAYS)
        days = LATE_WEEKS.get((terms.arrangement, monday), days)
        received = instant(days_after(monday + WEEK, days), AFTERNOON)
        if received <= instant(LAST_RECEIVED, AFTERNOON):
            file = _write(plan, form, f"{terms.arrangement}_{monday}", [row], received)
            yield replace(file, mode="corrections", sender=login_of_partner(terms.partner))


def voice_files(plan: Plan, journeys: list[Journey]) -> Iterator[SampleFile]:
    """Give the complaints each source heard, and the surveys with their answers."""
    active_in = voices.active_by_month(journeys)
    with_partners = any(terms.client_share for terms in plan.terms)
    for source in ("tppm", "provider_mi", "partner") if with_partners else ("tppm", "provider_mi"):

        def heard(cutoff: date, source: str = source) -> list[Row]:
            return list(voices.complaints(plan, active_in, source, cutoff))

        yield from _news(plan, replace(COMPLAINTS, source=source), heard)
    for exercise in voices.exercises(plan, active_in):
        yield from _survey(plan, exercise)


def _survey(plan: Plan, exercise: Row) -> Iterator[SampleFile]:
    """Give an exercise and its answers, if they came within the story."""
    month = str(exercise["month"])
    received = voices.received_after(date.fromisoformat(f"{month}-01"))
    if received <= days_after(CUTOFFS[-1], DAYS_TO_SEND + 3):
        kinds = ((EXERCISES, [exercise], 0), (ANSWERS, list(voices.answers(exercise)), 10))
        for form, rows, minutes in kinds:
            file = _write(plan, form, month, rows, instant(received, minutes))
            yield replace(file, months=(month,))


def _news(plan: Plan, form: Form, rows_on: Callable[[date], list[Row]]) -> Iterator[SampleFile]:
    """Give, batch by batch, the rows that are new or changed since the last one."""
    known: dict[str, Row] = {}
    first = plan.starts_on
    for cutoff in CUTOFFS:
        rows = [row for row in rows_on(cutoff) if known.get(str(row[form.key])) != row]
        known |= {str(row[form.key]): row for row in rows}
        if rows:
            received = instant(days_after(cutoff, DAYS_TO_SEND + 1), 30 + len(form.dataset))
            file = _write(plan, form, f"{form.source}_{text(month_of(cutoff))}", rows, received)
            covered = {text(month) for month in months(first, month_of(cutoff))}
            covered |= {text(month_of(row[form.dating])) for row in rows}
            yield replace(file, months=tuple(sorted(covered)))
        first = add_months(month_of(cutoff), 1)


def _write(plan: Plan, form: Form, ending: str, rows: list[Row], received: str) -> SampleFile:
    """Give a file of one contract."""
    return SampleFile(
        order=0,
        dataset=form.dataset,
        source=form.source,
        contract=plan.contract,
        received=received,
        name=f"plp/{form.folder}/{plan.contract}_{form.dataset}_{ending}.csv",
        data=csv_bytes(rows, form.columns),
        sender=sender(plan, form.source),
    )
