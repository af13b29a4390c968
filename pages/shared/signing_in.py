"""Nobody is signed in: why, and what can be done about it?"""

from __future__ import annotations

import streamlit as st

from db.signing_in import settings
from db.signing_in.sittings import Out
from pages.shared import identity

NO_PROVIDER = "Ask your administrator how to sign in here. Nothing is shown until you do."
FIRST = "Sign in with the e-mail address you were invited under. You come back to this page."
DEMO = "Choose on the start page whom to view as."
ENDED = "You are signed out. Sign in to go on where you were."
ASKED, REFUSED = "sign_in", "refused"
"""What the address says after the provider sent somebody back who was not let in."""


def asked() -> None:
    """Say, in place of a page, that it needs somebody to be signed in."""
    st.title("Sign in")
    if identity.demonstration():
        st.text(DEMO)
    else:
        offered()


def offered() -> None:
    """Say why nobody is signed in, and offer to sign in where that can be done."""
    if not settings.configured():
        st.subheader("Nobody is signed in")
        st.text(NO_PROVIDER)
        return
    out = identity.arrival()[1]
    barred = out is Out.BARRED or st.query_params.get(ASKED) == REFUSED
    if barred:
        st.subheader("You could not be let in")
    st.text(not_let_in() if barred else said(out))
    label = "Sign in with another account" if barred else "Sign in"
    st.button(label, type="primary", on_click=st.login)


def not_let_in() -> str:
    """Say whom to ask; the same for everybody, so that it tells nothing of who has an account."""
    return (
        "Nothing is shown under the account you signed in with. It may not be invited or approved "
        f"yet, or its access may have ended. Ask {settings.contact()}, and name the e-mail "
        "address you sign in with."
    )


def said(out: Out | None) -> str:
    """Say why a sitting is over, to the person whose it was."""
    limits = settings.limits()
    if out is Out.IDLE:
        minutes = int(limits.idle.total_seconds() // 60)
        return f"Nothing was done here for {minutes} minutes. {ENDED}"
    if out is Out.LONG:
        hours = int(limits.whole.total_seconds() // 3600)
        return f"You signed in more than {hours} hours ago. {ENDED}"
    return ENDED if out is Out.ENDED else FIRST
