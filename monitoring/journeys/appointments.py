"""Who came when booked, which slots were used, and for how long were people seen?

The failure-to-attend rate is of each client's own appointment. Where several clients were booked
into one slot the slot can be used although somebody stayed away, so slots are counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.journeys.episodes import ATTENDED, GROUP
from monitoring.rates import rate, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MISSED, CANCELLED, PUT_OFF, WARM_UP = "fta", "cancelled", "deferred", "warm_up"
SLOT = ["scheduled_on", "slot", "site"]
COUNTS = ("due", "attended", "fta", "cancelled", "put_off", "group_sessions", "warm_ups",
          "minutes_planned", "minutes_held", "unmeasured")  # fmt: skip
SLOTS = ("slots", "slots_used", "double_booked")


def counted(rows: pd.DataFrame, by: Sequence[str], planned: Mapping[str, int]) -> pd.DataFrame:
    """Count appointments, and how many clients stayed away.

    Parameters
    ----------
    rows
        Appointments: ``wfi_no`` (missing or 0 where it is no interview), ``result``, ``mode``,
        ``minutes`` and the columns of ``by``.
    by
        What a row of the answer stands for.
    planned
        Minutes an interview is planned to take, by its number as text.

    Returns
    -------
    The columns of ``by`` and ``COUNTS``, ``fta_rate`` with ``low`` and ``high`` (95%). ``due`` is
    attended and missed; what was cancelled or put off by agreement is not in it, nor is any group
    session: ``group_sessions`` counts the clients seen in one, which is not permitted. Minutes,
    planned and held, are of interviews attended whose length is on record; ``unmeasured`` are
    those without.

    Notes
    -----
    Source: requirements.md REF-08, REF-30, REF-31, M12.
    """
    flags = _flags(rows, planned)
    for name in by:
        flags[name] = rows[name]
    counted_rows = flags.groupby(list(by), dropna=False)[list(COUNTS)].sum().astype("int64")
    counted_rows["fta_rate"] = rate(counted_rows["fta"], counted_rows["due"])
    counted_rows[["low", "high"]] = wilson(counted_rows["fta"], counted_rows["due"])
    return counted_rows.reset_index()


def _flags(rows: pd.DataFrame, planned: Mapping[str, int]) -> pd.DataFrame:
    alone = rows["mode"] != GROUP
    seen, missed = rows["result"] == ATTENDED, rows["result"] == MISSED
    number = rows["wfi_no"].fillna(0).astype("int64").astype("str")
    minutes = number.map(dict(planned))
    held = alone & seen & minutes.notna()
    measured = held & rows["minutes"].notna()
    return pd.DataFrame(
        {
            "due": alone & (seen | missed),
            "attended": alone & seen,
            "fta": alone & missed,
            "cancelled": rows["result"] == CANCELLED,
            "put_off": rows["result"] == PUT_OFF,
            "group_sessions": ~alone & seen,
            "warm_ups": seen & (rows["mode"] == WARM_UP),
            "minutes_planned": minutes.where(measured, 0),
            "minutes_held": rows["minutes"].where(measured, 0),
            "unmeasured": held & ~measured,
        }
    )


def slots(rows: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Count the slots that were booked, used, and booked for more than one client.

    Parameters
    ----------
    rows
        As for ``counted``, with ``client_id``, ``scheduled_on``, ``slot`` and ``site``. Only
        appointments with a slot that were attended or missed count; a group session has none.
    by
        What a row of the answer stands for: columns that all clients of a slot share.

    Returns
    -------
    The columns of ``by``, ``SLOTS`` and ``slot_use``.

    Notes
    -----
    Source: requirements.md REF-32.
    """
    known = rows[(rows["slot"] != "") & (rows["mode"] != GROUP)]
    known = known[known["result"].isin([ATTENDED, MISSED])]
    keys = [*by, *[name for name in SLOT if name not in by]]
    each = (
        known.assign(used=known["result"] == ATTENDED)
        .groupby(keys, dropna=False)
        .agg(slots_used=("used", "max"), clients=("client_id", "nunique"))
        .reset_index()
    )
    each = each.assign(slots=1, double_booked=each["clients"] > 1)
    found = each.groupby(list(by), dropna=False)[list(SLOTS)].sum().astype("int64")
    found["slot_use"] = rate(found["slots_used"], found["slots"])
    return found.reset_index()


def months(rows: pd.DataFrame, planned: Mapping[str, int]) -> pd.DataFrame:
    """Give a row a month and interview number, after one for every number together.

    Parameters
    ----------
    rows, planned
        As for ``counted``, with ``month``.

    Returns
    -------
    ``month``, ``wfi_no`` (missing for all together, 0 for what is no interview) and what
    ``counted`` and ``slots`` give; slots stand only with all together, since clients of one slot
    may be at different interviews, and are missing where the return names none.
    """
    each = counted(rows.assign(wfi_no=rows["wfi_no"].fillna(0)), ["month", "wfi_no"], planned)
    whole = counted(rows, ["month"], planned)
    whole = whole.merge(slots(rows, ["month"]), on="month", how="left")
    whole["wfi_no"] = float("nan")
    both = pd.concat([whole, each], ignore_index=True)
    return both.sort_values(["month", "wfi_no"], na_position="first", ignore_index=True)


def parts(rows: pd.DataFrame, planned: Mapping[str, int]) -> pd.DataFrame:
    """Give a row a site and category of clients, with its slots as far as they are of the site."""
    by_part = counted(rows, ["site", "client_category"], planned)
    by_site = slots(rows, ["site"])
    first = ~by_part["site"].duplicated()
    found = by_part.merge(by_site, on="site", how="left")
    found[[*SLOTS, "slot_use"]] = found[[*SLOTS, "slot_use"]].where(first)
    return found
