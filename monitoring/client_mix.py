"""Who are the clients: their need, benefit, age and readiness when they started?

A start counts under what was known of its client by the end of the month it fell in; where nothing
was yet, under the first that was recorded after. So each start stands under one value for good, and
months add up to the total. Source: requirements.md DPR-06, RAG-06, RAG-13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.datasets import codes
from monitoring.disclosure import Chain, Hidden, Known
from monitoring.parameters import COLOURS
from monitoring.rates import rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Dimension(StrEnum):
    """What clients are told apart by. All of them are sensitive (DPR-06)."""

    NEED = "need"
    BENEFIT = "benefit"
    BENEFIT_MONTHS = "benefit_months"
    AGE_BAND = "age_band"
    READINESS = "readiness"


NO_NEED = "none_recorded"
OTHER = "other"
REST = "without"
"""The clients without a need: the rest of those with it, and never shown."""

MONTHS = {"under_12": 12, "12_to_23": 24, "24_to_59": 60, "60_or_more": None}
_AGES = re.compile(r"\d{1,3}\s?(-\s?\d{1,3}|\+)|under \d{1,3}|\d{1,3} (and|or) over")
VALUES: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.NEED: (*codes.NEEDS, NO_NEED),
    Dimension.BENEFIT: codes.BENEFITS,
    Dimension.BENEFIT_MONTHS: tuple(MONTHS),
    Dimension.AGE_BAND: (),
    Dimension.READINESS: COLOURS,
}
"""The values of each that are counted also where there is nobody; ages as they are returned."""


@dataclass(frozen=True, slots=True)
class Rows:
    """One contract's client rows of every publication: ``since`` and ``until`` are theirs.

    ``starts``: client, started_on, category; ``facts``: client, on, age_band, benefit_months,
    needs; ``ratings``: client, on, scheme, code; ``referrals``: client, on, benefit;
    ``meanings``: scheme, code, from_on, band.
    """

    starts: pd.DataFrame
    facts: pd.DataFrame
    ratings: pd.DataFrame
    referrals: pd.DataFrame
    meanings: pd.DataFrame

    def at(self, number: int) -> Rows:
        """Give the rows known after a publication."""
        return Rows(*(_known(each, number) for each in self._all()))

    def moments(self, of: Dimension) -> set[int]:
        """Give the publications that moved what a breakdown by a dimension is counted from."""
        own = {
            Dimension.BENEFIT: (self.referrals,),
            Dimension.READINESS: (self.ratings, self.meanings),
        }
        tables = (self.starts, *own.get(of, (self.facts,)))
        return {int(one) for each in tables for one in _moments(each)}

    def _all(self) -> tuple[pd.DataFrame, ...]:
        return self.starts, self.facts, self.ratings, self.referrals, self.meanings


def _known(rows: pd.DataFrame, number: int) -> pd.DataFrame:
    open_still = rows["until"].isna() | (rows["until"] > number)
    return rows[(rows["since"] <= number) & open_still]


def _moments(rows: pd.DataFrame) -> Iterator[float]:
    yield from rows["since"].unique()
    yield from rows["until"].dropna().unique()


def told(rows: Rows) -> pd.DataFrame:
    """Give each start with what its client is told apart by: a column a dimension, else missing."""
    starts = rows.starts
    columns = {str(of): values(rows, of) for of in Dimension}
    return pd.DataFrame(
        {"month": _month(starts), "category": starts["category"], **columns}, index=starts.index
    )


def values(rows: Rows, of: Dimension) -> pd.Series[Any]:
    """Give the value of each start in one dimension; missing where it is not on record."""
    if of is Dimension.BENEFIT:
        return _of_start(rows.starts, rows.referrals, "benefit")
    if of is Dimension.READINESS:
        return _of_start(rows.starts, banded(rows), "band")
    if of is Dimension.NEED:  # a blank on record says that there is none
        needs = rows.facts["needs"].fillna("").replace("", NO_NEED)
        return _of_start(rows.starts, rows.facts.assign(needs=needs), "needs")
    found: pd.Series[Any] = _of_start(rows.starts, rows.facts, str(of))
    return found.map(_months_band if of is Dimension.BENEFIT_MONTHS else _age)


def _month(starts: pd.DataFrame) -> pd.Series[Any]:
    months: pd.Series[Any] = starts["started_on"].dt.to_period("M").dt.to_timestamp()
    return months


def banded(rows: Rows) -> pd.DataFrame:
    """Give the ratings that mean a common band, the one that counts on its day last.

    A colour named outright comes before a code translated, as in the monthly figures.
    """
    said = rows.ratings.assign(
        scheme=rows.ratings["scheme"].str.lower(), code=rows.ratings["code"].str.lower()
    ).sort_values("on", kind="stable")
    outright = said["code"].where(said["code"].isin(COLOURS))
    meanings = rows.meanings.sort_values("from_on", kind="stable")
    meant = pd.merge_asof(
        said.reset_index(), meanings[["scheme", "code", "from_on", "band"]],
        left_on="on", right_on="from_on", by=["scheme", "code"],
    ).set_index("index")["band"]  # fmt: skip
    band = outright.where(outright.notna(), meant.reindex(said.index))
    mine = said.assign(band=band, translated=outright.isna())[band.notna()]
    order = ["on", "translated", "scheme"]
    return mine.sort_values(order, ascending=[True, False, False], kind="stable")


def _of_start(starts: pd.DataFrame, facts: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Give the last fact known to hold by the end of the month, else the first after it."""
    by = _month(starts) + pd.offsets.MonthEnd(0)
    left = pd.DataFrame({"client": starts["client"], "by": by, "place": range(len(starts))})
    left = left.sort_values("by", kind="stable")
    right = facts[["client", "on", name]].sort_values("on", kind="stable")
    before, after = (
        pd.merge_asof(left, right, left_on="by", right_on="on", by="client", direction=way)
        for way in ("backward", "forward")
    )
    found = before[name].where(before["on"].notna(), after[name])
    return pd.Series(found.to_numpy(), index=before["place"]).sort_index().set_axis(starts.index)


