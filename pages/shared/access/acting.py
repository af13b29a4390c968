"""What can be done about somebody's access: invite, approve, end, stand in, release?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import accounts, people
from pages.shared import loaders, written
from pages.shared.access import doing, releasing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries.accounts import Account
    from pages.shared.identity import Visitor

TAKES = "They sign in with the account their organisation gives them, under this e-mail address."
WAITS = "An administrator approves them before anything is shown."
ENDS = "They read nothing more from the next thing they do. What they wrote stays."


def offer(visitor: Visitor, everybody: Sequence[Account]) -> None:
    """Offer what the visitor may do; nothing to who only looks on."""
    scope = visitor.scope
    if not (scope.administers or scope.manages):
        return
    if scope.administers:
        _approving(visitor, [one for one in everybody if one.state == "waiting"])
    standing = [one for one in everybody if one.state != "disabled"]
    with st.expander("Invite somebody"):
        _inviting(visitor)
    with st.expander("Cover for leave"):
        _cover(visitor, standing)
    with st.expander("End somebody's access"):
        _ending(visitor, [one for one in standing if one.login != visitor.login])
    if scope.administers:
        with st.expander("Free somebody to sign in with another account"):
            releasing.show(visitor, [one for one in standing if one.bound_at])


def _approving(visitor: Visitor, waiting: Sequence[Account]) -> None:
    for one in waiting:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(f"{one.name}, {one.organisation}: invited by {one.invited_by}")
            work = partial(accounts.approve, login=one.login, now=loaders.now())
            if st.button("Approve", key=f"approve {one.login}", type="primary"):
                doing.act(visitor, work, f"{one.name} may come in.")


def _inviting(visitor: Visitor) -> None:
    with st.form("invite", border=False):
        st.caption(TAKES if visitor.scope.administers else f"{TAKES} {WAITS}")
        name = st.text_input("Name, as others read it", max_chars=200)
        email = st.text_input("E-mail address", max_chars=254)
        manages = visitor.scope.manages
        organisation = manages or st.text_input("Organisation", max_chars=200)
        if st.form_submit_button("Invite", type="primary"):
            asked = accounts.Invitation(email=email, name=name, organisation=organisation)
            work = partial(accounts.invite, invited=asked, now=loaders.now())
            doing.act(visitor, work, f"{name} is invited.")


def _cover(visitor: Visitor, standing: Sequence[Account]) -> None:
    with st.form("cover", border=False):
        st.caption("The roles are handed on for these days and end by themselves.")
        away = doing.person("Who is away", standing, "away")
        instead = doing.person("Who stands in", standing, "instead")
        first, last = written.day("From", "cover from"), written.day("To, inclusive", "cover to")
        pressed = st.form_submit_button("Hand on", type="primary")
    if pressed and not (away and instead and first and last):
        st.error("Name both people, the first day and the last day.")
    elif pressed and away and instead and first and last:
        asked = accounts.Cover(login=instead, instead_of=away, first=first, last=last)
        work = partial(accounts.cover, asked=asked, now=loaders.now())
        doing.act(visitor, work, "Handed on.")


def _ending(visitor: Visitor, others: Sequence[Account]) -> None:
    with st.form("end", border=False):
        st.caption(ENDS)
        login = doing.person("Whose access ends now", others, "ending")
        if st.form_submit_button("End access", type="primary") and login:
            work = partial(people.disable_user, login=login, now=loaders.now())
            doing.act(visitor, work, "Ended.")
