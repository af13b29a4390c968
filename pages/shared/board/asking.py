"""Is it held already, whom is it asked of, and how is a request settled?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from db.queries import governance as reads
from monitoring import datasets
from monitoring.governance.parties import NAMES, Party
from monitoring.governance.requests import Wanted
from monitoring.narrative import day
from monitoring.narrative.profile import SOURCES
from monitoring.narrative.promises import held_sentence
from monitoring.vocabulary import Source
from pages.shared import panels, pickers, written
from pages.shared.board import choosing
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from db.reports.board import Board
    from monitoring.governance.requests import Holding
    from pages.shared.identity import Visitor

SHOWN = 6  # returns that hold it
ASKED_OF = (Party.PRIME, Party.CM, Party.TPPM, Party.PARTNER, Party.BDC)


def asking(visitor: Visitor, found: Board) -> None:
    """Ask what is wanted, say first whether it is held, and only then take the request."""
    mine = written.sides(visitor, found.terms)
    if not mine:
        return
    st.subheader("Before you ask")
    measures = {f"m:{code}": title for code, title in found.measures.items()}
    files = {f"d:{name}": spec.title for name, spec in datasets.ALL.items()}
    with pickers.in_a_row():
        what = pickers.one("wanted", "What do you need?", measures | files, width=300)
        first, last = choosing.months(found)
    kind, _, code = what.partition(":")
    dataset, measure = ("", code) if kind == "m" else (code, "")
    wanted = Wanted(
        of_party=Party.PRIME,
        purpose="",
        dataset=dataset,
        measure=measure,
        first_month=first,
        last_month=last,
    )
    contract = found.terms.reference
    held = written.read(
        visitor,
        lambda session: reads.held_already(session, contract, dataset, measure, wanted.months),
    )
    told = held_sentence(wanted.months, held, (measures | files)[what])
    st.markdown(as_markdown(told))
    for each in held[:SHOWN]:
        _holding(visitor, found, each)
    if len(held) > SHOWN:
        st.caption(f"{len(held) - SHOWN} more are listed under Returns received.")
    _whose(dataset or "monthly_return")
    _form(visitor, found, wanted)


def _holding(visitor: Visitor, found: Board, each: Holding) -> None:
    whose = sentence(SOURCES[Source(each.source)])
    text = f"{whose}, sent by {each.sent_by} on {day(each.received_on)}"
    query = {"contract": found.terms.reference, "submission": str(each.submission)}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        panels.link(visitor, "submissions", f"Return {each.submission}", **query)
        st.markdown(as_markdown(text), width="content")


def _whose(dataset: str) -> None:
    """Say who sends such figures, and so who has them."""
    senders = [SOURCES[Source(each)] for each in datasets.dataset(dataset).sources]
    st.caption(as_markdown(f"Figures of this sort come from: {', '.join(senders)}."))


def _form(visitor: Visitor, found: Board, wanted: Wanted) -> None:
    mine = written.sides(visitor, found.terms)
    with st.expander("Ask for what is not held"), st.form("ask", border=False):
        of = st.selectbox("Ask whom", ASKED_OF, format_func=lambda one: sentence(NAMES[one]))
        purpose = st.text_input("What it is for", max_chars=300)
        due = written.day("Needed by", "request due")
        audience = written.readers(mine, "request")
        st.caption("Whom you ask must be among those who read this.")
        if st.form_submit_button("Ask", type="primary"):
            asked = replace(wanted, of_party=of, purpose=purpose.strip(), due_on=due)
            where, pen = written.place(found.terms, audience), written.pen(visitor)
            written.save(partial(governance.ask, pen, where, asked), "Asked.")
