"""Who holds which role over what, since when, and when were they last here?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitoring.narrative.roles import post
from pages.shared import exports, tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.queries.accounts import Held
    from pages.shared.identity import Visitor

NAME = "access by role"
COLUMNS = {
    "role": tables.text("Role", pinned=True),
    "name": tables.text("Name"),
    "organisation": tables.text("Organisation"),
    "over": tables.text("Over", width="medium"),
    "valid_from": tables.CONFIG.DateColumn("From", format="D MMM YYYY"),
    "valid_to": tables.CONFIG.DateColumn("To", format="D MMM YYYY"),
    "granted_at": tables.CONFIG.DatetimeColumn("Granted", format="D MMM YYYY"),
    "granted_by": tables.text("By"),
    "last_signed_in": tables.CONFIG.DatetimeColumn("Signed in last", format="D MMM YYYY, HH:mm"),
}
MEANS = {
    "role": "what the person may do here",
    "over": "the contract, district, organisation or arrangement the role is held over",
    "valid_from": "first day of the role; blank: since it was granted",
    "valid_to": "last day of the role; blank: until it is ended",
    "granted_at": "when the role was granted, and by whom",
    "last_signed_in": "when the person last signed in; blank: never, or before sign-ins were kept",
}


def show(visitor: Visitor, held: Sequence[Held], now: datetime) -> None:
    """Show every role that is held, by role, and offer the list as a file."""
    if not held:
        st.info("Nobody you may see holds a role.")
        return
    frame = pd.DataFrame([asdict(one) | {"role": post(one.role)} for one in held])
    tables.show(frame[list(COLUMNS)], "Who holds which role", COLUMNS)
    said = {"report": NAME, "as_at": now.isoformat(), "roles": len(held)}

    def make() -> bytes:
        return exports.rows(list(COLUMNS), [asdict(one) for one in held], said, MEANS)

    version = f"{visitor.login} {now.isoformat()} {len(held)}"
    file = exports.Export(
        "access-by-role", "csv", version, make, subject=f"report {NAME}", rows=len(held)
    )
    exports.offer("Download as CSV", file)
