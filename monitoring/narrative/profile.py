"""What does profile against actual say about one contract?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import certification, dating, periods, profiles, targets
from monitoring.narrative.words import (
    count_of,
    listed,
    lower_first,
    month,
    months_span,
    number,
    percent,
    points,
    quantity,
    verb,
)
from monitoring.periods import By
from monitoring.programmes import Better
from monitoring.rates import FEWEST
from monitoring.vocabulary import MissingReason, Origin, Source

if TYPE_CHECKING:
    from datetime import date

    from monitoring.profile_sets import ProfileSet
    from monitoring.programmes import Measure
    from monitoring.run_rates import Projection, RunRate

SOURCES = {
    Source.DWP: "the department",
    Source.PROVIDER_MI: "the provider's return",
    Source.PLMI: "PLMI",
    Source.LMS: "LMS",
    Source.PAYMENTS: "payments",
    Source.CLERICAL: "the clerical count",
    Source.PARTNER: "partners' returns",
    Source.BDC: "the benefit delivery centre",
    Source.SURVEY: "surveys",
    Source.TPPM: "the provision manager",
    Source.PUBLISHED: "published figures",
    Source.AGREED: "the agreed figure",
}
_ORIGINS = {
    "returned_or_counted": "as returned, else counted from client rows",
    "returned": "as returned",
    "counted": "counted from client rows",
}
_EVENTS = {
    "job_started_on": "the job started",
    "claimed_on": "the claim was made",
    "decided_on": "the claim was decided",
    "paid_on": "the claim was paid",
}
_NOT_RETURNED = {"", MissingReason.NOT_RETURNED.value}


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What is being looked at: the words and dates a sentence about it needs.

    ``by`` is the stretch the finding is about and ``this_month`` the month the working date puts
    first, so that a sentence can say *this quarter*. ``origin``, ``stage`` and ``event`` are the
    contract's parameters for which actual is meant.
    """

    measure: Measure
    starts_on: date
    set: ProfileSet | None = None
    by: By = By.QUARTER
    this_month: date | None = None
    contract: str = ""
    client_category: str = ""
    origin: str = "returned_or_counted"
    stage: str = "reported"
    event: str = "job_started_on"
    event_said: bool = False  # whether somebody chose the event: then claims are counted by it too

    @property
    def subject(self) -> str:
        """Name the measure, and of whom where it is not everybody."""
        whom = {"": "", "all": ""}.get(self.client_category, f" ({self.client_category} clients)")
        return f"{self.measure.title}{whom}"


def profile_finding(months: pd.DataFrame, view: ProfileView) -> str:
    """Say how the measure stands to its profile, and how sure that is.

    Parameters
    ----------
    months
        What ``profiles.against_profile`` (or ``targets.against_target``, for a rate) gave, of one
        contract and set.
    view
        What is being looked at.

    Returns
    -------
    A sentence with the numbers, then one for each thing to know about them: gaps, provisional
    months, a set that is not the original.
    """
    if profiles.nothing_returned(months):
        return _nothing(months, view)
    row = _period(months, view)
    said = [_rate_sentence(row, view) if view.measure.is_rate else _count_sentence(row, view)]
    said += _caveats(months, row, view)
    return " ".join(said)


def _period(months: pd.DataFrame, view: ProfileView) -> dict[str, Any]:
    """Give the period that the last month returned falls in."""
    if view.measure.is_rate:
        gathered = targets.by_period(months, view.by, view.starts_on)
    else:
        gathered = profiles.by_period(months, view.by, view.starts_on, stock=view.measure.stock)
    last = gathered[gathered["months_to"].notna()].iloc[-1]
    return {str(name): value for name, value in last.items()}


def _nothing(months: pd.DataFrame, view: ProfileView) -> str:
    profiled = months[months["profile"].notna()]
    said = f"No return has been received for {lower_first(view.subject)} yet."
    if profiled.empty or view.measure.is_rate:
        return said
    span = months_span(profiled["month"].min(), profiled["month"].max())
    total = float(profiled["profile"].sum())
    are = "is" if total == 1 else "are"
    return f"{said} {quantity(total, view.measure)} {are} profiled for {span}."


