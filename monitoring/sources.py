"""Do the sources of one figure agree, month by month, and which of them came late?

Every figure of a source is held against the provider's own. Missing is not nought: a source that
has no figure of a month has no difference, and a difference of nought is agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring import due, periods
from monitoring.frames import CELLS, DATE, FLAG, MONTH, NUMBER, TEXT, FrameContract
from monitoring.rates import rate
from monitoring.vocabulary import MissingReason, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from monitoring.parameters import Value

ONE_ROOT = frozenset({Source.PROVIDER_MI, Source.PLMI, Source.PARTNER})
"""Sources that all begin with the provider and its supply chain: that they agree confirms nothing.

Source: requirements.md MI-09 and B-49; LMS, payments and the benefit centre are independent.
"""

LATE_SUBMISSION = "late submission"
"""The reason proposed where PLMI came late and differs. Source: requirements.md REC-08."""

FIGURE = ("contract", "measure", "month")
SERIES = ("contract", "measure", "source", "origin")
ROW = (*FIGURE, "source", "origin")

RECEIVED = FrameContract(
    "received",
    {
        "contract": TEXT,
        "measure": TEXT,
        "month": MONTH,
        "source": TEXT,
        "origin": TEXT,
        "received_on": DATE,
        "held": FLAG,
    },
    ROW,
    {"held": False},
)
"""When each source's figure of a month first reached the department, and whether rows are held."""

FIRST = FrameContract(
    "first",
    {name: MONTH if name == "month" else TEXT for name in ROW} | {"first": NUMBER},
    ROW,
)
"""The figure each source gave first."""

