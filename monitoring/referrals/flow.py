"""Do as many come as were anticipated, and in the mix that was assumed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring import periods
from monitoring.frames import MONTH, NUMBER, TEXT, FrameContract
from monitoring.periods import By
from monitoring.rates import rate
from monitoring.vocabulary import ALL_CATEGORIES

if TYPE_CHECKING:
    from datetime import date

MANDATORY, VOLUNTARY = "mandatory", "voluntary"
CATEGORIES = (ALL_CATEGORIES, MANDATORY, VOLUNTARY)
EXPECTED, PROFILED = "expected_referrals", "profile"
BEFORE, DURING, AFTER = "before", "during", "from"
KEY = ["month", "client_category"]

ANTICIPATED = FrameContract(
    "anticipated",
    {"month": MONTH, "client_category": TEXT, "anticipated": NUMBER, "anticipated_from": TEXT},
    ("month", "client_category"),
)
COUNTED = FrameContract(
    "counted",
    {"month": MONTH, "client_category": TEXT, "referrals": NUMBER, "source": TEXT, "origin": TEXT},
    ("month", "client_category"),
)


def anticipated(expected: pd.DataFrame, profiled: pd.DataFrame) -> pd.DataFrame:
    """Give what each month was expected to bring, by category: expected referrals, else profile.

    Parameters
    ----------
    expected
        ``month``, ``client_category``, ``value``: what is expected of each office (or of the
        contract), from one source and for the whole contract.
    profiled
        ``month``, ``client_category``, ``value``: the profile of referrals of one set.

    Returns
    -------
    The frame ANTICIPATED. Everybody is the sum of mandatory and voluntary where only these are
    given, and unknown where one of them is.

    Notes
    -----
    Source: requirements.md REF-01, REF-03; architecture section 4, expected_referrals.
    """
    first = _by_category(expected).assign(anticipated_from=EXPECTED)
    then = _by_category(profiled).assign(anticipated_from=PROFILED)
    both = pd.concat([part for part in (first, then) if len(part)] or [first])
    return ANTICIPATED.check(both.drop_duplicates(KEY).sort_values(KEY))


def _by_category(given: pd.DataFrame) -> pd.DataFrame:
    """Sum over offices; add everybody where both parts are given and the whole is not."""
    sums = given.groupby(KEY, as_index=False)["value"].sum(min_count=1)
    wide = sums.pivot_table(index="month", columns="client_category", values="value")
    wide = wide.reindex(columns=list(CATEGORIES))
    wide[ALL_CATEGORIES] = wide[ALL_CATEGORIES].fillna(wide[MANDATORY] + wide[VOLUNTARY])
    tall = wide.reset_index().melt("month", var_name="client_category", value_name="anticipated")
    known: pd.DataFrame = tall.dropna(subset=["anticipated"])
    return known


def against_anticipated(
    counted: pd.DataFrame, expected: pd.DataFrame, by: By, starts_on: date
) -> pd.DataFrame:
    """Set the referrals of each period beside what was anticipated, category by category.

    Parameters
    ----------
    counted
        The frame COUNTED: at most one figure a month and category, NaN where there is none.
    expected
        The frame ANTICIPATED.
    by, starts_on
        How much time a row covers, and when the contract began.

    Returns
    -------
    One row a period and category: ``referrals``, ``anticipated``, ``variance``, ``share``,
    ``months_missing`` (months with a figure anticipated and none counted, which a sum leaves out
    of both sides), and on the rows of everybody ``mandatory_share`` with ``assumed_share``.

    Notes
    -----
    Source: requirements.md REF-01 and REF-03 (ratios of sums).
    """
    months = COUNTED.check(counted).merge(ANTICIPATED.check(expected), on=KEY, how="outer")
    months["missing"] = months["anticipated"].notna() & months["referrals"].isna()
    if by is not By.MONTH:  # a month still to come says what it is to bring
        months["anticipated"] = months["anticipated"].where(~months["missing"])
    months["month"] = periods.period_of(months["month"], by, starts_on)
    grouped = months.groupby(KEY, sort=True)
    rows = grouped[["referrals", "anticipated"]].sum(min_count=1)
    rows["months_missing"] = grouped["missing"].sum().astype("int64")
    for name in ("anticipated_from", "source", "origin"):
        rows[name] = grouped[name].agg(_said)
    rows = rows.reset_index()
    rows["variance"] = rows["referrals"] - rows["anticipated"]
    rows["share"] = rate(rows["referrals"], rows["anticipated"])
    return _with_ratio(rows)


def _said(names: pd.Series[str]) -> str:
    """Give the one word of a period's months, several joined; blank where there is none."""
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str) and name))


def _with_ratio(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the share that is mandatory beside the share assumed, on the rows of everybody."""
    whole = rows["client_category"] == ALL_CATEGORIES
    for name, of in (("mandatory_share", "referrals"), ("assumed_share", "anticipated")):
        parts = rows.pivot_table(index="month", columns="client_category", values=of)
        parts = parts.reindex(columns=list(CATEGORIES))
        known = rate(parts[MANDATORY], parts[MANDATORY] + parts[VOLUNTARY])
        rows[name] = rows["month"].map(known).where(whole)
    return rows


def beside_cut_over(months: pd.Series[pd.Timestamp], esa_from: date) -> list[str]:
    """Say of each month whether it lies before the benefit change, holds it, or lies after.

    Notes
    -----
    Source: requirements.md REF-16 (27 October 2008, a parameter).
    """
    of_change = pd.Timestamp(periods.first_of(esa_from))
    words = np.select([months < of_change, months == of_change], [BEFORE, DURING], AFTER)
    return [str(word) for word in words]
