"""Which figure do both sides work with for the month looked at, and who signs it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import registers
from db.agreed_figures import roles_of
from db.queries import agreed_figures as queries
from monitoring.agreed_figures import NEVER_FOR_PAYMENT, SIGNATORIES, Did, State
from monitoring.narrative import agreed_figures as words
from monitoring.narrative.words import day, month, quantity
from pages.shared import loaders
from pages.shared.agreed import steps
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import date

    from monitoring.agreed_figures import Figure, Rests
    from pages.shared.identity import Visitor
    from pages.shared.source_views import Chosen


def show(visitor: Visitor, asked: Chosen) -> None:
    """Show the figure agreed or proposed for the month, and offer the steps that are the visitor's.

    What is shown is of the month's sources, so it stands beside them.
    """
    if asked.month is None:
        return
    figure, now = _found(visitor, asked)
    signs = roles_of(visitor.scope, asked.terms.contract_id).intersection(SIGNATORIES)
    provider = visitor.scope.may_send("monthly_return", "provider_mi", asked.terms.contract_id)
    if figure is None and not signs:
        return
    with st.container(border=True):
        st.markdown(f"**Agreed figure, {as_markdown(month(asked.month.date()))}**")
        stands = figure is not None and figure.state is not State.WITHDRAWN
        if figure is None or not stands:
            st.text("None is agreed: the first source that has a figure stands.")
        else:
            _told(asked, figure, now, visitor)
        if asked.view.as_at is None:
            steps.offer(visitor, asked, figure if stands else None, (bool(signs), provider))
        st.caption(NEVER_FOR_PAYMENT)


def _found(visitor: Visitor, asked: Chosen) -> tuple[Figure | None, tuple[Rests, ...]]:
    """Give the figure of the month as last proposed, and what its sources say by now."""
    of = loaders.programmes(visitor)[asked.terms.programme]
    names = {asked.terms.contract_id: asked.terms.reference}
    at = asked.view.as_at
    key = (asked.terms.reference, asked.measure.code, asked.month.date() if asked.month else None)
    with loaders.reading(visitor) as session:
        every = queries.figures_of(session, names, of, at)
        now = queries.sources_now(session, names, [key[1]], asked.view.category, at)
    mine = [
        one
        for one in every
        if (one.contract, one.measure, one.month) == key and one.category == asked.view.category
    ]
    told = {each: rests for each, rests in now.items() if each == key}
    return (mine[-1] if mine else None), next(iter(told.values()), ())


def _told(asked: Chosen, one: Figure, now: tuple[Rests, ...], visitor: Visitor) -> None:
    first = one.steps[0]
    state = "Agreed" if one.state is State.AGREED else "Proposed"
    st.markdown(as_markdown(f"{state}: {quantity(one.value, asked.measure)}. {first.text}".strip()))
    signed = [f"{step.who}, {day(step.at)}" for step in one.steps if step.did is Did.SIGNED]
    lines = {
        "Signed by": "; ".join(signed),
        "Waits for": words.waits_said(one),
        "The provider": words.provider_said(one, _today(visitor, asked)),
        "Rests on": words.rests_said(one.rests_on),
    }
    for name, said in lines.items():
        if said:
            st.markdown(f"{name}: {as_markdown(said)}")
    if moved := words.moved_said(one.moved(now)):
        st.markdown(f":orange-badge[Moved] {as_markdown(moved)}")

def _today(visitor: Visitor, asked: Chosen) -> date:
    """Give the working date of the contract's programme."""
    return registers.working_date(loaders.programmes(visitor)[asked.terms.programme], loaders.now())
