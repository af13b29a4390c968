"""How does what changed read as rows of a table?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import since
from monitoring.narrative.contracts import contract_name
from monitoring.narrative.since import (
    difference_words,
    month_words,
    points_words,
    stand_words,
)
from monitoring.narrative.words import month, number
from monitoring.since.happened import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.programmes import Measure
    from monitoring.since import Changed, Happened, Moved

FIGURES = ("measure", "then", "now", "difference", "points", "month_then", "month_now")
CHANGED = ("measure", "month", "before", "after", "difference")
SORTS = {
    Sort.RETURN: "Returns",
    Sort.SET: "Profile sets and variations",
    Sort.RULE: "Rules",
    Sort.NOTE: "Notes and events",
    Sort.ITEM: "Issues and actions",
    Sort.REQUEST: "Requests",
    Sort.MEETING: "Reviews and meetings",
}
ORDER = (Sort.ITEM, Sort.NOTE, Sort.MEETING, Sort.REQUEST, Sort.SET, Sort.RULE, Sort.RETURN)


def figures(moved: Iterable[Moved]) -> pd.DataFrame:
    """Give a row a measure, the most moved first: then, now, and the difference in its unit."""
    rows = [_figure(one) for one in moved]
    return pd.DataFrame(rows, columns=["code", *FIGURES])


def _figure(one: Moved) -> dict[str, Any]:
    of = one.measure
    return {
        "code": of.code,
        "measure": of.title,
        "then": stand_words(one.before, of),
        "now": stand_words(one.after, of),
        "difference": difference_words(one.difference, of),
        "points": "" if of.is_rate else points_words(one.share_change),
        "month_then": month_words(one.before, of),
        "month_now": month_words(one.after, of),
    }


def contracts(
    then: pd.DataFrame, now: pd.DataFrame, measure: Measure
) -> pd.DataFrame:
    """Give a row a contract of two overviews of one measure, the most moved first.

    Parameters
    ----------
    then, now
        The report ``portfolio`` at two instants.
    measure
        The measure of both.
    """
    before, after = since.of_overview(then), since.of_overview(now)
    named = [{str(key): value for key, value in row.items()} for row in now.to_dict("records")]
    names = {row["contract"]: contract_name(row) for row in named}
    both = [
        (code, since.Moved(measure, before.get(code), after[code]))
        for code in names
        if before.get(code) or after[code]
    ]
    ordered = sorted(both, key=lambda each: each[1].size)
    rows = [{"contract": code, "name": names[code], **_figure(one)} for code, one in ordered]
    return pd.DataFrame(rows, columns=["contract", "name", *FIGURES])


def changed(found: Iterable[Changed]) -> pd.DataFrame:
    """Give a row a month's figure that is another now, the latest month first."""
    rows = [
        {
            "measure": one.measure.title,
            "month": month(one.month),
            "before": number(one.before),
            "after": "taken away" if math.isnan(one.after) else number(one.after),
            "difference": difference_words(one.difference, one.measure),
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(CHANGED))


def by_sort(found: Iterable[Happened]) -> dict[Sort, list[Happened]]:
    """Give what happened by its sort, in the order it is told; what did not happen is left out."""
    every = list(found)
    told = {sort: [one for one in every if one.sort is sort] for sort in ORDER}
    return {sort: own for sort, own in told.items() if own}


def happened(found: Iterable[Happened]) -> pd.DataFrame:
    """Give a row a thing that happened."""
    rows = [
        {
            "on": one.at.date() if one.at else None,
            "did": one.did,
            "text": one.what,
            "by": one.by,
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=["on", "did", "text", "by"])
