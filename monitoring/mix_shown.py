"""How does the client mix read as a table: plain names, counts or why there is none?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.client_mix import NO_NEED, Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLES: Mapping[str, str] = {
    Dimension.NEED: "Need",
    Dimension.BENEFIT: "Benefit",
    Dimension.BENEFIT_MONTHS: "Months on benefit",
    Dimension.AGE_BAND: "Age",
    Dimension.READINESS: "Readiness",
}
NAMES: Mapping[str, str] = {
    NO_NEED: "No need recorded",
    "IB": "Incapacity Benefit (IB)",
    "IS_incapacity": "Income Support, incapacity",
    "ESA": "Employment and Support Allowance (ESA)",
    "ESOL": "English language (ESOL)",
    "under_12": "Under 12 months",
    "12_to_23": "12 to 23 months",
    "24_to_59": "24 to 59 months",
    "60_or_more": "60 months or more",
    "age_50_plus": "Age 50 or over",
    "drug_alcohol": "Drugs or alcohol",
    "red": "R: red",
    "amber": "A: amber",
    "green": "G: green",
    "any": "Any age",
}


def named(value: str) -> str:
    """Give a value as people read it."""
    return NAMES.get(value, value.replace("_", " ").capitalize())


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one contract's rows of a dimension, the most people first, bands in their own order."""
    told = rows.assign(
        named=[named(value) for value in rows["value"]],
        percent=rows["share"].astype("float64") * 100,
        why=rows["reason"].fillna(""),
    )
    if set(rows["dimension"]) & {Dimension.NEED, Dimension.BENEFIT}:
        told = told.sort_values("starts", ascending=False, kind="stable")
    return told.reset_index(drop=True)


def by_month(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give a row a month with a column a value, and what each column is called."""
    values = list(rows["value"].drop_duplicates())
    names = {f"v{at}": named(value) for at, value in enumerate(values)}
    wide = rows.pivot_table(index="month", columns="value", values="starts", aggfunc="sum")
    wide = wide.reindex(columns=values).set_axis(list(names), axis=1).reset_index()
    return wide.sort_values("month", ascending=False, ignore_index=True), names
