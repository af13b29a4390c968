"""Which figures moved after their month closed, and by how much?

A figure as it stood when its month closed is kept as reported; one that first came later counts
from what was reported first. Every later change is a step, and the steps add up to the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.frames import DATE, FLAG, MONTH, NUMBER, TEXT, WHOLE, FrameContract

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = ["contract", "month", "measure", "source", "origin"]
VERSIONS = FrameContract(
    "figure_versions",
    {
        "contract": TEXT,
        "month": MONTH,
        "measure": TEXT,
        "source": TEXT,
        "origin": TEXT,
        "value": NUMBER,
        "known_from": WHOLE,
        "known_to": NUMBER,
    },
    ("contract", "month", "measure", "source", "origin", "known_from"),
)
"""Every version of a figure; ``known_to`` is NaN for the one that stands."""

PUBLICATIONS = FrameContract(
    "publications",
    {"contract": TEXT, "number": WHOLE, "at": DATE, "submission": NUMBER, "what": TEXT},
    ("contract", "number"),
    {"submission": float("nan"), "what": ""},
)
CLOSINGS = FrameContract(
    "closings",
    {"contract": TEXT, "month": MONTH, "number": WHOLE, "by_hand": FLAG},
    ("contract", "month"),
    {"by_hand": False},
)
"""The last publication of a contract that counts as before a month closed."""

STEP_COLUMNS = (*KEY, "step", "before", "after", "difference", "publication")
FIGURE_COLUMNS = (*KEY, "as_closed", "now", "difference", "steps", "publication")


def steps(versions: pd.DataFrame, closings: pd.DataFrame) -> pd.DataFrame:
    """Give every change of a figure after its month closed, in order.

    Parameters
    ----------
    versions
        The frame VERSIONS: all versions of every figure that has more than one.
    closings
        The frame CLOSINGS; months that are in it have closed.

    Returns
    -------
    Columns ``STEP_COLUMNS``. ``before`` is the last figure known, so that the differences of a
    figure add up to now minus as closed even where it was unknown in between.

    Notes
    -----
    Source: requirements.md PRO-21, M21; architecture section 3.5.
    """
    joined = VERSIONS.check(versions).merge(
        CLOSINGS.check(closings)[["contract", "month", "number"]], on=["contract", "month"]
    )
    ordered = joined.sort_values([*KEY, "known_from"])
    rows = [
        dict(zip(KEY, key, strict=True)) | step
        for key, own in ordered.groupby(KEY, sort=True)
        for step in _of_one(own)
    ]
    return pd.DataFrame(rows, columns=list(STEP_COLUMNS))


def _of_one(own: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the steps of one figure: what was said after it counted as reported."""
    closed = int(own["number"].iloc[0])
    said = list(_said(own))
    known = [each for each in said if each[0] <= closed]
    reported = len(known) or 1  # one that first came later counts from what came first
    before = said[reported - 1][1]
    place = 0
    for number, value in said[reported:]:
        if value == before or (pd.isna(value) and pd.isna(before)):
            continue
        place += 1
        yield {
            "step": place,
            "before": before,
            "after": value,
            "difference": value - before,
            "publication": number,
        }
        before = before if pd.isna(value) else value


def _said(own: pd.DataFrame) -> Iterator[tuple[int, float]]:
    """Give what was known from each publication on; NaN from one that took the figure away."""
    rows = list(zip(own["known_from"], own["known_to"], own["value"], strict=True))
    for place, (begun, ended, value) in enumerate(rows):
        yield int(begun), float(value)
        following = rows[place + 1][0] if place + 1 < len(rows) else None
        if not pd.isna(ended) and following != ended:
            yield int(ended), float("nan")


def figures(moved: pd.DataFrame) -> pd.DataFrame:
    """Gather the steps into one row a figure: as closed, now, and the difference.

    Returns
    -------
    Columns ``FIGURE_COLUMNS``; ``publication`` is the last that moved it.
    """
    if moved.empty:
        return pd.DataFrame(columns=list(FIGURE_COLUMNS))
    ordered = moved.sort_values([*KEY, "step"])
    first = ordered.drop_duplicates(KEY)
    last = ordered.drop_duplicates(KEY, keep="last").reset_index(drop=True)
    rows = last[KEY].assign(
        as_closed=first["before"].to_numpy(),
        now=last["after"],
        steps=last["step"],
        publication=last["publication"],
    )
    rows["difference"] = rows["now"] - rows["as_closed"]
    return rows[list(FIGURE_COLUMNS)]


def with_publications(rows: pd.DataFrame, publications: pd.DataFrame) -> pd.DataFrame:
    """Say of each row by which submission and when it came, or which change of rule it was."""
    known = PUBLICATIONS.check(publications).rename(columns={"number": "publication"})
    joined = rows.merge(known, on=["contract", "publication"], how="left")
    return joined.rename(columns={"at": "when"})
