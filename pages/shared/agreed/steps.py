"""How is a figure proposed, signed, answered and withdrawn on the page of its sources?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import agreed_figures
from db.agreed_figures import Saying, Which
from monitoring.agreed_figures import Did
from pages.shared import written

if TYPE_CHECKING:
    from monitoring.agreed_figures import Figure
    from pages.shared.identity import Visitor
    from pages.shared.source_views import Chosen


def offer(visitor: Visitor, asked: Chosen, one: Figure | None, may: tuple[bool, bool]) -> None:
    """Offer what the visitor may do; ``may`` says whether they sign, and answer for the prime."""
    signs, provider = may
    with st.container(horizontal=True, key="steps of the agreed figure"):
        if signs and one is None:
            with st.popover("Propose a figure"), st.form("propose a figure", border=False):
                _propose(visitor, asked)
        if signs and one is not None:
            if one.missing and st.button("Sign it", type="primary"):
                _take(visitor, asked, Did.SIGNED, Saying())
            _said(visitor, asked, Did.WITHDRAWN, "Withdraw it")
        if provider and one is not None:
            if st.button("Agree"):
                _take(visitor, asked, Did.AGREES, Saying())
            _said(visitor, asked, Did.DISAGREES, "Disagree")


def _propose(visitor: Visitor, asked: Chosen) -> None:
    value = st.number_input(asked.measure.title, 0, value=None, step=1, key="agreed value")
    by = written.day("The provider answers by", "agreed answer by")
    why = written.lines("Why this figure", "agreed why")
    st.caption("You sign it for your own role. The provider will read it.")
    if st.form_submit_button("Propose and sign", type="primary"):
        given = None if value is None else int(value)
        _take(visitor, asked, Did.PROPOSED, Saying(value=given, answer_by=by, text=why))


def _said(visitor: Visitor, asked: Chosen, did: Did, label: str) -> None:
    with st.popover(label), st.form(label, border=False):
        text = written.lines("Because", f"agreed {did}")
        if st.form_submit_button(label, type="primary"):
            _take(visitor, asked, did, Saying(text=text))


def _take(visitor: Visitor, asked: Chosen, did: Did, saying: Saying) -> None:
    assert asked.month is not None  # noqa: S101 - told to the type checker
    which = Which(
        asked.terms.reference, asked.measure.code, asked.month.date(), asked.view.category
    )
    act = partial(agreed_figures.take, written.pen(visitor), which, did, saying)
    written.save(act, "Saved. It is for monitoring, never for payment.")