def _count_sentence(row: dict[str, Any], view: ProfileView) -> str:
    subject = f"{view.subject} {verb(view.measure.title)}"
    when = _when(row, view)
    if not row["profile"] or math.isnan(row["profile"]):
        return f"{subject} {number(row['actual'])} {when}. No target is set."
    return (
        f"{subject} {number(row['actual'])} of {number(row['profile'])} profiled {when} "
        f"({percent(row['share_of_profile'])}), {_gap(row['variance'], view.measure)}."
    )


def _gap(variance: float, measure: Measure) -> str:
    """Say the distance from profile in the measure's own unit."""
    if round(variance, 1) == 0:
        return "exactly as profiled"
    amount = quantity(abs(variance), measure)
    if measure.better is Better.HIGHER:
        return f"{amount} {'short' if variance < 0 else 'over'}"
    return f"{amount} {'fewer' if variance < 0 else 'more'} than profiled"


def _rate_sentence(row: dict[str, Any], view: ProfileView) -> str:
    counts = f"{number(row['numerator'])} of {number(row['denominator'])} {view.measure.unit}"
    if row["denominator"] < FEWEST:
        few = f"fewer than {FEWEST} {view.measure.unit}, so the counts are all that is shown"
        return f"{view.subject} {_when(row, view)}: {counts}, {few}."
    said = f"{view.subject} is {percent(row['actual'])} {_when(row, view)} ({counts})"
    if math.isnan(row["profile"]):
        return f"{said}. No target is set."
    side = "above" if row["variance"] > 0 else "below"
    apart = f"{points(row['variance'])} {side}" if row["variance"] else "exactly on it"
    return f"{said}, against a target of {percent(row['profile'])}: {apart}."


def _when(row: dict[str, Any], view: ProfileView) -> str:
    """Name the period, and where it is not over yet the month its figures go to."""
    first, to = row["month"].date(), row["months_to"].date()
    if view.by is By.MONTH:
        return f"in {month(first)}"
    if view.by is By.TOTAL:
        return f"to {month(to)}"
    this = (
        view.this_month
        and periods.period_of(pd.Series(pd.to_datetime([view.this_month])), view.by, view.starts_on)
        .iloc[0]
        .date()
    )
    if this != first:
        return f"for {months_span(first, to)}"
    name = "this quarter" if view.by is By.QUARTER else "this contract year"
    return name if to == periods.last_of(first, view.by) else f"this {name[5:]} to {month(to)}"


def _caveats(months: pd.DataFrame, row: dict[str, Any], view: ProfileView) -> list[str]:
    said = []
    if row["missing"] and row["months_missing"]:
        said.append(_gaps(months, int(row["months_missing"]), math.isnan(row["profile"])))
    open_months = [month(each) for each in _within(months, row)]
    if open_months:
        said.append(
            f"{listed(open_months)} {'is' if len(open_months) == 1 else 'are'} "
            "provisional and may still change."
        )
    waiting = [month(each) for each in _within(months, row, "uncertified")]
    if waiting:
        are = "is" if len(waiting) == 1 else "are"
        said.append(f"{listed(waiting)} {are} {certification.NOT_YET}.")
    if view.set is not None and view.set.caveat:
        said.append(f"The {view.set.title} set {view.set.caveat}.")
    return said


def _gaps(months: pd.DataFrame, missing: int, alone: bool) -> str:  # noqa: FBT001 - one of two words
    reasons = set(months.loc[months["missing"], "reason"])
    what = "return" if reasons <= _NOT_RETURNED else "figure"
    has, are = ("has", "is") if missing == 1 else ("have", "are")
    sides = "out" if alone else "out of both sides"
    return f"{count_of(missing, 'month', 'months')} {has} no {what} and {are} left {sides}."


def _within(months: pd.DataFrame, row: dict[str, Any], flag: str = "provisional") -> list[Any]:
    """Give the months of the period's figures of which something is to be known."""
    inside = (months["month"] >= row["month"]) & (months["month"] <= row["months_to"])
    flagged = months.get(flag, pd.Series(data=False, index=months.index))
    return list(months.loc[inside & flagged & months["counted"], "month"])


