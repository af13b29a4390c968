"""What is said of appointments: who stayed away, was it followed up, and what is put off?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.told import Told
from monitoring.narrative.words import count_of, number, rate_of

if TYPE_CHECKING:
    import pandas as pd

UNIT = (
    "One appointment of one client. Due is attended or missed; cancelled and put off are not due, "
    "and group sessions, which are not permitted, count as no interview."
)
SLOTS = (
    "Two clients booked into one slot of whom one comes are one missed appointment of two, and one "
    "slot used of one. Slots are counted where the return names them."
)
FOLLOWED = (
    "A missed appointment is late from the day after the last day allowed. What was followed up "
    "later than that stands under late."
)
PUT_OFF = (
    "A deferral runs until its last day or until the client leaves. Without a last day, it is due "
    "for review on the day named. The product records reasons and judges none."
)
PLANNED = "Planned are the minutes the contract gives each interview (parameter wfi_minutes)."
NOBODY = "No appointment is on record for the months and clients shown."
MARK = "Not permitted"


def whole_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of the report ``appointments`` that count every interview together."""
    return rows[rows["wfi_no"].isna()].reset_index(drop=True)


def appointments_finding(rows: pd.DataFrame, followed: pd.DataFrame) -> str:
    """Say how many stayed away, and how many of these nobody followed up."""
    whole = whole_of(rows)
    if whole.empty:
        return NOBODY
    missed = rate_of(float(whole["fta"].sum()), float(whole["due"].sum()))
    none = float(followed["none"].sum()) if len(followed) else 0.0
    of = float(followed["ftas"].sum()) if len(followed) else 0.0
    said = f"{missed} of the appointments due were missed."
    if not of:
        return said
    return f"{said} {rate_of(none, of)} of those missed were not followed up at all."


def appointments_figures(
    rows: pd.DataFrame, followed: pd.DataFrame, deferrals: pd.DataFrame
) -> list[Told]:
    """Give the few figures of the page."""
    whole = whole_of(rows)
    if whole.empty:
        return []
    sums = whole.sum(numeric_only=True)
    made = [
        Told("Missed", _share(sums["fta"], sums["due"]), _of(sums["fta"], sums["due"])),
        Told(
            "Slots used",
            _share(sums["slots_used"], sums["slots"]),
            f"{number(sums['double_booked'])} booked twice" if sums["slots"] else "none is named",
        ),
    ]
    if len(followed):
        none, of = float(followed["none"].sum()), float(followed["ftas"].sum())
        made.append(Told("Missed, not followed up", number(none), _of(none, of)))
    put_off = deferrals[deferrals["reason"].isna()]
    for row in put_off.to_dict("records"):
        running = number(row["running"] + row["review_overdue"])
        late = f"{number(row['review_overdue'])} overdue for review"
        made.append(Told("Deferrals running", running, late))
    return made


def _share(some: float, of: float) -> str:
    return rate_of(float(some), float(of)).partition(" (")[0] if of else "not known"


def _of(some: float, of: float) -> str:
    return f"{number(float(some))} of {number(float(of))}"


def groups_finding(rows: pd.DataFrame) -> str:
    """Say how many clients were seen in a group; blank where nobody was."""
    seen = int(whole_of(rows)["group_sessions"].sum())
    if not seen:
        return ""
    people = count_of(seen, "client was", "clients were")
    return f"{people} seen in a group. They count as no interview held."


def minutes_finding(rows: pd.DataFrame) -> str:
    """Say how long interviews took beside what was planned."""
    whole = whole_of(rows)
    planned, held = (float(whole[name].sum()) for name in ("minutes_planned", "minutes_held"))
    if not planned:
        return "No length of an interview is on record for the months and clients shown."
    return f"Interviews took {number(held)} minutes; {number(planned)} were planned."
