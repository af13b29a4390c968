"""Which rows about the clients of one contract was known at an instant?

Through the walls: who does not see a contract's clients reads none of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select

from db.models import FACTS, Client
from db.queries.knowledge import as_known
from monitoring.journeys import episodes, steps
from monitoring.journeys.frames import CLIENT, ROWS
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

KEPT = "journeys"
SOURCES = {
    "referrals": (Source.LMS,),
    "assessments": (Source.LMS,),
    "exits": (Source.PROVIDER_MI, Source.BDC),
    "claims": (Source.PROVIDER_MI, Source.PAYMENTS),
}
"""Whose rows are read; the provider's own unless another is named. Sources are never added."""


@dataclass(frozen=True)
class Journeys:
    """The rows of one contract, each dataset read when it is first asked for.

    ``today`` is the working date: what is dated after it is not counted as having happened.
    """

    session: Session = field(repr=False)
    contract_id: int
    as_at: datetime | None
    today: date
    _read: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    def rows(self, name: str) -> pd.DataFrame:
        """Give the rows of a dataset as the frame of its name (``monitoring.journeys.frames``)."""
        if name not in self._read:
            self._read[name] = _rows(self.session, name, self.contract_id, self.as_at)
        return self._read[name]

    @cached_property
    def episodes(self) -> pd.DataFrame:
        """Give one row a referral."""
        return episodes.episodes(self.rows("referrals"), self._starts_if_needed(), self.today)

    @property
    def spine(self) -> Source:
        """Give whose record of the referrals is followed."""
        return Source.LMS if len(self.rows("referrals")) else Source.PROVIDER_MI

    @cached_property
    def seen_on(self) -> pd.Series[Any]:
        """Give the day of each referral's first interview held."""
        return episodes.first_interviews(self.episodes, self.rows("appointments"))

    @cached_property
    def ended_on(self) -> pd.Series[Any]:
        """Give the first day any source says that the client left after each referral."""
        return episodes.first_day(self.episodes, self.rows("exits"), "exited_on")

    @cached_property
    def reached(self) -> pd.DataFrame:
        """Give the first day of each step in each referral."""
        return steps.days(self.episodes, self.rows)

    def started_on(self, start_event: str) -> pd.Series[Any]:
        """Give the day each referral became a start, by the contract's rule."""
        if start_event == "wfi1_attended":
            return self.seen_on
        by = "received_on" if start_event == "referral_accepted" else "started_on"
        return episodes.first_day(self.episodes, self.rows("starts"), by)

    def site_of(self) -> pd.Series[str]:
        """Give the site of each referral as the provider reports it last; blank where it is not."""
        known = episodes.belonging(self.episodes, self.rows("starts"), "referred_on")
        sites = known.groupby("episode")["site"].last()
        found = sites.reindex(self.episodes["episode"]).set_axis(self.episodes.index)
        return found.astype("object").fillna("").astype("str")

    def category_of(self) -> pd.Series[str]:
        """Give the category of each client's last referral, by the client's number."""
        last = self.episodes.drop_duplicates(CLIENT, keep="last")
        return last.set_index(CLIENT)["client_category"]

    def _starts_if_needed(self) -> pd.DataFrame:
        found = self.rows("referrals")
        return self.rows("starts") if found.empty else ROWS["starts"].empty()


def of(session: Session, contract_id: int, as_at: datetime | None, today: date) -> Journeys:
    """Give the rows of a contract, the same to every report that one session makes."""
    kept: dict[Any, Journeys] = session.info.setdefault(KEPT, {})
    key = (contract_id, as_at, today)
    if key not in kept:
        kept[key] = Journeys(session, contract_id, as_at, today)
    return kept[key]


def _rows(session: Session, name: str, contract_id: int, as_at: datetime | None) -> pd.DataFrame:
    table, contract = FACTS[name], ROWS[name]
    sources = [str(each) for each in SOURCES.get(name, (Source.PROVIDER_MI,))]
    query = select(*(table.c[column] for column in contract.columns)).where(
        table.c.contract_id == contract_id, table.c.source.in_(sources)
    )
    query = as_known(query, table, as_at).order_by(table.c.known_from, table.c.row_id)
    found = session.execute(query).all()
    return contract.check(pd.DataFrame(found, columns=list(contract.columns)))


def references(session: Session, contract_id: int) -> pd.Series[str]:
    """Give the case reference of each client of a contract, by the client's number."""
    table = Client.__table__.c
    query = select(table.client_id, table.client_ref).where(table.contract_id == contract_id)
    found = pd.DataFrame(session.execute(query).all(), columns=[CLIENT, "client_ref"])
    return found.set_index(CLIENT)["client_ref"].astype("str")
