"""What is said of who the clients are, and of what is hidden?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from monitoring.client_mix import NO_NEED, Dimension
from monitoring.mix_shown import TITLES, named
from monitoring.narrative.words import count_of, day, lower_first, number, rate_of

if TYPE_CHECKING:
    import pandas as pd

READINESS = (
    "Readiness bands are advisers' own judgement. They cannot be compared from one provider to "
    "another, do not say how ready a client is for work, and are never shown to clients."
)
LEFT_OUT = (
    "Readiness bands are left out of files and copies, which may leave the organisation. Tick only "
    "if you are authorised to take them out; that you did is written down."
)
UNIT = (
    "A start counts under what was on record about its client by the end of the month it fell in, "
    "or was first recorded after. A client with two needs counts under both."
)
WHY = (
    "You see this contract's figures but not its clients. Counts of fewer than {limit} people, or "
    "none, read <{limit}. Others read *suppressed* where a smaller one could be worked out from "
    "them. The counts are of all months together and are given anew only when half as many "
    "people again are on record, so that nobody can be found by comparing two days. Contract "
    "measures, such as starts, are shown in full on the other pages."
)
ANONYMISED = (
    "Monthly counts and client mix of every contract you see, under tokens that hold in one export "
    "only: no names, areas, references, dates finer than months, free text, prices or counts under "
    "5, and everything else to the nearest 5. Its about.csv says what was left out. Who holds a "
    "contract's figures already can recognise it by them."
)


def mix_finding(rows: pd.DataFrame, of: str) -> str:
    """Say which value most starts have, of those of one dimension, and how many are hidden."""
    what = lower_first(TITLES[of])
    if rows.empty:
        return f"No {what} of any client is on record yet."
    hidden = int(rows["starts"].isna().sum())
    told = rows[rows["starts"].notna() & (rows["value"] != NO_NEED)]
    said = f"Every count by {what} is hidden."
    if len(told):
        first = told.sort_values("starts", ascending=False, kind="stable").iloc[0]
        rate = rate_of(float(first["starts"]), float(first["recorded"]))
        said = f"By {what}, {_most(hidden)} starts are under {_quoted(of, first['value'])}: {rate}."
        said += f" {_hidden(hidden)}"
    return said.strip()


def _most(hidden: int) -> str:
    return "of the counts shown, most" if hidden else "most"


def _quoted(of: str, value: str) -> str:
    return value if of == Dimension.READINESS else lower_first(named(value))


def _hidden(count: int) -> str:
    if not count:
        return ""
    return f"{count_of(count, 'count is', 'counts are')} hidden because few people are behind them."


def known_on(rows: pd.DataFrame) -> str:
    """Say as of when hidden counts were given; nothing where they are exact."""
    days = sorted(set(rows["known_on"].dropna()))
    if not days:
        return ""
    first, last = (day(date.fromisoformat(one)) for one in (days[0], days[-1]))
    span = first if first == last else f"{first} to {last}"
    most = number(float(rows["recorded"].dropna().astype("float64").max()))
    return f"Counts as given on {span}, of up to {most} starts with this on record."
