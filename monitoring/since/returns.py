"""Which returns came between two instants, and which variations moved on?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from monitoring.governance.requests import spans
from monitoring.narrative.sources import source_name
from monitoring.narrative.words import count_of
from monitoring.since.happened import Happened, Sort
from monitoring.variations import KINDS, Did
from monitoring.vocabulary import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from monitoring.since.happened import Window
    from monitoring.variations import Variation

RETURNED = Origin.RETURNED
STEPS = {
    Did.PROPOSED: "Proposed",
    Did.ACCEPTED_DWP: "Accepted by the department",
    Did.ACCEPTED_PROVIDER: "Accepted by the provider",
    Did.DECLINED: "Declined",
}
ENDED = {"withdrawn": "Came, and was withdrawn", "returned": "Came, and was sent back",
         "purged": "Came, and was purged"}


class Sent(Protocol):
    """What is told of a return that was sent."""

    @property
    def submission(self) -> int: ...  # noqa: D102 - named in words
    @property
    def dataset(self) -> str: ...  # noqa: D102 - the same
    @property
    def source(self) -> str: ...  # noqa: D102 - the same
    @property
    def months(self) -> tuple[date, ...]: ...  # noqa: D102 - the same
    @property
    def status(self) -> str: ...  # noqa: D102 - the same
    @property
    def received_at(self) -> datetime: ...  # noqa: D102 - the same
    @property
    def rows_added(self) -> int: ...  # noqa: D102 - the same
    @property
    def rows_changed(self) -> int: ...  # noqa: D102 - the same
    @property
    def rows_removed(self) -> int: ...  # noqa: D102 - the same


def came(contract: str, sent: Iterable[Sent], window: Window) -> list[Happened]:
    """Give the returns received within a window."""
    return [
        Happened(
            Sort.RETURN,
            ENDED.get(each.status, "Came"),
            _return(each),
            each.received_at,
            "",
            "submissions",
            {"contract": contract, "submission": str(each.submission)},
        )
        for each in sent
        if window.holds(each.received_at)
    ]


def _return(one: Sent) -> str:
    months = f" for {spans(one.months)}" if one.months else ""
    moved = one.rows_changed + one.rows_removed
    said = f"; {count_of(moved, 'earlier row', 'earlier rows')} changed" if moved else ""
    name = one.dataset.replace("_", " ")
    return f"{name[:1].upper()}{name[1:]} from {source_name(one.source, RETURNED)}{months}{said}"


def varied(contract: str, found: Iterable[Variation], window: Window) -> list[Happened]:
    """Give the steps of variations to the contract taken within a window."""
    return [
        Happened(
            Sort.SET,
            STEPS[Did(step.did)],
            f"Variation {each.reference} ({KINDS[each.kind].lower()}): {each.reason}",
            step.at,
            step.who,
            "profile_sets",
            {"contract": contract, "part": "variations"},
        )
        for each in found
        for step in each.steps
        if window.holds(step.at)
    ]
