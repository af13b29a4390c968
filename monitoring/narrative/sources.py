"""How is it said that sources agree or differ, which came late, and what it is worth?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.words import (
    count_of,
    day,
    listed,
    lower_first,
    month,
    months_span,
    number,
    percent,
    quantity,
    rate_of,
    verb,
)
from monitoring.reliability import TESTS, Passed
from monitoring.sources import one_each
from monitoring.vocabulary import MissingReason, Origin, Source

if TYPE_CHECKING:
    from monitoring.programmes import Measure

NAMES: dict[str, str] = {
    Source.DWP: "the department",
    Source.PROVIDER_MI: "provider MI",
    Source.PLMI: "PLMI",
    Source.LMS: "LMS",
    Source.PAYMENTS: "payments",
    Source.CLERICAL: "the clerical count",
    Source.PARTNER: "partners' returns",
    Source.BDC: "the benefit delivery centre",
    Source.SURVEY: "the survey",
    Source.TPPM: "the provision manager",
    Source.PUBLISHED: "the published series",
    Source.AGREED: "the agreed figure",
}
LINEAGE = (
    "PLMI and provider MI both come from the provider: that they agree is not independent "
    "confirmation. LMS, payments and clerical counts are the department's own."
)
SPELT = (
    "MI is management information. PLMI is provider level management information, sent by the "
    "provider to the web tool. LMS is the Jobcentre's Labour Market System."
)
_WHY: dict[str, str] = {
    MissingReason.SUPPRESSED: "hidden because it is small",
    MissingReason.NOT_PUBLISHED: "not published",
    MissingReason.PART_MISSING: "a part of it is missing",
}


def source_name(source: str, origin: str) -> str:
    """Name a source, and how its figure came to be where it was counted from client rows."""
    name = NAMES[source]
    return f"{name} (counted)" if origin == Origin.COUNTED else name


def note(row: dict[str, Any]) -> str:
    """Say in words what is to be known about one source's figure of one month.

    ``row`` is one row of ``reliability.graded``.
    """
    said = [_receipt(row), _agreement(row)]
    if row["suggested_reason"]:
        said.append(f"suggested reason: {row['suggested_reason']}")
    if row["held"]:
        said.append("rows of its return are held")
    return "; ".join(filter(None, said))


def _receipt(row: dict[str, Any]) -> str:
    late = row["days_late"]
    if row["awaited"]:
        if pd.isna(late):
            return f"not due until {day(row['due_on'])}"
        return f"not received; it fell due on {day(row['due_on'])}"
    if pd.notna(late) and late > 0:
        return f"came {count_of(int(late), 'day', 'days')} late"
    return ""


def _agreement(row: dict[str, Any]) -> str:
    if pd.isna(row["value"]):
        missing = _WHY.get(row["reason"], "no figure")
        return "" if row["awaited"] else missing
    if row["source"] == Source.AGREED:
        return "signed by who answers for it; for monitoring, never for payment"
    if row["held_against"]:
        return "the figure the others are held against"
    if pd.isna(row["difference"]):
        return "nothing of the provider's to hold it against"
    if row["differs"]:
        return "differs"
    return "agrees" if row["independent"] else "agrees, which confirms nothing: one origin"


def working(row: dict[str, Any]) -> str:
    """Say how one figure's grade of reliability was worked out: each test and its outcome."""
    told = [f"{test} {row[test]}" for test in TESTS]
    if pd.notna(row["restated_share"]) and row["restated_share"] > 0:
        told[-1] += f" (moved by {percent(row['restated_share'])} from {number(row['first'])})"
    passed = sum(row[test] == Passed.YES for test in TESTS)
    if row["source"] == Source.AGREED:
        return "An agreed figure is made of the sources and not graded."
    grade = f"grade {row['grade']}" if row["grade"] else "no figure to grade"
    return f"{passed} of {len(TESTS)} tests passed, {grade}: {'; '.join(told)}."


def sources_finding(rows: pd.DataFrame, measure: Measure) -> str:
    """Say in a sentence how the sources of one measure and month stand to the provider's own.

    ``rows`` are those of ``reliability.graded`` of one contract, measure and month.
    """
    title = measure.title
    agreed = rows[rows["source"].eq(Source.AGREED.value)]
    rows = rows[rows["source"].ne(Source.AGREED.value)]
    own = rows[rows["held_against"]]
    others = one_each(rows)
    others = others[~others["held_against"] & others["value"].notna()]
    if len(agreed) and len(own):
        value = number(agreed["value"].iloc[0])
        return f"{sources_finding(rows, measure)} The agreed figure is {value}."
    when = month(rows["month"].iloc[0])
    if own.empty:
        return f"No figure of {lower_first(title)} in {when} has come from the provider yet."
    value = own["value"].iloc[0]
    name = source_name(own["source"].iloc[0], own["origin"].iloc[0])
    begun = f"{title} in {when} {verb(title)} {quantity(value, measure)} by {name}"
    if others.empty:
        return f"{begun}; no other source has a figure to hold it against."
    told = [_told(row) for row in others.to_dict("records")]
    if not others["differs"].any():
        names = [source_name(row["source"], row["origin"]) for row in others.to_dict("records")]
        return f"{begun}; {listed(names)} {'says' if len(names) == 1 else 'say'} the same."
    return f"{begun}; {listed(told)}."


def _told(row: dict[Any, Any]) -> str:
    name = source_name(row["source"], row["origin"])
    late = row["days_late"]
    came = ""
    if pd.notna(late) and late > 0:
        came = f", {count_of(int(late), 'day', 'days')} late"
    if not row["differs"]:
        return f"{name} says the same{came}"
    side = "fewer" if row["difference"] > 0 else "more"
    apart = f"{number(abs(row['difference']))} {side}, {percent(abs(row['difference_share']))}"
    return f"{name} says {number(row['value'])} ({apart}{came})"


def records_said(row: dict[Any, Any]) -> str:
    """Say how many records behind a figure match, and how much of a gap is timing.

    Examples
    --------
    >>> records_said({"records": 153, "records_matched": 142, "timing": 2})
    '92.8% (142 of 153) match one by one; 2 of them stand in different months, which is timing.'
    """
    matched = rate_of(float(row["records_matched"]), float(row["records"]))
    timing = int(row["timing"])
    if not timing:
        return f"{matched} match one by one, all of them within the month."
    stand = "stands in another month" if timing == 1 else "stand in different months"
    return f"{matched} match one by one; {timing:,} of them {stand}, which is timing."


def value_for_money(reasons: list[str], title: str) -> str:
    """Say whether what is worked out from a figure's money can be relied on; why where not."""
    what = f"Cost per {lower_first(title).removesuffix('s')}"
    if not reasons:
        return f"{what}: the sources agree, so it is not provisional."
    return f"{what} is provisional: {listed(reasons)}."


def sources_trend(rows: pd.DataFrame, measure: Measure) -> str:
    """Say in words what the chart of differences shows, for people who do not see it."""
    others = one_each(rows)
    others = others[~others["held_against"] & others["difference"].notna()]
    others = others[others["source"].ne(Source.AGREED.value)]
    if others.empty:
        return f"No other source can be held against the provider's {lower_first(measure.title)}."
    told = [
        f"{NAMES[str(source)]} {int(own['differs'].sum())} of {len(own)}, "
        f"by {number(own['difference'].abs().max())} at most"
        for source, own in others.groupby("source", sort=False)
    ]
    first, last = rows["month"].min(), rows["month"].max()
    return f"Months that differ, {months_span(first, last)}: {'; '.join(told)}."
