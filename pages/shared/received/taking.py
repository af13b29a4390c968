"""How is a return withdrawn or sent back: with a reason, and a look at what would stand then?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import withdrawing
from db.publishing.request import CallError
from db.sending import Desk
from db.store import Store
from monitoring.narrative import endings
from pages.shared import loaders
from pages.shared.received import outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.models import Submission
    from pages.shared.identity import Visitor

LONGEST = 500


def withdraw(visitor: Visitor, one: Submission) -> None:
    """Offer the sender's organisation to take its return back."""
    with st.expander("Withdraw this return"):
        st.text(
            "It stops standing for all of its contracts, as if it had not been sent. What was "
            f"known until now can still be asked for. {endings.CAN_COME_AGAIN}"
        )
        _ask(visitor, one, (), back=False)


def send_back(visitor: Visitor, one: Submission, contracts: Sequence[str]) -> None:
    """Offer a contract manager to send a return back for the contracts that are theirs."""
    with st.expander("Send this return back"):
        st.text(
            "It stops standing, and its sender is told why and asked to send it again. "
            "What was known until now can still be asked for."
        )
        chosen = tuple(contracts)
        if len(contracts) > 1:
            chosen = tuple(st.multiselect("For these contracts", contracts, default=contracts))
        _ask(visitor, one, chosen, back=True)


def _ask(visitor: Visitor, one: Submission, contracts: tuple[str, ...], *, back: bool) -> None:
    number, act = one.submission_id, withdrawing.send_back if back else withdrawing.withdraw
    with st.form(f"taking {number}", border=False):
        reason = st.text_area("Why", max_chars=LONGEST)
        st.caption(endings.who_reads(one.source))
        looked = st.form_submit_button("See what it would do")
    desk = Desk(Store.open(), visitor, loaders.now())
    taking = withdrawing.Taking(submission=number, reason=reason, contracts=contracts)
    key = f"would {number}"
    try:
        if looked:
            st.session_state[key] = (taking, act(desk, taking, keep=False))
        asked, outcome = st.session_state.get(key, (None, None))
        if outcome is None or asked is None or asked.contracts != contracts:
            return
        outcomes.show(visitor, outcome)
        label = "Send it back" if back else f"Withdraw return {number}"
        if st.button(label, type="primary"):
            del st.session_state[key]
            act(desk, asked)
            st.rerun()
    except CallError as error:
        st.session_state.pop(key, None)
        st.warning(str(error))
