"""How is a request answered, declined or withdrawn?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.governance.requests import Did
from pages.shared import written

if TYPE_CHECKING:
    from db.reports.board import Board
    from monitoring.governance.requests import Request
    from pages.shared.identity import Visitor


def offer(visitor: Visitor, found: Board, one: Request) -> None:
    """Offer who asked to withdraw it, and the others to answer or decline it."""
    mine = one.last.by == visitor.login
    choices = [Did.WITHDRAWN] if mine else [Did.ANSWERED, Did.DECLINED]
    words = {Did.WITHDRAWN: "Withdraw it", Did.ANSWERED: "Answer it", Did.DECLINED: "Decline it"}
    with st.popover("Settle it"), st.form(f"settle {one.number}", border=False):
        did = st.radio("What", choices, format_func=lambda each: words[each], horizontal=True)
        returned = None if mine else st.number_input("Return that answers it", 1, value=None)
        text = written.lines("Answer, or why", f"answer {one.number}")
        took = None if mine else st.number_input("Minutes it took", 0, value=None)
        if st.form_submit_button("Save", type="primary"):
            told = replace(
                one.wanted,
                submission=int(returned) if returned else None,
                text=text.strip(),
                minutes=int(took) if took is not None else None,
            )
            where = written.place(found.terms, one.last.audience, one.last.arrangement)
            pen = written.pen(visitor)
            written.save(partial(governance.settle, pen, where, one.number, did, told), "Saved.")
