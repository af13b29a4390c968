"""What do returns and requests ask of each provider? The report behind *Ask once*'s last table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.queries import burden as queries
from db.queries.governance.requests import requests_of
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring import burden
from monitoring.burden import BURDEN

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NAME = "burden"
DEFINITIONS = {
    "prime": "the prime provider of the contracts in view",
    "source": "who sends it: the provider, PLMI (the provider too), or its partners",
    "dataset": "what is sent; null for requests that name neither a dataset nor a measure",
    "fields": "columns the dataset asks for",
    "rows_only": "of them: seen only by who opens the rows behind a figure",
    "unused": "of them: checked and stored, and used by no page of this version",
    "unused_fields": "their names",
    "returns": "returns sent; a file of several contracts counts in each",
    "rows": "rows in them, held ones included",
    "resubmissions": "returns of months that were returned before, corrections included",
    "requests": "requests for these figures that the reader may see",
    "minutes": "minutes that answering them took, as far as it was said",
    "untimed": "requests answered without saying how long it took",
}
WHOLE = ("fields", "rows_only", "unused", *burden.COUNTS)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give a row a provider, source and dataset, over all the months of the contracts in view."""
    found = [_rows(session, ground, view) for ground in grounds(session, view, now)]
    rows = pd.concat(found, ignore_index=True) if found else BURDEN.empty()
    shown = rows.assign(
        dataset=_or_none(rows["dataset"]), unused_fields=_or_none(rows["unused_fields"])
    )
    return Report(
        NAME,
        view.parameters(),
        view.as_at or now,
        DEFINITIONS,
        shown.reindex(columns=list(DEFINITIONS)),
        whole=WHOLE,
        months=rows,
    )


def _or_none(texts: pd.Series[str]) -> pd.Series[Any]:
    return texts.astype("object").where(texts.ne(""), None)


def _rows(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's providers."""
    references = {each.contract_id: each.reference for each in ground.contracts}
    primes = {each.contract_id: each.prime for each in ground.contracts}
    sent = queries.sent(session, primes, view)
    asked = burden.asked(
        requests_of(session, references, view.as_at),
        {each.reference: each.prime for each in ground.contracts},
    )
    if view.source is not None:
        asked = {key: told for key, told in asked.items() if key[1] == str(view.source)}
    return burden.by_provider(sent, asked, burden.uses(ground.programme.measures))
