"""How often is a contract of this risk rating reviewed? Asked for where nobody has said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import rules
from db.store import Store
from monitoring.governance.reviews import Timing, with_rating
from monitoring.parameters import Setting
from pages.shared import loaders, written

if TYPE_CHECKING:
    from db.reports.board import Board
    from pages.shared.identity import Visitor

CODE = "ppr_months_by_risk"


def offer(visitor: Visitor, found: Board) -> None:
    """Let the contract manager set the months between reviews for the contract's rating."""
    terms = found.terms
    unset = found.promised.series[0].timing is Timing.NO_INTERVAL
    if not (unset and visitor.scope.may_send("contracts", "dwp", terms.contract_id)):
        return
    if not terms.risk_rating:
        st.info("The contract has no risk rating. Send it with the contracts; it sets the reviews.")
        return
    st.info(f"No interval is set for the risk rating {terms.risk_rating}.")
    with st.form("interval", border=False):
        months = st.number_input("Months between reviews", 1, 36, 6)
        authority = st.text_input(
            "On whose authority", max_chars=200, key="authority of the interval"
        )
        if st.form_submit_button("Set it"):
            standing = found.ground.in_force(terms.contract_id, CODE)
            text = with_rating(standing, terms.risk_rating, int(months))
            setting = Setting(CODE, text, found.on, authority.strip())
            store, contract = Store.open(), terms.reference
            change = partial(rules.set_parameter, store, visitor, contract, setting, loaders.now())
            written.save(change, "Set.")
