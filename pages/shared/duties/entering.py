"""How is a post to reach entered, changed and ended? Each time by another entry."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.governance.handing_over import LEVELS, Contact, Reach
from monitoring.governance.parties import Party, party_name
from pages.shared import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor


def offer(visitor: Visitor, terms: Terms, found: Sequence[Contact]) -> None:
    """Offer to enter a contact, and to change or end one of those that stand."""
    if not written.sides(visitor, terms):
        return
    with st.expander("Enter a contact"), st.form("contact", border=False):
        _enter(visitor, terms)
    if found:
        with st.expander("Change or end a contact"):
            names = {each.number: f"{party_name(each.party)}: {each.post}" for each in found}
            number = st.selectbox("Which contact", list(names), format_func=names.__getitem__)
            one = next(each for each in found if each.number == number)
            with st.form(f"contact {number}", border=False):
                _change(visitor, terms, one)


def _enter(visitor: Visitor, terms: Terms) -> None:
    reach = _asked("new")
    audience = written.readers(written.sides(visitor, terms), "contact")
    if st.form_submit_button("Save", type="primary"):
        where, pen = written.place(terms, audience), written.pen(visitor)
        written.save(partial(governance.add_contact, pen, where, reach), "Entered.")


def _change(visitor: Visitor, terms: Terms, one: Contact) -> None:
    reach = _asked(str(one.number), one)
    mine = written.sides(visitor, terms)
    audience = written.readers(mine, f"contact {one.number}", one.audience)
    where, pen = written.place(terms, audience), written.pen(visitor)
    change = partial(governance.change_contact, pen, where, one.number, reach)
    st.caption("What was entered before is kept, and is what earlier days are shown with.")
    with st.container(horizontal=True):
        if st.form_submit_button("Save the change", type="primary"):
            written.save(change, "Changed.")
        if st.form_submit_button("It has ended"):
            written.save(partial(change, ended=True), "Ended.")


def _asked(key: str, had: Contact | None = None) -> Reach:
    """Ask for party, level, post and address; what is given stands already."""
    parties, levels = list(Party), list(LEVELS)
    party = st.selectbox(
        "Party",
        parties,
        parties.index(had.party) if had else 0,
        format_func=party_name,
        key=f"contact of {key}",
    )
    level = st.selectbox(
        "Level",
        levels,
        levels.index(had.level) if had else 0,
        format_func=lambda code: LEVELS[code],
        key=f"contact level {key}",
    )
    post = st.text_input(
        "Post (not the person)", had.post if had else "", key=f"contact post {key}", max_chars=200
    )
    address = st.text_input(
        "How to reach it", had.address if had else "", key=f"contact at {key}", max_chars=200
    )
    return Reach(str(party), str(level), post, address)
