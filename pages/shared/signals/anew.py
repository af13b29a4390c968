"""How are a measure's control limits begun anew: from which month, why, on whose word?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import rules
from db.choices import month_of
from db.store import Store
from monitoring import narrative
from monitoring.parameters import REBASE_PREFIX, Setting
from pages.shared import loaders, written

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor
    from pages.shared.signals.choosing import Chosen

SAID = (
    "Limits move for one reason only: something is understood to have changed for good. The reason "
    "is printed on the chart for everybody who sees it."
)


def offer(visitor: Visitor, asked: Chosen, rows: pd.DataFrame, measure: Measure) -> None:
    """Let who sets the contract's rules begin its limits anew from a month."""
    terms = asked.terms
    if not visitor.scope.may_send("contracts", "dwp", terms.contract_id):
        return
    known = rows[rows["value"].notna()]["month"].iloc[:0:-1]
    months = {f"{one:%Y-%m}": narrative.month(one) for one in known}
    if not months:
        return
    with st.expander("Begin the limits anew"), st.form("limits", border=False):
        st.text(SAID)
        first = st.selectbox(
            "First month of the new limits", list(months), format_func=lambda code: months[code]
        )
        why = st.text_input("What changed", max_chars=150)
        authority = st.text_input("On whose authority", max_chars=200)
        if st.form_submit_button("Begin anew"):
            code = REBASE_PREFIX + measure.code
            setting = Setting(code, why.strip(), month_of(str(first)), authority.strip())
            store, contract = Store.open(), terms.reference
            change = partial(rules.set_parameter, store, visitor, contract, setting, loaders.now())
            written.save(change, "The limits begin anew.")
