"""Do the contracts' figures add up to the series published of all of them together?

A sum of figures that were each rounded, some of them hidden because they are small, cannot meet an
exact series exactly: how far it may lie from it by that alone is worked out beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.frames import ALL_ACTUALS, FLAG, MONTH, NUMBER, TEXT, WHOLE, FrameContract
from monitoring.rates import rate
from monitoring.vocabulary import MissingReason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.programmes import PublishedSeries

AGREES_WITHIN = 0.001
"""The share of the published figure a sum may differ by and still agree. Source: issue 2, slice 4:
provider sums agree with the published England series to 0.1%."""

PUBLISHED = FrameContract(
    "published", {"measure": TEXT, "month": MONTH, "published": NUMBER}, ("measure", "month")
)
SPANS = FrameContract(
    "spans", {"contract": TEXT, "first": MONTH, "last": MONTH}, ("contract",), {"last": pd.NaT}
)
AGREEMENT = FrameContract(
    "agreement",
    {
        "measure": TEXT,
        "month": MONTH,
        "sum": NUMBER,
        "published": NUMBER,
        "difference": NUMBER,
        "difference_share": NUMBER,
        "contracts_counted": WHOLE,
        "contracts_missing": WHOLE,
        "contracts_suppressed": WHOLE,
        "least": NUMBER,
        "most": NUMBER,
        "agrees": FLAG,
        "explained": FLAG,
    },
    ("measure", "month"),
)
_KEY = ["measure", "month"]


def against_published(
    actuals: pd.DataFrame, spans: pd.DataFrame, published: pd.DataFrame, series: PublishedSeries
) -> pd.DataFrame:
    """Set the sum of all contracts beside the published figure, measure by measure and month.

    Parameters
    ----------
    actuals
        What ``precedence.actuals`` gave: one figure a contract, measure and month, NaN where it is
        missing.
    spans
        ``contract``, its ``first`` and ``last`` month (NaT: no end agreed): a contract that runs
        in a month and has no row of it is missing all the same.
    published
        ``measure``, ``month``, ``published``.
    series
        How the contracts' own figures were rounded and from which figure down hidden.

    Returns
    -------
    The frame AGREEMENT, a row for each published figure. ``difference`` is the sum less the
    published figure, in the measure's unit; ``difference_share`` a fraction of the published;
    ``least`` and ``most`` what the difference may come to by rounding and hiding alone, and
    ``explained`` says that it lies between them. ``contracts_suppressed`` are among the missing.
    The sum is unknown where no contract has a figure.

    Notes
    -----
    A whole number rounded to the nearest 5 is at most 2 from itself; one hidden under 5 is 0 to 4.
    """
    known = PUBLISHED.check(published)
    rows = _expected(ALL_ACTUALS.check(actuals), SPANS.check(spans), known)
    sums = _summed(rows)
    found = known.merge(sums, on=_KEY, how="left")
    counts = ["contracts_counted", "contracts_missing", "contracts_suppressed"]
    found[counts] = found[counts].fillna(0)
    return _compared(found, series).sort_values(_KEY, ignore_index=True)


def _expected(actuals: pd.DataFrame, spans: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Give a row for every contract running in a published month, with its figure if it has one."""
    grid = published[_KEY].merge(spans, how="cross")
    running = (grid["first"] <= grid["month"]) & ~(grid["last"] < grid["month"])
    keys = ["contract", *_KEY]
    wanted = actuals.merge(published[_KEY], on=_KEY)
    return grid.loc[running, keys].merge(wanted[[*keys, "actual", "reason"]], on=keys, how="outer")


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    hidden = rows["actual"].isna() & (rows["reason"] == MissingReason.SUPPRESSED.value)
    marked = rows.assign(missing=rows["actual"].isna(), hidden=hidden)
    grouped = marked.groupby(_KEY)
    return pd.DataFrame(
        {
            "sum": grouped["actual"].sum(min_count=1),
            "contracts_counted": grouped["actual"].count(),
            "contracts_missing": grouped["missing"].sum(),
            "contracts_suppressed": grouped["hidden"].sum(),
        }
    ).reset_index()


def _compared(rows: pd.DataFrame, series: PublishedSeries) -> pd.DataFrame:
    by_rounding = (series.rounded_to // 2) * rows["contracts_counted"]
    by_hiding = max(series.hidden_under - 1, 0) * rows["contracts_suppressed"]
    difference = rows["sum"] - rows["published"]
    share = rate(difference, rows["published"])
    least, most = -by_rounding - by_hiding, by_rounding
    return AGREEMENT.check(
        rows.assign(
            difference=difference,
            difference_share=share,
            least=least,
            most=most,
            agrees=share.abs() <= AGREES_WITHIN,
            explained=difference.between(least, most),
        )
    )


def by_measure(months: pd.DataFrame) -> pd.DataFrame:
    """Give each measure one row: how many months agree, and the sums over all of them.

    Parameters
    ----------
    months
        What ``against_published`` gave.

    Returns
    -------
    ``measure``, ``months``, ``months_agreeing``, ``months_explained``, ``sum``, ``published`` and
    ``difference`` over the months that have both, ``difference_share`` (a ratio of those sums),
    ``widest`` (the share of the month that differs most) and ``agrees``, in the order given.
    """
    both = AGREEMENT.check(months)
    both = both[both["difference"].notna()]
    grouped = both.assign(apart=both["difference_share"].abs()).groupby("measure", sort=False)
    gathered = pd.DataFrame(
        {
            "months": grouped.size(),
            "months_agreeing": grouped["agrees"].sum(),
            "months_explained": grouped["explained"].sum(),
            "contracts_suppressed": grouped["contracts_suppressed"].sum(),
            **{name: grouped[name].sum() for name in ("sum", "published", "difference")},
            "widest": grouped["apart"].max(),
        }
    )
    share = rate(gathered["difference"], gathered["published"])
    return gathered.assign(
        difference_share=share, agrees=share.abs() <= AGREES_WITHIN
    ).reset_index()


def last(months: pd.DataFrame) -> dict[str, Any] | None:
    """Give the last month with both figures, None where there is none."""
    both = months[months["sum"].notna() & months["published"].notna()]
    if both.empty:
        return None
    return {str(name): value for name, value in both.iloc[-1].items()}


def shown(rows: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Give months (newest first) or measures as a table shows them.

    ``measure`` by its title, and shares in percent to three decimals.
    """
    newest = rows.sort_values("month", ascending=False, kind="stable") if "month" in rows else rows
    shares = [name for name in ("difference_share", "widest") if name in newest]
    told = newest.assign(
        measure=newest["measure"].map(titles),
        **{name: _percent(newest[name]) for name in shares},
    )
    return told.reset_index(drop=True)


def _percent(shares: pd.Series[Any]) -> pd.Series[float]:
    """Give shares in percent; what rounds to nought has no sign."""
    return (100 * shares.astype("float64")).round(3) + 0.0
