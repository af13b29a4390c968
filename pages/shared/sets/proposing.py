"""How is a draft, or another change, put to both sides as a variation?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import profile_drafts, variations
from db.publishing.request import CallError
from db.store import Store
from db.variations import Proposal
from monitoring.variations import KINDS, What
from pages.shared.pickers import EARLIEST, LATEST

if TYPE_CHECKING:
    from monitoring.reprofiling import Draft
    from pages.shared.sets.asked import Asked

SAID = "said of sets"
READ_BY = (
    "Read by the department and the provider. It changes nothing until each side has accepted it."
)
HELP = "As the contract numbers its changes, for example 'Variation 4'."
OTHERS = {kind: label for kind, label in KINDS.items() if kind != What.PROFILE}


def of_draft(found: Asked, draft: Draft) -> None:
    """Propose a draft: its figures go to both sides as they are."""
    st.text(READ_BY)
    reference = st.text_input("Reference", help=HELP, max_chars=80, key="reference of draft")
    if not draft.rationale:
        st.text("Say why first.")
    ready = bool(reference.strip() and draft.rationale)
    if st.button("Propose it now", type="primary", disabled=not ready):
        before = dict(found.sets.figures.get("original", {}))
        try:
            profile_drafts.propose(found.pen, draft, reference.strip(), before)
        except CallError as said:
            st.error(str(said))
            return
        profile_drafts.forget(Store.open(), found.visitor, found.contract, draft.name)
        leave("variations", f"{reference.strip()} is proposed. Each side accepts it below.")


def of_another_kind(found: Asked) -> None:
    """Propose a change to the fee, a subcontract or anything else, told in words."""
    with st.expander("Propose another change to the contract"), st.form("another change"):
        left, right = st.columns(2)
        kind = left.selectbox("What is changed", list(OTHERS), format_func=OTHERS.__getitem__)
        reference = left.text_input("Reference", help=HELP, max_chars=80)
        dated = left.date_input(
            "From", None, format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST
        )
        before = right.text_input("Before", help="For example '£50,000.00 a month'.")
        after = right.text_input("After")
        reason = right.text_area("Why", max_chars=1000)
        st.caption(READ_BY)
        if st.form_submit_button("Propose"):
            proposal = Proposal(
                reference=reference.strip(), kind=str(kind), reason=reason.strip(),
                before=before.strip(), after=after.strip(), dated=dated or None,
                parties=profile_drafts.PARTIES,
            )
            try:
                variations.propose(found.pen, found.contract, proposal)
            except CallError as said:
                st.error(str(said))
                return
            leave("variations", f"{proposal.reference} is proposed. Each side accepts it below.")


def leave(part: str, said: str) -> None:
    """Go to a part of the page, and say there what was done."""
    st.session_state[SAID] = said
    st.query_params.pop("draft", None)
    st.query_params["part"] = part
    st.rerun()


def say() -> None:
    """Say once what was done."""
    said = st.session_state.pop(SAID, "")
    if said:
        st.success(said)
