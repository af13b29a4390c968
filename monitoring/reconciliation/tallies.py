"""How many keys are of each class, how many match, and how many are unexplained?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.rates import rate, share
from monitoring.reconciliation.differences import ORDER, UNEXPLAINED, Difference

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Totals:
    """What two records come to together.

    Notes
    -----
    Source: requirements.md M18 (matched over the union of keys); field_anchors.md section 4.
    """

    left_rows: int
    right_rows: int
    matched: int
    union: int
    unexplained: int
    not_expected: int = 0

    @property
    def match_rate(self) -> float:
        """Give the keys in both records over all that the other is expected to hold."""
        return share(self.matched, self.union - self.not_expected)

    @property
    def unexplained_rate(self) -> float:
        """Give the keys missing on one side for no reason found, over the same."""
        return share(self.unexplained, self.union - self.not_expected)


def totals(rows: pd.DataFrame) -> Totals:
    """Give the totals of the frame RECONCILED: rows less the matched are the union."""
    lefts, rights = rows["left_at"].ge(0), rows["right_at"].ge(0)
    return Totals(
        int(lefts.sum()),
        int(rights.sum()),
        int((lefts & rights).sum()),
        len(rows),
        int(rows["difference"].isin(UNEXPLAINED).sum()),
        int(rows["difference"].eq(Difference.NOT_EXPECTED).sum()),
    )


def tally(rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Count the keys of each class, nought shown, within each value of some columns.

    Returns
    -------
    The columns, ``class`` and ``count``; the classes in their order.
    """
    words = pd.CategoricalDtype([str(each) for each in ORDER])
    told = rows.assign(**{"class": rows["difference"].astype(words)})
    counted = told.groupby([*by, "class"], observed=False, sort=True).size()
    return counted.rename("count").reset_index().astype({"class": "str"})


def trend(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Give the match rate and what is unexplained within each value of some columns.

    Returns
    -------
    The columns, ``matched``, ``union`` (but for what the other record never holds), ``match_rate``,
    ``unexplained`` and ``unexplained_rate``.

    Notes
    -----
    Source: requirements.md REC-15, M18.
    """
    told: dict[str, pd.Series[Any]] = {
        "matched": rows["left_at"].ge(0) & rows["right_at"].ge(0),
        "unexplained": rows["difference"].isin(UNEXPLAINED),
        "union": rows["difference"].ne(Difference.NOT_EXPECTED),
    }
    found = rows[list(by)].assign(**told).groupby(list(by), sort=True).sum().reset_index()
    return found.assign(
        match_rate=rate(found["matched"], found["union"]),
        unexplained_rate=rate(found["unexplained"], found["union"]),
    )
