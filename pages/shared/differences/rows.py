"""How does one page of a worklist stand in its table?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.worklist import reading
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.shown import class_said, state_said
from pages.shared import loaders, tables

if TYPE_CHECKING:
    from db.worklist.seen import Seen
    from pages.shared.identity import Visitor

COLUMNS = {
    "client": tables.text("Client", width=130, pinned=True),
    "on": tables.CONFIG.DateColumn("Day", format="D MMM YYYY"),
    "differs": tables.text("How they differ", width=175),
    "cause": tables.text("What the records say", width=330),
    "state": tables.text("State", width=170),
    "owner": tables.text("Owner", width=130),
    "due": tables.CONFIG.DateColumn("By when", format="D MMM YYYY"),
    "age": tables.figure("Days open"),
    "reason": tables.text("Reason given", width=200),
    "answer": tables.text("Answer", width=240),
    "clerical": tables.text("Clerical reference"),
}


def shown(visitor: Visitor, found: Seen, some: pd.DataFrame) -> pd.DataFrame:
    """Give a page's rows as the table shows them, with whom each is about."""
    with loaders.reading(visitor) as session:
        named = reading.references(session, found.contract_id, set(some["client_id"]))
    told = zip(some["state"], some["closed_by"], some["receipt"], strict=True)
    return pd.DataFrame(
        {
            "client": some["client_id"].map(named).to_list(),
            "on": some["on"].dt.date.to_list(),
            "differs": [class_said(one, found.titles) for one in some["difference"]],
            "cause": some["cause"].to_list(),
            "state": [state_said(*one, found.start_authority) for one in told],
            "owner": some["owner"].to_list(),
            "due": some["due_on"].dt.date.to_list(),
            "age": some["age_days"].to_list(),
            "reason": [CAUSES.get(one, one) for one in some["reason"]],
            "answer": some["answer"].to_list(),
            "clerical": some["clerical_ref"].to_list(),
        }
    )
