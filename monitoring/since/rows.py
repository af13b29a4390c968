"""Which cells of a report read otherwise at two instants, and which rows came or went?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.copying import Shown, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = (
    "contract", "month", "week_starting", "measure", "set", "source", "origin", "arrangement",
    "item", "kind", "class", "theme",
)  # fmt: skip
"""The columns that say which row of a report a row is."""

CAME, WENT = "the row is new", "the row is gone"


def rows_changed(
    then: pd.DataFrame, now: pd.DataFrame, keys: Sequence[str] = KEYS
) -> pd.DataFrame:
    """Give what reads otherwise in a report, a row a cell.

    Parameters
    ----------
    then, now
        The same report at two instants.
    keys
        The columns that say which row a row is, as far as the report has them.

    Returns
    -------
    ``row`` (what tells it apart), ``what`` (the column), ``then`` and ``now`` as text; in the order
    of now, with what is gone at the end. Empty where nothing changed.

    Raises
    ------
    ValueError
        If the report's rows cannot be told apart by the columns that name them.
    """
    names = [name for name in keys if name in now.columns or name in then.columns]
    old, new = _by_key(then, names), _by_key(now, names)
    found = []
    for key, row in new.items():
        if key not in old:
            found.append((key, CAME, "", ""))
            continue
        found += [
            (key, name, old[key].get(name, ""), text)
            for name, text in row.items()
            if old[key].get(name, "") != text
        ]
    found += [(key, WENT, "", "") for key in old if key not in new]
    rows = [(", ".join(filter(None, key)), *rest) for key, *rest in found]
    return pd.DataFrame(rows, columns=["row", "what", "then", "now"])


def _by_key(frame: pd.DataFrame, names: list[str]) -> dict[tuple[str, ...], dict[str, str]]:
    """Give each row's cells as text, by what tells the row apart."""
    text = cells(frame, {str(name): Shown(str(name)) for name in frame.columns})
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in text.to_dict("records"):
        told = {str(name): str(value) for name, value in row.items()}
        key = tuple(told.pop(name, "") for name in names)
        if key in found:
            msg = f"two rows are told apart by none of {', '.join(names)}: {key}"
            raise ValueError(msg)
        found[key] = told
    return found