def _months_band(months: Any) -> str | None:  # noqa: ANN401 - a count, or missing
    if pd.isna(months):
        return None
    return next(name for name, end in MONTHS.items() if end is None or months < end)


def _age(text: Any) -> str | None:  # noqa: ANN401 - a text, or missing
    """Give a band of ages as it was returned; anything else might name somebody."""
    if pd.isna(text) or not str(text).strip():
        return None
    band = " ".join(str(text).lower().split())
    return band if _AGES.fullmatch(band) else OTHER


def counts(column: pd.Series[Any], of: Dimension) -> dict[str, int]:
    """Give how many starts there are of each value; a client with two needs counts under both."""
    known = column.dropna().astype("object")
    each = known.str.split(";").explode() if of is Dimension.NEED and len(known) else known
    found = each.value_counts()
    every = (*VALUES[of], *sorted(set(found.index) - set(VALUES[of])))
    return {value: int(found.get(value, 0)) for value in every}


def breakdown(people: pd.DataFrame, *, by_month: bool) -> pd.DataFrame:
    """Give the counts of every dimension: of each month, or of all together.

    Columns: month (NaT for all together), dimension, value, starts, recorded, share.
    """
    parts = list(people.groupby("month")) if by_month else [(pd.NaT, people)]
    rows = [
        (month, str(of), value, count, int(some[of].notna().sum()))
        for month, some in parts
        for of in Dimension
        for value, count in counts(some[of], of).items()
    ]
    frame = pd.DataFrame(rows, columns=["month", "dimension", "value", "starts", "recorded"])
    frame = frame[frame["recorded"] > 0].reset_index(drop=True)
    return frame.assign(share=rate(frame["starts"], frame["recorded"]))


@dataclass(frozen=True, slots=True)
class Given:
    """One count as it is given: hidden or not, of how many, known since which publication."""

    dimension: Dimension
    value: str
    count: int
    recorded: int
    hidden: Hidden
    since: int | None  # None: there are too few on record to give anything


def given(rows: Rows, limit: int) -> list[Given]:
    """Give what a reader without sight of clients is shown: a row a dimension and value."""
    return [one for of in Dimension for one in _given_of(rows, of, limit)]


def _given_of(rows: Rows, of: Dimension, limit: int) -> Iterator[Given]:
    """Give the counts of one dimension, as they were last given after any of the publications.

    A client may have several needs, so that each need is a breakdown of its own: into those with
    it and those without, who are never shown.
    """
    rest = frozenset({REST}) if of is Dimension.NEED else frozenset[str]()
    chains: dict[str, Chain] = {}
    for number in sorted(rows.moments(of)):
        known = rows.at(number)
        if len(known.starts) < min((each.wanted for each in chains.values()), default=1):
            continue
        for name, breakdown_then in _breakdowns(values(known, of), of).items():
            chain = chains.setdefault(name, Chain(limit, rest))
            chain.offer(Known(number, breakdown_then))
    for name, chain in chains.items():
        yield from _shown(of, name, chain)


def _breakdowns(column: pd.Series[Any], of: Dimension) -> dict[str, dict[str, int]]:
    every, known = counts(column, of), int(column.notna().sum())
    if not known:
        return {}
    if of is not Dimension.NEED:
        return {"": every}
    return {need: {need: count, REST: known - count} for need, count in every.items()}


def _shown(of: Dimension, name: str, chain: Chain) -> Iterator[Given]:
    if not chain.given:
        few = [name] if name else VALUES[of] or ["any"]
        yield from (Given(of, value, 0, 0, Hidden.FEW, None) for value in few)
        return
    last = chain.given[-1]
    for value, count in last.known.counts.items():
        if value != REST:
            why = last.hidden.get(value, Hidden.NO)
            yield Given(of, value, count, last.known.recorded, why, last.known.since)
