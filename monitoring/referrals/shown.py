"""How do referrals read as tables, with plain names?"""

from __future__ import annotations

import pandas as pd

from monitoring.mix_shown import named
from monitoring.narrative.words import day
from monitoring.referrals import flow, weeks
from monitoring.vocabulary import ALL_CATEGORIES

PAST = "Past the limit"
PARTS = {flow.MANDATORY: "Mandatory", flow.VOLUNTARY: "Voluntary"}


def months(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a period from the report ``flow``: everybody, its parts, and what was assumed."""
    whole = rows[rows["client_category"] == ALL_CATEGORIES].set_index("month")
    told = whole[["referrals", "anticipated", "variance", "esa"]].copy()
    told["percent"] = whole["share"].astype("float64") * 100
    told["mandatory_percent"] = whole["mandatory_share"].astype("float64") * 100
    told["assumed_percent"] = whole["assumed_share"].astype("float64") * 100
    for category in PARTS:
        own = rows[rows["client_category"] == category].set_index("month")
        told[category] = own["referrals"].reindex(told.index)
    return told.sort_index().reset_index()


def by_weeks(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a week from the report ``referrals``: everybody, mandatory and voluntary."""
    told = weeks.summed(rows, "week", "client_category")
    return told.reindex(columns=["week", "all", *PARTS], fill_value=0)


def offices(rows: pd.DataFrame, span: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give a row a week or month, the latest first, and what each office's column is called."""
    wide = weeks.summed(rows, span, "office").sort_values(span, ascending=False, ignore_index=True)
    return _coded(wide, {span, "all"})


def benefits(rows: pd.DataFrame, span: str) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give a row a week or month, the earliest first, and what each benefit's column is called."""
    wide = weeks.summed(rows, span, "benefit")
    return wide, {
        str(name): named(str(name)) for name in wide if name not in {span, "all"}
    }


def _coded(wide: pd.DataFrame, kept: set[str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give columns short names of their own: what an office is called may be anything."""
    names = {f"v{at}": str(name) for at, name in enumerate(c for c in wide if c not in kept)}
    return wide.rename(columns={name: code for code, name in names.items()}), names


def ahead(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give a row a week due, those past the limit first, a column a site, and the columns' names.

    ``when`` says the week in words, since those past the limit have none.
    """
    told = rows.assign(when=[_when(week) for week in rows["week"]])
    wide = told.pivot_table(
        index="when", columns="site", values="referrals", aggfunc="sum", fill_value=0, sort=False
    )
    wide.columns.name = None
    return _coded(wide.assign(all=wide.sum(axis="columns")).reset_index(), {"when", "all"})


def _when(week: pd.Timestamp) -> str:
    return PAST if pd.isna(week) else f"Week of {day(week)}"
