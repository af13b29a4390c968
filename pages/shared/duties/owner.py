"""Who owns what this page is about? One quiet line at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.queries import governance as reads
from monitoring.governance.responsibilities import owner_line
from pages.shared import loaders, written
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

PROCESSES = {
    "portfolio": "outcome_performance",
    "profile_vs_actual": "outcome_performance",
    "profile_sets": "re_profiling",
    "supply_chain": "partner_performance",
    "referral_flow": "referral_process",
    "journey": "client_progression",
    "appointments": "fta_and_sanctions",
    "find_client": "client_progression",
    "reconcile": "referral_process",
    "sources": "plmi_submission",
    "worklist": "referral_process",
    "upload_return": "outcome_performance",
    "submissions": "outcome_performance",
    "calendar": "outcome_performance",
    "agreements": "re_profiling",
    "since_review": "reviews_and_plans",
    "review_pack": "reviews_and_plans",
    "reviews": "reviews_and_plans",
    "requests": "reviews_and_plans",
}
"""The process of the responsibility matrix that each page is about."""


def line(visitor: Visitor, page: str) -> None:
    """Say who answers for the process a page is about; nothing where no matrix says."""
    mine = list(loaders.contracts(visitor))
    contract = st.query_params.get("contract", mine[0] if mine else "")
    code = PROCESSES.get(page)
    if code is None or contract not in mine:
        return
    try:
        found = written.read(visitor, lambda session: reads.matrix(session, contract))
    except CallError:
        return  # a contract that went out of view between two reads
    process = found.process(code)
    if process is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"**Who owns this.** {as_markdown(owner_line(process))}", width="stretch")
        target = BY_NAME.get("responsibilities")
        if target is not None and target.opens_for(visitor):
            query = {"contract": contract}
            st.page_link(target.file, label=":blue[Who owns what]", query_params=query)
