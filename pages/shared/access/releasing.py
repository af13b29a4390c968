"""How is somebody freed to sign in with another account at the provider?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db.signing_in import bindings
from db.store import Store
from pages.shared import loaders, written
from pages.shared.access import doing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries.accounts import Account
    from pages.shared.identity import Visitor

FREES = "They can then sign in with another account at the identity provider."


def show(visitor: Visitor, bound: Sequence[Account]) -> None:
    """Ask whom and why, of those who have signed in."""
    with st.form("release", border=False):
        st.caption(FREES)
        login = doing.person("Who", bound, "releasing")
        reason = st.text_input("Why", max_chars=200)
        if st.form_submit_button("Release", type="primary") and login:
            now, store = loaders.now(), Store.open()
            written.save(
                partial(bindings.release, store, visitor, login, reason, now), "Released."
            )
