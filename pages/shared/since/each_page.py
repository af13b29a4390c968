"""Which rows of a page are set beside those of an earlier day, where it has no report?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.reports import board as boards
from db.reports.sets_of import sets_of
from monitoring import sets_shown, supply_chain
from monitoring.governance import shown
from monitoring.narrative.weeks import TITLES
from pages.shared import chain, chain_choices, expected, loaders, written
from pages.shared.since import any_page

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from db.reports import View
    from db.reports.board import Board
    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain
    from pages.shared.identity import Visitor
    from pages.shared.sets.asked import Asked

REQUESTS = (
    "request", "state", "purpose", "due", "of", "what", "months", "took", "by",
)  # fmt: skip


def of_weeks(visitor: Visitor, contract: str, weeks: pd.DataFrame, as_at: datetime | None) -> None:
    """Offer the partners' weeks then and now."""
    kept = {"arrangement": "arrangement", "week_starting": "week_starting", **TITLES}

    def named(found: pd.DataFrame) -> pd.DataFrame:
        return found[list(kept)].rename(columns=kept)

    def then(at: datetime) -> pd.DataFrame:
        return named(expected.weeks(visitor, contract, at))

    any_page.of_rows(named(weeks), as_at, then, ("arrangement", "week_starting"))


def of_requests(visitor: Visitor, view: View, found: Board, titles: dict[str, str]) -> None:
    """Offer the requests about a contract then and now."""

    def rows(board: Board) -> pd.DataFrame:
        return shown.table(shown.requests(board.promised.requests, titles, board.on), REQUESTS)

    def then(at: datetime) -> pd.DataFrame:
        earlier = replace(view, as_at=at)
        return rows(
            written.read(visitor, lambda one: boards.board(one, earlier, loaders.now()))
        )

    any_page.of_rows(rows(found), view.as_at, then, ("request",))


def of_sets(found: Asked) -> None:
    """Offer the months of every profile set then and now, of the measure in view."""

    def then(at: datetime) -> pd.DataFrame:
        with loaders.reading(found.visitor) as session:
            _, sets = sets_of(session, found.contract, loaders.now(), at)
        return sets_shown.by_month(sets, found.key)

    any_page.of_rows(sets_shown.by_month(found.sets, found.key), found.as_at, then)


def of_chain(
    visitor: Visitor, of: Programme, now: Chain, as_at: datetime | None, part: tuple[str, str]
) -> None:
    """Offer a supply chain then and now: the part that is opened, or a row for each of its rows.

    ``part`` is the kind of row and, of a part that is opened, its name.
    """
    kind, name = part

    def rows(found: Chain) -> pd.DataFrame:
        if not name:
            return chain.MADE[kind](found)
        if kind == "contract":
            return supply_chain.partners_of(found, name)
        every = chain.MADE["contract"](found)
        own = supply_chain.part(found, **{kind: name})
        return every[every["contract"].isin(own.register["contract"])]

    each = kind if not name else "partner" if kind == "contract" else "contract"
    keys = (each, "arrangement", "since") if each == "partner" and name else (each,)
    any_page.of_rows(
        rows(now), as_at, lambda then: rows(chain_choices.chain(visitor, of, then)), keys
    )
