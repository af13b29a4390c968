"""Which reports tell clients apart, and is what they say hidden from who sees no clients?

The one place for pages, exports and terminal alike. Every report is declared here, as a breakdown
or as none; ``run`` lets out no other, and nothing of a breakdown that shows a small number to a
reader without sight of that contract's clients. Counts of contract measures are no breakdown: the
parties of a contract see them in full (docs/adr/0024).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from db import doors, registers
from monitoring.disclosure import Hidden
from monitoring.frames import FrameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.ground import Ground
    from db.reports.view import Report

SENSITIVE = frozenset(
    {"need", "needs", "health", "benefit", "benefit_months", "age", "age_band", "readiness", "band",
     "stratum", "peer", "dimension"}
)  # fmt: skip
"""The columns by which clients are told apart, or peers; a report that has one is a breakdown."""

LIMIT, ROUNDING = "small_cell_limit", "small_cell_rounding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """How a report tells clients apart.

    ``counts`` are the columns of people; ``derived`` those worked out from them, which are hidden
    with them. ``anonymous`` reports are hidden from everybody alike.
    """

    counts: tuple[str, ...]
    derived: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class OfClients:
    """A report that follows single clients: no row of it but to who sees the contract's clients."""


MIX = Breakdown(counts=("starts",), derived=("share",))
DECLARED: Mapping[str, Breakdown | OfClients | None] = MappingProxyType(
    {
        **dict.fromkeys(
            ("portfolio", "profile", "definitions", "agreement", "sources", "punctuality", "flat",
             "restatements", "actions", "reviews", "burden", "flow", "reconcile", "agreed",
             "confidence",
             "match-rate", "timing", "control-chart", "funnel")
        ),
        **dict.fromkeys(
            ("referrals", "waiting", "look-ahead", "timeliness", "waits", "journey", "interviews",
             "deviation", "assessments", "ineligible", "minimum-service", "services",
             "appointments", "follow-ups", "unfollowed", "deferrals", "worklist", "likely-pairs",
             "leavers"),
            OfClients(),
        ),
        "mix": MIX,
        "anonymised-mix": Breakdown(counts=("starts",), derived=("share",), anonymous=True),
        "anonymised-figures": Breakdown(counts=("value",), anonymous=True),
    }
)  # fmt: skip
"""Every report there is. None: no column of it tells clients apart."""


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """The rule for a reader: counts under ``limit`` are hidden, the others rounded to ``to``."""

    limit: int
    to: int = 1


def rule_for(session: Session, ground: Ground, contract_id: int) -> SmallNumbers | None:
    """Give the rule a contract's breakdowns are hidden by; None to who sees its clients."""
    if doors.scope_of(session).sees_clients(contract_id):
        return None
    return SmallNumbers(ground.whole(contract_id, LIMIT), ground.whole(contract_id, ROUNDING))


def checked(session: Session, made: Report) -> Report:
    """Give a report, having made sure that nothing in it should have been hidden.

    Raises
    ------
    FrameError
        If it is not declared, tells clients apart though it is declared not to, follows clients the
        reader does not see, or shows a small number. It is a fault of ours, and the report is not
        given.
    """
    if made.name not in DECLARED:
        msg = f"the report {made.name} does not say whether it tells clients apart"
        raise FrameError(msg)
    declared = DECLARED[made.name]
    if declared is None:
        telling = SENSITIVE & {str(name) for name in made.frame}
        if telling:
            msg = f"the report {made.name} tells clients apart by {', '.join(sorted(telling))}"
            raise FrameError(msg)
        return made
    frame = made.frame
    if isinstance(declared, OfClients):
        every = set(frame["contract"].unique())
        if every - set(_sighted(session, every)):
            msg = f"the report {made.name} would follow clients the reader does not see"
            raise FrameError(msg)
        return made
    if not declared.anonymous:
        frame = frame[~frame["contract"].isin(_sighted(session, frame["contract"].unique()))]
    _nothing_small(made, declared, frame)
    return made


def _sighted(session: Session, contracts: Iterable[str]) -> list[str]:
    """Give the contracts whose clients the reader sees; the report's own word is not taken."""
    scope = doors.scope_of(session)
    return [one for one in contracts if scope.sees_clients(registers.contract_id(session, one))]


def _nothing_small(made: Report, declared: Breakdown, frame: pd.DataFrame) -> None:
    """Refuse rows that show a small count, or a figure worked out from one that is hidden."""
    limit = made.parameters["hidden_under"] or 0
    for name in declared.counts:
        small = frame[name].astype("float64") < limit
        hidden = frame[name].isna()
        told = any(bool(frame.loc[hidden, each].notna().any()) for each in declared.derived)
        unsaid = hidden & frame["reason"].isna()
        if bool(small.any()) or told or bool(unsaid.any()):
            msg = f"the report {made.name} would show a small number of people"
            raise FrameError(msg)


def label(why: Hidden, limit: int) -> str:
    """Give what stands in the place of a hidden count."""
    return f"<{limit}" if why is Hidden.SMALL else "suppressed"


def reason(why: Hidden, limit: int) -> str | None:
    """Say why a count is hidden; None where it is shown."""
    if why is Hidden.NO:
        return None
    return {
        Hidden.SMALL: f"fewer than {limit} people, or none",
        Hidden.COVER: "hidden so that a smaller number beside it cannot be worked out",
        Hidden.FEW: f"fewer than {2 * limit - 1} people are on record, or too few are new",
    }[why]


def rounded(count: int, to: int) -> int:
    """Give a count to the nearest multiple, halves up: never further off than half of it."""
    return (count + to // 2) // to * to