def actual_words(months: pd.DataFrame, view: ProfileView) -> str:
    """Say which actual is drawn, from whom and how, and which rule of the contract asks for it."""
    known = months[months["actual"].notna()].drop_duplicates("month")
    drawn = known.groupby(["source", "origin"], sort=False).size()
    parts = [_drawn(str(source), str(origin), view) for source, origin in drawn.index]
    if len(parts) > 1:
        lengths = [count_of(int(months), "month", "months") for months in drawn]
        parts = [f"{part} ({length})" for part, length in zip(parts, lengths, strict=True)]
    rule = _ORIGINS[view.origin]
    if view.measure.staged:
        rule += f"; outcomes {view.stage}, by the month {_EVENTS[view.event]}"
    return f"Actual: {'; '.join(parts) or 'no figure yet'}. Rule in force: {rule}"


def _drawn(source: str, origin: str, view: ProfileView) -> str:
    """Say whose figure it is, and for one counted from claims which of them and by which day."""
    name = SOURCES[Source(source)]
    if origin != Origin.COUNTED:
        return f"{name}, as returned"
    if not view.measure.staged:
        return f"{name}, counted from client rows"
    kind = "paid" if dating.only_paid(source, view.stage) else "accepted"
    day = dating.claim_day(source, view.stage, view.event if view.event_said else "")
    return f"{name}, counted from {kind} claims by the month {_EVENTS[day]}"


def chart_title(view: ProfileView) -> str:
    """Name the chart and the set it is drawn against."""
    if view.set is None:
        return f"{view.subject} by month"
    what = "its target" if view.measure.is_rate else f"the {view.set.title} profile"
    return f"{view.subject} by month, against {what}"


def profile_alt(months: pd.DataFrame, view: ProfileView) -> str:
    """Say in words what the chart shows, for people who do not see it."""
    if months.empty:
        return f"No chart: nothing is profiled or returned for {lower_first(view.subject)}."
    first, last = months["month"].min(), months["month"].max()
    said = [
        f"{view.subject} by month, {months_span(first, last)}: bars for the actual"
        + ("" if months["profile"].isna().all() else ", a line for the profile")
        + "."
    ]
    shown = targets.counts_only(months) if view.measure.is_rate else months
    known = shown[shown["actual"].notna()]
    if known.empty:
        return f"{said[0]} {_nothing_drawn(months)}"
    write = percent if view.measure.is_rate else number
    ordered = known.sort_values("actual", kind="stable")
    high, low = ordered.iloc[-1], ordered.iloc[0]
    said.append(
        f"Highest {write(high['actual'])} in {month(high['month'])}, lowest "
        f"{write(low['actual'])} in {month(low['month'])}."
    )
    said.append(profile_finding(months, view))
    return " ".join(said)


def _nothing_drawn(months: pd.DataFrame) -> str:
    if months["actual"].notna().any():
        return f"No month has {FEWEST} or more to make a rate of."
    return "No month has a return."


def run_rate_sentence(needed: RunRate, ends: Projection, view: ProfileView) -> str:
    """Say what rate would meet the profile in full, and where the present one would end."""
    unit, one = view.measure.unit, needed.months_left == 1
    if needed.months_to is None or math.isnan(ends.monthly_rate):
        return "Nothing has been returned, so there is no present rate to go by."
    if math.isnan(needed.profile_total):
        return (
            f"The last {count_of(len(ends.months_used), 'month', 'months')} returned average "
            f"{number(ends.monthly_rate)} {unit} a month. No profile is set to meet."
        )
    if not needed.months_left:
        return (
            f"No month is left: {number(needed.actual_to_date)} of "
            f"{number(needed.profile_total)} profiled were delivered."
        )
    used = listed([month(each) for each in ends.months_used])
    left = "the month left" if one else f"each of the {needed.months_left} months left"
    return (
        f"Meeting the profile of {number(needed.profile_total)} in full takes "
        f"{number(needed.enough)} {unit} in {left}. At the present rate of "
        f"{number(ends.monthly_rate)} a month (mean of {used}) it ends at "
        f"{number(round(ends.projected_total))}, {percent(ends.share_of_profile)} of profile."
    )
