"""How does a manager of the provider certify a return, where the contract asks for it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.certifying import Statement, certify
from db.publishing.request import CallError
from db.sending import Desk
from db.store import Store
from monitoring.narrative.words import listed
from pages.shared import loaders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.models import Submission
    from pages.shared.identity import Visitor

LONGEST, POST = 500, 120
USUAL = "I have checked these figures against our own records, and they agree."


def offer(visitor: Visitor, one: Submission, contracts: Sequence[str]) -> None:
    """Offer to certify a return, or to decline to; the words and the post are kept with it."""
    with st.expander("Certify this return", expanded=True):
        st.text(f"The contract asks a named person to certify it: {listed(contracts)}.")
        with st.form(f"certify {one.submission_id}", border=False):
            text = st.text_area("What you certify, or why you decline", USUAL, max_chars=LONGEST)
            post = st.text_input(
                "Your post", max_chars=POST, placeholder="Such as Operations director"
            )
            st.caption(
                "The department and the prime provider read it, with your sign-in name and the day."
            )
            with st.container(horizontal=True):
                yes = st.form_submit_button("Certify", type="primary")
                no = st.form_submit_button("Decline")
        if not (yes or no):
            return
        said = Statement(submission=one.submission_id, text=text, post=post, certified=yes)
        try:
            certify(Desk(Store.open(), visitor, loaders.now()), said)
        except CallError as error:
            st.warning(str(error))
        else:
            st.rerun()
