"""What is said of a return, beside it? The commentary of its provider first of all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from db.queries import governance as reads
from monitoring.governance import notes as domain
from monitoring.governance.notes import Said, Subject
from pages.shared import loaders, written
from pages.shared.notes import listed
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor


def of_return(visitor: Visitor, contracts: Iterable[str], number: int) -> None:
    """Show what was said of a return, contract by contract, and take a commentary."""
    known = loaders.contracts(visitor)
    mine = [known[contract] for contract in contracts if contract in known]
    if mine:
        st.markdown("#### What is said of it")
    for terms in mine:
        if len(mine) > 1:
            st.markdown(f"**{as_markdown(terms.reference)}**")
        _of_contract(visitor, terms, number)


def _of_contract(visitor: Visitor, terms: Terms, number: int) -> None:
    every = written.read(visitor, lambda session: reads.notes(session, terms.reference))
    said = domain.of_return(every, number)
    listed.show(visitor, terms, said, {})
    if not said:
        st.caption("Nobody has said anything of it that you may read.")
    mine = written.sides(visitor, terms)
    if not mine:
        return
    key = f"commentary {terms.reference}"
    with st.expander("Add a commentary"), st.form(key, border=False):
        text = written.lines("Commentary", f"text {key}")
        audience = written.readers(mine, key)
        if st.form_submit_button("Save", type="primary"):
            where, pen = written.place(terms, audience), written.pen(visitor)
            about = Subject(submission=number)
            written.save(partial(governance.note, pen, where, about, Said(text)), "Noted.")
