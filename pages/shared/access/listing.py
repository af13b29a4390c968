"""Who has an account, and how does it stand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitoring.narrative.roles import in_words
from pages.shared import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries.accounts import Account

SAID = {
    "waiting": "waits for approval",
    "invited": "invited, not signed in yet",
    "active": "may come in",
    "disabled": "disabled",
}
ORDER = tuple(SAID)
"""What needs somebody first."""
COLUMNS = {
    "name": tables.text("Name", pinned=True, width=230),
    "organisation": tables.text("Organisation"),
    "state": tables.text("Access"),
    "roles": tables.text("Roles", width="large"),
    "last_signed_in": tables.CONFIG.DatetimeColumn("Signed in last", format="D MMM YYYY, HH:mm"),
    "invited_by": tables.text("Let in by"),
    "email": tables.text("E-mail"),
    "login": tables.text("Login"),
}


def show(people: Sequence[Account]) -> None:
    """Show everybody, those who wait for somebody first."""
    if not people:
        st.info("Nobody has an account that you may see.")
        return
    ordered = sorted(people, key=lambda one: (ORDER.index(one.state), one.organisation, one.name))
    told: dict[str, list[object]] = {
        "name": [one.name for one in ordered],
        "organisation": [one.organisation for one in ordered],
        "state": [SAID[one.state] for one in ordered],
        "roles": [in_words(one.roles) or "none" for one in ordered],
        "last_signed_in": [one.last_signed_in for one in ordered],
        "invited_by": [one.invited_by for one in ordered],
        "email": [one.email for one in ordered],
        "login": [one.login for one in ordered],
    }
    said = {column: lines for column, lines in told.items() if any(lines)}
    tables.show(pd.DataFrame(said), "People and how their access stands", COLUMNS)
