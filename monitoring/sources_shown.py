"""How do the compared sources stand on a page: the few figures, one month, the run of months?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.sources import source_name
from monitoring.narrative.words import count_of, day, number, percent
from monitoring.rates import share
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

PENCE_IN_A_POUND = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure that heads the page."""

    label: str
    value: str
    comparison: str


def named(source: str, origin: str) -> str:
    """Name a source where a name begins."""
    name = source_name(source, origin)
    return f"{name[:1].upper()}{name[1:]}"


def signed(value: float) -> str:
    """Write a difference with its sign; nothing where it is not known."""
    if pd.isna(value):
        return ""
    return f"+{number(value)}" if value > 0 else number(value)


def of_month(rows: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """Give the rows of one month."""
    kept: pd.DataFrame = rows[rows["month"] == month].reset_index(drop=True)
    return kept


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one month's sources as a page shows them: named, signed, a blank where unknown."""
    names = [named(*pair) for pair in zip(rows["source"], rows["origin"], strict=True)]
    notes = [_sentence(text) for text in rows["note"]]
    own = rows["held_against"]
    return rows.assign(
        source_named=names,
        to_know=notes,
        difference=[signed(value) for value in rows["difference"].mask(own)],
        difference_share=(rows["difference_share"] * 100).mask(own),
    )


def run(rows: pd.DataFrame) -> tuple[pd.DataFrame, Mapping[str, str]]:
    """Give a row a month, newest first, with the provider's figure and how far each source lies.

    Returns
    -------
    The rows, with a column for each source that was ever compared, and what each column is called.
    """
    own = rows[rows["held_against"]].set_index("month")["value"]
    others = rows[~rows["held_against"] & rows["difference"].notna()]
    names = {
        f"{source} {origin}": named(source, origin)
        for source, origin in zip(others["source"], others["origin"], strict=True)
    }
    columns = {
        key: others[others["source"].add(" ").add(others["origin"]) == key].set_index("month")[
            "difference"
        ]
        for key in names
    }
    late = rows[rows["source"].eq(Source.PLMI.value)].set_index("month")["days_late"]
    months = pd.Index(sorted(rows["month"].unique(), reverse=True), name="month")
    columns = {key: each.map(signed) for key, each in columns.items()}
    flags = rows.groupby("month")["provisional"].any()
    told = pd.DataFrame({"own": own, **columns, "late": late, "provisional": flags}, index=months)
    said = ["provisional" if flag else "" for flag in told["provisional"]]
    against = rows.loc[rows["held_against"], "source"]
    called = ({"own": named(against.iloc[-1], "")} if len(against) else {}) | names
    return told.assign(standing=said).reset_index(), called


def figures(rows: pd.DataFrame, cost: float | None) -> tuple[Shown, ...]:
    """Give at most four figures of one month: the provider's, the furthest, the latest, the cost.

    ``cost`` is what was paid for each outcome, in pence; None where it is not the reader's or not
    known.
    """
    own = rows[rows["held_against"]].to_dict("records")
    others = rows[~rows["held_against"]]
    made = [_own(each) for each in own]
    compared = others[others["difference"].notna()]
    if len(compared):
        place = int(compared["difference"].abs().to_numpy().argmax())
        made.append(_furthest(compared.iloc[place]))
    late = rows[rows["days_late"].gt(0)]
    if len(late):
        made.append(_latest(late.iloc[int(late["days_late"].to_numpy().argmax())]))
    if rows["value_for_money"].notna().any():
        made.append(_cost(rows, cost))
    return tuple(made)


def cost_of_each(paid: float | None, outcomes: pd.Series[Any]) -> float | None:
    """Give what was paid over the outcomes of the same months, in pence; None where unknown.

    Notes
    -----
    Source: requirements.md M26, of what is paid for outcomes: the service fee is not in it.
    """
    if paid is None or not outcomes.notna().any():
        return None
    return share(paid, float(outcomes.sum()))


def _own(row: Mapping[Any, Any]) -> Shown:
    came = "" if pd.isna(row["received_on"]) else f"came {day(row['received_on'])}"
    return Shown(named(row["source"], row["origin"]), number(row["value"]), came)


def _furthest(row: pd.Series[Any]) -> Shown:
    apart = row["difference"]
    name = named(row["source"], row["origin"])
    if apart == 0:
        return Shown(name, number(row["value"]), "agrees, as all others do")
    side = "fewer" if apart > 0 else "more"
    of = f"{number(abs(apart))} {side}, {percent(abs(row['difference_share']))} of provider MI"
    return Shown(f"{name}, furthest apart", number(row["value"]), of)


def _latest(row: pd.Series[Any]) -> Shown:
    name = named(row["source"], row["origin"])
    late = count_of(int(row["days_late"]), "day", "days")
    came = "not here yet" if row["awaited"] else f"came {day(row['received_on'])}"
    return Shown(f"{name}, late by", late, came)


def _cost(rows: pd.DataFrame, cost: float | None) -> Shown:
    provisional = " is provisional" in str(rows["value_for_money"].dropna().iloc[0])
    said = "provisional" if provisional else "sources agree"
    known = cost is not None and not pd.isna(cost)
    pounds = f"\N{POUND SIGN}{share(cost or 0, PENCE_IN_A_POUND):,.0f}" if known else "Not known"
    what = str(rows["value_for_money"].dropna().iloc[0]).partition(":")[0]
    return Shown(what.removesuffix(" is provisional"), pounds, said)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
