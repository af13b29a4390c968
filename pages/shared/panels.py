"""What is said where there is nothing to show yet, and at the foot of a page about its figures?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import definitions, narrative
from monitoring.narrative.state import held_sentence, owed_sentence
from pages.shared import promised
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.queries.contracts import Terms
    from db.reports import Report
    from db.reports.beside import Beside
    from monitoring.programmes import Measure, Programme
    from pages.shared.identity import Visitor


def link(visitor: Visitor, page: str, label: str, **address: str) -> None:
    """Link to a page the visitor may open; show nothing of one they may not."""
    found = BY_NAME.get(page)
    if found is not None and found.opens_for(visitor):
        st.page_link(found.file, label=f":blue[{as_markdown(label)}]", query_params=address)


def no_contracts(visitor: Visitor) -> None:
    """Say that no contract is registered, or none is the visitor's, and what brings one."""
    st.info(
        "No contract is in view yet. When contracts are registered and returns come in, this page "
        "shows each contract against its profile."
    )
    if visitor.scope.everything or visitor.scope.may_send("contracts", "dwp", 0):
        st.text("Send the dataset contracts first, then profiles, then the monthly returns.")
        link(visitor, "upload_return", "Send the contracts", dataset="contracts")
    else:
        st.text("Ask the department which contracts you should see.")
    link(visitor, "data_dictionary", "See what each file holds")


def nothing_returned(visitor: Visitor, contract: str) -> None:
    """Say that no figure was returned, and offer to send one."""
    st.info("No return holds this figure yet. Figures appear here as soon as one is published.")
    with st.container(horizontal=True):
        link(visitor, "upload_return", "Send a return", contract=contract)
        link(visitor, "submissions", "See what was sent", contract=contract)


def returns_state(visitor: Visitor, found: Beside) -> None:
    """Say what is owed or held, and where to mend it; nothing where all is in."""
    for word, said in (("Late", owed_sentence(found.owed)), ("Held", held_sentence(found.held))):
        if said:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":orange-badge[{word}] {as_markdown(said)}", width="content")
                link(visitor, "submissions", "See what was sent", contract=found.terms.reference)


def what_next(visitor: Visitor, terms: Terms) -> None:
    """Offer what the visitor can do from a page about one contract."""
    st.markdown("**What next**")
    for due in promised.due(visitor, terms.reference):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = as_markdown(sentence(due.sentence))
            st.markdown(f":orange-badge[Due] {said}.", width="content")
            link(visitor, due.page, "Open it", **due.query)
    with st.container(horizontal=True):
        link(visitor, "submissions", "See the returns behind this", contract=terms.reference)
        link(visitor, "profile_sets", "What was promised", contract=terms.reference)
        link(visitor, "upload_return", "Send a return", contract=terms.reference)
        link(visitor, "portfolio", f"All contracts of {terms.prime}", prime=terms.prime)
        link(visitor, "definitions", "What each measure means", contract=terms.reference)
        link(visitor, "since_review", "What changed since the review", contract=terms.reference)
        link(visitor, "reviews", "Reviews and actions", contract=terms.reference)
        link(visitor, "review_pack", "Review pack", contract=terms.reference)
        link(visitor, "requests", "Ask for figures, once", contract=terms.reference)


def about_figures(report: Report, said: Mapping[str, str]) -> None:
    """Say in one panel at the foot what the columns mean and as at when they are known."""
    with st.expander("About these figures"):
        for heading, text in said.items():
            st.markdown(f"**{heading}.** {as_markdown(text)}")
        st.markdown(f"**Known as at.** {as_markdown(narrative.day(report.as_at))}")
        for column, meaning in report.definitions.items():
            name = as_markdown(sentence(column.replace("_", " ")))
            st.markdown(f"**{name}.** {as_markdown(sentence(meaning))}")


def measure_lines(of: Programme, measure: Measure) -> None:
    """Say what a measure means: its formula, standing, owner, sources and document."""
    for heading, text in definitions.panel(of, measure):
        st.markdown(f"**{heading}.** {as_markdown(text)}")
