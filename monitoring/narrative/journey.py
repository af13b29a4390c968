"""What is said of the client's journey: how far a cohort came, and how long it waited?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from monitoring.narrative.told import Told
from monitoring.narrative.words import count_of, listed, months_span, number, percent, rate_of

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

COHORT = (
    "Every count is of the referrals made in the months shown, whenever the later step came, so no "
    "month's starts stand over another month's referrals. Late cohorts have had less time."
)
UNIT = (
    "One referral of one client. An event belongs to the client's last referral on or before its "
    "day. The Jobcentre's own record of referrals is followed; where a contract has none, what the "
    "provider received."
)
WAITING = (
    "Those who still wait are counted as waiting until today (Kaplan-Meier), so a growing queue "
    "never looks like an improvement. Who left, or was referred again, waited until then."
)
DUE = (
    "Each interview is due so many days after the one before was held; a late one moves those "
    "after it. Owed are the interviews the contract gives the client's category. A deferral that "
    "still runs keeps an interview from being overdue."
)
LOST = (
    "Spent are interviews held and services attended until a client found ineligible left. What "
    "they cost is in no return."
)
LEAST = (
    "Mandatory clients who started in the months shown. Behind: an interview is overdue. Met is "
    "also given as a share of those met or left with fewer."
)
NO_CMP = "No referral to condition management is on record for these clients."
NOT_YOURS = (
    "This page follows single clients. You see this contract's figures but not its clients; "
    "their numbers stand on the pages of its figures."
)
NOBODY = "No referral is on record for the months and clients shown."


def journey_finding(rows: pd.DataFrame, wait: pd.DataFrame) -> str:
    """Say how many of those referred were seen and began a job, and how long they waited."""
    if rows.empty:
        return NOBODY
    people = dict(zip(rows["step"], rows["people"], strict=True))
    referred = float(people["referred"])
    seen = rate_of(float(people["wfi_1"]), referred)
    job = rate_of(float(people["job_started"]), referred)
    said = f"Of those referred, {seen} had a first interview and {job} began a job."
    return f"{said} {_waited(wait)}".strip()


def _waited(wait: pd.DataFrame) -> str:
    if wait.empty:
        return ""
    [one] = wait.to_dict("records")
    days = one["median_days"]
    half = (
        "Half are not seen yet" if math.isnan(days) else f"Half were seen within {_days(days)}"
    )
    over = percent(one["over_limit_share"])
    return f"{half}; {over} were not seen within {_days(one['limit_days'])}."


def _days(days: float) -> str:
    return count_of(int(days), "day", "days")


def journey_figures(rows: pd.DataFrame, wait: pd.DataFrame) -> list[Told]:
    """Give the few figures of the page, each with what it is held against."""
    if rows.empty or wait.empty:
        return []
    [one] = wait.to_dict("records")
    people = dict(zip(rows["step"], rows["people"], strict=True))
    left = count_of(int(one["left"]), "left unseen", "left unseen")
    return [
        Told("Referred", number(one["referred"]), f"{number(one['waiting'])} wait, {left}"),
        Told("First interview held", number(one["started"]), _of(one["started"], one)),
        Told("Half seen within", _or_not_yet(one["median_days"]), _ninth(one)),
        Told("Began a job", number(people["job_started"]), _of(people["job_started"], one)),
    ]


def _of(count: float, one: dict[Any, Any]) -> str:
    return f"{rate_of(float(count), float(one['referred']))}"


def _or_not_yet(days: float) -> str:
    return "not yet" if math.isnan(days) else _days(days)


def _ninth(one: dict[Any, Any]) -> str:
    return f"nine in ten: {_or_not_yet(one['p90_days'])}"


def timely_finding(wait: pd.DataFrame) -> str:
    """Say what share was not seen within the days allowed, and how sure that is."""
    if wait.empty:
        return NOBODY
    [one] = wait.to_dict("records")
    said = f"{percent(one['over_limit_share'])} were not seen within {_days(one['limit_days'])}"
    if not math.isnan(one["low"]):
        said += f" (95% interval {percent(one['low'])} to {percent(one['high'])})"
    open_still = count_of(int(one["waiting"]), "referral still waits", "referrals still wait")
    return f"{said}. {open_still} and {_count(one['waiting'])} counted as waiting."


def _count(waiting: float) -> str:
    return "is" if waiting == 1 else "are"


def interviews_finding(rows: pd.DataFrame) -> str:
    """Say how many of the interviews due were held by then, and how many are overdue."""
    due, on_time, late = (float(rows[name].sum()) for name in ("due", "on_time", "overdue"))
    if due == 0:
        return "No interview after the first has fallen due in the months shown."
    overdue = count_of(int(late), "interview is", "interviews are")
    return f"{rate_of(on_time, due)} of the interviews due were held by then; {overdue} overdue."


def assessments_finding(rows: pd.DataFrame) -> str:
    """Say how many assessments are still not with the provider."""
    if rows.empty:
        return "No assessment is on record for the months and clients shown."
    told = [
        f"{number(row['open'])} of {number(row['requested'])} {row['kind']}"
        for row in rows.to_dict("records")
    ]
    return f"{listed(told)} are not with the provider yet."


def lost_finding(rows: pd.DataFrame) -> str:
    """Say how many starts were found ineligible, and what was spent on them."""
    names = ("starts", "ineligible", "eligible", "job_outcomes", "interviews", "hours_lost")
    starts, out, kept, jobs, held, hours = (float(rows[name].sum()) for name in names)
    if starts == 0:
        return "No start is on record for the months and clients shown."
    return (
        f"{number(starts)} starts as reported, {number(kept)} eligible: {rate_of(out, starts)} "
        f"were found ineligible after {count_of(int(held), 'interview', 'interviews')}, "
        f"{hours:,.1f} hours. Conversion is {rate_of(jobs, starts)} as reported and "
        f"{rate_of(jobs, kept)} of the eligible."
    )


def least_caption(rows: pd.DataFrame) -> str:
    """Say who is counted, and where nobody was offered condition management."""
    return LEAST if rows["cmp"].sum() else f"{LEAST} {NO_CMP}"


def span_of(first: date, last: date) -> str:
    """Say which cohort is shown."""
    return f"Cohort: referrals of {months_span(first, last)}"
