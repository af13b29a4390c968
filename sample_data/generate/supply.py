"""What do the arrangements with partners bring: terms, weekly returns, invoices, expectations?"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

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
from sample_data.generate.story import inflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan, Terms

ARRANGEMENT_COLUMNS = (
    "contract",
    "arrangement",
    "starts_on",
    "partner",
    "model",
    "local_label",
    "client_group",
    "area",
    "ends_on",
    "has_targets",
    "is_paid",
    "outcome_share",
)
SITE_COLUMNS = ("contract", "site", "organisation", "site_type", "area_type", "opened_on")
WEEKLY_COLUMNS = (
    "contract",
    "arrangement",
    "week_starting",
    "referrals",
    "attended",
    "ftas",
    "activities",
    "job_outcomes",
    "sustained_job_outcomes",
)
PAYMENT_COLUMNS = (
    "contract",
    "arrangement",
    "invoice_ref",
    "issued_on",
    "due_on",
    "paid_on",
    "amount_gbp",
)
EXPECTED_COLUMNS = ("contract", "month", "office", "client_category", "arrangement", "value")

NOTICE_DAYS = 30
TERM_DAYS = 30
# What partners were told to expect when they signed, as a multiple of what they came to get.
PROMISED = 1.7
KEEPS_ITS_BOOKS = "E2E-COUNCIL"

Row = dict[str, Any]


def arrangements(plan: Plan, cutoff: date) -> Iterator[Row]:
    """Give the terms known on a day: new ones a month before they begin."""
    for terms in plan.terms:
        if terms.starts_on <= cutoff + timedelta(days=NOTICE_DAYS):
            ended = terms.ends_on is not None and terms.ends_on <= cutoff
            yield {
                "contract": plan.contract,
                "arrangement": terms.arrangement,
                "starts_on": terms.starts_on,
                "partner": terms.partner,
                "model": terms.model,
                "local_label": terms.label,
                "client_group": terms.group,
                "area": terms.area,
                "ends_on": terms.ends_on if ended else None,
                "has_targets": terms.has_targets,
                "is_paid": terms.is_paid,
                "outcome_share": _share(terms),
            }


def _share(terms: Terms) -> str:
    """Write the share of the outcome profile, where the terms have one."""
    return "" if terms.outcome_share is None else f"{terms.outcome_share:.2f}"


def sites(plan: Plan, cutoff: date) -> Iterator[Row]:
    """Give the sites that had opened, or were about to."""
    for site in plan.sites:
        if site.opened_on <= cutoff + timedelta(days=NOTICE_DAYS):
            yield {
                "contract": plan.contract,
                "site": site.name,
                "organisation": site.organisation,
                "site_type": site.site_type,
                "area_type": site.area_type,
                "opened_on": site.opened_on,
            }


def weekly(
    plan: Plan,
    terms: Terms,
    journeys: list[Journey],
    span: tuple[date, date],
) -> Iterator[Row]:
    """Give a partner's weeks that begin in a span, Monday by Monday."""
    counted = _end_to_end(terms, journeys) if terms.client_share else _services(terms, journeys)
    monday = span[0] + timedelta(days=(-span[0].weekday()) % 7)
    last = min(span[1], terms.ends_on or span[1])
    while monday <= last:
        figures: dict[str, int | None] = {
            name: counted[name, monday] for name in WEEKLY_COLUMNS[3:]
        }
        if not terms.client_share:
            figures |= {"ftas": counted["attended", monday] // 4}
            figures |= dict.fromkeys(("job_outcomes", "sustained_job_outcomes"))
        yield {
            "contract": plan.contract,
            "arrangement": terms.arrangement,
            "week_starting": monday,
            **figures,
        }
        monday += timedelta(days=7)


def _end_to_end(terms: Terms, journeys: list[Journey]) -> Counter[tuple[str, date]]:
    """Count what an end-to-end partner did, by week."""
    found: Counter[tuple[str, date]] = Counter()
    for journey in journeys:
        if journey.arrangement == terms.arrangement:
            found["referrals", _monday(journey.received_on)] += 1
            for each in journey.appointments:
                kind = {"attended": "attended", "fta": "ftas"}.get(each.result)
                if kind:
                    found[kind, _monday(each.scheduled_on)] += 1
            for job in journey.jobs:
                found["job_outcomes", _monday(job.started_on)] += job.outcome
            if journey.sustained_on:
                found["sustained_job_outcomes", _monday(journey.sustained_on)] += 1
            for spell in journey.provision:
                found["activities", _monday(spell.referred_on)] += 1
    return found


def _services(terms: Terms, journeys: list[Journey]) -> Counter[tuple[str, date]]:
    """Count what a specialist partner did, by week."""
    found: Counter[tuple[str, date]] = Counter()
    for journey in journeys:
        for spell in journey.provision:
            if spell.arrangement == terms.arrangement:
                found["referrals", _monday(spell.referred_on)] += 1
                if spell.attended_on:
                    found["attended", _monday(spell.attended_on)] += 1
                    found["activities", _monday(spell.attended_on)] += 2
    return found


def _monday(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def invoices(plan: Plan, cutoff: date) -> Iterator[Row]:
    """Give the partners' invoices issued by a day, and those of them paid by then."""
    for terms in plan.terms:
        if terms.invoice_gbp:
            yield from _invoices(plan, terms, cutoff)


def partner_invoices(plan: Plan, cutoff: date) -> Iterator[Row]:
    """Give the same invoices from the books of the partner: money seen four days later."""
    for row in invoices(plan, cutoff):
        if row["arrangement"] == KEEPS_ITS_BOOKS:
            paid_on = row["paid_on"]
            if isinstance(paid_on, date):
                seen_on = paid_on + timedelta(days=4)
                row["paid_on"] = seen_on if seen_on <= cutoff else None
            yield row


def _invoices(plan: Plan, terms: Terms, cutoff: date) -> Iterator[Row]:
    """Give one partner's invoices: one a month, paid as late as the prime is used to."""
    dice = Dice("invoices", plan.contract, terms.arrangement, terms.starts_on.isoformat())
    for number, month in enumerate(months(terms.starts_on, min(terms.ends_on or LAST, LAST)), 1):
        issued_on = days_after(month_end(month), dice.whole(1, 6))
        due_on = issued_on + timedelta(days=TERM_DAYS)
        paid_on = days_after(due_on, max(-9, terms.days_late + dice.whole(-9, 14)))
        amount = terms.invoice_gbp + dice.whole(-6, 6) * 50
        if issued_on <= cutoff:
            yield {
                "contract": plan.contract,
                "arrangement": terms.arrangement,
                "invoice_ref": f"{terms.arrangement}-{number:03d}",
                "issued_on": issued_on,
                "due_on": due_on,
                "paid_on": paid_on if paid_on <= cutoff else None,
                "amount_gbp": f"{amount}.00",
            }


def expected_by_office(plan: Plan) -> Iterator[Row]:
    """Give what each Jobcentre office was expected to refer over the contract."""
    share = 1 / len(plan.offices)
    for month in months(plan.starts_on, plan.last_month):
        for office in plan.offices:
            for category, size in (
                ("mandatory", plan.profiled_mandatory),
                ("voluntary", plan.profiled_voluntary),
            ):
                value = round(size * share * inflow(plan, month))
                yield {
                    "contract": plan.contract,
                    "month": text(month),
                    "office": office,
                    "client_category": category,
                    "arrangement": "",
                    "value": value,
                }


def expected_by_arrangement(plan: Plan) -> Iterator[Row]:
    """Give what the prime told each partner it would send, while its first terms stand."""
    for terms in plan.terms:
        if terms.weekly:
            last = min(add_months(month_of(terms.ends_on or plan.last_month), 0), plan.last_month)
            for month in months(terms.starts_on, last):
                value = round(_monthly(plan, terms) * PROMISED * inflow(plan, month))
                yield {
                    "contract": plan.contract,
                    "month": text(month),
                    "office": "",
                    "client_category": "all",
                    "arrangement": terms.arrangement,
                    "value": value,
                }


def _monthly(plan: Plan, terms: Terms) -> float:
    """Give about how many clients a settled month sends to a partner."""
    size = plan.mandatory + plan.voluntary
    return size * (terms.client_share or terms.use * (0.45 if terms.need else 0.8))
