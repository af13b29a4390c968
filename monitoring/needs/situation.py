"""What is one thing that needs somebody, and what is it found in?"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from monitoring import standards
from monitoring.frames import RESTATED, ROWS_HELD
from monitoring.narrative import contract_name
from monitoring.reasons import ASKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from monitoring.freshness import Owed
    from monitoring.handed_back import Handed
    from monitoring.programmes import Measure
    from monitoring.promises import Due


class Kind(StrEnum):
    """What sort of thing needs somebody, the gravest first."""

    SENT_BACK = "sent_back"
    OWED = "owed"
    FELL = "fell"
    RESTATED = "restated"
    HELD = "held"
    UNREFERRED = "unreferred"
    CERTIFY = "certify"
    ACTION = "action"
    REVIEW = "review"
    REQUEST = "request"
    REASON = "reason"
    SHORT = "short"
    STANDARD = "standard"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Need:
    """One sentence, where its link leads, and how bad it is.

    ``key`` names the item for good, ``level`` is its severity when noted (a whole number that only
    grows as it worsens) and ``size`` puts items of a kind in order.
    """

    kind: Kind
    key: str
    sentence: str
    page: str
    query: Mapping[str, str]
    level: int
    size: float


@dataclass(frozen=True)
class Situation:
    """What is known now, and what was when the person last looked.

    ``rows`` and ``before`` are overviews (``portfolio.overview``) of one measure with one set a
    contract; ``before`` is None on a first visit. ``owed`` is by contract, ``held`` the frame
    ROWS_HELD, ``restated`` the frame RESTATED of what moved since, ``measures`` the programme's,
    ``substandard`` what ``standards.below`` found.
    """

    rows: pd.DataFrame
    measure: Measure
    measures: Mapping[str, Measure]
    before: pd.DataFrame | None = None
    owed: Mapping[str, Owed] = field(default_factory=dict)
    held: pd.DataFrame = field(default_factory=ROWS_HELD.empty)
    restated: pd.DataFrame = field(default_factory=RESTATED.empty)
    due: Sequence[Due] = ()  # promises that have come due
    substandard: pd.DataFrame = field(default_factory=standards.nothing)
    reasons: pd.DataFrame = field(default_factory=ASKED.empty)  # months that await one
    unreferred: Mapping[str, int] = field(default_factory=dict)  # starts alone, by contract
    handed: Sequence[Handed] = ()  # returns that wait for the reader's organisation

    def link(self, contract: str, **more: str) -> dict[str, str]:
        """Give the query of a page about one contract."""
        return {"contract": contract, **more}

    @cached_property
    def named(self) -> Mapping[str, str]:
        """Give the contracts' names by their reference."""
        return {row["contract"]: contract_name(row) for row in records(self.rows)}


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a frame's rows by the names of their columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
