"""Of several figures for the same month, which is the actual?

The agreed figure, else that of the first source of the programme's order that has one; within a
source what was returned before what was counted. Sources are never added, and a month no source
has a figure for stays missing, with the reason of the source that comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.frames import ALL_ACTUALS, CELLS
from monitoring.vocabulary import Origin, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_KEY = ["contract", "measure", "month"]


def actuals(
    cells: pd.DataFrame, source_order: Sequence[str], origin: Origin | None = None
) -> pd.DataFrame:
    """Choose one figure for each contract, measure and month.

    Parameters
    ----------
    cells
        ``month``, ``source``, ``origin``, ``value`` (NaN where missing) and, where there are
        several, ``contract`` and ``measure``; ``reason``, ``submission``, ``provisional`` if known.
        All of one level: one category, arrangement and band.
    source_order
        The sources to believe, first the most; any other is left out. The agreed figure always
        comes first.
    origin
        Only returned or only counted figures (the parameter ``actual_origin``); both when None.
        An agreed figure stands whatever its origin.

    Returns
    -------
    The frame ALL_ACTUALS, ordered by contract, measure and month: ``actual`` in the measure's unit
    with the ``source`` and ``origin`` it was taken from, or NaN with a ``reason``.

    Raises
    ------
    FrameError
        If a column is missing or a cell repeats.

    Notes
    -----
    Source: architecture section 3, "Which figure is the actual?".
    """
    known = CELLS.check(cells)
    places = {Source.AGREED.value: 0}
    for source in source_order:
        places.setdefault(str(source), len(places))
    believed = known[known["source"].isin(list(places))]
    if origin is not None:
        agreed = believed["source"] == Source.AGREED.value
        believed = believed[agreed | (believed["origin"] == origin.value)]
    ranked = believed.assign(
        _without=believed["value"].isna(),
        _source=believed["source"].map(places),
        _counted=believed["origin"] == Origin.COUNTED.value,
    ).sort_values([*_KEY, "_without", "_source", "_counted"])
    first = ranked.drop_duplicates(_KEY).rename(columns={"value": "actual"})
    return ALL_ACTUALS.check(first)