COMPARED = FrameContract(
    "compared",
    {
        "contract": TEXT,
        "month": MONTH,
        "measure": TEXT,
        "source": TEXT,
        "origin": TEXT,
        "value": NUMBER,
        "reason": TEXT,
        "submission": NUMBER,
        "first": NUMBER,
        "held": FLAG,
        "held_against": FLAG,
        "difference": NUMBER,
        "difference_share": NUMBER,
        "differs": FLAG,
        "independent": FLAG,
        "due_on": DATE,
        "received_on": DATE,
        "days_late": NUMBER,
        "awaited": FLAG,
        "suggested_reason": TEXT,
        "provisional": FLAG,
    },
    ROW,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one contract says about its returns, and the months it has run by now."""

    first_month: date
    last_month: date
    parameters: Mapping[str, Value]

    @property
    def tolerance(self) -> float:
        """Give how far two figures may lie apart and still agree."""
        return float(str(self.parameters.get("reconciliation_tolerance", 0)))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the figures: the cells, when each came, and what each said first."""

    cells: pd.DataFrame
    received: pd.DataFrame
    first: pd.DataFrame


def compare(
    known: Known, rules: Mapping[str, Rules], working_date: date, against: str = Source.PROVIDER_MI
) -> pd.DataFrame:
    """Set every source's figure beside the provider's own.

    Parameters
    ----------
    known
        ``cells`` (CELLS of one level; ``provisional`` where the month is not closed), ``received``
        (RECEIVED) and ``first`` (FIRST).
    rules
        Each contract's rules: only its cells are compared.
    working_date
        The day that decides what is late.
    against
        The source the others are held against; what it returned before what was counted.

    Returns
    -------
    The frame COMPARED: for every source and origin that ever gave a figure of the measure, a row
    for every month in which it gave one or owed one, ordered by contract, month, measure and
    source.
    ``difference`` is the provider's figure less the source's, ``difference_share`` that over the
    provider's (fraction); ``days_late`` counts to the receipt, or to the working date where
    nothing came; unknown where nothing falls due.

    Notes
    -----
    Source: requirements.md MI-05, MI-08, M19, REC-03, REC-08; AT-07.
    """
    cells = CELLS.check(known.cells)
    rows = _every_month(cells[cells["contract"].isin(list(rules))], rules)
    rows = rows.merge(RECEIVED.check(known.received), on=list(ROW), how="left")
    rows = rows.merge(FIRST.check(known.first), on=list(ROW), how="left")
    rows = _against(_within_tolerance(rows, rules), against)
    rows = _punctual(rows, rules, pd.Timestamp(working_date))
    owed = rows["due_on"].notna() | rows["given"]
    rows = rows[owed].reset_index(drop=True)
    late = rows["days_late"].gt(0) & rows["differs"] & rows["source"].eq(Source.PLMI.value)
    rows["suggested_reason"] = np.where(late, LATE_SUBMISSION, "")
    rows["provisional"] |= _unsettled(rows)
    return COMPARED.check(_in_order(rows))


def of_months(rows: pd.DataFrame, first: date | None, last: date | None) -> pd.DataFrame:
    """Keep a run of months; no end leaves nothing out there."""
    kept = pd.Series(data=True, index=rows.index)
    if first is not None:
        kept &= rows["month"] >= pd.Timestamp(first)
    if last is not None:
        kept &= rows["month"] <= pd.Timestamp(last)
    return rows[kept].reset_index(drop=True)


def last_compared(rows: pd.DataFrame) -> pd.Timestamp | None:
    """Give the last month with the provider's figure and another's; None where there is none."""
    both = rows[rows["difference"].notna() & ~rows["held_against"]]
    if both.empty:
        both = rows[rows["value"].notna()]
    return None if both.empty else both["month"].max()


def comparable(rows: pd.DataFrame) -> bool:
    """Say whether any source has a figure to hold against another."""
    return bool((rows["difference"].notna() & ~rows["held_against"]).any())


def one_each(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one figure of each source and month: what it returned, else what was counted.

    Of the source held against only the figure that the others are held against is kept.
    """
    own = rows.loc[rows["held_against"], "source"].unique()
    theirs = rows["held_against"] | ~rows["source"].isin(list(own))
    ranked = rows.assign(
        _without=rows["value"].isna(), _counted=rows["origin"].eq(Origin.COUNTED.value)
    )[theirs].sort_values([*FIGURE, "_without", "_counted"], kind="stable")
    kept = ranked.drop_duplicates([*FIGURE, "source"]).drop(columns=["_without", "_counted"])
    return kept.sort_index().reset_index(drop=True)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the months in order, and within one the sources as the vocabulary names them."""
    places = {str(each): place for place, each in enumerate(Source)}
    return rows.assign(
        _source=rows["source"].map(places), _counted=rows["origin"].eq(Origin.COUNTED.value)
    ).sort_values(["contract", "month", "measure", "_source", "_counted"])


def _every_month(cells: pd.DataFrame, rules: Mapping[str, Rules]) -> pd.DataFrame:
    """Give a row for every month of every series: missing where there is no cell."""
    rows = pd.DataFrame(
        [(*key, month) for key, months in _series(cells, rules) for month in months],
        columns=[*SERIES, "month"],
    ).astype({"month": "datetime64[us]"})
    held = cells.drop_duplicates(list(ROW))
    rows = rows.merge(held.assign(given=True), on=list(ROW), how="left")
    gone = rows["value"].isna() & rows["reason"].fillna("").eq("")
    rows["reason"] = rows["reason"].fillna("").mask(gone, MissingReason.NOT_RETURNED.value)
    rows["provisional"] = rows["provisional"].eq(other=True)  # unknown where there is no cell
    unclosed = rows.groupby(list(FIGURE))["provisional"].transform("any")
    return rows.assign(provisional=unclosed, given=rows["given"].notna())


def _series(
    cells: pd.DataFrame, rules: Mapping[str, Rules]
) -> Iterator[tuple[tuple[str, ...], Sequence[date]]]:
    for key, own in cells.groupby(list(SERIES), sort=False):
        names = tuple(str(name) for name in key)
        run = rules[names[0]]
        last = max(run.last_month, own["month"].max().date())
        yield names, periods.months_of(min(run.first_month, own["month"].min().date()), last)


def _within_tolerance(rows: pd.DataFrame, rules: Mapping[str, Rules]) -> pd.DataFrame:
    allowed = {name: each.tolerance for name, each in rules.items()}
    return rows.assign(tolerance=rows["contract"].map(allowed).astype("float64"))


def _against(rows: pd.DataFrame, against: str) -> pd.DataFrame:
    """Choose the figure held against in each month, and work the differences out."""
    own = rows[rows["source"].eq(str(against)) & rows["value"].notna()]
    counted = own["origin"].eq(Origin.COUNTED.value)
    chosen = own.assign(_counted=counted).sort_values("_counted").drop_duplicates(list(FIGURE))
    theirs = chosen[[*FIGURE, "value", "origin"]]
    named = {"value": "against", "origin": "against_origin"}
    both = rows.merge(theirs.rename(columns=named), on=list(FIGURE), how="left")
    same = both["source"].eq(str(against)) & both["origin"].eq(both["against_origin"])
    difference = both["against"] - both["value"]
    of_one_root = ONE_ROOT if against in set(ONE_ROOT) else {against}
    shared = both["source"].isin([str(each) for each in of_one_root])
    agreed = both["source"].eq(Source.AGREED.value)  # made of the sources: it confirms none
    return both.assign(
        held_against=same,
        difference=difference,
        difference_share=rate(difference, both["against"]),
        differs=difference.abs().gt(both["tolerance"]) & ~agreed,
        independent=~(shared | agreed),
    )


def _punctual(
    rows: pd.DataFrame, rules: Mapping[str, Rules], working_date: pd.Timestamp
) -> pd.DataFrame:
    """Say when each figure fell due, and how many days late it came or still is."""
    returned = rows[rows["origin"].eq(Origin.RETURNED.value)][["contract", "measure", "source"]]
    returns = set(returned.itertuples(index=False, name=None))
    fell = [
        _due(row, rules[str(row.contract)], returns)
        for row in rows[list(ROW)].itertuples(index=False)
    ]
    due_on = pd.Series(pd.to_datetime(pd.Series(fell, dtype="object")), index=rows.index)
    awaited = rows["received_on"].isna() & due_on.notna()
    until = rows["received_on"].where(~awaited, working_date)
    late = (until - due_on).dt.days.clip(lower=0)
    return rows.assign(
        due_on=due_on,
        days_late=late.where(~(awaited & (due_on >= working_date))),
        awaited=awaited,
    )


def _due(row: Any, rules: Rules, returns: set[tuple[str, ...]]) -> date | None:  # noqa: ANN401 - a row of a frame has no type
    """Give the day a figure fell due: what is counted owes none where the source returns it."""
    counted = row.origin == Origin.COUNTED.value
    if counted and (row.contract, row.measure, row.source) in returns:
        return None
    if due.days_allowed(row.source, rules.parameters) is None:
        return None
    return due.due_on(row.source, row.month.date(), rules.parameters)


def _unsettled(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say which figures are of months whose sources differ, or of which one is overdue."""
    open_still = rows["differs"] | (rows["awaited"] & rows["days_late"].gt(0))
    return open_still.groupby([rows[name] for name in FIGURE]).transform("any")
