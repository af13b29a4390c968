"""Which figures has a named person still to certify, where the contract asks for it?

A figure is of the last return of its whole month, and of the corrections since: while one of them
waits, it reads *not yet certified*. It is never hidden for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.vocabulary import Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RULE, BY_ANOTHER = "certified_returns", "certified_by_another"
EVERY = "every_return"
PROVIDERS = frozenset({Source.PROVIDER_MI, Source.PLMI})
RETURN = "monthly_return"
NOT_YET = "not yet certified"

Place = tuple[str, str, str, pd.Timestamp | None]
"""Contract, dataset, source and month; None for the returns of datasets without months."""


def asks(rule: str, dataset: str, source: str) -> bool:
    """Say whether a contract's rule asks for returns of a dataset and source to be certified.

    Examples
    --------
    >>> asks("monthly_return", "monthly_return", "provider_mi")
    True
    >>> asks("monthly_return", "starts", "provider_mi")
    False
    >>> asks("every_return", "referrals", "lms")
    False
    """
    return source in {each.value for each in PROVIDERS} and rule in {EVERY, dataset}


def marked(
    months: pd.DataFrame, states: Mapping[Place, bool], counted_from: Iterable[str]
) -> pd.DataFrame:
    """Mark the figures that are certified on request, and those of them that still wait.

    Parameters
    ----------
    months
        A row a figure: ``contract``, ``month``, ``source``, ``origin`` and ``actual``.
    states
        For every return that is to be certified: whether all that cover its month are.
    counted_from
        The datasets a counted figure of the measure is made of.

    Returns
    -------
    The rows with ``to_certify`` (the contract asks for it) and ``uncertified`` (it still waits).
    """
    if not states:
        return months.assign(to_certify=False, uncertified=False)
    datasets = {Origin.RETURNED.value: (RETURN,), Origin.COUNTED.value: tuple(counted_from)}
    asked: list[bool] = []
    waits: list[bool] = []
    asking = {place[0] for place in states}
    for row in months[["contract", "month", "source", "origin", "actual"]].to_dict("records"):
        if row["contract"] not in asking:
            asked.append(False)
            waits.append(False)
            continue
        said = [states[place] for place in _places(row, datasets) if place in states]
        there = not pd.isna(row["actual"])
        asked.append(there and bool(said))
        waits.append(there and not all(said))
    return months.assign(to_certify=asked, uncertified=waits)


def _places(row: dict[Any, Any], datasets: Mapping[str, tuple[str, ...]]) -> Iterator[Place]:
    """Give the returns a figure may have come in; of a rate's two counts there may be several."""
    for origin in str(row["origin"]).split(", "):
        for dataset in datasets.get(origin, ()):
            for source in str(row["source"]).split(", "):
                for month in (row["month"], None):
                    yield str(row["contract"]), dataset, source, month


def as_column(rows: pd.DataFrame) -> pd.Series[Any]:
    """Give what a report says: True, False, or None where nobody asks for it."""
    certified = (~rows["uncertified"].astype(bool)).astype("object")
    return certified.where(rows["to_certify"].astype(bool), None)


def of_contracts(figures: pd.DataFrame) -> dict[str, bool]:
    """Give the contracts that ask for it: whether every figure of theirs is certified.

    Parameters
    ----------
    figures
        What ``marked`` gave.
    """
    asked = figures[figures["to_certify"]]
    waits = set(asked.loc[asked["uncertified"], "contract"])
    return {str(contract): contract not in waits for contract in asked["contract"].unique()}
