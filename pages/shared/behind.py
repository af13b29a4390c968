"""May the visitor open the rows behind a month's figure, and which of them are asked for?

Nothing is read before a button is pressed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from db.queries import behind
from db.queries.behind import Asked
from db.queries.figures import Level
from monitoring.narrative.behind import NO_ROWS, NOT_YOURS
from monitoring.vocabulary import Origin, Source
from pages.shared import rows_shown
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import View
    from db.reports.beside import Beside
    from pages.shared.identity import Visitor


def offer(visitor: Visitor, view: View, found: Beside, counts: pd.DataFrame) -> None:
    """Offer the rows behind each count of an opened month, or say why there are none to see."""
    given = counts[counts["origin"] != ""].to_dict("records")
    asked = [(each, count) for count in given for each in _asked(view, found, count)]
    pressed = None
    with st.container(horizontal=True):
        for each, count in asked:
            label = as_markdown(_label(found, each, count))
            if not _closed(visitor, found, each) and st.button(label, key=repr(each)):
                pressed = each, count
    for said in dict.fromkeys(_closed(visitor, found, each) for each, _ in asked):
        if said:
            st.text(said)
    if pressed:
        one, count = pressed
        rows_shown.show(visitor, one, found.ground.programme.measure(one.measure), count)


def _asked(view: View, found: Beside, count: dict[Any, Any]) -> list[Asked]:
    """Give what can be opened of a count: itself, and beside a returned one the client rows."""
    figure = Asked(
        contract=found.terms.reference,
        measure=count["measure"],
        month=count["month"].date(),
        source=Source(count["source"]),
        origin=Origin(count["origin"]),
        level=Level(view.category, view.arrangement),
        as_at=view.as_at,
    )
    people = replace(figure, origin=Origin.COUNTED)
    return [figure, people] if figure != people and people.dataset else [figure]


def _closed(visitor: Visitor, found: Beside, asked: Asked) -> str:
    """Say why there are no rows for the visitor; blank where there may be."""
    if not asked.dataset:
        return NO_ROWS
    may = behind.may_see(visitor.scope, found.terms.contract_id, asked.origin)
    return "" if may else NOT_YOURS


def _label(found: Beside, asked: Asked, count: dict[Any, Any]) -> str:
    """Name what a button opens: of a rate, which of its counts.

    Clients' rows are behind a counted figure, and beside a returned one.
    """
    kind = "returned" if asked.origin is Origin.RETURNED else "client"
    if found.ground.measure.is_rate:
        return f"Show the {kind} rows: {found.ground.programme.measure(asked.measure).title}"
    where = "behind it" if asked.origin == count["origin"] else "of the month"
    return f"Show the {kind} rows {where}"
