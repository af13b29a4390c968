"""Where does every contract stand? One row each, never added together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries import figures, submissions
from db.queries.figures import Level
from db.queries.governance import last_reviews
from db.reports import certified
from db.reports.ground import Ground, grounds
from db.reports.profile import chosen_actuals, one_set_each
from db.reports.view import Report, View, without_blanks
from monitoring import certification, freshness, portfolio, portfolio_rates, targets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms

NAME = "portfolio"
DEFINITIONS = {
    "contract": "the contract's reference",
    "prime": "the prime provider that holds it",
    "district": "the district it serves",
    "programme": "the programme it belongs to",
    "measure": "the measure the row is about",
    "set": "the profile set it is watched against",
    "certified": certified.MEANING,
    "freshness": "current, late, missing or held: the state of its returns on the working date",
    "returns_owed": "months that fell due and are not in",
    "ended": "the contract's last month, once that has passed on the working date",
    "months_to": "the last month it returned; to date ends there",
    "month_profile": "what the set asks for in that month",
    "month_actual": "what was delivered in that month",
    "month_numerator": "of a rate: the count above the line in that month",
    "month_denominator": "of a rate: the count below the line in that month",
    "month_share": "that month's actual over its profile",
    "profile": "what the set asks for to date, over the months with both figures",
    "actual": "what was delivered over the same months; of a rate, the ratio of the sums",
    "numerator": "of a rate: the count above the line, to date",
    "denominator": "of a rate: the count below the line, to date",
    "low": "of a rate: the lower end of its 95% interval (Wilson), to date",
    "high": "of a rate: the upper end",
    "share_of_profile": "actual over profile to date, a ratio of sums",
    "behind": "profile less actual to date, in its own unit (negative: ahead); of a rate, how many "
    "more would have met its target",
    "behind_since_review": "the same for the months after the last review",
    "standing": "on profile, below, well below, no target or unknown, by the contract's thresholds",
    "direction": "the last three months against the three before",
    "months_missing": "months to date without a figure",
    "provisional": "whether the last month returned may still move",
    "history": "the last 24 months, null where a month is missing, or its rate stands on under ten",
    "source": "who the last month's figure comes from",
    "origin": "returned as a figure, or counted from client rows",
}
COUNTS = (
    "profile",
    "actual",
    "behind",
    "month_profile",
    "month_actual",
    "behind_since_review",
    "months_missing",
    "returns_owed",
    "history",
)
SIDES = ("numerator", "denominator", "month_numerator", "month_denominator")
COUNTS_OF_A_RATE = (*SIDES, "months_missing", "returns_owed")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every contract in view one row, worst first within the page's own order."""
    standing = grounds(session, view, now)
    found = [_rows(session, ground, view) for ground in standing]
    rates = any(ground.measure.is_rate for ground in standing)
    frame = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    frame = frame.reindex(columns=list(DEFINITIONS))
    rows = without_blanks(frame.sort_values("contract", ignore_index=True))
    whole = COUNTS_OF_A_RATE if rates else COUNTS
    return Report(NAME, view.parameters(), view.as_at or now, DEFINITIONS, rows, whole=whole)


def _rows(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts."""
    level = Level(view.category, view.arrangement)
    actuals = _marked(ground, chosen_actuals(session, ground, view, level))
    profile = figures.profiles(session, ground.ids, ground.measure.profile_code, level, view.as_at)
    mine = one_set_each(ground, view, profile)
    contracts = about_contracts(session, ground, view.as_at)
    better = ground.measure.better
    if ground.measure.is_rate:
        counts = targets.counts_of(actuals, ground.measure)
        months = targets.against_target(
            counts, mine.rename(columns={"profile": "target"}), until=ground.last_due
        )
        rows = portfolio_rates.overview_of_rates(contracts, months, better=better)
        last = months[months["counted"]]
    else:
        rows = portfolio.overview(contracts, mine, actuals, better=better)
        last = actuals[actuals["actual"].notna()]
    whence = last.drop_duplicates("contract", keep="last")[["contract", "source", "origin"]]
    told = certification.of_contracts(certified.marked(session, ground, actuals, view.as_at))
    said = pd.Series([told.get(each) for each in rows["contract"]], rows.index, dtype="object")
    rows = rows.assign(measure=ground.measure.code, certified=said)
    return rows.merge(whence, on="contract", how="left")


def _marked(ground: Ground, actuals: pd.DataFrame) -> pd.DataFrame:
    """Mark the figures of months that are not closed on the working date."""
    return actuals.assign(provisional=ground.provisional(actuals) & actuals["actual"].notna())


def about_contracts(session: Session, ground: Ground, as_at: datetime | None) -> pd.DataFrame:
    """Give what the overview needs to know of each contract beside its figures."""
    state = returns_owed(session, ground, as_at)
    reviewed = last_reviews(session, ground, as_at)
    return pd.DataFrame(
        {
            "contract": each.reference,
            "prime": each.prime,
            "district": each.district,
            "programme": each.programme,
            "freshness": str(state[each.reference].freshness),
            "returns_owed": len(state[each.reference].months),
            "ended": _ended(each, ground.working_date),
            "on_profile_from": ground.in_force(each.contract_id, "on_profile_from"),
            "below_from": ground.in_force(each.contract_id, "below_from"),
            "reviewed_to": reviewed.get(each.reference),
        }
        for each in ground.contracts
    )


def _ended(terms: Terms, working_date: date) -> date | None:
    """Give a contract's last month once it has passed."""
    last = terms.last_day
    return terms.last_month if last is not None and last < working_date else None


def returns_owed(
    session: Session, ground: Ground, as_at: datetime | None = None
) -> Mapping[str, freshness.Owed]:
    """Give the state of every contract's returns on the working date."""
    sources = [str(ground.programme.sources[0])]
    last = submissions.last_returns(session, ground.ids, sources, as_at)
    found = {}
    for each in ground.contracts:
        own = last.get(each.contract_id)
        if own is None and ground.programme.register_only:
            found[each.reference] = freshness.NOTHING_DUE
            continue
        found[each.reference] = freshness.owed(
            (each.first_month, each.last_month),
            returned_to=own.month if own else None,
            held=bool(own and own.rows_held),
            working_date=ground.working_date,
            due_days=ground.whole(each.contract_id, "return_due_days"),
        )
    return found
