"""What was noted beside a contract's figures or a return, and how is a note added there?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from db.choices import month_of
from db.queries import governance as reads
from monitoring.governance import notes as domain
from monitoring.governance.notes import EVENT_KINDS, Said, Subject
from monitoring.narrative import month
from monitoring.narrative.words import lower_first
from pages.shared import written
from pages.shared.notes import listed
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from db.reports import View
    from db.reports.beside import Beside
    from pages.shared.identity import Visitor


def of_figures(visitor: Visitor, view: View, found: Beside) -> None:
    """Show the notes beside a measure's months, and take one more."""
    terms, measure = found.terms, found.ground.measure
    every = written.read(visitor, lambda session: reads.notes(session, terms.reference, view.as_at))
    months = [each.date() for each in found.own["month"]]
    asked = st.query_params.get("month", "")
    asked = asked if asked in {f"{each:%Y-%m}" for each in months} else ""
    if asked:
        of = domain.of_month(every, measure=measure.code, month=month_of(asked))
        about = f"{lower_first(measure.title)} in {month(month_of(asked))}"
    else:
        of = domain.beside(every, measure=measure.code, months=months)
        about = lower_first(measure.title)
    st.markdown(f"**Notes on {as_markdown(about)}**")
    if not of:
        st.caption("Nothing is noted here that you may read.")
    listed.show(visitor, terms, of, {measure.code: measure.title})
    if view.as_at is None:
        _adding(visitor, view, found, asked)


def _adding(visitor: Visitor, view: View, found: Beside, asked: str) -> None:
    """Take a note about the figure, the month or the contract, or a dated event."""
    mine = written.sides(visitor, found.terms, view.arrangement)
    if not mine:
        return
    measure = found.ground.measure
    about = {"contract": "The contract", "measure": measure.title}
    if asked:
        named = month(month_of(asked))
        about = {
            "figure": f"{measure.title}, {named}",
            "month": f"Everything in {named}",
        } | about
    with st.expander("Add a note"), st.form(f"note {asked}", border=False, clear_on_submit=True):
        which = st.selectbox("About", list(about), format_func=lambda code: about[code])
        text = written.lines("Note", "note text")
        audience = written.readers(mine, "note")
        if st.form_submit_button("Save", type="primary"):
            subject = Subject(
                measure=measure.code if which in {"figure", "measure"} else "",
                category=view.category if which in {"figure", "measure"} else "",
                month=month_of(asked) if which in {"figure", "month"} else None,
            )
            where = written.place(found.terms, audience, view.arrangement)
            pen = written.pen(visitor)
            written.save(partial(governance.note, pen, where, subject, Said(text)), "Noted.")
    _dating(visitor, found.terms)


def _dating(visitor: Visitor, terms: Terms) -> None:
    """Take a dated event, which every chart over time then shows."""
    with st.expander("Add a dated event to the charts"), st.form("event", border=False):
        on = written.day("On which day", "event day")
        kind = st.selectbox(
            "What sort", list(EVENT_KINDS), format_func=lambda code: EVENT_KINDS[code]
        )
        text = st.text_input("What happened", max_chars=160)
        audience = written.readers(written.sides(visitor, terms), "event")
        if st.form_submit_button("Save", type="primary"):
            if on is None:
                st.error("Choose the day it happened.")
                return
            where, pen = written.place(terms, audience), written.pen(visitor)
            said = Said(text, on, str(kind))
            written.save(partial(governance.note, pen, where, Subject(), said), "Dated.")
